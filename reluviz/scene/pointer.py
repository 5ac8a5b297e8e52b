"""What the mouse does to the landscape's view: places, moves and follows starts, zooms, moves, asks; GUI thread."""

from typing import TYPE_CHECKING, Literal

import numpy as np
from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt

from reluviz.scenario.parameters import symbol
from reluviz.scene.drawn_trail import run_of
from reluviz.scene.numbers import format_count, format_number, format_value, listed
from reluviz.scene.verdict import fate_word
from reluviz.scene.words import coordinate_symbol

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from PySide6.QtWidgets import (
        QGraphicsSceneContextMenuEvent,
        QGraphicsSceneHoverEvent,
        QGraphicsSceneMouseEvent,
        QGraphicsSceneWheelEvent,
    )

    from reluviz.scene.landscape_view import LandscapeView
    from reluviz.scene.moment import Moment

REACH = 12.0
"""Pixels, before the scale, from a start's or head's middle within which the mouse takes it."""

ROUNDING = 12
"""Digits behind the point beyond which a coordinate in the plane of a path is rounding."""

TRAIL_REACH = 6.0
"""Pixels, before the scale, within which the mouse is on a trail."""

STILL = 4.0
"""Pixels that a press may move and still be a click."""

NOTCH = 1.2
"""How much more one notch of the wheel shows."""

FEW = 50
"""With more runs than these heads are everywhere, and the box stands where it stands."""

Doing = Literal["nothing", "moving a run", "placing", "panning", "turning"]

Click = Literal["nothing", "setting", "adding"]
"""What a press does if it is let go where it began, on a surface."""


class Pointer:
    """Turns the events of a landscape's view into its signals; holds what a press has begun."""

    def __init__(self, view: "LandscapeView") -> None:
        self._view = view
        self._doing: Doing = "nothing"
        self._pressed_at = QPointF()
        self._last_at = QPointF()
        self._has_moved = False
        self._run: int | None = None
        self._place: tuple[float, float] | None = None
        self._click: Click = "nothing"
        self._button = Qt.MouseButton.NoButton
        self._hover_at: QPointF | None = None
        self._hover_in = QRectF()
        self._hover_key: object = None
        self._quiet_at: QPointF | None = None
        self._cursor(Qt.CursorShape.CrossCursor)

    @property
    def is_moving_view(self) -> bool:
        """Whether the mouse moves what part is shown, or turns it."""
        return self._doing in {"panning", "turning"} and self._has_moved

    # -- buttons -------------------------------------------------------------------------------------------------------

    def press(self, event: "QGraphicsSceneMouseEvent") -> None:
        """Begin what the button, the keys and the place ask for."""
        view = self._view
        at = self._at(event.pos())
        if self._doing != "nothing" or view.moment is None or not self._is_inside(at):
            event.setAccepted(self._doing != "nothing")
            return
        event.accept()
        # The box would stand over what the press has begun; it comes back when the pointer moves.
        self.leave()
        self._quiet_at = at
        self._button = event.button()
        self._pressed_at = self._last_at = at
        self._has_moved = False
        self._place = None
        self._click = "nothing"
        keys = event.modifiers()
        is_left = event.button() == Qt.MouseButton.LeftButton
        place = view.stage.point_at(at)
        hit = view.hit(at, REACH * view.zoom)
        is_plain = is_left and not keys & Qt.KeyboardModifier.ControlModifier
        has_shift = bool(keys & Qt.KeyboardModifier.ShiftModifier)
        if is_plain and hit is not None and not has_shift:
            self._doing = "moving a run"
            self._run = hit[0]
            self._cursor(Qt.CursorShape.ClosedHandCursor)
        elif view.stage.turns or not is_plain:
            is_turning = view.stage.turns and event.button() != Qt.MouseButton.MiddleButton and not has_shift
            self._doing = "turning" if is_turning else "panning"
            # A drag turns; so only when the button is let go is it known whether a start is meant.
            self._click = ("adding" if has_shift else "setting") if is_plain and place is not None else "nothing"
            self._place = place
        elif place is not None:
            self._doing = "placing"
            self._run = None if has_shift else view.moment.followed
            (view.start_added if has_shift else view.start_set).emit(*place)

    def press_again(self, event: "QGraphicsSceneMouseEvent") -> None:
        """Do what one more press does; beside a surface, a double click brings the camera back."""
        view = self._view
        at = self._at(event.pos())
        is_beside = view.stage.turns and view.moment is not None and self._is_inside(at)
        is_beside = is_beside and view.stage.point_at(at) is None and view.hit(at, REACH * view.zoom) is None
        if is_beside and event.button() == Qt.MouseButton.LeftButton:
            event.accept()
            view.camera_reset.emit()
        else:
            self.press(event)

    def move(self, event: "QGraphicsSceneMouseEvent") -> None:
        """Go on with what a press has begun."""
        view = self._view
        at = self._at(event.pos())
        self._has_moved |= (at - self._pressed_at).manhattanLength() > STILL
        if self._doing in {"panning", "turning"}:
            if self._has_moved:
                self._cursor(Qt.CursorShape.ClosedHandCursor)
                by = at - self._last_at
                self._last_at = at
                if self._doing == "turning":
                    view.stage.turn(by.x(), by.y())
                    view.refresh()
                else:
                    view.stage.pan(by.x(), by.y())
                view.view_changed.emit()
            return
        if self._has_moved and self._run is not None and self._doing in {"moving a run", "placing"}:
            place = view.stage.point_at(self._held(at))
            if place is not None:
                self._place = place
                view.start_moved.emit(self._run, *place, False)
        self._point(at)

    def release(self, event: "QGraphicsSceneMouseEvent") -> None:
        """End what a press has begun."""
        if event.button() != self._button:
            return
        view = self._view
        at = self._at(event.pos())
        doing, self._doing, self._button = self._doing, "nothing", Qt.MouseButton.NoButton
        if doing in {"panning", "turning"}:
            # What has been turned or moved is to be seen: the box comes back when the pointer moves, not before.
            self._quiet_at = at
            if event.button() == Qt.MouseButton.RightButton and not self._has_moved:
                view.menu_requested.emit(event.screenPos())
            elif self._has_moved and view.stage.turns:
                # Drawn finely, now that it stands.
                view.refresh()
                if doing == "turning":
                    view.camera_turned.emit(*view.stage.turn(0.0, 0.0))
            elif self._click != "nothing" and self._place is not None and not self._has_moved:
                (view.start_added if self._click == "adding" else view.start_set).emit(*self._place)
        elif self._run is not None and self._has_moved:
            # Let go beside a surface, it stays where it was last on it.
            place = view.stage.point_at(self._held(at)) or self._place
            if place is not None:
                view.start_moved.emit(self._run, *place, True)
        elif self._run is not None and doing == "moving a run":
            view.run_followed.emit(self._run)
        view.gesture_ended.emit()
        self._run = None
        self._hover_key = None
        self.refresh()

    def wheel(self, event: "QGraphicsSceneWheelEvent") -> None:
        """Zoom at the pointer."""
        at = self._at(event.pos())
        event.setAccepted(self._is_inside(at) and event.orientation() == Qt.Orientation.Vertical)
        if event.isAccepted():
            self._view.zoom_by(NOTCH ** (-event.delta() / 120.0), at)

    def ask(self, event: "QGraphicsSceneContextMenuEvent") -> None:
        """Ask for a menu on the menu key, and beside the plot; in it the release asks: a right press may be a drag."""
        if event.reason() != event.Reason.Mouse or not self._is_inside(self._at(event.pos())):
            self._view.menu_requested.emit(event.screenPos())
        event.accept()

    # -- pointing ------------------------------------------------------------------------------------------------------

    def hover(self, event: "QGraphicsSceneHoverEvent") -> None:
        """Tell what is under the pointer."""
        self._point(self._at(event.pos()))

    def _point(self, at: QPointF) -> None:
        # Qt tells of the pointer again where it stands, such as after a button has been let go.
        if at != self._quiet_at:
            self._quiet_at = None
            self._hover_at = at if self._is_inside(at) else None
            self._hover_in = self._where()
        self.refresh()

    def leave(self) -> None:
        """Tell nothing."""
        self._hover_at = None
        self.refresh()

    def refresh(self) -> None:
        """Tell anew what is under the pointer, where it, the part shown or the moment has changed."""
        if self._hover_in != self._where():
            # The panels were arranged anew: the pointer is not where it was on the landscape, if it is on it at all.
            self._hover_at = None
        view, at, moment = self._view, self._hover_at, self._view.moment
        if at is None or moment is None or self._doing in {"panning", "turning"}:
            self._hover_key = None
            view.hover.clear()
            return
        key = (at.x(), at.y(), view.plot.key, moment.playhead, moment.base.tobytes(), id(moment.landscape), moment.runs)
        key += (moment.plane,)
        if key == self._hover_key:
            return
        self._hover_key = key
        hit = view.hit(at, REACH * view.zoom)
        avoid = view.heads.covered() if len(moment.runs) <= FEW else ()
        if self._doing == "nothing":
            self._cursor(Qt.CursorShape.CrossCursor if hit is None else Qt.CursorShape.OpenHandCursor)
        if hit is not None:
            moment = view.touched or moment
            run = next(run for run in moment.runs if run.id == hit[0])
            name = fate_word(run.fate) if not run.label else f"{run.label} · {fate_word(run.fate)}"
            view.hover.show_lines(at, (name, *self._facts(moment, run.start if hit[1] else run.position)), avoid=avoid)
            return
        on_trail = view.trails.step_at(at, TRAIL_REACH * view.zoom)
        if on_trail is not None:
            row = moment.history.at(int(str(run_of(on_trail[0]))), on_trail[1])
            if row is not None:
                words = QCoreApplication.translate("LandscapeView", "step {step}")
                name = words.format(step=format_count(on_trail[1]))
                facts = self._facts(moment, np.asarray(row, dtype=np.float64))
                view.hover.show_lines(at, (name, *facts), avoid=avoid)
                return
        place = view.stage.point_at(at)
        if place is None:
            view.hover.clear()
            return
        lift = view.stage.lift_at(at)
        lines = self._facts(moment, view.stage.row_at(moment, *place))
        if lift is not None and lift.text:
            lines += (QCoreApplication.translate("LandscapeView", "contour {loss}").format(loss=lift.text),)
        view.hover.show_lines(at, lines, lift, avoid)

    def _facts(self, moment: "Moment", row: "NDArray[np.float64]") -> tuple[str, ...]:
        """Return parameters, loss and gradient at a row of parameters (P,), as lines."""
        loss, gradient = moment.landscape.loss_and_gradient(row)
        if self._view.kind == "curve":
            at = moment.names.index(moment.x_name)
            parameters, slopes = f"{symbol(moment.x_name)} = {format_value(row[at])}", [float(gradient[at])]
        else:
            names, places = (moment.x_name, moment.y_name), [float(place) for place in moment.coordinates(row)]
            if moment.plane is not None:
                # A projection leaves a rounding error where 0 is meant.
                places = [round(place, ROUNDING) for place in places]
            parameters = "   ".join(
                f"{coordinate_symbol(name)} = {format_value(place)}" for name, place in zip(names, places, strict=True)
            )
            slopes = [float(slope) for slope in moment.slopes(gradient)]
        written = format_number(float(loss))
        if len(slopes) == 1:
            words = QCoreApplication.translate("LandscapeView", "loss {loss} · slope {slope}")
            return parameters, words.format(loss=written, slope=format_number(slopes[0]))
        words = QCoreApplication.translate("LandscapeView", "gradient ({parts}), size {size}")
        # Of a student with more parameters, those on the axes; the size is that of the whole.
        more = ["…"] if len(gradient) > len(slopes) else []
        parts = listed([*(format_number(slope) for slope in slopes), *more])
        return (
            parameters,
            QCoreApplication.translate("LandscapeView", "loss {loss}").format(loss=written),
            words.format(parts=parts, size=format_number(float(np.linalg.norm(gradient)))),
        )

    # -- places --------------------------------------------------------------------------------------------------------

    def _where(self) -> QRectF:
        """Return where the landscape is in its widget: what moves or resizes either moves it under the pointer."""
        area = self._view.plot.area
        return QRectF(self._view.plot.box.scenePos(), area.size())

    def _at(self, point: QPointF) -> QPointF:
        return self._view.plot.box.mapFromItem(self._view, point)

    def _is_inside(self, at: QPointF) -> bool:
        area = self._view.plot.area
        return 0.0 <= at.x() <= area.width() and 0.0 <= at.y() <= area.height()

    def _held(self, at: QPointF) -> QPointF:
        """Return the nearest point of the plot's area: what is dragged stays in sight."""
        area = self._view.plot.area
        return QPointF(min(max(at.x(), 0.0), area.width()), min(max(at.y(), 0.0), area.height()))

    def _cursor(self, shape: Qt.CursorShape) -> None:
        if self._view.cursor().shape() != shape:
            self._view.setCursor(shape)
