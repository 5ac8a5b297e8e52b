"""The window as a program: Qt's application, signals, unexpected errors, and the end in order; main thread."""

import gc
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths, QTimer
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication, QStyleFactory

from reluviz.assets import DESKTOP_ID, resource
from reluviz.desktop.application import Application
from reluviz.desktop.arenas import share_one_arena
from reluviz.desktop.dialogs import FileDialogs
from reluviz.desktop.settings import Settings, settings_path
from reluviz.desktop.tongue import wear
from reluviz.desktop.warming import Warming
from reluviz.interrupts import SIGNALS
from reluviz.language import system_language, translate
from reluviz.scenario.model import Scenario
from reluviz.training.source import Engines

if TYPE_CHECKING:
    from reluviz.scenario.lessons import Lesson


def draft_path() -> Path:
    """Return where unsaved work is kept on this machine; nothing is created."""
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericDataLocation)
    return Path(folder) / "reluviz" / "unsaved.toml"


def qt_application() -> QApplication:
    """Return the one QApplication, making it where there is none."""
    application = QApplication.instance()
    if isinstance(application, QApplication):
        return application
    share_one_arena()  # before there are threads
    application = QApplication([sys.argv[0] if sys.argv else "reluviz"])
    application.setApplicationName("reluviz")
    application.setApplicationDisplayName("reluviz")
    application.setDesktopFileName(DESKTOP_ID)
    application.setStyle(QStyleFactory.create("Fusion"))
    return application


def run_window(
    scenario: Scenario,
    path: Path | None,
    language: str | None = None,
    debug: bool = False,
    *,
    lesson: "Lesson | None" = None,
    cue: str = "",
) -> int:
    """Open the window, and return the exit status when it has been closed.

    Parameters
    ----------
    scenario, path
        What to open, and its file; None where saving has to ask for one.
    language
        The language of the window and of the scenario's texts; None: the one that was chosen in it, else the system's.
    debug
        Whether errors that nobody expected are shown with their traceback on standard error.
    lesson, cue
        A lesson to give, and its cue to begin with.

    Raises
    ------
    KeyboardInterrupt
        If Ctrl+C, or the system, has closed the window; after all has been put away.
    """
    with _signals_noted() as told:
        qt = qt_application()
        engines, dialogs, settings = Engines(), FileDialogs(), Settings(settings_path())
        wear(language or chosen_language(settings))
        hook = sys.excepthook
        application = None
        beat, warming = QTimer(), Warming()
        try:
            application = Application(
                scenario,
                path,
                settings=settings,
                engines=engines,
                dialogs=dialogs,
                draft=draft_path(),
            )
            window = dialogs.window = application.window
            sys.excepthook = _Hook(application, debug)
            # By the event loop, never within a paint or before the window is shown, where closing would go astray.
            # Python runs a signal's handler only between its own instructions: the timer gives it some.
            beat.timeout.connect(lambda: told and window.close())
            beat.start(500)
            window.painted.connect(_collect_garbage)
            window.painted.connect(_wear_icon)
            window.painted.connect(warming.begin)
            status = 0
            if not told:
                if lesson is not None:
                    application.handlers.lessons.begin(lesson, cue)
                application.show()
                status = qt.exec()
            if told:
                raise KeyboardInterrupt
            return status
        finally:
            beat.stop()
            warming.stop()
            sys.excepthook = hook
            if application is not None:
                application.close()
            engines.close()


def chosen_language(settings: Settings) -> str:
    """Return the language that was chosen in the window, or the system's."""
    chosen = settings.get("view/language")
    return system_language() if chosen == "system" else chosen


@contextmanager
def _signals_noted() -> Iterator[list[int]]:
    """Give a list that Ctrl+C and its like are put into: raised while Qt is at work, an interrupt would get lost."""
    told: list[int] = []
    handlers = {number: signal.signal(number, lambda number, _: told.append(number)) for number in SIGNALS}
    try:
        yield told
    finally:
        for number, handler in handlers.items():
            signal.signal(number, handler)


def _collect_garbage() -> None:
    """Let garbage be collected, but not be looked for among what will live as long as the program."""
    gc.freeze()
    gc.enable()


def _wear_icon() -> None:
    """Give the windows the program's icon, once the first picture is there; Wayland takes it from the desktop entry."""
    QApplication.setWindowIcon(QIcon(str(resource("desktop", "reluviz.svg"))))


class _Hook:
    """Shows an error that nobody expected in the window's message bar, and its traceback if asked for."""

    def __init__(self, application: Application, debug: bool) -> None:
        self._application = application
        self._debug = debug

    def __call__(self, kind: type[BaseException], error: BaseException, trace: object) -> None:
        if self._debug or not isinstance(error, Exception):
            sys.__excepthook__(kind, error, trace)  # type: ignore[arg-type]
        if isinstance(error, Exception):
            words = translate("Stage", "Something went wrong that should not: {error}")
            self._application.stage.messages.say(words.format(error=f"{kind.__name__}: {error}"))
