"""What the actions of the menu Run do; GUI thread."""

from collections.abc import Callable

from reluviz.desktop.experiment import Experiment
from reluviz.desktop.handlers.lessons import LessonHandlers
from reluviz.desktop.settings import Settings
from reluviz.desktop.transport import SPEEDS, Transport


class RunHandlers:
    """Play, step, jump, reset, and how fast.

    Parameters
    ----------
    finish_typing
        Takes what is being typed into a control.
    lessons
        Play reveals what a lesson hides; at which speed a cue is shown is not remembered.
    """

    def __init__(
        self,
        experiment: Experiment,
        transport: Transport,
        settings: Settings,
        finish_typing: Callable[[], None],
        lessons: LessonHandlers,
    ) -> None:
        self._experiment = experiment
        self._transport = transport
        self._settings = settings
        self._finish_typing = finish_typing
        self._lessons = lessons

    def toggle_play(self) -> None:
        """Play, or pause whatever moves."""
        if self._experiment.is_playing:
            self._experiment.pause()
        else:
            self._finish_typing()
            if not self._lessons.reveal():
                self._experiment.play()

    def toggle_backwards(self) -> None:
        """Run backwards, or pause."""
        if self._experiment.playback.direction < 0:
            self._experiment.pause()
        else:
            self._experiment.run_backwards()

    def step_forward(self) -> None:
        """One step on."""
        self._experiment.step(1)

    def step_back(self) -> None:
        """One step back."""
        self._experiment.step(-1)

    def go_to_first(self) -> None:
        """Look at step 0."""
        self._experiment.go_to(0)

    def go_to_newest(self) -> None:
        """Look at the newest step."""
        self._experiment.go_to(self._experiment.newest)

    def reset(self) -> None:
        """Put the runs back to their starts."""
        self._experiment.reset()

    def faster(self) -> None:
        """Twice as fast."""
        self.set_speed(self._experiment.speed * 2)

    def slower(self) -> None:
        """Half as fast."""
        self.set_speed(self._experiment.speed / 2)

    def set_speed(self, steps_per_second: float) -> None:
        """Go at another speed, within the range, and remember it, unless it is that of a lesson."""
        speed = min(max(steps_per_second, SPEEDS.low), SPEEDS.high)
        self._experiment.set_speed(speed)
        self._transport.show_speed(speed)
        if self._lessons.lesson is None:
            self._settings.set("run/speed", float(speed))

    def set_loop(self, loop: bool) -> None:
        """Replay again and again, or not."""
        self._experiment.set_loop(loop)
        self._settings.set("run/loop", loop)
