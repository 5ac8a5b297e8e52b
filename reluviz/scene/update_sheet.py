"""Equations laid out for a panel: as many parameters, and as large, as it has room for; GUI thread and recorder."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QPainter

from reluviz.scene.typeset import Box, Node, Row, Text, laid, laid_again
from reluviz.scene.update_numbers import Line

WHOLE, BEFORE_NUMBERS, EACH, TERMS = range(4)
"""How an equation is broken: not at all, before the numbers, before the result too, and before each term as well."""

SIGNS = frozenset({"+", "−"})
"""What a term begins with."""

REFERENCE = 16.0
"""The size of type that rooms are worked out with, in pixels."""

LEADING, BETWEEN, BESIDE = 0.42, 0.8, 2.4
"""The space between lines, between parameters below and beside each other, as parts of the type's size."""

SLACK = 0.96
"""The part of the width that a plan fills: numbers become longer while a training plays."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How the equations are laid out.

    Attributes
    ----------
    count
        How many parameters there are.
    columns
        How many of them stand beside each other.
    size
        The type's, in pixels.
    breaks
        How the equations are broken: of each parameter, in their order.
    """

    count: int
    columns: int
    size: float
    breaks: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class _Piece:
    """One line: what stands left of the sign of equality, and what follows it with the name of its colour."""

    left: Box | None
    parts: tuple[tuple[Box, str], ...]

    @property
    def width(self) -> float:
        return sum(box.width for box, _ in self.parts)

    @property
    def ascent(self) -> float:
        return max([box.ascent for box, _ in self.parts] + ([] if self.left is None else [self.left.ascent]))

    @property
    def descent(self) -> float:
        return max([box.descent for box, _ in self.parts] + ([] if self.left is None else [self.left.descent]))


class Sheet:
    """The equations of some parameters in one size: `width` and `height` in pixels, and `draw`."""

    def __init__(self, blocks: Sequence[Sequence[Line]], plan: Plan) -> None:
        self.plan = plan
        size = plan.size
        self._columns: list[tuple[float, float, list[tuple[float, _Piece]]]] = []
        width = height = 0.0
        per_column = -(-plan.count // plan.columns)
        for first in range(0, plan.count, per_column):
            width += BESIDE * size if width else 0.0
            pieces: list[tuple[float, _Piece]] = []
            top = 0.0
            for number in range(first, min(first + per_column, plan.count)):
                top += (BETWEEN - LEADING) * size if top else 0.0
                for line, broken in zip(_shown(blocks, number), plan.breaks[number], strict=True):
                    for piece in _pieces(line, broken, size, is_first=not number):
                        pieces.append((top + piece.ascent, piece))
                        top += piece.ascent + piece.descent + LEADING * size
            left = max((piece.left.width for _, piece in pieces if piece.left is not None), default=0.0)
            right = max((piece.width for _, piece in pieces), default=0.0)
            self._columns.append((width, left, pieces))
            width += left + right
            height = max(height, top - LEADING * size)
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


def _shown(blocks: Sequence[Sequence[Line]], number: int) -> list[Line]:
    """Return the equations of one parameter; what is the same for all stands with the first alone."""
    return [line for line in blocks[number] if not (line.is_shared and number)]


def _pieces(line: Line, broken: int, size: float, *, is_first: bool) -> list[_Piece]:
    """Return the lines of an equation; of further parameters its letters are left out where numbers follow."""
    equals = laid_again(Text(" = "), size)
    has_symbols = is_first or line.numbers is None
    symbols = [(equals, "text"), (laid_again(line.symbols, size), "muted")] if has_symbols else []
    numbers = [] if line.numbers is None else [(equals, "text"), (laid(line.numbers, size), "text")]
    result = [(equals, "text"), (laid(line.result, size), "text")]
    if line.note:
        result.append((laid(Text(f"   {line.note}"), 0.85 * size), "muted"))
    if broken == WHOLE:
        rows = [[*symbols, *numbers, *result]]
    elif broken == BEFORE_NUMBERS:
        rows = [symbols, [*numbers, *result]]
    elif broken == EACH or line.numbers is None:
        rows = [symbols, numbers, result]
    else:
        first, *others = _terms(line.numbers)
        # A term stands behind the sign of equality.
        indent = (Box(equals.width, 0.0, 0.0, _nothing), "text")
        more = [[indent, (laid(term, size), "text")] for term in others]
        rows = [symbols, [(equals, "text"), (laid(first, size), "text")], *more, result]
    filled = [row for row in rows if row]
    return [_Piece(left_of(line, size) if not index else None, tuple(row)) for index, row in enumerate(filled)]


def _terms(numbers: Node) -> list[Node]:
    """Return the terms of a sum, each but the first with its sign."""
    terms: list[list[Node]] = [[]]
    for part in numbers.parts if isinstance(numbers, Row) else (numbers,):
        if isinstance(part, Text) and part.text.strip() in SIGNS and terms[-1]:
            terms.append([])
        terms[-1].append(part)
    return [Row(tuple(parts)) for parts in terms]


def _nothing(_painter: QPainter, _x: float, _y: float) -> None:
    """Draw a space."""


def left_of(line: Line, size: float) -> Box:
    """Return what stands left of the sign of equality."""
    return laid_again(line.left, size)


def planned(
    blocks: Sequence[Sequence[Line]], width: float, height: float, readable: float, most: float, finest: int = EACH
) -> Plan:
    """Return the plan for so much room: as many parameters as can be read, set as large as they fit.

    Parameters
    ----------
    readable, most
        The least size of type for more than one parameter, and the largest at all, in pixels.
    finest
        How equations may be broken at most.
    """
    measured = [
        [_Measured(line, is_first=not number) for line in _shown(blocks, number)] for number in range(len(blocks))
    ]
    for count in range(len(blocks), 0, -1):
        plans = [_fitted(measured[:count], columns, (width, height), most, finest) for columns in sorted({1, count})]
        best = max(plans, key=lambda plan: plan.size)
        if best.size >= readable or count == 1:
            return best
    raise ValueError("there are no equations")


class _Measured:
    """What an equation takes in each way to break it, at `REFERENCE`."""

    def __init__(self, line: Line, *, is_first: bool) -> None:
        ways = [_pieces(line, broken, REFERENCE, is_first=is_first) for broken in (WHOLE, BEFORE_NUMBERS, EACH, TERMS)]
        self.left = left_of(line, REFERENCE).width
        self.widths = [max(piece.width for piece in pieces) for pieces in ways]
        leading = LEADING * REFERENCE
        self.heights = [sum(piece.ascent + piece.descent + leading for piece in pieces) for pieces in ways]


def _fitted(
    blocks: Sequence[Sequence[_Measured]], columns: int, within: tuple[float, float], most: float, finest: int
) -> Plan:
    """Return the plan with the largest type at which these equations fit; the least there is, if they do not."""
    width, height = within
    per_column = -(-len(blocks) // columns)
    left = max(line.left for block in blocks for line in block)
    breaks: tuple[tuple[int, ...], ...] = ()
    size = max(float(int(most)), 1.0)
    while True:
        scale = REFERENCE / size
        room = (SLACK * width * scale - (columns - 1) * BESIDE * REFERENCE) / columns - left
        breaks = tuple(tuple(_broken(line, room, finest) for line in block) for block in blocks)
        tall = [
            sum(line.heights[broken] for line, broken in zip(block, ways, strict=True))
            for block, ways in zip(blocks, breaks, strict=True)
        ]
        gap = (BETWEEN - LEADING) * REFERENCE
        taken = max(
            sum(tall[first : first + per_column]) + gap * (len(tall[first : first + per_column]) - 1)
            for first in range(0, len(tall), per_column)
        )
        fits = all(line.widths[finest] <= room for block in blocks for line in block)
        if (fits and taken - LEADING * REFERENCE <= height * scale) or size <= 1.0:
            return Plan(len(blocks), columns, size, breaks)
        size -= 1.0


def _broken(line: _Measured, room: float, finest: int) -> int:
    """Return how to break an equation: as little as helps."""
    return next((way for way in range(finest) if line.widths[way] <= room), finest)
