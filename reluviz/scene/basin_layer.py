"""The basin map on the landscape: the fates' colours and hatchings; GUI thread and recorder."""

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from reluviz.scenario.axes import is_plane
from reluviz.scenario.model import Start
from reluviz.scenario.parameters import start_row
from reluviz.scene.basin_legend import BasinLegend
from reluviz.scene.basin_progress import BasinProgress
from reluviz.scene.basins import FINE, BasinSource, moved, same_plane
from reluviz.scene.hatching import TILE, grounds, mark_color, tiles
from reluviz.scene.stage import Ends
from reluviz.scene.still_layer import pixel_ratio
from reluviz.training.basins import BasinQuestion
from reluviz.training.fates import FATE_NAMES
from reluviz.training.starts import initial_rows

if TYPE_CHECKING:
    from reluviz.landscape.landscape import Landscape
    from reluviz.scene.moment import Moment
    from reluviz.scene.plot import Plot
    from reluviz.training.basins import Basins

MOST_PIXELS = 2_500_000
"""Of a larger area every second pixel is drawn, so that it takes no longer than a part of a frame."""


class BasinLayer:
    """Draws a basin map into a plot's still picture; hatchings are of pixels, and keep their size in a zoom."""

    def __init__(self, plot: "Plot", source: BasinSource) -> None:
        self._plot = plot
        self.source = source
        self._asked = False
        self._landscape: Landscape | None = None
        """Whose map has been asked for last, and may be kept."""
        self._first: tuple[object, tuple[float, ...]] | None = None
        self._image: QImage | None = None
        self._image_key: object = None
        self.basins: Basins | None = None
        """What is shown; None: nothing."""
        self.is_outdated = False
        """Whether that is the answer to a question of before: it is grey, without shares, and words say so."""
        self.progress = BasinProgress(plot)
        self.legend = BasinLegend(plot, self.progress)

    def show(self, moment: "Moment", domain: Ends) -> None:
        """Take the moment; ask for a map of the part that is seen, `domain`, where the scenario wants one."""
        if not moment.scenario.view.basins or (is_plane(moment.scenario) and moment.plane is None):
            if self._landscape is not None:
                is_same = self._landscape == moment.landscape
                if self._asked or not is_same:
                    self._asked = False
                    self.source.leave(keep=is_same)
                if not is_same:
                    self._landscape = None
            self.show_basins(None)
            self.legend.show_shares(None)
            self.progress.show_progress(None)
            return
        self._asked, self._landscape = True, moment.landscape
        question = self._question(moment, domain)
        found = self.source.request(question)
        shown = None if self.is_outdated else self.basins
        if found is None and shown is not None and moved(shown.question, question):
            # Every start's fate is where it was; only which share of the part that is seen has it is not known yet.
            self.legend.show_shares(None)
        elif found is None:
            # An empty landscape at each move of a control would flicker: the map of before stays, but nobody takes it
            # for the answer.
            newest = self.source.newest() or self.basins
            self.show_basins(newest if newest is not None and same_plane(newest.question, question) else None, True)
            self.legend.show_shares(None)
        else:
            self.show_basins(found)
            self.legend.show_shares(found)
        self.progress.show_progress(self.source.progress(), is_outdated=self.is_outdated and self.basins is not None)

    def _question(self, moment: "Moment", domain: Ends) -> BasinQuestion:
        scenario = moment.scenario
        is_curve = scenario.view.kind == "curve" or not moment.y_name
        y_name = "" if is_curve else moment.y_name
        seen = (scenario.model, scenario.start, scenario.starts)
        if self._first is None or self._first[0] != seen:
            rows = initial_rows(scenario).rows
            self._first = seen, tuple(rows[0].tolist()) if len(rows) else start_row(scenario.model, Start())
        base = list(self._first[1])
        for name in (moment.x_name, y_name):
            if name in moment.names:
                base[moment.names.index(name)] = 0.0
        return BasinQuestion(
            moment.landscape,
            replace(scenario.training, steps=scenario.view.basin_steps),
            moment.x_name,
            y_name,
            domain[0],
            (0.0, 1.0) if is_curve else domain[1],
            FINE,
            1 if is_curve else FINE,
            # In the plane of a path the starts lie on it, and need no other start.
            tuple(base) if moment.plane is None else tuple(moment.plane.origin.tolist()),
            moment.plane,
        )

    def show_basins(self, basins: "Basins | None", is_outdated: bool = False) -> None:
        """Show another map, be it outdated, or none."""
        if basins is not self.basins or is_outdated != self.is_outdated:
            self.basins, self.is_outdated = basins, is_outdated
            self._image = None
            self._plot.still_changed()

    def draw(self, painter: QPainter) -> bool:
        """Draw the map over the landscape's colours, in the pixels of the plot's area; False if there is none."""
        if self.basins is None:
            return False
        area = QRectF(0, 0, self._plot.area.width(), self._plot.area.height())
        ratio = pixel_ratio(painter)
        key = (self._plot.key, self._plot.view.theme, self._plot.view.zoom, ratio)
        if self._image is None or key != self._image_key:
            self._image, self._image_key = self._drawn(self.basins, area, ratio), key
        painter.drawImage(area, self._image)
        return True

    def fates(self, x: NDArray[np.float64], y: NDArray[np.float64]) -> NDArray[np.uint16] | None:
        """Return the fates of starts (n,), those beyond the map as `len(FATE_NAMES)`; None without a map."""
        if self.basins is None:
            return None
        return _with_outside(self.basins.fate)[_nearest(y, self.basins.y), _nearest(x, self.basins.x)]

    def stains(self, x: NDArray[np.float64], y: NDArray[np.float64]) -> NDArray[np.uint32] | None:
        """Return what lies over the colours of a surface's faces (n,), as premultiplied 0xAARRGGBB; None without a map.

        `x` and `y` are the parameters at the middles of the faces; hatchings are lines of their own there.
        """
        fates = self.fates(x, y)
        return None if fates is None else grounds(self._plot.view.theme, is_grey=self.is_outdated)[fates]

    def mark(self, fate: str) -> QColor:
        """Return the colour of a fate's marks over its ground."""
        return mark_color(fate, self._plot.view.theme, is_grey=self.is_outdated)

    @property
    def stains_key(self) -> object:
        """What `stains`, `fates` and `mark` depend on, beyond theme and places."""
        return self.basins, self.is_outdated

    def _drawn(self, basins: "Basins", area: QRectF, ratio: float) -> QImage:
        """Return the picture of the area in device pixels: each has the colour of the start nearest to it."""
        plot = self._plot
        if area.width() * area.height() * ratio**2 > MOST_PIXELS:
            ratio /= 2
        size = max(round(area.width() * ratio), 1), max(round(area.height() * ratio), 1)
        tile = min(max(round(TILE * plot.view.zoom * ratio), 4), 90)  # so that 16 bits are enough below
        x_low, x_high = plot.x_range
        column = _nearest(_middles(x_low, x_high, size[0]), basins.x)
        if basins.question.y_name:
            y_low, y_high = plot.y_range
            row = _nearest(_middles(y_high, y_low, size[1]), basins.y)
        else:
            row = np.zeros(size[1], np.intp)
        # The place in the table of all tiles: the fate's tile, its row, its column.
        place = (_with_outside(basins.fate) * np.uint16(tile * tile)).take(row, axis=0).take(column, axis=1)
        place += ((np.arange(size[1]) % tile) * tile).astype(np.uint16)[:, np.newaxis]
        place += (np.arange(size[0]) % tile).astype(np.uint16)
        pixels = tiles(plot.view.theme, tile, is_grey=self.is_outdated).ravel().take(place, mode="clip")
        image = QImage(pixels.data, size[0], size[1], 4 * size[0], QImage.Format.Format_ARGB32_Premultiplied)
        return image.copy()  # the picture owns its pixels: the array goes


def _middles(first: float, last: float, count: int) -> NDArray[np.float64]:
    """Return the middles of pixels from one edge to the other."""
    edges = np.linspace(first, last, count + 1)
    return (edges[:-1] + edges[1:]) / 2


def _nearest(at: NDArray[np.float64], places: NDArray[np.float64]) -> NDArray[np.intp]:
    """Return which of evenly spaced places is nearest to each of others; `len(places)`: beyond all."""
    spacing = (places[-1] - places[0]) / max(len(places) - 1, 1) or 1.0
    index = np.rint((at - places[0]) / spacing)
    return np.where((index < 0) | (index >= len(places)), len(places), index).astype(np.intp)


def _with_outside(fate: NDArray[np.uint8]) -> NDArray[np.uint16]:
    """Return fates with a row and a column more: the empty tile, for what is beyond all starts."""
    found = np.full((len(fate) + 1, fate.shape[1] + 1), len(FATE_NAMES), np.uint16)
    found[:-1, :-1] = fate
    return found
