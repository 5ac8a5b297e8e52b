"""Where ffmpeg is, and what it says when it fails; any thread."""

import re
import shutil
from collections.abc import Sequence
from functools import cache

from reluviz.errors import ReluvizError

MISSING = (
    "there is no ffmpeg to write films with; install the package imageio-ffmpeg, "
    "or name a program in IMAGEIO_FFMPEG_EXE"
)

QUIET = ("-hide_banner", "-loglevel", "error", "-y", "-nostats")


@cache
def _found() -> str:
    try:
        # Imported here: a picture needs none of it.
        from imageio_ffmpeg import get_ffmpeg_exe

        found = get_ffmpeg_exe()
    except (ImportError, RuntimeError, OSError) as error:
        raise ReluvizError(MISSING) from error
    if shutil.which(found) is None:
        raise ReluvizError(MISSING)
    return found


def require_ffmpeg() -> None:
    """Check that there is one; ReluvizError if there is none."""
    _found()


def command(arguments: Sequence[str]) -> list[str]:
    """Return the command that runs ffmpeg without a word but errors.

    Raises
    ------
    ReluvizError
        If there is none.
    """
    return [_found(), *QUIET, *arguments]


def complaint(said: str, status: int | None) -> str:
    """Return in a few words why ffmpeg has ended, from what it said and its exit status (negative: by a signal)."""
    lines = [re.sub(r"^(\[[^]]*\]\s*)+", "", line).strip() for line in said.splitlines()]
    for reason in ("No space left on device", "Disk quota exceeded", "Input/output error", "File too large"):
        if any(reason in line for line in lines):
            return reason
    telling = [line for line in lines if line and not line.startswith(("Conversion failed", "Error closing"))]
    if telling:
        # The cause comes first, then what follows from it.
        return f"the encoder failed: {telling[0]}"
    if status is not None and status < 0:
        return f"the encoder was ended by signal {-status}"
    return f"the encoder ended with status {status}"
