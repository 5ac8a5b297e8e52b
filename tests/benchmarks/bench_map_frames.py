"""Measures how soon a window shows a basin map after a control has moved, and its turns; and those of 1,000 runs.

Run: PYTHONPATH=. uv run python tests/benchmarks/bench_map_frames.py
"""

import gc
import os
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["PYQTGRAPH_QT_LIB"] = "PySide6"

import numpy as np
from PySide6.QtWidgets import QApplication

from reluviz.desktop.application import Application
from reluviz.desktop.dialogs import FileDialogs
from reluviz.desktop.program import qt_application
from reluviz.desktop.settings import Settings
from reluviz.scenario.model import Scenario, Starts
from reluviz.scenario.sources import find_scenario
from reluviz.training.source import Engines

MOVES = 40
LONGEST_S = 3.0
CROWD = 1000
CROWD_S = 10.0
LEAST_MS = 2.0
"""Shorter turns of the event loop draw nothing."""

TURN_S = 0.001


def window(scenario: Scenario, folder: Path, shown: str, settle_s: float = 8.0) -> tuple[Application, Engines]:
    """Return a window of 1920×1080 that plays a scenario, with something more shown, and with TensorFlow ready."""
    engines, dialogs = Engines(), FileDialogs()
    settings = Settings(folder / "reluviz.ini")
    settings.set("run/speed", 100.0)
    draft = folder / "unsaved.toml"
    app = Application(scenario, None, settings=settings, engines=engines, dialogs=dialogs, draft=draft)
    dialogs.window = app.window
    app.window.resize(1920, 1080)
    app.show()
    if not app.actions[shown].isChecked():
        app.actions[shown].trigger()
    process = engines.shared_process()
    assert process is not None
    end = time.perf_counter() + 60.0
    while time.perf_counter() < end and process.standing != "ready":
        turn()
    app.actions["play"].trigger()
    settle = time.perf_counter() + settle_s
    while time.perf_counter() < settle:
        turn()
    gc.collect()
    gc.freeze()  # as the program does once its window is shown
    return app, engines


def turn() -> tuple[float, float]:
    """Let the window live for one turn; return its milliseconds on the clock, and of this thread."""
    clock, thread = time.perf_counter(), time.thread_time()
    QApplication.processEvents()
    taken = 1e3 * (time.perf_counter() - clock), 1e3 * (time.thread_time() - thread)
    time.sleep(TURN_S)
    return taken


def has_map(app: Application, rate: float) -> bool:
    """Tell whether the window shows the map of a learning rate."""
    layer = app.stage.view.lead.basins
    shown = None if layer.is_outdated else layer.basins
    return shown is not None and shown.question.training.learning_rate == rate


def measure(name: str, scenario: Scenario, folder: Path) -> Application:
    """Print one row; return what must be kept until the end."""
    app, engines = window(scenario, folder, "basins")
    control = app.column.control("training.learning_rate")
    waits, turns = [], []
    for rate in np.geomspace(0.02, 0.5, MOVES).round(4).tolist():
        begun = time.perf_counter()
        control.changed.emit(rate)
        while not has_map(app, rate) and time.perf_counter() - begun < LONGEST_S:
            turns.append(turn())
        waits.append(1e3 * (time.perf_counter() - begun))
        # The finer maps are on their way: frames meanwhile count as well.
        end = time.perf_counter() + 0.25
        while time.perf_counter() < end:
            turns.append(turn())
    control.gesture_ended.emit()
    middle, most = np.percentile(waits, (50, 99))
    print(f"{name:<24} first map: median {middle:6.0f} ms, 99 % {most:6.0f} ms;   {told(turns)}", flush=True)
    app.window.close()
    engines.close()
    return app


def told(turns: list[tuple[float, float]]) -> str:
    """Return the 99th percentiles of turns."""
    taken = np.array([each for each in turns if each[0] > LEAST_MS])
    clock, thread = (np.percentile(taken[:, column], 99) for column in (0, 1))
    return f"turns of the event loop: 99 % {clock:5.1f} ms on the clock, {thread:5.1f} of the thread"


def live(name: str, scenario: Scenario, folder: Path) -> Application:
    """Print the turns of a window that shows runs as they train, and how many have which fate."""
    app, engines = window(scenario, folder, "panel_fates", settle_s=1.0)
    turns = []
    end = time.perf_counter() + CROWD_S
    while time.perf_counter() < end:
        turns.append(turn())
    print(f"{name:<24} {told(turns)}", flush=True)
    app.window.close()
    engines.close()
    return app


def main() -> int:
    """Print all rows."""
    application = qt_application()
    scenario = find_scenario("bias")
    drawn = Starts(kind="random", count=CROWD, initializer="normal", bias_initializer="normal")
    training = replace(scenario.training, engine="numpy", steps=10_000, learning_rate=0.05, gradient="exact")
    one = replace(scenario, training=training, start=scenario.start[:1])
    crowd = replace(one, starts=drawn, start=())
    exact = replace(scenario, training=replace(scenario.training, gradient="exact"))
    with tempfile.TemporaryDirectory() as folder:
        _kept = [measure(name, each, Path(folder)) for name, each in (("exact gradient", exact), ("batches", scenario))]
        print("to reach, with an exact gradient: 100 ms until the first map, and 16 ms for 99 % of the frames")
        _kept += [live(name, each, Path(folder)) for name, each in ((f"{CROWD} live runs", crowd), ("one run", one))]
    print(f"to reach, with {CROWD} runs: 16 ms for 99 % of the frames")
    application.quit()
    return 0


if __name__ == "__main__":
    sys.exit(main())
