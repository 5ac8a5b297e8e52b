"""A picture of anything that paints, as the bytes of a PNG, SVG or PDF file; GUI thread and recorder."""

import hashlib
import itertools
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QBuffer, QHashSeed, QIODevice, QMarginsF, QRectF, QSize, QSizeF
from PySide6.QtGui import QFontMetricsF, QImage, QPageLayout, QPageSize, QPainter, QPainterPath, QPdfWriter
from PySide6.QtSvg import QSvgGenerator

from reluviz.errors import ReluvizError
from reluviz.language import translate
from reluviz.scene.fonts import LABEL, figures_as_text, font

FORMATS = ("png", "svg", "pdf")

CSS_DPI = 96
"""The pixels of an inch, as SVG and CSS count them."""

EVERYTHING = QRectF(-1e5, -1e5, 2e5, 2e5)

POINTS_A_PIXEL = 72 / CSS_DPI
"""A page of 1280 × 720 pixels is 960 × 540 points: that of a slide."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a picture shows, and how large it is.

    Attributes
    ----------
    paint
        Paints everything, within a rectangle at 0 of `points`.
    points
        How wide and high that is, in the units that `paint` counts in.
    pixels
        Width and height of the picture; its shape is that of `points`.
    title
        What SVG and PDF files say that they show.
    is_opaque
        Whether nothing lets through what is behind.
    """

    paint: Callable[[QPainter], None]
    points: QSizeF
    pixels: tuple[int, int]
    title: str = ""
    is_opaque: bool = True

    def image(self) -> QImage:
        """Return the picture as an image; with an alpha channel, where it lets through what is behind.

        Raises
        ------
        ReluvizError
            If there is not enough memory for it.
        """
        width, height = self.pixels
        kind = QImage.Format.Format_RGB32 if self.is_opaque else QImage.Format.Format_ARGB32_Premultiplied
        image = QImage(width, height, kind)
        if image.isNull():
            words = translate("Film", "a picture of {width} × {height} pixels does not fit into the memory")
            raise ReluvizError(words.format(width=width, height=height))
        image.fill(0)
        painter = QPainter(image)
        painter.scale(width / self.points.width(), width / self.points.width())
        self._paint(painter)
        return image

    def content(self, image_format: str) -> bytes:
        """Return the bytes of a file of one of `FORMATS`; the same picture gives the same bytes."""
        return {"png": self._png, "svg": self._svg, "pdf": self._pdf}[image_format]()

    def _paint(self, painter: QPainter) -> None:
        # A painter that is left open when its device goes would end the program.
        try:
            # Else SVG files would name the application's font, which the window sets and the commands do not.
            painter.setFont(font(LABEL))
            self.paint(painter)
        finally:
            painter.end()

    def _png(self) -> bytes:
        return png_of(self.image())

    def _svg(self) -> bytes:
        buffer = _open_buffer()
        # SVG Tiny, the default, knows no clipping: the heat map would flood the picture.
        generator = QSvgGenerator(QSvgGenerator.SvgVersion.Svg11)
        generator.setOutputDevice(buffer)
        generator.setResolution(CSS_DPI)
        generator.setSize(QSize(*self.pixels))
        generator.setViewBox(QRectF(0, 0, self.points.width(), self.points.height()))
        generator.setTitle(self.title)
        self._paint(OutlinePainter(generator))
        # Qt tells the size in millimetres, rounded up: others would make a picture of it that is a pixel too large.
        sides = 'width="{}px" height="{}px"'.format(*self.pixels).encode()
        return re.sub(rb'width="[\d.]+mm" height="[\d.]+mm"', sides, _content(buffer), count=1)

    def _pdf(self) -> bytes:
        buffer = _open_buffer()
        writer = pdf_writer(buffer, self.points, self.title)  # kept: a painter does not keep what it paints on
        with steady_fonts(), figures_as_text():
            self._paint(QPainter(writer))
        return undated(_content(buffer))


def png_of(image: QImage) -> bytes:
    """Return the bytes of a PNG; ReluvizError if there cannot be one."""
    buffer = _open_buffer()
    if not image.save(buffer, "PNG"):  # type: ignore[call-overload]
        raise ReluvizError(translate("Film", "the picture cannot be written as PNG"))
    return _content(buffer)


def pdf_writer(device: QIODevice, points: QSizeF, title: str) -> QPdfWriter:
    """Return what writes a PDF whose pages are of a picture's size; a painter on it counts in the picture's points."""
    writer = QPdfWriter(device)
    writer.setTitle(title)
    writer.setCreator("reluviz")
    writer.setResolution(CSS_DPI)
    page = QSizeF(points.width() * POINTS_A_PIXEL, points.height() * POINTS_A_PIXEL)
    writer.setPageLayout(
        QPageLayout(
            QPageSize(page, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.ExactMatch),
            QPageLayout.Orientation.Portrait,
            QMarginsF(0, 0, 0, 0),
        )
    )
    return writer


@contextmanager
def steady_fonts() -> Iterator[None]:
    """Have Qt put the fonts into a PDF in the same order every time: it takes that of a hash table."""
    QHashSeed.setDeterministicGlobalSeed()
    try:
        yield
    finally:
        QHashSeed.resetRandomGlobalSeed()


_DATE = rb"((?:Create|Modify|Metadata)Date=\")([^\"]*)|(/(?:Creation|Mod)Date \(D:)([^)]*)"
_IDENTITY = rb"(uuid:)([0-9a-fA-F-]{36})|(/ID \[)([^]]*)"


def undated(pdf: bytes) -> bytes:
    """Return a PDF file with fixed dates, and an identity that its content gives; no byte changes its place.

    Qt writes the time and a random identity; with them, the same picture would not be the same file.
    """

    def date(found: re.Match[bytes]) -> bytes:
        before, text = (found[1], found[2]) if found[1] else (found[3], found[4])
        digits = iter(b"20000101000000")
        return before + re.sub(rb"[0-9]", lambda _: bytes([next(digits, ord("0"))]), text)

    def nameless(found: re.Match[bytes]) -> bytes:
        before, text = (found[1], found[2]) if found[1] else (found[3], found[4])
        return before + re.sub(rb"[0-9a-fA-F]", lambda _: bytes([next(identity)]), text)

    identity = itertools.repeat(ord("0"))
    pdf = re.sub(_IDENTITY, nameless, re.sub(_DATE, date, pdf))
    identity = itertools.cycle(hashlib.sha256(pdf).hexdigest().encode())
    return re.sub(_IDENTITY, nameless, pdf)


class OutlinePainter(QPainter):
    """A painter for SVG: text becomes outlines, so that no font is needed where the picture is shown."""

    def restore(self) -> None:
        """Go back to the state that was saved; Qt's own.

        Qt's SVG engine does not notice that a clip has ended unless another one is set.
        """
        super().restore()
        if self.hasClipping():
            self.setClipPath(self.clipPath())
        else:
            self.setClipRect(EVERYTHING)

    def drawText(self, *args: Any, **kwargs: Any) -> Any:  # noqa: N802
        """Draw text at a baseline's point, or aligned within a rectangle; Qt's own, as far as the views use it."""
        path = QPainterPath()
        if len(args) == 2:
            point, text = args
            path.addText(point, self.font(), text)
        else:
            rect, flags, text = args
            place = self.boundingRect(rect, flags, text)
            path.addText(place.left(), place.top() + QFontMetricsF(self.font()).ascent(), self.font(), text)
        self.fillPath(path, self.pen().color())


def _open_buffer() -> QBuffer:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    return buffer


def _content(buffer: QBuffer) -> bytes:
    buffer.close()
    return bytes(buffer.data().data())
