"""The program among a Linux desktop's applications: the files are whole, say the truth, and go away again."""

import configparser
import re
import shlex
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtSvg import QSvgRenderer

from reluviz import cli
from reluviz.assets import DESKTOP_ID
from reluviz.commands import desktop_entry
from reluviz.language import LANGUAGES


@pytest.fixture
def home(tmp_path, monkeypatch):
    """Where the person's own data lie."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "the data"))
    return tmp_path / "the data"


@pytest.fixture
def entry(home):
    """The keys of the entry that was written."""
    assert cli.main(["--install-desktop"]) == 0
    parsed = configparser.ConfigParser(interpolation=None, delimiters=("=",))
    parsed.optionxform = str  # type: ignore[assignment]
    parsed.read_string((home / f"applications/{DESKTOP_ID}.desktop").read_text("utf-8"))
    return parsed["Desktop Entry"]


def written(home):
    return {path.relative_to(home).as_posix() for path in home.rglob("*") if path.is_file()}


def test_all_files_are_written_and_told_in_one_line_and_taken_away_again(home, capsys):
    (home / "applications").mkdir(parents=True)
    (home / "applications/other.desktop").write_text("")
    for _ in range(2):  # the second time they are there
        assert cli.main(["--install-desktop"]) == 0
        said = capsys.readouterr().out
        assert said.count("\n") == 1
        assert str(home) in said
        assert written(home) == {*desktop_entry.places(), "applications/other.desktop"}
        assert all(place in said for place in desktop_entry.places())
    assert cli.main(["--remove-desktop"]) == 0
    assert written(home) == {"applications/other.desktop"}
    assert capsys.readouterr().out.startswith("removed")
    assert cli.main(["--remove-desktop"]) == 0
    assert "nothing" in capsys.readouterr().out


OLD = {"applications/reluviz.desktop", "metainfo/reluviz.metainfo.xml"}
"""What was written when the id was the program's name alone."""


def put_old_files(home):
    for place in OLD:
        (home / place).parent.mkdir(parents=True, exist_ok=True)
        (home / place).write_text("old")


def test_files_of_the_old_name_are_replaced_and_taken_away(home, capsys):
    put_old_files(home)
    assert cli.main(["--install-desktop"]) == 0
    assert written(home) == set(desktop_entry.places())
    assert not OLD & set(desktop_entry.places())
    put_old_files(home)
    capsys.readouterr()
    assert cli.main(["--remove-desktop"]) == 0
    assert written(home) == set()
    said = capsys.readouterr().out
    assert all(place in said for place in OLD)
    put_old_files(home)
    assert cli.main(["--remove-desktop"]) == 0
    assert written(home) == set()


def test_the_id_is_the_reversed_name_of_a_host_and_that_of_the_windows(qapp):
    assert re.fullmatch(r"[a-z]+(\.[a-z][a-z0-9_]*){2,}", DESKTOP_ID)
    assert qapp.desktopFileName() == DESKTOP_ID


@pytest.mark.parametrize(
    "tool", [["appstreamcli", "validate", "--no-net"], ["desktop-file-validate"]], ids=lambda tool: tool[0]
)
def test_the_desktops_own_tools_find_nothing_wrong(home, tool):
    if shutil.which(tool[0]) is None:
        pytest.skip(f"{tool[0]} is not there")
    assert cli.main(["--install-desktop"]) == 0
    entry, metadata = desktop_entry.places()[:2]
    done = subprocess.run(
        [*tool, str(home / (entry if len(tool) == 1 else metadata))], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_entry_has_what_a_desktop_needs_in_every_language(entry):
    assert entry["Type"] == "Application"
    assert entry["Name"] == "reluviz"
    assert entry["Terminal"] == "false"
    assert entry["Icon"] == Path(desktop_entry.places()[2]).stem
    for code in list(LANGUAGES)[1:]:
        for key in ("GenericName", "Comment", "Keywords"):
            assert entry[f"{key}[{code}]"] != entry[key]
    assert all(entry[key].endswith(";") for key in ("Keywords", "Keywords[fr]", "Categories"))


def test_it_starts_a_command_that_is_there(entry):
    *command, file = shlex.split(entry["Exec"])
    assert file == "%f"
    assert command[0] == entry["TryExec"]
    done = subprocess.run([*command, "--version"], capture_output=True, text=True, check=True, cwd="/")
    assert done.stdout.startswith("reluviz ")


def test_without_the_command_it_starts_python(monkeypatch, tmp_path):
    python = tmp_path / "a place" / "python"
    monkeypatch.setattr(sys, "executable", str(python))
    monkeypatch.setenv("PATH", str(tmp_path))
    assert desktop_entry.start_command() == (str(python), "-m", "reluviz")
    found = tmp_path / "reluviz"
    found.touch(mode=0o755)
    assert desktop_entry.start_command() == (str(found),)


@pytest.mark.parametrize(("argument", "said"), [
    ("/usr/bin/reluviz", "/usr/bin/reluviz"), ("/a b/r", '"/a b/r"'), ('/a"b$/r', '"/a\\"b\\$/r"'),
    ("/50%/r", "/50%%/r"),
])  # fmt: skip
def test_an_argument_is_quoted_as_entries_want_it(argument, said):
    assert desktop_entry.quoted(argument) == said


def test_the_metadata_belong_to_the_entry_in_every_language(entry, home):
    root = ET.parse(home / f"metainfo/{DESKTOP_ID}.metainfo.xml").getroot()
    assert root.get("type") == "desktop-application"
    assert root.findtext("launchable") == f"{DESKTOP_ID}.desktop"
    assert root.findtext("id") == DESKTOP_ID
    assert root.findtext("name") == entry["Name"]
    assert root.findtext("project_license") == "MIT"
    language = "{http://www.w3.org/XML/1998/namespace}lang"
    for tag in ("summary", "description/p"):
        codes = [found.get(language, "en") for found in root.findall(tag)]
        assert {codes.count(code) for code in LANGUAGES} == {len(codes) // len(LANGUAGES)}


def test_the_icon_is_a_drawing_and_pictures_of_it(entry, home):
    drawing = home / "icons/hicolor/scalable/apps/reluviz.svg"
    assert QSvgRenderer(str(drawing)).isValid()
    for side in desktop_entry.SIDES:
        image = QImage(str(home / f"icons/hicolor/{side}x{side}/apps/reluviz.png"))
        assert (image.width(), image.height()) == (side, side)
        assert image.pixelColor(0, 0).alpha() == 0
        assert image.pixelColor(side * 84 // 128, side * 98 // 128).name() == "#0072b2"


def test_without_a_folder_of_its_own_the_data_lie_in_the_usual_one():
    usual = Path.home() / ".local" / "share"
    assert desktop_entry.data_home({}) == usual
    assert desktop_entry.data_home({"XDG_DATA_HOME": "relative"}) == usual


def test_another_system_is_told_that_this_is_for_linux(home, monkeypatch, capsys):
    monkeypatch.setattr(sys, "platform", "darwin")
    for word in ("--install-desktop", "--remove-desktop"):
        assert cli.main([word]) == 1
        assert "Linux" in capsys.readouterr().err
    assert not home.exists()


def test_a_folder_that_cannot_be_written_to_is_told(home, capsys):
    home.mkdir()
    (home / "applications").write_text("a file")
    assert cli.main(["--install-desktop"]) == 1
    assert str(home / "applications") in capsys.readouterr().err
    assert [path.name for path in home.iterdir()] == ["applications"]
