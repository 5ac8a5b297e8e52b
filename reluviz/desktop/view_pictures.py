"""One view as it stands on the screen, as an image or in a file, enlarged or as lines; GUI thread."""

from pathlib import Path

from PySide6.QtCore import QMarginsF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QImage, QPageSize, QPainter

from reluviz.errors import ReluvizError
from reluviz.scene.view import Canvas

DOTS_A_INCH = 96
"""A pixel of the screen on paper."""


def view_image(canvas: Canvas, finer: float) -> QImage:
    """Return what a canvas shows, with `finer` pixels for each of its own."""
    size = canvas.viewport().size()
    image = QImage(size * finer, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.scale(finer, finer)
    canvas.paint_on(painter, QSizeF(size))
    painter.end()
    return image


def write_view(canvas: Canvas, path: Path, finer: float) -> None:
    """Write what a canvas shows as PNG, SVG or PDF, by the file's extension; ReluvizError for another."""
    size = canvas.viewport().size()
    match path.suffix.lower():
        case ".png":
            if not view_image(canvas, finer).save(str(path)):
                raise ReluvizError(f"{path.name}: the picture cannot be written")
        case ".svg":
            _write_svg(canvas, path, size)
        case ".pdf":
            _write_pdf(canvas, path, size)
        case other:
            raise ReluvizError(f"{path.name}: found {other or 'no extension'}; allowed: .png, .svg, .pdf")


def _write_svg(canvas: Canvas, path: Path, size: QSize) -> None:
    from PySide6.QtSvg import QSvgGenerator

    generator = QSvgGenerator()
    generator.setFileName(str(path))
    generator.setSize(size)
    generator.setViewBox(QRectF(0, 0, size.width(), size.height()))
    painter = QPainter(generator)
    canvas.paint_on(painter, QSizeF(size))
    painter.end()


def _write_pdf(canvas: Canvas, path: Path, size: QSize) -> None:
    from PySide6.QtGui import QPdfWriter

    writer = QPdfWriter(str(path))
    writer.setResolution(DOTS_A_INCH)
    points = QSizeF(size) * (72 / DOTS_A_INCH)
    writer.setPageSize(QPageSize(points, QPageSize.Unit.Point, "view", QPageSize.SizeMatchPolicy.ExactMatch))
    writer.setPageMargins(QMarginsF(0, 0, 0, 0))
    painter = QPainter(writer)
    canvas.paint_on(painter, QSizeF(size))
    painter.end()
