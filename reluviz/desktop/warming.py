"""Imports, while the window rests, what its first picture does not need; GUI thread."""

import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module

from PySide6.QtCore import QObject, QTimer

LATER = (
    "contourpy",
    "reluviz.scene.heights",
    "reluviz.scene.surface_painter",
    "reluviz.scene.surface_stage",
    "reluviz.scene.surface_runs",
    "reluviz.training.basins_numpy",
    "reluviz.training.basins_remote",
    "reluviz.scenario.lessons",
    "reluviz.scene.fates_view",
    "reluviz.scene.update_view",
    "reluviz.recording.film",
    "reluviz.recording.job",
    "reluviz.recording.places",
    "reluviz.desktop.films.previewing",
    "reluviz.desktop.films.dialog",
    "reluviz.desktop.films.recorder",
)
"""What a lecture is likely to need, each after what it imports itself: with a key it would cost a frame or more."""

FIRST_MS, PAUSE_MS = 1500, 60
"""After how long the first one is imported, and how long the window has between two."""


class Warming(QObject):
    """Imports modules one a turn, from the moment that it is begun."""

    def __init__(self, names: Sequence[str] = LATER, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._left = list(names)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._on_turn)

    def begin(self) -> None:
        """Begin in a while."""
        self._timer.start(FIRST_MS)

    def stop(self) -> None:
        """Import nothing more."""
        self._timer.stop()

    def _on_turn(self) -> None:
        while self._left and self._left[0] in sys.modules:
            del self._left[0]
        if not self._left:
            return
        # What cannot be had is told by whoever needs it.
        with suppress(ImportError):
            import_module(self._left.pop(0))
        self._timer.start(PAUSE_MS)
