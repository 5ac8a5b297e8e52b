"""`reluviz picture` hands its arguments over, writes whole files, and needs no display."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from reluviz import cli
from reluviz.recording import picture

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture
def drawn(monkeypatch):
    """Put a stand-in where the picture would be drawn, and return what it was asked for."""
    calls = []

    def render(scenario, path, **rest):
        calls.append((scenario, path, rest))
        path.write_bytes(b"drawn")

    monkeypatch.setattr(picture, "render_picture", render)
    return calls


def test_what_the_scenario_says_is_the_default(drawn, tmp_path):
    assert cli.main(["picture", "puzzle", "-o", str(tmp_path / "p.png")]) == 0
    ((scenario, path, rest),) = drawn
    assert scenario.training.steps == 2000
    assert path.suffix == ".png"
    assert (rest["step"], rest["size"], rest["theme"], tuple(rest["panels"])) == (None, None, "", ())
    assert rest["language"] == "en"
    assert (tmp_path / "p.png").read_bytes() == b"drawn"


def test_options(drawn, tmp_path):
    options = ["--step", "30", "--size", "640x360", "--theme", "dark", "--panels", "landscape, loss"]
    assert cli.main(["picture", "puzzle", "-o", str(tmp_path / "p.svg"), *options, "--language", "fr"]) == 0
    ((_, _, rest),) = drawn
    assert (rest["step"], rest["size"], rest["theme"]) == (30, (640, 360), "dark")
    assert (rest["panels"], rest["language"]) == (("landscape", "loss"), "fr")


@pytest.mark.parametrize(
    ("words", "veiled"),
    [
        (["question/ask", "--step", "0"], True),
        (["question", "--step", "0"], True),
        (["question/ask", "--step", "1"], False),
        (["question/ask"], False),
        (["question/answer", "--step", "0"], False),
        (["puzzle", "--step", "0"], False),
    ],
)
def test_a_cue_that_asks_keeps_its_answer_where_it_begins(drawn, words, veiled, tmp_path):
    assert cli.main(["picture", *words, "-o", str(tmp_path / "p.png")]) == 0
    ((_, _, rest),) = drawn
    assert rest["veiled"] == veiled


@pytest.mark.parametrize(
    "options", [["--size", "8x8"], ["--size", "640"], ["--panels", "nonsense"], ["--step", "9999999"]]
)
def test_wrong_options(tmp_path, capsys, options):
    assert cli.main(["picture", "puzzle", "-o", str(tmp_path / "p.png"), *options]) == 2
    assert capsys.readouterr().err.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("platform", [{}, *({"QT_QPA_PLATFORM": name} for name in ("wayland", "xcb", "nonsense", ""))])
def test_a_real_one_without_a_display(tmp_path, platform):
    kept = platform | {
        key: value for key, value in os.environ.items() if not key.startswith(("QT_", "DISPLAY", "WAYLAND"))
    }
    done = subprocess.run(
        [sys.executable, "-m", "reluviz", "picture", "puzzle", "-o", "é 1.png", "--size", "320x180", "--step", "20"],
        capture_output=True,
        text=True,
        env=kept | {"PYTHONPATH": str(ROOT)},
        cwd=tmp_path,
        timeout=120,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    content = (tmp_path / "é 1.png").read_bytes()
    assert content[:8] == b"\x89PNG\r\n\x1a\n"
    assert [int.from_bytes(content[start : start + 4], "big") for start in (16, 20)] == [320, 180]
    assert [path.name for path in tmp_path.iterdir()] == ["é 1.png"]
