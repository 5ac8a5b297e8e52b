"""The picture that pieces of curves over steps are stroked into, from left to right; GUI thread and recorder."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QImage, QPainter

from reluviz.scene.step_lines import Look
from reluviz.scene.still_layer import blank, blit
from reluviz.scene.trail_picture import Key, moved_to

Draw = Callable[[QPainter, int, NDArray[np.float64]], NDArray[np.float64]]
"""(painter, piece, lengths of the curves before it) → their lengths after it: strokes one piece."""


class StepPicture:
    """A picture in device pixels of the first pieces of some curves.

    Parameters
    ----------
    key
        What its pixel positions depend on: `Plot.key`, and what else they do.
    looks
        How each curve is stroked.
    """

    def __init__(self, area: QRectF, ratio: float, key: Key, looks: tuple[Look, ...]) -> None:
        self._image: QImage = blank(area, ratio)
        self._area = QRectF(area)
        self.ratio = ratio
        self.key = key
        self.pieces = 0
        """How many have been stroked."""
        self.group = 0
        """The last group of the table that is in the picture."""
        self.step = -1
        """The step up to which it goes."""
        self.looks = looks
        self.arcs: NDArray[np.float64] = np.zeros(len(looks))
        """How long each curve is in the picture, (C,), for its dashes."""

    def stroke(self, columns: list[int], draw: Draw) -> None:
        """Stroke the next pieces, each into its own columns of the picture, so that no seam is seen.

        `columns` holds where each of them begins, and where the last one ends.
        """
        # Ended even after an error: Qt ends the process if a picture goes while it is painted on.
        with QPainter(self._image) as within:
            within.setRenderHint(QPainter.RenderHint.Antialiasing)
            for index, right in enumerate(columns[1:]):
                left = columns[index] if self.pieces else 0
                within.resetTransform()
                within.setClipRect(QRect(left, 0, right - left, self._image.height()))
                within.scale(self.ratio, self.ratio)
                self.arcs = draw(within, self.pieces, self.arcs)
                self.pieces += 1

    def show(self, painter: QPainter) -> None:
        """Copy the picture to its place."""
        blit(painter, self._image, self._area)

    def moved(self, area: QRectF, key: Key, pieces: int, right: int) -> "StepPicture":
        """Return a picture for other axes, into which this one is stretched, up to the column `right`.

        There its first `pieces` end; it is good enough until there is one whose lines are stroked anew.
        """
        other = StepPicture(area, self.ratio, key, self.looks)
        other.pieces, other.arcs = pieces, self.arcs
        moved = moved_to(self.key, key)
        if moved is not None:
            with QPainter(other._image) as within:
                within.setClipRect(QRect(0, 0, right, other._image.height()))
                within.scale(self.ratio, self.ratio)
                within.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
                within.setTransform(moved, True)
                within.drawImage(self._area, self._image, QRectF(self._image.rect()))
        return other
