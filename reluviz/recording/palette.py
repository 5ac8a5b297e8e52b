"""The 256 colours that all frames of a GIF share, from frames evenly spread over the film; the painting thread."""

import subprocess

from PySide6.QtGui import QImage

from reluviz.errors import ReluvizError
from reluviz.interrupts import interrupts_held
from reluviz.recording.encoder import Check
from reluviz.recording.ffmpeg import command, complaint
from reluviz.recording.film import Film, FilmPainter
from reluviz.recording.formats import Raw

SAMPLES = 16


def film_palette(film: Film, check: Check) -> bytes:
    """Return the palette of a film as a PNG.

    The frames are painted by a painter of their own, so that those of the film are the same with and without a GIF.
    """
    count = min(SAMPLES, film.plan.moving)
    steps = sorted(
        {film.plan.step(round(place * (film.plan.moving - 1) / max(count - 1, 1))) for place in range(count)}
    )
    with interrupts_held():
        painter = FilmPainter(film)
    try:
        frames = [_pixels(painter, film, step) for step in steps if not check()]
    finally:
        painter.close()
    raw = Raw(film.size, "1", not painter.is_opaque)
    reserve = int(not painter.is_opaque)
    generate = f"palettegen=reserve_transparent={reserve}:stats_mode=full"
    output = ["-vf", generate, "-frames:v", "1", "-c:v", "png", "-f", "image2pipe", "pipe:1"]
    try:
        done = subprocess.run(
            command([*raw.arguments, *output]),
            input=b"".join(frames),
            capture_output=True,
            check=False,
            start_new_session=True,
        )
    except OSError as error:
        raise ReluvizError(f"the encoder cannot be started: {error.strerror or error}") from error
    if done.returncode or not done.stdout:
        raise ReluvizError(complaint(done.stderr.decode("utf-8", "replace"), done.returncode))
    return done.stdout


def _pixels(painter: FilmPainter, film: Film, step: int) -> bytes:
    opaque = painter.is_opaque
    image = QImage(*film.size, QImage.Format.Format_RGB32 if opaque else QImage.Format.Format_ARGB32_Premultiplied)
    with interrupts_held():
        painter.show(step)
        painter.paint(image)
    return bytes((image if opaque else image.convertToFormat(QImage.Format.Format_ARGB32)).constBits())
