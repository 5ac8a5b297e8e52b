"""What draws itself into a picture that it copies when it is painted, and may do so before; GUI thread and recorder."""

from collections.abc import Iterator

import pyqtgraph as pg


class PreparedItem(pg.GraphicsObject):
    """An item whose paint draws what is new into a picture, and then copies that."""

    def prepare(self) -> Iterator[None]:
        """Draw into the picture what the next paint in a window would, a little between two of those yielded."""
        yield from ()

    def window_ratio(self) -> float:
        """Return how many device pixels one of the item's pixels has across in its window; 0 where it is in none."""
        scene = self.scene()
        views = [] if scene is None else scene.views()
        return views[0].devicePixelRatioF() if views else 0.0
