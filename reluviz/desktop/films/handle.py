"""A grip on the finished film, to drag it out of the window: onto a slide, into a folder; GUI thread."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QMimeData, QPoint, QSize, Qt, QUrl
from PySide6.QtGui import QDrag, QMouseEvent, QPainter, QPaintEvent, QPalette, QPixmap
from PySide6.QtWidgets import QApplication, QSizePolicy, QWidget

from reluviz.desktop.controls.control import scale_of
from reluviz.desktop.icons import icon_pixmap

ICON = 20
"""The side of its icon, in pixels before the scale."""


class FilmHandle(QWidget):
    """Gives the file away, as a copy, to the program that it is dragged to; hidden while there is none.

    The keyboard has the buttons beside it: they copy the path, and open the folder.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.path: Path | None = None
        """The file or the folder that is dragged."""
        self.picture = QPixmap()
        """What is seen under the pointer meanwhile."""
        self._pressed: QPoint | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self.setAccessibleName(QCoreApplication.translate("Record", "Drag the film"))
        self.setToolTip(
            QCoreApplication.translate(
                "Record", "<b>Drag the film</b><br>Onto a slide, into a folder or a message: they get a copy."
            )
        )

    def sizeHint(self) -> QSize:
        """Return the wanted size; Qt's own."""
        side = round(1.5 * ICON * scale_of(self))
        return QSize(side, side)

    def mime(self) -> QMimeData:
        """Return what the other program is given: the file's address, and its path as text."""
        data = QMimeData()
        if self.path is not None:
            whole = str(self.path.absolute())
            data.setUrls([QUrl.fromLocalFile(whole)])
            data.setText(whole)
        return data

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold; Qt's own."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed = event.position().toPoint()
            event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Begin to drag once the pointer has gone far enough; Qt's own."""
        if self._pressed is None or self.path is None:
            return
        way = event.position().toPoint() - self._pressed
        if way.manhattanLength() >= QApplication.startDragDistance():
            self._pressed = None
            drag = QDrag(self)
            drag.setMimeData(self.mime())
            if not self.picture.isNull():
                drag.setPixmap(self.picture)
            # A move would take the film away from where it was recorded.
            drag.exec(Qt.DropAction.CopyAction)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go; Qt's own."""
        self._pressed = None
        event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the grip, darker under the pointer; Qt's own."""
        role = QPalette.ColorRole.WindowText if self.underMouse() else QPalette.ColorRole.Dark
        side = ICON * scale_of(self)
        drawn = icon_pixmap("grip-vertical", self.palette().color(role).name(), side, self.devicePixelRatioF())
        painter = QPainter(self)
        painter.drawPixmap(round((self.width() - side) / 2), round((self.height() - side) / 2), drawn)
        painter.end()
