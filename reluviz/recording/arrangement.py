"""Where the panels of a picture stand: rectangles for title, landscape, the others and the verdict; any thread."""

from collections.abc import Sequence
from dataclasses import dataclass

LONG_SIDE, SHORT_SIDE = 1280.0, 720.0
"""A frame is laid out with sides of at least this many points; a larger or smaller picture shows the same, scaled."""

MARGIN = 24.0
GAP = 12.0
TITLE = 44.0
VERDICT = 96.0
CAPTION = 32.0
SIDE_SHARE = 0.32
"""The part of the width that the panels beside the landscape take."""

TWO_COLUMNS_SHARE = 0.45
"""That part where there are so many of them that they stand in two columns."""

LEAST_ROW, LEAST_COLUMN = 130.0, 240.0
"""In lower rows plots are slits, with their axes' numbers over each other; in narrower columns too."""

UPRIGHT = 1.0
"""Frames narrower than this ratio have the panels below the landscape."""


@dataclass(frozen=True, slots=True)
class Rect:
    """A rectangle in points: its upper left corner and its size."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Arrangement:
    """Where everything stands in a frame of `width` × `height` points, and how many pixels a point has."""

    width: float
    height: float
    scale: float
    title: Rect
    panels: dict[str, Rect]
    verdict: Rect
    caption: Rect | None = None


def scale_of(size: tuple[int, int]) -> float:
    """Return how many pixels a point has in a picture of `size` pixels."""
    return min(max(size) / LONG_SIDE, min(size) / SHORT_SIDE)


def arrange(
    size: tuple[int, int], panels: Sequence[str], layout: str = "auto", has_caption: bool = False
) -> Arrangement:
    """Return the arrangement of a picture of `size` pixels: the landscape large, the others beside it or below it.

    Parameters
    ----------
    layout
        Where the others are: ``"beside"``, ``"below"``, or ``"auto"``, which is beside it in wide pictures.
    """
    scale = scale_of(size)
    width, height = size[0] / scale, size[1] / scale
    foot = CAPTION if has_caption else 0.0
    inner = Rect(MARGIN, TITLE, width - 2 * MARGIN, height - TITLE - MARGIN - foot)
    others = [panel for panel in panels if panel != "landscape"]
    above = Rect(inner.x, inner.y, inner.width, inner.height - VERDICT - GAP)
    if "landscape" not in panels:
        found = _grid(others, above)
        verdict = Rect(inner.x, above.y + above.height + GAP, inner.width, VERDICT)
    elif not others:
        found = {"landscape": above}
        verdict = Rect(inner.x, above.y + above.height + GAP, inner.width, VERDICT)
    elif layout == "below" or (layout == "auto" and width < UPRIGHT * height):
        stage = Rect(inner.x, inner.y, inner.width, (inner.height - VERDICT - 2 * GAP) * 0.6)
        verdict = Rect(inner.x, stage.y + stage.height + GAP, inner.width, VERDICT)
        top = verdict.y + VERDICT
        below = Rect(inner.x, top, inner.width, inner.y + inner.height - top)
        found = {"landscape": stage} | _grid(others, below)
    else:
        columns = _columns(others, inner)
        side = inner.width * (SIDE_SHARE if len(columns) == 1 else TWO_COLUMNS_SHARE)
        stage = Rect(inner.x, inner.y, inner.width - side - GAP, above.height)
        verdict = Rect(inner.x, above.y + above.height + GAP, stage.width, VERDICT)
        beside = Rect(stage.x + stage.width + GAP, inner.y, side, inner.height)
        found = {"landscape": stage}
        share = (side - GAP * (len(columns) - 1)) / len(columns)
        for number, column in enumerate(columns):
            found |= _rows(column, Rect(beside.x + number * (share + GAP), beside.y, share, beside.height))
    title = Rect(MARGIN, 0.0, width - 2 * MARGIN, TITLE)
    caption = Rect(inner.x, inner.y + inner.height, inner.width, foot + MARGIN) if has_caption else None
    return Arrangement(width, height, scale, title, {panel: found[panel] for panel in panels}, verdict, caption)


def _columns(panels: Sequence[str], inner: Rect) -> list[Sequence[str]]:
    """Return which panels stand below each other beside the landscape: one column, or two where they would be low."""
    row = (inner.height - GAP * (len(panels) - 1)) / len(panels)
    if row >= LEAST_ROW or (inner.width * TWO_COLUMNS_SHARE - GAP) / 2 < LEAST_COLUMN:
        return [panels]
    half = (len(panels) + 1) // 2
    return [panels[:half], panels[half:]]


def _rows(panels: Sequence[str], room: Rect) -> dict[str, Rect]:
    height = (room.height - GAP * (len(panels) - 1)) / max(len(panels), 1)
    return {
        panel: Rect(room.x, room.y + index * (height + GAP), room.width, height) for index, panel in enumerate(panels)
    }


def _grid(panels: Sequence[str], room: Rect) -> dict[str, Rect]:
    """Lay panels side by side as long as they are wider than high, in as many rows as that takes."""
    columns = max(1, min(len(panels), round(room.width / room.height * max(len(panels), 1) ** 0.5 / 1.2)))
    rows = [list(panels[start : start + columns]) for start in range(0, len(panels), columns)]
    height = (room.height - GAP * (len(rows) - 1)) / max(len(rows), 1)
    found = {}
    for number, row in enumerate(rows):
        width = (room.width - GAP * (len(row) - 1)) / len(row)
        for index, panel in enumerate(row):
            found[panel] = Rect(room.x + index * (width + GAP), room.y + number * (height + GAP), width, height)
    return found
