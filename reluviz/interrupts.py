"""Lets interrupts wait where they would crash a library or be lost in it, or have no say; main thread."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

SIGNALS = tuple(number for name in ("SIGINT", "SIGTERM", "SIGHUP") if (number := getattr(signal, name, None)))
"""Ctrl+C, and by what the system tells a program to end; Windows lacks the last."""

OWN_GROUP = 0
"""As `process_group` of a `subprocess.Popen`: Ctrl+C in a terminal, which is told to all of a group, is for this
process, and it decides what becomes of the other.

A session of its own would do as well, but Linux shares the processors out among sessions first (sched(7), autogroup): a
process in one takes the window's time, however low its priority.
"""


_holds: list[list[tuple[int, FrameType | None]]] = []


def interrupt_waits() -> bool:
    """Tell whether Ctrl+C or its like has come within `interrupts_held`: what takes long there had better give up."""
    return any(_holds)


def ignore_interrupts() -> None:
    """Hear no more of them: Python takes a moment to end, and told once more it would end with another status."""
    if threading.current_thread() is threading.main_thread():
        for number in SIGNALS:
            signal.signal(number, signal.SIG_IGN)


@contextmanager
def interrupts_held() -> Iterator[None]:
    """Let Ctrl+C and its like wait until the block ends; they are not lost."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    held: list[tuple[int, FrameType | None]] = []
    _holds.append(held)
    kept = {}
    for number in SIGNALS:
        if callable(signal.getsignal(number)):
            kept[number] = signal.signal(number, lambda number, frame: held.append((number, frame)))
    try:
        yield
    finally:
        _holds.pop()
        for number, handler in kept.items():
            signal.signal(number, handler)
        for number, frame in held[:1]:
            kept[number](number, frame)
