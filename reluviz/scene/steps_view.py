"""What changes over the steps: the loss of all runs, or the parameters, up to the playhead; GUI thread and recorder."""

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QCoreApplication

from reluviz.scenario.parameters import symbol
from reluviz.scene.moment import STEPS_AN_EPOCH
from reluviz.scene.numbers import format_count
from reluviz.scene.plot import Plot
from reluviz.scene.step_layer import Look, StepLayer
from reluviz.scene.step_marks import Mark, StepMarks
from reluviz.scene.step_table import Line, StepTable
from reluviz.scene.view import GRID, View

if TYPE_CHECKING:
    from reluviz.scene.moment import Moment, RunLook
    from reluviz.training.records import Stretch

Kind = Literal["loss", "parameters"]

FLOOR = 1e-10
"""The least loss that is drawn: below it lie rounding errors, and the logarithm of 0."""

LEAST_DECADES = 3
"""How many powers of ten the loss's axis spans at least."""

MANY_CURVES = 12
"""More curves than these are thin, and have no names at their ends."""


FOLLOWED = 2.2
OTHERS = 1.5
THIN = 0.9
"""The widths of lines in pixels, before the scale."""


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
        self.plot.axes.y_spacing = 34.0
        self.plot.set_logs(y=kind == "loss")
        self.plot.add_still(self.plot.axes.draw)
        self._layer = StepLayer(self.plot)
        self._marks = StepMarks(self.plot)
        self._table = StepTable(_losses if kind == "loss" else _parameters)
        self._table_width = 1
        self._name("", "")

    def show_moment(self, moment: "Moment") -> None:
        """Draw the curves up to the playhead."""
        super().show_moment(moment)
        runs = self._runs(moment)
        self._set_x_range(moment)
        same = self._follow(moment, runs)
        self._set_y_range()
        self._set_words(moment, runs)
        self._draw(moment, runs, same)

    def arrange(self) -> None:
        """Place the plot; called by `View`."""
        zoom = self.zoom
        self.plot.setGeometry(self.body())
        right = 3.5 if self.kind == "parameters" else 1.0
        self.plot.set_margins(5 * GRID * zoom, GRID * zoom, right * GRID * zoom, 3 * GRID * zoom)
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

    def _follow(self, moment: "Moment", runs: Sequence["RunLook"]) -> int:
        """Read what is new of the runs that are shown; return how many groups of the table are what they were."""
        curves = 1 if self.kind == "loss" else len(moment.names)
        if curves != self._table_width:
            self._table, self._table_width = StepTable(_losses if self.kind == "loss" else _parameters, curves), curves
        # Ten pixels of width make the same groups, so that dragging a splitter does not read everything each time.
        width = 10 * math.ceil(max(self.plot.area.width(), 1.0) / 10)
        stride = int(self.plot.x_range[1] * _unit(moment) / width)
        lines = [Line(run.id, run.first_step, run.start.tobytes()) for run in runs]
        return self._table.update(moment.history, lines, stride)

    def _set_y_range(self) -> None:
        lowest, highest = self._table.extremes()
        self.plot.set_ranges(y=decades(lowest, highest) if self.kind == "loss" else nice_range(lowest, highest))

    def _draw(self, moment: "Moment", runs: Sequence["RunLook"], same: int) -> None:
        unit = _unit(moment)
        if self.kind == "loss":
            tips = np.array([max(run.loss, FLOOR) for run in runs])
            names = [""]
        else:
            tips = np.array([run.position for run in runs]).reshape(-1)
            # The weight alone is named by the title; its lines are told apart by the runs' colours.
            names = [symbol(name) for name in moment.names] if len(moment.names) > 1 else [""]
        many = len(names) > MANY_CURVES
        looks = []
        for run in runs:
            width = THIN if many else FOLLOWED if run.id == moment.followed else OTHERS
            looks += [Look(run.ink, run.dashed, width)] * len(names)
        self._layer.show_curves(
            self._table,
            same,
            looks,
            playhead=moment.playhead,
            tips=tips,
            unit=unit,
            floor=FLOOR if self.kind == "loss" else -math.inf,
        )
        ends = [(run, name) for run in runs for name in names]
        marks = [
            Mark(tip, run.color, name, run.id == moment.followed)
            for (run, name), tip in zip([] if many else ends, tips.tolist(), strict=False)
        ]
        self._marks.show_marks(moment.playhead / unit, marks)

    def _set_words(self, moment: "Moment", runs: Sequence["RunLook"]) -> None:
        if moment.epochs:
            axis = QCoreApplication.translate("StepsView", "epoch")
        else:
            axis = QCoreApplication.translate("StepsView", "step")
        if axis != self.plot.axes.x_name:
            self.plot.axes.x_name = axis
            self.plot.still_changed()
        if self.kind == "loss":
            if not runs:
                counted = QCoreApplication.translate("StepsView", "logarithmic")
            elif len(runs) == 1:
                counted = QCoreApplication.translate("StepsView", "1 run · logarithmic")
            else:
                counted = QCoreApplication.translate("StepsView", "{count} runs · logarithmic")
            self._name(QCoreApplication.translate("StepsView", "Loss"), counted.format(count=format_count(len(runs))))
        elif len(moment.names) == 1:
            self._name(QCoreApplication.translate("StepsView", "Weight w"), "")
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
    top = math.ceil(math.log10(max(highest, FLOOR)) + 0.02)
    bottom = math.floor(math.log10(max(lowest, FLOOR)) + 1e-9)
    bottom = max(min(bottom, top - LEAST_DECADES), round(math.log10(FLOOR)))
    return 10.0**bottom, 10.0 ** max(top, bottom + LEAST_DECADES)


def _unit(moment: "Moment") -> float:
    return float(STEPS_AN_EPOCH) if moment.epochs else 1.0


def _losses(stretch: "Stretch", columns: Sequence[int]) -> NDArray[np.floating]:
    return stretch.loss[columns].T[:, :, None]


def _parameters(stretch: "Stretch", columns: Sequence[int]) -> NDArray[np.floating]:
    return stretch.parameters[columns].transpose(1, 0, 2)
