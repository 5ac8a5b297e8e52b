"""The verdict below the landscape, as a widget of a fixed height, so that the landscape stands still; GUI thread."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from reluviz.scene.moment import Moment
from reluviz.scene.theme import Theme
from reluviz.scene.verdict import verdict
from reluviz.scene.verdict_view import VerdictView
from reluviz.scene.view import Canvas

HEIGHT = 112
"""Pixels, before the scale."""


class VerdictStrip(Canvas):
    """Says what is happening, to the eye and to assistive technology."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self.view = VerdictView()
        super().__init__(self.view, parent)
        self._zoom = 1.0
        self._told: tuple[object, int | None, str] = (None, None, "")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def set_theme(self, theme: Theme, scale: float = 1.0) -> None:
        """Take colours and scale."""
        super().set_theme(theme, scale)
        self._zoom = scale
        self.updateGeometry()

    def follow(self, moment: Moment) -> None:
        """Announce to assistive technology, where some listens, that the fate of the followed run is another one now.

        That another run is followed is no news: whoever has chosen it hears of that from the control.
        """
        run = moment.followed_run
        now = (moment.history, None, "") if run is None else (moment.history, run.id, run.fate)
        (before, run_before, fate_before), self._told = self._told, now
        if before is now[0] and run_before == now[1] and fate_before != now[2] and QAccessible.isActive():
            announce(self, verdict(moment).headline)

    def describe(self) -> None:
        """Tell assistive technology what is said; not in every frame."""
        said = self.view.verdict
        self.setAccessibleDescription(f"{said.headline}. {said.detail}")

    def sizeHint(self) -> QSize:
        """Return the wanted size; Qt's own."""
        return QSize(400, round(HEIGHT * self._zoom))

    def minimumSizeHint(self) -> QSize:
        """Return the smallest size; Qt's own."""
        return QSize(1, round(HEIGHT * self._zoom))


def announce(widget: QWidget, text: str) -> None:
    """Have a screen reader say something when it has finished what it is saying."""
    QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, text))
