"""Notes over a landscape leave the words of its axes free, however narrow it is."""

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QFontMetricsF

from reluviz.scene.landscape_view import LandscapeView
from reluviz.scene.notes import APART, FIRST, note_rows
from reluviz.scene.view import GRID
from reluviz.scene.words import plane_note
from tests.scene.test_path_plane import HIDDEN


@pytest.mark.parametrize(("width", "rows"), [(760, 1), (430, 2), (300, 3), (220, 4)])
def test_the_note_leaves_the_axis_its_name_where_it_is_narrow(trained, painter_of, width, rows):
    """It goes on in the next row, beside a dot, and begins in the second one where there is no room in the first."""
    view = LandscapeView()
    moment = trained(HIDDEN).moment(40)
    painter_of(view, size=(width, 400)).paint(moment)
    found = note_rows(view.plot, view._notes())
    assert len(found) == rows
    assert " · ".join(filter(None, found)) == plane_note(moment)
    metrics = QFontMetricsF(view.text_font())
    for row, text in enumerate(found):
        wide, down = metrics.horizontalAdvance(text), (FIRST + APART * row) * GRID
        box = QRectF(width - GRID - wide, down - metrics.ascent(), wide, metrics.height())
        assert not any(box.intersects(piece.box) for piece in view.plot.axes.written() if text)
        assert box.left() > 0


def test_what_is_drawn_of_a_note_stands_in_its_rows(trained, painter_of):
    """And the legend stands below the last of them, or on the other side."""
    view = LandscapeView()
    painter = painter_of(view, size=(300, 400))
    moment = trained(HIDDEN.replace("[view]", "[view]\nbasins = true\nbasin_steps = 5")).moment(40)
    pixels = painter.paint(moment)
    rows = note_rows(view.plot, view._notes())
    assert len(rows) == 3
    assert view.basins.legend.box.top() >= (FIRST + APART * 2) * GRID or view.basins.legend.box.right() < 150
    for row, text in enumerate(rows):
        down = round((FIRST + APART * row) * GRID)
        line = pixels[down - 9 : down + 1, 292 - round(QFontMetricsF(view.text_font()).horizontalAdvance(text)) : 292]
        assert (line.max(axis=2) < 90).mean() > 0.08
