"""Which views are shown a moment: while a training plays not all in each frame, else all; GUI thread."""

from collections.abc import Mapping

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from reluviz.scene.moment import Moment
from reluviz.scene.view import Canvas


class Showing(QObject):
    """Hands moments to the views that are seen.

    Frames differ in which views are drawn, so that no frame has to draw all of them; but views that count the same
    are drawn together, for they would contradict each other.

    Parameters
    ----------
    window
        While it is hidden, as at the start, all views are shown what there is.
    """

    def __init__(self, window: QWidget, canvases: Mapping[str, Canvas], verdict: Canvas) -> None:
        super().__init__(window)
        self._window = window
        self._canvases = canvases
        self._verdict = verdict
        self._frame = 0

    def show(self, moment: Moment, *, is_playing: bool) -> None:
        """Show a moment: all of it, unless another one will follow at once."""
        self._frame += 1
        seen = [canvas for canvas in self._canvases.values() if canvas.isVisible() or not self._window.isVisible()]
        views = [view for canvas in (*seen, self._verdict) for view in canvas.views]
        for index, view in enumerate(views):
            if is_playing:
                view.follow(moment, self._frame if view.counts_fates else self._frame + index)
            else:
                view.show_moment(moment)

    def fill(self, moment: Moment) -> None:
        """Show the moment in views that are seen and have not been shown it."""
        for canvas in self._canvases.values():
            for view in canvas.views:
                if canvas.isVisible() and view.moment is not moment:
                    view.show_moment(moment)

    @Slot()
    def catch_up(self) -> None:
        """Show what has been left out."""
        for canvas in (*self._canvases.values(), self._verdict):
            for view in canvas.views:
                view.catch_up()
