"""Trails over a surface: not there behind a hill, faint above the cut, coarse while it turns; GUI thread, recorder."""

from bisect import bisect_right
from collections.abc import Callable, Hashable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from pyqtgraph.functions import arrayToQPolygonF
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPen

from reluviz.scene.drawn_trail import Part
from reluviz.scene.stage import FAINT, HIDDEN, SEEN
from reluviz.scene.trail_layer import Read, Trail, TrailLayer

if TYPE_CHECKING:
    from reluviz.scene.moment import Moment
    from reluviz.scene.plot import Plot
    from reluviz.scene.surface_stage import SurfaceStage

Array = NDArray[np.float64]

Rows = Callable[[Sequence[Hashable], int, int, int | None], tuple[NDArray[np.int64], Array]]
"""(runs, first, last, points) → the steps (n,) from first to last of which there are rows, and the parameters
(runs, n, P); with `points`, at so few of them, evenly and with the last, that runs · n is about that."""

FAINTNESS = 0.3
"""How much of its colour a trail keeps where the surface is cut off under it."""

COARSE_POINTS = 2400
"""Of how many points all trails together are drawn while the camera moves."""

COARSE_WIDTH = 1.0
"""Of those in device pixels: Qt draws such lines ten times as fast as wider ones."""


class _Known:
    """What has been found out of one trail: the steps from which on it is seen otherwise, how, and where it is then."""

    def __init__(self, origin: Hashable, first: int) -> None:
        self.origin = origin
        self.next = first
        """The step from which on nothing is known."""
        self.steps: list[int] = []
        self.states: list[int] = []
        self.places: list[tuple[float, float]] = []

    def grow(self, steps: NDArray[np.int64], places: Array, states: NDArray[np.uint8]) -> None:
        """Take what comes next: steps (n,), places (n, 2) and how they are seen (n,)."""
        if not steps.size:
            return
        self.next = int(steps[-1]) + 1
        changes = (np.flatnonzero(np.diff(states)) + 1).tolist()
        if not self.states or self.states[-1] != states[0]:
            changes.insert(0, 0)
        for at in changes:
            x, y = places[at].tolist()
            self.steps.append(int(steps[at]))
            self.states.append(int(states[at]))
            self.places.append((x, y))


class SurfaceRuns:
    """Parts trails by how they are seen, and hands what is not hidden to two layers of trails.

    Parameters
    ----------
    trails
        The layer that draws what is seen.
    """

    def __init__(self, plot: "Plot", stage: "SurfaceStage", trails: TrailLayer) -> None:
        self._plot = plot
        self._stage = stage
        self._trails = trails
        self.ghosts = TrailLayer(plot, 1.5)
        """The layer that draws what is above the cut."""
        self.ghosts.setOpacity(FAINTNESS)
        self.ghosts.setZValue(-1.0)
        self._known: dict[Hashable, _Known] = {}
        self._key: object = None
        self._coarse: list[tuple[str, list[Array]]] = []

    def leave(self) -> None:
        """Draw nothing: another stage is shown."""
        self._known.clear()
        self._key = None
        self._coarse = []
        self._trails.setVisible(True)
        self.ghosts.forget()
        self.ghosts.show_trails((), _nothing)

    def show(self, moment: "Moment", trails: Sequence[Trail], rows: Rows, read: Read) -> None:
        """Show trails as far as they are seen; coarsely while the camera moves."""
        is_moving = self._stage.is_moving
        for layer in (self._trails, self.ghosts):
            layer.setVisible(not is_moving)
        past = (moment.history.generation, moment.plane)
        if is_moving:
            self._coarse = self._coarse_parts(moment, trails, rows)
            self._plot.still_changed()
            return
        if self._coarse:
            self._coarse = []
            self._plot.still_changed()
        key = (self._plot.key, moment.history, past)
        if key != self._key:
            self._key = key
            self._known.clear()
        self._look(moment, trails, rows)
        seen: list[Trail] = []
        faint: list[Trail] = []
        for trail in trails:
            self._part(trail, seen, faint)
        self._trails.show_trails(seen, read, past)
        self.ghosts.show_trails(faint, read, past)

    def _look(self, moment: "Moment", trails: Sequence[Trail], rows: Rows) -> None:
        """Find out of what is new where it is, and how it is seen."""
        groups: dict[tuple[int, int], list[Hashable]] = {}
        for trail in trails:
            known = self._known.get(trail.key)
            if known is None or known.origin != (trail.first, trail.origin):
                known = self._known[trail.key] = _Known((trail.first, trail.origin), trail.first)
            if known.next <= trail.last:
                groups.setdefault((known.next, trail.last), []).append(trail.key)
        for (first, last), keys in groups.items():
            steps, parameters = rows(keys, first, last, None)
            places, states, inside = self._stage.looks(moment, parameters)
            # Beyond the sides a trail would run along the edge: of it there is the head alone.
            states[~inside] = HIDDEN
            for key, place, state in zip(keys, places, states, strict=True):
                self._known[key].grow(steps, place, state)

    def _part(self, trail: Trail, seen: list[Trail], faint: list[Trail]) -> None:
        """Cut a trail where it goes behind a hill, comes out again, or leaves the surface."""
        known = self._known[trail.key]
        count = bisect_right(known.steps, trail.last)
        for begin in range(count):
            if known.states[begin] == HIDDEN:
                continue
            first, end = known.steps[begin], begin + 1
            if end == count:
                part = replace(trail, key=Part(trail.key, first), first=first)
            else:
                # Up to the first point beyond, so that the two parts meet.
                last = known.steps[end]
                part = replace(trail, key=Part(trail.key, first), first=first, last=last, tip=known.places[end])
            (faint if known.states[begin] == FAINT else seen).append(part)

    # -- while the camera moves ----------------------------------------------------------------------------------------

    def _coarse_parts(self, moment: "Moment", trails: Sequence[Trail], rows: Rows) -> list[tuple[str, list[Array]]]:
        """Return the colour of each trail, and what is seen of it, at few of its steps, as lines in pixels."""
        if not trails:
            return []
        keys = [trail.key for trail in trails]
        first, last = min(trail.first for trail in trails), max(trail.last for trail in trails)
        steps, parameters = rows(keys, first, last, COARSE_POINTS)
        if not steps.size:
            return []
        places, sight, inside = self._stage.looks(moment, parameters)
        sees = (sight == SEEN) & inside
        pixels = self._plot.to_pixels(places[..., 0], places[..., 1])
        found: list[tuple[str, list[Array]]] = []
        for trail, line, seen in zip(trails, pixels, sees, strict=True):
            shown = seen & (steps >= trail.first) & (steps <= trail.last)
            bounds = np.flatnonzero(np.diff(np.concatenate([[False], shown, [False]]).astype(np.int8)))
            parts = [line[begin:end] for begin, end in zip(bounds[::2], bounds[1::2], strict=True) if end > begin + 1]
            found.append((trail.color, parts))
        return found

    def draw_coarse(self, painter: QPainter) -> None:
        """Draw the trails of a camera that moves, into the picture of what stands still."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for color, parts in self._coarse:
            pen = QPen(QColor(color), COARSE_WIDTH)
            painter.setPen(pen)
            for points in parts:
                painter.drawPolyline(arrayToQPolygonF(points[:, 0], points[:, 1]))


def _nothing(runs: Sequence[Hashable], first: int, last: int) -> tuple[NDArray[np.int64], Array, Array]:
    return np.empty(0, dtype=np.int64), np.empty((len(runs), 0)), np.empty((len(runs), 0))
