"""Makes short films, and decodes them with ffmpeg: shared by the tests of films."""

import hashlib
import re
import subprocess
from pathlib import Path

import numpy as np
from imageio_ffmpeg import get_ffmpeg_exe
from PySide6.QtGui import QImage

from reluviz.interrupts import interrupts_held
from reluviz.recording.entrants import trained_entrants
from reluviz.recording.film import FilmPainter, film_of
from reluviz.recording.places import fitted, open_places
from reluviz.recording.recorder import record
from reluviz.scenario.reading import parse_scenario

SHORT = """
title = "A short é one"
[model]
variant = "weight-bias"
[training]
steps = 60
batch_size = 20
[[start]]
weight = 2.0
bias = 1.0
[[start]]
weight = -2.0
bias = -0.5
[recording]
size = [320, 180]
fps = 20
seconds = 0.5
hold = 0.2
"""


RACE = """
[training]
steps = 40
batch_size = 20
[[start]]
weight = -3
[[variation]]
model.variant = "weight-bias"
[[variation]]
training.learning_rate = 1.5
training.steps = 10
[recording]
size = [320, 180]
fps = 10
seconds = 0.5
hold = 0.1
"""

BASINS = SHORT.replace("[recording]", "[view]\nbasins = true\nbasin_steps = 20\n[recording]")


def film(text=SHORT, **changes):
    """Return the film of a scenario, some keys of its `[recording]` changed."""
    from dataclasses import replace

    scenario = parse_scenario(text)
    scenario = replace(scenario, recording=replace(scenario.recording, **changes))
    return film_of(scenario, trained_entrants(scenario))


def write(made, *names, overwrite=False, **rest):
    """Record a film to files, fitted to them, and return it as it was recorded."""
    from dataclasses import replace

    recording, _ = fitted(made.scenario.recording, [str(name) for name in names], ("size", "fps"))
    made = film_of(replace(made.scenario, recording=recording), made.entrants, made.language, beside=made.beside)
    with open_places([str(name) for name in names], overwrite=overwrite) as places:
        record(made, places, **rest)
    return made


def painted(made, steps):
    """Return the frames of a film that show some steps, as a fresh painter paints them: (N, height, width, 4) RGBA."""
    with interrupts_held():
        painter = FilmPainter(made)
        try:
            found = []
            for step in steps:
                image = QImage(*made.size, QImage.Format.Format_ARGB32_Premultiplied)
                painter.show(step)
                painter.paint(image)
                found.append(pixels(image))
            return np.stack(found)
        finally:
            painter.close()


def pixels(image):
    """Return an image's pixels, (height, width, 4) RGBA."""
    image = image.convertToFormat(QImage.Format.Format_RGBA8888)
    raw = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine() // 4, 4)
    return raw[:, : image.width()].copy()


def decoded(path: Path, size, pixel_format="rgb24", decoder=()):
    """Return the frames of a film, (N, height, width, channels), each as often as it is stored."""
    command = [get_ffmpeg_exe(), "-v", "error", *decoder, "-i", str(path), "-fps_mode", "passthrough"]
    command += ["-f", "rawvideo", "-pix_fmt", pixel_format, "pipe:1"]
    done = subprocess.run(command, capture_output=True, check=True)
    assert done.stderr == b""
    return np.frombuffer(done.stdout, np.uint8).reshape(-1, size[1], size[0], 3 if pixel_format == "rgb24" else 4)


def told(path: Path) -> tuple[str, float]:
    """Return what ffmpeg tells of the film in a file, and its length in seconds."""
    said = subprocess.run([get_ffmpeg_exe(), "-hide_banner", "-i", str(path)], capture_output=True, check=False)
    text = said.stderr.decode()
    hours, minutes, seconds = re.search(r"Duration: (\d+):(\d+):([\d.]+)", text).groups()
    return re.search(r"Video: (.*)", text)[1], 3600 * int(hours) + 60 * int(minutes) + float(seconds)


def worst_and_mean(frames, wanted):
    """Return the 99.5 % quantile and the mean of the differences of colour."""
    difference = np.abs(frames[..., :3].astype(int) - wanted[..., :3].astype(int))
    return float(np.quantile(difference, 0.995)), float(difference.mean())


def hashes(folder):
    return [hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.glob("*.png"))]
