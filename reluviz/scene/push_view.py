"""The push of each input on each parameter, over x: why the point goes where it goes; GUI thread and recorder."""

import math
from typing import TYPE_CHECKING

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from pyqtgraph.functions import arrayToQPolygonF
from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from reluviz.landscape.pushes import silent_parts
from reluviz.scenario.parameters import split_name, symbol
from reluviz.scene.batch_ticks import BatchTicks
from reluviz.scene.fonts import LABEL, MEDIUM
from reluviz.scene.header import Header
from reluviz.scene.legend import LegendEntry
from reluviz.scene.numbers import MINUS, format_number
from reluviz.scene.plot import Plot
from reluviz.scene.push_strips import SLIGHT, STILL, Strip, points_of, strips_of
from reluviz.scene.updates import UpdateSource
from reluviz.scene.view import CURVES, View

if TYPE_CHECKING:
    from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

    from reluviz.scene.moment import Moment, RunLook

LEAST_STRIP = 31.0
"""The height in pixels, before the scale, below which only the parameters on the landscape's axes have a strip."""

MOST_STRIPS = 4

MARGIN = 42.0
"""The pixels, before the scale, that a number beside a strip may take."""

SHADE = 0.3
"""The opacity of the areas."""

TICKS = 0.6
"""The opacity of the samples' ticks."""


class PushView(View):
    """Where the followed run's gradient comes from at the playhead: a strip for each parameter, over the inputs.

    With mini-batches each sample of the step from there on is a tick.

    Parameters
    ----------
    source
        Where the batches come from; by default they are drawn again at once.
    """

    pace = CURVES

    def __init__(self, source: UpdateSource | None = None) -> None:
        super().__init__()
        self.plot = Plot(self)
        self.plot.axes.y_grid = False
        self.plot.axes.x_spacing = 70.0
        self.plot.axes.y_spacing = math.inf
        self.plot.add_still(self.plot.axes.draw)
        self.xs = np.zeros(0)
        """The inputs at which the curves are computed."""
        self.strips: tuple[Strip, ...] = ()
        self.silent: list[tuple[float, float]] = []
        """Where no unit is active: those inputs say nothing."""
        self.ticks = BatchTicks(source)
        self.ticks.source.set_changed(self._on_batch)
        self._layer = _Strips(self)
        self.plot.add_layer(self._layer)
        self._made_of: object = None
        self._name()

    def show_moment(self, moment: "Moment") -> None:
        """Show what moves the followed run."""
        super().show_moment(moment)
        landscape = moment.landscape
        self.plot.set_ranges(x=landscape.input_range(), y=(-1.0, 1.0))
        run = moment.followed_run
        names = self._shown(moment)
        made_of = (landscape, names, None if run is None else (run.position.tobytes(), run.color))
        words = self.ticks.words()
        if self.ticks.show_moment(moment):
            if self.ticks.words() != words:
                self._name()
            self._layer.update()
        if made_of == self._made_of:
            return
        self._made_of = made_of
        self._name()
        low, high = self.plot.x_range
        self.strips, self.silent = (), []
        if run is not None:
            self.xs = points_of(landscape, run, low, high)
            self.strips = strips_of(landscape, run.position, self.xs, names)
            self.silent = silent_parts(landscape, run.position, low, high)
        self._layer.update()

    def arrange(self) -> None:
        """Place the plot; called by `View`."""
        self._name()
        self.plot.line_up(self.body())
        if self.moment is not None:
            self.show_moment(self.moment)

    def retheme(self) -> None:
        """Draw the numbers in the theme's colours; called by `View`."""
        self._name()
        self.plot.still_changed()
        self._layer.update()

    def _shown(self, moment: "Moment") -> tuple[str, ...]:
        """Return the parameters with a strip: all, or where there is no room those on the landscape's axes."""
        names = moment.names
        most = min(MOST_STRIPS, max(1, int(self.plot.area.height() / (LEAST_STRIP * self.zoom))))
        if len(names) <= most:
            return names
        axes = tuple(name for name in (moment.x_name, moment.y_name) if name in names)
        return (axes or names)[:most]

    def _on_batch(self) -> None:
        if self.moment is not None:
            self.show_moment(self.moment)

    def _name(self) -> None:
        over = QCoreApplication.translate("PushView", "of each input x: up raises the parameter")
        caption = ""
        if self.moment is not None and len(self._shown(self.moment)) < len(self.moment.names):
            words = QCoreApplication.translate("PushView", "{shown} of {count} parameters")
            caption = words.format(shown=len(self._shown(self.moment)), count=len(self.moment.names))
        title, color = QCoreApplication.translate("PushView", "Push"), self.theme.text
        found = Header(title, over, caption)
        if ticks := self.ticks.words():
            # A legend, of which nothing is cut off, leaves no room for a caption. In one row, or the strips have none.
            briefly = QCoreApplication.translate("PushView", "up raises the parameter")
            overs = [f"{over} · {caption}", f"{briefly} · {caption}", caption] if caption else [over, briefly]
            ways = [(overs[0], ticks[0]), *((way, ticks[-1]) for way in (*overs, ""))]
            headers = [Header(title, way, caption, (LegendEntry("ticks", color, said),)) for way, said in ways]
            found = next((header for header in headers if self.is_one_row(header)), headers[-1])
        self.set_header(found)


class _Strips(pg.GraphicsObject):
    """The strips, one below the other; drawn anew whenever the run has moved."""

    def __init__(self, view: PushView) -> None:
        super().__init__()
        self._view = view
        view.plot.changed.connect(self._on_plot_changed)

    def boundingRect(self) -> QRectF:
        """Return the plot's area and the numbers beside it; Qt's own."""
        area = self._view.plot.area
        return QRectF(-area.left(), 0, area.left() + area.width(), area.height())

    def paint(self, painter: QPainter, option: "QStyleOptionGraphicsItem", widget: "QWidget | None" = None) -> None:
        """Draw areas, curves, zero lines and words; Qt's own."""
        view = self._view
        run = None if view.moment is None else view.moment.followed_run
        if run is None or not view.strips:
            return
        area = view.plot.area
        height = area.height() / len(view.strips)
        across = view.plot.to_pixels(view.xs, 0.0)[:, 0]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for index, strip in enumerate(view.strips):
            box = QRectF(0.0, index * height, area.width(), height)
            self._draw_areas(painter, strip, box, across, run)
            factor = self._draw_ticks(painter, strip, box)
            self._draw_scale(painter, strip, box)
            self._draw_sums(painter, strip, box, factor)
            self._draw_silence(painter, strip, box)
        painter.restore()

    def _draw_areas(
        self, painter: QPainter, strip: Strip, box: QRectF, across: NDArray[np.float64], run: "RunLook"
    ) -> None:
        view = self._view
        zero, unit = self._zero(strip, box)
        heights = zero - strip.values * unit
        painter.setPen(Qt.PenStyle.NoPen)
        shade = QColor(run.color)
        shade.setAlphaF(SHADE)
        painter.setBrush(shade)
        outline = np.concatenate((heights, [zero, zero]))
        painter.drawPolygon(arrayToQPolygonF(np.concatenate((across, [across[-1], across[0]])), outline))
        painter.setPen(QPen(QColor(view.theme.muted), view.zoom))
        painter.drawLine(QPointF(box.left(), zero), QPointF(box.right(), zero))
        pen = QPen(QColor(run.ink), 2.0 * view.zoom)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(arrayToQPolygonF(across, heights))

    def _draw_ticks(self, painter: QPainter, strip: Strip, box: QRectF) -> float:
        """Draw the samples of the batch; return how much they are enlarged, 0 without any."""
        view = self._view
        batch = view.ticks.batch
        if batch is None or view.moment is None:
            return 0.0
        heights, factor = view.ticks.heights(view.moment.names.index(strip.name), strip.reach, STILL * strip.reach)
        zero, unit = self._zero(strip, box)
        across = view.plot.to_pixels(batch.x, 0.0)[:, 0]
        # Where a side has little room, ticks end at its end.
        highest, lowest = min(box.top() + self._words(), zero), max(box.bottom() - 2.0 * view.zoom, zero)
        down = np.clip(zero - heights * unit, highest, lowest)
        color = QColor(view.theme.text)
        color.setAlphaF(TICKS)
        view.ticks.draw(painter, across, down, box, zero=zero, pen=QPen(color, view.zoom))
        return factor

    def _draw_scale(self, painter: QPainter, strip: Strip, box: QRectF) -> None:
        """Draw the numbers beside a strip, where they have room."""
        view = self._view
        font = view.text_font()
        metrics, zoom = QFontMetricsF(font), view.zoom
        zero, unit = self._zero(strip, box)
        end = format_number(strip.reach, 2, trim=True)
        marks = [("0", 0.0)]
        if strip.reach * unit > 1.2 * metrics.height() and not strip.is_still:
            marks += [(end, strip.reach)] if strip.rises else []
            marks += [(f"{MINUS}{end}", -strip.reach)] if strip.falls else []
        if any(metrics.horizontalAdvance(text) > MARGIN * zoom for text, _ in marks):
            return  # the sums tell how large it is
        for text, value in marks:
            left = -6.0 * zoom - metrics.horizontalAdvance(text)
            at = QPointF(left, zero - value * unit + 0.35 * metrics.ascent())
            view.texts.draw(painter, at, text, font, QColor(view.theme.muted))

    def _draw_sums(self, painter: QPainter, strip: Strip, box: QRectF, factor: float) -> None:
        """Draw what the pushes come to, above the strip: as much of it as has room."""
        view = self._view
        font, strong = view.text_font(), view.text_font(LABEL, MEDIUM)
        metrics, text, muted = QFontMetricsF(font), QColor(view.theme.text), QColor(view.theme.muted)
        gap = 10.0 * view.zoom
        name = symbol(strip.name)
        baseline = round(box.top() + metrics.ascent())
        whole = f"∂L/∂{name} = {format_number(strip.slope)}"
        right = round(box.right() - QFontMetricsF(strong).horizontalAdvance(whole))
        view.texts.draw(painter, QPointF(right, baseline), whole, strong, text)
        if view.ticks.batch is not None and view.moment is not None:
            batch = view.ticks.slope(view.moment.names.index(strip.name))
            wide = round(metrics.horizontalAdvance(batch) + gap)
            if wide < right:
                right -= wide
                view.texts.draw(painter, QPointF(right, baseline), batch, font, text)
        left = 0.0
        parts = f"{name}  ↑ {format_number(strip.up)}  ↓ {format_number(strip.down)}"
        enlarged = view.ticks.scale_words(factor) if factor else ""
        balance = QCoreApplication.translate("PushView", "they cancel") if strip.is_balanced else ""
        if strip.is_still:
            balance = QCoreApplication.translate("PushView", "no push")
            if factor:
                balance = QCoreApplication.translate("PushView", "no push on average")
            elif (at := self._still_at(strip, box, balance)) is not None:
                view.texts.draw(painter, at, balance, font, text)
                balance = ""
            else:
                parts, balance = balance, parts  # where there is room for one of them only
        for words, color in ((parts, text), (balance, text), (enlarged, muted)):
            if not words or left + metrics.horizontalAdvance(words) + gap >= right:
                continue
            view.texts.draw(painter, QPointF(left, baseline), words, font, color)
            left += metrics.horizontalAdvance(words) + gap

    def _draw_silence(self, painter: QPainter, strip: Strip, box: QRectF) -> None:
        """Say over which inputs there is nothing to hear."""
        view = self._view
        if split_name(strip.name)[0] == "output_bias":
            return  # it hears every input
        font = view.text_font()
        metrics = QFontMetricsF(font)
        words = QCoreApplication.translate("PushView", "no say")
        wide = metrics.horizontalAdvance(words)
        zero, _ = self._zero(strip, box)
        if box.height() < 3.0 * metrics.height():
            return
        for first, last in view.silent:
            left, right = view.plot.to_pixels(np.array([first, last]), 0.0)[:, 0].tolist()
            if right - left > wide + 12.0 * view.zoom:
                # On the side that has room: below the line, where all pushes go down.
                below = metrics.ascent() + 4.0 * view.zoom
                at = QPointF((left + right - wide) / 2, zero - 6.0 * view.zoom if strip.rises else zero + below)
                view.texts.draw(painter, at, words, font, QColor(view.theme.muted))

    def _still_at(self, strip: Strip, box: QRectF, words: str) -> QPointF | None:
        """Return where it is said that nothing pushes: beside the line, over what is heard; None without room."""
        view = self._view
        low, high = view.plot.x_range
        ends = [low, *(end for part in view.silent for end in part), high]
        first, last = max(zip(ends[::2], ends[1::2], strict=True), key=lambda part: part[1] - part[0])
        left, right = view.plot.to_pixels(np.array([first, last]), 0.0)[:, 0].tolist()
        metrics = QFontMetricsF(view.text_font())
        wide = metrics.horizontalAdvance(words)
        zero, unit = self._zero(strip, box)
        far = metrics.ascent() + 4.0 * view.zoom
        if right - left < wide + 12.0 * view.zoom or strip.reach * unit < far:
            return None
        return QPointF((left + right - wide) / 2, zero - 6.0 * view.zoom if strip.rises else zero + far)

    def _zero(self, strip: Strip, box: QRectF) -> tuple[float, float]:
        """Return the height of a strip's zero line, and how many pixels a push of 1 has."""
        words = self._words()
        room = max(box.height() - words - 6.0 * self._view.zoom, 1.0)
        above, below = (1.0 if reached else SLIGHT for reached in (strip.rises, strip.falls))
        half = room / (above + below)
        return box.top() + words + above * half, half / strip.reach

    def _words(self) -> float:
        """Return the height that the sums above a strip take: the number at its upper end stands clear of them."""
        metrics = QFontMetricsF(self._view.text_font())
        return metrics.height() + max(2.0 * self._view.zoom, 0.4 * metrics.ascent())

    def _on_plot_changed(self) -> None:
        self.prepareGeometryChange()
        self.update()
