"""The stage: the loss as a curve or a map, the runs over it, the mouse that places them; GUI thread and recorder."""

import math
from collections.abc import Hashable, Sequence
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QCoreApplication, QPoint, QPointF, QRectF, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QPainter

from reluviz.scene.basin_layer import BasinLayer
from reluviz.scene.basins import BasinSource, ImmediateBasins
from reluviz.scene.crowd import Crowd
from reluviz.scene.curve_stage import CurveStage
from reluviz.scene.fonts import VERDICT
from reluviz.scene.grids import GridSource, ImmediateGrids
from reluviz.scene.heads import Arrow, Head, Heads
from reluviz.scene.hover import Hover
from reluviz.scene.labels import Obstacles
from reluviz.scene.map_stage import MapStage
from reluviz.scene.moment import MOST_DRAWN
from reluviz.scene.numbers import format_count
from reluviz.scene.plot import Plot
from reluviz.scene.pointer import Pointer
from reluviz.scene.trail_layer import Trail, TrailLayer
from reluviz.scene.view import GRID, View

if TYPE_CHECKING:
    from PySide6.QtWidgets import (
        QGraphicsSceneContextMenuEvent,
        QGraphicsSceneHoverEvent,
        QGraphicsSceneMouseEvent,
        QGraphicsSceneWheelEvent,
    )

    from reluviz.scene.moment import Moment

Array = NDArray[np.float64]

LABELLED = 8
"""With more runs than these, starts wear no labels."""

ARROW_LONGEST = 112.0
"""Pixels, before the scale, that the arrow of an endless slope would have (`arrow_share`)."""

ARROW_LEAST = 1.0
"""Pixels, before the scale, below which there is no arrow."""

TRAIL_BEGINS = 56.0
"""Pixels, before the scale, from a start in which its trail sets out: labels stand elsewhere if they can."""


class LandscapeView(View):
    """Draws a moment's landscape and runs, and tells where the mouse places, moves and follows starts.

    The landscape is a curve where one parameter is on the axes, else a map. What is zoomed or moved stays until the
    scenario's view or the parameters on the axes change.

    Parameters
    ----------
    grids
        Where losses over the axes come from; at once where none is given.
    basins
        Where basin maps come from; likewise.
    """

    start_set = Signal(float, float)
    """A click at x, y: the followed run begins there. On a curve y is without meaning, here and below."""
    start_added = Signal(float, float)
    """A Shift-click at x, y: one more run begins there."""
    start_moved = Signal(int, float, float, bool)
    """A run's start or head is dragged to x, y; the last value is True once it has been let go."""
    run_followed = Signal(int)
    """A click on a run's start or head."""
    gesture_ended = Signal()
    """The mouse has let go: what comes next is another thing."""

    view_changed = Signal()
    """The mouse or `zoom_by`, `reset_view` has changed what part is shown."""
    menu_requested = Signal(QPoint)
    """A right click, or the menu key: a menu is wanted at a point of the screen."""

    def __init__(self, grids: GridSource | None = None, basins: BasinSource | None = None) -> None:
        super().__init__()
        self.has_panel = False
        self._grids: GridSource = ImmediateGrids() if grids is None else grids
        self._grids.set_changed(self.refresh)
        self.plot = Plot(self)
        self.plot.add_still(self._draw_still)
        self._stages = {"curve": CurveStage(self.plot, self._grids), "map": MapStage(self.plot, self._grids)}
        self.basins = BasinLayer(self.plot, ImmediateBasins() if basins is None else basins)
        self.basins.source.set_changed(self.refresh)
        for stage in self._stages.values():
            stage.underlay = self.basins.draw
        self.kind = "map"
        """``curve`` or ``map``: what is shown now."""
        self.stage = self._stages["map"]
        self.trails = TrailLayer(self.plot)
        self.crowd = Crowd(self.plot)
        self.heads = Heads(self.plot)
        self.hover = Hover(self.plot)
        self._entered: object = None
        self._history: object = None
        self._is_empty = False
        self._note = ""
        self._arrow_for: object = None
        self._arrow: Arrow | None = None
        self._obstacles_for: object = None
        self._keep_off = Obstacles()
        self.pointer = Pointer(self)
        self.setAcceptHoverEvents(True)
        self.plot.changed.connect(self._on_plot_changed)

    # -- the moment ----------------------------------------------------------------------------------------------------

    def show_moment(self, moment: "Moment") -> None:
        """Draw a moment; cheap where little has changed since the last one."""
        self.moment = moment
        wanted = "curve" if moment.scenario.view.kind == "curve" or not moment.y_name else "map"
        view = moment.scenario.view
        entered = (wanted, moment.x_name, moment.y_name, view.x_range, view.y_range, moment.language)
        if entered != self._entered:
            same_view = self._entered is not None and entered[:-1] == self._entered[:-1]  # type: ignore[index]
            self._entered = entered
            self._enter(wanted, moment, keep_ranges=same_view)
        self.stage.show(moment)
        self.basins.show(moment)
        if self._is_empty != (not moment.runs):
            self._is_empty = not moment.runs
            self.plot.still_changed()
        self._show_runs(moment)
        self.pointer.refresh()

    def refresh(self) -> None:
        """Show the last moment again: a grid has come, or the pixels mean something else."""
        if self.moment is not None:
            self.show_moment(self.moment)

    def _enter(self, kind: str, moment: "Moment", keep_ranges: bool) -> None:
        ranges = self.plot.x_range, self.plot.y_range
        self.kind = kind
        self.stage = self._stages[kind]
        self.arrange()
        self.trails.set_width(self.stage.width)
        self.heads.set_size(self.stage.head_size)
        self.stage.enter(moment)
        if keep_ranges:
            self.plot.set_ranges(*ranges)

    def _show_runs(self, moment: "Moment") -> None:
        if moment.history is not self._history:
            self._history = moment.history
            self.trails.forget()
        read = partial(self._read, moment)
        self._show_crowd(moment)
        # Of a crowd only the followed run has a head of its own.
        followed, drawn = moment.followed_run, moment.drawn
        runs = [followed] if len(self.crowd) and followed is not None else drawn
        if not drawn:
            self.trails.show_trails((), read, moment.history.generation)
            self.heads.show_heads((), None)
            return
        x, y = self.stage.places(moment, np.array([run.position for run in drawn]))
        ends = [run.position for run in runs] + [run.start for run in runs]
        pixels = np.nan_to_num(self.plot.to_pixels(*self.stage.places(moment, np.array(ends)))).tolist()
        count = len(runs)
        labelled = count <= LABELLED
        self.trails.show_trails(
            [
                Trail(
                    key=run.id,
                    color=run.ink,
                    dashed=run.dashed,
                    first=run.first_step,
                    last=moment.playhead if run.diverged_at is None else run.diverged_at,
                    tip=(float(x[index]), float(y[index])),
                    origin=run.start.tobytes(),
                )
                for index, run in enumerate(drawn)
            ],
            read,
            moment.history.generation,
        )
        heads = [
            Head(
                id=run.id,
                color=run.color,
                shape=run.shape,
                start=tuple(pixels[count + index]),
                at=tuple(pixels[index]),
                label=run.label if labelled else "",
                followed=run.id == moment.followed and len(moment.runs) > 1,
            )
            for index, run in enumerate(runs)
        ]
        obstacles = self._obstacles(moment) if any(head.label for head in heads) else None
        self.heads.show_heads(heads, self._arrow_at(moment, heads), obstacles)

    def _show_crowd(self, moment: "Moment") -> None:
        note = ""
        if len(moment.runs) > MOST_DRAWN:
            x, y = self.stage.places(moment, moment.runs.positions)
            self.crowd.show_marks(np.nan_to_num(self.plot.to_pixels(x, y)), moment.runs.fates)
            words = QCoreApplication.translate("LandscapeView", "trails of {drawn} of {count} runs")
            note = words.format(drawn=format_count(len(moment.drawn)), count=format_count(len(moment.runs)))
        else:
            self.crowd.show_marks(np.zeros((0, 2)), moment.runs.fates[:0])
        if note != self._note:
            self._note = note
            self.plot.still_changed()

    def hit(self, point: QPointF, reach: float) -> tuple[int, bool] | None:
        """Return the number of the run whose head, start or mark is nearest to a point, and whether it is a start."""
        found = self.heads.hit(point, reach)
        if found is not None:
            return found[0].id, found[1]
        mark = self.crowd.nearest(point, reach)
        return None if mark is None or self.moment is None else (self.moment.runs[mark].id, False)

    def _read(
        self, moment: "Moment", runs: Sequence[Hashable], first: int, last: int
    ) -> "tuple[NDArray[np.int64], Array, Array]":
        """Return steps (n,), and where the runs are at them: x and y (runs, n), NaN where a run has no row."""
        steps, rows = [np.empty(0, dtype=np.int64)], [np.empty((len(runs), 0, len(moment.names)))]
        for stretch in moment.history.stretches(first):
            begin, end = np.searchsorted(stretch.steps, (first, last + 1)).tolist()
            if begin == end:
                continue
            columns = [stretch.columns.get(run, -1) for run in runs if isinstance(run, int)]
            part = np.asarray(stretch.parameters[columns, begin:end], dtype=np.float64)
            part[[column < 0 for column in columns]] = np.nan
            steps.append(stretch.steps[begin:end])
            rows.append(part)
        parameters = np.concatenate(rows, axis=1)
        return np.concatenate(steps), *self.stage.places(moment, parameters)

    def _arrow_at(self, moment: "Moment", heads: list[Head]) -> Arrow | None:
        run = moment.followed_run
        if run is None or run.fate == "diverged":
            return None
        key = (run.id, run.position.tobytes(), self.plot.key, self.zoom, id(moment.landscape))
        if key != self._arrow_for:
            self._arrow_for = key
            across, down, slope = self.stage.downhill(moment)
            at = next(head.at for head in heads if head.id == run.id)
            beyond = self.heads.radius(followed=True)
            length = ARROW_LONGEST * arrow_share(slope, moment.landscape.target_power) * self.zoom
            length = min(length, self._room(at, (across, down)) - beyond)
            reach = length + beyond
            has_arrow = slope > 0.0 and length >= ARROW_LEAST * self.zoom
            self._arrow = Arrow(at, (across * reach, down * reach)) if has_arrow else None
        return self._arrow

    def _room(self, at: tuple[float, float], along: tuple[float, float]) -> float:
        """Return how many pixels an arrow from a point may have before it leaves the plot's area; 0 outside of it."""
        area = self.plot.area
        room = math.inf
        for place, step, end in zip(at, along, (area.width(), area.height()), strict=True):
            if not 0.0 <= place <= end:
                return 0.0
            if step:
                room = min(room, max((end - place if step > 0 else place) - 2.0 * self.zoom, 0.0) / abs(step))
        return room

    def _obstacles(self, moment: "Moment") -> Obstacles:
        """Return what labels keep off: what is written and drawn on the stage, and where the trails set out."""
        stage = self.stage.obstacles()
        key = (stage, self.zoom, tuple((run.id, run.start.tobytes()) for run in moment.runs))
        if key != self._obstacles_for:
            self._obstacles_for = key
            lines = list(stage.lines)
            if self.kind == "map":
                lines += [line for run in moment.runs if (line := self._way_out(moment, run.start)) is not None]
            self._keep_off = Obstacles(stage.texts, tuple(lines))
        return self._keep_off

    def _way_out(self, moment: "Moment", start: Array) -> Array | None:
        """Return the line, (2, 2) in pixels, along which the gradient sends a run from its start; None: nowhere."""
        gradient = moment.landscape.fast_loss_and_gradient(start)[1]
        here, there = (self.plot.to_pixels(*self.stage.places(moment, row)) for row in (start, start - 1e-3 * gradient))
        away = there - here
        length = float(np.hypot(*away))
        if not 0.0 < length < math.inf:
            return None
        return np.array([here, here + away / length * TRAIL_BEGINS * self.zoom])

    # -- what part is shown --------------------------------------------------------------------------------------------

    def reset_view(self) -> None:
        """Show the part that the scenario's view asks for."""
        if self.moment is not None:
            self.stage.enter(self.moment)
            self.refresh()
            self.view_changed.emit()

    def zoom_by(self, factor: float, at: QPointF | None = None) -> None:
        """Show `factor` times as much, around a point of the plot's area or its middle."""
        if self.moment is not None:
            area = self.plot.area
            self.stage.zoom(factor, at if at is not None else QPointF(area.width() / 2, area.height() / 2))
            self.view_changed.emit()

    def set_loss_scale(self, linear: bool) -> None:
        """Draw a curve's loss evenly, or by its square root."""
        curve = self._stages["curve"]
        assert isinstance(curve, CurveStage)
        curve.loss_scale = "linear" if linear else "root"
        self._entered = None
        self.refresh()

    def arrange(self) -> None:
        """Place the plot: a map takes the whole view, a curve leaves room for its axes."""
        size = self.size()
        zoom = self.zoom
        self.has_panel = self.kind == "curve"
        if self.kind == "curve":
            self.plot.setGeometry(self.body())
            self.plot.set_margins(44 * zoom, 34 * zoom, 16 * zoom, 52 * zoom)
        else:
            self.plot.setGeometry(QRectF(0, 0, size.width(), size.height()))
            self.plot.set_margins(0, 0, 0, 0)

    def retheme(self) -> None:
        """Draw everything anew in other colours or sizes."""
        self._arrow_for = None
        self.plot.still_changed()
        self.trails.forget()
        self.heads.update()
        self.refresh()

    def _draw_still(self, painter: QPainter) -> None:
        self.stage.draw(painter)
        self.basins.draw_legend(painter, (3.5 if self._note else 1.0) * GRID * self.zoom)
        if self._note:
            font = self.text_font()
            at = QPointF(
                self.plot.area.width() - QFontMetricsF(font).horizontalAdvance(self._note) - GRID * self.zoom,
                2.25 * GRID * self.zoom,
            )
            halo = QColor(self.theme.halo)
            self.texts.draw(painter, at, self._note, font, QColor(self.theme.text), halo=halo, width=3.0 * self.zoom)
        if self._is_empty and self.moment is not None:
            words = (
                QCoreApplication.translate("LandscapeView", "Click the curve to place a start")
                if self.kind == "curve"
                else QCoreApplication.translate("LandscapeView", "Click the map to place a start")
            )
            font = self.text_font(VERDICT)
            at = QPointF(
                (self.plot.area.width() - QFontMetricsF(font).horizontalAdvance(words)) / 2,
                0.2 * self.plot.area.height(),
            )
            halo = QColor(self.theme.halo)
            self.texts.draw(painter, at, words, font, QColor(self.theme.text), halo=halo, width=6.0 * self.zoom)

    def _on_plot_changed(self) -> None:
        self.refresh()

    # -- Qt's own events -----------------------------------------------------------------------------------------------

    def mousePressEvent(self, event: "QGraphicsSceneMouseEvent") -> None:
        """Hand over to the pointer; Qt's own."""
        self.pointer.press(event)

    def mouseMoveEvent(self, event: "QGraphicsSceneMouseEvent") -> None:
        """Hand over to the pointer; Qt's own."""
        self.pointer.move(event)

    def mouseReleaseEvent(self, event: "QGraphicsSceneMouseEvent") -> None:
        """Hand over to the pointer; Qt's own."""
        self.pointer.release(event)

    def mouseDoubleClickEvent(self, event: "QGraphicsSceneMouseEvent") -> None:
        """Do what one more click does; Qt's own."""
        self.pointer.press(event)

    def wheelEvent(self, event: "QGraphicsSceneWheelEvent") -> None:
        """Hand over to the pointer; Qt's own."""
        self.pointer.wheel(event)

    def hoverMoveEvent(self, event: "QGraphicsSceneHoverEvent") -> None:
        """Hand over to the pointer; Qt's own."""
        self.pointer.hover(event)

    def hoverLeaveEvent(self, event: "QGraphicsSceneHoverEvent") -> None:
        """Hand over to the pointer; Qt's own."""
        self.pointer.leave()

    def contextMenuEvent(self, event: "QGraphicsSceneContextMenuEvent") -> None:
        """Ask for a menu on the menu key; after a right press the release asks: it may be a drag; Qt's own."""
        if event.reason() != event.Reason.Mouse:
            self.menu_requested.emit(event.screenPos())
        event.accept()


def arrow_share(slope: float, power: float) -> float:
    """Return how long an arrow is for a slope, from 0 (none) to 1 (endless): it grows with the slope, ever less so.

    The root keeps arrows in sight over some powers of ten. A slope of twice E[target²], that of the loss at a distance
    of about 1 from its minimum, has a share of 0.7.
    """
    usual = 2.0 * power if power > 0.0 else 1.0
    return math.sqrt(slope / (slope + usual))
