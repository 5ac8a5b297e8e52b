"""Opening and saving scenarios, the recent files, and the work that was never saved; GUI thread."""

import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from reluviz.desktop.actions import action
from reluviz.desktop.document import Document
from reluviz.desktop.drafts import Drafts, written
from reluviz.desktop.handlers.file_words import draft_problem, file_name, file_problem
from reluviz.desktop.settings import MOST_RECENT_FILES, Settings
from reluviz.errors import ReluvizError
from reluviz.language import language, translate
from reluviz.output import whole_file
from reluviz.scenario.model import Scenario
from reluviz.scenario.reading import parse_scenario
from reluviz.scenario.sources import Source, find_scenario
from reluviz.scenario.writing import scenario_text

PUZZLE = "puzzle"
"""The built-in scenario that New opens."""

SUFFIX = ".toml"


class Dialogs(Protocol):
    """Asks for files; the tests answer themselves."""

    def open_path(self, folder: str) -> Path | None:
        """Return the scenario file to open; None: none."""
        ...

    def save_path(self, suggested: str) -> Path | None:
        """Return where to save the scenario; None: nowhere."""
        ...

    def picture_path(self, suggested: str) -> Path | None:
        """Return where to save a picture; None: nowhere."""
        ...

    def film_path(self, suggested: str) -> Path | None:
        """Return where a film goes; None: nowhere."""
        ...

    def table_path(self, suggested: str) -> Path | None:
        """Return where to save data as CSV; None: nowhere."""
        ...


class FileHandlers(QObject):
    """Opens and saves the document.

    Parameters
    ----------
    drafts
        Keeps unsaved work when the window closes, or another scenario is opened.
    finish_typing
        Takes what is being typed into a control: it belongs to what is saved.
    say, tell, clear
        Take what went wrong, in words, what is good to know, and that nothing has gone wrong.
    """

    recent_changed = Signal()

    lesson_opened = Signal(object)
    """The file that was opened is a lesson."""

    def __init__(
        self,
        document: Document,
        settings: Settings,
        dialogs: Dialogs,
        drafts: Drafts,
        *,
        finish_typing: Callable[[], None],
        say: Callable[[str], None],
        tell: Callable[[str], None],
        clear: Callable[[], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._document = document
        self._settings = settings
        self._dialogs = dialogs
        self._drafts = drafts
        self._finish_typing = finish_typing
        self._say = say
        self._tell = tell
        self._clear = clear
        self._told_of_loss: Scenario | None = None
        if document.path is not None:
            self._remember(document.path)

    @property
    def recent(self) -> list[Path]:
        """The files opened last, the newest first."""
        return [Path(name) for name in self._settings.get("file/recent")]

    @property
    def has_draft(self) -> bool:
        """Whether there is unsaved work to bring back."""
        return bool(self._drafts.kept())

    @property
    def drafts(self) -> list[Path]:
        """The files of unsaved works that can be brought back, the newest first."""
        return self._drafts.kept()

    def new(self) -> None:
        """Open the puzzle."""
        try:
            scenario = find_scenario(PUZZLE)
        except ReluvizError as error:
            self._say(str(error))
            return
        if self.put_away():
            self._document.open(scenario, None)

    def put_away(self) -> bool:
        """Keep what is unsaved, since something else is opened; tell whether nothing can get lost."""
        if not self.keep_draft():
            return False
        self._drafts.take(None)
        self._clear()
        return True

    def open(self) -> None:
        """Ask for a file, and open it."""
        path = self._dialogs.open_path(self.folder())
        if path is not None:
            self.open_path(path)

    def open_path(self, path: Path) -> bool:
        """Open a scenario or a lesson; what is open stays if it cannot be read."""
        try:
            scenario, lesson = Source(str(path), path, built_in=False).load()
        except ReluvizError as error:
            self._say(file_problem(path, error))
            return False
        if not self.put_away():
            return False
        if lesson is None:
            self._document.open(scenario, path)
        else:
            self.lesson_opened.emit(lesson)
        self._remember(path)
        return True

    def tell_of_draft(self) -> None:
        """Say once that there is unsaved work to bring back."""
        kept = self._drafts.kept()
        if not kept:
            return
        when = written(kept[0])
        if when is not None and self._settings.get("file/draft_told") != when:
            self._settings.set("file/draft_told", when)
            self._tell(
                translate("Files", "Unsaved work is kept: File ▸ {action} opens it.").format(
                    action=action("reopen_unsaved").shown_text()
                )
            )

    def reopen_unsaved(self) -> None:
        """Open the work that was left unsaved last; what is open now is kept in its turn."""
        kept = self._drafts.kept()
        if kept:
            self.reopen_draft(kept[0])

    def reopen_draft(self, path: Path) -> None:
        """Open one of the unsaved works; what is open now is kept in its turn."""
        try:
            scenario = parse_scenario(path.read_text(encoding="utf-8"), path.name)
        except (OSError, UnicodeDecodeError, ReluvizError) as error:
            self._say(translate("Files", "The unsaved work cannot be brought back: {reason}").format(reason=error))
            return
        if self.keep_draft(spared=path):
            self._drafts.take(path)
            self._clear()
            self._document.open_unsaved(scenario)

    def save(self) -> bool:
        """Write the scenario to its file; without one, ask for it."""
        self._finish_typing()
        if self._document.path is None:
            return self.save_as()
        return self._write(self._document.path)

    def save_as(self) -> bool:
        """Ask for a file, and write the scenario to it."""
        self._finish_typing()
        path = self._document.path
        name = path.name if path is not None else file_name(self._document.scenario, language()) + SUFFIX
        asked = self._dialogs.save_path(str(Path(self.folder()) / name))
        if asked is None:
            return False
        if asked.suffix:
            return self._write(asked)
        # Nobody was asked about the file of this longer name.
        return self._write(asked.with_suffix(SUFFIX), overwrite=False)

    def keep_draft(self, spared: Path | None = None) -> bool:
        """Keep what has not been saved, so that it can be brought back; tell whether nothing can get lost.

        Parameters
        ----------
        spared
            An unsaved work that does not give way to this one.
        """
        problem = self._kept(spared)
        if problem:
            words = translate("Files", "The unsaved work cannot be kept, so it stays open: {reason}")
            self._say(words.format(reason=problem))
        return not problem

    def leave(self) -> None:
        """Keep what has not been saved, and let other windows have it; where it cannot be kept, write it out.

        Nobody may have been asked: Ctrl+C and the end of a session close the window on a full disk too. What started
        the program, a terminal or a journal, is then the last place that there is.
        """
        problem = self._kept()
        if problem and sys.stderr is not None:
            words = translate("Files", "the unsaved work could not be kept ({reason}); it was:").format(reason=problem)
            with suppress(OSError):
                print(f"reluviz: {words}\n\n{scenario_text(self._document.scenario)}", file=sys.stderr, flush=True)
        self._drafts.take(None)

    def may_close(self) -> bool:
        """Tell whether the window may close: unsaved work is kept, or it was said that it cannot be."""
        problem = self._kept()
        if not problem or self._told_of_loss == self._document.scenario:
            return True
        self._told_of_loss = self._document.scenario
        words = translate(
            "Files", "Not closed, since the unsaved work cannot be kept ({reason}). Save it, or close again to lose it."
        )
        self._say(words.format(reason=problem))
        return False

    def _kept(self, spared: Path | None = None) -> str:
        """Keep what has not been saved; return why that cannot be."""
        self._finish_typing()
        if self._document.modified:
            try:
                self._drafts.keep(self._document.scenario, spared)
            except (OSError, ReluvizError) as error:
                return draft_problem(error)
        return ""

    def _write(self, path: Path, *, overwrite: bool = True) -> bool:
        try:
            with whole_file(path, overwrite=overwrite) as file:
                file.write_text(scenario_text(self._document.scenario), encoding="utf-8")
        except (OSError, ReluvizError) as error:
            self._say(file_problem(path, error))
            return False
        self._clear()
        self._document.saved_as(path)
        self._remember(path)
        self._drafts.drop()
        return True

    def folder(self) -> str:
        """Return the folder that dialogs begin in: that of the file opened or saved last."""
        folder = self._settings.get("file/folder")
        try:
            is_there = bool(folder) and Path(folder).is_dir()
        except OSError:  # a name too long, a folder that may not be looked into
            is_there = False
        return folder if is_there else str(Path.home())

    def _remember(self, path: Path) -> None:
        path = path.absolute()
        names = [str(path), *(name for name in self._settings.get("file/recent") if name != str(path))]
        self._settings.set("file/recent", names[:MOST_RECENT_FILES])
        self._settings.set("file/folder", str(path.parent))
        self.recent_changed.emit()
