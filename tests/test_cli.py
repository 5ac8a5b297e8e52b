"""The command line: exit statuses, one-line errors, help, standard output; most of it in this process."""

import dataclasses
import os
import re
import signal
import sys

import pytest

from reluviz import __version__, cli
from reluviz.commands.command import Command
from reluviz.errors import ReluvizError, UsageError
from reluviz.scenario.sources import built_in_names


@pytest.fixture
def run(capsys):
    def run(*words):
        status = cli.main(words)
        captured = capsys.readouterr()
        return status, captured.out, captured.err

    return run


@pytest.fixture
def failing(monkeypatch):
    """Let `check` end with an exception."""

    def failing(error):
        def work(arguments):
            raise error

        command = Command("check", "", "", "", lambda parser: None, work)
        monkeypatch.setattr("reluviz.commands.check.COMMAND", command)

    return failing


def test_version_and_help(run):
    assert run("--version") == (0, f"reluviz {__version__}\n", "")
    status, out, err = run("--help")
    assert (status, err) == (0, "")
    for name in cli.COMMANDS:
        assert re.search(rf"^  {name} +\w", out, re.MULTILINE), name


@pytest.mark.parametrize("name", cli.COMMANDS)
def test_every_command_has_help(run, monkeypatch, name):
    monkeypatch.setenv("COLUMNS", "80")
    status, out, err = run(name, "--help")
    assert (status, err) == (0, "")
    usage = " ".join(out.partition("\n\n")[0].split())
    takes = cli.COMMANDS[name].usage
    assert usage == f"usage: reluviz {name}" + (f" {takes} [--set TABLE.KEY=VALUE]…" if takes else "")
    for option in ("--set", "--language en|fr", "--debug") if takes else ("--language en|fr", "--debug"):
        assert option in out
    assert max(map(len, out.splitlines())) <= 80
    assert "None" not in out


def test_options_may_stand_before_the_command(run):
    assert run("--language", "fr", "check", "puzzle")[:2] == (0, "puzzle\u00a0: rien à redire\n")
    assert run("--set", "training.steps=5", "check", "puzzle")[0] == 0
    assert run("check", "--set", "training.steps=0", "puzzle")[0] == 2


def test_check_tells_of_a_race_what_is_hardly_meant(run, tmp_path):
    path = tmp_path / "race.toml"
    path.write_text("[[variation]]\n", encoding="utf-8")
    status, out, err = run("check", str(path))
    assert (status, out) == (0, f"{path}: fine\n")
    assert err == f"reluviz: {path}: variation.0: trains just as the scenario without it: it changes nothing\n"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["train", "puzzle"], "required: -o"),
        (["train", "-o", "x.npz"], "required: SCENARIO"),
        (["train", "puzzle", "-o", "x.txt"], "found 'x.txt'; allowed: a file that ends in .npz, .csv"),
        (["train", "puzzle", "-o", ".npz"], "allowed: a file"),
        (["train", "puzzle", "-o", "x.npz", "--every", "0"], "found '0'; allowed: a whole number, 1 or more"),
        (["train", "puzzle", "-o", "x.npz", "--every", "1.5"], "a whole number"),
        (["train", "puzzle", "-o", "x.npz", "--evry", "1"], "unknown argument '--evry'; did you mean --every?"),
        (["train", "puzzle", "-o", "x.npz", "more"], "unknown argument 'more'"),
        (["landscape", "puzzle", "-o", "x.npz", "--size", "400"], "allowed: WIDTHxHEIGHT"),
        (["landscape", "puzzle", "-o", "x.npz", "--size", "1x400"], "allowed: sides from 2"),
        (["landscape", "puzzle", "-o", "x.npz", "--size", "99999x2"], "allowed: sides from 2"),
        (["picture", "puzzle", "-o", "x.png", "--theme", "pink"], "found 'pink'; allowed: \"light\""),
        (["picture", "puzzle", "-o", "x.png", "--panels", "loss,loss"], "allowed: some of landscape"),
        (["picture", "puzzle", "-o", "x.png", "--step", "-1"], "a whole number"),
        (["export", "puzzle", "-o", "x.html"], "allowed: a file that ends in .py, .ipynb, .toml"),
        (["check"], "required: FILE"),
        (["inspect", "puzzle", "--language", "de"], 'found \'de\'; allowed: "en", "fr"'),
        (["inspect", "puzzle", "--set", "training.learning_rat=1"], "did you mean learning_rate?"),
        (["inspect", "puzzle", "--set"], "expected one argument"),
        (["inspect", "puzle"], "did you mean puzzle?"),
        (["trian", "puzzle"], "unknown command 'trian'; commands: check, inspect"),
        (["frobnicate"], "built-in scenarios: bias, hidden, output, puzzle; lessons: "),
        (["frobnicate"], "; commands: check, inspect, train"),
        (["picture", "puzzle", "-o", "x.png", "--step", "3000"], "--step: found 3000; allowed: 0 to 2000"),
        (
            ["inspect", "puzzle", "--set", "starts.weight={from=0,to=1,count=3}"],
            "found {from = 0.0, to = 1.0, count = 3}; allowed: nothing here",
        ),
        (["trian"], "did you mean train?"),
        (["two\nlines"], "two\\nlines: no such scenario"),
        (["--lnguage", "fr"], "did you mean --language?"),
        (["no-such-file.toml"], "no-such-file.toml: there is no such file"),
    ],
)
def test_wrong_command_lines_end_with_2_and_one_line(run, tmp_path, monkeypatch, words, said):
    monkeypatch.chdir(tmp_path)
    status, out, err = run(*words)
    assert status == 2
    assert out == ""
    assert err.count("\n") == 1
    assert err.startswith("reluviz: ")
    assert said in err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("error", "status", "said"),
    [
        (ReluvizError("the encoder failed"), 1, "the encoder failed"),
        (UsageError("wrong"), 2, "wrong"),
        (OSError(28, "No space left on device", "x.npz"), 1, "x.npz: No space left on device"),
        (MemoryError(), 1, "not enough memory"),
        (RuntimeError("two\nlines"), 1, "unexpected error: RuntimeError: two\\nlines (--debug shows where)"),
        (KeyboardInterrupt(), 130, "interrupted"),
    ],
)
def test_failures_are_one_line_and_a_traceback_only_if_asked_for(run, failing, error, status, said):
    failing(error)
    found, out, err = run("check")
    assert (found, out) == (status, "")
    assert err == f"reluviz: {said}\n" or (said in err and err.count("\n") == 1)
    found, _, err = run("check", "--debug")
    assert found == status
    assert "Traceback" in err
    assert "in work" in err
    assert err.splitlines()[-1].startswith("reluviz: ")


def test_without_a_display_the_window_says_what_to_do_instead(run, monkeypatch):
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    for words in ([], ["puzzle"], ["--set", "training.steps=5"]):
        status, out, err = run(*words)
        assert (status, out) == (1, "")
        assert err.count("\n") == 1
        assert "no display" in err
        assert "commands work without a window" in err


def test_a_wrong_scenario_is_told_before_a_missing_display(run, monkeypatch):
    monkeypatch.delenv("DISPLAY", raising=False)
    assert run("puzle")[0] == 2


def test_results_that_standard_output_cannot_take(run, monkeypatch):
    with open("/dev/full", "w", encoding="utf-8") as full:  # noqa: PTH123
        monkeypatch.setattr(sys, "stdout", full)
        status = cli.main(["check", "puzzle"])
        monkeypatch.undo()
    assert status == 1


@pytest.mark.parametrize("words", [["--help"], ["--version"], ["train", "--help"]])
@pytest.mark.parametrize("buffering", [1, -1])
def test_help_that_standard_output_cannot_take(words, buffering, run, monkeypatch, capsys):
    with open("/dev/full", "w", buffering, encoding="utf-8") as full:  # noqa: PTH123
        monkeypatch.setattr(sys, "stdout", full)
        status = cli.main(words)
        monkeypatch.undo()
    assert (status, capsys.readouterr().err) == (1, "reluviz: No space left on device\n")


def test_closed_standard_streams_do_no_harm(monkeypatch):
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    assert cli.main(["check", "puzzle"]) == 0
    assert cli.main(["check", "puzle"]) == 2
    assert cli.main(["--help"]) == 0


def test_every_built_in_scenario_is_fine(run):
    names = built_in_names()
    assert run("check", *names) == (0, "".join(f"{name}: fine\n" for name in names), "")


def test_signals_are_given_back(run):
    before = signal.getsignal(signal.SIGTERM)
    run("check", "puzzle")
    assert signal.getsignal(signal.SIGTERM) is before
    assert os.getpid()


def test_an_interrupt_that_a_library_makes_an_error_of_is_an_interrupt(run, monkeypatch):
    """As the import of an extension in C does it."""

    def work(arguments):
        try:
            signal.raise_signal(signal.SIGTERM)
        except KeyboardInterrupt:
            raise ImportError("multiarray failed to import") from None

    monkeypatch.setattr("reluviz.commands.inspect.COMMAND", dataclasses.replace(cli.COMMANDS["inspect"], run=work))
    assert run("inspect", "puzzle") == (130, "", "reluviz: interrupted\n")
