"""Where lines of text may break."""

import pytest
from PySide6.QtGui import QFontMetricsF, QTextLayout

from reluviz.scene.fonts import VERDICT, figures_as_text, font, hyphened
from reluviz.scene.words import unbroken


def lines_of(text: str, width: float) -> list[str]:
    layout = QTextLayout(text, font(VERDICT))
    layout.beginLayout()
    lines = []
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        lines.append(text[line.textStart() : line.textStart() + line.textLength()].strip())
    layout.endLayout()
    return lines


@pytest.mark.parametrize("text", ["Depuis w = −10, où iront-ils ?", "Le poids w = −1 franchira-t-il w = 0 ?"])
def test_no_line_breaks_within_an_equation_or_behind_a_hyphen(qapp, text):
    widest = QFontMetricsF(font(VERDICT)).horizontalAdvance("franchira-t-il 0 ?")
    whole = set()
    for width in range(round(widest), 400, 3):
        lines = lines_of(unbroken(text), width)
        assert not any(line.endswith(("=", "-", "\u2011")) for line in lines), lines
        whole |= set(lines)
    assert any("\u2011" in line for line in whole)


@pytest.mark.parametrize(
    ("text", "shown"),
    [("demi-paraboles", "demi\u2011paraboles"), ("−10", "−10"), ("a - b", "a - b"), ("10-20", "10-20")],
)
def test_hyphens_are_narrow_where_figures_are_of_one_width(text, shown, qapp):
    assert hyphened(text) == shown
    with figures_as_text():
        assert hyphened(text) == text


def test_hyphens_between_figures_and_minus_signs_stay(qapp):
    assert unbroken("10-20, −10, a - b, --set") == "10-20, −10, a - b, --set"
