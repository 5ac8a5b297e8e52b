"""The progress bar, and the tables of standard output."""

import io

import pytest

from reluviz.commands.progress import ProgressBar
from reluviz.commands.tables import table


class Terminal(io.StringIO):
    def isatty(self):
        return True


@pytest.fixture(autouse=True)
def terminal_that_knows_escapes(monkeypatch):
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "80")


def test_a_dumb_terminal_gets_no_escapes(monkeypatch):
    monkeypatch.setenv("TERM", "dumb")
    terminal = Terminal()
    with ProgressBar("training", terminal) as progress:
        progress(0.5)
        progress.note("still there")
        progress(1.0)
    text = terminal.getvalue()
    assert "\x1b" not in text
    assert text.endswith("\r" + 79 * " " + "\r")
    assert "\rreluviz: still there\n\rtraining" in text


def test_the_bar_draws_on_terminals_and_vanishes():
    terminal = Terminal()
    with ProgressBar("training", terminal) as progress:
        progress(0.5)
        progress(0.51)
    text = terminal.getvalue()
    assert text.count("training") == 1  # not again within a tenth of a second
    assert " 50%" in text
    assert text.endswith("\r\x1b[K")


def test_elsewhere_it_is_silent_but_for_notes():
    stream = io.StringIO()
    with ProgressBar("training", stream) as progress:
        progress(0.5)
        progress.note("TensorFlow cannot be had")
    assert stream.getvalue() == "reluviz: TensorFlow cannot be had\n"


def test_it_never_wraps():
    progress = ProgressBar("training", Terminal())
    for columns in (1, 10, 20, 40, 80, 300):
        for share in (-1.0, 0.0, 0.3, 1.0, 7.0):
            assert len(progress.line(share, 5000.0, columns)) < columns
    assert "1 h 23 min left" in progress.line(0.5, 5000.0, 80)
    assert "50 s left" in progress.line(0.5, 50.0, 80)


def test_a_terminal_that_is_gone_does_not_end_the_work():
    terminal = Terminal()
    with ProgressBar("training", terminal) as progress:
        progress(0.1)
        terminal.close()
        progress.note("still there")


def test_columns_align_with_accents_and_wide_characters():
    text = table(["name", "loss"], [["é" * 3, "0.5"], ["e\u0301", "12"], ["漢字", "3"]], [False, True])
    assert text.splitlines() == ["name  loss", "ééé    0.5", "e\u0301       12", "漢字     3"]


@pytest.mark.parametrize("command", [["picture", "-o", "a.png"], ["record", "-o", "a.mp4", "--seconds", "0.2"]])
def test_a_map_that_has_to_be_computed_first_is_told(command, qapp, monkeypatch, tmp_path):
    from reluviz import cli

    shown = []
    monkeypatch.setattr(ProgressBar, "__call__", lambda bar, share: shown.append((bar._text, share)))
    monkeypatch.chdir(tmp_path)
    settings = ["training.steps=30", 'training.gradient="exact"', 'training.engine="numpy"', "view.basins=true"]
    words = [command[0], "bias", *command[1:], "--size", "320x180"]
    assert cli.main([*words, *(word for each in settings for word in ("--set", each))]) == 0
    maps = [share for text, share in shown if text == "basin map"]
    assert maps == sorted(maps)
    assert maps[-1] == 1.0
    texts = [text for text, _ in shown]
    assert texts.index("training") < texts.index("basin map")
    if command[0] == "record":
        assert texts[-1] == "recording"
