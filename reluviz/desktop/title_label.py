"""The open scenario's title at the menu bar's end, cut off where it is too long; GUI thread."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QLabel, QMenuBar


class TitleLabel(QLabel):
    """The menu bar's corner; the mark of unsaved work is never cut off, and the tooltip has the whole title.

    Parameters
    ----------
    bar
        The menu bar, which gives the label its place.
    """

    def __init__(self, bar: QMenuBar) -> None:
        super().__init__(bar)
        self._bar = bar
        self._title = ""
        self._mark = ""
        self._room = 0
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setContentsMargins(16, 8, 16, 0)
        bar.setCornerWidget(self)

    def show_title(self, title: str, mark: str) -> None:
        """Show a title, and a mark behind it."""
        self._title, self._mark = title, mark
        self._fit()

    def set_room(self, room: int) -> None:
        """Take the pixels that the title may have."""
        if room != self._room:
            self._room = room
            self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Cut off elsewhere where the type has another size; Qt's own."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _fit(self) -> None:
        shown = self.fontMetrics().elidedText(self._title, Qt.TextElideMode.ElideRight, self._room)
        # Rich text, so that a long title breaks into lines; what it might take for a tag is not one.
        title = self._title.replace("&", "&amp;").replace("<", "&lt;")
        self.setToolTip(f"<p>{title}</p>" if shown != self._title else "")
        self.setText(shown + self._mark)
        # The menu bar asks for the size of its corner only when it is given one.
        self._bar.setCornerWidget(self)
        self.show()
