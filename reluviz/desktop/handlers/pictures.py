"""Pictures and numbers of single views, to the clipboard and to files; GUI thread."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, QPoint, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QMenu

from reluviz.desktop.handlers.file import Dialogs
from reluviz.desktop.handlers.file_words import file_name, file_problem
from reluviz.desktop.message_bar import MessageBar
from reluviz.desktop.settings import Settings
from reluviz.errors import ReluvizError
from reluviz.output import whole_file
from reluviz.scenario.text import localized
from reluviz.scene.moment import Moment
from reluviz.scene.race_view import RaceView
from reluviz.scene.view import Canvas

if TYPE_CHECKING:
    from reluviz.desktop.view_tables import Ranges

SCALES = (1, 2, 3, 4)
"""How many pixels of a picture may stand for one of the screen."""


class PictureHandlers(QObject):
    """What the context menu of each view offers, and the menus for the stage.

    Parameters
    ----------
    canvases
        The views' widgets by name; ``landscape`` is the stage's.
    folder
        Returns the folder that dialogs begin in.
    settings
        Where it is remembered how fine pictures are.
    messages
        Takes what went wrong, in words, and what has been done.
    """

    scale_chosen = Signal()
    """Pictures are to be of another size."""

    def __init__(
        self,
        canvases: dict[str, Canvas],
        moment: Callable[[], Moment | None],
        dialogs: Dialogs,
        folder: Callable[[], str],
        settings: Settings,
        messages: MessageBar,
    ) -> None:
        super().__init__(messages)
        self._canvases = canvases
        self._moment = moment
        self._dialogs = dialogs
        self._folder = folder
        self._settings = settings
        self._messages = messages
        self._menu: QMenu | None = None
        for name, canvas in canvases.items():
            if name != "landscape":
                canvas.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
                canvas.customContextMenuRequested.connect(self._on_menu_requested)

    def save_stage_picture(self) -> None:
        """Ask for a file, and save the stage's picture."""
        self.save_picture("landscape")

    def copy_stage_picture(self) -> None:
        """Copy the stage's picture."""
        self.copy_picture("landscape")

    def copy_picture(self, name: str) -> None:
        """Put a view's picture on the clipboard."""
        image = self.image(name)
        QGuiApplication.clipboard().setImage(image)
        words = QCoreApplication.translate("Pictures", "The picture is on the clipboard: {width} × {height} pixels")
        self._messages.tell(words.format(width=image.width(), height=image.height()))

    def save_picture(self, name: str) -> None:
        """Ask for a file, and save a view's picture as PNG, SVG or PDF, by its extension."""
        asked = self._dialogs.picture_path(self._suggested(name, ".png"))
        if asked is None:
            return
        path = asked if asked.suffix else asked.with_suffix(".png")
        # Imported when first needed: the window's start is not to wait for SVG and PDF.
        from reluviz.desktop.view_pictures import view_content

        try:
            content = view_content(self._canvases[name], path, self._scale, self._title)
            # About the file of a longer name than was asked for, nobody was asked.
            with whole_file(path, overwrite=path == asked) as file:
                file.write_bytes(content)
        except (OSError, ReluvizError) as error:
            self._messages.say(file_problem(path, error))
        else:
            self._messages.tell(QCoreApplication.translate("Pictures", "{name} is saved").format(name=path.name))

    def copy_table(self, name: str) -> None:
        """Put a view's numbers on the clipboard, as CSV."""
        text = self.table(name)
        if text:
            QGuiApplication.clipboard().setText(text)
            self._messages.tell(QCoreApplication.translate("Pictures", "The numbers are on the clipboard"))

    def save_table(self, name: str) -> None:
        """Ask for a file, and save a view's numbers as CSV."""
        asked = self._dialogs.table_path(self._suggested(name, ".csv"))
        if asked is None:
            return
        path = asked if asked.suffix else asked.with_suffix(".csv")
        try:
            with whole_file(path, overwrite=path == asked) as file:
                file.write_text(self.table(name), encoding="utf-8")
        except (OSError, ReluvizError) as error:
            self._messages.say(file_problem(path, error))
        else:
            self._messages.tell(QCoreApplication.translate("Pictures", "{name} is saved").format(name=path.name))

    def use_scale_1(self, _checked: bool = True) -> None:
        """Make pictures as large as on the screen."""
        self._use_scale(1)

    def use_scale_2(self, _checked: bool = True) -> None:
        """Make pictures twice as large."""
        self._use_scale(2)

    def use_scale_3(self, _checked: bool = True) -> None:
        """Make pictures three times as large."""
        self._use_scale(3)

    def use_scale_4(self, _checked: bool = True) -> None:
        """Make pictures four times as large."""
        self._use_scale(4)

    def checks(self) -> dict[str, bool]:
        """Return which of the actions that choose a size are checked."""
        return {f"picture_scale_{scale}": scale == self._scale for scale in SCALES}

    def _use_scale(self, scale: int) -> None:
        self._settings.set("file/picture_scale", float(scale))
        self.scale_chosen.emit()

    @property
    def _scale(self) -> float:
        return self._settings.get("file/picture_scale")

    def image(self, name: str) -> QImage:
        """Return a view's picture."""
        from reluviz.desktop.view_pictures import view_sheet

        return view_sheet(self._canvases[name], self._scale).image()

    def table(self, name: str) -> str:
        """Return a view's numbers as CSV; empty before the first moment."""
        from reluviz.desktop.view_tables import TABLES, csv_text

        moment = self._moment()
        if moment is None:
            return ""
        for view in self._canvases[name].views:
            view.catch_up()
            own = view.table()
            if own is not None:
                return csv_text(own)
        return csv_text(TABLES[name](moment, self._ranges()))

    @property
    def _title(self) -> str:
        moment = self._moment()
        return "" if moment is None else localized(moment.scenario.title, moment.language)

    def _suggested(self, name: str, suffix: str) -> str:
        """Return where a view's picture or table may go: the stage's has the title's own name."""
        moment = self._moment()
        part = "" if name == "landscape" else name
        stem = name if moment is None else file_name(moment.scenario, moment.language, part)
        return str(Path(self._folder()) / f"{stem}{suffix}")

    def _ranges(self) -> "Ranges":
        view = self._canvases["landscape"].views[0]
        return view.lead.stage.domain if isinstance(view, RaceView) else ((-1.0, 1.0), (-1.0, 1.0))

    def menu(self, name: str) -> QMenu:
        """Return the context menu of a view."""
        menu = QMenu(self._canvases[name])
        for text, call in (
            (QCoreApplication.translate("Pictures", "Copy picture"), self.copy_picture),
            (QCoreApplication.translate("Pictures", "Save picture…"), self.save_picture),
            (QCoreApplication.translate("Pictures", "Copy data as CSV"), self.copy_table),
            (QCoreApplication.translate("Pictures", "Save data as CSV…"), self.save_table),
        ):
            menu.addAction(text).triggered.connect(_Call(call, name, menu).call)
        return menu

    @Slot(QPoint)
    def show_stage_menu(self, at: QPoint) -> None:
        """Open the context menu of the landscape at a point of the screen."""
        self.show_menu("landscape", at)

    @Slot(QPoint)
    def _on_menu_requested(self, at: QPoint) -> None:
        canvas = self.sender()
        for name, other in self._canvases.items():
            if other is canvas:
                self.show_menu(name, other.mapToGlobal(at))

    def show_menu(self, name: str, at: QPoint) -> None:
        """Open the context menu of a view at a point of the screen."""
        if self._menu is not None:
            self._menu.deleteLater()
        self._menu = self.menu(name)
        self._menu.popup(at)


class _Call(QObject):
    """A call with a name, as a slot that lives with its menu."""

    def __init__(self, function: Callable[[str], None], name: str, parent: QObject) -> None:
        super().__init__(parent)
        self._function = function
        self._name = name

    def call(self, _checked: bool = False) -> None:
        self._function(self._name)
