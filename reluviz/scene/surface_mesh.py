"""The loss over two parameters as a surface in a box: its faces, their order and their light; any thread."""

from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from reluviz.scene.camera import Camera
from reluviz.scene.grids import Grid
from reluviz.scene.heights import HEIGHT, Heights
from reluviz.scene.valleys import with_valleys

Array = NDArray[np.float64]
Number = TypeVar("Number", float, Array)

LIGHT = (-0.5, 0.42, 0.9)
"""Where the light comes from: to the right in the picture, from behind the viewer, from above."""

DIFFUSE = 0.4
"""How much of the light has a direction."""

BELOW = 0.82
"""How bright a face is that is seen from below, beside one seen from above."""

FOLD = 0.05
"""How much higher the corners of one diagonal are than those of the other, both together, in a face that is folded."""

MOST_CORNERS = 6
"""Of a face that the cut goes through; shorter ones repeat their last corner."""


@dataclass(frozen=True, eq=False)
class Mesh:
    """A surface over a grid, in a box from (−1, −1, 0) to (1, 1, `HEIGHT`).

    Attributes
    ----------
    grid
        Where its losses come from.
    heights
        Which loss stands how high.
    raised : (rows, columns)
        The heights of the grid's points; those above the cut stand above `HEIGHT`.
    """

    grid: Grid
    heights: Heights
    raised: Array

    @classmethod
    def of(cls, grid: Grid, heights: Heights) -> "Mesh":
        """Return the surface of a grid."""
        return cls(grid, heights, heights.height(with_valleys(grid.loss, heights.floor)))

    # -- places --------------------------------------------------------------------------------------------------------

    @cached_property
    def sides(self) -> tuple[Array, Array]:
        """The grid's columns and rows in the box: (columns,) and (rows,), from −1 to 1."""
        return np.linspace(-1.0, 1.0, len(self.grid.xs)), np.linspace(-1.0, 1.0, len(self.grid.ys))

    def to_box(self, x: Array, y: Array) -> tuple[Array, Array]:
        """Return where parameters stand in the box, across and into it."""
        (x_low, x_high), (y_low, y_high) = self.grid.key.x_range, self.grid.key.y_range
        return 2.0 * (x - x_low) / (x_high - x_low) - 1.0, 2.0 * (y - y_low) / (y_high - y_low) - 1.0

    def to_data(self, across: Number, along: Number) -> tuple[Number, Number]:
        """Return the parameters that stand at a place of the box."""
        (x_low, x_high), (y_low, y_high) = self.grid.key.x_range, self.grid.key.y_range
        return x_low + (across + 1.0) / 2.0 * (x_high - x_low), y_low + (along + 1.0) / 2.0 * (y_high - y_low)

    def height_at(self, across: Array, along: Array) -> Array:
        """Return how high the surface stands over places of the box; beyond its sides, as high as at the side."""
        rows, columns = self.raised.shape
        at_x = np.clip((across + 1.0) * (0.5 * (columns - 1)), 0.0, columns - 1.0)
        at_y = np.clip((along + 1.0) * (0.5 * (rows - 1)), 0.0, rows - 1.0)
        column = np.minimum(at_x.astype(np.intp), columns - 2)
        row = np.minimum(at_y.astype(np.intp), rows - 2)
        right, up = at_x - column, at_y - row
        place = row * columns + column
        flat = self.raised.ravel()
        low = flat.take(place) * (1.0 - right) + flat.take(place + 1) * right
        high = flat.take(place + columns) * (1.0 - right) + flat.take(place + columns + 1) * right
        return low * (1.0 - up) + high * up

    def lifted(self, x: Array, y: Array) -> Array:
        """Return the points (…, 3) of the surface over parameters; above the cut, those of the cut."""
        return self.lifted_and_left(x, y)[0]

    def lifted_and_left(self, x: Array, y: Array) -> tuple[Array, NDArray[np.bool_]]:
        """Return the points (…, 3) as `lifted` does, and at which of them the cut has left a surface."""
        across, along = self.to_box(x, y)
        across, along = np.clip(across, -1.0, 1.0), np.clip(along, -1.0, 1.0)
        raised = self.height_at(across, along)
        return np.stack([across, along, np.minimum(raised, HEIGHT)], axis=-1), raised <= HEIGHT + 1e-9

    # -- faces ---------------------------------------------------------------------------------------------------------

    @cached_property
    def corners(self) -> Array:
        """(rows, columns, 3): the grid's points in the box."""
        across, along = np.meshgrid(*self.sides)
        return np.stack([across, along, self.raised], axis=-1)

    @cached_property
    def cells(self) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """The row and the column of each face; cells that are wholly above the cut have none."""
        high = self.raised > HEIGHT
        gone = high[:-1, :-1] & high[:-1, 1:] & high[1:, 1:] & high[1:, :-1]
        rows, columns = np.nonzero(~gone)
        return rows, columns

    @cached_property
    def faces(self) -> Array:
        """(faces, 4 or `MOST_CORNERS`, 3): the corners of each face, in the order of `cells`, counterclockwise.

        Of one that is `folded`, the first and the third are the lower ones.
        """
        rows, columns = self.cells
        points = self.corners
        faces = np.stack(
            [
                points[rows, columns],
                points[rows, columns + 1],
                points[rows + 1, columns + 1],
                points[rows + 1, columns],
            ],
            axis=1,
        )
        turned = self.folded & (faces[:, 0, 2] + faces[:, 2, 2] > faces[:, 1, 2] + faces[:, 3, 2])
        faces[turned] = np.roll(faces[turned], -1, axis=1)
        crossing = np.flatnonzero((faces[..., 2] > HEIGHT).any(axis=1))
        if not crossing.size:
            return faces
        wider = np.concatenate([faces, np.repeat(faces[:, 3:], MOST_CORNERS - 4, axis=1)], axis=1)
        for index in crossing.tolist():
            wider[index] = _cut(faces[index])
        return wider

    @cached_property
    def folded(self) -> NDArray[np.bool_]:
        """(faces,): which are two triangles, because a valley goes through them from corner to corner."""
        rows, columns = self.cells
        one, two = self.raised[rows, columns], self.raised[rows, columns + 1]
        four, three = self.raised[rows + 1, columns], self.raised[rows + 1, columns + 1]
        highest = np.maximum(np.maximum(one, two), np.maximum(three, four))
        return (np.abs(one + three - two - four) > FOLD) & (highest <= HEIGHT)

    @cached_property
    def middles(self) -> tuple[Array, Array]:
        """The parameters at the middles of the faces' cells, each (faces,)."""
        rows, columns = self.cells
        xs, ys = self.grid.xs, self.grid.ys
        return (xs[columns] + xs[columns + 1]) / 2, (ys[rows] + ys[rows + 1]) / 2

    @cached_property
    def losses(self) -> Array:
        """(faces,): the loss at the middle of each face, as its height tells it."""
        return self.heights.loss(np.minimum(self.faces[..., 2].mean(axis=1), HEIGHT))

    @cached_property
    def normals(self) -> Array:
        """(faces, 3): upwards, of length 1."""
        rows, columns = self.cells
        # Of a face that the cut goes through, the slope is that of the whole.
        raised = self.raised
        dx, dy = (float(side[-1] - side[0]) / (len(side) - 1) for side in self.sides)
        one, two = raised[rows, columns], raised[rows, columns + 1]
        four, three = raised[rows + 1, columns], raised[rows + 1, columns + 1]
        slope_x, slope_y = (two + three - one - four) / (2 * dx), (three + four - one - two) / (2 * dy)
        normals = np.stack([-slope_x, -slope_y, np.ones(len(rows))], axis=-1)
        return normals / np.linalg.norm(normals, axis=-1, keepdims=True)

    def order(self, camera: Camera) -> NDArray[np.intp]:
        """Return the faces, (faces,), from those that may be hidden to those that hide them.

        A ray that the eye sends out moves away from it across and along; so a face is hidden only by those that are
        nearer in both. Rows from the farthest to the nearest, in each of them columns likewise, keep to that.
        """
        rows, columns = self.cells
        away_x, away_y = ((side[:-1] + side[1:]) / 2 - eye for side, eye in zip(self.sides, camera.eye, strict=False))
        across, along = away_x[columns], away_y[rows]
        # Left and right of the eye no face hides one of the other side: each side of a row is one sequence.
        return np.lexsort((-np.abs(across), across > 0.0, -np.abs(along)))

    def fronts(self, camera: Camera) -> Array:
        """Return the corners (faces, 4, 3) that tell how faces look: of folded ones, those of the nearer triangle."""
        faces = self.faces[:, :4]
        if not self.folded.any():
            return faces
        folded = faces[self.folded]
        away = np.hypot(folded[..., 0] - camera.eye[0], folded[..., 1] - camera.eye[1])
        is_second = (away[:, 1] < away[:, 3])[:, np.newaxis, np.newaxis]
        found = faces.copy()
        found[self.folded] = np.where(is_second, folded[:, [0, 1, 2, 2]], folded[:, [0, 2, 3, 3]])
        return found

    def light(self, camera: Camera) -> Array:
        """Return how bright each face is, (faces,): 1 where the surface is level."""
        right, _, into = camera.axes
        toward = -np.array([into[0], into[1], 0.0]) / max(float(np.hypot(into[0], into[1])), 1e-9)
        source = LIGHT[0] * right + LIGHT[1] * toward + np.array([0.0, 0.0, LIGHT[2]])
        source /= np.linalg.norm(source)
        normals = self.normals
        if self.folded.any():
            normals = normals.copy()
            one, two, three = np.moveaxis(self.fronts(camera)[self.folded, :3], 1, 0)
            steep = np.cross(two - one, three - one)
            normals[self.folded] = steep / np.maximum(np.linalg.norm(steep, axis=-1, keepdims=True), 1e-12)
        share = np.maximum(normals @ source, 0.0) / source[2]
        return (1.0 - DIFFUSE) + DIFFUSE * share


def _cut(face: Array) -> Array:
    """Return what is left of a face (4, 3) below `HEIGHT`, as (`MOST_CORNERS`, 3)."""
    kept: list[Array] = []
    for here, there in zip(face, np.roll(face, -1, axis=0), strict=True):
        if here[2] <= HEIGHT:
            kept.append(here)
        if (here[2] <= HEIGHT) != (there[2] <= HEIGHT):
            kept.append(here + (HEIGHT - here[2]) / (there[2] - here[2]) * (there - here))
    kept += kept[-1:] * (MOST_CORNERS - len(kept))
    return np.array(kept)
