"""Which grid of losses a surface is made of, and what stands in until it has come; GUI thread and recorder."""

from dataclasses import replace
from typing import TYPE_CHECKING

from reluviz.scene.grids import Grid, GridKey, GridSource, rounded_base

if TYPE_CHECKING:
    from reluviz.scene.moment import Moment

FEWEST_CELLS, MOST_CELLS = 48, 64
"""Between these lies the number of faces along each side, while the surface turns."""

FINER = 2
"""How many times as many there are while it stands, where the losses do not change with the playhead."""

ROUGH_CELLS = 30
"""Those of a surface that stands in for a fine one."""


class SurfaceGrid:
    """Asks for the grid of a moment, and holds the best one that is there."""

    def __init__(self, grids: GridSource) -> None:
        self._grids = grids
        self.grid: Grid | None = None
        """None before there is one for the present axes."""

    def ask(self, moment: "Moment") -> None:
        """Ask for a grid where the one at hand does not fit."""
        key = grid_key(moment)
        if self.grid is not None and self.grid.key == key:
            return
        is_alike = self.grid is not None and _is_alike(self.grid.key, key)
        grid = self._grids.request(key)
        if grid is None and not is_alike:
            # A rough surface at once, where that is cheap, rather than none until the fine one has come.
            grid = self._grids.request(replace(key, columns=ROUGH_CELLS + 1, rows=ROUGH_CELLS + 1))
            self._grids.request(key)
        if grid is None:
            newest = self._grids.newest()
            grid = newest if newest is not None and _is_alike(newest.key, key) else None
        if grid is not None:
            self.grid = grid
        elif not is_alike:
            self.grid = None


def grid_key(moment: "Moment") -> GridKey:
    """Return which grid a moment's surface is made of."""
    view = moment.scenario.view
    # With other parameters than those on the axes, the surface changes while it trains, and has to keep pace.
    finer = FINER if len(moment.names) == 2 else 1
    return GridKey(
        moment.landscape,
        moment.x_name,
        moment.y_name,
        view.x_range,
        view.y_range,
        finer * cells(view.x_range) + 1,
        finer * cells(view.y_range) + 1,
        rounded_base(moment.remainder(), view.x_range),
        plane=moment.plane,
    )


def thinned(grid: Grid) -> Grid:
    """Return a fine grid's every second row and column; another grid as it is."""
    if min(grid.loss.shape) <= FINER * FEWEST_CELLS:
        return grid
    return replace(grid, xs=grid.xs[::FINER], ys=grid.ys[::FINER], loss=grid.loss[::FINER, ::FINER])


def cells(ends: tuple[float, float]) -> int:
    """Return into how many faces a side is cut: such that a kink at 0 and a minimum at 1 lie between two of them."""
    low, high = ends
    marks = [mark for mark in (0.0, 1.0) if low < mark < high]

    def miss(count: int) -> float:
        places = [(mark - low) / (high - low) * count for mark in marks]
        return round(sum(abs(place - round(place)) for place in places), 6)

    return min(range(MOST_CELLS, FEWEST_CELLS - 1, -1), key=miss)


def _is_alike(have: GridKey, want: GridKey) -> bool:
    """Tell whether a surface may stand in for another: over the same parameters, from end to end."""
    return have.same_axes(want) and (have.x_range, have.y_range) == (want.x_range, want.y_range)
