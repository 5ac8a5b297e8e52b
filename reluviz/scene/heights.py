"""How high a loss stands over the floor of a surface: linearly or by its logarithm, up to a cut; any thread."""

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from reluviz.scene.heat import HUGE
from reluviz.scene.ticks import linear_ticks, number_text, power_text

Array = NDArray[np.float64]

HEIGHT = 1.0
"""Of the surface's box, whose sides are 2 long."""

KNEE = 0.05
"""The share of E[target²] below which a logarithmic height goes evenly: the minimum, too, has a place."""

BEYOND = 20.0
"""No point stands higher than so many heights of the box: what is cut off is cut at the right place all the same."""


@dataclass(frozen=True)
class Heights:
    """The vertical axis of a surface.

    Attributes
    ----------
    kind
        ``linear``, or ``log``: by log(1 + excess / knee), even near the floor, logarithmic above the knee.
    floor
        The loss at the height 0: the lowest that there can be.
    top
        The loss at the height of the box: the highest that is seen, or the cut.
    knee
        In units of the loss.
    is_cut
        Whether there is more of the surface above the top.
    """

    kind: Literal["linear", "log"]
    floor: float
    top: float
    knee: float
    is_cut: bool = False

    @classmethod
    def of(cls, loss: ArrayLike, kind: str, cut: float, floor: float, target_power: float) -> "Heights":
        """Return the axis for losses that are to be seen; they may hold infinities, and what is nearly as large."""
        values = np.asarray(loss, dtype=np.float64)
        finite = values[np.abs(values) < HUGE]
        low = floor if math.isfinite(floor) else 0.0
        high = float(finite.max()) if finite.size else low + 1.0
        least = low + max(1e-9 * abs(low), 1e-12)
        knee = max(KNEE * min(target_power, HUGE), 1e-12)
        is_cut = least < cut < high or finite.size < values.size
        return cls("linear" if kind == "linear" else "log", low, max(min(high, cut), least), knee, is_cut)

    def height(self, loss: ArrayLike) -> Array:
        """Return the heights of losses: 0 at the floor and below, `HEIGHT` at the top; what is no number is high."""
        values = np.nan_to_num(np.asarray(loss, dtype=np.float64), nan=HUGE, posinf=HUGE)
        excess = np.clip(values - self.floor, 0.0, HUGE)
        span = self.top - self.floor
        is_log = self.kind == "log"
        share = np.log1p(excess / self.knee) / math.log1p(span / self.knee) if is_log else excess / span
        return HEIGHT * np.minimum(share, BEYOND)

    def loss(self, height: ArrayLike) -> Array:
        """Return the losses that stand at heights of the box."""
        share = np.asarray(height, dtype=np.float64) / HEIGHT
        span = self.top - self.floor
        if self.kind == "log":
            return self.floor + self.knee * np.expm1(share * math.log1p(span / self.knee))
        return self.floor + span * share

    def ticks(self, count: int) -> list[tuple[float, str]]:
        """Return about `count` losses to be written at the vertical axis, each with its text."""
        if self.kind == "linear":
            return self._round_ticks(count)
        found = [(self.floor, number_text(self.floor, 0 if self.floor == round(self.floor) else 3))]
        apart = HEIGHT / (1.6 * max(count, 1))
        first, last = math.floor(math.log10(self.knee)), math.floor(math.log10(self.top) + 1e-9)
        # From the top: the higher ones are what one asks about, and those near the floor crowd.
        wanted = [10.0**power for power in range(last, first - 1, -1)]
        taken = [0.0]
        for power, value in zip(range(last, first - 1, -1), wanted, strict=True):
            at = float(self.height(value))
            if value > self.floor and all(abs(at - other) >= apart for other in taken):
                taken.append(at)
                found.append((value, power_text(power)))
        # Below the knee there may be no power of ten, but heights go evenly.
        even = self._round_ticks(count) if len(found) < 2 else []
        return even if len({text for _, text in even}) == len(even) > 0 else sorted(found)

    def _round_ticks(self, count: int) -> list[tuple[float, str]]:
        return [(value, text) for value, text in linear_ticks(self.floor, self.top, count) if value <= self.top]
