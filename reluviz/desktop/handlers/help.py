"""What the actions of the menu Help do, the hint of the first start, and the spotlight; GUI thread."""

import functools
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QWidget

from reluviz.desktop.handlers.presenter import PresenterHandlers
from reluviz.desktop.looks import Looks
from reluviz.desktop.settings import Settings

if TYPE_CHECKING:
    from reluviz.desktop.first_hint import FirstHint
    from reluviz.desktop.guide_window import GuideWindow
    from reluviz.desktop.spotlight import Spotlight
    from reluviz.desktop.window import MainWindow


class HelpHandlers(QObject):
    """Guide, lists of keys, what each part is, the first start's hint: each made, and imported, when it is asked for.

    Parameters
    ----------
    presenter
        Asked for a key after the help, which closes with Escape before a presentation ends.
    """

    def __init__(
        self,
        window: "MainWindow",
        settings: Settings,
        looks: Looks,
        presenter: PresenterHandlers,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.window = window
        self._settings = settings
        self._presenter = presenter
        self.dialog: QDialog | None = None
        """The list that is open."""
        self._make: Callable[[QWidget], QDialog]
        self.hint: FirstHint | None = None
        """The hint of the first start, while it stands."""
        self._looks = looks
        self.guide: GuideWindow | None = None
        """The guide, while it is open."""
        self.spotlight: Spotlight | None = None
        """What dims the window, while it does."""
        self._is_explained = False
        looks.changed.connect(self._show_looks)
        window.presenter_keys = self.press

    def greet(self) -> None:
        """Tell whoever starts the program for the first time how to begin."""
        if self._settings.is_new and not self.window.stage.messages.text:
            from reluviz.desktop.first_hint import FirstHint

            self.hint = FirstHint(self.window, self._presenter, self)
            self.hint.ended.connect(self._on_hint_ended)

    def show_guide(self) -> None:
        """Open the guide, or bring it to the front."""
        if self.guide is None:
            from reluviz.desktop.guide_window import GuideWindow

            self.guide = GuideWindow(self._looks.theme, self._looks.scale)
            self.guide.closed.connect(self._on_guide_closed)
            self.guide.open_over(self.window)
        self.guide.raise_()
        self.guide.activateWindow()

    def _on_guide_closed(self) -> None:
        if self.guide is not None:
            self.guide.deleteLater()
            self.guide = None

    def _show_looks(self) -> None:
        if self.guide is not None:
            self.guide.wear(self._looks.theme, self._looks.scale)
        if self.spotlight is not None:
            self.spotlight.set_scale(self._looks.scale)

    def set_spotlight(self, shown: bool) -> None:
        """Dim all of the window but a circle round the pointer, or nothing."""
        if shown and self.spotlight is None:
            from reluviz.desktop.spotlight import Spotlight

            self.spotlight = Spotlight(self.window, self._looks.scale)
        elif not shown and self.spotlight is not None:
            self.spotlight.end()
            self.spotlight = None
        if self.window.actions_by_name is not None:
            self.window.actions_by_name["spotlight"].setChecked(shown)

    def explain(self) -> None:
        """Let the next click tell what it is on, instead of acting."""
        from PySide6.QtWidgets import QWhatsThis

        self._is_explained = True
        self._explain()
        QWhatsThis.enterWhatsThisMode()

    def _explain(self) -> None:
        from reluviz.desktop.what_is_this import explain

        explain(self.window)

    def show_keys(self) -> None:
        """List the keys."""
        from reluviz.desktop.help_dialogs import keys_dialog

        presenting, in_lesson = self._presenter.presenting, self._presenter.lessons.lesson is not None
        self._show(functools.partial(keys_dialog, presenting=presenting, in_lesson=in_lesson))

    def show_about(self) -> None:
        """Say what the program is."""
        from reluviz.desktop.help_dialogs import about_dialog

        self._show(about_dialog)

    def press(self, event: QKeyEvent) -> bool:
        """Act on a key before the actions do; tell whether that was all that it means."""
        if event.key() == Qt.Key.Key_Escape and self.hint is not None:
            is_seen = self.hint.is_seen
            self.hint.end()
            if is_seen:
                return True
        if event.key() == Qt.Key.Key_Escape and self.spotlight is not None:
            self.set_spotlight(False)
            return True
        return self._presenter.press(event)

    def _show(self, make: Callable[[QWidget], QDialog]) -> None:
        self.close_dialog()
        self._make = make
        self.dialog = make(self.window)
        self.dialog.show()

    def _on_hint_ended(self) -> None:
        if self.hint is not None:
            self.hint.deleteLater()
            self.hint = None

    def retranslate(self) -> None:
        """Say the help that is open in the language of now."""
        if self._is_explained:
            self._explain()
        if self.guide is not None:
            self.guide.retranslate()
        if self.dialog is not None and self.dialog.isVisible():
            place = self.dialog.geometry()
            self._show(self._make)
            self.dialog.setGeometry(place)

    def close_dialog(self) -> None:
        """Close the list that is open."""
        if self.dialog is not None:
            self.dialog.close()
            self.dialog.deleteLater()
            self.dialog = None

    def close(self) -> None:
        """Close all help that is open."""
        self.close_dialog()
        if self.guide is not None:
            self.guide.close()
        self.set_spotlight(False)
