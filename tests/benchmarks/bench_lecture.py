"""Measures a lecture played by a script: the time from key to cue, the longest frames, and the memory as it goes on.

Every lesson is gone through by key; then cues, clicks, drags of a slider, themes, languages and one recording follow
each other. The references are an empty plot window that gets the same keys, and the memory in the first third.

Run: uv run python tests/benchmarks/bench_lecture.py [MINUTES]

15 minutes, as a lecture, go through all cues of all lessons; 2, which is the default, through one cue of each lesson,
that with the most runs. Which lesson and cue were shown in late frames, and what was done then, is printed.
"""

import gc
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import cycle
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["PYQTGRAPH_QT_LIB"] = "PySide6"

import numpy as np
import psutil
import pyqtgraph as pg
from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QPoint, Qt, QTimer, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QPaintEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from reluviz.desktop.application import Application
from reluviz.desktop.dialogs import FileDialogs
from reluviz.desktop.program import qt_application
from reluviz.desktop.settings import Settings
from reluviz.desktop.warming import Warming
from reluviz.desktop.window import MainWindow
from reluviz.scenario.lessons import Cue
from reluviz.scenario.sources import built_in_lessons, find_scenario
from reluviz.training.source import Engines
from reluviz.training.starts import initial_rows

SIZE = (1920, 1080)
CUE_MS, FRAME_MS, GROWTH = 100.0, 50.0, 0.05
"""What is to be reached: 99 % of the cues, all frames, and the memory of the last third against the first."""

WHOLE_MINUTES = 8.0
"""In less than that there is one cue of each lesson, for there would not be time for all lessons else."""

TICK_S = 0.002


class Watch:
    """Notes when the window has been painted, and how long the event loop was kept from its timer."""

    def __init__(self) -> None:
        self.gaps: list[float] = []
        self.painted: list[float] = []
        """When; whoever begins to wait clears it."""
        self.doing = "nothing"
        self.cue = ""
        """What is shown: lesson and cue."""
        self.longest: dict[str, float] = {}
        self.late: list[tuple[str, str, float]] = []
        """What was shown and done in each frame above `FRAME_MS`, and how long it took."""
        self._last = time.perf_counter()
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)
        handle = MainWindow.event

        def handled(window: MainWindow, event: QEvent) -> bool:
            is_done = handle(window, event)
            # A cue that changes nothing but words paints no canvas.
            if event.type() == QEvent.Type.UpdateRequest:
                self.painted.append(time.perf_counter())
            return is_done

        MainWindow.event = handled

    def begin(self) -> None:
        """Measure gaps from here."""
        self._last = time.perf_counter()
        self._timer.start(round(1000 * TICK_S))

    def end(self) -> None:
        """Measure no more."""
        self._timer.stop()

    def _tick(self) -> None:
        now = time.perf_counter()
        gap = 1000 * (now - self._last - TICK_S)
        self._last = now
        self.gaps.append(gap)
        self.longest[self.doing] = max(self.longest.get(self.doing, 0.0), gap)
        if gap > FRAME_MS:
            self.late.append((self.cue, self.doing, gap))


def wait(until: Callable[[], bool], seconds: float) -> bool:
    """Let the window live until something holds, but no longer than that; tell whether it does."""
    end = time.perf_counter() + seconds
    while not until() and time.perf_counter() < end:
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 5)
        # Which only a running event loop does by itself.
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    return until()


def cue_times(app: Application, watch: Watch) -> tuple[list[float], list[float]]:
    """Return the milliseconds from the key to the first picture of each cue: of all, and of those with a basin map."""
    every, basins = [], []
    shown: list[float] = []
    app.frames.shown.connect(lambda _moment: shown.append(time.perf_counter()))
    for language in ("language_fr", "language_en"):
        app.actions[language].trigger()
        for lesson in built_in_lessons():
            app.handlers.lessons.begin(lesson)
            wait(lambda: False, 0.3)
            while True:
                before, was_asking = app.handlers.lessons.index, app.handlers.lessons.asking
                if before + 1 == len(lesson.cues) and not was_asking:
                    break
                # The key opens the cue: each moment that is shown from here on is one of its own.
                shown.clear()
                watch.painted.clear()
                begun = time.perf_counter()
                QTest.keyClick(app.stage.canvas, Qt.Key.Key_PageDown)
                if not wait(lambda: bool(shown) and any(at > shown[0] for at in watch.painted), 5.0):
                    sys.exit(f"{lesson.name}: no picture of cue {app.handlers.lessons.index}")
                every.append(1000 * (next(at for at in watch.painted if at > shown[0]) - begun))
                if app.document.scenario.view.basins:
                    basins.append(every[-1])
                wait(lambda: False, 0.3)
    app.handlers.lessons.leave()
    return every, basins


def empty_times(count: int) -> list[float]:
    """Return the milliseconds from a key to the picture of an empty plot that then changes its range."""

    class Window(pg.PlotWidget):
        painted_at = 0.0

        def paintEvent(self, ev: QPaintEvent) -> None:
            super().paintEvent(ev)
            self.painted_at = time.perf_counter()

    window = Window()
    window.resize(*SIZE)
    window.show()
    found = []
    for index in range(count):
        wait(lambda: False, 0.05)
        begun = time.perf_counter()
        QTest.keyClick(window, Qt.Key.Key_PageDown)
        window.setXRange(0.0, 2.0 + index % 2)
        wait(lambda begun=begun: window.painted_at > begun, 5.0)
        found.append(1000 * (window.painted_at - begun))
    window.close()
    return found


def late_frames(watch: Watch) -> Iterator[str]:
    """Yield a line for each lesson, cue and act with late frames: how many, and the longest."""
    found: dict[tuple[str, str], list[float]] = {}
    for cue, doing, gap in watch.late:
        found.setdefault((cue, doing), []).append(gap)
    for (cue, doing), gaps in sorted(found.items(), key=lambda entry: max(entry[1]), reverse=True):
        yield f"  {cue or 'before the first lesson'}, {doing}: {len(gaps)} late, longest {max(gaps):.0f} ms"


def runs_of(cue: Cue) -> int:
    """Return how many runs a cue draws, of all racers."""
    scenario = cue.scenario
    return len(initial_rows(scenario).labels) * (1 + len(scenario.variation))


class Script:
    """What a lecturer does, one thing after another, always the same.

    `is_brief`: of each lesson there is the cue with the most runs, not all.
    """

    def __init__(self, app: Application, films: Path, *, is_brief: bool = False) -> None:
        self.app = app
        self.is_brief = is_brief
        self._films = films
        self._random = random.Random(0)
        self._lessons = cycle(built_in_lessons())
        self._has_recorded = False

    def acts(self) -> Iterator[tuple[str, Callable[[], None]]]:
        """Give what to do next, and what it is called."""
        app = self.app
        for lesson in self._lessons:
            # A key shows the cue: that before it is where the lesson begins.
            fullest = max(range(1, len(lesson.cues)), key=lambda index, lesson=lesson: runs_of(lesson.cues[index]))
            first = lesson.cue_names[fullest - 1] if self.is_brief else ""
            yield "lesson", lambda lesson=lesson, first=first: app.handlers.lessons.begin(lesson, first)
            if self.is_brief and app.handlers.lessons.asking:
                yield "cue", self._turn_over  # an answer first, not the next cue
            for _ in lesson.cues[:1] if self.is_brief else lesson.cues:
                yield "cue", self._turn_over
                yield "click", self._click
                yield "slider", self._drag
            yield "theme", app.actions["toggle_theme"].trigger
            yield "basin map", lambda: QTest.keyClick(app.stage.canvas, Qt.Key.Key_B)
            yield "surface", lambda: QTest.keyClick(app.stage.canvas, Qt.Key.Key_S)
            yield "language", self._speak
            if not self._has_recorded:
                self._has_recorded = True
                yield "recording", self._record

    def place(self) -> str:
        """Return the lesson and the cue that are shown."""
        lessons = self.app.handlers.lessons
        return f"{lessons.lesson.name}, cue {lessons.index + 1}" if lessons.lesson is not None else ""

    def _turn_over(self) -> None:
        QTest.keyClick(self.app.stage.canvas, Qt.Key.Key_PageDown)

    def _click(self) -> None:
        canvas = self.app.stage.canvas
        at = QPoint(*(round(side * self._random.uniform(0.2, 0.8)) for side in (canvas.width(), canvas.height())))
        QTest.mouseClick(canvas.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)

    def _drag(self) -> None:
        control = self.app.column.control("training.learning_rate")
        for exponent in np.linspace(-3.0, -1.0, 20):
            control.changed.emit(round(float(10**exponent), 4))
            wait(lambda: False, 0.016)
        control.gesture_ended.emit()

    def _speak(self) -> None:
        french = self.app.actions["language_fr"]
        (self.app.actions["language_en"] if french.isChecked() else french).trigger()

    def _record(self) -> None:
        self.app.settings.set("file/folder", str(self._films))
        self.app.actions["record"].trigger()
        dialog = self.app.handlers.record.dialog
        assert dialog is not None
        QTest.mouseClick(dialog.record, Qt.MouseButton.LeftButton)


def lecture(app: Application, watch: Watch, minutes: float, films: Path) -> list[float]:
    """Play the script for so many minutes, and return the memory at each third's end, in MB."""
    script = Script(app, films, is_brief=minutes < WHOLE_MINUTES)
    acts = script.acts()
    begun = time.perf_counter()
    memory = []
    watch.begin()
    for third in range(3):
        while time.perf_counter() - begun < 60 * minutes * (third + 1) / 3:
            watch.doing, act = next(acts)
            watch.cue = script.place()
            act()
            watch.cue = script.place()
            wait(lambda: False, 0.7)
        watch.end()
        app.handlers.lessons.leave()
        app.handlers.file.new()
        gc.collect()
        wait(lambda: False, 0.5)
        memory.append(psutil.Process().memory_info().rss / 1e6)
        watch.begin()
    watch.end()
    return memory


def main() -> int:
    """Measure everything, print it, and return 0 if all is within reach."""
    minutes = float(sys.argv[1]) if len(sys.argv) > 1 else 2.0
    warnings: list[str] = []
    qInstallMessageHandler(
        lambda kind, _context, words: (
            None if kind == QtMsgType.QtDebugMsg or "This plugin" in words else warnings.append(words)
        )
    )
    qt_application()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "films").mkdir()
        engines, dialogs = Engines(), FileDialogs()
        settings = Settings(folder / "reluviz.ini")
        watch = Watch()
        app = Application(
            find_scenario("puzzle"), None, settings=settings, engines=engines, dialogs=dialogs,
            draft=folder / "unsaved.toml",
        )  # fmt: skip
        dialogs.window = app.window
        app.window.resize(*SIZE)
        app.show()
        warming = Warming()
        warming.begin()  # as the program does
        wait(lambda: False, 8.0)
        gc.freeze()
        every, basins = cue_times(app, watch)
        empty = empty_times(len(every))
        memory = lecture(app, watch, minutes, folder / "films")
        app.window.close()
        app.close()
        engines.close()
        for left in QApplication.topLevelWidgets():
            left.deleteLater() if isinstance(left, QWidget) else None
    reference = float(np.quantile(empty, 0.99))
    fine = True
    for words, times in (("all cues", every), ("cues with a basin map", basins)):
        late = float(np.quantile(times, 0.99))
        fine = fine and late <= CUE_MS
        print(
            f"key to picture, {len(times)} {words}, ms: median {np.median(times):.0f}, 99 % {late:.0f}, longest"
            f" {max(times):.0f}; an empty plot 99 % {reference:.0f}: {late / reference:.1f} ×; reach ≤ {CUE_MS:.0f}"
        )
    longest = max(watch.gaps)
    fine = fine and longest <= FRAME_MS
    print(
        f"{minutes:g} minutes of a lecture: longest frame {longest:.0f} ms, {len(watch.late)} above {FRAME_MS:.0f} ms;"
        f" by what was done: {', '.join(f'{what} {gap:.0f}' for what, gap in watch.longest.items())}"
    )
    print("\n".join(late_frames(watch)))
    growth = memory[2] / memory[0]
    fine = fine and growth <= 1 + GROWTH and not warnings
    print(f"memory after each third, MB: {', '.join(f'{size:.0f}' for size in memory)}: {growth:.2f} ×")
    print(f"warnings of Qt: {len(warnings)} {warnings[:3]}")
    return 0 if fine else 1


if __name__ == "__main__":
    sys.exit(main())
