"""The legend of a map: the fates of its basins, their shares, and its shade, on a plate; GUI thread and recorder."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QCoreApplication, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter

from reluviz.scene.fonts import LABEL, MEDIUM, SEMIBOLD, writing
from reluviz.scene.gradient_field import NOTHING
from reluviz.scene.hatching import draw_shade_swatch, draw_swatch
from reluviz.scene.numbers import format_count, power_of_ten, share_text
from reluviz.scene.verdict import fate_word

if TYPE_CHECKING:
    from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

    from reluviz.scene.basin_progress import BasinProgress
    from reluviz.scene.plot import Plot
    from reluviz.scene.race import RacerLook
    from reluviz.training.basins import Basins

HEIGHT = 80.0
"""Above trails, crowd and heads, and below the box at the pointer."""

GAP = 8.0
"""Pixels, before the scale, around the legend and within it."""

ROW = 20.0
SWATCH = (26.0, 13.0)

INSIDE_LEFT, INSIDE_TOP, INSIDE_BOTTOM = 52.0, 32.0, 52.0
"""Pixels, before the scale, from the area's edges to what stands beside axes that are written within it."""


PLACES = (
    (1.0, 0.0), (0.0, 0.0), (1.0, 1.0), (0.0, 1.0),
    (0.5, 0.0), (0.25, 0.0), (0.75, 0.0), (0.5, 1.0), (0.25, 1.0), (0.75, 1.0), (1.0, 0.5), (0.0, 0.5),
)  # fmt: skip
"""How far to the right and down, of the room there is, the legend may stand: in the corners, else along the edges."""

LONGEST_NAME = 0.4
"""Of the plot's width; a racer's name that is longer is cut short."""


class Line(NamedTuple):
    """A fate, its word, and the share of the starts that have it; without a fate, the shade of no gradient."""

    fate: str
    word: str
    share: str


class BasinLegend(pg.GraphicsObject):
    """Draws the legend where it covers fewest heads, and has the progress stand below it.

    That is a corner of the plot if one is free, else a place at its edges. It stays there until it covers a head, and
    fewer elsewhere, or until the plot or itself is another.
    """

    def __init__(self, plot: "Plot", progress: "BasinProgress") -> None:
        super().__init__()
        self._plot = plot
        self._progress = progress
        self._basins: Basins | None = None
        self._has_shade = False
        self._racer: tuple[str, str, str] | None = None
        self._name = ""
        self._lines: tuple[Line, ...] = ()
        self._heading = ""
        self._made_for: object = None
        self._size = QSizeF()
        self._box = QRectF()
        self._place = 0
        self._chosen_for: object = None
        plot.add_layer(self, HEIGHT)

    @property
    def box(self) -> QRectF:
        """The rectangle that it takes, in the pixels of the plot's area; empty without a legend."""
        return self._box

    def show_shares(self, basins: "Basins | None") -> None:
        """Tell the shares of a map; None: nothing."""
        self._basins = basins

    def show_racer(self, look: "RacerLook | None") -> None:
        """Tell whose basins the map shows, where there are racers with other ones; None: there are none."""
        self._racer = None if look is None else (look.label, look.color, look.ink)

    @property
    def racer(self) -> str:
        """Whose basins the legend says to be shown; empty: nobody's."""
        return self._name

    def show_shade(self, is_shown: bool) -> None:
        """Tell what the shade of the gradient's field means, if there is one."""
        self._has_shade = is_shown

    def keep_off(
        self,
        heads: Callable[[], Sequence[QRectF]],
        ends: Callable[[], Sequence[QRectF]],
        top: float,
        *,
        only_top: bool = False,
    ) -> None:
        """Take the place in which the fewest of these rectangles are covered; called for every moment.

        Parameters
        ----------
        heads
            Returns where heads and starts are now; called where there is a legend.
        ends
            Returns where runs will be at the end of what is known; called when a place is chosen.
        top
            How far from the upper edge other words reach in the right corner.
        only_top
            Whether all below the upper edge is others'.
        """
        self._make()
        size = self._stacked()
        if size.isEmpty():
            self._put(QRectF())
            return
        places = self._places(size, top, only_top=only_top)
        key = (self._plot.key, self._made_for, top, only_top)
        now = heads()
        if key != self._chosen_for:
            self._chosen_for, self._place = key, 0
            self._choose(places, [*now, *ends()])
        elif _covered([places[self._place]], now)[0]:
            self._choose(places, [*now, *ends()])
        place = places[self._place]
        middle, area = place.center(), self._plot.area
        is_left, is_low = middle.x() < area.width() / 2, middle.y() > area.height() / 2
        box = QRectF(place.topLeft(), self._size)
        other = QRectF(place.topLeft(), self._progress.size())
        if not is_left:
            box.moveRight(place.right())
            other.moveRight(place.right())
        if is_low:
            box.moveBottom(place.bottom())
        else:
            other.moveBottom(place.bottom())
        self._put(box if self._lines else QRectF())
        self._progress.place(other.topLeft())

    def _choose(self, places: Sequence[QRectF], points: Sequence[QRectF]) -> None:
        counts = _covered(places, points)
        if min(counts) < counts[self._place]:
            self._place = counts.index(min(counts))

    def _places(self, size: QSizeF, top: float, *, only_top: bool) -> list[QRectF]:
        """Return the rectangles of `PLACES`."""
        zoom, area = self._plot.view.zoom, self._plot.area
        gap = GAP * zoom
        is_inside = self._plot.axes.place == "inside"
        right = max(area.width() - gap - size.width(), gap)
        left = min(INSIDE_LEFT * zoom if is_inside else gap, right)
        high = INSIDE_TOP * zoom if is_inside else gap
        low = area.height() - size.height() - (INSIDE_BOTTOM * zoom if is_inside else gap)
        found = []
        for across, down in PLACES:
            upper = top if across == 1.0 else high if across == 0.0 else max(top, high)
            if down == 0.0 or not only_top:
                found.append(QRectF(QPointF(left + across * (right - left), upper + down * (low - upper)), size))
        return found

    def _stacked(self) -> QSizeF:
        """Return the size of legend and progress, one below the other."""
        other = self._progress.size()
        if self._size.isEmpty() or other.isEmpty():
            return other if self._size.isEmpty() else self._size
        high = self._size.height() + GAP / 2 * self._plot.view.zoom + other.height()
        return QSizeF(max(self._size.width(), other.width()), high)

    def _put(self, box: QRectF) -> None:
        if box != self._box:
            self.prepareGeometryChange()
            self._box = box
            self.update()

    def _make(self) -> None:
        """Measure the words, when they or their type have changed."""
        view = self._plot.view
        basins = None if self._basins is None else id(self._basins)
        named = (self._racer, self._plot.area.width()) if self._racer is not None and self._basins is not None else None
        key = (basins, self._has_shade, named, view.zoom, view.theme, writing())
        if key == self._made_for:
            return
        self._made_for = key
        self.update()
        self._lines, self._heading, self._name, self._size = (), "", "", QSizeF()
        lines: list[Line] = []
        if self._basins is not None:
            shares = sorted(self._basins.shares().items(), key=lambda item: -item[1])
            lines += [Line(fate, fate_word(fate), share_text(share)) for fate, share in shares if share > 0.0]
            words = QCoreApplication.translate("BasinLayer", "after {steps} steps")
            self._heading = words.format(steps=format_count(self._basins.step))
        if self._has_shade:
            words = QCoreApplication.translate("BasinLayer", "gradient below {limit}")
            lines.append(Line("", words.format(limit=power_of_ten(NOTHING)), ""))
        self._lines = tuple(lines)
        if not lines:
            return
        metrics, gap = QFontMetricsF(view.text_font()), GAP * view.zoom
        told = [line for line in lines if line.share]
        share = max((metrics.horizontalAdvance(line.share) + 2 * gap for line in told), default=0.0)
        words = [metrics.horizontalAdvance(line.word) + (share if line.share else 0.0) for line in lines]
        heading = QFontMetricsF(view.text_font(LABEL, MEDIUM)).horizontalAdvance(self._heading)
        wide = max(SWATCH[0] * view.zoom + gap + max(words), heading)
        if named is not None:
            face = QFontMetricsF(view.text_font(LABEL, SEMIBOLD))
            bar, room = 1.5 * gap, max(LONGEST_NAME * self._plot.area.width(), wide)
            self._name = face.elidedText(named[0][0], Qt.TextElideMode.ElideRight, room - bar)
            wide = max(wide, face.horizontalAdvance(self._name) + bar + 1.0)
        rows = len(lines) + bool(self._heading) + bool(self._name)
        self._size = QSizeF(wide + 2 * gap, rows * ROW * view.zoom + gap)

    def boundingRect(self) -> QRectF:
        """Return its plate; Qt's own."""
        return self._box.adjusted(-1.0, -1.0, 1.0, 1.0) if self._lines else QRectF()

    def paint(self, painter: QPainter, option: "QStyleOptionGraphicsItem", widget: "QWidget | None" = None) -> None:
        """Draw the fates that there are, the most frequent first, with their shares; Qt's own."""
        if not self._lines:
            return
        view = self._plot.view
        zoom, theme, box = view.zoom, view.theme, self._box
        gap, high = GAP * zoom, ROW * zoom
        swatch = QRectF(0, 0, SWATCH[0] * zoom, SWATCH[1] * zoom)
        ground = QColor(theme.panel if QColor(theme.panel).alpha() else theme.halo)
        ground.setAlphaF(0.88)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawRoundedRect(box, 6 * zoom, 6 * zoom)
        left, right, at = box.left() + gap, box.right() - gap, box.top() + gap / 2
        middle = int(Qt.AlignmentFlag.AlignVCenter)
        if self._name and self._racer is not None:
            # As the standings name it.
            painter.fillRect(QRectF(left, at + gap / 2, gap / 2, high - gap), QColor(self._racer[1]))
            painter.setPen(QColor(self._racer[2]))
            painter.setFont(view.text_font(LABEL, SEMIBOLD))
            painter.drawText(QRectF(left + 1.5 * gap, at, right - left - 1.5 * gap, high), middle, self._name)
            at += high
        if self._heading:
            painter.setPen(QColor(theme.text))
            painter.setFont(view.text_font(LABEL, MEDIUM))
            painter.drawText(QRectF(left, at, right - left, high), middle, self._heading)
            at += high
        painter.setFont(view.text_font())
        for fate, word, share in self._lines:
            sample = swatch.translated(left, at + (high - swatch.height()) / 2)
            if fate:
                draw_swatch(painter, fate, sample, theme, zoom)
            else:
                draw_shade_swatch(painter, sample, theme, zoom)
            painter.setPen(QColor(theme.text))
            line = QRectF(left + swatch.width() + gap, at, right - left - swatch.width() - gap, high)
            painter.drawText(line, middle, word)
            painter.drawText(line, middle | int(Qt.AlignmentFlag.AlignRight), share)
            at += high


def _covered(places: Sequence[QRectF], points: Sequence[QRectF]) -> list[int]:
    """Return how many points each place covers."""
    if not points:
        return [0] * len(places)
    left, top, right, bottom = np.array([point.getCoords() for point in points]).T
    found = []
    for place in places:
        low_x, low_y, high_x, high_y = place.getCoords()  # type: ignore[misc]
        within = (left < high_x) & (right > low_x) & (top < high_y) & (bottom > low_y)
        found.append(int(np.count_nonzero(within)))
    return found
