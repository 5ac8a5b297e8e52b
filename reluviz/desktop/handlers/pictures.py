"""Pictures and numbers of single views, to the clipboard and to files; GUI thread."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, QPoint
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QMenu

from reluviz.desktop.handlers.file import Dialogs
from reluviz.desktop.view_tables import TABLES, Ranges, csv_text
from reluviz.errors import ReluvizError
from reluviz.output import whole_file
from reluviz.scene.moment import Moment
from reluviz.scene.view import Canvas

FINER = 2.0
"""How many pixels of a picture stand for one of the screen."""


class PictureHandlers(QObject):
    """What the context menu of each view offers, and the menus for the stage.

    Parameters
    ----------
    canvases
        The views' widgets by name; ``landscape`` is the stage's.
    """

    def __init__(
        self,
        canvases: dict[str, Canvas],
        moment: Callable[[], Moment | None],
        dialogs: Dialogs,
        folder: Callable[[], str],
        say: Callable[[str], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._canvases = canvases
        self._moment = moment
        self._dialogs = dialogs
        self._folder = folder
        self._say = say
        self._menu: QMenu | None = None

    def save_stage_picture(self) -> None:
        """Ask for a file, and save the stage's picture."""
        self.save_picture("landscape")

    def copy_stage_picture(self) -> None:
        """Copy the stage's picture."""
        self.copy_picture("landscape")

    def copy_picture(self, name: str) -> None:
        """Put a view's picture on the clipboard."""
        QGuiApplication.clipboard().setImage(self.image(name))

    def save_picture(self, name: str) -> None:
        """Ask for a file, and save a view's picture as PNG, SVG or PDF, by its extension."""
        asked = self._dialogs.picture_path(str(Path(self._folder()) / f"{name}.png"))
        if asked is None:
            return
        path = asked if asked.suffix else asked.with_suffix(".png")
        canvas = self._canvases[name]
        try:
            from reluviz.desktop.view_pictures import write_view

            with whole_file(path, overwrite=True) as file:
                write_view(canvas, file, FINER)
        except (OSError, ReluvizError) as error:
            self._say(str(error))

    def copy_table(self, name: str) -> None:
        """Put a view's numbers on the clipboard, as CSV."""
        text = self.table(name)
        if text:
            QGuiApplication.clipboard().setText(text)

    def save_table(self, name: str) -> None:
        """Ask for a file, and save a view's numbers as CSV."""
        asked = self._dialogs.table_path(str(Path(self._folder()) / f"{name}.csv"))
        if asked is None:
            return
        path = asked if asked.suffix else asked.with_suffix(".csv")
        try:
            with whole_file(path, overwrite=True) as file:
                file.write_text(self.table(name), encoding="utf-8")
        except (OSError, ReluvizError) as error:
            self._say(str(error))

    def image(self, name: str) -> QImage:
        """Return a view's picture."""
        from reluviz.desktop.view_pictures import view_image

        return view_image(self._canvases[name], FINER)

    def table(self, name: str) -> str:
        """Return a view's numbers as CSV; empty before the first moment."""
        moment = self._moment()
        if moment is None:
            return ""
        return csv_text(TABLES[name](moment, self._ranges()))

    def _ranges(self) -> Ranges:
        plot = getattr(self._canvases["landscape"].views[0], "plot", None)
        return ((-1.0, 1.0), (-1.0, 1.0)) if plot is None else (plot.x_range, plot.y_range)

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
