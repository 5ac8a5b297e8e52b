"""Small pictures that are drawn once and copied to where many runs are; GUI thread and recorder."""

from collections.abc import Callable, Hashable, Sequence
from typing import cast

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPixmap, QTransform
from shiboken6 import Shiboken

from reluviz.scene.still_layer import pixel_ratio

MOST_KEPT = 64
"""More pictures than there can be of one size: of others nothing need be kept."""

Draw = Callable[[QPainter, QPointF], None]


class MarkCopies:
    """Copies marks that look the same, be they heads or starts, to where they are.

    Each stands in the device's pixel that is nearest: of a hundred, none is followed by half a pixel.
    """

    def __init__(self) -> None:
        self._kept: dict[Hashable, QPixmap] = {}

    def copy(self, painter: QPainter, key: Hashable, reach: float, draw: Draw, places: Sequence[QPointF]) -> None:
        """Copy a mark to some places.

        Parameters
        ----------
        key
            Says how it looks: the mark is drawn anew where that is another one.
        reach
            How far it extends from its middle, in the painter's pixels.
        draw
            Draws it at a point.
        """
        if not places:
            return
        ratio = pixel_ratio(painter)
        mark = self._kept.get((key, reach, ratio))
        if mark is None:
            if len(self._kept) >= MOST_KEPT:
                self._kept.clear()
            mark = self._kept[key, reach, ratio] = _drawn(reach, ratio, draw)
        corners: NDArray[np.float64] = np.array([(place.x(), place.y()) for place in places])
        copy_mark(painter, mark, corners - mark.deviceIndependentSize().width() / 2)


def _drawn(reach: float, ratio: float, draw: Draw) -> QPixmap:
    side = 2 * int(np.ceil(reach * ratio)) + 1
    made = QPixmap(side, side)
    made.fill(Qt.GlobalColor.transparent)
    made.setDevicePixelRatio(ratio)
    with QPainter(made) as within:
        within.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw(within, QPointF(side / ratio / 2, side / ratio / 2))
    return made


def copy_mark(painter: QPainter, mark: QPixmap, corners: NDArray[np.float64]) -> None:
    """Copy a mark to many places, (n, 2), each in the device's pixel that is nearest."""
    draw = painter.drawPixmap
    device = painter.deviceTransform()
    kinds = QTransform.TransformationType
    if device.type() not in (kinds.TxNone, kinds.TxTranslate) or mark.devicePixelRatio() != 1.0:
        for x, y in corners.tolist():
            draw(QPointF(x, y), mark)
        return
    if not len(corners):
        return
    # Qt rounds to whole pixels of the device; done here for all at once, and all are copied in one call, in a third of
    # the time. The binding takes the first of an array of Qt's structures: ten numbers each.
    origin = np.array([device.dx(), device.dy()])
    fragments = np.zeros((len(corners), 10))
    fragments[:, :2] = np.floor(corners + origin + 0.5) - np.floor(origin + 0.5) + (mark.width() / 2, mark.height() / 2)
    fragments[:, 4:6] = mark.width(), mark.height()
    fragments[:, 6:8] = fragments[:, 9] = 1.0  # neither scaled nor turned (8), and as opaque as it is
    first = cast("QPainter.PixmapFragment", Shiboken.wrapInstance(fragments.ctypes.data, QPainter.PixmapFragment))
    painter.drawPixmapFragments(first, len(fragments), mark)
