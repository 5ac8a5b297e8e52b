"""What keys and mouse do to the part that is shown, and to the camera of a surface; GUI thread."""

from dataclasses import replace

from PySide6.QtCore import QObject, Signal, Slot

from reluviz.desktop.document import Document
from reluviz.desktop.edits import with_value
from reluviz.desktop.frame_loop import FrameLoop
from reluviz.desktop.motion import KEY, motion_is_reduced
from reluviz.desktop.settings import Settings
from reluviz.language import translate
from reluviz.scenario.parameters import parameter_names
from reluviz.scene.race_view import RaceView

TURN, TILT = 10.0, 5.0
"""Degrees by which a key turns and tilts."""

ZOOM = 1.2
"""How much more, or less, a key shows: as much as a notch of the wheel."""

LEAST = 1e-9
"""Degrees below which a camera has not been turned."""

MOVE = 48.0
"""Pixels, before the scale, by which a key moves the view."""

GESTURE = "camera"
"""The key of the gesture: turns that follow each other are one step to undo."""


class CameraHandlers(QObject):
    """Zooms and moves the landscape, and turns a surface; its camera is a part of the scenario, as a film needs it."""

    changed = Signal()
    """What `enabled` and `checks` say is something else, without a change of the scenario."""

    def __init__(
        self,
        document: Document,
        frames: FrameLoop,
        view: RaceView,
        settings: Settings,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._document = document
        self._frames = frames
        self._view = view
        self._settings = settings
        self._flat = "auto"
        self._home = (document.scenario.view.azimuth, document.scenario.view.elevation)
        document.changed.connect(self._on_document_changed)
        document.opened.connect(self._on_document_opened)

    @property
    def is_surface(self) -> bool:
        """Whether there is a surface to turn."""
        return self._has_surface and self._document.scenario.view.kind == "surface"

    @property
    def _has_surface(self) -> bool:
        return len(parameter_names(self._document.scenario.model)) > 1

    def enabled(self) -> dict[str, bool]:
        """Return by the names of actions which of them make sense now."""
        is_surface = self.is_surface
        return {
            "surface": self._has_surface,
            "turntable": is_surface and not motion_is_reduced(self._settings),
            **dict.fromkeys(("log_height", "turn_left", "turn_right", "tilt_up", "tilt_down"), is_surface),
        }

    def checks(self) -> dict[str, bool]:
        """Return by the names of actions which of them are on."""
        return {
            "surface": self.is_surface,
            "log_height": self._document.scenario.view.height == "log",
            "turntable": self._frames.turn is not None,
            "reduced_motion": motion_is_reduced(self._settings),
        }

    # ---- the surface -------------------------------------------------------------------------------------------------

    def set_surface(self, shown: bool) -> None:
        """Show the surface, or what was shown before it."""
        scenario = self._document.scenario
        if shown != self.is_surface:
            if shown:
                self._flat = scenario.view.kind
            kind = "surface" if shown else "map" if self._flat == "surface" else self._flat
            text = translate("Edits", "surface in 3-D")
            self._document.change(with_value(scenario, "view.kind", kind), text)

    def set_log_height(self, logarithmic: bool) -> None:
        """Stretch the surface near its floor, or show its height as it is."""
        text = translate("Edits", "height of the surface")
        height = "log" if logarithmic else "linear"
        self._document.change(with_value(self._document.scenario, "view.height", height), text)

    def set_reduced_motion(self, reduced: bool) -> None:
        """Let nothing move but what trains, or let the turntable turn."""
        self._settings.set(KEY, reduced)
        if motion_is_reduced(self._settings):
            self.set_turntable(False)
        self.changed.emit()

    # ---- the part that is shown --------------------------------------------------------------------------------------

    def zoom_in(self) -> None:
        """Show less."""
        self._view.lead.zoom_by(1.0 / ZOOM)

    def zoom_out(self) -> None:
        """Show more."""
        self._view.lead.zoom_by(ZOOM)

    def move_left(self) -> None:
        """Look further left."""
        self._view.lead.pan_by(MOVE, 0.0)

    def move_right(self) -> None:
        """Look further right."""
        self._view.lead.pan_by(-MOVE, 0.0)

    def move_up(self) -> None:
        """Look further up."""
        self._view.lead.pan_by(0.0, MOVE)

    def move_down(self) -> None:
        """Look further down."""
        self._view.lead.pan_by(0.0, -MOVE)

    def reset_view(self) -> None:
        """Show the whole landscape, a surface from where it was seen when the scenario was opened."""
        if self.is_surface:
            if self._frames.turn is not None:
                self._frames.turn = 0.0
            self._put(*self._home)
            self._document.end_gesture()
        self._view.reset_view()

    # ---- the camera --------------------------------------------------------------------------------------------------

    def turn_left(self) -> None:
        """Look from further left."""
        self._turn(-TURN, 0.0)

    def turn_right(self) -> None:
        """Look from further right."""
        self._turn(TURN, 0.0)

    def tilt_up(self) -> None:
        """Look from higher above."""
        self._turn(0.0, TILT)

    def tilt_down(self) -> None:
        """Look from nearer the ground."""
        self._turn(0.0, -TILT)

    @Slot(float, float)
    def take(self, azimuth: float, elevation: float) -> None:
        """Take a camera to which mouse or keys have turned into the scenario, to the tenth of a degree."""
        view = self._document.scenario.view
        # What has not been turned stays as a file has it.
        if abs(azimuth - view.azimuth) < LEAST:
            azimuth = view.azimuth
        else:
            azimuth = round((azimuth + 180.0) % 360.0 - 180.0, 1) + 0.0
        if abs(elevation - view.elevation) < LEAST:
            elevation = view.elevation
        else:
            elevation = round(min(max(elevation, 0.0), 90.0), 1) + 0.0
        self._put(azimuth, elevation)

    def _put(self, azimuth: float, elevation: float) -> None:
        """Put a camera into the scenario as it is."""
        scenario = self._document.scenario
        view = replace(scenario.view, azimuth=azimuth, elevation=elevation)
        text = translate("Edits", "turn the surface")
        self._document.change(replace(scenario, view=view), text, GESTURE)
        # At once: a camera that is undone before a frame has shown it would be missed.
        self._frames.show_now()

    def set_turntable(self, turning: bool) -> None:
        """Let the surface turn, or keep it where it has been turned to."""
        if turning == (self._frames.turn is not None):
            return
        if turning:
            if self.is_surface and not motion_is_reduced(self._settings):
                self._frames.turn = 0.0
                self._frames.wake()
            self.changed.emit()
            return
        turned, self._frames.turn = self._frames.turn or 0.0, None
        if self.is_surface:
            view = self._document.scenario.view
            self.take(view.azimuth + turned, view.elevation)
            self._document.end_gesture()
        self._frames.wake()
        self.changed.emit()

    def _turn(self, by: float, up: float) -> None:
        view = self._document.scenario.view
        if self.is_surface:
            self.take(view.azimuth + by, view.elevation + up)

    @Slot()
    def _on_document_changed(self) -> None:
        """Stop the turntable where nothing is left to turn."""
        if not self.is_surface and self._frames.turn is not None:
            self._frames.turn = None
            self._frames.wake()

    @Slot()
    def _on_document_opened(self) -> None:
        """Note from where the scenario is seen at first; show it from there, though another was turning."""
        view = self._document.scenario.view
        self._home = (view.azimuth, view.elevation)
        self._flat = "auto"
        if self._frames.turn is not None:
            self._frames.turn = None
            self._frames.wake()
            self.changed.emit()
