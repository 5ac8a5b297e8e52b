"""Which views are shown a moment: while a training plays not all in each frame, else all; GUI thread."""

from collections.abc import Iterator, Mapping, Sequence

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtWidgets import QWidget

from reluviz.scene.moment import Moment
from reluviz.scene.view import WORDS, Canvas, View

TURN_MS = 1
"""Between two parts of a crowded landscape, in which keys and the mouse are heard."""


class Showing(QObject):
    """Hands moments to the views that are seen.

    Frames differ in which views are drawn, so that no frame has to draw all of them; but views that count the same
    are drawn together, for they would contradict each other. Where everything is drawn that there is, a crowded
    landscape comes after the other views, tile by tile.

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
        self._was_alone = False
        self._shown: tuple[object, ...] = ()
        self._parts: Iterator[None] = iter(())
        self._turns = QTimer(self)
        self._turns.setInterval(TURN_MS)
        self._turns.timeout.connect(self._on_turn)

    def show(self, moment: Moment, *, is_playing: bool) -> bool:
        """Show a moment: all of it, unless another one will follow at once; tell whether it is of another kind.

        Of another training, as of a lesson's next cue, in another theme or another language, all views tell together:
        words of the one beside pictures of the other would be wrong, not only late.
        """
        self._frame += 1
        kind = (moment.history, moment.runs.theme, moment.language, moment.scenario.view.kind)
        is_another, self._shown = kind != self._shown, kind
        seen = [canvas for canvas in self._canvases.values() if canvas.isVisible() or not self._window.isVisible()]
        views = [view for canvas in (*seen, self._verdict) for view in canvas.views]
        self._turns.stop()
        self._parts = iter(())  # no moment of before is kept
        if is_playing:
            self._was_alone = follow(views, moment, 0 if is_another else self._frame, may_be_alone=not self._was_alone)
            if self._was_alone:
                self._frame -= 1  # whoever has been left out has its turn now
        else:
            for view in views:
                if is_another or not self._takes_turns(view, moment):
                    view.show_moment(moment)
        return is_another

    def close(self) -> None:
        """Draw nothing more."""
        self._turns.stop()
        self._parts = iter(())

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
                if view.pending is None or not self._takes_turns(view, view.pending):
                    view.catch_up()

    def _takes_turns(self, view: View, moment: Moment) -> bool:
        """Have a crowded landscape drawn in the next turns of the event loop; False: it is to be drawn at once."""
        if not (view.is_stage and moment.is_crowded and view.isVisible() and self._window.isVisible()):
            return False
        view.leave_out(moment)
        self._parts = view.show_in_turns(moment)
        self._turns.start()
        return True

    @Slot()
    def _on_turn(self) -> None:
        if next(self._parts, self) is self:
            self._turns.stop()


def follow(views: Sequence[View], moment: Moment, frame: int, *, may_be_alone: bool = True) -> bool:
    """Have views draw one of many moments, whoever has its turn in this frame; all in frame 0.

    A crowded landscape, or a tile of it, has every second frame to itself. One that has to be drawn anew, as for
    another basin map, has this frame to itself, if it `may_be_alone`; tell whether it has.
    """
    may_leave_out = bool(frame) and len(views) > 1
    if may_leave_out and moment.is_crowded:
        _follow_crowded(views, moment, frame)
        return False
    is_alone = False
    for view in views:
        if view.is_stage:
            view.follow(moment, frame)
            is_alone |= view.take_news() and may_leave_out and may_be_alone
    for index, view in enumerate(views):
        if is_alone and not view.is_stage:
            view.leave_out(moment)
        elif not view.is_stage:
            view.follow(moment, frame and (frame if view.counts_fates else frame + index))
    return is_alone


def _follow_crowded(views: Sequence[View], moment: Moment, frame: int) -> None:
    for index, view in enumerate(views):
        if view.is_stage != bool(frame % 2):
            view.leave_out(moment)
        elif view.pace == WORDS:
            # Frames are fewer where there is much to draw, and those without the landscape have room for words.
            view.follow(moment, frame // 2 % (WORDS // 2))
        else:
            view.follow(moment, frame // 2 + (0 if view.counts_fates or view.is_stage else index))
