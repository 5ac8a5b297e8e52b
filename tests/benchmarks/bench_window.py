"""Measures the window as a process: its start, its memory, its longest pause while TensorFlow starts, its keys.

    uv run python tests/benchmarks/bench_window.py

Each figure stands beside an empty window of PySide6 and pyqtgraph, measured in turns in the same run. The windows are
real ones where there is a display, and off screen elsewhere, on a screen of 1920×1080.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import Any

import psutil

ROUNDS = 9
GAP_ROUNDS = 3
SCREEN = {"name": "screen", "x": 0, "y": 0, "width": 1920, "height": 1080, "dpr": 1.0, "logicalDpi": 96}
"""Qt's own screen is 800×800 where there is no display, too small for a window as it opens anywhere else."""

EMPTY = """
import sys
import pyqtgraph as pg
from PySide6.QtCore import QTimer

class Window(pg.PlotWidget):
    painted = False
    def paintEvent(self, event):
        super().paintEvent(event)
        if not self.painted:
            self.painted = True
            QTimer.singleShot(0, lambda: print("painted", flush=True))

app = pg.mkQApp()
window = Window()
window.resize(1680, 980)
window.show()
"""
"""A program that shows an empty plot, and says when it has been painted."""

OURS = """
import sys
from contextlib import contextmanager
from reluviz.commands import window as command

libraries = command.qt_libraries

@contextmanager
def watched():
    # After the command's own imports, as it makes them.
    with libraries():
        yield
        from reluviz.desktop.application import Application

        show = Application.show

        def shown(self):
            global made
            made = self
            self.window.painted.connect(lambda: print("painted", flush=True))
            begin(self.window)
            show(self)

        Application.show = shown

command.qt_libraries = watched
"""
"""The program's own window, by its own command line; it says when it has been painted."""

QUIET = """
def begin(window):
    pass
"""

GAPS = """
from time import perf_counter
from PySide6.QtCore import Qt, QTimer

def begin(window):
    global clock, last, longest
    last, longest = perf_counter(), 0.0
    clock = QTimer()
    clock.setTimerType(Qt.TimerType.PreciseTimer)
    clock.timeout.connect(tick)
    window.painted.connect(started) if hasattr(window, "closing") else started()

def started():
    global last
    last = perf_counter()
    clock.start(16)

def tick():
    global last, longest
    now = perf_counter()
    longest, last = max(longest, now - last), now
    if finished():
        clock.stop()
        print(longest, flush=True)
"""
"""A timer of 16 ms in the GUI thread, and the longest time between two of its ticks until `finished`."""

GAPS_OURS = """
trained_from = None

def finished():
    global trained_from
    experiment = made.experiment
    if not experiment.is_playing and trained_from is None:
        made.actions["play"].trigger()
    if experiment.status.engine_name == "TensorFlow" and trained_from is None:
        trained_from = experiment.history.last_step
    return trained_from is not None and experiment.history.last_step > trained_from + 100
"""

GAPS_EMPTY = """
import subprocess
child = subprocess.Popen([sys.executable, "-c", "import tensorflow"], stderr=subprocess.DEVNULL)

def finished():
    return child.poll() is not None

begin(window)
"""

KEYS = """
import json
from time import perf_counter
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest

REPEATS = 20

def begin(window):
    window.painted.connect(lambda: QTimer.singleShot(200, play))

def play():
    made.handlers.run.set_speed(100_000)
    taken = []
    for index in range(REPEATS):
        QTest.keyClick(made.stage.canvas, Qt.Key.Key_Space)
        before = made.experiment.history.last_step
        QTest.qWait(60 + 7 * index)
        while made.experiment.history.last_step == before:  # TensorFlow has just taken over
            QTest.qWait(10)
        pressed = perf_counter()
        QTest.keyClick(made.stage.canvas, Qt.Key.Key_Space)
        if not made.experiment.session.wait_still(10):
            sys.exit("the training went on")
        taken.append(1000 * (perf_counter() - pressed))
        if made.experiment.status.state == "finished":
            made.actions["reset"].trigger()
    QTest.keyClick(made.stage.canvas, Qt.Key.Key_Space)
    QTest.qWait(100)
    pressed = perf_counter()
    made.window.close()  # which waits for the training's thread to end
    print(json.dumps([taken, 1000 * (perf_counter() - pressed)]), flush=True)
"""


class Child:
    """A program that shows a window; used in a `with` statement, at whose end it is gone."""

    def __init__(self, code: str, folder: Path) -> None:
        places = {name: str(folder) for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME")}
        environment = {**os.environ, "PYQTGRAPH_QT_LIB": "PySide6", **places}
        # Compiled once, in the first round, as on any machine; the folder keeps it out of the sources.
        environment["PYTHONPYCACHEPREFIX"] = str(folder)
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        if not os.environ.get("DISPLAY"):
            screen = folder / "screen.json"
            screen.write_text(json.dumps({"screens": [SCREEN]}))
            environment["QT_QPA_PLATFORM"] = f"offscreen:configfile={screen}"
        self.begun = time.perf_counter()
        self.process = subprocess.Popen(
            [sys.executable, "-c", code], stdout=subprocess.PIPE, env=environment, text=True
        )

    def __enter__(self) -> "Child":
        return self

    def line(self) -> str:
        """Return the next line that the program prints."""
        assert self.process.stdout is not None
        line = self.process.stdout.readline().strip()
        if not line:
            sys.exit("the program ended without an answer")
        return line

    def __exit__(self, *_: object) -> None:
        for process in [*psutil.Process(self.process.pid).children(recursive=True), self.process]:
            process.kill()
        self.process.communicate()


def program(first: str, *parts: str) -> str:
    """Return the code of a program: an empty window, or ours, with what it does besides."""
    # A training that has not ended when TensorFlow is ready.
    long = "['puzzle', '--set', 'training.steps=10000000']"
    last = "app.exec()" if first is EMPTY else f"from reluviz.cli import main\nsys.exit(main({long}))"
    return "\n".join((first, *parts, last))


def start_and_memory(folder: Path) -> list[tuple[str, float, float, float]]:
    """Return (figure, ours, reference, reach) of the start in milliseconds and of the memory in MB."""
    kinds = {"empty": program(EMPTY), "ours": program(OURS, QUIET)}
    starts: dict[str, list[float]] = {name: [] for name in kinds}
    memory: dict[str, list[float]] = {name: [] for name in kinds}
    for index in range(ROUNDS + 1):
        for name, code in kinds.items():
            with Child(code, folder) as child:
                child.line()
                if index:  # the first one fills the machine's caches
                    starts[name].append(1000 * (time.perf_counter() - child.begun))
                    # With what comes after the first picture.
                    time.sleep(2.0)
                    memory[name].append(psutil.Process(child.process.pid).memory_info().rss / 1e6)
    return [
        ("start to first painted window, ms", median(starts["ours"]), median(starts["empty"]), 1.3),
        ("memory of the window's process, MB", median(memory["ours"]), median(memory["empty"]), 2.5),
    ]


def gaps(folder: Path) -> tuple[list[float], list[float]]:
    """Return the longest gaps between ticks in milliseconds, of ours and of an empty window beside the same import."""
    found: dict[bool, list[float]] = {True: [], False: []}
    for _ in range(GAP_ROUNDS):
        for is_ours in (True, False):
            code = program(OURS, GAPS, GAPS_OURS) if is_ours else program(EMPTY, GAPS, GAPS_EMPTY)
            with Child(code, folder) as child:
                lines = [child.line(), child.line()]
                found[is_ours].append(1000 * float(next(line for line in lines if line != "painted")))
    return found[True], found[False]


def keys(folder: Path) -> tuple[list[float], float]:
    """Return the milliseconds from the key to training standing still: of pauses, and of closing."""
    with Child(program(OURS, KEYS), folder) as child:
        child.line()
        answer: Any = json.loads(child.line())
    return answer[0], answer[1]


def main() -> int:
    """Measure everything, print it, and return 0 if all is within reach."""
    fine = True
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for figure, ours, reference, reach in start_and_memory(folder):
            print(f"{figure}: {ours:.0f}, empty window {reference:.0f}: {ours / reference:.2f} ×, reach ≤ {reach} ×")
            fine = fine and ours / reference <= reach
        ours, reference = gaps(folder)
        print(
            f"longest gap between ticks until TensorFlow has trained, ms: {', '.join(f'{gap:.0f}' for gap in ours)}; an"
            f" empty window beside an import of TensorFlow {', '.join(f'{gap:.0f}' for gap in reference)}; reach ≤ 50"
        )
        fine = fine and median(ours) <= 50
        pauses, close = keys(folder)
        print(
            f"from key to standing still, ms: pause median {median(pauses):.1f}, longest {max(pauses):.1f};"
            f" close {close:.1f}; reach ≤ 50"
        )
        fine = fine and max(*pauses, close) <= 50
    return 0 if fine else 1


if __name__ == "__main__":
    sys.exit(main())
