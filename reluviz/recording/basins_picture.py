"""A picture of a basin map: title, landscape, fates with shares, drawn with the window's own views; GUI thread."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QPainter

from reluviz.recording.drawing import drawing_application
from reluviz.recording.sheet import Sheet
from reluviz.scenario.model import Scenario, Start
from reluviz.scenario.parameters import start_of_row
from reluviz.scenario.text import localized
from reluviz.scene.basins import GivenBasins
from reluviz.scene.fonts import BODY, SEMIBOLD
from reluviz.scene.landscape_view import LandscapeView
from reluviz.scene.moment import moment_at
from reluviz.scene.theme import PICTURE_THEMES
from reluviz.scene.view import Canvas, View
from reluviz.training.headless import history_of
from reluviz.training.starts import initial_rows

if TYPE_CHECKING:
    from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

    from reluviz.scene.moment import Moment
    from reluviz.training.basins import Basins

SMALLEST = 720.0
"""The height in points that a picture is laid out with: what the window has at least."""

MARGIN, TITLE = 16.0, 40.0
"""Points around the views, and of the row of the title."""


def render_basins(
    scenario: Scenario, basins: "Basins", path: Path, language: str = "en", moment: "Moment | None" = None
) -> None:
    """Write a picture of a basin map as PNG, in the size and theme of the scenario's `[recording]`.

    The other parameters stand at the first start, which is the only one that is drawn; in the plane of a path all runs
    are, as they are at `moment`.

    Raises
    ------
    ReluvizError
        If the picture is too large for the memory.
    OSError
        If it cannot be written.
    """
    # Kept until the picture is there: without a reference Python would end Qt's application at once.
    application = drawing_application()
    width, height = scenario.recording.size
    theme = PICTURE_THEMES[scenario.recording.theme]
    points = QSizeF(width * SMALLEST / height, SMALLEST)
    rows = initial_rows(scenario).rows
    first = scenario.start[0] if scenario.start else start_of_row(scenario.model, rows[0]) if len(rows) else Start()
    alone = replace(scenario, start=(first,), starts=None, view=replace(scenario.view, basins=True))
    landscape = basins.question.landscape
    title = localized(scenario.title, language)
    view, canvas = LandscapeView(basins=GivenBasins(basins)), Canvas()
    try:
        canvas.place(_Title(title), QRectF(MARGIN, 0, points.width() - 2 * MARGIN, TITLE if title else MARGIN))
        top = TITLE if title else MARGIN
        canvas.place(view, QRectF(MARGIN, top, points.width() - 2 * MARGIN, points.height() - top - MARGIN))
        canvas.set_theme(theme)
        if moment is None:
            history = history_of(alone, landscape, 0)
            view.show_moment(moment_at(alone, landscape, history, 0, theme, language=language))
        else:
            shown = replace(moment.scenario, view=replace(moment.scenario.view, basins=True))
            view.show_group((replace(moment, scenario=shown, language=language),), is_anew=True)
        is_opaque = QColor(theme.window).alpha() == 255
        sheet = Sheet(lambda painter: canvas.paint_on(painter, points), points, (width, height), title, is_opaque)
        content = sheet.content("png")
    finally:
        canvas.close()
    application.processEvents()
    path.write_bytes(content)


class _Title(View):
    """The scenario's title on one line."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.has_panel = False
        self._title = title

    def paint(self, painter: QPainter, option: "QStyleOptionGraphicsItem", widget: "QWidget | None" = None) -> None:
        """Draw it; Qt's own."""
        painter.setFont(self.text_font(1.2 * BODY, SEMIBOLD))
        painter.setPen(QColor(self.theme.text))
        row = QRectF(0, 0, self.size().width(), self.size().height())
        painter.drawText(row, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), self._title)
