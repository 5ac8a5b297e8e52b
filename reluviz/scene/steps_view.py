"""What changes over the steps: the loss of all runs, or the parameters, up to the playhead; GUI thread and recorder."""

import math
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QCoreApplication

from reluviz.scenario.parameters import symbol
from reluviz.scene.moment import STEPS_AN_EPOCH
from reluviz.scene.numbers import format_count
from reluviz.scene.plot import Plot
from reluviz.scene.step_marks import Mark, StepMarks
from reluviz.scene.step_series import StepSeries
from reluviz.scene.trail_layer import Trail, TrailLayer
from reluviz.scene.trail_path import Read
from reluviz.scene.view import GRID, View

if TYPE_CHECKING:
    from reluviz.scene.moment import Moment, RunLook
    from reluviz.training.history import History, Path

Kind = Literal["loss", "parameters"]

FLOOR = 1e-10
"""The least loss that is drawn: below it lie rounding errors, and the logarithm of 0."""

LEAST_DECADES = 3
"""How many powers of ten the loss's axis spans at least."""

MANY_CURVES = 12
"""More curves than these are thin, and have no names at their ends."""


@dataclass(frozen=True, slots=True)
class _Curve:
    """One line of the figure: a run, and which of its series' curves; `tip` is where it has got to."""

    run: "RunLook"
    index: int
    tip: float
    name: str


class StepsView(View):
    """Curves over steps, or epochs, with a line at the playhead; each frame draws only what is new.

    ``loss``: the expected loss of all runs, logarithmic. ``parameters``: those of the followed run; of a student that
    has its weight alone, the weight of all runs, as in the question's own figure.
    """

    def __init__(self, kind: Kind) -> None:
        super().__init__()
        self.kind: Kind = kind
        self.plot = Plot(self)
        self.plot.axes.x_spacing = 80.0
        self.plot.axes.y_spacing = 44.0
        self.plot.set_logs(y=kind == "loss")
        self.plot.add_still(self.plot.axes.draw)
        self._trails = TrailLayer(self.plot, 1.8)
        self._thin_trails = TrailLayer(self.plot, 0.9)
        self._marks = StepMarks(self.plot)
        self._history: History | None = None
        self._series: dict[int, StepSeries] = {}
        self._series_key: tuple[Hashable, ...] = ()
        self._name("", "")

    def show_moment(self, moment: "Moment") -> None:
        """Draw the curves up to the playhead."""
        super().show_moment(moment)
        if moment.history is not self._history:
            self._history = moment.history
            self._series_key = ()
        runs = self._runs(moment)
        self._set_x_range(moment)
        self._follow(moment, runs)
        self._set_y_range()
        self._set_words(moment, runs)
        self._draw(moment, self._curves(moment, runs))

    def arrange(self) -> None:
        """Place the plot; called by `View`."""
        zoom = self.zoom
        self.plot.setGeometry(self.body())
        right = 3.5 if self.kind == "parameters" else 1.0
        self.plot.set_margins(5 * GRID * zoom, GRID * zoom, right * GRID * zoom, 2.5 * GRID * zoom)
        if self.moment is not None:
            self.show_moment(self.moment)

    def retheme(self) -> None:
        """Draw the axes in the theme's colours; called by `View`."""
        self.plot.still_changed()

    def _runs(self, moment: "Moment") -> Sequence["RunLook"]:
        if self.kind == "loss" or len(moment.names) == 1:
            return moment.runs
        run = moment.followed_run
        return () if run is None else (run,)

    def _set_x_range(self, moment: "Moment") -> None:
        last = max(moment.scenario.training.steps, 1)
        if moment.history.last_step > last:
            last = nice_ceiling(moment.history.last_step)
        self.plot.set_ranges(x=(0.0, last / _unit(moment)))

    def _follow(self, moment: "Moment", runs: Sequence["RunLook"]) -> None:
        """Read what is new of the runs that are shown; everything again where the past or the axis has changed."""
        width = max(self.plot.area.width(), 1.0)
        steps = self.plot.x_range[1] * _unit(moment)
        # Ten steps of width make the same groups, so that dragging a splitter does not read everything each time.
        stride = max(int(steps / (10 * math.ceil(width / 10))), 1)
        key = (id(moment.history), moment.history.revision, stride)
        if key != self._series_key:
            self._series_key = key
            self._series = {}
            self._trails.forget()
            self._thin_trails.forget()
        shown = {run.id for run in runs}
        self._series = {run: series for run, series in self._series.items() if run in shown}
        values = _loss_values if self.kind == "loss" else _parameter_values
        for run in runs:
            if run.id not in self._series:
                self._series[run.id] = StepSeries(moment.history, run.id, values, stride)
            self._series[run.id].update()

    def _set_y_range(self) -> None:
        lowest = min((series.lowest for series in self._series.values()), default=math.inf)
        highest = max((series.highest for series in self._series.values()), default=-math.inf)
        if self.kind == "loss":
            self.plot.set_ranges(y=decades(lowest, highest))
        else:
            self.plot.set_ranges(y=nice_range(lowest, highest))

    def _curves(self, moment: "Moment", runs: Sequence["RunLook"]) -> list[_Curve]:
        if self.kind == "loss":
            return [_Curve(run, 0, max(run.loss, FLOOR), "") for run in runs]
        names = [symbol(name) for name in moment.names]
        return [
            _Curve(run, index, float(run.position[index]), name) for run in runs for index, name in enumerate(names)
        ]

    def _draw(self, moment: "Moment", curves: Sequence[_Curve]) -> None:
        unit = _unit(moment)
        trails = []
        for curve in curves:
            run, series = curve.run, self._series[curve.run.id]
            trails.append(
                Trail(
                    key=(run.id, curve.index),
                    color=run.ink,
                    dashed=run.dashed,
                    first=run.first_step,
                    last=series.whole_to(moment.playhead),
                    read=_reader(series, curve.index, unit, FLOOR if self.kind == "loss" else -math.inf),
                    tip=(moment.playhead / unit, curve.tip),
                )
            )
        many = len(curves) > MANY_CURVES and self.kind == "parameters"
        past = self._series_key
        self._trails.show_trails([] if many else trails, past)
        self._thin_trails.show_trails(trails if many else [], past)
        ends = [
            Mark(curve.tip, curve.run.color, "" if many else curve.name, curve.run.id == moment.followed)
            for curve in curves
        ]
        self._marks.show_marks(moment.playhead / unit, ends)

    def _set_words(self, moment: "Moment", runs: Sequence["RunLook"]) -> None:
        if moment.epochs:
            axis = QCoreApplication.translate("StepsView", "epoch")
        else:
            axis = QCoreApplication.translate("StepsView", "step")
        if axis != self.plot.axes.x_name:
            self.plot.axes.x_name = axis
            self.plot.still_changed()
        if self.kind == "loss":
            if len(runs) == 1:
                counted = QCoreApplication.translate("StepsView", "1 run · logarithmic")
            else:
                counted = QCoreApplication.translate("StepsView", "{count} runs · logarithmic")
            self._name(QCoreApplication.translate("StepsView", "Loss"), counted.format(count=format_count(len(runs))))
        elif len(moment.names) == 1:
            self._name(QCoreApplication.translate("StepsView", "Weight"), "")
        else:
            run = moment.followed_run
            self._name(QCoreApplication.translate("StepsView", "Parameters"), "" if run is None else run.label)

    def _name(self, title: str, caption: str) -> None:
        if not title:
            title = (
                QCoreApplication.translate("StepsView", "Loss")
                if self.kind == "loss"
                else QCoreApplication.translate("StepsView", "Parameters")
            )
        self.set_title(title, caption)


def nice_ceiling(value: float) -> float:
    """Return the least of 1, 2, 5 · 10ⁿ that is not below a number above 0."""
    power = 10.0 ** math.floor(math.log10(value))
    return next(factor * power for factor in (1, 2, 5, 10) if factor * power >= value * (1 - 1e-12))


def nice_range(lowest: float, highest: float) -> tuple[float, float]:
    """Return round ends around numbers and 0; ends grow in steps, so that an axis seldom moves."""
    if not (math.isfinite(lowest) and math.isfinite(highest)):
        return -1.0, 1.0
    low, high = min(lowest, 0.0), max(highest, 0.0)
    span = high - low or 1.0
    step = nice_ceiling(span / 4)
    bottom, top = math.floor(low / step - 0.05) * step, math.ceil(high / step + 0.05) * step
    return (bottom if low < 0 else -0.25 * step), (top if high > 0 else 0.25 * step)


def decades(lowest: float, highest: float) -> tuple[float, float]:
    """Return powers of ten around losses, at least `LEAST_DECADES` apart and not below `FLOOR`."""
    if not (math.isfinite(lowest) and math.isfinite(highest)):
        return 1e-3, 1e1
    top = math.ceil(math.log10(max(highest, FLOOR * 10)) + 0.02)
    bottom = math.floor(math.log10(max(lowest, FLOOR)) + 1e-9)
    return 10.0 ** min(bottom, top - LEAST_DECADES), 10.0**top


def _unit(moment: "Moment") -> float:
    return float(STEPS_AN_EPOCH) if moment.epochs else 1.0


def _loss_values(path: "Path") -> NDArray[np.floating]:
    return path.loss[:, None]


def _parameter_values(path: "Path") -> NDArray[np.floating]:
    return path.parameters


def _reader(series: StepSeries, curve: int, unit: float, floor: float) -> Read:
    """Return what a trail reads its points with; −inf as `floor` leaves the values as they are."""

    def read(first: int, last: int) -> tuple[NDArray[np.int64], NDArray[np.float64], NDArray[np.float64]]:
        steps, values = series.read(curve, first, last)
        return steps, steps / unit, np.maximum(values, floor)

    return read
