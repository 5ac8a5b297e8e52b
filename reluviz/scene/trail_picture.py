"""The picture that pieces of trails are stroked into, and its successor in the making; GUI thread and recorder."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QPen, QRegion, QTransform

from reluviz.scene.laid_picture import LaidPicture
from reluviz.scene.still_layer import blank, blit
from reluviz.scene.trail_path import Piece, polygons

Key = tuple[float, ...]
Pen = Callable[[str, bool, float], QPen]
"""(colour, dashed, length of the path before it) → the pen for a line."""

ROOM = 64.0
"""Pixels around the area beyond which nothing is handed to Qt."""


@dataclass(frozen=True, slots=True)
class Stroke:
    """A piece as it is drawn."""

    piece: Piece
    color: str
    dashed: bool


class TrailPicture:
    """A picture in device pixels, and the one that takes its place once all of it is stroked.

    Twenty noisy trails hold 40,000 segments, and stroking them takes a quarter of a second. Where so much has to be
    drawn anew, because the view or many colours have changed, the old picture is shown, moved to its place, while the
    new one is made a little in every frame.
    """

    def __init__(self) -> None:
        self._image: QImage | None = None
        self._area = QRectF()
        self._ratio = 0.0
        self._key: Key = ()
        self._next: QImage | None = None
        self._next_area = QRectF()
        self._next_ratio = 0.0
        self._next_key: Key = ()
        self._waiting: Iterator[Stroke] = iter(())
        self._later: list[Stroke] = []
        """What has come since the picture in the making was begun: the last of `_waiting`."""
        self._spare: QImage | None = None
        """The picture before: the next one is made in its memory, for new memory costs three times as much."""
        self.casing: QPen | None = None
        """The pen for what lies below all lines, around them; None: nothing does."""
        self._laid = LaidPicture()
        self.strokes = 0
        """How many pieces have been stroked so far."""

    @property
    def key(self) -> Key:
        """What the pixel positions of the newest picture depend on, be it whole or in the making."""
        return self._key if self._next is None else self._next_key

    @property
    def ratio(self) -> float:
        """The device pixels a pixel of the newest picture; 0 without one."""
        return self._ratio if self._next is None else self._next_ratio

    @property
    def is_whole(self) -> bool:
        """Whether there is a picture, and none in the making."""
        return self._image is not None and self._next is None

    @property
    def is_blank(self) -> bool:
        """Whether there is no picture, and none in the making."""
        return self._image is None and self._next is None

    @property
    def is_first(self) -> bool:
        """Whether there is no picture to show but the one in the making."""
        return self._image is None and self._next is not None

    def clear(self) -> None:
        """Drop both pictures."""
        self._image = self._next = self._spare = None
        self._laid.forget()
        self._waiting = iter(())
        self._ratio = self._next_ratio = 0.0

    def begin(self, strokes: Iterable[Stroke], area: QRectF, ratio: float, key: Key) -> None:
        """Begin a new picture; the old one is shown until `work` has finished it."""
        self._next = blank(area, ratio, self._next or self._spare)
        self._spare = None
        self._next_area, self._next_ratio, self._next_key = QRectF(area), ratio, key
        self._later = []
        self._waiting = chain(strokes, self._later)

    def work(self, pen: Pen, points: int | None) -> None:
        """Stroke on at the picture in the making, up to about so many points; None: all."""
        if self._next is None:
            return
        now: list[Stroke] = []
        count = 0
        is_whole = True
        for stroke in self._waiting:
            now.append(stroke)
            count += len(stroke.piece.points) * (1 if self.casing is None else 2)
            if points is not None and count >= points:
                is_whole = False
                break
        self._stroke(self._next, self._next_area, self._next_ratio, now, pen)
        if is_whole:
            self._spare = self._image
            self._image, self._area = self._next, self._next_area
            self._ratio, self._key = self._next_ratio, self._next_key
            self._next, self._waiting = None, iter(())
            self._laid.forget()

    def add(self, strokes: Sequence[Stroke], pen: Pen) -> None:
        """Stroke new pieces, and have them stroked into the picture in the making as well."""
        if self._next is not None:
            self._later += strokes
        if self._image is not None and (self._next is None or self._key == self._next_key):
            self._stroke(self._image, self._area, self._ratio, strokes, pen)

    def repair(self, rects: Iterable[QRectF], strokes: Sequence[Stroke], pen: Pen) -> None:
        """Clear rectangles, and draw there what passes them."""
        if self._image is None:
            return
        region = QRegion()
        for rect in rects:
            device = QRectF(rect.topLeft() * self._ratio, rect.size() * self._ratio).toAlignedRect()
            region = region.united(device)
        region = region.intersected(self._image.rect())
        if region.isEmpty():
            return
        self._laid.changed(region)
        with QPainter(self._image) as within:
            within.setClipRegion(region)
            within.setCompositionMode(QPainter.CompositionMode.CompositionMode_Clear)
            within.fillRect(self._image.rect(), Qt.GlobalColor.transparent)
        self._stroke(self._image, self._area, self._ratio, strokes, pen, region)

    def laid_on(self, ground: QImage, key: Key, corner: int) -> QImage | None:
        """Return a picture of the same size with this one on it: the next one costs only what has changed meanwhile.

        `ground` is opaque but for its round corners, of so many device pixels: None where lines reach into them, for
        there it would not be the same to the last bit; and None where this picture is not whole.
        """
        if self._image is None or not self.is_whole or self._key != key or self._image.size() != ground.size():
            return None
        return self._laid.picture(ground, self._image, corner)

    def show(self, painter: QPainter, area: QRectF, key: Key) -> None:
        """Copy the picture to its place; one that was made for another view is stretched to where it belongs.

        Where there is none, as far as it has been made is better than nothing.
        """
        if self._image is None:
            if self._next is not None and self._next_key == key:
                blit(painter, self._next, area)
            return
        if self._key == key:
            blit(painter, self._image, area)
            return
        moved = moved_to(self._key, key)
        if moved is not None:
            painter.save()
            painter.setClipRect(area)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.setTransform(moved, True)
            painter.drawImage(self._area, self._image, QRectF(self._image.rect()))
            painter.restore()

    def _stroke(
        self,
        image: QImage,
        area: QRectF,
        ratio: float,
        strokes: Sequence[Stroke],
        pen: Pen,
        region: QRegion | None = None,
    ) -> None:
        if not strokes:
            return
        seen = area.adjusted(-ROOM, -ROOM, ROOM, ROOM)
        last: tuple[str, bool] | None = None
        with QPainter(image) as within:
            if region is not None:
                within.setClipRegion(region)
            within.scale(ratio, ratio)
            within.setRenderHint(QPainter.RenderHint.Antialiasing)
            for stroke in strokes:
                if stroke.dashed or last != (stroke.color, stroke.dashed):
                    last = (stroke.color, stroke.dashed)
                    within.setPen(pen(stroke.color, stroke.dashed, stroke.piece.offset))
                piece = stroke.piece
                if piece.polygons is None:
                    # A plot of another size has other pieces.
                    piece.polygons = polygons(piece.points, seen, piece.rect)
                for polygon in piece.polygons:
                    within.drawPolyline(polygon)
                if region is None and image is self._image:
                    self._laid.changed(_device_rect(piece.rect, within.pen().widthF(), ratio))
                if self.casing is not None:
                    # Each below all that is there already: what has grown equals what is drawn at once.
                    within.setCompositionMode(QPainter.CompositionMode.CompositionMode_DestinationOver)
                    within.setPen(self.casing)
                    for polygon in piece.polygons:
                        within.drawPolyline(polygon)
                    within.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
                    last = None
        self.strokes += len(strokes)


def _device_rect(box: tuple[float, float, float, float], margin: float, ratio: float) -> QRect:
    """Return a box with room around it in device pixels."""
    left, top, right, bottom = box
    wide, high = right - left + 2 * margin, bottom - top + 2 * margin
    return QRectF((left - margin) * ratio, (top - margin) * ratio, wide * ratio, high * ratio).toAlignedRect()


def moved_to(old: Key, new: Key) -> QTransform | None:
    """Return what moves pixels of one plot key to those of another; None where the axes are stretched otherwise.

    A key is (x low, x high, y low, y high, width, height, scale across, scale upwards, …), as `Plot.key` has it.
    """
    if len(old) < 8 or old[6:] != new[6:]:
        return None
    x_low, x_high, y_low, y_high, width, height = old[:6]
    to_x_low, to_x_high, to_y_low, to_y_high, to_width, to_height = new[:6]
    across, up = to_width / (to_x_high - to_x_low), to_height / (to_y_high - to_y_low)
    return QTransform(
        (x_high - x_low) / width * across,
        0.0,
        0.0,
        (y_high - y_low) / height * up,
        (x_low - to_x_low) * across,
        (to_y_high - y_high) * up,
    )
