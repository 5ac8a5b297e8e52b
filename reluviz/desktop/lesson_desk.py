"""Keeps the cue's bar, the menu of lessons and the speaker's notes true to the lesson that is given; GUI thread."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from reluviz.desktop.action_set import ActionSet
from reluviz.desktop.cue_bar import CueBar
from reluviz.desktop.handlers.lessons import LessonHandlers
from reluviz.desktop.handlers.presenter import PresenterHandlers
from reluviz.language import language
from reluviz.scenario.text import localized
from reluviz.scenario.validation import run_count

if TYPE_CHECKING:
    from reluviz.scenario.lessons import Lesson


class LessonDesk(QObject):
    """What is seen of a lesson besides the training itself.

    Parameters
    ----------
    menu
        The menu of lessons; the program's own are put in when it is first opened.
    """

    def __init__(
        self,
        lessons: LessonHandlers,
        presenter: PresenterHandlers,
        bar: CueBar,
        *,
        menu: QMenu,
        actions: ActionSet,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._lessons = lessons
        self._presenter = presenter
        self._bar = bar
        self._menu = menu
        self._actions = actions
        self._listed: dict[str, Lesson] = {}
        self._entries: list[QAction] = []
        menu.aboutToShow.connect(self.fill_menu)
        lessons.changed.connect(self.show_cue)
        self.show_cue()

    def fill_menu(self) -> None:
        """Put the program's lessons and their cues into the menu, once."""
        if self._listed:
            return
        before = self._menu.actions()[0]
        for lesson in self._lessons.built_in():
            self._listed[lesson.name] = lesson
            menu = QMenu(localized(lesson.title, language()).replace("&", "&&"), self._menu)
            menu.setToolTipsVisible(True)
            for cue in lesson.cues:
                entry = menu.addAction(localized(cue.title, language()).replace("&", "&&"))
                entry.setToolTip(localized(cue.words, language()))
                entry.setData((lesson.name, cue.name))
                entry.triggered.connect(self._on_cue_triggered)
            self._entries.append(self._menu.insertMenu(before, menu))
        if self._listed:
            self._entries.append(self._menu.insertSeparator(before))

    def retranslate(self) -> None:
        """Say lessons, cue and notes in the language of now; the menu when it is next opened."""
        for entry in self._entries:
            self._menu.removeAction(entry)
            # A menu owns its entry: without it, Qt would reach for what is gone.
            (entry.menu() or entry).deleteLater()
        self._entries.clear()
        self._listed.clear()
        self.show_cue()

    def show_cue(self) -> None:
        """Show the cue's words and notes, or that there is none."""
        lesson, cue, index = self._lessons.lesson, self._lessons.cue, self._lessons.index
        count = 0 if lesson is None else len(lesson.cues)
        self._enable("next_cue", lesson is not None)
        self._enable("previous_cue", index > 0)
        self._enable("leave_lesson", lesson is not None)
        if lesson is None or cue is None:
            self._bar.show_nothing()
            self._presenter.show_notes("", "", "")
            return
        title, words = localized(cue.title, language()), localized(cue.words, language())
        hidden = run_count(cue.scenario) if self._lessons.asking else 0
        self._bar.show_cue(localized(lesson.title, language()), title, words, index, count, hidden=hidden)
        following = QCoreApplication.translate("Lessons", "the end")
        if index + 1 < count:
            coming = lesson.cues[index + 1]
            both = QCoreApplication.translate("Lessons", "{title}: {words}")
            following = both.format(
                title=localized(coming.title, language()), words=localized(coming.words, language())
            )
        self._presenter.show_notes(f"{index + 1}/{count}  {title}", localized(cue.notes, language()), following)

    def _enable(self, name: str, enabled: bool) -> None:
        self._actions[name].setEnabled(enabled)
        self._bar.enable(name, enabled)

    def _on_cue_triggered(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            lesson, cue = action.data()
            self._lessons.begin(self._listed[lesson], cue)
