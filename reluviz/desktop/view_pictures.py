"""One view as it stands on the screen, as an image or as the bytes of a picture file; GUI thread."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QSizeF

from reluviz.errors import ReluvizError
from reluviz.recording.sheet import FORMATS, Sheet
from reluviz.scene.race_view import RaceView
from reluviz.scene.view import Canvas


def view_sheet(canvas: Canvas, finer: float = 1.0, title: str = "") -> Sheet:
    """Return what a canvas shows as a picture, with `finer` pixels for each of its own."""
    for view in canvas.views:
        view.catch_up()
        if isinstance(view, RaceView):
            view.settle()
    size = canvas.viewport().size()
    pixels = round(size.width() * finer), round(size.height() * finer)
    return Sheet(partial(canvas.paint_on, size=QSizeF(size)), QSizeF(size), pixels, title)


def view_content(canvas: Canvas, path: Path, finer: float, title: str = "") -> bytes:
    """Return the bytes of what a canvas shows, as PNG, SVG or PDF by the extension of `path`.

    Lines and text stay sharp at any size: those pictures are as large as on the screen, and a PNG is `finer`.

    Raises
    ------
    ReluvizError
        If the extension is another one.
    """
    image_format = path.suffix.lower().lstrip(".")
    if image_format not in FORMATS:
        allowed = ", ".join(f".{name}" for name in FORMATS)
        raise ReluvizError(f"{path.name}: found {path.suffix or 'no extension'}; allowed: {allowed}")
    sheet = view_sheet(canvas, finer if image_format == "png" else 1.0, title)
    return sheet.content(image_format)
