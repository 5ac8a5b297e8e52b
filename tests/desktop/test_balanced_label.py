"""Captions of two lines: both are about equally long, and nothing else is changed by that."""

import numpy as np
import pytest
from PySide6.QtGui import QTextLayout, QTextOption

from reluviz.desktop.balanced_label import BalancedLabel
from reluviz.scenario.sources import built_in_lessons
from reluviz.scene.fonts import MEDIUM, VERDICT, font
from reluviz.scene.words import unbroken


def words(language):
    for lesson in built_in_lessons():
        for cue in lesson.cues:
            assert isinstance(cue.words, dict)
            yield unbroken(cue.words[language])


def lines(label, width):
    """The widths of the lines that Qt breaks the label's text into."""
    layout = QTextLayout(label.text(), label.font())
    layout.setTextOption(QTextOption())
    layout.beginLayout()
    widths = []
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        widths.append(line.naturalTextWidth())
    layout.endLayout()
    return widths


@pytest.fixture
def label(qtbot):
    made = BalancedLabel()
    qtbot.addWidget(made)
    return made


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("width", [700, 1000, 1400])
def test_no_word_of_a_lesson_stands_alone_on_a_second_line(width, language, label):
    label.setFont(font(VERDICT * 1.4, MEDIUM))
    of_two = 0
    for text in words(language):
        label.setText(text)
        label.resize(width, label.heightForWidth(width))
        found = lines(label, label.text_width())
        assert len(found) == len(lines(label, width))
        if len(found) == 2:
            of_two += 1
            assert min(found) > 0.7 * max(found), text
        else:
            assert label.text_width() == width
    assert of_two


def test_the_lines_are_painted_so(label):
    label.setFont(font(30, MEDIUM))
    label.setText("At a rate between one and two the weight zigzags on its way to the other side, and to 1.")
    full = label.fontMetrics().horizontalAdvance(label.text())
    label.resize(int(0.98 * full), label.heightForWidth(int(0.98 * full)))
    image = label.grab().toImage()
    ink = np.array(
        [[image.pixelColor(x, y).lightness() < 128 for x in range(image.width())] for y in range(image.height())]
    )
    upper, lower = ink[: len(ink) // 2], ink[len(ink) // 2 :]
    ends = [np.flatnonzero(part.any(axis=0)).max() for part in (upper, lower)]
    assert min(ends) > 0.7 * max(ends)
    assert max(ends) < 0.62 * full
