"""The basin map as it is asked for and answered: at once, or later from another thread; GUI thread and recorder."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple, Protocol

from reluviz.interrupts import interrupt_waits

if TYPE_CHECKING:
    from reluviz.training.basins import BasinQuestion, Basins

FINE = 400
"""How many starts a map has across and upwards."""


class Progress(NamedTuple):
    """What is being computed: a map of so many starts across and upwards, and the share of it that is done."""

    columns: int
    rows: int
    share: float


class BasinSource(Protocol):
    """Answers questions, at once or later."""

    def request(self, question: "BasinQuestion") -> "Basins | None":
        """Return the answer to this very question, be it coarser; None, and compute it, where there is none yet.

        A new request makes older ones outdated: their answers are dropped.
        """
        ...

    def newest(self) -> "Basins | None":
        """Return the newest answer, be it to an older question: to be shown as outdated, and said to be so."""
        ...

    def progress(self) -> Progress | None:
        """Return how far the work on the newest question is; None where it is done, or has only just begun."""
        ...

    def leave(self, *, keep: bool = False) -> None:
        """Compute nothing more until the next request; `keep`: the same may be asked for again soon."""
        ...

    def set_changed(self, callback: Callable[[], None]) -> None:
        """Take the function to call, in the GUI thread, when an answer has come: the view then asks again."""
        ...


_is_wanted: ContextVar[Callable[[], bool]] = ContextVar("_is_wanted", default=lambda: True)


@contextmanager
def computed_while(is_wanted: Callable[[], bool]) -> Iterator[None]:
    """Have `ImmediateBasins` give up what it computes once it is not wanted any more."""
    token = _is_wanted.set(is_wanted)
    try:
        yield
    finally:
        _is_wanted.reset(token)


_tell: ContextVar[Callable[[float], None] | None] = ContextVar("_tell", default=None)


@contextmanager
def maps_told(tell: Callable[[float], None]) -> Iterator[None]:
    """Have `ImmediateBasins` call this with the share of a map that is done, several times a second."""
    token = _tell.set(tell)
    try:
        yield
    finally:
        _tell.reset(token)


class ImmediateBasins:
    """Computes each answer where it is asked for, and keeps the last one: for pictures and tests.

    Parameters
    ----------
    known
        Maps that there are: to their very questions nothing is computed.
    """

    def __init__(self, known: "Sequence[Basins]" = ()) -> None:
        self._known = known
        self._last: Basins | None = None

    def request(self, question: "BasinQuestion") -> "Basins | None":
        """Return the answer.

        Raises
        ------
        AbandonedError
            If an interrupt waits, or whoever asks wants it no more (`computed_while`).
        """
        from reluviz.training.basins import compute_basins
        from reluviz.training.basins_numpy import numpy_starts

        if self._last is None or self._last.question != question:
            self._last = next((basins for basins in self._known if basins.question == question), None)
        if self._last is None:
            is_wanted = _is_wanted.get()
            starts = numpy_starts(question)
            self._last = compute_basins(
                question, starts, progress=_tell.get(), is_wanted=lambda: is_wanted() and not interrupt_waits()
            )[0]
        return self._last

    def newest(self) -> "Basins | None":
        """Return the last answer."""
        return self._last

    def progress(self) -> Progress | None:
        """Return None: nothing is ever under way."""
        return None

    def leave(self, *, keep: bool = False) -> None:
        """Do nothing: nothing is being computed."""

    def set_changed(self, callback: Callable[[], None]) -> None:
        """Do nothing: every answer is there at once."""


class KnownBasins:
    """Answers with a map that there is, be it of another part of the plane, else not at all: nothing is computed."""

    def __init__(self, known: "Sequence[Basins]") -> None:
        self._known = known

    def request(self, question: "BasinQuestion") -> "Basins | None":
        """Return the map in which every start has the fate that is asked for."""
        return next((basins for basins in self._known if moved(basins.question, question)), None)

    def newest(self) -> "Basins | None":
        """Return nothing: what is not the answer is not shown."""
        return None

    def progress(self) -> None:
        """Return nothing: nothing is being computed."""

    def leave(self, *, keep: bool = False) -> None:
        """Do nothing: nothing is being computed."""

    def set_changed(self, callback: Callable[[], None]) -> None:
        """Do nothing: what there is is there."""


class GivenBasins:
    """Has one answer, whatever is asked: for a picture of it."""

    def __init__(self, basins: "Basins") -> None:
        self._basins = basins

    def request(self, question: "BasinQuestion") -> "Basins | None":
        """Return the answer."""
        return self._basins

    def newest(self) -> "Basins | None":
        """Return the answer."""
        return self._basins

    def progress(self) -> Progress | None:
        """Return None: nothing is ever under way."""
        return None

    def leave(self, *, keep: bool = False) -> None:
        """Do nothing: nothing is being computed."""

    def set_changed(self, callback: Callable[[], None]) -> None:
        """Do nothing: the answer is there."""


def moved(before: "BasinQuestion", after: "BasinQuestion") -> bool:
    """Tell whether two questions differ at most in the part of the plane: a start in both has the same fate."""
    x_range, y_range, size = after.x_range, after.y_range, (after.columns, after.rows)
    return replace(before, x_range=x_range, y_range=y_range, columns=size[0], rows=size[1]) == after


def same_plane(before: "BasinQuestion", after: "BasinQuestion") -> bool:
    """Tell whether two questions are about the same axes, so that the answer to one may stand in, marked, for another.

    A plane of paths that has turned has other axes, though they are named alike.
    """
    return (before.x_name, before.y_name, before.plane) == (after.x_name, after.y_name, after.plane)
