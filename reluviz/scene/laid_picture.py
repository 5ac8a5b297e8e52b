"""A still picture with another on it, kept as one, laid anew where the other has changed; GUI thread and recorder."""

from PySide6.QtCore import QRect
from PySide6.QtGui import QImage, QPainter, QRegion

MOST = 64
"""More changes than these since the last picture are laid with all the rest."""


class LaidPicture:
    """Keeps what is copied in one go instead of two: of a film's frame, to read all of it takes its time."""

    def __init__(self) -> None:
        self._image: QImage | None = None
        self._ground = 0
        self._changes: list[QRect] = []
        self._is_clear = True

    def forget(self) -> None:
        """Lay all of it anew: another picture lies above."""
        self._image = None
        self._changes.clear()

    def changed(self, where: QRect | QRegion) -> None:
        """Lay a part anew, in device pixels: the picture above has changed there."""
        if self._image is not None:
            self._changes.append(where if isinstance(where, QRect) else where.boundingRect())
            if len(self._changes) > MOST:
                self.forget()

    def picture(self, ground: QImage, above: QImage, corner: int) -> QImage | None:
        """Return `ground` with `above` on it; None where that reaches into corners of so many pixels."""
        whole = ground.rect()
        if self._image is None or self._ground != ground.cacheKey():
            self._image, self._ground = ground.copy(), ground.cacheKey()
            self._changes = [whole]
            self._is_clear = True
        corners = [
            QRect(left, top, corner, corner)
            for left in (0, whole.width() - corner)
            for top in (0, whole.height() - corner)
        ]
        self._is_clear = self._is_clear and not any(
            _holds_anything(above, square)
            for square in corners
            if any(change.intersects(square) for change in self._changes)
        )
        with QPainter(self._image) as within:
            for change in self._changes:
                rect = change.intersected(whole)
                within.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
                within.drawImage(rect.topLeft(), ground, rect)
                within.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
                within.drawImage(rect.topLeft(), above, rect)
        self._changes.clear()
        return self._image if self._is_clear else None


def _holds_anything(image: QImage, rect: QRect) -> bool:
    part = image.copy(rect)
    return any(bytes(part.constBits()))
