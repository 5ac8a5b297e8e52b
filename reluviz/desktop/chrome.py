"""What can be hidden so that the stage has the room: all but the landscape, or all but stage and panels; GUI thread."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from reluviz.desktop.sharing import Sizes
    from reluviz.desktop.window import MainWindow


PRESENTED_MARGINS = (8, 0, 0, 16)
"""Left, top, right, bottom of the window while presenting: as far as controls and transport keep from the edges."""


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
        self.is_presented = False
        """Whether stage and panels fill the window."""
        self._alone, self._presented = _Hidden(window), _Hidden(window)

    def set_stage_alone(self, alone: bool) -> bool:
        """Let the landscape fill the window, or bring the rest back; tell whether that changes anything."""
        if alone == self.stage_alone:
            return False
        self.stage_alone = alone
        window = self._window
        if alone:
            self._alone.hide([*window.panels.values(), *self._bars(), window.stage.verdict])
        window.stage.set_alone(alone)
        self._keep_from_edges()
        if not alone:
            self._alone.show()
        return True

    def set_presented(self, presented: bool) -> None:
        """Hide menus, controls, transport and status, or show again what of them was there."""
        if presented:
            self._presented.hide([self._window.panels["controls"], *self._bars()])
        self.is_presented = presented
        self._keep_from_edges()
        if not presented:
            self._presented.show()

    def _keep_from_edges(self) -> None:
        is_bare = self.stage_alone or not self.is_presented
        self._window.setContentsMargins(*((0, 0, 0, 0) if is_bare else PRESENTED_MARGINS))

    def resized(self) -> None:
        """Give panels their sizes back once the window has the size that they had them in."""
        self._presented.resized()
        self._alone.resized()

    def _bars(self) -> list[QWidget]:
        window = self._window
        return [window.transport_bar, window.statusBar(), window.menuBar()]


class _Hidden:
    """Parts that are hidden together; Qt shares the room anew when panels come back, so their sizes are kept here."""

    def __init__(self, window: "MainWindow") -> None:
        self._window = window
        self._parts: list[QWidget] = []
        self._sizes: Sizes | None = None
        self._within = QSize()
        self._is_awaited = False

    def hide(self, parts: list[QWidget]) -> None:
        """Hide what is to be seen of some parts of the window."""
        self._sizes, self._within, self._is_awaited = self._window.sharing.sizes(), self._window.size(), False
        self._parts = [part for part in parts if not part.isHidden()]
        for part in self._parts:
            part.hide()

    def show(self) -> None:
        """Show those again, as large as they were, or in another window in the same proportions."""
        for part in self._parts:
            part.show()
        self._parts = []
        self._give()
        self._is_awaited = self._window.size() != self._within

    def resized(self) -> None:
        """Give the sizes once more where the window was still that of a full screen when the parts were shown."""
        if self._is_awaited and self._window.size() == self._within:
            self._is_awaited = False
            self._give()

    def _give(self) -> None:
        if self._sizes is not None:
            self._window.sharing.give_back(self._sizes, widths=self._window.width() == self._within.width())
