"""What a layer has of one trail: its path, and how much of it stands in the picture; GUI thread and recorder."""

import heapq
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF
from PySide6.QtGui import QPolygonF

from reluviz.scene.trail_path import VECTOR_TOLERANCE, Piece, TrailPath, polygons, simplified
from reluviz.scene.trail_picture import Stroke

Read = Callable[[Sequence[Hashable], int, int], tuple[NDArray[np.int64], NDArray[np.float64], NDArray[np.float64]]]
"""(keys, first, last) → the steps (n,) from first to last, both included, of which there are points, and where the
trails with these keys are at them: x and y in data units, each (keys, n), NaN where there is no point."""

Box = tuple[float, float, float, float]
"""(left, top, right, bottom) in pixels."""


@dataclass(frozen=True, slots=True)
class Trail:
    """One path as it is to be seen.

    Attributes
    ----------
    key
        Whose path it is; the same key goes on with the same path.
    color
        ``#rrggbb``.
    first, last
        The first and the last step to be seen.
    tip
        Where it ends, in data units: the point at `last`.
    origin
        Another origin, another path: what was read of the old one is dropped.
    """

    key: Hashable
    color: str
    dashed: bool
    first: int
    last: int
    tip: tuple[float, float]
    origin: Hashable = None

    def looks_as(self, other: "Trail") -> bool:
        """Tell whether another trail of the same path is seen as this one is."""
        return (self.last, self.tip, self.color, self.dashed) == (other.last, other.tip, other.color, other.dashed)


@dataclass(frozen=True, slots=True)
class Part:
    """The key of a part of a trail, such as what is seen of it: whose it is, and the step at which it begins."""

    run: Hashable
    first: int


def run_of(key: Hashable) -> Hashable:
    """Return whose trail a key names, be it of the whole or of a part."""
    return key.run if isinstance(key, Part) else key


class DrawnTrail:
    """A trail, its path, and its growing end: what lies behind the pieces that stand in the picture."""

    def __init__(self, trail: Trail, zoom: float, dash: tuple[float, float]) -> None:
        self.trail = trail
        self.path = TrailPath(zoom, dash)
        self.is_new = True
        self.pieces = 0
        self.tail: NDArray[np.float64] = np.empty((0, 2))
        """(n, 2) pixels."""
        self.tail_offset = 0.0
        """The length of the path before it."""
        self.tail_box: Box | None = None

    @property
    def look(self) -> tuple[str, bool]:
        """Its colour, and whether it is dashed."""
        return self.trail.color, self.trail.dashed


def in_order(trails: Iterable[DrawnTrail]) -> Iterator[Stroke]:
    """Yield all pieces that stand in the picture now, in the order of time, of trails that lie one over the other.

    Made while they are asked for: twenty noisy trails have five thousand pieces.
    """
    # A step has one piece of a trail at most, so that strokes themselves are never compared.
    placed = [_placed(drawn.path.pieces[: drawn.pieces], drawn.trail, order) for order, drawn in enumerate(trails)]
    return (stroke for _, _, stroke in heapq.merge(*placed))


def within(trails: Iterable[DrawnTrail], boxes: Sequence[Box]) -> Iterator[Stroke]:
    """Yield those of `in_order` that pass one of some boxes."""
    left, top, right, bottom = np.array(boxes).reshape(-1, 4).T
    placed = []
    for order, drawn in enumerate(trails):
        if pieces := drawn.path.pieces[: drawn.pieces]:
            # (4, pieces, 1) against (boxes,).
            sides = np.array([piece.rect for piece in pieces]).T[:, :, None]
            passes = (sides[0] <= right) & (sides[2] >= left) & (sides[1] <= bottom) & (sides[3] >= top)
            passing = [pieces[index] for index in np.flatnonzero(passes.any(axis=1)).tolist()]
            placed.append(_placed(passing, drawn.trail, order))
    return (stroke for _, _, stroke in heapq.merge(*placed))


def _placed(pieces: Sequence[Piece], trail: Trail, order: int) -> Iterator[tuple[int, int, Stroke]]:
    for piece in pieces:
        yield piece.end_step, order, Stroke(piece, trail.color, trail.dashed)


def set_tails(trails: Sequence[DrawnTrail], tips: NDArray[np.float64]) -> None:
    """Take the growing ends of trails, whose very ends are at `tips`, (trails, 2) pixels.

    Decimation may have left these out; one that is not finite is none.
    """
    parts: list[NDArray[np.float64]] = []
    sizes: list[int] = []
    finite = np.isfinite(tips).sum(axis=1).tolist()
    for index, (drawn, coordinates) in enumerate(zip(trails, finite, strict=True)):
        points, drawn.tail_offset = drawn.path.tail(drawn.trail.last)
        parts.append(points)
        if coordinates == 2:
            parts.append(tips[index : index + 1])
        sizes.append(len(points) + (coordinates == 2))
        drawn.tail, drawn.tail_box = points[:0], None
    points = np.concatenate(parts)
    bounds = np.cumsum([0, *sizes])
    lines = np.flatnonzero(np.array(sizes) > 1)
    if not lines.size:
        return
    begins = bounds[lines]
    # The points between the end of one line and the beginning of the next belong to no line: a line has its own end.
    ends = bounds[lines + 1]
    among = np.stack([begins, ends], axis=1).ravel()
    among = among[:-1] if among[-1] == len(points) else among
    boxes = np.concatenate([np.minimum.reduceat(points, among)[::2], np.maximum.reduceat(points, among)[::2]], axis=1)
    for line, begin, end, box in zip(lines.tolist(), begins.tolist(), ends.tolist(), boxes.tolist(), strict=True):
        trails[line].tail = points[begin:end]
        trails[line].tail_box = tuple(box)


def tails_within(
    trails: Iterable[DrawnTrail], exposed: QRectF, seen: QRectF
) -> list[tuple[DrawnTrail, Sequence[QPolygonF]]]:
    """Return the trails whose growing ends pass a rectangle, with these ends as far as `seen` reaches."""
    left, top, right, bottom = exposed.left(), exposed.top(), exposed.right(), exposed.bottom()
    return [
        (drawn, polygons(drawn.tail, seen, box))
        for drawn in trails
        if (box := drawn.tail_box) is not None and box[0] < right and box[2] > left and box[1] < bottom and box[3] > top
    ]


def whole_lines(trails: Iterable[DrawnTrail], seen: QRectF) -> list[tuple[DrawnTrail, Sequence[QPolygonF]]]:
    """Return all trails, each as one line of few points, as far as `seen` reaches."""
    found: list[tuple[DrawnTrail, Sequence[QPolygonF]]] = []
    for drawn in trails:
        parts = [
            piece.points if not index else piece.points[1:]
            for index, piece in enumerate(drawn.path.pieces[: drawn.pieces])
        ]
        tail = simplified(drawn.tail, VECTOR_TOLERANCE)
        parts.append(tail[1:] if parts else tail)
        found.append((drawn, polygons(np.concatenate(parts), seen)))
    return found


def united(boxes: Iterable[Box]) -> Box:
    """Return the box around some, at least one."""
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


def grown(box: Box, margin: float) -> QRectF:
    """Return a box with room around it as a rectangle."""
    left, top, right, bottom = box
    return QRectF(left - margin, top - margin, right - left + 2 * margin, bottom - top + 2 * margin)
