"""Below the landscape: the verdict in a sentence, why, and how many runs have which fate; GUI thread."""

from PySide6.QtCore import QCoreApplication, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from reluviz.scene.fonts import BODY, LABEL, MEDIUM, SEMIBOLD, VERDICT, font
from reluviz.scene.heads import shape_path
from reluviz.scene.moment import Moment
from reluviz.scene.numbers import format_percent
from reluviz.scene.theme import FATE_LOOKS, LIGHT, Theme
from reluviz.scene.verdict import FateCount, Verdict, fate_counts, verdict

WRAPPED = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop) | int(Qt.TextFlag.TextWordWrap)


class VerdictStrip(QWidget):
    """Says what is happening; of a fixed height, so that the landscape stands still."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme: Theme = LIGHT
        self._zoom = 1.0
        self.verdict = Verdict("", "", "")
        self.counts: tuple[FateCount, ...] = ()
        self._color = ""
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(QCoreApplication.translate("Stage", "Verdict"))

    def set_theme(self, theme: Theme, scale: float) -> None:
        """Take colours and scale."""
        self._theme, self._zoom = theme, scale
        self.updateGeometry()
        self.update()

    def show_moment(self, moment: Moment) -> None:
        """Say what stands at a moment."""
        told, counts = verdict(moment), fate_counts(moment)
        run = moment.followed_run
        color = run.color if run is not None else ""
        if (told, counts, color) != (self.verdict, self.counts, self._color):
            self.verdict, self.counts, self._color = told, counts, color
            self.update()

    def describe(self) -> None:
        """Tell assistive technology what is said; not in every frame."""
        self.setAccessibleDescription(f"{self.verdict.headline}. {self.verdict.detail}")

    def sizeHint(self) -> QSize:
        """Return the wanted size; Qt's own."""
        return QSize(400, round(112 * self._zoom))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint sign, sentence, reason and counts; Qt's own."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        zoom = self._zoom
        grid = round(8 * zoom)
        left = 5 * grid if self.verdict.fate else grid
        room = max(self.width() - left - grid, 1)
        if self.verdict.fate:
            look = FATE_LOOKS[self.verdict.fate]
            self._sign(painter, 2.5 * grid, 3 * grid, 11 * zoom, look.shape, self._color or look.color(self._theme))
        painter.setPen(QColor(self._theme.text))
        size = VERDICT
        while size > BODY and QFontMetrics(font(size * zoom, MEDIUM)).horizontalAdvance(self.verdict.headline) > room:
            size -= 1
        painter.setFont(font(size * zoom, MEDIUM))
        head = painter.boundingRect(QRect(left, grid, room, 8 * grid), WRAPPED, self.verdict.headline)
        painter.drawText(QRect(left, grid, room, head.height()), WRAPPED, self.verdict.headline)
        top = head.bottom() + grid // 2
        foot = self.height() - (3 * grid if len(self.counts) > 0 and self._many else 0)
        painter.setPen(QColor(self._theme.muted))
        for detail_size in (BODY, LABEL):
            painter.setFont(font(detail_size * zoom))
            box = painter.boundingRect(QRect(left, top, room, 100 * grid), WRAPPED, self.verdict.detail)
            if box.bottom() <= foot:
                break
        painter.drawText(QRect(left, top, room, 100 * grid), WRAPPED, self.verdict.detail)
        if self._many:
            self._paint_counts(painter, left, self.height() - round(1.5 * grid))
        painter.end()

    @property
    def _many(self) -> bool:
        return sum(count.count for count in self.counts) > 1

    def _paint_counts(self, painter: QPainter, left: int, middle: int) -> None:
        zoom = self._zoom
        grid = 8 * zoom
        x = float(left)
        strong, plain = font(LABEL * zoom, SEMIBOLD), font(LABEL * zoom)
        for count in self.counts:
            look = FATE_LOOKS[count.fate]
            self._sign(painter, x + 6 * zoom, middle, 5.5 * zoom, look.shape, look.color(self._theme))
            x += 2 * grid
            for text, face, color in (
                (count.text, strong, self._theme.text),
                (count.word, plain, self._theme.muted),
            ):
                painter.setFont(face)
                painter.setPen(QColor(color))
                width = QFontMetrics(face).horizontalAdvance(text)
                place = QRectF(x, middle - 2 * grid, width + 2, 4 * grid)
                painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter), text)
                x += width + 0.75 * grid
            x += 1.5 * grid
        total = sum(count.count for count in self.counts)
        done = sum(count.count for count in self.counts if count.fate == "converged")
        if total >= 5:
            text = QCoreApplication.translate("Stage", "{share} of these starts succeed").format(
                share=format_percent(done / total)
            )
            painter.setFont(plain)
            painter.setPen(QColor(self._theme.muted))
            painter.drawText(
                QRectF(x, middle - 2 * grid, 400 * zoom, 4 * grid), int(Qt.AlignmentFlag.AlignVCenter), text
            )

    def _sign(self, painter: QPainter, x: float, y: float, radius: float, shape: str, color: str) -> None:
        painter.save()
        painter.translate(x, y)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(color))
        path = shape_path(shape, radius)  # type: ignore[arg-type]
        painter.drawPath(path)
        painter.restore()
