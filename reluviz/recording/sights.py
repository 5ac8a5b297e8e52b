"""What was looked at over some seconds, frame by frame: steps, followed runs, views; plain data, any thread."""

from bisect import bisect_right
from dataclasses import dataclass

from reluviz.scenario.model import View


@dataclass(frozen=True, slots=True)
class Look:
    """How a step was looked at; by default as a film does it that shows nothing but steps.

    Attributes
    ----------
    followed
        The number of the run that neuron, parameters and verdict tell of; None: the first.
    chosen
        Which of the racers they tell of.
    view
        Kind, axes and camera of the landscape; None: as the scenario has them.
    epochs
        Whether the steps are counted in epochs.
    veiled
        Whether the fates are hidden, and the basin map with them.
    """

    followed: int | None = None
    chosen: int = 0
    view: View | None = None
    epochs: bool = False
    veiled: bool = False


@dataclass(frozen=True, slots=True)
class Sight:
    """What was seen from some time on, in seconds from the first."""

    at: float
    step: int
    look: Look


@dataclass(frozen=True, slots=True)
class Sights:
    """What was seen for some seconds: one sight after the other, each until the next; one at least, the first at 0."""

    seconds: float
    shown: tuple[Sight, ...]

    def sampled(self, count: int) -> tuple[Sight, ...]:
        """Return what is seen at so many evenly spread times, the first and the last included."""
        times = [sight.at for sight in self.shown]
        return tuple(
            self.shown[max(bisect_right(times, self.seconds * frame / max(count - 1, 1)) - 1, 0)]
            for frame in range(count)
        )
