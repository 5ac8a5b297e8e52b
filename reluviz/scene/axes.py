"""Axes drawn quietly: grid lines, ticks' numbers, and names that displace none of them; GUI thread and recorder."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import isinf
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from reluviz.scene.fonts import LABEL, MEDIUM, hyphened, writing
from reluviz.scene.texts import draw_plate
from reluviz.scene.ticks import common_power, linear_ticks, log_ticks, root_ticks, scale_text, scaled_texts

if TYPE_CHECKING:
    from reluviz.scene.plot import Plot

Place = Literal["outside", "inside"]


@dataclass(frozen=True, slots=True)
class Written:
    """A piece of text of the axes: its baseline's left end, and the rectangle that it takes."""

    text: str
    at: QPointF
    box: QRectF
    is_name: bool = False


class Axes:
    """Draws grid lines, ticks' numbers and names for a plot; the plot's view says fonts and colours.

    Attributes
    ----------
    place
        ``outside``: numbers in the plot's margins; ``inside``: along the lower and left edges of the data's area, with
        a halo, as on a map. The names stand beside the numbers, a row or a column further in (outside: further down),
        so that every tick keeps its number.
    x_grid, y_grid
        Whether thin lines run through the area at the ticks.
    x_name, y_name
        The names of the axes; empty: none, and the view says itself what they are, and `factor`.
    x_spacing, y_spacing
        About how many pixels lie between two ticks; ``inf`` upwards: the view draws numbers of its own.
    x_gap
        How many pixels, before the scale, the numbers stand below the area.
    x_edge
        How many pixels, before the scale, numbers outside keep from the plot's right edge.
    has_plates
        Whether texts within the area stand on plates instead of halos, and are darker: there is a basin map below.
    lowest
        Stands at the lower end of the axis upwards instead of a number; empty: nothing.
    """

    def __init__(self, plot: "Plot") -> None:
        self._plot = plot
        self.place: Place = "outside"
        self.x_grid = False
        self.y_grid = True
        self.x_name = ""
        self.y_name = ""
        self.x_spacing = 90.0
        self.y_spacing = 56.0
        self.x_gap = 6.0
        self.x_edge = 0.0
        self.has_plates = False
        self.lowest = ""
        self._written_for: object = None
        self._written: tuple[list[Written], int] = ([], 0)

    def x_ticks(self) -> list[tuple[float, str]]:
        """Return the ticks across: value and text."""
        return self._ticks(0, self._plot.area.width() / (self.x_spacing * self._plot.view.zoom))

    def y_ticks(self) -> list[tuple[float, str]]:
        """Return the ticks upwards: value and text."""
        return self._ticks(1, self._plot.area.height() / (self.y_spacing * self._plot.view.zoom))

    def written(self) -> list[Written]:
        """Return all texts, where they stand in the pixels of the plot's area; no two share a place."""
        return self._placed()[0]

    @property
    def factor(self) -> str:
        """What the numbers upwards are to be multiplied by, as ``× 10⁶``; empty where they stand as they are."""
        power = self._placed()[1]
        return scale_text(power) if power else ""

    def draw(self, painter: QPainter) -> None:
        """Draw in the pixels of the plot's area."""
        view, plot = self._plot.view, self._plot
        width, height = plot.area.width(), plot.area.height()
        painter.setPen(QPen(QColor(view.theme.line), view.zoom))
        if self.y_grid:
            for value, _ in self.y_ticks():
                at = plot.to_point(plot.x_range[0], value).y()
                painter.drawLine(QPointF(0.0, at), QPointF(width, at))
        if self.x_grid:
            for value, _ in self.x_ticks():
                at = plot.to_point(value, plot.y_range[0]).x()
                painter.drawLine(QPointF(at, 0.0), QPointF(at, height))
        font, name_font = view.text_font(), view.text_font(LABEL, MEDIUM)
        numbers = QColor(view.theme.numbers if self.place == "inside" else view.theme.muted)
        text = QColor(view.theme.text)
        for piece in self.written():
            inside = piece.box.intersects(QRectF(0, 0, width, height))
            halo = QColor(view.theme.halo) if inside else None
            on_plate = self.has_plates and halo is not None
            if halo is not None:
                if on_plate:
                    margin = 3.0 * view.zoom
                    draw_plate(painter, piece.box.adjusted(-margin, 0.0, margin, 0.0), halo, view.zoom)
                    halo = None
                else:
                    halo.setAlphaF(0.75)
            view.texts.draw(
                painter,
                piece.at,
                piece.text,
                name_font if piece.is_name else font,
                text if piece.is_name or on_plate else numbers,
                halo=halo,
                width=3 * view.zoom,
            )

    @property
    def _gap(self) -> float:
        return (8.0 if self.place == "inside" else 6.0) * self._plot.view.zoom

    def _metrics(self) -> tuple[QFontMetricsF, QFontMetricsF]:
        """Return the metrics of numbers and names."""
        view = self._plot.view
        return QFontMetricsF(view.text_font()), QFontMetricsF(view.text_font(LABEL, MEDIUM))

    def _baseline(self) -> float:
        """Return the baseline of the numbers across."""
        metrics, height = self._metrics()[0], self._plot.area.height()
        if self.place == "inside":
            return height - self._gap - metrics.descent()
        return height + self.x_gap * self._plot.view.zoom + metrics.ascent()

    def _placed(self) -> tuple[list[Written], int]:
        """Return all texts, and the power of ten that those upwards are to be multiplied by; found anew if need be."""
        plot, size = self._plot, self._plot.size()
        key = (
            plot.key, plot.view.zoom, plot.area.left(), size.width(), self.place, self.x_grid, self.x_name, self.y_name,
            self.x_spacing, self.y_spacing, self.x_gap, self.x_edge, self.lowest, writing(),
        )  # fmt: skip
        if key != self._written_for:
            up, power = self._find_up()
            self._written_for, self._written = key, ([*up, *self._across(), *self._names(up, power)], power)
        return self._written

    def _find_up(self) -> tuple[list[Written], int]:
        plot, gap = self._plot, self._gap
        if isinf(self.y_spacing):
            return [], 0
        metrics = self._metrics()[0]
        inside, height = self.place == "inside", plot.area.height()
        ticks, power = self.y_ticks(), 0
        room = (64.0 * plot.view.zoom if inside else plot.area.left()) - gap
        widest = max((metrics.horizontalAdvance(text) for _, text in ticks), default=0.0)
        if widest > room and plot.scales[1] != "log":
            power = common_power([value for value, _ in ticks])
            values = [value for value, _ in ticks]
            ticks = list(zip(values, scaled_texts(values, power), strict=True))
        if self.lowest:
            ticks = [(plot.y_range[0], self.lowest), *ticks]
        low_edge = height - gap - metrics.height() * 1.4 if inside else height + metrics.height()
        found: list[Written] = []
        for value, text in ticks:
            at = plot.to_point(plot.x_range[0], value).y()
            wide = metrics.horizontalAdvance(text)
            left = gap if inside else -gap - wide
            box = QRectF(left, at - metrics.height() / 2, wide, metrics.height())
            hidden = inside and (box.bottom() > low_edge or box.top() < gap)
            if not hidden and _is_free(box, found):
                baseline = at + (metrics.ascent() - metrics.descent()) / 2
                found.append(Written(text, QPointF(left, baseline), box))
        return found, power

    def _across(self) -> list[Written]:
        """Return the numbers across: fewer rather than one left out, mostly the last, where the training ends."""
        ticks = self.x_ticks()
        found = self._place_across(ticks)
        if self.place == "outside" and not self.x_grid:
            for count in range(len(ticks) - 1, 1, -1):
                if len(found) == len(ticks):
                    break
                ticks = self._ticks(0, count)
                found = self._place_across(ticks)
        return found

    def _place_across(self, ticks: Iterable[tuple[float, str]]) -> list[Written]:
        plot, gap = self._plot, self._gap
        metrics, baseline = self._metrics()[0], self._baseline()
        inside, width = self.place == "inside", plot.area.width()
        found: list[Written] = []
        for value, text in ticks:
            at = plot.to_point(value, plot.y_range[0]).x()
            wide = metrics.horizontalAdvance(text)
            # A minus sign hangs out on the left, so that the figures stand under their place.
            hang = metrics.horizontalAdvance("−") if text.startswith("−") else 0.0
            left = at - (wide - hang) / 2 - hang
            if not inside:
                left = min(left, plot.size().width() - self.x_edge * plot.view.zoom - plot.area.left() - wide)
            box = QRectF(left, baseline - metrics.ascent(), wide, metrics.height())
            hidden = inside and (box.left() < gap or box.right() > width - gap)
            if not hidden and _is_free(box.adjusted(-gap, 0, gap, 0), found):
                found.append(Written(text, QPointF(left, baseline), box))
        return found

    def _names(self, up: Iterable[Written], power: int) -> list[Written]:
        plot, gap = self._plot, self._gap
        metrics, name_metrics = self._metrics()
        inside, width = self.place == "inside", plot.area.width()
        found: list[Written] = []
        if self.x_name:
            wide = name_metrics.horizontalAdvance(self.x_name)
            row = 1.25 * metrics.height()
            baseline = self._baseline() - row if inside else self._baseline() + row
            found.append(_name(self.x_name, QPointF(width - wide - (gap if inside else 0.0), baseline), name_metrics))
        if self.y_name:
            name = hyphened(self.y_name)
            text = f"{name} · {scale_text(power)}" if power else name
            left = gap + max((piece.box.right() for piece in up), default=0.0) if inside else -plot.area.left()
            found.append(_name(text, QPointF(left, gap + name_metrics.ascent() if inside else -gap), name_metrics))
        return found

    def _ticks(self, axis: int, count: float) -> list[tuple[float, str]]:
        low, high = self._plot.y_range if axis else self._plot.x_range
        find = {"linear": linear_ticks, "log": log_ticks, "root": root_ticks}[self._plot.scales[axis]]
        return find(low, high, max(2, round(count)))


def _name(text: str, at: QPointF, metrics: QFontMetricsF) -> Written:
    box = QRectF(at.x(), at.y() - metrics.ascent(), metrics.horizontalAdvance(text), metrics.height())
    return Written(text, at, box, is_name=True)


def _is_free(box: QRectF, others: Iterable[Written]) -> bool:
    return not any(box.intersects(other.box) for other in others)
