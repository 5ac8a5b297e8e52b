"""The first and the last frame of a film, small, as the recorder will paint them; GUI thread."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPalette, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from reluviz.desktop.films.destinations import picture_bytes
from reluviz.desktop.films.previewing import FramesInPieces
from reluviz.recording.film import Film
from reluviz.recording.sheet import png_of

THUMBNAIL = 160
"""The longest side of the picture that is dragged about, in pixels."""


class Preview(QWidget):
    """Two frames, one below the other, each with a line that says which step it shows."""

    painted = Signal()
    """One of them has been painted anew."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.images: list[QImage] = []
        self.captions: tuple[str, ...] = ()
        self._next: tuple[str, ...] = ()
        self._size = (1, 1)
        self._contents: list[float] = []
        self._count = 0
        self.frames = FramesInPieces(self)
        """Paints them; closed by whoever made the preview."""
        self.frames.painted.connect(self._on_painted)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:
        """Return the wanted size; Qt's own."""
        unit = self.fontMetrics().height() / 2
        return QSize(round(42 * unit), round(54 * unit))

    def _rows(self) -> list[tuple[QRectF, QRectF]]:
        """Return where each picture may be, and its line below."""
        line, half = 1.75 * self.fontMetrics().height(), self.height() / 2
        return [
            (QRectF(0, top, self.width(), half - line), QRectF(0, top + half - line, self.width(), line))
            for top in (0.0, half)
        ]

    def show_film(self, film: Film, captions: tuple[str, str]) -> None:
        """Begin to paint the first and the last step of a film; those before stay until it has been done."""
        self._next = captions
        self._size, self._contents, self._count = film.size, [], 0
        ratio = self.devicePixelRatioF()
        width, height = film.size
        wanted = []
        for frame, (room, _) in zip((0, film.plan.moving - 1), self._rows(), strict=True):
            shrunk = min(room.width() * ratio / width, room.height() * ratio / height)
            wanted.append((frame, (max(round(width * shrunk), 1), max(round(height * shrunk), 1))))
        self.frames.paint(film, wanted)

    def _on_painted(self, place: int, image: QImage) -> None:
        image.setDevicePixelRatio(self.devicePixelRatioF())
        self.images[place:] = [image, *self.images[place + 1 :]]
        self._count = place + 1
        self.captions = (*self._next[: place + 1], *self.captions[place + 1 :])
        self.update()
        self.painted.emit()

    def picture_bytes(self) -> float | None:
        """Return how many bytes a frame of the film takes as a PNG, by those that have been painted; None: none has."""
        # Those that are known are not packed again: it takes a frame's time.
        for image in self.images[len(self._contents) : self._count]:
            content = len(png_of(image))
            self._contents.append(picture_bytes(content, (image.width(), image.height()), self._size))
        return sum(self._contents) / len(self._contents) if self._contents else None

    def thumbnail(self) -> QPixmap:
        """Return the first frame, small, to be dragged about; a null one before there is any."""
        if not self.images:
            return QPixmap()
        side = round(THUMBNAIL * self.devicePixelRatioF())
        small = self.images[0].scaled(
            side, side, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
        small.setDevicePixelRatio(self.devicePixelRatioF())
        return QPixmap.fromImage(small)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint both with a thin frame, and their lines; Qt's own."""
        palette = self.palette()
        painter = QPainter(self)
        for image, caption, (room, line) in zip(self.images, self.captions, self._rows(), strict=False):
            size = image.deviceIndependentSize()
            place = QRectF(room.left(), room.bottom() - size.height(), size.width(), size.height())
            painter.drawImage(place, image)
            painter.setPen(QColor(palette.color(QPalette.ColorRole.Midlight)))
            painter.drawRect(place.adjusted(0, 0, -1, -1))
            painter.setPen(palette.color(QPalette.ColorRole.Dark))
            painter.drawText(line, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), caption)
        painter.end()
