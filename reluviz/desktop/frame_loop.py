"""The frame timer: pulls the history once a frame while something moves, and has the views show it; GUI thread."""

from collections.abc import Callable
from time import perf_counter

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal

from reluviz.desktop.experiment import Experiment
from reluviz.language import language
from reluviz.scenario.axes import is_plane
from reluviz.scenario.model import Scenario
from reluviz.scene.moment import Moment, moment_at
from reluviz.scene.path_plane import PathPlanes
from reluviz.scene.race import race_at
from reluviz.scene.theme import LIGHT, Theme
from reluviz.scene.turn import Turn

FRAME_MS = 16
WAITING_MS = 200
"""How often the window looks for what comes by itself: the lowest loss, TensorFlow."""

TURN_DEGREES = 12.0
"""How far the turntable turns in a second: once round in half a minute."""

SETTLE_SECONDS = 0.2
"""A surface counts as turning for so long after its camera has last been changed: then it is drawn finely."""

LONGEST_FRAME_SECONDS = 0.1
"""A replay does not jump over more time than this when the window has been kept from drawing."""


CROWDED_PATIENCE_SECONDS = 0.15
"""A training of many runs that plays counts as resting if for so long no step has come: all there is is then drawn."""

LATE_MS = 1
"""After how long a frame begins that the turn it was due in had no time for."""

MOST_LATE = 2
"""For so many turns in a row a frame is put off."""

LAYOUTS = 3
"""Words that have changed lay out their bar, that the stage, and that the window: one asks for the next."""


class FrameLoop(QObject):
    """Turns the state of the experiment into moments, and stands still when nothing changes."""

    shown = Signal(object)
    """A new `Moment`, for all views."""
    jumped = Signal()
    """What is shown is another thing than before, all of it: it has been shown at once."""
    rested = Signal()
    """Nothing has changed since the last moment was shown."""

    def __init__(self, experiment: Experiment, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._experiment = experiment
        self.theme: Theme = LIGHT
        self.epochs = False
        self.veiled = False
        """Whether the fates are hidden: the audience is asked first."""
        self.moment: Moment | None = None
        self.turn: float | None = None
        """How far the turntable has turned, in degrees; None while it stands."""
        self._camera: tuple[object, ...] = ()
        self._settle = 0.0
        self.planes = PathPlanes()
        """The planes of paths that are shown."""
        self._key: tuple[object, ...] = ()
        self._is_resting = False
        self._changed = 0.0
        self._last = perf_counter()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._on_due)
        self.turn_of_loop = Turn(self)
        self._late = QTimer(self)
        self._late.setSingleShot(True)
        self._late.setInterval(LATE_MS)
        self._late.timeout.connect(self._on_due)
        self._put_off = 0
        self.may_begin: Callable[[], bool] = lambda: True
        """Asked before a frame; while it may not begin, it is put off."""
        self.begins_laborious: Callable[[], None] = _nothing
        """Called before a moment is made that is as laborious as the one before it."""
        experiment.moved.connect(self.wake)

    @property
    def is_running(self) -> bool:
        """Whether frames are being drawn."""
        return self._timer.isActive() and self._timer.interval() == FRAME_MS

    @property
    def is_turning(self) -> bool:
        """Whether a surface turns, or was turned a moment ago."""
        return self.turn is not None or self._settle > 0.0

    def wake(self) -> None:
        """Draw frames until nothing changes any more."""
        if not self.is_running:
            self._last = perf_counter()
            self._timer.start(FRAME_MS)

    def unsettle(self) -> None:
        """Let a surface count as turning for a moment: another part of it is shown."""
        if self._experiment.document.scenario.view.kind == "surface":
            self._settle = SETTLE_SECONDS
            self.wake()
            self.show_now()

    def stop(self) -> None:
        """Draw no more frames."""
        self._timer.stop()
        self._late.stop()

    def forget(self) -> None:
        """Have the next moment shown, even if it equals the last one."""
        self._key = ()

    def show_at_once(self) -> None:
        """Show the present state with the event that has changed it, in the sizes that are due.

        Else Qt would lay out and paint what was before once more, before the next frame.
        """
        if self.moment is not None:  # the first one waits for the window
            for _ in range(LAYOUTS):
                QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
            self.show_now()
            self.jumped.emit()

    def show_now(self) -> None:
        """Have the present state shown at once, if it has changed."""
        experiment = self._experiment
        scenario, race, playhead = experiment.document.scenario, experiment.race, experiment.playback.playhead
        status = experiment.status
        # The plane of a path is found anew once everything stands.
        self.planes.is_running = is_plane(scenario) and experiment.is_restless
        key = (
            scenario,
            race.key(),
            playhead,
            experiment.followed,
            experiment.chosen,
            self.theme,
            self.epochs,
            self.veiled,
            status,
            experiment.is_playing,
            self.turn,
            self._is_settling(scenario),
            self.planes.is_running,
            language(),
        )
        if key == self._key:
            if not self._is_resting and perf_counter() - self._changed >= self._patience():
                self._is_resting = True
                self.rested.emit()
            return
        self._key, self._is_resting, self._changed = key, False, perf_counter()
        if self.moment is not None and self.moment.is_laborious:
            self.begins_laborious()
        turn = (self.turn or 0.0) if self.is_turning else None
        if len(race.sessions) > 1:
            self.moment = race_at(
                race.entrants(),
                playhead,
                self.theme,
                chosen=experiment.chosen,
                followed=experiment.followed,
                language=language(),
                epochs=self.epochs,
                turn=turn,
                planes=self.planes,
                veiled=self.veiled,
            )
        else:
            self.moment = moment_at(
                scenario,
                experiment.landscape,
                experiment.history,
                playhead,
                self.theme,
                followed=experiment.followed,
                language=language(),
                epochs=self.epochs,
                turn=turn,
                planes=self.planes,
                veiled=self.veiled,
            )
        self.shown.emit(self.moment)

    def _patience(self) -> float:
        """Return for how long nothing has changed where it rests: a step of many runs may take longer than a frame."""
        is_crowded = self.moment is not None and self.moment.is_crowded
        return CROWDED_PATIENCE_SECONDS if is_crowded and self._experiment.is_playing else 0.0

    def _is_settling(self, scenario: Scenario) -> bool:
        """Tell whether a surface has been looked at otherwise a moment ago, be it with a key or a control."""
        view = scenario.view
        camera = (view.azimuth, view.elevation, view.cut) if view.kind == "surface" else ()
        if camera != self._camera:
            if camera and self._camera:
                self._settle = SETTLE_SECONDS
            self._camera = camera
        return self._settle > 0.0

    def _on_due(self) -> None:
        """Draw a frame; in a turn of the event loop that has painted already, leave it to the next."""
        if not self.may_begin():
            self._late.start()
            return
        if self.turn_of_loop.is_full and self._put_off < MOST_LATE:
            self._put_off += 1
            self._late.start()
            return
        self._put_off = 0
        self._late.stop()
        self.tick()

    def tick(self) -> None:
        """Draw one frame; the timers call it."""
        now = perf_counter()
        seconds, self._last = min(now - self._last, LONGEST_FRAME_SECONDS), now
        if self.turn is not None:
            self.turn = (self.turn + TURN_DEGREES * seconds) % 360.0
        self._settle = max(self._settle - seconds, 0.0)
        # Asked before the history is read: what comes later finds the loop awake.
        restless = self._experiment.is_restless
        self._experiment.advance(seconds)
        self.show_now()
        if not restless and not self._experiment.is_restless and not self.is_turning:
            if self._experiment.is_waiting:
                self._timer.start(WAITING_MS)
            else:
                self._timer.stop()
        elif not self.is_running:
            self._timer.start(FRAME_MS)


def _nothing() -> None:
    pass
