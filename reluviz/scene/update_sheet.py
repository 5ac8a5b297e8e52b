"""Equations laid out for a panel: as many parameters, and as large, as it has room for; GUI thread and recorder."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QPainter

from reluviz.scene.typeset import Box, Text, laid
from reluviz.scene.update_numbers import Line

MODES = ("one", "two", "three")
"""How an equation is broken: not at all, before the numbers, before the numbers and before the result."""

REFERENCE = 16.0
"""The size of type that layouts are compared at, in pixels."""

LEADING, BETWEEN, BESIDE = 0.42, 0.8, 2.4
"""The space between lines, between parameters below and beside each other, as parts of the type's size."""

SLACK = 0.97
"""The part of the room that a plan fills: numbers become longer while a training plays."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How the equations are laid out.

    Attributes
    ----------
    count
        How many parameters there are.
    columns
        How many of them stand beside each other.
    mode
        One of `MODES`.
    size
        The type's, in pixels.
    """

    count: int
    columns: int
    mode: str
    size: float


@dataclass(frozen=True, slots=True)
class _Piece:
    """One line: what stands left of the sign of equality, and what follows it with the name of its colour."""

    left: Box | None
    parts: tuple[tuple[Box, str], ...]

    @property
    def boxes(self) -> list[Box]:
        return [box for box, _ in self.parts] + ([] if self.left is None else [self.left])


class Sheet:
    """The equations of some parameters in one size: `width` and `height` in pixels, and `draw`."""

    def __init__(self, blocks: Sequence[Sequence[Line]], plan: Plan) -> None:
        self.plan = plan
        size = plan.size
        shown = blocks[: plan.count]
        self._columns: list[tuple[float, float, list[tuple[float, _Piece]]]] = []
        width = height = 0.0
        per_column = -(-len(shown) // plan.columns)
        for first in range(0, len(shown), per_column):
            width += BESIDE * size if width else 0.0
            pieces: list[tuple[float, _Piece]] = []
            top = 0.0
            for number, block in enumerate(shown[first : first + per_column], first):
                top += BETWEEN * size if top else 0.0
                for line in block:
                    if line.is_shared and number:
                        continue
                    for piece in _pieces(line, plan.mode, size, is_first=not number):
                        boxes = piece.boxes
                        ascent, descent = max(box.ascent for box in boxes), max(box.descent for box in boxes)
                        pieces.append((top + ascent, piece))
                        top += ascent + descent + LEADING * size
                top -= LEADING * size
            left = max((piece.left.width for _, piece in pieces if piece.left is not None), default=0.0)
            right = max((sum(box.width for box, _ in piece.parts) for _, piece in pieces), default=0.0)
            self._columns.append((width, left, pieces))
            width += left + right
            height = max(height, top)
        self.width, self.height = width, height

    def draw(self, painter: QPainter, at: QPointF, text: QColor, muted: QColor) -> None:
        """Draw with the upper left corner at a point."""
        colors = {"text": text, "muted": muted}
        for across, left, pieces in self._columns:
            for baseline, piece in pieces:
                x, y = at.x() + across + left, at.y() + baseline
                if piece.left is not None:
                    painter.setPen(text)
                    piece.left.draw(painter, x - piece.left.width, y)
                for box, color in piece.parts:
                    painter.setPen(colors[color])
                    box.draw(painter, x, y)
                    x += box.width


def _pieces(line: Line, mode: str, size: float, *, is_first: bool) -> list[_Piece]:
    """Return the lines of an equation; of further parameters its letters are left out where numbers follow."""
    equals = laid(Text(" = "), size)
    left = laid(line.left, size)
    symbols = (
        [] if line.numbers is not None and not is_first else [(equals, "text"), (laid(line.symbols, size), "muted")]
    )
    numbers = [] if line.numbers is None else [(equals, "text"), (laid(line.numbers, size), "text")]
    result = [(equals, "text"), (laid(line.result, size), "text")]
    if line.note:
        result.append((laid(Text(f"   {line.note}"), 0.85 * size), "muted"))
    if mode == "one" or (line.numbers is None):
        rows = [[*symbols, *numbers, *result]]
    elif mode == "two" or not symbols:
        rows = [symbols, [*numbers, *result]]
    else:
        rows = [symbols, numbers, result]
    filled = [row for row in rows if row]
    return [_Piece(left if not index else None, tuple(row)) for index, row in enumerate(filled)]


def planned(blocks: Sequence[Sequence[Line]], width: float, height: float, readable: float, most: float) -> Plan:
    """Return the plan for so much room: as many parameters as can be read, set as large as they fit.

    Parameters
    ----------
    readable, most
        The least size of type for more than one parameter, and the largest at all, in pixels.
    """
    best = Plan(1, 1, "one", 1.0)
    for count in range(len(blocks), 0, -1):
        best = Plan(count, 1, "one", 0.0)
        for columns in {1, count}:
            for mode in MODES:
                sheet = Sheet(blocks, Plan(count, columns, mode, REFERENCE))
                ratio = min(width / max(sheet.width, 1.0), height / max(sheet.height, 1.0))
                size = min(float(int(SLACK * REFERENCE * ratio)), most)
                if size > best.size:
                    best = Plan(count, columns, mode, size)
        if best.size >= readable:
            return best
    return best
