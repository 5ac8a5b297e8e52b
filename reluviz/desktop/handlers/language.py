"""The language of the window, chosen while it runs; GUI thread."""

from PySide6.QtCore import QObject, Signal

from reluviz.desktop.settings import Settings
from reluviz.desktop.tongue import wear
from reluviz.language import LANGUAGES, language


class LanguageHandlers(QObject):
    """Switches between the languages, and remembers which was chosen."""

    about_to_change = Signal()
    """What is being typed should be taken: the controls are about to be made anew."""

    changed = Signal()
    """Everything should be said in the language of now."""

    chosen = Signal()
    """One has been chosen, be it the one that was spoken already."""

    def __init__(self, settings: Settings, parent: QObject) -> None:
        super().__init__(parent)
        self._settings = settings

    def use_english(self, _checked: bool = True) -> None:
        """Speak English."""
        self._use("en")

    def use_french(self, _checked: bool = True) -> None:
        """Speak French."""
        self._use("fr")

    def checks(self) -> dict[str, bool]:
        """Return which of the actions that choose the language are checked."""
        return {f"language_{code}": code == language() for code in LANGUAGES}

    def _use(self, code: str) -> None:
        self._settings.set("view/language", code)
        if code != language():
            self.about_to_change.emit()
            wear(code)
            self.changed.emit()
        self.chosen.emit()
