"""How fates are told over an area, by colour and hatching: on the basin map, in legends, in bars; GUI thread."""

import math
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from reluviz.scene.still_layer import is_vector
from reluviz.scene.theme import FATE_LOOKS, Hatch, Theme
from reluviz.training.fates import FATE_NAMES

TILE = 10.0
"""Pixels, before the scale, after which a hatching repeats."""

GROUND, MARK = 0.34, 0.72
"""How much of what is below the colour between the marks and that of the marks cover."""

PALE = 0.6
"""How much of that is left on a map that is outdated."""


def hatching(hatch: Hatch, size: int) -> NDArray[np.bool_]:
    """Return which pixels of a tile (size, size) a hatching marks; tiles fit together."""
    down, across = np.mgrid[:size, :size]
    width = max(1, round(0.16 * size))
    rising, falling = (across + down) % size < width, (across - down) % size < width
    middle = (size - 1) / 2
    return {
        "plain": np.zeros((size, size), bool),
        "rising": rising,
        "falling": falling,
        "crossed": rising | falling,
        "dotted": (across - middle) ** 2 + (down - middle) ** 2 <= (0.22 * size) ** 2,
        "level": down % size < width,
    }[hatch]


@lru_cache(maxsize=16)  # of each size of type, theme and palette there would be more and more
def tiles(theme: Theme, size: int, *, is_grey: bool = False) -> NDArray[np.uint32]:
    """Return the tiles of all fates, (fates + 1, size, size), as premultiplied 0xAARRGGBB; the last one is empty.

    `is_grey`: all fates have one pale grey, and only hatchings tell them apart, as on a map that is outdated.
    """
    found = np.zeros((len(FATE_NAMES) + 1, size, size), np.uint32)
    for index, fate in enumerate(FATE_NAMES):
        look = FATE_LOOKS[fate]
        color = theme.muted if is_grey else look.color(theme)
        pale = PALE if is_grey else 1.0
        ground, mark = (_premultiplied(color, pale * part) for part in (GROUND, MARK))
        found[index] = np.where(hatching(look.hatch, size), np.uint32(mark), np.uint32(ground))
    return found


@lru_cache(maxsize=16)
def grounds(theme: Theme, *, is_grey: bool = False) -> NDArray[np.uint32]:
    """Return the colours between the marks of all fates, (fates + 1,), as those of `tiles`."""
    looks = [FATE_LOOKS[fate] for fate in FATE_NAMES]
    share = PALE * GROUND if is_grey else GROUND
    colors = [_premultiplied(theme.muted if is_grey else look.color(theme), share) for look in looks]
    return np.array([*colors, 0], np.uint32)


def mark_color(fate: str, theme: Theme, *, is_grey: bool = False) -> QColor:
    """Return the colour of a fate's marks over its ground: so much of what is below both is covered."""
    color = QColor(theme.muted if is_grey else FATE_LOOKS[fate].color(theme))
    pale = PALE if is_grey else 1.0
    color.setAlphaF(1.0 - (1.0 - pale * MARK) / (1.0 - pale * GROUND))
    return color


def _premultiplied(color: str, share: float) -> int:
    from_name = QColor(color)
    red, green, blue = (round(share * part) for part in (from_name.red(), from_name.green(), from_name.blue()))
    return round(255 * share) << 24 | red << 16 | green << 8 | blue


def hatching_path(hatch: Hatch, box: QRectF, tile: float) -> QPainterPath:
    """Return the marks of a hatching over a box, from its upper left corner on, to fill; some stand out of it."""
    return _marks(hatch, box.width(), box.height(), tile).translated(box.topLeft())


@lru_cache(maxsize=64)
def _marks(hatch: Hatch, across: float, down: float, tile: float) -> QPainterPath:
    """Return the marks over so many pixels; kept, as a table of fates asks for the same ones again and again."""
    marks = QPainterPath()
    marks.setFillRule(Qt.FillRule.WindingFill)
    width = 0.16 * tile
    if hatch == "level":
        for row in range(math.ceil(down / tile)):
            marks.addRect(QRectF(0.0, row * tile, across, width))
    elif hatch == "dotted":
        for column in range(math.ceil(across / tile)):
            for row in range(math.ceil(down / tile)):
                marks.addEllipse(QPointF((column + 0.5) * tile, (row + 0.5) * tile), 0.22 * tile, 0.22 * tile)
    else:
        # A stripe leans by the box's height, to one side or to the other.
        leaning = ([down] if hatch in ("rising", "crossed") else []) + (
            [-down] if hatch in ("falling", "crossed") else []
        )
        for lean in leaning:
            first, last = math.floor(min(lean, 0.0) / tile), math.ceil((across + max(lean, 0.0)) / tile)
            for count in range(first, last + 1):
                at = count * tile
                corners = (at, 0.0), (at + width, 0.0), (at + width - lean, down), (at - lean, down)
                stripe = QPainterPath(QPointF(*corners[0]))
                for corner in corners[1:]:
                    stripe.lineTo(*corner)
                stripe.closeSubpath()
                marks.addPath(stripe)
    return marks


def draw_swatch(painter: QPainter, fate: str, box: QRectF, theme: Theme, zoom: float) -> None:
    """Fill a box with a fate's colour and hatching as the map has them, and outline it; as lines, on paper too."""
    look = FATE_LOOKS[fate]
    edge, ground, mark = QColor(look.color(theme)), QColor(look.color(theme)), mark_color(fate, theme)
    ground.setAlphaF(GROUND)
    painter.save()
    painter.fillRect(box, ground)
    marks = hatching_path(look.hatch, box, TILE * zoom)
    if is_vector(painter):
        # Other programs cut off what lies outside of the box in ways of their own.
        whole = QPainterPath()
        whole.addRect(box)
        painter.fillPath(marks.intersected(whole), mark)
    else:
        painter.save()
        painter.setClipRect(box, Qt.ClipOperation.IntersectClip)
        painter.fillPath(marks, mark)
        painter.restore()
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(edge, zoom))
    painter.drawRect(box)
    painter.restore()


def shade_color(theme: Theme) -> QColor:
    """Return the colour, not opaque, that lies where nothing moves a run."""
    color = QColor(theme.muted)
    color.setAlphaF(0.35)
    return color


def draw_shade_swatch(painter: QPainter, box: QRectF, theme: Theme, zoom: float) -> None:
    """Fill a box with that shade over a plateau's colour, and outline it."""
    painter.save()
    painter.fillRect(box, QColor(theme.landscape[len(theme.landscape) // 2]))
    painter.setPen(QPen(QColor(theme.muted), zoom))
    painter.setBrush(shade_color(theme))
    painter.drawRect(box)
    painter.restore()
