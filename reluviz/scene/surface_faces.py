"""The faces of a surface in a picture that is made in turns: no frame of a window waits for them; GUI thread."""

from collections.abc import Callable, Iterator
from functools import partial
from time import perf_counter
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, QRectF, QTimer
from PySide6.QtGui import QImage, QPainter

from reluviz.scene.still_layer import blank, blit, pixel_ratio
from reluviz.scene.surface_mesh import Mesh
from reluviz.scene.surface_painter import Faces
from reluviz.scene.turn import Turn

if TYPE_CHECKING:
    from reluviz.scene.camera import Camera
    from reluviz.scene.plot import Plot

Array = NDArray[np.float64]

TURN_MS = 16

TURN_SECONDS = 0.01
"""How long is worked in one turn."""

MOST_PUT_OFF = 4
"""For so many turns in a row the work is left to the next one, where the event loop's has no time for it."""

FACES = 500
"""So many are drawn between two looks at the clock: one millisecond to three."""

Piece = Callable[[QPainter], None] | None
"""Draws some faces; None: something has been prepared."""


class FacesPicture(QObject):
    """Keeps the picture of the faces as they stand now, and makes it, a few milliseconds a turn."""

    def __init__(self, plot: "Plot") -> None:
        super().__init__(plot)
        self._plot = plot
        self._image: QImage | None = None
        self._key: object = None
        self._next: tuple[QImage, float] | None = None
        self._pieces: Iterator[Piece] = iter(())
        self._turn = Turn(self)
        self._put_off = 0
        self._turns = QTimer(self)
        self._turns.setInterval(TURN_MS)
        self._turns.timeout.connect(self._on_turn)

    @property
    def is_whole(self) -> bool:
        """Whether nothing is in the making."""
        return self._next is None

    def leave(self) -> None:
        """Keep and make nothing: something else is shown."""
        self._turns.stop()
        self._image = self._next = self._key = None
        self._pieces = iter(())

    def show(self, painter: QPainter, area: QRectF, key: object, pieces: Callable[[], Iterator[Piece]]) -> bool:
        """Copy the picture to an area of the plot, and tell whether there is one.

        Where there is none, or one with another `key`, it is begun; when it is whole, the plot is painted again.
        """
        ratio = pixel_ratio(painter)
        if (key, ratio) != self._key:
            self._key = (key, ratio)
            self._image = None
            self._next = blank(area, ratio), ratio
            self._pieces = pieces()
            self._turns.start()  # anew: while it changes in each frame, nothing is made in vain
        if self._image is not None:
            blit(painter, self._image, area)
            return True
        if not self._turns.isActive():
            self._turns.start()
        return False

    def _on_turn(self) -> None:
        """Work on at the picture; not where nobody sees it: the next time that it is shown, it goes on."""
        scene = self._plot.scene()
        if self._next is None or scene is None or not any(view.isVisible() for view in scene.views()):
            self._turns.stop()
            return
        if self._turn.is_full and self._put_off < MOST_PUT_OFF:
            self._put_off += 1  # the faces of another tile have been drawn, or a frame
            return
        self._put_off = 0
        image, ratio = self._next
        end = perf_counter() + TURN_SECONDS
        with QPainter(image) as within:
            within.scale(ratio, ratio)
            within.setRenderHint(QPainter.RenderHint.Antialiasing)
            for piece in self._pieces:
                if piece is not None:
                    piece(within)
                if perf_counter() > end:
                    return
        self._turns.stop()
        self._image, self._next = image, None
        self._plot.still_changed()


def face_pieces(
    mesh: Mesh, camera: "Camera", to_pixels: Callable[[Array], Array], colors: Callable[[], NDArray[np.uint32]]
) -> Iterator[Piece]:
    """Yield what draws the faces of a surface, some at a time, and None after each thing that is prepared for it."""
    for _ in (mesh.faces, mesh.losses, mesh.normals):
        yield None
    found = colors()
    yield None
    faces = Faces(mesh, camera, to_pixels, found)
    for first in range(0, len(faces), FACES):
        yield partial(faces.draw, first=first, end=first + FACES)
