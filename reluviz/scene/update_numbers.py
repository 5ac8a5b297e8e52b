"""One equation of an update, and the numbers that stand in it, as people read them; GUI thread and recorder."""

import math
from dataclasses import dataclass

from reluviz.scenario.parameters import split_name, symbol
from reluviz.scene.numbers import format_number
from reluviz.scene.typeset import Node, Text, letter, row
from reluviz.training.updates import Update

DIGITS = 4
MOST_DIGITS = 9
"""How many digits a number has, and how many at most where it takes them to see that a parameter has moved."""


@dataclass(frozen=True, slots=True)
class Line:
    """One equation: ``left = symbols = numbers = result``.

    Attributes
    ----------
    numbers
        The same as `symbols`, with numbers; None where the result is all that there is to say.
    value
        What the result is, with all its digits.
    note
        Words behind the result.
    is_shared
        Whether it is the same for every parameter.
    is_last
        Whether it is the one that the others lead to.
    """

    left: Node
    symbols: Node
    numbers: Node | None
    result: Node
    value: float
    note: str = ""
    is_shared: bool = False
    is_last: bool = False


class StepNumbers:
    """The numbers of one parameter's step, as values and as nodes of a formula."""

    def __init__(self, update: Update, name: str, place: int) -> None:
        self.update, self.name = update, name
        self.training = update.training
        self.before, self.after = float(update.before[place]), float(update.after[place])
        self.gradient, self.expected = float(update.gradient[place]), float(update.expected[place])
        self._memory = {
            slot: (float(update.slots_before[slot][place]), float(update.slots_after[slot][place]))
            for slot in update.slots_after
        }

    def memory(self, slot: str) -> tuple[float, float]:
        """Return what was remembered before and after the step."""
        return self._memory[slot]

    def parameter(self, later: bool = False) -> Node:
        """Return the parameter's letter with its step."""
        kind, unit = split_name(self.name)
        index: Node = row(letter("k"), "\u200a+\u200a1") if later else letter("k")
        return letter(symbol(kind), index if unit is None else row(f"{unit + 1}, ", index))

    def place(self, value: float) -> str:
        """Return the parameter with as many digits as tell where it has moved."""
        change = abs(self.after - self.before)
        digits = DIGITS
        if change > 0 and math.isfinite(change) and value:
            digits = math.floor(math.log10(abs(value))) - math.floor(math.log10(change)) + 2
        return format_number(value, min(max(digits, DIGITS), MOST_DIGITS))

    @property
    def rate(self) -> str:
        """The learning rate."""
        return constant(self.training.learning_rate)

    @property
    def slope(self) -> str:
        """The gradient."""
        return inner(self.gradient)

    def moved(self, symbols: Node, numbers: Node) -> Line:
        """Return the last equation, whose result is where the parameter goes."""
        value = self.after
        return Line(
            self.parameter(later=True), symbols, numbers, Text(self.place(value), strong=True), value, is_last=True
        )


def constant(value: float) -> str:
    """Return a setting, with the digits that it has."""
    return format_number(value, 6, trim=True)


def inner(value: float) -> str:
    """Return a number within a formula: in brackets if it has a sign, or a power of ten."""
    text = format_number(value, DIGITS)
    return f"({text})" if value < 0 or not text[-1].isdecimal() else text


def result(value: float, *terms: float) -> Text:
    """Return what terms add up to, with no more digits than they have."""
    largest = max(map(abs, terms), default=0.0)
    digits = DIGITS
    if value and math.isfinite(value) and math.isfinite(largest) and largest > abs(value):
        digits += math.floor(math.log10(abs(value))) - math.floor(math.log10(largest))
    return Text(format_number(value, max(digits, 1)))
