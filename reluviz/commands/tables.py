"""Tables of results for standard output; main thread."""

import unicodedata
from collections import Counter
from collections.abc import Sequence

from reluviz.language import marked, translate
from reluviz.numerals import local_digits

FATE_WORDS = {
    "diverged": marked("Table", "diverged"),
    "converged": marked("Table", "converged"),
    "dead": marked("Table", "dead"),
    "stuck": marked("Table", "stuck"),
    "dying": marked("Table", "dying"),
    "moving": marked("Table", "moving"),
}
"""What the fates are called in a table (`reluviz.training.fates.FATES`); in files they have the names themselves."""

STARTS = marked("Table", "%n start(s)", "", 1)

AFTER = marked("Table", "{what} after %n step(s)", "", 1)


MANY = 100_000
"""Of so many random starts, the interval is short enough for a third digit behind the point."""


def fate_word(fate: str) -> str:
    """Return what a fate is called."""
    return translate("Table", FATE_WORDS[fate])


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


def shares_table(counts: Counter[str]) -> str:
    """Return how often random starts end up how, in per cent with 95 % intervals; ``failed``: not converged."""
    from reluviz.training.shares import wilson_interval

    total = counts.total()
    digits = 2 if total < MANY else 3
    failed = total - counts["converged"]
    rows = []
    named = [(fate_word(fate), count) for fate, count in counts.most_common()]
    for name, count in [*named, (translate("Table", "failed"), failed)]:
        shares = (count / total, *wilson_interval(count, total))
        rows.append([name, str(count), *(local_digits(f"{100 * share:.{digits}f}") for share in shares)])
    heading = [
        translate("Table", "fate"),
        translate("Table", "runs"),
        translate("Table", "per cent"),
        translate("Table", "from"),
        translate("Table", "to (95 %)"),
    ]
    return table(heading, rows, [False, True, True, True, True])
