"""How the window looks: theme, the landscape's colours and scale, by choice or as the system is; GUI thread."""

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from reluviz.desktop.settings import Settings
from reluviz.desktop.style import apply_style
from reluviz.scene.theme import PALETTE_NAMES, THEMES, Theme, with_palette

THEME_CHOICES = ("system", *THEMES)


class Looks(QObject):
    """The looks that are worn, and the choices behind them.

    Parameters
    ----------
    settings
        What was chosen; a new choice is remembered there.
    """

    changed = Signal()
    """Theme, colours or scale are others: every part should take them."""

    def __init__(self, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._styled: tuple[str, float] = ("", 0.0)
        self.scale: float = settings.get("view/scale")
        self.theme: Theme = self._wanted()
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._on_color_scheme_changed)

    def use_theme(self, name: str) -> None:
        """Take a theme by choice, and remember it: one of `THEME_CHOICES`, or ``other``, light or dark."""
        if name == "other":
            name = "light" if self.theme.is_dark else "dark"
        self._settings.set("view/theme", name)
        self.wear()

    def use_palette(self, name: str) -> None:
        """Take the landscape's colours by choice, and remember them: one of `PALETTE_NAMES`."""
        self._settings.set("view/palette", name)
        self.wear()

    def use_scale(self, scale: float) -> None:
        """Take the scale of all text and lines."""
        self.scale = scale
        self.wear()

    def wear(self) -> None:
        """Put on what is chosen now."""
        self.theme = self._wanted()
        self.style()
        self.changed.emit()

    def style(self) -> None:
        """Give the application its palette, typeface and style sheet, if they are others now."""
        application = QApplication.instance()
        wanted = (self.theme.name, self.scale)
        if wanted != self._styled and isinstance(application, QApplication):
            self._styled = wanted
            apply_style(application, self.theme, self.scale)

    def checks(self) -> dict[str, bool]:
        """Return which of the actions that choose the looks are checked."""
        theme, palette = self._settings.get("view/theme"), self._settings.get("view/palette")
        checks = {f"theme_{name}": name == theme for name in THEME_CHOICES}
        return checks | {f"palette_{name}": name == palette for name in PALETTE_NAMES}

    def _wanted(self) -> Theme:
        chosen = self._settings.get("view/theme")
        if chosen == "system":
            is_dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
            chosen = "dark" if is_dark else "light"
        return with_palette(THEMES[chosen], self._settings.get("view/palette"))

    def _on_color_scheme_changed(self) -> None:
        self.wear()
