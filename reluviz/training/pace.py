"""How many steps are due, and how many fit into a chunk: pure functions of times; the worker thread calls them."""

from dataclasses import dataclass

CHUNK_SECONDS = 0.008
"""How long the steps of a chunk are waited for at speeds that the engine keeps up with: the playhead moves evenly."""

LONGEST_SECONDS = 0.016
"""How long a chunk of steps may take, so that a pause or a change acts at once.

Half as long, half of it would be spent on asking for it, beside a window that paints.
"""

MOST_STEPS_A_CHUNK = 1000

SLACK_SECONDS = 0.05
"""A stall longer than this is not caught up: the training goes on at its speed, it does not jump."""

SLOWEST, FASTEST = 1.0, 100_000.0
"""The range of speeds, in steps per second."""


@dataclass(frozen=True, slots=True)
class Pace:
    """A speed, and the steps that it has earned but not made yet.

    Attributes
    ----------
    speed
        Steps per second.
    credit
        How many steps are due, with the fraction that is on its way to the next. It begins with one, so that the first
        step is made at once.
    """

    speed: float
    credit: float = 1.0

    def after(self, seconds: float) -> "Pace":
        """Return the pace some seconds later, without having made a step."""
        most = 1.0 + self.speed * SLACK_SECONDS
        return Pace(self.speed, min(self.credit + max(seconds, 0.0) * self.speed, most))

    def less(self, steps: int) -> "Pace":
        """Return the pace when some of the steps have been made."""
        return Pace(self.speed, max(self.credit - steps, 0.0))

    def at_speed(self, speed: float) -> "Pace":
        """Return the pace at another speed, held within the range; no more stays due than that speed can earn."""
        speed = min(max(speed, SLOWEST), FASTEST)
        return Pace(speed, min(self.credit, 1.0 + speed * SLACK_SECONDS))

    @property
    def due(self) -> int:
        """How many whole steps are due."""
        return int(self.credit + 1e-9)

    @property
    def wait(self) -> float:
        """How many seconds to wait until it is worth making steps: one at least is due, or a chunk's time is over."""
        worth = max(1.0, self.speed * CHUNK_SECONDS)
        return max(worth - self.credit, 0.0) / self.speed


def next_chunk(steps: int, seconds: float) -> int:
    """Return how many steps the next chunk should have when one of `steps` has taken `seconds`.

    It may double each time, so that one lucky measurement does no harm, and shrinks at once.
    """
    fitting = steps * LONGEST_SECONDS / max(seconds, 1e-9)
    return max(1, int(min(fitting, 2 * steps, MOST_STEPS_A_CHUNK)))
