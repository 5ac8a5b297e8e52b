"""The basin map as it is asked for and answered: at once, or later from another thread; GUI thread and recorder."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from reluviz.training.basins import BasinQuestion, Basins

FINE = 400
"""How many starts a map has across and upwards."""


class BasinSource(Protocol):
    """Answers questions, at once or later."""

    def request(self, question: "BasinQuestion") -> "Basins | None":
        """Return the answer to this very question, be it coarser; None, and compute it, where there is none yet.

        A new request makes older ones outdated: their answers are dropped.
        """
        ...

    def leave(self) -> None:
        """Compute nothing more until the next request."""
        ...

    def set_changed(self, callback: Callable[[], None]) -> None:
        """Take the function to call, in the GUI thread, when an answer has come: the view then asks again."""
        ...


class ImmediateBasins:
    """Computes each answer where it is asked for, and keeps the last one: for pictures and tests."""

    def __init__(self) -> None:
        self._last: Basins | None = None

    def request(self, question: "BasinQuestion") -> "Basins | None":
        """Return the answer."""
        from reluviz.training.basins import compute_basins
        from reluviz.training.basins_numpy import numpy_starts

        if self._last is None or self._last.question != question:
            self._last = compute_basins(question, numpy_starts(question))[0]
        return self._last

    def leave(self) -> None:
        """Do nothing: nothing is being computed."""

    def set_changed(self, callback: Callable[[], None]) -> None:
        """Do nothing: every answer is there at once."""


class GivenBasins:
    """Has one answer, whatever is asked: for a picture of it."""

    def __init__(self, basins: "Basins") -> None:
        self._basins = basins

    def request(self, question: "BasinQuestion") -> "Basins | None":
        """Return the answer."""
        return self._basins

    def leave(self) -> None:
        """Do nothing: nothing is being computed."""

    def set_changed(self, callback: Callable[[], None]) -> None:
        """Do nothing: the answer is there."""


def moved(before: "BasinQuestion", after: "BasinQuestion") -> bool:
    """Tell whether two questions differ at most in the part of the plane: a start in both has the same fate."""
    x_range, y_range, size = after.x_range, after.y_range, (after.columns, after.rows)
    return replace(before, x_range=x_range, y_range=y_range, columns=size[0], rows=size[1]) == after
