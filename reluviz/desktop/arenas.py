"""Has all threads take their memory from one arena, where glibc would give each of them its own; main thread."""

import ctypes
import sys
from contextlib import suppress

M_ARENA_MAX = -8
"""The number by which `mallopt` knows the setting (malloc.h)."""


def share_one_arena() -> None:
    """Have what one thread lets go of be used by the others.

    A window starts two threads with each training, and a lecture has hundreds of trainings: with an arena each, of
    which some page is always in use, the program grew by a tenth within a thousand changes. Elsewhere, and with other
    libraries, nothing happens.
    """
    if sys.platform == "linux":
        with suppress(AttributeError, OSError):
            ctypes.CDLL(None).mallopt(M_ARENA_MAX, 1)
