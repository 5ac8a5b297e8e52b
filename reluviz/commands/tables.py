"""Tables of results for standard output; main thread."""

import unicodedata
from collections.abc import Sequence


def table(heading: Sequence[str], rows: Sequence[Sequence[str]], right: Sequence[bool]) -> str:
    """Return lines of aligned columns, two spaces apart.

    Parameters
    ----------
    heading
        The names of the columns.
    rows
        One text a column each.
    right
        For each column, whether it is aligned on the right, as numbers are.
    """
    lines = [heading, *rows]
    widths = [max(_width(line[column]) for line in lines) for column in range(len(heading))]

    def cell(text: str, width: int, is_right: bool) -> str:
        space = " " * (width - _width(text))
        return space + text if is_right else text + space

    return "\n".join("  ".join(map(cell, line, widths, right)).rstrip() for line in lines)


def _width(text: str) -> int:
    """Return how many columns of a terminal a text takes: accents none, Chinese characters two."""
    return sum(
        0 if unicodedata.combining(character) else 2 if unicodedata.east_asian_width(character) in "WF" else 1
        for character in text
    )
