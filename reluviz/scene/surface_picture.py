"""What a surface is drawn from: its meshes, what lies on them, and how one camera sees it; any thread."""

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from reluviz.scene.camera import Camera
from reluviz.scene.grids import Grid
from reluviz.scene.heights import Heights
from reluviz.scene.horizon import Horizon
from reluviz.scene.surface_grid import thinned
from reluviz.scene.surface_mesh import Mesh
from reluviz.scene.surface_painter import Lines

if TYPE_CHECKING:
    from reluviz.scene.plot import Plot

SMALL = 250_000.0
"""In a picture of fewer pixels, before the scale, there are half as many faces each way while the camera moves."""


class SurfaceMeshes:
    """A grid at its heights: as it is shown while it stands, and while it turns."""

    def __init__(self, grid: Grid, heights: Heights, settings: tuple[object, ...]) -> None:
        self.grid = grid
        self.heights = heights
        self.settings = settings

    @cached_property
    def fine(self) -> tuple[Mesh, Lines]:
        """The mesh of all points, and what lies on it."""
        mesh = Mesh.of(self.grid, self.heights)
        return mesh, Lines(mesh)

    @cached_property
    def coarse(self) -> tuple[Mesh, Lines]:
        """The same of fewer points; the same object where there are few."""
        grid = thinned(self.grid)
        if grid is self.grid:
            return self.fine
        mesh = Mesh.of(grid, self.heights)
        return mesh, Lines(mesh)

    @cached_property
    def rough(self) -> tuple[Mesh, Lines]:
        """The same of still fewer points, for a small picture; the same object where they cannot be halved."""
        grid = self.coarse[0].grid
        if not all(count % 2 for count in grid.loss.shape):
            return self.coarse
        mesh = Mesh.of(replace(grid, xs=grid.xs[::2], ys=grid.ys[::2], loss=grid.loss[::2, ::2]), self.heights)
        return mesh, Lines(mesh)

    def moving(self, plot: "Plot") -> tuple[Mesh, Lines]:
        """Return which of them is shown in a plot while the camera moves, or until the fine one is drawn."""
        pixels = plot.area.width() * plot.area.height() / plot.view.zoom**2
        return self.rough if pixels < SMALL else self.coarse


class SurfacePicture:
    """A mesh as one camera sees it."""

    def __init__(self, mesh: Mesh, lines: Lines, camera: Camera) -> None:
        self.mesh = mesh
        self.lines = lines
        self.camera = camera

    @cached_property
    def horizon(self) -> Horizon:
        """What hides what."""
        return Horizon(self.mesh, self.camera)
