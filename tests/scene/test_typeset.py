"""Formulas are set as they are written: what stands above stands above, and nothing is wider than it says."""

import numpy as np
import pytest
from PySide6.QtGui import QColor, QImage, QPainter

from reluviz.scene.typeset import Fraction, Root, Text, laid, letter, plain, power, row

FORMULAS = {
    "text": Text("0.123 × 45"),
    "letter": letter("w", row(letter("k"), "+1")),
    "power": power("0.999", "121"),
    "fraction": Fraction(row("1 − ", letter("β")), Text("0.25")),
    "root": Root(Fraction(letter("s"), Text("2"))),
    "all": row(letter("w"), " − 0.1 × ", Fraction(Text("−0.5"), row(Root(Text("0.02")), " + 10⁻⁷"))),
}


def ink(node, size, margin=20, extra=60):
    """Return the rows and columns that a formula inks, from its baseline's left end."""
    box = laid(node, size)
    wide, high = round(box.width) + 2 * margin + extra, round(box.height) + 2 * margin + extra
    image = QImage(wide, high, QImage.Format.Format_RGB32)
    image.fill(0xFFFFFF)
    baseline = margin + extra // 2 + round(box.ascent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QColor("black"))
    box.draw(painter, margin, baseline)
    painter.end()
    raw = np.frombuffer(image.constBits(), np.uint8).reshape(high, image.bytesPerLine() // 4, 4)[:, :wide, 0]
    down, across = np.nonzero(raw < 200)
    return box, down - baseline, across - margin


@pytest.mark.parametrize("size", [10.0, 16.0, 40.0])
@pytest.mark.parametrize("name", FORMULAS)
def test_a_box_holds_what_is_drawn(name, size, qapp):
    box, down, across = ink(FORMULAS[name], size)
    slack = 1.0 + 0.05 * size
    assert -slack <= across.min()
    assert across.max() <= box.width + slack
    assert -box.ascent - slack <= down.min()
    assert down.max() <= box.descent + slack
    assert box.width - across.max() < 0.5 * size
    assert box.height < 4 * size


def test_indices_are_low_exponents_high_and_both_smaller(qapp):
    base, below, above = laid(Text("w"), 20), laid(letter("w", "k"), 20), laid(power("w", "2"), 20)
    assert below.descent > base.descent
    assert below.ascent == pytest.approx(base.ascent, abs=0.5)
    assert above.ascent > base.ascent
    assert laid(Text("k"), 20).width > below.width - laid(letter("w"), 20).width


def test_a_fraction_is_as_wide_as_its_wider_part_and_higher_than_both(qapp):
    one, other = laid(Text("12345"), 0.9 * 20), laid(Text("1"), 0.9 * 20)
    box = laid(Fraction(Text("12345"), Text("1")), 20)
    assert one.width < box.width < one.width + 10
    assert box.height > one.height + other.height


def test_on_one_line_brackets_keep_the_meaning():
    assert plain(FORMULAS["all"]) == "w − 0.1 × (−0.5) / (√(0.02) + 10⁻⁷)"
    assert plain(FORMULAS["letter"]) == "w_k+1"
    assert plain(FORMULAS["power"]) == "0.999^(121)"
