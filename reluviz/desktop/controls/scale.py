"""Which value a slider's position stands for: linear or logarithmic, with round values; any thread."""

import math
from dataclasses import dataclass

from reluviz.scenario.spec import Spec

POSITIONS = 1200
"""How many places a slider has at most; so many that a range of 24 has steps of 0.02."""


@dataclass(frozen=True, slots=True)
class Scale:
    """The part of a field's range that a slider covers, from `low` to `high`."""

    low: float
    high: float
    logarithmic: bool = False
    whole: bool = False

    @classmethod
    def of(cls, spec: Spec) -> "Scale":
        """Return the scale that a field's description asks for."""
        low, high = spec.slider or (spec.minimum or 0.0, spec.maximum if spec.maximum is not None else 1.0)
        return cls(float(low), float(high), spec.logarithmic, spec.kind == "int")

    @property
    def step(self) -> float:
        """What lies between two positions of a linear scale: 1, 2 or 5 times a power of ten, for round values."""
        width = self.high - self.low
        power = 10.0 ** math.floor(math.log10(width / POSITIONS))
        wanted = next(step * power for step in (1, 2, 5, 10) if width / (step * power) <= POSITIONS)
        return max(wanted, 1.0) if self.whole else wanted

    @property
    def count(self) -> int:
        """How many positions there are beyond the first."""
        return POSITIONS if self.logarithmic else max(1, round((self.high - self.low) / self.step))

    def position(self, value: float) -> int:
        """Return the nearest position, at an end for values beyond it."""
        if self.logarithmic:
            if value <= 0:
                return 0
            part = math.log(value / self.low) / math.log(self.high / self.low)
        else:
            part = (value - self.low) / (self.high - self.low)
        return round(min(max(part, 0.0), 1.0) * self.count)

    def value(self, position: int) -> float:
        """Return a position's value, rounded to a number that reads well."""
        if self.logarithmic:
            raw = self.low * (self.high / self.low) ** (position / self.count)
            rounded = float(f"{raw:.2g}") if not self.whole else float(f"{raw:.3g}")
        else:
            rounded = float(f"{self.low + position * self.step:.12g}")
        if self.whole:
            rounded = float(round(rounded))
        return min(max(rounded, self.low), self.high) + 0.0

    def moved(self, value: float, positions: int) -> float:
        """Return the value some positions further; a value beyond the slider's ends moves by the same width."""
        here = self.position(value)
        there = min(max(here + positions, 0), self.count)
        moved = self.value(there)
        while moved == self.value(here) and 0 < there < self.count:
            there += 1 if positions > 0 else -1
            moved = self.value(there)
        return moved
