"""Remembers what the stage has shown over the last seconds, so that a film of it can be made; GUI thread."""

from collections import deque
from collections.abc import Callable
from dataclasses import replace
from time import perf_counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reluviz.desktop.experiment import Experiment
    from reluviz.desktop.frame_loop import FrameLoop
    from reluviz.recording.sights import Sight, Sights
    from reluviz.scene.moment import Moment
    from reluviz.training.history import History

SECONDS = 10.0
"""How far back it remembers."""


class Seen:
    """A short ring of what was shown when; pauses are gaps in it, and scrubbing is many steps.

    Only what stands in the present histories can be painted again: with another training it begins anew.
    """

    def __init__(
        self, experiment: "Experiment", frames: "FrameLoop", clock: Callable[[], float] = perf_counter
    ) -> None:
        self._experiment = experiment
        self._frames = frames
        self._clock = clock
        self._ring: deque[Sight] = deque()
        self._histories: list[History] = []
        self._newest = 0

    def take(self, moment: "Moment") -> None:
        """Remember a moment; the frame loop calls it for each one that it shows."""
        from reluviz.recording.sights import Look, Sight  # not before the first picture

        experiment, now = self._experiment, self._clock()
        self._begin_anew()
        view = moment.scenario.view
        if moment.turn is not None:
            # The turntable's place is no part of the scenario.
            view = replace(view, azimuth=view.azimuth + moment.turn)
        followed = experiment.followed
        look = Look(followed, experiment.chosen, view, self._frames.epochs, self._frames.veiled)
        self._ring.append(Sight(now, experiment.playback.playhead, look))
        # One is kept from before: it is what was seen when the time begins.
        while len(self._ring) > 1 and self._ring[1].at <= now - SECONDS:
            self._ring.popleft()

    @property
    def is_veiled(self) -> bool:
        """Whether the fates are hidden now."""
        return self._frames.veiled

    def sights(self) -> "Sights | None":
        """Return what has been seen until now; None: nothing that can be painted again."""
        from reluviz.recording.sights import Sights

        self._begin_anew()
        if not self._ring:
            return None
        now = self._clock()
        ring = list(self._ring)
        while len(ring) > 1 and ring[1].at <= now - SECONDS:
            ring.pop(0)
        begin = max(ring[0].at, now - SECONDS)
        return Sights(now - begin, tuple(replace(sight, at=max(sight.at - begin, 0.0)) for sight in ring))

    def _begin_anew(self) -> None:
        race = self._experiment.race
        histories, newest = [session.history for session in race.sessions], race.newest
        if (
            newest < self._newest
            or len(histories) != len(self._histories)
            or any(one is not other for one, other in zip(histories, self._histories, strict=True))
        ):
            self._ring.clear()
            self._histories = histories
        self._newest = newest
