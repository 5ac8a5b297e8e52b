"""The 256 colours that all frames of a GIF share, from frames evenly spread over the film; the painting thread."""

import subprocess
import tempfile
from contextlib import ExitStack, suppress

from PySide6.QtGui import QImage

from reluviz.errors import ReluvizError
from reluviz.interrupts import OWN_GROUP
from reluviz.recording.encoder import POLL_S, Check
from reluviz.recording.ffmpeg import cannot_be_started, command, complaint
from reluviz.recording.film import Film, FilmPainter
from reluviz.recording.formats import Raw, matted
from reluviz.recording.sights import Look

SAMPLES = 16


def film_palette(film: Film, check: Check) -> bytes:
    """Return the palette of a film as a PNG.

    The frames are painted by a painter of their own, so that those of the film are the same with and without a GIF.
    """
    count = min(SAMPLES, film.plan.moving)
    places = [round(place * (film.plan.moving - 1) / max(count - 1, 1)) for place in range(count)]
    # Each picture once: what is seen longer counts no more.
    samples = list(dict.fromkeys(map(film.shown, places)))
    with ExitStack() as stack:
        painter = FilmPainter(film)
        stack.callback(painter.close)
        raw = Raw(film.size, "1", not painter.is_opaque)
        # Of a film without holes too: what stays as it was is written as nothing, which takes half as much.
        generate = f"{matted(raw)},palettegen=reserve_transparent=1:stats_mode=full"
        said = stack.enter_context(tempfile.TemporaryFile())
        output = ["-vf", generate, "-frames:v", "1", "-c:v", "png", "-f", "image2pipe", "pipe:1"]
        try:
            process = subprocess.Popen(
                command([*raw.arguments, *output]),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=said,
                process_group=OWN_GROUP,
            )
            stack.callback(_end, process)
        except OSError as error:
            raise ReluvizError(cannot_be_started(error)) from error
        assert process.stdin is not None
        with suppress(BrokenPipeError):  # its status tells
            for step, look in samples:
                check()
                process.stdin.write(_pixels(painter, film, step, look))
        made = _answer(process, check)
        if process.returncode or not made:
            said.seek(0)
            raise ReluvizError(complaint(said.read().decode("utf-8", "replace"), process.returncode))
        return made


def _answer(process: "subprocess.Popen[bytes]", check: Check) -> bytes:
    """Return what it writes until it ends."""
    while True:
        with suppress(subprocess.TimeoutExpired):
            return process.communicate(timeout=POLL_S)[0]
        check()


def _end(process: "subprocess.Popen[bytes]") -> None:
    if process.poll() is None:
        process.kill()
    with suppress(OSError, ValueError):
        process.communicate()


def _pixels(painter: FilmPainter, film: Film, step: int, look: Look | None) -> bytes:
    opaque = painter.is_opaque
    image = QImage(*film.size, QImage.Format.Format_RGB32 if opaque else QImage.Format.Format_ARGB32_Premultiplied)
    painter.show(step, look)
    painter.paint(image)
    # Named: the bytes of an image without a name are gone before they are read.
    straight = image if opaque else image.convertToFormat(QImage.Format.Format_ARGB32)
    return bytes(straight.constBits())
