"""What a film shows, and the painter of its frames with the window's own views; GUI thread of any process."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtGui import QColor, QImage, QPainter

from reluviz.recording.arrangement import CAPTION, MARGIN, scale_of
from reluviz.recording.clock import FramePlan, exact_rate, plan_of, plan_of_steps
from reluviz.recording.entrants import moment_of, newest_step
from reluviz.recording.frame import CaptionView, Frame
from reluviz.recording.sights import Look, Sights
from reluviz.scenario.model import Scenario
from reluviz.scenario.text import localized
from reluviz.scene.fonts import LABEL, font
from reluviz.scene.race import Entrant
from reluviz.scene.theme import PICTURE_THEMES, Theme
from reluviz.scene.view import Canvas, View

if TYPE_CHECKING:
    from numpy.typing import NDArray

PATH_POINTS = 2000
"""At so many steps a run's path is measured, for the pace that follows it."""

PATH_RUNS = 200


VEILED = Look(veiled=True)
"""How a film that asks shows the starts."""


@dataclass(frozen=True)
class Film:
    """A film: its frames, and what they are painted from.

    Attributes
    ----------
    scenario
        Its `[recording]` says size, theme and panels.
    entrants
        The racers with their histories; one without a race.
    plan
        Which step each frame shows.
    language
        Of titles and labels.
    beside
        Another scenario's film, shown to the right of this one at the same steps, in this one's looks.
    looks
        How each frame of the way forward looks at its step; empty: all in the same way.
    asks
        Whether it is shown while the audience guesses what comes of it: where it begins, the fates are hidden.
    """

    scenario: Scenario
    entrants: tuple[Entrant, ...]
    plan: FramePlan
    language: str = "en"
    beside: "Film | None" = None
    looks: tuple[Look, ...] = ()
    asks: bool = False

    def shown(self, frame: int) -> tuple[int, Look | None]:
        """Return what a frame shows: frames of which that is the same are the same picture."""
        step = self.plan.step(frame)
        if self.looks:
            return step, self.looks[self.plan.place(frame)]
        return step, VEILED if self.asks and step == self.plan.first else None

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of the frames in pixels."""
        return self.scenario.recording.size

    @property
    def rate(self) -> Fraction:
        """Frames a second."""
        return self.plan.fps

    @property
    def title(self) -> str:
        """The scenario's title in the film's language."""
        return localized(self.scenario.title, self.language)


def film_of(
    scenario: Scenario,
    entrants: Sequence[Entrant],
    language: str = "en",
    first: int = 0,
    last: int | None = None,
    *,
    beside: Film | None = None,
    sights: Sights | None = None,
) -> Film:
    """Return the film of a scenario that has been trained: from step `first` to `last`, by default to the newest.

    Beside another one it goes on until both have ended; the one that is shorter stands at its end. With `sights` it
    shows what was seen, as it was seen, in the time that that took.
    """
    if sights is not None:
        rate = exact_rate(scenario.recording.fps)
        seen = sights.sampled(max(round(sights.seconds * rate), 1))
        plan = plan_of_steps(scenario.recording, [sight.step for sight in seen])
        return Film(scenario, tuple(entrants), plan, language, looks=tuple(sight.look for sight in seen))
    if last is None:
        last = max(newest_step(entrants), beside.plan.last if beside is not None else 0)
    paths = _paths(entrants, first, last) if scenario.recording.pace == "path" else ()
    return Film(scenario, tuple(entrants), plan_of(scenario.recording, first, last, paths), language, beside)


def _paths(entrants: Sequence[Entrant], first: int, last: int) -> "list[NDArray[np.floating]]":
    """Return where the runs, in each of their lives, are at evenly spread steps; before and after it they stand."""
    steps = np.linspace(first, last, min(PATH_POINTS, last - first + 1)).round()
    found = []
    for entrant in entrants:
        for run in entrant.history.runs[:PATH_RUNS]:
            for end in (*(life.last_step for life in run.lives if first <= life.last_step < last), last):
                path = entrant.history.path(run.id, first, end)
                if not len(path.steps):
                    continue
                places = np.searchsorted(path.steps, steps, side="right") - 1
                found.append(path.parameters[np.maximum(places, 0)])
    return found


class FilmPainter:
    """Paints the frames of a film; closed when they are done.

    What stands still, heat map, contours, axes, is kept by the views from frame to frame; trails grow by what is new.

    Parameters
    ----------
    landscape
        Makes the view of the landscape, where that is not to be the one of all films.
    """

    def __init__(self, film: Film, landscape: Callable[[], View] | None = None) -> None:
        recording = film.scenario.recording
        self._theme = PICTURE_THEMES[recording.theme]
        self.is_opaque = QColor(self._theme.window).alpha() == 255
        width, height = recording.size
        shown = [film] if film.beside is None else [film, film.beside]
        self._halves: list[_Half] = []
        captions = [localized(half.scenario.recording.caption, film.language) for half in shown]
        has_foot, words = any(captions), _words_of_both(captions)
        if words:
            captions = [""] * len(shown)
        left = 0
        for number, (half, caption) in enumerate(zip(shown, captions, strict=True)):
            right = width * (number + 1) // len(shown)
            frame = Frame(
                (right - left, height),
                recording.panels,
                self._theme,
                recording.layout,
                caption,
                has_foot=has_foot,
                landscape=landscape,
            )
            self._halves.append(_Half(half, frame, left))
            left = right
        self._language = film.language
        scale = self._halves[0].frame.scale
        self.points = QSizeF(width / scale, height / scale)
        """The width and height that `paint_on` counts in."""
        self._foot = _Foot(words, film.size, self.points, self._theme) if words else None

    def show(self, step: int, look: Look | None = None) -> None:
        """Have the views show a step."""
        for _ in self.showing(step, look):
            pass

    def showing(self, step: int, look: Look | None = None) -> Iterator[None]:
        """Have one view after the other show a step."""
        for half in self._halves:
            film = half.film
            moment = moment_of(film.scenario, film.entrants, step, self._theme, self._language, look)
            yield
            yield from half.frame.showing(moment)

    def paint(self, image: QImage) -> None:
        """Paint what is shown over a whole image."""
        if not self.is_opaque:
            image.fill(0)
        with QPainter(image) as painter:
            scale = image.width() / self.points.width()
            painter.scale(scale, scale)
            self.paint_on(painter)

    def painting(self, image: QImage) -> Iterator[None]:
        """Paint what is shown over a whole image, one view after the other; of two scenarios, all at once."""
        if len(self._halves) > 1:
            self.paint(image)
            return
        image.fill(QColor(self._theme.window))
        scale = image.width() / self.points.width()

        @contextmanager
        def painter_of() -> Iterator[QPainter]:
            with QPainter(image) as painter:
                painter.scale(scale, scale)
                painter.setFont(font(LABEL))
                yield painter

        yield from self._halves[0].frame.painting(painter_of)

    def paint_on(self, painter: QPainter) -> None:
        """Paint what is shown in points; the painter's transform makes pixels of them."""
        painter.setFont(font(LABEL))
        if len(self._halves) == 1:
            self._halves[0].frame.paint_on(painter)
            return
        whole = self._halves[0].frame.scale
        for half in self._halves:
            painter.save()
            painter.translate(half.left / whole, 0.0)
            painter.scale(half.frame.scale / whole, half.frame.scale / whole)
            half.frame.paint_on(painter)
            painter.restore()
        if self._foot is not None:
            self._foot.paint_on(painter)

    def close(self) -> None:
        """Let go of the views."""
        for half in self._halves:
            half.frame.close()
        if self._foot is not None:
            self._foot.close()


@dataclass(frozen=True, slots=True)
class _Half:
    """One scenario's part of a frame, which begins so many pixels from the left."""

    film: Film
    frame: Frame
    left: int


class _Foot:
    """A caption below two scenarios, as wide as both.

    Parameters
    ----------
    size
        Pixels of the whole frame: the words are as large as below a single scenario.
    points
        What the frame is painted in, of which the halves have more than a whole frame would.
    """

    def __init__(self, words: str, size: tuple[int, int], points: QSizeF, theme: Theme) -> None:
        self._larger = scale_of(size) * points.width() / size[0]
        self._points = points / self._larger
        # The room that the halves keep below their panels.
        left, high = MARGIN / self._larger, (CAPTION + MARGIN) / self._larger
        self._canvas = Canvas()
        width = self._points.width() - 2 * left
        self._canvas.place(CaptionView(words), QRectF(left, self._points.height() - high, width, high))
        self._canvas.set_theme(theme)

    def paint_on(self, painter: QPainter) -> None:
        """Paint it over the halves' ground."""
        painter.save()
        painter.scale(self._larger, self._larger)
        self._canvas.paint_on(painter, self._points, ground=False)
        painter.restore()

    def close(self) -> None:
        """Let go of the view."""
        self._canvas.close()


def _words_of_both(captions: Sequence[str]) -> str:
    """Return the caption that stands below both of two scenarios; empty: each has its own, or there is none.

    The first one's is the film's, as its size and theme are, if the other says nothing else.
    """
    return captions[0] if len(captions) > 1 and captions[1] in {"", captions[0]} else ""
