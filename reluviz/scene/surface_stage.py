"""The loss over two parameters as a surface in 3-D, seen by a camera that orbits it; GUI thread and recorder."""

import math
from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from pyqtgraph.functions import arrayToQPolygonF
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from reluviz.scene.camera import Camera, box_reach
from reluviz.scene.grids import GridSource
from reluviz.scene.heat import SHADES, HeatScale, shades
from reluviz.scene.heights import HEIGHT, Heights
from reluviz.scene.labels import Obstacles
from reluviz.scene.map_stage import REACH, contour_text
from reluviz.scene.stage import FAINT, HIDDEN, SEEN, Lift
from reluviz.scene.surface_box import SurfaceBox
from reluviz.scene.surface_faces import FacesPicture, Piece, face_pieces
from reluviz.scene.surface_grid import MOST_CELLS, SurfaceGrid, grid_key
from reluviz.scene.surface_hatching import SurfaceHatching
from reluviz.scene.surface_mesh import BELOW, Mesh
from reluviz.scene.surface_painter import (
    COARSE_TONES,
    TONES,
    draw_lines,
    draw_strips,
    from_below,
    lit,
    seen_parts,
    stained,
)
from reluviz.scene.surface_part import PartMesh, SurfacePart
from reluviz.scene.surface_pick import picked, squared_distance
from reluviz.scene.surface_picture import SurfaceMeshes, SurfacePicture
from reluviz.scene.words import axis_titles

if TYPE_CHECKING:
    from reluviz.scene.moment import Moment
    from reluviz.scene.plot import Plot

Array = NDArray[np.float64]

Stains = Callable[[Array, Array], NDArray[np.uint32] | None]
"""x and y of faces (n,) → premultiplied 0xAARRGGBB (n,) to lay over them; None: nothing."""

FAR = 1e6
"""Parameters beyond are as good as at infinity."""

DISTANCE = 9.0
"""From the eye to the box: far enough that nothing looks bent, near enough that there is a front and a back."""

MARGINS = (48.0, 28.0, 48.0, 40.0)
"""Left, top, right, bottom: the pixels, before the scale, around the box for numbers and names."""

DEGREES = 0.4
"""How far a drag of one pixel, before the scale, turns the camera."""

COARSE_SHADES = 80
"""How many colours lie between the lowest and the highest loss while the camera moves."""

PART_SHARE = 0.7
"""When less than this of what was shown at first is shown, it is refined once the camera stands."""

LEAST, MOST = 0.4, 40.0
"""How much smaller or larger than at first the box may be shown."""


class SurfaceStage:
    """Draws the surface; its plot's data units are those of the camera's picture, so that all else draws as on a map.

    The camera is that of the scenario's view, turned by what the moment says, until `turn` moves it; zooming and moving
    choose the part of its picture that is shown.
    """

    width = 2.5
    has_shade = False
    head_size = 1.0
    marks_ways = True
    turns = True

    def __init__(self, plot: "Plot", grids: GridSource) -> None:
        self._plot = plot
        self._source = SurfaceGrid(grids)
        self._part = SurfacePart(grids)
        self._asked: tuple[float, float] | None = None
        self._own = (0.0, 0.0)
        self._share = 1.0
        self._middle = (0.0, 0.0)
        self._picture: SurfacePicture | None = None
        self._surface: SurfaceMeshes | None = None
        self._surfaces = 0
        self._names = ("", "")
        self._target_power = 1.0
        self._obstacles = Obstacles()
        self._lifts: list[tuple[float, list[Array]]] = []
        self._lifts_key: object = None
        self._box: SurfaceBox | None = None
        self._box_key: object = None
        self.is_moving = self.may_wait = False
        """Whether the camera is on its way, so that a coarse picture in time is better than a fine one later."""
        self.underlay: Callable[[QPainter], bool] | None = None
        """Is not drawn: it would lie in the picture, not on the surface."""
        self.stains: Stains | None = None
        """Tells what lies over the colours of the faces."""
        self.stains_key: Callable[[], object] = lambda: None
        """Returns what that, and the hatching, depends on."""
        self.hatching = SurfaceHatching()
        self.faces = FacesPicture(plot)
        """What a window shows of the faces."""

    @property
    def mesh(self) -> Mesh | None:
        """The surface that is shown; None before there is one."""
        return None if self._picture is None else self._picture.mesh

    @property
    def camera(self) -> Camera:
        """What it is seen by."""
        return Camera() if self._picture is None else self._picture.camera

    @property
    def domain(self) -> tuple[tuple[float, float], tuple[float, float]]:
        """The ends of the two parameters' axes."""
        mesh = self.mesh
        return ((0.0, 1.0), (0.0, 1.0)) if mesh is None else (mesh.grid.key.x_range, mesh.grid.key.y_range)

    # -- the moment ----------------------------------------------------------------------------------------------------

    def enter(self, moment: "Moment") -> None:
        """Prepare the plot, and show what the scenario's view asks for."""
        self._plot.set_scales()
        self._share, self._middle = 1.0, (0.0, 0.0)
        self._asked = None
        self._picture = None
        self.faces.leave()
        self._plot.still_changed()

    def leave(self) -> None:
        """Let go what is for this view alone: something else is shown."""
        self._part.leave()
        self.faces.leave()

    def show(self, moment: "Moment") -> None:
        """Take the moment; ask for a grid where the one at hand does not fit."""
        view = moment.scenario.view
        asked = (view.azimuth, view.elevation)
        if asked != self._asked:
            self._asked = self._own = asked
        self._names = axis_titles(moment)
        self._target_power = moment.landscape.target_power
        grid = self._source.grid
        if not (self.may_wait and grid is not None and grid.key.same_axes(grid_key(moment))):
            self._source.ask(moment)
            grid = self._source.grid
        if grid is None:
            if self._picture is not None:
                self._picture = None
                self._plot.still_changed()
            return
        azimuth = self._own[0] + (moment.turn or 0.0)
        camera = Camera(azimuth, self._own[1], DISTANCE, (0.0, 0.0, HEIGHT / 2))
        old = self._picture
        settings = (view.height, view.cut)
        if self._surface is None or self._surface.grid is not grid or self._surface.settings != settings:
            floor = moment.landscape.noise_variance
            heights = Heights.of(grid.loss, view.height, view.cut, floor, moment.landscape.target_power)
            self._surface = SurfaceMeshes(grid, heights, settings)
            self._surfaces += 1
        mesh, lines = self._surface.moving(self._plot) if self.is_moving else self._surface.fine
        if old is None or old.mesh is not mesh or old.camera != camera:
            self._picture = SurfacePicture(mesh, lines, camera)
        self._frame()
        self._refine(is_settled=grid.key == grid_key(moment))
        if self._picture is not old and self._picture is not None:
            self.faces.leave()
            is_coarse = mesh is not self._surface.fine[0]
            self._plot.set_lens((camera.azimuth, camera.elevation, float(self._surfaces), float(is_coarse)))
            self._plot.still_changed()

    def _refine(self, is_settled: bool) -> None:
        """Show a zoomed part on a finer grid, while the camera stands and the surface does not change."""
        before = self._part.mesh
        if self.is_moving or not is_settled or self._share > PART_SHARE or self._picture is None:
            self._part.leave()
        else:
            area, view = self._plot.area, (self._plot.key, self._picture)
            self._part.ask(self._picture.mesh, self.to_pixels, area, view)
        if self._part.mesh is not before:
            self._plot.still_changed()

    def _frame(self) -> None:
        """Choose the part of the camera's picture that is shown: all sides of the box, however it is turned."""
        plot, zoom = self._plot, self._plot.view.zoom
        left, top, right, bottom = (margin * zoom for margin in MARGINS)
        low, high = box_reach(self.camera.elevation, DISTANCE, HEIGHT)
        wide = max(plot.area.width() - left - right, 64.0)
        tall = max(plot.area.height() - top - bottom, 64.0)
        pixel = self._share * max((high[0] - low[0]) / wide, (high[1] - low[1]) / tall)
        # The middle of what is left within the margins is the middle of the box.
        across = (low[0] + high[0]) / 2 + pixel * (right - left) / 2 + self._middle[0]
        up = (low[1] + high[1]) / 2 + pixel * (top - bottom) / 2 + self._middle[1]
        half_x, half_y = pixel * plot.area.width() / 2, pixel * plot.area.height() / 2
        plot.set_ranges((across - half_x, across + half_x), (up - half_y, up + half_y))

    # -- runs over it --------------------------------------------------------------------------------------------------

    def _lifted(
        self, moment: "Moment", parameters: Array
    ) -> tuple[Array, NDArray[np.bool_], NDArray[np.bool_], NDArray[np.bool_]]:
        """Return points (…, 3), which parameters are numbers, which are within the sides, and which not cut off."""
        x, y = moment.coordinates(parameters)
        known = np.isfinite(x) & np.isfinite(y)
        mesh = self.mesh
        if mesh is None:
            return np.zeros((*x.shape, 3)), known, known, known
        x, y = np.clip(np.nan_to_num(x), -FAR, FAR), np.clip(np.nan_to_num(y), -FAR, FAR)
        across, along = mesh.to_box(x, y)
        points, is_left = mesh.lifted_and_left(x, y)
        return points, known, known & (np.abs(across) <= 1.0) & (np.abs(along) <= 1.0), is_left

    def places(self, moment: "Moment", parameters: Array) -> tuple[Array, Array]:
        """Return where parameters (…, P) stand in the camera's picture (…); those beyond the sides stand at them."""
        points, known, *_ = self._lifted(moment, parameters)
        seen = self.camera.project(points)
        return np.where(known, seen[..., 0], np.nan), np.where(known, seen[..., 1], np.nan)

    def sight(self, moment: "Moment", parameters: Array) -> NDArray[np.uint8]:
        """Tell which parameters (…, P) are behind a hill (`HIDDEN`), which cut off or beyond a side (`FAINT`)."""
        return self.looks(moment, parameters)[1]

    def looks(self, moment: "Moment", parameters: Array) -> tuple[Array, NDArray[np.uint8], NDArray[np.bool_]]:
        """Return where parameters (…, P) stand in the picture (…, 2), how they are seen, and which within the sides."""
        points, known, inside, is_left = self._lifted(moment, parameters)
        places = self.camera.project(points)[..., :2]
        places[~known] = np.nan
        sight = np.where(inside & is_left, SEEN, FAINT).astype(np.uint8)
        if self._picture is not None:
            sight[~self._picture.horizon.sees(points)] = HIDDEN
        sight[~known] = HIDDEN
        return places, sight, inside

    def downhill(self, moment: "Moment") -> tuple[float, float, float]:
        """Return the direction of −gradient on the surface as it is seen (across, down; length 1), and its norm."""
        mesh = self.mesh
        gradient = moment.landscape.fast_loss_and_gradient(moment.base)[1]
        along_x, along_y = (float(part) for part in moment.slopes(gradient))
        slope = math.hypot(along_x, along_y)
        if mesh is None or not math.isfinite(slope) or slope == 0.0 or self.sight(moment, moment.base) != SEEN:
            return 0.0, 0.0, 0.0
        (x_low, x_high), (y_low, y_high) = self.domain
        row = moment.base.astype(np.float64)
        # A step of half a face, so that it goes along the faces that are seen.
        step = 0.5 * min(x_high - x_low, y_high - y_low) / MOST_CELLS / slope
        x, y = (float(place) for place in moment.coordinates(row))
        ahead = moment.row_at(x - step * along_x, y - step * along_y)
        here, there = (self._plot.to_pixels(*self.places(moment, place)) for place in (row, ahead))
        across, down = (there - here).tolist()
        length = math.hypot(across, down)
        return (across / length, down / length, slope) if length > 1e-9 else (0.0, 0.0, 0.0)

    def row_at(self, moment: "Moment", x: float, y: float) -> Array:
        """Return the parameters (P,) at x and y, the others as in the moment's base."""
        return moment.row_at(x, y)

    def point_at(self, point: QPointF) -> tuple[float, float] | None:
        """Return the parameters at the point of the surface that a pixel shows; None where it shows none."""
        mesh = self.mesh
        return None if mesh is None else picked(mesh, self.camera, *self._plot.to_data(point))

    # -- the camera ----------------------------------------------------------------------------------------------------

    def turn(self, across: float, down: float) -> tuple[float, float]:
        """Turn the camera by a drag of so many pixels, and return its azimuth and elevation."""
        by = DEGREES / self._plot.view.zoom
        azimuth = (self._own[0] - by * across + 180.0) % 360.0 - 180.0
        self._own = (azimuth, min(max(self._own[1] + by * down, 0.0), 90.0))
        return self._own

    def zoom(self, factor: float, at: "QPointF") -> None:
        """Show more, by a factor above 1, or less; what stands at a point of the plot's area stays there."""
        before = self._plot.to_data(at)
        self._share = min(max(self._share * factor, 1.0 / MOST), 1.0 / LEAST)
        self._frame()
        after = self._plot.to_data(at)
        self._middle = (self._middle[0] + before[0] - after[0], self._middle[1] + before[1] - after[1])
        self._frame()

    def pan(self, across: float, down: float) -> None:
        """Move what is shown by so many pixels."""
        (low, high), area = self._plot.x_range, self._plot.area
        pixel = (high - low) / area.width()
        self._middle = (self._middle[0] - pixel * across, self._middle[1] + pixel * down)
        self._frame()

    # -- drawing -------------------------------------------------------------------------------------------------------

    def to_pixels(self, points: Array) -> Array:
        """Return where points (…, 3) of the box stand, (…, 2) in the pixels of the plot's area."""
        seen = self.camera.project(points)
        return self._plot.to_pixels(seen[..., 0], seen[..., 1])

    def draw(self, painter: QPainter) -> None:
        """Draw box, faces, contours and edges."""
        picture, view = self._picture, self._plot.view
        area = QRectF(0, 0, self._plot.area.width(), self._plot.area.height())
        painter.setClipRect(area)
        if picture is None:
            return
        self._laid_out(picture).draw(painter)
        self._draw_surface(painter, picture, area)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        contour, edge = QColor(view.theme.contour), QColor(view.theme.muted)
        contour.setAlphaF(0.8)
        lines = picture.lines
        levels = lines.levels if self._part.mesh is None else self._part.mesh.lines.levels
        contours = [line for level in levels for line in level.lines]
        draw_lines(painter, contours, picture.horizon, self.to_pixels, QPen(contour, view.zoom))
        draw_lines(painter, lines.edges, picture.horizon, self.to_pixels, QPen(edge, view.zoom))
        self._laid_out(picture).draw_texts(painter)

    def _draw_surface(self, painter: QPainter, picture: SurfacePicture, area: QRectF) -> None:
        mesh, still, view = self._part.mesh or picture.mesh, self._plot.still, self._plot.view
        if self.is_moving:
            self._draw_strips(painter, mesh, picture)
        elif not still.is_patient:
            for draw in filter(None, self._pieces(mesh, picture)):
                draw(painter)
        else:
            still.is_for_window = True
            key = (picture, mesh, self._plot.key, view.theme, view.zoom, self.stains_key())
            if not self.faces.show(painter, area, key, partial(self._pieces, mesh, picture)):
                coarse = mesh if self._surface is None else self._surface.moving(self._plot)[0]
                self._draw_strips(painter, coarse, picture)

    def _pieces(self, mesh: Mesh, picture: SurfacePicture) -> Iterator[Piece]:
        yield from face_pieces(mesh, picture.camera, self.to_pixels, partial(self._colors, mesh, picture.camera))
        yield from self.hatching.pieces(mesh, self.stains_key(), picture.horizon, self.to_pixels, self._plot.view.zoom)

    def _draw_strips(self, painter: QPainter, mesh: Mesh, picture: SurfacePicture) -> None:
        draw_strips(painter, mesh, picture.camera, self.to_pixels, self._colors(mesh, picture.camera, is_coarse=True))
        self.hatching.draw_thin(painter, mesh, self.stains_key(), picture.horizon, self.to_pixels)

    def _colors(self, mesh: Mesh, camera: Camera, *, is_coarse: bool = False) -> NDArray[np.uint32]:
        theme = self._plot.view.theme
        # A part has the colours of the whole.
        whole = mesh.whole if isinstance(mesh, PartMesh) else mesh
        scale = HeatScale.of(np.minimum(whole.grid.loss, whole.heights.top), self._target_power)
        table = shades(theme.landscape, COARSE_SHADES if is_coarse else SHADES)
        colors = table[np.rint(scale.shade(mesh.losses) * (len(table) - 1)).astype(np.intp)]
        if self.stains is not None:
            colors = stained(colors, self.stains(*mesh.middles))
        below = from_below(self.to_pixels(mesh.fronts(camera)))
        tones = COARSE_TONES if is_coarse else TONES
        return lit(colors, mesh.light(camera), below, BELOW, tones)

    def _laid_out(self, picture: SurfacePicture) -> SurfaceBox:
        view = self._plot.view
        key = (self._plot.key, view.zoom, view.theme, self._names, id(picture))
        if self._box is None or key != self._box_key:
            self._box_key, wide = key, self._plot.area.width()
            self._box = SurfaceBox(view, picture.mesh, picture.camera, self.to_pixels, *self._names, width=wide)
        return self._box

    def obstacles(self) -> Obstacles:
        """Return what labels keep off: the numbers and names at the box."""
        if self._picture is None:
            return Obstacles()
        texts = tuple(piece.box for piece in self._laid_out(self._picture).texts)
        if texts != self._obstacles.texts:
            self._obstacles = Obstacles(texts)
        return self._obstacles

    def lift_at(self, point: QPointF) -> Lift | None:
        """Return the contour that is seen near a point of the plot's area."""
        picture = self._picture
        if picture is None:
            return None
        if (key := (self._plot.key, id(picture))) != self._lifts_key:
            self._lifts_key = key
            self._lifts = [
                (level.loss, [part for _, part in seen_parts(level.lines, picture.horizon, self.to_pixels)])
                for level in picture.lines.levels
            ]
        at = np.array([point.x(), point.y()])
        best, nearest = -1, (REACH * self._plot.view.zoom) ** 2
        for index, (_, parts) in enumerate(self._lifts):
            for points in parts:
                away = squared_distance(points, at)
                if away < nearest:
                    best, nearest = index, away
        if best < 0:
            return None
        path = QPainterPath()
        for points in self._lifts[best][1]:
            path.addPolygon(arrayToQPolygonF(points[:, 0], points[:, 1]))
        return Lift(path, contour_text(self._lifts[best][0]))
