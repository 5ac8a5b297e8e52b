"""Says on standard error, in one line, what went wrong, whatever has become of that stream; main thread."""

import contextlib
import os
import sys
import traceback
from typing import TextIO


def tell(message: str, debug: bool = False) -> None:
    """Say one line on standard error; nothing where that is closed or full, and never on standard output.

    Parameters
    ----------
    debug
        Whether the traceback of the exception that is being handled comes first.
    """
    if sys.stderr is None:  # closed; `print` would take standard output instead
        return
    try:
        if debug:
            traceback.print_exc()
        print(f"reluviz: {' '.join(message.splitlines())}", file=sys.stderr, flush=True)
    except (OSError, ValueError, AttributeError):
        abandon(sys.stderr)


def abandon(stream: TextIO | None) -> None:
    """Send what is still to be written to a standard stream nowhere, so that Python's exit is quiet about it."""
    with contextlib.suppress(OSError, ValueError, AttributeError):
        if stream is not None:
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, stream.fileno())
            os.close(nowhere)
