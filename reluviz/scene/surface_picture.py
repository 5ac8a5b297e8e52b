"""What a surface is drawn from: its meshes, what lies on them, and how one camera sees it; any thread."""

from functools import cached_property

from reluviz.scene.camera import Camera
from reluviz.scene.grids import Grid
from reluviz.scene.heights import Heights
from reluviz.scene.horizon import Horizon
from reluviz.scene.surface_grid import thinned
from reluviz.scene.surface_mesh import Mesh
from reluviz.scene.surface_painter import Lines


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

    def finer(self, mesh: Mesh) -> int:
        """Return how many faces of a mesh, the fine or the coarse one, are as long as one of the coarse one."""
        return (mesh.raised.shape[0] - 1) // (self.coarse[0].raised.shape[0] - 1)


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
