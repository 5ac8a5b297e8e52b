"""A picture's frame: panels, title, step counter and verdict, drawn with the window's own views; GUI thread."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter

from reluviz.recording.arrangement import Rect, arrange
from reluviz.scenario.text import localized
from reluviz.scene.fates_view import FatesView
from reluviz.scene.fonts import BODY, LABEL, SEMIBOLD, hyphened
from reluviz.scene.neuron_view import NeuronView
from reluviz.scene.numbers import format_count
from reluviz.scene.push_view import PushView
from reluviz.scene.race_view import RaceView
from reluviz.scene.steps_view import StepsView
from reluviz.scene.theme import Theme
from reluviz.scene.update_view import UpdateView
from reluviz.scene.verdict_view import VerdictView
from reluviz.scene.view import Canvas, View

if TYPE_CHECKING:
    from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

    from reluviz.scene.moment import Moment

PANEL_VIEWS: dict[str, Callable[[], View]] = {
    "landscape": RaceView,
    "neuron": NeuronView,
    "push": PushView,
    "loss": partial(StepsView, "loss"),
    "parameters": partial(StepsView, "parameters"),
    "fates": FatesView,
    "update": UpdateView,
}
"""The views that a picture may show (`reluviz.scenario.choices.PANELS`)."""


class Frame:
    """Holds the views of a picture, and paints them on any paint device.

    It is laid out in points, as a frame of 1280 × 720 or more; `scale` says how many pixels a point has. So pictures of
    all sizes look alike.

    Parameters
    ----------
    size
        Pixels.
    layout
        Where the panels that are not the landscape stand (`reluviz.scenario.choices.LAYOUTS`).
    caption
        A line at the foot.
    has_foot
        Whether room is kept for a caption though there is none: a neighbour has one.
    landscape
        Makes the view of the landscape; by default that of `PANEL_VIEWS`.
    """

    def __init__(
        self,
        size: tuple[int, int],
        panels: Sequence[str],
        theme: Theme,
        layout: str = "auto",
        caption: str = "",
        *,
        has_foot: bool = False,
        landscape: Callable[[], View] | None = None,
    ) -> None:
        self.size = size
        self._arrangement = arrange(size, panels, layout, has_foot or bool(caption))
        self.scale = self._arrangement.scale
        self.points = QSizeF(self._arrangement.width, self._arrangement.height)
        self.is_opaque = QColor(theme.window).alpha() == 255
        self._title = TitleView()
        self._canvas = Canvas()
        self._canvas.place(self._title, _rect(self._arrangement.title))
        self._canvas.place(VerdictView(), _rect(self._arrangement.verdict))
        if self._arrangement.caption is not None:
            self._canvas.place(CaptionView(caption), _rect(self._arrangement.caption))
        for panel, rect in self._arrangement.panels.items():
            make = landscape if panel == "landscape" and landscape is not None else PANEL_VIEWS[panel]
            self._canvas.place(make(), _rect(rect))
        self._canvas.set_theme(theme)

    @property
    def title(self) -> str:
        """The scenario's title, as the frame shows it."""
        return self._title.title

    def show_moment(self, moment: "Moment") -> None:
        """Take what is shown."""
        for _ in self.showing(moment):
            pass

    def showing(self, moment: "Moment") -> Iterator[None]:
        """Have one view after the other take what is shown."""
        for view in self._canvas.views:
            view.show_moment(moment)
            yield

    def paint_on(self, painter: QPainter) -> None:
        """Paint in points; the painter's transform makes pixels of them."""
        self._canvas.paint_on(painter, self.points)

    def painting(self, painter_of: Callable[[], AbstractContextManager[QPainter]]) -> Iterator[None]:
        """Paint one view after the other, in points, without the ground; `painter_of` gives a painter for each."""
        views, scene = self._canvas.views, self._canvas.scene()
        for view in views:
            # The others do not even look whether something of theirs is to be painted.
            for other in views:
                other.setVisible(other is view)
            try:
                with painter_of() as painter:
                    scene.render(painter, view.sceneBoundingRect(), view.sceneBoundingRect())
            finally:
                for other in views:
                    other.setVisible(True)
            yield

    def close(self) -> None:
        """Let go of the views."""
        self._canvas.close()


class TitleView(View):
    """The first line: the scenario's title, and the step."""

    def __init__(self) -> None:
        super().__init__()
        self.has_panel = False
        self.title = ""
        self._step = ""

    def show_moment(self, moment: "Moment") -> None:
        """Take title and step."""
        super().show_moment(moment)
        self.title = localized(moment.scenario.title, moment.language)
        self._step = QCoreApplication.translate("Frame", "step {step}").format(step=format_count(moment.step))
        self.update()

    def paint(self, painter: QPainter, option: "QStyleOptionGraphicsItem", widget: "QWidget | None" = None) -> None:
        """Draw both on one line; Qt's own."""
        row = QRectF(0, 0, self.size().width(), self.size().height())
        painter.setFont(self.text_font(1.2 * BODY, SEMIBOLD))
        painter.setPen(QColor(self.theme.text))
        painter.drawText(row, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), hyphened(self.title))
        painter.setFont(self.text_font(BODY))
        painter.setPen(QColor(self.theme.muted))
        painter.drawText(row, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), self._step)


class CaptionView(View):
    """The last line: what the scenario's author says of the picture, smaller where that is long."""

    def __init__(self, caption: str) -> None:
        super().__init__()
        self.has_panel = False
        self.caption = caption

    def paint(self, painter: QPainter, option: "QStyleOptionGraphicsItem", widget: "QWidget | None" = None) -> None:
        """Draw it, on one line; Qt's own."""
        row = QRectF(0, 0, self.size().width(), self.size().height())
        words = hyphened(self.caption)
        face = next(
            (
                face
                for face in map(self.text_font, (1.1 * BODY, BODY, LABEL))
                if QFontMetricsF(face).horizontalAdvance(words) <= row.width()
            ),
            self.text_font(LABEL),
        )
        painter.setFont(face)
        painter.setPen(QColor(self.theme.text))
        shown = QFontMetricsF(face).elidedText(words, Qt.TextElideMode.ElideRight, row.width())
        painter.drawText(row, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), shown)


def _rect(rect: Rect) -> QRectF:
    return QRectF(rect.x, rect.y, rect.width, rect.height)
