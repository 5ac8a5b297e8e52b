"""What the window says at the very first start, in its message bar: how to begin, where more is told; GUI thread."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Signal

from reluviz.language import translate

if TYPE_CHECKING:
    from reluviz.desktop.handlers.presenter import PresenterHandlers
    from reluviz.desktop.window import MainWindow


class FirstHint(QObject):
    """The hint, from the first picture until somebody has begun: with a key, the mouse, or by closing it.

    It lies over a corner of the landscape, which does not move when it goes: nothing of the puzzle is hidden, and no
    picture shows it.
    """

    ended = Signal()

    def __init__(self, window: "MainWindow", presenter: "PresenterHandlers", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._messages = window.stage.messages
        self._is_over = False
        self._said = translate(
            "Help",
            "Space starts the training. A click on the landscape places a start. ? lists the keys, F1 opens the guide.",
        )
        self._messages.hint(self._said)
        self._messages.closed.connect(self.end)
        presenter.changed.connect(self.end)
        # A lesson tells itself what to do: in a cue that asks, Space reveals first.
        presenter.lessons.changed.connect(self.end)
        actions = window.actions_by_name
        if actions is not None:
            for name in ("play", "run_backwards", "step_forward"):
                actions[name].triggered.connect(self.end)
        self._ground = window.stage.canvas.viewport()
        self._ground.installEventFilter(self)

    @property
    def is_seen(self) -> bool:
        """Whether it stands there: another message may have come instead of it."""
        return self._messages.is_saying(self._said)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Note the first press on the landscape, be it a finger’s, and let it through; Qt's own."""
        if event.type() in (QEvent.Type.MouseButtonPress, QEvent.Type.TouchBegin):
            self.end()
        return False

    def end(self) -> None:
        """Take the hint away for good; another message that has come instead of it stays."""
        if self._is_over:
            return
        self._is_over = True
        self._ground.removeEventFilter(self)
        if self.is_seen:
            self._messages.clear()
        self.ended.emit()
