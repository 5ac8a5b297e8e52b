"""The stage: curve, map or surface, the runs over it, the mouse that places them; GUI thread and recorder."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QPoint, QPointF, QRectF, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QPainter

from reluviz.scene.basin_layer import BasinLayer
from reluviz.scene.basins import BasinSource, ImmediateBasins
from reluviz.scene.curve_stage import CurveStage
from reluviz.scene.fonts import VERDICT
from reluviz.scene.grids import GridSource, ImmediateGrids
from reluviz.scene.hover import Hover
from reluviz.scene.notes import draw_notes, notes_height
from reluviz.scene.path_plane import ranges_of_runs
from reluviz.scene.plot import Plot
from reluviz.scene.pointer import Pointer
from reluviz.scene.run_layers import RunLayers
from reluviz.scene.stage import Stage
from reluviz.scene.view import CURVES, View, between_corners
from reluviz.scene.words import plane_note

if TYPE_CHECKING:
    from PySide6.QtWidgets import (
        QGraphicsSceneContextMenuEvent,
        QGraphicsSceneHoverEvent,
        QGraphicsSceneMouseEvent,
        QGraphicsSceneWheelEvent,
    )

    from reluviz.scene.moment import Moment
    from reluviz.scene.surface_runs import SurfaceRuns
    from reluviz.scene.surface_stage import SurfaceStage


class LandscapeView(View):
    """Draws a moment's landscape and runs, and tells where the mouse places, moves and follows starts.

    The landscape is a curve where one parameter is on the axes, else a map or a surface. What is zoomed or moved stays
    until the scenario's view or the parameters on the axes change.

    Parameters
    ----------
    grids
        Where losses over the axes come from; at once where none is given.
    basins
        Where basin maps come from; likewise.
    is_live
        Whether a surface that turns, or is moved by the mouse, may be drawn coarsely so that it keeps pace.
    """

    is_stage = True

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
    """The mouse, `zoom_by` or `pan_by` has changed what part is shown."""
    camera_reset = Signal()
    """A double click beside a surface: its camera is to go back to where it stood at first."""
    camera_turned = Signal(float, float)
    """The mouse has turned a surface to an azimuth and an elevation in degrees, and let go."""
    menu_requested = Signal(QPoint)
    """A right click, or the menu key: a menu is wanted at a point of the screen."""

    def __init__(
        self, grids: GridSource | None = None, basins: BasinSource | None = None, is_live: bool = False
    ) -> None:
        super().__init__()
        self.has_panel = False
        self._grids: GridSource = ImmediateGrids() if grids is None else grids
        self._grids.set_changed(self._on_answered)
        self.plot = Plot(self)
        self.plot.add_still(self._draw_still)
        self._stages: dict[str, Stage] = {}
        self.basins = BasinLayer(self.plot, ImmediateBasins() if basins is None else basins)
        self.basins.source.set_changed(self._on_answered)
        self._surface: SurfaceStage | None = None
        self.kind = "curve"
        """``curve``, ``map`` or ``surface``: what is shown now."""
        self.stage = self._stage("curve")
        self.runs = RunLayers(self.plot, self.stage, self.surface)
        self.trails, self.crowd, self.heads = self.runs.trails, self.runs.crowd, self.runs.heads
        self.others: tuple[Moment, ...] = ()
        """The moments of racers with the same landscape, whose runs are drawn below those of `moment`."""
        self.others_runs: list[RunLayers] = []
        self.touched: Moment | None = None
        """Whose run `hit` has found."""
        self.hover = Hover(self.plot)
        self._is_live = is_live
        self.may_wait = False
        """Whether another landscape is drawn in this frame, and a newer slice of this one may come in the next."""
        self.is_brief = False
        """Whether another moment follows at once, so that what nobody sees in one frame may be left out."""
        self.is_followed = False
        """Whether another moment follows soon: a surface that is another one each time is drawn coarsely till then."""
        self._is_held = False
        """Whether changes of the plot are followed by all the rest anyway."""
        self._entered: object = None
        self._is_empty, self._plane_note = False, ""
        self.pointer = Pointer(self)
        self.setAcceptHoverEvents(True)
        self.plot.changed.connect(self._on_plot_changed)

    def _stage(self, kind: str) -> Stage:
        """Return the stage that shows a curve, a map or a surface; made when it is first wanted."""
        if kind == "surface":
            return self.surface()
        if kind not in self._stages:
            if kind == "map":
                from reluviz.scene.map_stage import MapStage  # which the puzzle's window does without

                made: Stage = MapStage(self.plot, self._grids)
            else:
                made = CurveStage(self.plot, self._grids)
            made.underlay = self.basins.draw
            self._stages[kind] = made
        return self._stages[kind]

    def surface(self) -> "SurfaceStage":
        """Return the stage that shows a surface; imported and made when it is first wanted."""
        if self._surface is None:
            from reluviz.scene.surface_stage import SurfaceStage

            self._surface = SurfaceStage(self.plot, self._grids)
            self._surface.stains = self.basins.stains
            self._surface.hatching.fates, self._surface.hatching.mark = self.basins.fates, self.basins.mark
            self._surface.stains_key = lambda: self.basins.stains_key
        return self._surface

    @property
    def surface_runs(self) -> "SurfaceRuns":
        """What draws the runs' trails over a surface."""
        return self.runs.surface_runs

    # -- the moment ----------------------------------------------------------------------------------------------------

    def show_group(self, moments: "tuple[Moment, ...]", *, is_anew: bool = False) -> None:
        """Draw the moments of racers with the same landscape, the first above the others, as if it were alone.

        `is_anew`: the part is shown that the scenario's view asks for, as by `reset_view`.
        """
        self.others = moments[1:]
        if is_anew:
            self._show_stage(moments[0], is_anew=True)
        self.show_moment(moments[0])

    def forget(self) -> None:
        """Take what is shown for that of another document: it is not drawn again, and the next moment begins anew."""
        self.moment = self._left_out = self._entered = None
        self.others = ()

    @contextmanager
    def hold(self) -> Iterator[None]:
        """Draw nothing anew within, whatever changes of size and ranges: a moment is shown, or `refresh`ed, after."""
        before, self._is_held = self._is_held, True
        try:
            yield
        finally:
            self._is_held = before

    def follow(self, moment: "Moment", frame: int) -> None:
        """Draw one of many moments, every second one in brief."""
        self.is_brief, self.is_followed = frame % CURVES != 0, True
        try:
            self.show_moment(moment)
        finally:
            self.leave_out(moment)
            self.is_brief = False

    def catch_up(self) -> None:
        """Draw the newest moment, with all that has come meanwhile: no other follows."""
        self.is_followed = False
        super().catch_up()

    def show_moment(self, moment: "Moment") -> None:
        """Draw a moment; cheap where little has changed since the last one."""
        super().show_moment(moment)
        self._show_stage(moment)
        self.basins.show(moment, self.stage.domain)
        self.plot.axes.has_plates = self.basins.basins is not None
        if (says := (plane_note(moment), not moment.history.runs)) != (self._plane_note, self._is_empty):
            self._plane_note, self._is_empty = says
            self.plot.still_changed()
        self.runs.show(moment, self.stage, is_brief=self.is_brief)
        self._show_others()
        self.plot.still.above = self.trails.laid_on if self.kind == "map" and not self.others else None
        self._place_legend(moment)
        self.pointer.refresh()

    def _place_legend(self, moment: "Moment") -> None:
        """Put the basin map's legend where it covers no head, as far as that can be."""
        legend = self.basins.legend
        legend.show_shade(self.stage.has_shade)
        top = notes_height(self.plot, self._notes())
        legend.keep_off(self._heads, lambda: self.runs.ends(moment, self.stage), top, only_top=self.kind == "surface")

    def _heads(self) -> list[QRectF]:
        return [box for layers in (self.runs, *self.others_runs) for box in layers.heads.covered()]

    def _notes(self) -> list[str]:
        return [note for note in (self.runs.note, self._plane_note) if note]

    def _show_others(self) -> None:
        while len(self.others_runs) < len(self.others):
            layers = RunLayers(self.plot, self.stage, self.surface)
            layers.enter(self.stage)
            for layer, own in ((layers.trails, self.trails), (layers.crowd, self.crowd), (layers.heads, self.heads)):
                layer.stackBefore(own)  # below the runs of the first racer
            self.others_runs.append(layers)
        for layers, moment in zip(self.others_runs, self.others, strict=False):
            layers.show(moment, self.stage, is_other=True, is_brief=self.is_brief)
        for layers in self.others_runs[len(self.others) :]:
            layers.clear()

    def _show_stage(self, moment: "Moment", *, is_anew: bool = False) -> None:
        with self.hold():
            self._enter_stage(moment, is_anew)
            is_another = self.is_followed and len(moment.names) > 2
            is_under_way = moment.turn is not None or self.pointer.is_moving_view or is_another
            self.stage.is_moving = self._is_live and is_under_way
            self.stage.may_wait = self.may_wait
            self.stage.show(moment)

    def _enter_stage(self, moment: "Moment", is_anew: bool) -> None:
        view = moment.scenario.view
        wanted = "curve" if view.kind == "curve" or not moment.y_name else "map" if view.kind == "auto" else view.kind
        entered = (wanted, moment.x_name, moment.y_name, view.x_range, view.y_range, moment.language)
        if entered != self._entered:
            same_view = self._entered is not None and entered[:-1] == self._entered[:-1]  # type: ignore[index]
            self._entered = entered
            self._enter(wanted, moment, keep_ranges=same_view and not is_anew)
        elif is_anew:
            self.stage.enter(moment)
        # The ranges of a plane are those around one path: no file says where others are in it.
        if is_anew and self.kind == "map" and (ranges := ranges_of_runs((moment, *self.others))) is not None:
            self.plot.set_ranges(*ranges)

    def _on_answered(self) -> None:
        """Show what has been computed: with the next moment, where one follows soon."""
        if not self.is_followed:
            self.refresh()

    def refresh(self) -> None:
        """Show the last moment again: a grid has come, or the pixels mean something else."""
        if self.moment is not None:
            self.show_moment(self.moment)

    def _enter(self, kind: str, moment: "Moment", keep_ranges: bool) -> None:
        ranges = self.plot.x_range, self.plot.y_range
        if self.kind == "surface" != kind:
            self.plot.set_lens(())
            self.surface().leave()
        self.kind = kind
        self.stage = self._stage(kind)
        self.arrange()
        for layers in (self.runs, *self.others_runs):
            layers.enter(self.stage)
        self.stage.enter(moment)
        if keep_ranges and kind != "surface":
            self.plot.set_ranges(*ranges)

    def hit(self, point: QPointF, reach: float) -> tuple[int, bool] | None:
        """Return the number of the run whose head, start or mark is nearest to a point, and whether it is a start."""
        for layers, moment in zip((self.runs, *self.others_runs), (self.moment, *self.others), strict=False):
            found = layers.hit(point, reach)
            if found is not None:
                self.touched = moment
                return found
        return None

    # -- what part is shown --------------------------------------------------------------------------------------------

    def reset_view(self) -> None:
        """Show the part that the scenario's view asks for; in the plane of a path, all runs and trails."""
        if self.moment is not None:
            self._show_stage(self.moment, is_anew=True)
            self.refresh()

    def zoom_by(self, factor: float, at: QPointF | None = None) -> None:
        """Show `factor` times as much, around a point of the plot's area or its middle."""
        if self.moment is not None:
            area = self.plot.area
            self.stage.zoom(factor, at if at is not None else QPointF(area.width() / 2, area.height() / 2))
            self.view_changed.emit()

    def pan_by(self, across: float, down: float) -> None:
        """Move what is shown by so many pixels, before the scale."""
        if self.moment is not None:
            self.stage.pan(across * self.zoom, down * self.zoom)
            self.view_changed.emit()

    def settle(self) -> None:
        """Draw at once as finely as what stands still, be the camera on its way or not: for a picture of the view."""
        is_live, self._is_live = self._is_live, False
        self.refresh()
        self._is_live = is_live

    def arrange(self) -> None:
        """Place the plot: a map and a surface take the whole view, a curve leaves room for its axes."""
        size = self.size()
        zoom = self.zoom
        before = self.plot.key
        if self.has_panel != (self.kind != "map"):
            self.has_panel = not self.has_panel
            self.update()  # what the plot leaves of it, too: Qt asks for what the plot had or has, if for anything
        with self.hold():
            if self.kind == "curve":
                self.plot.setGeometry(self.body())
                self.plot.set_margins(44 * zoom, 34 * zoom, 16 * zoom, 52 * zoom)
            else:
                self.plot.setGeometry(QRectF(0, 0, size.width(), size.height()))
                self.plot.set_margins(0, 0, 0, 0)
        if self.plot.key != before and not self._is_held:
            self.refresh()

    def retheme(self) -> None:
        """Draw everything anew in other colours or sizes."""
        self.update()  # heads that reach beyond the plot as well
        self.plot.still_changed()
        self.basins.progress.renew()
        for layers in (self.runs, *self.others_runs):
            layers.retheme()
        if not self._is_held:
            self.refresh()

    def covered(self) -> QRectF:
        """Return what the map covers, between its rounded corners, or the panel."""
        return super().covered() if self.kind != "map" else between_corners(self.plot.geometry(), self.zoom)

    def _draw_still(self, painter: QPainter) -> None:
        self.stage.draw(painter)
        if self.kind == "surface":
            for layers in (self.runs, *self.others_runs):
                layers.surface_runs.draw_coarse(painter)
        draw_notes(painter, self.plot, self._notes())
        if self._is_empty and self.moment is not None:
            words = (
                QCoreApplication.translate("LandscapeView", "Click the curve to place a start")
                if self.kind == "curve"
                else QCoreApplication.translate("LandscapeView", "Click the surface to place a start")
                if self.kind == "surface"
                else QCoreApplication.translate("LandscapeView", "Click the map to place a start")
            )
            font, halo = self.text_font(VERDICT), QColor(self.theme.halo)
            at = QPointF(
                (self.plot.area.width() - QFontMetricsF(font).horizontalAdvance(words)) / 2,
                0.2 * self.plot.area.height(),
            )
            self.texts.draw(painter, at, words, font, QColor(self.theme.text), halo=halo, width=6.0 * self.zoom)

    def _on_plot_changed(self) -> None:
        if not self._is_held:
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
        """Hand over to the pointer; Qt's own."""
        self.pointer.press_again(event)

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
        """Hand over to the pointer; Qt's own."""
        self.pointer.ask(event)
