"""One still of a scenario at a step, drawn off screen with the window's own views: PNG, SVG, PDF; GUI thread."""

import hashlib
import itertools
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QRectF, QSize, QSizeF
from PySide6.QtGui import QFontMetricsF, QImage, QPageLayout, QPageSize, QPainter, QPainterPath, QPdfWriter
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QApplication

from reluviz.errors import ReluvizError, UsageError
from reluviz.landscape.landscape import Landscape
from reluviz.recording.frame import Frame
from reluviz.scenario.model import Scenario
from reluviz.scene.moment import moment_at
from reluviz.scene.theme import PICTURE_THEMES
from reluviz.training.headless import Progress, Warn, history_of

FORMATS = ("png", "svg", "pdf")

CSS_DPI = 96
"""The pixels of an inch, as SVG and CSS count them."""

EVERYTHING = QRectF(-1e5, -1e5, 2e5, 2e5)

POINTS_A_PIXEL = 72 / CSS_DPI
"""A page of 1280 × 720 pixels is 960 × 540 points: that of a slide."""


def render_picture(
    scenario: Scenario,
    path: Path | str,
    *,
    image_format: str = "",
    step: int | None = None,
    size: tuple[int, int] | None = None,
    theme: str = "",
    panels: Sequence[str] = (),
    language: str = "en",
    progress: Progress | None = None,
    warn: Warn | None = None,
) -> None:
    """Train a scenario up to a step and write a picture of it; the same arguments give the same bytes.

    Parameters
    ----------
    image_format
        ``png``, ``svg`` or ``pdf``; by default what the file's extension says.
    step
        The step that is shown; by default the last.
    size
        Pixels; by default, as theme and panels, what the scenario's `[recording]` says. SVG and PDF take its shape.
    language
        Of the scenario's texts.

    Raises
    ------
    UsageError
        If the format is none of `FORMATS`, or the step is beyond the training.
    ReluvizError
        If the picture is too large for the memory, or cannot be written.
    """
    path = Path(path)
    image_format = (image_format or path.suffix.lstrip(".")).lower()
    if image_format not in FORMATS:
        raise UsageError(f"found the picture format {image_format!r}; allowed: {', '.join(FORMATS)}")
    steps = scenario.training.steps
    if step is not None and not 0 <= step <= steps:
        raise UsageError(f"found the step {step}; allowed: 0 to {steps} (training.steps)")
    # Kept until the picture is there: without a reference Python would end Qt's application at once.
    application = QApplication.instance() or QApplication(["reluviz"])
    recording = scenario.recording
    landscape = Landscape(scenario.data, scenario.target, scenario.model)
    history = history_of(scenario, landscape, step, progress=progress, warn=warn)
    colours = PICTURE_THEMES[theme or recording.theme]
    frame = Frame(size or recording.size, tuple(panels) or recording.panels, colours)
    try:
        frame.show_moment(moment_at(scenario, landscape, history, history.last_step, colours, language=language))
        content = _WRITERS[image_format](frame)
    finally:
        frame.close()
    application.processEvents()
    try:
        path.write_bytes(content)
    except OSError as error:
        raise ReluvizError(f"{path}: cannot be written: {error.strerror}") from error


def image_of(frame: Frame) -> QImage:
    """Return a frame as an image; with an alpha channel, where its theme lets through what is behind.

    Raises
    ------
    ReluvizError
        If there is not enough memory for it.
    """
    width, height = frame.size
    image = QImage(
        width, height, QImage.Format.Format_RGB32 if frame.is_opaque else QImage.Format.Format_ARGB32_Premultiplied
    )
    if image.isNull():
        raise ReluvizError(f"a picture of {width} × {height} pixels does not fit into the memory")
    image.fill(0)
    painter = QPainter(image)
    painter.scale(frame.scale, frame.scale)
    frame.paint_on(painter)
    painter.end()
    return image


def _png(frame: Frame) -> bytes:
    buffer = _open_buffer()
    if not image_of(frame).save(buffer, "PNG"):  # type: ignore[call-overload]
        raise ReluvizError("the picture cannot be written as PNG")
    return _content(buffer)


def _svg(frame: Frame) -> bytes:
    buffer = _open_buffer()
    # SVG Tiny, the default, knows no clipping: the heat map would flood the picture.
    generator = QSvgGenerator(QSvgGenerator.SvgVersion.Svg11)
    generator.setOutputDevice(buffer)
    generator.setResolution(CSS_DPI)
    generator.setSize(QSize(*frame.size))
    generator.setViewBox(QRectF(0, 0, frame.points.width(), frame.points.height()))
    generator.setTitle(frame.title)
    painter = OutlinePainter(generator)
    frame.paint_on(painter)
    painter.end()
    return _content(buffer)


def _pdf(frame: Frame) -> bytes:
    buffer = _open_buffer()
    writer = QPdfWriter(buffer)
    writer.setTitle(frame.title)
    writer.setCreator("reluviz")
    writer.setResolution(CSS_DPI)
    page = QSizeF(frame.points.width() * POINTS_A_PIXEL, frame.points.height() * POINTS_A_PIXEL)
    writer.setPageLayout(
        QPageLayout(
            QPageSize(page, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.ExactMatch),
            QPageLayout.Orientation.Portrait,
            QMarginsF(0, 0, 0, 0),
        )
    )
    painter = QPainter(writer)
    frame.paint_on(painter)
    painter.end()
    return undated(_content(buffer))


_WRITERS: dict[str, Callable[[Frame], bytes]] = {"png": _png, "svg": _svg, "pdf": _pdf}


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
