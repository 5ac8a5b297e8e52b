"""Interrupts wait while Qt is at work, and are not lost; a picture that is interrupted leaves nothing."""

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import psutil
import pytest

from reluviz.catalogues import catalogue
from reluviz.interrupts import interrupt_waits, interrupts_held
from reluviz.landscape.landscape import Landscape
from reluviz.scenario.model import Model, Scenario, Training
from reluviz.scene.basins import ImmediateBasins
from reluviz.training.basins import BasinQuestion

ROOT = Path(__file__).resolve().parent.parent
PICTURE = [sys.executable, "-m", "reluviz", "picture", "bias", "-o", "p.svg", "--size", "640x360"]


def test_an_interrupt_waits_until_the_block_ends():
    reached = []

    def interrupted():
        with interrupts_held():
            signal.raise_signal(signal.SIGINT)
            signal.raise_signal(signal.SIGINT)
            reached.append("end")

    before = signal.getsignal(signal.SIGINT)
    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert reached == ["end"]
    assert signal.getsignal(signal.SIGINT) is before


def test_a_basin_map_does_not_keep_an_interrupt_waiting():
    scenario = Scenario(model=Model(variant="weight-bias"), training=Training(gradient="exact", steps=10_000_000))
    landscape = Landscape(scenario.data, scenario.target, scenario.model)
    ends = (-3.0, 3.0)
    asked = BasinQuestion(landscape, scenario.training, "weight", "bias", ends, ends, 40, 40, (0.0, 0.0))
    source = ImmediateBasins()

    def interrupted():
        with interrupts_held():
            assert not interrupt_waits()
            signal.raise_signal(signal.SIGINT)
            assert interrupt_waits()
            source.request(asked)

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert source.newest() is None
    assert not interrupt_waits()


def test_what_is_ignored_stays_ignored():
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        with interrupts_held():
            signal.raise_signal(signal.SIGINT)
    finally:
        signal.signal(signal.SIGINT, before)


def test_other_threads_are_left_alone():
    done = []

    def work():
        with interrupts_held():
            done.append(True)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert done


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("work_s", [0.0, 0.2, 0.4, 0.7, 1.0])
def test_an_interrupted_picture_leaves_nothing(tmp_path, number, work_s):
    """The delay is counted in the process's own work, so that it means the same on a busy machine."""
    with subprocess.Popen(
        PICTURE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        cwd=tmp_path,
    ) as process:
        seen = psutil.Process(process.pid)

        def worked():
            times = seen.cpu_times()
            return times.user + times.system

        while not list(tmp_path.glob(".reluviz-*")) and process.poll() is None:
            os.sched_yield()
        begin = worked()
        while worked() - begin < work_s and list(tmp_path.glob(".reluviz-*")):
            os.sched_yield()
        process.send_signal(number)
        out, err = process.communicate(timeout=60)
    if (tmp_path / "p.svg").exists():
        assert process.returncode in (0, 130, -number)
        assert (tmp_path / "p.svg").read_text("utf-8").endswith("</svg>\n")
        (tmp_path / "p.svg").unlink()
    else:
        assert (process.returncode, out, err) == (130, "", "reluviz: interrupted\n")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("run", ["runpy.run_path('main.py', {})", "runpy.run_module('reluviz', {})"])
def test_an_interrupt_while_the_program_is_imported_is_no_traceback(run):
    """The import of the command line is stood in for by one that is interrupted in its middle."""
    code = (
        "import builtins, runpy, sys; real = builtins.__import__\n"
        "def interrupted(name, *rest, **more):\n"
        "    if name == 'argparse': raise KeyboardInterrupt\n"
        "    return real(name, *rest, **more)\n"
        "sys.modules.pop('argparse', None); builtins.__import__ = interrupted\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code + run.replace("{}", 'None, "__main__"')],
        capture_output=True,
        text=True,
        cwd=ROOT,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "reluviz: interrupted\n")


AT_ONCE = """
import builtins, sys
real = builtins.__import__
def interrupted(name, *rest, **more):
    if name in names:
        names.remove(name)
        raise KeyboardInterrupt
    return real(name, *rest, **more)
names = {names}
sys.modules.pop('argparse', None); builtins.__import__ = interrupted
{before}
from reluviz import start
sys.exit(start.main())
"""


def interrupted_at_once(*words, language="en_GB.UTF-8", before="", also=()):
    """Return what the program says whose import of the command line is interrupted, and of others fails."""
    done = subprocess.run(
        [sys.executable, "-c", AT_ONCE.format(names=["argparse", *also], before=before), *words],
        capture_output=True,
        encoding="utf-8",
        env={name: value for name, value in os.environ.items() if name not in ("LC_MESSAGES", "LANG")}
        | {"LC_ALL": language, "PYTHONIOENCODING": "utf-8"},
        cwd=ROOT,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stdout) == (130, "")
    return done.stderr


def test_an_interrupt_is_told_in_the_language_asked_for():
    catalogue("fr")  # compiled, as in an installation
    assert interrupted_at_once("puzzle", "--language", "fr") == "reluviz: interrompu\n"
    assert interrupted_at_once(language="fr_FR.UTF-8") == "reluviz: interrompu\n"
    assert interrupted_at_once("--language=en", language="fr_FR.UTF-8") == "reluviz: interrupted\n"


@pytest.mark.parametrize(
    ("before", "also"),
    [
        ("", ["PySide6.QtCore"]),
        ("", ["reluviz.language"]),
        ("sys.modules['PySide6'] = sys", []),
        ("import reluviz.catalogues as c; c.compiled_catalogue = lambda code: c.Path('/nowhere')", []),
    ],
    ids=["interrupted again", "interrupted early", "half a Qt", "no catalogue"],
)
def test_where_anything_is_in_the_way_an_interrupt_is_told_in_english(before, also):
    catalogue("fr")
    told = interrupted_at_once("--language", "fr", before=before, also=also)
    assert told == "reluviz: interrupted\n"


WINDOW = """
import os, signal, sys
from PySide6.QtCore import QTimer
from reluviz import cli
from reluviz.desktop import window
def told(self, event, shown=window.MainWindow.showEvent):
    shown(self, event)
    {when}
window.MainWindow.showEvent = told
sys.exit(cli.main([]))
"""


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
@pytest.mark.parametrize("when", ["{signal}()", "QTimer.singleShot(200, {signal})"], ids=["at once", "in the loop"])
def test_a_window_that_is_told_to_end_closes_in_order(tmp_path, number, when):
    code = WINDOW.format(when=when.format(signal=f"(lambda: os.kill(os.getpid(), {int(number)}))"))
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        env=os.environ | {"HOME": str(tmp_path)},
        cwd=ROOT,
        timeout=100,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "reluviz: interrupted\n")
