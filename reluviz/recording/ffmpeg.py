"""Where ffmpeg is, and what it says when it fails; any thread."""

import re
import shutil
from collections.abc import Sequence
from functools import cache

from reluviz.errors import ReluvizError
from reluviz.language import marked, translate

QUIET = ("-hide_banner", "-loglevel", "error", "-y", "-nostats")


SYSTEM_REASONS = (
    marked("Film", "No space left on device"),
    marked("Film", "Disk quota exceeded"),
    marked("Film", "Input/output error"),
    marked("Film", "File too large"),
)
"""What ffmpeg passes on of the system, always in English."""


def _missing() -> ReluvizError:
    return ReluvizError(
        translate(
            "Film",
            "there is no ffmpeg to write films with; install the package imageio-ffmpeg, "
            "or name a program in IMAGEIO_FFMPEG_EXE",
        )
    )


@cache
def _found() -> str:
    try:
        # Imported here: a picture needs none of it.
        from imageio_ffmpeg import get_ffmpeg_exe

        found = get_ffmpeg_exe()
    except (ImportError, RuntimeError, OSError) as error:
        raise _missing() from error
    if shutil.which(found) is None:
        raise _missing()
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
    for reason in SYSTEM_REASONS:
        if any(reason in line for line in lines):
            return translate("Film", reason)
    telling = [line for line in lines if line and not line.startswith(("Conversion failed", "Error closing"))]
    if telling:
        # The cause comes first, then what follows from it.
        return translate("Film", "the encoder failed: {reason}").format(reason=telling[0])
    if status is not None and status < 0:
        return translate("Film", "the encoder was ended by signal {signal}").format(signal=-status)
    return translate("Film", "the encoder ended with status {status}").format(status=status)


def cannot_be_started(error: OSError) -> str:
    """Return what is said when ffmpeg is there but cannot be started."""
    return translate("Film", "the encoder cannot be started: {reason}").format(reason=error.strerror or error)
