"""The landscapes of racers side by side: their threads, what the mouse does in them, one view of all; GUI thread."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Signal

from reluviz.desktop.basins import ThreadedBasins
from reluviz.desktop.grids import ThreadedGrids
from reluviz.language import translate
from reluviz.scene.landscape_view import LandscapeView
from reluviz.scene.race_view import RaceView

if TYPE_CHECKING:
    from reluviz.training.basins import Basins
    from reluviz.training.tensorflow_process import TensorflowProcess


class Tiles(QObject):
    """Makes the landscapes of a `RaceView`, and hands on what the mouse does in them, in whichever it is.

    Starts are the same for all racers, so they can be placed in every landscape that has the lead's parameters on its
    axes.

    Parameters
    ----------
    process
        Returns the TensorFlow process, for the basin maps.
    say
        Takes what cannot be done, in words.
    """

    start_set = Signal(float, float)
    start_added = Signal(float, float)
    start_moved = Signal(int, float, float, bool)
    run_followed = Signal(int)
    racer_chosen = Signal(int)
    """A run of this racer, its name or its line in the standings has been clicked."""
    gesture_ended = Signal()
    menu_requested = Signal(QPoint)
    camera_turned = Signal(float, float)
    camera_reset = Signal()
    view_changed = Signal()

    def __init__(
        self,
        process: "Callable[[], TensorflowProcess | None]",
        say: Callable[[str], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._process = process
        self._say = say
        self._sources: list[ThreadedGrids | ThreadedBasins] = []
        self._is_following = False
        self.lead = self.make()
        self.view = RaceView(self.lead, self.make)
        self.view.racer_chosen.connect(self.racer_chosen)

    def make(self) -> LandscapeView:
        """Return one more landscape, with threads for its grids and its basin map."""
        grids, basins = ThreadedGrids(self), ThreadedBasins(self._process, self)
        self._sources += [grids, basins]
        tile = LandscapeView(grids, basins, is_live=True)
        tile.start_set.connect(self._on_start_set)
        tile.start_added.connect(self._on_start_added)
        tile.start_moved.connect(self._on_start_moved)
        tile.run_followed.connect(self._on_run_followed)
        tile.gesture_ended.connect(self.gesture_ended)
        tile.menu_requested.connect(self.menu_requested)
        tile.camera_turned.connect(self.camera_turned)
        tile.camera_reset.connect(self.camera_reset)
        tile.view_changed.connect(self._on_view_changed)
        return tile

    def known_basins(self) -> "list[Basins]":
        """Return the basin maps that have been computed last."""
        maps = (source.newest() for source in self._sources if isinstance(source, ThreadedBasins))
        return [found for found in maps if found is not None]

    def close(self) -> None:
        """End all threads."""
        for source in self._sources:
            source.close()

    def _takes_starts(self) -> bool:
        """Tell whether the landscape under the mouse has the lead's axes; say where starts are placed, if not."""
        tile, lead = self.sender(), self.lead
        if tile is lead or (isinstance(tile, LandscapeView) and _axes(tile) == _axes(lead)):
            return True
        self._say(
            translate(
                "Tiles",
                "This racer has other parameters: place starts on the first landscape; they are the same for all.",
            )
        )
        return False

    def _on_start_set(self, x: float, y: float) -> None:
        if self._takes_starts():
            self.start_set.emit(x, y)

    def _on_start_added(self, x: float, y: float) -> None:
        if self._takes_starts():
            self.start_added.emit(x, y)

    def _on_start_moved(self, run: int, x: float, y: float, finished: bool) -> None:
        if self._takes_starts():
            self.start_moved.emit(run, x, y, finished)

    def _on_run_followed(self, run: int) -> None:
        tile = self.sender()
        moment = self.view.moment
        if isinstance(tile, LandscapeView) and moment is not None:
            for index, look in enumerate(moment.race):
                if look.moment is tile.touched:
                    self.racer_chosen.emit(index)
        self.run_followed.emit(run)

    def _on_view_changed(self) -> None:
        """Show the same part in all landscapes with the same axes."""
        tile = self.sender()
        if self._is_following or not isinstance(tile, LandscapeView):
            return
        self._is_following = True
        try:
            for other in self.view.tiles[: self.view.shown]:
                if other is not tile and tile.kind != "surface" and _axes(other) == _axes(tile):
                    other.plot.set_ranges(tile.plot.x_range, tile.plot.y_range if tile.kind == "map" else None)
        finally:
            self._is_following = False
        self.view_changed.emit()


def _axes(tile: LandscapeView) -> tuple[object, ...]:
    moment = tile.moment
    return () if moment is None else (tile.kind, moment.x_name, moment.y_name, moment.plane)
