"""The grids of a preview's landscapes: asked for in the GUI thread, computed in one that lasts no longer than that."""

from collections.abc import Callable
from threading import Event, Thread

from reluviz.scene.grids import AbandonedError, Grid, GridKey, compute_grid

KEPT = 16
"""How many answers are kept: a preview that differs in its colours alone needs no others."""


class PreviewGrids:
    """A `reluviz.scene.grids.GridSource` whose answers come when `GridWork` has made them."""

    def __init__(self, work: "GridWork") -> None:
        self._work = work
        self._newest: Grid | None = None
        self._changed: Callable[[], None] = lambda: None
        self.wanted: GridKey | None = None
        """What was asked for last, if the answer is not there."""

    def request(self, key: GridKey) -> Grid | None:
        """Return the answer if it is there."""
        grid = self._work.made.get(key)
        self.wanted = key if grid is None else None
        if grid is not None:
            self._newest = grid
        return grid

    def newest(self) -> Grid | None:
        """Return the last answer."""
        return self._newest

    def set_changed(self, callback: Callable[[], None]) -> None:
        """Take what has the view ask again."""
        self._changed = callback

    def tell(self) -> None:
        """Have the view ask again."""
        self._changed()


class GridWork:
    """Makes the grids that some sources want, in a thread that ends when they are there.

    Whoever made it calls `close`, after which there is no thread.
    """

    def __init__(self) -> None:
        self.made: dict[GridKey, Grid] = {}
        self._sources: list[PreviewGrids] = []
        self._thread: Thread | None = None
        self._is_left = Event()

    def source(self) -> PreviewGrids:
        """Return the source for one more landscape."""
        self._sources.append(PreviewGrids(self))
        return self._sources[-1]

    def wanting(self) -> list[PreviewGrids]:
        """Return the sources whose answers are not there."""
        return [source for source in self._sources if source.wanted is not None]

    def begin(self) -> None:
        """Begin to make what is wanted; nothing may be under way."""
        keys = list(dict.fromkeys(source.wanted for source in self._sources if source.wanted is not None))
        self._is_left.clear()
        self._thread = Thread(target=self._make, args=(keys,), name="preview", daemon=True)
        self._thread.start()

    def is_busy(self) -> bool:
        """Tell whether the answers are being made."""
        return self._thread is not None and self._thread.is_alive()

    def forget(self) -> None:
        """Let go of the sources, of the answers that are too many, and of what is under way."""
        self.close()
        self._sources.clear()
        for key in list(self.made)[:-KEPT]:
            del self.made[key]

    def close(self) -> None:
        """Leave what is under way."""
        self._is_left.set()
        if self._thread is not None:
            self._thread.join()
            self._thread = None

    def _make(self, keys: list[GridKey]) -> None:
        for key in keys:
            try:
                self.made[key] = compute_grid(key, lambda: not self._is_left.is_set())
            except AbandonedError:
                return
            except Exception:
                # Painted without its heat map: the film itself tells what is wrong.
                return
