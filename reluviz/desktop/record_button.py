"""The button that opens the Record dialog: a red disc and a word, or how far a recording is; GUI thread."""

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget


class RecordButton(QAbstractButton):
    """Shows that a film can be made, and, while one is, how much of it is there."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.share: float | None = None
        """How much of a film is painted; None: none is being made."""
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.retranslate()

    def retranslate(self) -> None:
        """Say what it does in the language of now."""
        self.setText(QCoreApplication.translate("Transport", "Record"))
        self.updateGeometry()

    def show_share(self, share: float | None) -> None:
        """Show how much of a film is painted, or that none is being made."""
        if share != self.share:
            self.share = share
            self.update()

    def words(self) -> str:
        """Return what stands on it."""
        return self.text() if self.share is None else f"{self.share:.0%}"

    def _font(self) -> QFont:
        figures = QFont(self.font())
        figures.setFeature(QFont.Tag("tnum"), 1)
        return figures

    def sizeHint(self) -> QSize:
        """Return the wanted size, the same whatever it shows; Qt's own."""
        metrics = QFontMetrics(self._font())
        height = metrics.height()
        widest = max(metrics.horizontalAdvance(text) for text in (self.text(), "100%"))
        return QSize(widest + round(2.25 * height), 2 * height)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ground, disc and word; Qt's own."""
        palette = self.palette()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._font())
        height = self.fontMetrics().height()
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(palette.color(QPalette.ColorRole.Highlight) if self.hasFocus() else Qt.PenStyle.NoPen)
        if self.underMouse() or self.isDown():
            painter.setBrush(palette.color(QPalette.ColorRole.Mid))
        painter.drawRoundedRect(box, 0.4 * height, 0.4 * height)
        red = palette.color(QPalette.ColorRole.BrightText)
        center, radius = QPointF(0.9 * height, self.height() / 2), 0.32 * height
        if self.share is None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(red)
            painter.drawEllipse(center, radius, radius)
        else:
            ring = QRectF(center.x() - radius, center.y() - radius, 2 * radius, 2 * radius)
            pen = painter.pen()
            pen.setStyle(Qt.PenStyle.SolidLine)
            pen.setWidthF(height / 8)
            pen.setColor(palette.color(QPalette.ColorRole.Midlight))
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(ring)
            pen.setColor(red)
            painter.setPen(pen)
            painter.drawArc(ring, 90 * 16, -round(self.share * 360 * 16))
        painter.setPen(palette.color(QPalette.ColorRole.WindowText))
        words = QRectF(1.5 * height, 0, self.width() - 1.5 * height, self.height())
        painter.drawText(words, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), self.words())
        painter.end()
