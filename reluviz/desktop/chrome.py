"""What can be hidden so that the stage has the room: all but the landscape, or all but stage and panels; GUI thread."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from reluviz.desktop.window import MainWindow


class Chrome:
    """Hides parts of the window, and brings back just those that were there.

    Parameters
    ----------
    window
        Whose parts they are.
    """

    def __init__(self, window: "MainWindow") -> None:
        self._window = window
        self.stage_alone = False
        """Whether the landscape fills the window."""
        self._hidden: list[QWidget] = []
        self._presented: list[QWidget] = []

    def set_stage_alone(self, alone: bool) -> bool:
        """Let the landscape fill the window, or bring the rest back; tell whether that changes anything."""
        if alone == self.stage_alone:
            return False
        self.stage_alone = alone
        window = self._window
        if alone:
            others = [*window.panels.values(), *self._bars(), window.stage.verdict]
            self._hidden = [widget for widget in others if not widget.isHidden()]
        for widget in self._hidden:
            widget.setVisible(not alone)
        window.stage.set_alone(alone)
        return True

    def set_presented(self, presented: bool) -> None:
        """Hide menus, controls, transport and status, or show again what of them was there."""
        if presented:
            parts = [self._window.panels["controls"], *self._bars()]
            self._presented = [widget for widget in parts if not widget.isHidden()]
        for widget in self._presented:
            widget.setVisible(not presented)

    def _bars(self) -> list[QWidget]:
        window = self._window
        return [window.transport_bar, window.statusBar(), window.menuBar()]
