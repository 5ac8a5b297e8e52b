"""How long the window stands still while a preview is painted and a film is recorded: for bench_film.py."""

import gc
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtWidgets import QApplication

from reluviz.desktop.application import Application
from reluviz.desktop.dialogs import FileDialogs
from reluviz.desktop.settings import Settings
from reluviz.scenario.sources import find_scenario
from reluviz.training.source import Engines

TICK_MS = 2
SECONDS = 5.0
"""So long is measured while the training plays."""


class Watch:
    """Notes how long the event loop is kept from a timer."""

    def __init__(self) -> None:
        self._gaps: list[float] = []
        self._last = 0.0
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)

    def longest(self, until: Callable[[], bool], seconds: float) -> float:
        """Let the window live until something holds, no longer than that; return the longest gap in milliseconds."""
        self._gaps, self._last = [0.0], time.perf_counter()
        end = self._last + seconds
        self._timer.start(TICK_MS)
        while not until() and time.perf_counter() < end:
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 5)
        self._timer.stop()
        return max(self._gaps)

    def _tick(self) -> None:
        now = time.perf_counter()
        self._gaps.append(1e3 * (now - self._last) - TICK_MS)
        self._last = now


@dataclass(frozen=True)
class Gaps:
    """The longest gaps in milliseconds: playing alone, painting previews, recording while it plays."""

    playing: float
    preview: float
    recording: float


_ended: list[Application] = []
"""Kept: the collector would take a window's parts away in an order that is not Qt's."""


def gaps(name: str, folder: Path) -> Gaps:
    """Return the longest gaps of a window that shows a scenario."""
    engines, dialogs = Engines(), FileDialogs()
    settings = Settings(folder / "reluviz.ini")
    settings.set("file/folder", str(folder))
    settings.set("run/speed", 100.0)
    draft = folder / "unsaved.toml"
    app = Application(find_scenario(name), None, settings=settings, engines=engines, dialogs=dialogs, draft=draft)
    dialogs.window = app.window
    app.window.resize(1920, 1080)
    app.show()
    watch, handlers = Watch(), app.handlers.record

    def play(seconds: float) -> float:
        app.actions["play"].trigger()
        watch.longest(lambda: False, 0.5)
        return watch.longest(lambda: False, seconds)

    watch.longest(lambda: False, 8.0)  # until TensorFlow has come
    gc.collect()
    gc.freeze()  # as the program does once its window is shown
    playing = play(SECONDS)
    app.actions["play"].trigger()
    app.actions["record"].trigger()
    dialog, recorder = handlers.dialog, handlers.recorder
    assert dialog is not None
    assert recorder is not None
    frames = dialog.preview.frames
    previews = []
    for theme in ("light", "dark", "light"):
        dialog.form.controls["theme"].changed.emit(theme)
        handlers.show_preview()
        previews.append(watch.longest(lambda: not frames.is_busy, 20.0))
    handlers.record()
    recording = play(SECONDS)
    app.window.close()
    recorder.close()
    engines.close()
    _ended.append(app)
    # The first one imports what all others find.
    return Gaps(playing, max(previews[1:]), recording)
