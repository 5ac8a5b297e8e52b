"""What is remembered of a window: panels as text, with a sum that tells damage, and a place that fits; GUI thread."""

import base64
from typing import TYPE_CHECKING
from zlib import crc32

from PySide6.QtCore import QByteArray, QRect, Qt
from PySide6.QtGui import QGuiApplication

if TYPE_CHECKING:
    from reluviz.desktop.window import MainWindow

LARGE = (1680, 980)
"""The window's size at the first start, where there is room."""

STATE_VERSION = 4
"""Changes whenever remembered panels would no longer fit."""

FRAME = 40
"""Pixels by which a remembered window may stand out of the screen."""


def packed(state: bytes) -> str:
    """Return bytes as text, with a sum that tells damage."""
    return f"{crc32(state):08x}{base64.b64encode(state).decode('ascii')}"


def unpacked(text: str) -> bytes:
    """Return the bytes of a text; none if it is damaged: Qt ends the process over some wrong states."""
    try:
        state = base64.b64decode(text[8:], validate=True)
    except ValueError:
        return b""
    return state if f"{crc32(state):08x}" == text[:8] else b""


def holds(room: QRect, place: QRect) -> bool:
    """Tell whether a window fits a screen, but for a few pixels of its frame."""
    return room.adjusted(-FRAME, -FRAME, FRAME, FRAME).contains(place)


class WindowState:
    """Brings back what was remembered of a window, and remembers what a person has made of it.

    Parameters
    ----------
    window
        Whose place, panels and open sections they are.
    """

    def __init__(self, window: "MainWindow") -> None:
        self._window = window
        self._borrowers: set[str] = set()
        self._own = ""

    @property
    def is_borrowed(self) -> bool:
        """Whether somebody shows panels that are not to be remembered."""
        return bool(self._borrowers)

    def borrow(self, name: str) -> None:
        """Note the panels as they are: until `give_back`, somebody shows others, which are not to be remembered."""
        window = self._window
        if not self._borrowers:
            # Before the window has been shown, they have no sizes yet.
            is_laid_out = window.isVisible()
            self._own = self._panels() if is_laid_out else window.settings.get("window/panels")
        self._borrowers.add(name)

    def give_back(self, name: str) -> None:
        """Remember the panels again, unless another one still shows its own."""
        self._borrowers.discard(name)

    def restore(self) -> None:
        """Take place, panels and open sections from the settings."""
        window, settings = self._window, self._window.settings
        place = settings.get("window/place")
        if place is not None and any(
            holds(screen.availableGeometry(), QRect(*place)) for screen in QGuiApplication.screens()
        ):
            window.setGeometry(*place)
        else:
            room = QGuiApplication.primaryScreen().availableGeometry()
            # With room for its frame, should it go back from being maximised.
            window.resize(min(LARGE[0], room.width() - 2 * FRAME), min(LARGE[1], room.height() - 2 * FRAME))
            if room.width() <= LARGE[0] or room.height() <= LARGE[1]:
                window.setWindowState(Qt.WindowState.WindowMaximized)
        window.column.set_open_sections(settings.get("window/sections"))
        window.arrange()
        state = unpacked(settings.get("window/panels"))
        if state and window.restoreState(QByteArray(state), STATE_VERSION):
            window.sharing.restored()
        if settings.get("window/maximized"):
            window.setWindowState(Qt.WindowState.WindowMaximized)

    def remember(self) -> None:
        """Write place, panels and open sections to the settings."""
        window, settings = self._window, self._window.settings
        whole = window.isMaximized() or window.isFullScreen()
        settings.set("window/maximized", window.isMaximized())
        if not whole:
            place = window.geometry()
            settings.set("window/place", [place.x(), place.y(), place.width(), place.height()])
        settings.set("window/panels", self._own if self._borrowers else self._panels())
        settings.set("window/sections", window.column.open_sections() or ["none"])
        settings.flush()

    def _panels(self) -> str:
        return packed(bytes(self._window.saveState(STATE_VERSION).data()))
