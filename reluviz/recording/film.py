"""What a film shows, and the painter of its frames with the window's own views; GUI thread of any process."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtGui import QColor, QImage, QPainter

from reluviz.recording.clock import FramePlan, plan_of
from reluviz.recording.entrants import moment_of, newest_step
from reluviz.recording.frame import Frame
from reluviz.scenario.model import Scenario
from reluviz.scenario.text import localized
from reluviz.scene.fonts import LABEL, font
from reluviz.scene.race import Entrant
from reluviz.scene.theme import PICTURE_THEMES

if TYPE_CHECKING:
    from numpy.typing import NDArray

PATH_POINTS = 2000
"""At so many steps a run's path is measured, for the pace that follows it."""

PATH_RUNS = 200


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
    """

    scenario: Scenario
    entrants: tuple[Entrant, ...]
    plan: FramePlan
    language: str = "en"

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
) -> Film:
    """Return the film of a scenario that has been trained: from step `first` to `last`, by default to the newest."""
    last = newest_step(entrants) if last is None else last
    paths = _paths(entrants, first, last) if scenario.recording.pace == "path" else ()
    return Film(scenario, tuple(entrants), plan_of(scenario.recording, first, last, paths), language)


def _paths(entrants: Sequence[Entrant], first: int, last: int) -> "list[NDArray[np.floating]]":
    """Return where the runs are at evenly spread steps; before its start a run stands there."""
    steps = np.linspace(first, last, min(PATH_POINTS, last - first + 1)).round()
    found = []
    for entrant in entrants:
        for run in entrant.history.runs[:PATH_RUNS]:
            path = entrant.history.path(run.id, first, last)
            if len(path.steps):
                places = np.searchsorted(path.steps, steps, side="right") - 1
                found.append(path.parameters[np.maximum(places, 0)])
    return found


class FilmPainter:
    """Paints the frames of a film; closed when they are done.

    What stands still, heat map, contours, axes, is kept by the views from frame to frame; trails grow by what is new.
    """

    def __init__(self, film: Film) -> None:
        recording = film.scenario.recording
        self._film = film
        self._theme = PICTURE_THEMES[recording.theme]
        caption = localized(recording.caption, film.language)
        self.frame = Frame(recording.size, recording.panels, self._theme, recording.layout, caption)
        self.is_opaque = QColor(self._theme.window).alpha() == 255

    def show(self, step: int) -> None:
        """Have the views show a step."""
        film = self._film
        self.frame.show_moment(moment_of(film.scenario, film.entrants, step, self._theme, film.language))

    def paint(self, image: QImage) -> None:
        """Paint what is shown over a whole image."""
        if not self.is_opaque:
            image.fill(0)
        with QPainter(image) as painter:
            scale = image.width() / self.frame.points.width()
            painter.scale(scale, scale)
            painter.setFont(font(LABEL))
            self.frame.paint_on(painter)

    def close(self) -> None:
        """Let go of the views."""
        self.frame.close()
