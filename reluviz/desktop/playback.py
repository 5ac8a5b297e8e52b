"""Where the playhead stands and how it moves over the history; pure, with no clock of its own; GUI thread."""

from typing import Literal

Direction = Literal[-1, 0, 1]


class Playback:
    """The playhead between step 0 and the newest step.

    It either follows the newest step, or stands in the past, from where it runs at the speed that it is told, forwards
    until it has caught up with the newest, or backwards until step 0. It never asks for the time: `advance` is told how
    much has passed.
    """

    def __init__(self) -> None:
        self._place = 0.0
        self._newest = 0
        self._following = True
        self._held = False
        self.direction: Direction = 0
        """1: playing, −1: running backwards, 0: standing."""

    @property
    def playhead(self) -> int:
        """The step being looked at."""
        return self._newest if self._following else int(self._place)

    @property
    def newest(self) -> int:
        """The newest step that the playhead has heard of."""
        return self._newest

    @property
    def following(self) -> bool:
        """Whether the playhead stands at the newest step and goes on with it."""
        return self._following

    @property
    def held(self) -> bool:
        """Whether the timeline is being dragged."""
        return self._held

    @property
    def moving(self) -> bool:
        """Whether `advance` may move the playhead without a newer step."""
        return self.direction != 0 and not self._held and not (self._following and self.direction > 0)

    def play(self) -> None:
        """Run forwards; at the newest step: follow it."""
        self.direction = 1

    def run_backwards(self) -> None:
        """Run from here towards step 0."""
        if self.playhead > 0:
            self._leave_newest()
            self.direction = -1

    def stop(self) -> None:
        """Stand; a playhead that follows still takes over the last steps that arrive."""
        self.direction = 0

    def go_to(self, step: int) -> None:
        """Jump to a step; to the newest: follow it."""
        self._place = float(min(max(step, 0), self._newest))
        self._following = step >= self._newest

    def hold(self) -> None:
        """Let the timeline have the playhead until `release`."""
        self._held = True

    def release(self) -> None:
        """Go on from where the timeline left the playhead."""
        self._held = False

    def restart(self) -> None:
        """Stand at step 0 of a new history."""
        self._place, self._newest, self._following, self._held, self.direction = 0.0, 0, True, False, 0

    def advance(self, newest: int, seconds: float, steps_per_second: float) -> bool:
        """Hear of the newest step, move by the time that has passed, and tell whether the playhead has moved."""
        before = self.playhead
        if newest < self._newest:
            # A new history, shorter than where the playhead was.
            self._following = self._following or self._place >= newest
        self._newest = newest
        self._place = min(self._place, float(newest))
        if self._held or self._following:
            return self.playhead != before
        if self.direction:
            self._place += self.direction * seconds * steps_per_second
            if self.direction > 0 and self._place >= newest:
                self._place, self._following = float(newest), True
            elif self.direction < 0 and self._place <= 0:
                self._place, self.direction = 0.0, 0
        return self.playhead != before

    def _leave_newest(self) -> None:
        if self._following:
            self._place, self._following = float(self._newest), False
