"""What is remembered comes back; what is damaged costs itself only."""

import json

import pytest

from reluviz.desktop.settings import SETTINGS, Settings, settings_path

OTHERS = {
    "window/place": [10, 20, 800, 600],
    "window/maximized": True,
    "window/panels": "AAAA",
    "window/sections": ["data"],
    "view/theme": "dark",
    "view/language": "fr",
    "view/palette": "viridis",
    "view/scale": 1.25,
    "view/epochs": True,
    "view/reduced_motion": True,
    "run/speed": 5.0,
    "run/loop": True,
    "file/recent": ["/tmp/a b,c.toml", "/tmp/é.toml"],
    "file/draft_told": 7,
    "file/folder": "/tmp",
    "file/picture_scale": 3.0,
}

WRONG = {
    "window/place": [1, 2, 3],
    "window/maximized": "yes",
    "window/panels": 7,
    "window/sections": [1],
    "view/theme": "pink",
    "view/language": "xx",
    "view/palette": "jet",
    "view/scale": 900,
    "view/epochs": 3,
    "view/reduced_motion": "yes",
    "run/speed": -1,
    "run/loop": None,
    "file/recent": "one",
    "file/draft_told": 1.5,
    "file/folder": ["a"],
    "file/picture_scale": 5.0,
}


@pytest.fixture
def path(tmp_path):
    return tmp_path / "folder" / "reluviz.ini"


def remembered(path, values):
    settings = Settings(path)
    for key, value in values.items():
        settings.set(key, value)
    settings.flush()
    return path


def damaged(path, lines):
    """Write another file: Qt keeps what it has read, and looks at a file's size and time to see that it has changed."""
    other = path.with_name("damaged.ini")
    other.write_text("\n".join(lines), encoding="utf-8")
    return other


def test_there_is_another_value_for_every_key():
    assert set(OTHERS) == set(SETTINGS) == set(WRONG)
    assert all(OTHERS[key] != setting.default for key, setting in SETTINGS.items())


@pytest.mark.parametrize("key", SETTINGS)
def test_a_value_comes_back(key, path):
    remembered(path, OTHERS)
    assert Settings(path).get(key) == OTHERS[key]


@pytest.mark.parametrize("key", SETTINGS)
@pytest.mark.parametrize("damage", ["not json", "", "@ByteArray(\\x0\\xff)", "[" * 5000])
def test_a_damaged_value_costs_that_one_only(key, damage, path):
    remembered(path, OTHERS)
    group, name = key.split("/")
    lines = path.read_text(encoding="utf-8").splitlines()
    assert f"[{group}]" in lines
    mended = [f'{name}="{damage}"' if line.startswith(f"{name}=") else line for line in lines]
    settings = Settings(damaged(path, mended))
    assert settings.get(key) == SETTINGS[key].default
    others = {other: settings.get(other) for other in SETTINGS if other != key}
    assert others == {other: OTHERS[other] for other in others}


@pytest.mark.parametrize("key", SETTINGS)
def test_a_value_that_makes_no_sense_is_not_taken(key, path):
    remembered(path, OTHERS)
    text = path.read_text(encoding="utf-8")
    _, name = key.split("/")
    escaped = json.dumps(WRONG[key]).replace('"', '\\"')
    lines = [f'{name}="{escaped}"' if line.startswith(f"{name}=") else line for line in text.splitlines()]
    assert Settings(damaged(path, lines)).get(key) == SETTINGS[key].default


@pytest.mark.parametrize("content", [b"\x00\xff\xfe garbage \x01", b"[", b"=====", b"[view\ntheme=1"])
def test_a_file_of_rubbish_is_survived_and_replaced(content, path):
    path.parent.mkdir()
    path.write_bytes(content)
    settings = Settings(path)
    assert all(settings.get(key) == setting.default for key, setting in SETTINGS.items())
    settings.set("view/theme", "dark")
    settings.flush()
    assert Settings(path).get("view/theme") == "dark"


def test_a_wrong_value_is_not_remembered(path):
    with pytest.raises(ValueError, match="run/speed"):
        Settings(path).set("run/speed", 0)


def test_nothing_is_written_before_something_is_remembered(path):
    settings = Settings(path)
    settings.get("view/theme")
    settings.flush()
    assert not path.parent.exists()


def test_the_file_lies_in_the_folder_of_the_system(isolated_folders):
    assert str(settings_path()).startswith(str(isolated_folders))


def test_a_word_written_by_hand_needs_no_quotes(path):
    path.parent.mkdir()
    path.write_text("[view]\ntheme=dark\nlanguage=fr\npalette=nonsense\nscale=1.5\n", "utf-8")
    settings = Settings(path)
    assert [settings.get(f"view/{key}") for key in ("theme", "language", "palette", "scale")] == [
        "dark",
        "fr",
        SETTINGS["view/palette"].default,
        1.5,
    ]
