"""Formulas set in the program's typeface: letters, indices, fractions, roots; GUI thread and recorder.

A formula is a tree of `Node`; `laid` gives it a size in pixels, and a `Box` that draws it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from reluviz.scene.fonts import MEDIUM, REGULAR, are_figures_tabular, font

SMALLER = 0.72
"""The size of indices and exponents, as a part of what they stand at."""


@dataclass(frozen=True, slots=True)
class Text:
    """Words, a number, a sign: ``0.1``, ``=``; a letter for a quantity is `italic`."""

    text: str
    italic: bool = False
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """Parts behind one another."""

    parts: "tuple[Node, ...]"


@dataclass(frozen=True, slots=True)
class Script:
    """A base with an index below, or an exponent above."""

    base: "Node"
    below: "Node | None" = None
    above: "Node | None" = None


@dataclass(frozen=True, slots=True)
class Fraction:
    """One above the other."""

    above: "Node"
    below: "Node"


@dataclass(frozen=True, slots=True)
class Root:
    """A square root."""

    inner: "Node"


Node: TypeAlias = Text | Row | Script | Fraction | Root

Draw = Callable[[QPainter, float, float], None]
"""Draws with the baseline's left end at a point, in the painter's pen."""


@dataclass(frozen=True, slots=True)
class Box:
    """What a node takes: pixels across, above the baseline and below it."""

    width: float
    ascent: float
    descent: float
    draw: Draw

    @property
    def height(self) -> float:
        """The pixels from top to bottom."""
        return self.ascent + self.descent


def plain(node: Node) -> str:
    """Return a formula on one line, as it is read out or evaluated: ``(a) / (b)``, ``√(a)``, ``a^(b)``, ``a_b``."""
    match node:
        case Text(text):
            return text
        case Row(parts):
            return "".join(map(plain, parts))
        case Script(base, below, above):
            said = plain(base) + ("" if below is None else f"_{plain(below)}")
            return said if above is None else f"{said}^({plain(above)})"
        case Fraction(above, below):
            return f"({plain(above)}) / ({plain(below)})"
        case Root(inner):
            return f"√({plain(inner)})"


def laid(node: Node, size: float) -> Box:
    """Return the box of a formula in type of so many pixels."""
    match node:
        case Text():
            return _text(node, size)
        case Row(parts):
            return beside([laid(part, size) for part in parts])
        case Script(base, below, above):
            return _script(laid(base, size), below, above, size)
        case Fraction(above, below):
            return _fraction(laid(above, 0.9 * size), laid(below, 0.9 * size), size)
        case Root(inner):
            return _root(laid(inner, size), size)


@lru_cache(maxsize=512)
def laid_again(node: Node, size: float) -> Box:
    """Return the same as `laid`, kept for the next time: for what stands in every step's equations."""
    return laid(node, size)


def beside(boxes: Sequence[Box], gap: float = 0.0) -> Box:
    """Return boxes behind one another, on one baseline."""
    width = sum(box.width for box in boxes) + gap * max(len(boxes) - 1, 0)

    def draw(painter: QPainter, x: float, y: float) -> None:
        for box in boxes:
            box.draw(painter, x, y)
            x += box.width + gap

    ascent = max((box.ascent for box in boxes), default=0.0)
    return Box(width, ascent, max((box.descent for box in boxes), default=0.0), draw)


def _face(size: int, italic: bool, strong: bool) -> tuple[QFont, QFontMetricsF]:
    return _kept_face(size, italic, strong, are_figures_tabular())


@lru_cache(maxsize=128)
def _kept_face(size: int, italic: bool, strong: bool, _tabular: bool) -> tuple[QFont, QFontMetricsF]:
    face = font(size, MEDIUM if strong else REGULAR)
    face.setItalic(italic)
    return face, QFontMetricsF(face)


@lru_cache(maxsize=4096)
def _advance(text: str, size: int, italic: bool, strong: bool) -> float:
    return _face(size, italic, strong)[1].horizontalAdvance(text)


def _text(node: Text, size: float) -> Box:
    pixels = max(round(size), 1)
    metrics = _face(pixels, node.italic, node.strong)[1]
    # A slanted letter leans over its own end.
    lean = 0.08 * size if node.italic else 0.0

    def draw(painter: QPainter, x: float, y: float) -> None:
        painter.setFont(_face(pixels, node.italic, node.strong)[0])
        # On whole pixels all of a line's parts stand on one line.
        painter.drawText(QPointF(round(x), round(y)), node.text)

    width = _advance(node.text, pixels, node.italic, node.strong) + lean
    return Box(width, metrics.capHeight() + 0.12 * size, 0.26 * size, draw)


def _script(base: Box, below: Node | None, above: Node | None, size: float) -> Box:
    small = SMALLER * size
    low = None if below is None else laid(below, small)
    high = None if above is None else laid(above, small)
    drop = 0.2 * size
    # An exponent of a fraction or of brackets stands as high as they do.
    lift = max(0.36 * size, base.ascent - 0.48 * size)
    side = max(box.width for box in (low, high) if box is not None) if low or high else 0.0

    def draw(painter: QPainter, x: float, y: float) -> None:
        base.draw(painter, x, y)
        if low is not None:
            low.draw(painter, x + base.width, y + drop)
        if high is not None:
            high.draw(painter, x + base.width, y - lift)

    ascent = base.ascent if high is None else max(base.ascent, lift + high.ascent)
    descent = base.descent if low is None else max(base.descent, drop + low.descent)
    return Box(base.width + side + 0.04 * size, ascent, descent, draw)


def _fraction(above: Box, below: Box, size: float) -> Box:
    axis, gap, edge = 0.3 * size, 0.1 * size, 0.12 * size
    width = max(above.width, below.width) + 2 * edge

    def draw(painter: QPainter, x: float, y: float) -> None:
        above.draw(painter, x + (width - above.width) / 2, y - axis - gap - above.descent)
        below.draw(painter, x + (width - below.width) / 2, y - axis + gap + below.ascent)
        _line(painter, QPointF(x + edge / 2, y - axis), QPointF(x + width - edge / 2, y - axis), size)

    return Box(width, axis + gap + above.height, max(gap + below.height - axis, 0.0), draw)


def _root(inner: Box, size: float) -> Box:
    sign, over = 0.56 * size, 0.1 * size
    top = inner.ascent + over

    def draw(painter: QPainter, x: float, y: float) -> None:
        low = y + inner.descent - 0.12 * size
        points = [
            QPointF(x + 0.04 * size, low - 0.42 * (top + inner.descent)),
            QPointF(x + 0.16 * size, low - 0.48 * (top + inner.descent)),
            QPointF(x + 0.32 * size, low),
            QPointF(x + sign - 0.04 * size, y - top),
            QPointF(x + sign + inner.width + 0.06 * size, y - top),
        ]
        pen = painter.pen()
        painter.setPen(_pen(pen.color(), size))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(points)
        painter.setPen(pen)
        inner.draw(painter, x + sign, y)

    return Box(sign + inner.width + 0.12 * size, top + over, inner.descent, draw)


def _line(painter: QPainter, begin: QPointF, end: QPointF, size: float) -> None:
    pen = painter.pen()
    painter.setPen(_pen(pen.color(), size))
    painter.drawLine(begin, end)
    painter.setPen(pen)


def _pen(color: QColor, size: float) -> QPen:
    return QPen(color, max(0.075 * size, 1.0), Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap, Qt.PenJoinStyle.MiterJoin)


# ---- writing formulas down -------------------------------------------------------------------------------------------


def row(*parts: Node | str) -> Row:
    """Return parts behind one another; strings are set upright."""
    return Row(tuple(Text(part) if isinstance(part, str) else part for part in parts))


def letter(name: str, below: Node | str | None = None, above: Node | str | None = None) -> Node:
    """Return a quantity's letter, slanted, with index and exponent."""
    base = Text(name, italic=True)
    if below is None and above is None:
        return base
    low = Text(below) if isinstance(below, str) else below
    return Script(base, low, Text(above) if isinstance(above, str) else above)


def power(base: Node | str, exponent: Node | str) -> Script:
    """Return something to the power of something."""
    lifted = Text(exponent) if isinstance(exponent, str) else exponent
    return Script(Text(base) if isinstance(base, str) else base, above=lifted)
