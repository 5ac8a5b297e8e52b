"""Paints the preview's frames in small pieces, one a turn of the event loop: nothing stands still; GUI thread."""

from collections.abc import Callable, Generator, Sequence
from contextlib import closing

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QImage

from reluviz.desktop.films.preview_grids import GridWork
from reluviz.recording.film import Film, FilmPainter
from reluviz.scene.basins import KnownBasins
from reluviz.scene.landscape_view import LandscapeView
from reluviz.scene.race_view import RaceView
from reluviz.scene.view import View
from reluviz.training.basins import Basins

LOOK_MS = 5
"""How often it is looked whether the grids are there."""

POINTS, MOST_HALTS = 20_000, 12
"""So many points of trails, about, grow in one piece; and in so many pieces at most."""


class FramesInPieces(QObject):
    """Paints some frames of a film; those of an older one that are under way are left.

    The landscapes' grids, which take longest, are made in a thread. Whoever made it calls `close`.
    """

    painted = Signal(int, QImage)
    """One of the frames that were asked for, by its place among them."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._grids = GridWork()
        self.known_basins: Callable[[], Sequence[Basins]] = tuple
        """Gives the basin maps that there are: none is computed for a preview."""
        self._work: Generator[bool] | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._go_on)

    @property
    def is_busy(self) -> bool:
        """Whether frames are being painted."""
        return self._work is not None

    def paint(self, film: Film, wanted: list[tuple[int, tuple[int, int]]]) -> None:
        """Begin to paint frames: their numbers, each with the width and height that it is shrunk to."""
        self.close()
        self._work = self._paint(film, wanted)
        self._timer.start(0)

    def close(self) -> None:
        """Leave what is under way."""
        self._timer.stop()
        if self._work is not None:
            self._work.close()
            self._work = None
        self._grids.close()

    def _go_on(self) -> None:
        if self._work is not None:
            waits = next(self._work, None)
            if waits is None:
                self._work = None
            else:
                self._timer.start(LOOK_MS if waits else 0)

    def _paint(self, film: Film, wanted: list[tuple[int, tuple[int, int]]]) -> Generator[bool]:
        """Paint a piece at each turn; true: the next one can wait."""
        self._grids.forget()
        with closing(FilmPainter(film, self._landscape)) as painter:
            yield False
            for place, (frame, side) in enumerate(wanted):
                step, look = film.shown(frame)
                for halt in _halts(film, wanted[place - 1][0] if place else frame, step):
                    for _ in painter.showing(halt, look):
                        yield False
                while wanting := self._grids.wanting():
                    self._grids.begin()
                    while self._grids.is_busy():
                        yield True
                    if any(source.wanted not in self._grids.made for source in wanting):
                        break  # it cannot be had
                    for source in wanting:
                        source.tell()
                        yield False
                image = QImage(*side, QImage.Format.Format_ARGB32_Premultiplied)
                for _ in painter.painting(image):
                    yield False
                self.painted.emit(place, image)

    def _landscape(self) -> View:
        return RaceView(self._tile(), self._tile)

    def _tile(self) -> LandscapeView:
        return LandscapeView(self._grids.source(), KnownBasins(self.known_basins()))


def _halts(film: Film, before: int, step: int) -> list[int]:
    """Return the steps to show on the way from another frame, the last included: long trails grow piece by piece."""
    begin = film.plan.step(before)
    points = max(step - begin, 0) * sum(len(entrant.history.runs) for entrant in film.entrants)
    count = min(points // POINTS + 1, MOST_HALTS)
    return [begin + (step - begin) * (part + 1) // count for part in range(count)]
