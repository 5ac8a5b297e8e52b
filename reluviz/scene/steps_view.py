"""What changes over the steps: the loss of all runs, or the parameters, up to the playhead; GUI thread and recorder."""

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QCoreApplication

from reluviz.scenario.parameters import symbol
from reluviz.scene.header import Header
from reluviz.scene.moment import STEPS_AN_EPOCH
from reluviz.scene.numbers import format_count, power_of_ten
from reluviz.scene.plot import Plot
from reluviz.scene.step_layer import StepLayer
from reluviz.scene.step_lines import Look
from reluviz.scene.step_marks import Mark, StepMarks
from reluviz.scene.step_table import Line, StepTable
from reluviz.scene.theme import Theme
from reluviz.scene.trail_path import DASH
from reluviz.scene.view import CURVES, WORDS, View

if TYPE_CHECKING:
    from reluviz.scene.moment import Moment, RunLook
    from reluviz.training.records import Run, Stretch

Kind = Literal["loss", "parameters"]

FLOOR = 1e-16
"""The least loss that is drawn: below it lie the rounding errors of 64-bit numbers, and the logarithm of 0."""

LEAST_DECADES = 3
"""How many powers of ten the loss's axis spans at least."""

MANY_CURVES = 12
"""More curves than these are thin, and have no names at their ends."""

MANY_MARKS = 200
"""With more runs than these, only the followed one has a dot at its end."""

DASHES = ((), (7.0, 4.0), (1.8, 2.6), (9.0, 3.0, 1.8, 3.0))
"""Pixels on and off, before the scale, of a run's parameters, one after the other: weight, bias, output weight …"""

FOLLOWED = 2.2
OTHERS = 1.5
THIN = 0.9
"""The widths of lines in pixels, before the scale."""


class StepsView(View):
    """Curves over steps, or epochs, with a line at the playhead; each frame draws only what is new.

    ``loss``: the expected loss of all runs, logarithmic. ``parameters``: those of the followed run; of a student that
    has its weight alone, the weight of all runs, as in the question's own figure.
    """

    pace = CURVES

    def __init__(self, kind: Kind) -> None:
        super().__init__()
        self.kind: Kind = kind
        self.plot = Plot(self)
        self.plot.axes.x_spacing = 64.0
        self.plot.axes.y_spacing = 34.0
        self.plot.set_logs(y=kind == "loss")
        self.plot.add_still(self.plot.axes.draw)
        self._curves = [_Curves(self.plot, kind)]
        """The chosen racer's at last, over those of the others."""
        self._marks = StepMarks(self.plot)
        self._born: tuple[tuple[Run, ...], int] = ((), 0)
        self._is_naming = False
        self._name()

    def show_moment(self, moment: "Moment") -> None:
        """Draw the curves up to the playhead."""
        super().show_moment(moment)
        moments = self._moments(moment)
        while len(self._curves) < len(moments):
            self._curves.append(_Curves(self.plot, self.kind))
        shown = list(zip(self._curves, moments, strict=False))
        self._set_x_range(moments)
        for curves, each in shown:
            self._follow(curves, each)
        self._set_y_range(shown)
        self._set_words(moment, self._runs(moment), len(moments))
        marks = [mark for curves, each in shown for mark in self._draw(curves, each, is_alone=len(moments) == 1)]
        for curves in self._curves[len(moments) :]:
            curves.clear(moment)
        # Where there is no run, there is nothing that a playhead could stand at.
        self._marks.show_marks(moment.step / _unit(moment) if moment.history.runs else None, marks)

    def follow(self, moment: "Moment", frame: int) -> None:
        """Draw one of many moments, if it is this view's turn and there is something to see."""
        shown = self.moment
        if shown is None or not self._is_hidden_between(shown, moment):
            super().follow(moment, frame)
        elif frame % WORDS:
            self.leave_out(moment)
        else:
            self.show_moment(moment)

    def _is_hidden_between(self, shown: "Moment", moment: "Moment") -> bool:
        """Tell whether the playhead has moved by less than a pixel over the same axis."""
        (low, high), width = self.plot.x_range, self.plot.area.width()
        return (
            moment.history is shown.history
            and moment.epochs == shown.epochs
            and abs(moment.step - shown.step) * width < (high - low) * _unit(moment)
        )

    def arrange(self) -> None:
        """Place the plot; called by `View`."""
        self.plot.line_up(self.body())
        # A heading that needs another height may be another one at that height: it is not asked again and again.
        if self.moment is not None and not self._is_naming:
            self.show_moment(self.moment)

    def retheme(self) -> None:
        """Draw the axes in the theme's colours; called by `View`."""
        self.plot.still_changed()

    def _moments(self, moment: "Moment") -> "list[Moment]":
        """Return the moments whose curves are shown: in a race all that can be compared, the chosen one last."""
        if self.kind == "loss" or len(moment.names) == 1:
            others = [look.moment for look in moment.race if not look.is_chosen]
            return [*(other for other in others if self.kind == "loss" or other.names == moment.names), moment]
        return [moment]

    def _runs(self, moment: "Moment") -> Sequence["RunLook"]:
        if self.kind == "loss" or len(moment.names) == 1:
            return moment.drawn
        run = moment.followed_run
        return () if run is None else (run,)

    def _set_x_range(self, moments: "Sequence[Moment]") -> None:
        """End the axis where the last training ends as things stand: so many steps after the last start."""
        moment = moments[-1]
        runs = moment.history.runs
        if runs is not self._born[0]:
            self._born = runs, max((run.first_step for run in runs), default=0)
        end = max(max(each.scenario.training.steps + self._born[1], each.history.last_step) for each in moments)
        self.plot.set_ranges(x=(0.0, max(end, 1) / _unit(moment)))

    def _follow(self, curves: "_Curves", moment: "Moment") -> None:
        """Read what is new of the runs that are shown."""
        curves.take_width(1 if self.kind == "loss" else len(moment.names))
        # Ten pixels of width make the same groups, so that dragging a splitter does not read everything each time.
        width = 10 * math.ceil(max(self.plot.area.width(), 1.0) / 10)
        stride = int(self.plot.x_range[1] * _unit(moment) / width)
        lines = [Line(run.id, run.first_step, run.start.tobytes(), run.last_step) for run in self._runs(moment)]
        curves.same = curves.table.update(moment.history, lines, stride)

    def _set_y_range(self, shown: "Sequence[tuple[_Curves, Moment]]") -> None:
        axes = self.plot.axes
        runs = [run for _, moment in shown for run in self._runs(moment)]
        # The newest steps are in no group of the table yet.
        ends = [curves.table.extremes() for curves, _ in shown]
        lowest, highest = min(low for low, _ in ends), max(high for _, high in ends)
        if self.kind == "loss":
            tips = np.array([run.loss for run in runs])
            is_cut = min(lowest, float(tips.min(initial=np.inf))) < FLOOR
            least = f"≤{power_of_ten(round(math.log10(FLOOR)))}" if is_cut else ""
            if least != axes.lowest:
                axes.lowest = least
                self.plot.still_changed()
            lowest, tips = FLOOR if is_cut else lowest, np.maximum(tips, FLOOR)
        else:
            tips = np.array([run.position for run in runs])
        lowest, highest = min(lowest, float(tips.min(initial=np.inf))), max(highest, float(tips.max(initial=-np.inf)))
        self.plot.set_ranges(y=decades(lowest, highest) if self.kind == "loss" else nice_range(lowest, highest))

    def _draw(self, curves: "_Curves", moment: "Moment", is_alone: bool) -> list[Mark]:
        """Draw the curves of a moment, and return the dots at their ends."""
        runs, unit = self._runs(moment), _unit(moment)
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
            is_strong = run.id == moment.followed and (is_alone or len(runs) > 1)
            width = THIN if many else FOLLOWED if is_strong else OTHERS
            if len(names) > 1:
                # One run's parameters have one colour; its fate is told by that.
                dashes = [() if many else DASHES[index % len(DASHES)] for index in range(len(names))]
            else:
                dashes = [DASH if run.dashed else ()]
            looks += [Look(run.ink, dash, width) for dash in dashes]
        ends = np.repeat([_last_step(run, moment) for run in runs], len(names)).astype(np.float64)
        if moment.runs.theme != curves.theme:
            curves.theme = moment.runs.theme
            curves.layer.forget()  # on another ground nothing is to be seen of them
        curves.layer.show_curves(
            curves.table,
            curves.same,
            looks,
            playhead=moment.playhead,
            ends=ends,
            tips=tips,
            unit=unit,
            floor=FLOOR if self.kind == "loss" else -math.inf,
        )
        drawn = [(run, name) for run in runs for name in names]
        few = not many and len(runs) <= MANY_MARKS
        return [
            Mark(end / unit, tip, run.color, run.shape if run.fate == "diverged" else "circle", name, is_followed)
            for (run, name), end, tip in zip(drawn, ends.tolist(), tips.tolist(), strict=True)
            if ((is_followed := run.id == moment.followed) and not many) or few
        ]

    def _set_words(self, moment: "Moment", runs: Sequence["RunLook"], racers: int) -> None:
        if self.kind == "loss" and racers > 1:
            words = QCoreApplication.translate("StepsView", "{count} racers · log")
            caption = words.format(count=format_count(racers))
        elif self.kind == "loss":
            if not runs:
                counted = QCoreApplication.translate("StepsView", "log")
            elif len(runs) == 1:
                counted = QCoreApplication.translate("StepsView", "1 run · log")
            else:
                counted = QCoreApplication.translate("StepsView", "{count} runs · log")
            caption = counted.format(count=format_count(len(runs)))
            if len(runs) < len(moment.runs):
                counted = QCoreApplication.translate("StepsView", "{drawn} of {count} runs · log")
                caption = counted.format(drawn=format_count(len(runs)), count=format_count(len(moment.runs)))
        else:
            run = moment.followed_run
            caption = run.label if run is not None and len(moment.names) > 1 else ""
        self._name(moment, caption)

    def _name(self, moment: "Moment | None" = None, caption: str = "") -> None:
        if self.kind == "loss":
            title = QCoreApplication.translate("StepsView", "Loss")
        elif moment is not None and len(moment.names) == 1:
            title = QCoreApplication.translate("StepsView", "Weight w")
        else:
            title = QCoreApplication.translate("StepsView", "Parameters")
        if moment is not None and moment.epochs:
            over = QCoreApplication.translate("StepsView", "over epochs")
        else:
            over = QCoreApplication.translate("StepsView", "over steps")
        if factor := self.plot.axes.factor:
            over = f"{factor} {over}"
        self._is_naming = True
        try:
            self.set_header(Header(title, over, caption))
        finally:
            self._is_naming = False


class _Curves:
    """The curves of one moment: what has been read of its history, and the layer that draws it."""

    def __init__(self, plot: Plot, kind: Kind) -> None:
        self._pick = _losses if kind == "loss" else _parameters
        self._width = 1
        self.table = StepTable(self._pick)
        self.layer = StepLayer(plot)
        self.theme: Theme | None = None
        """In whose colours they were drawn."""
        self.same = 0
        """How many groups of the table are what they were when they were drawn."""

    def take_width(self, curves: int) -> None:
        """Be ready for so many curves a run."""
        if curves != self._width:
            self.table, self._width = StepTable(self._pick, curves), curves

    def clear(self, moment: "Moment") -> None:
        """Show nothing, until the next moment."""
        if self.table.lines:
            same = self.table.update(moment.history, (), 1)
            nothing = np.zeros(0)
            self.layer.show_curves(
                self.table, same, (), playhead=0, ends=nothing, tips=nothing, unit=1.0, floor=-math.inf
            )


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


def _last_step(run: "RunLook", moment: "Moment") -> int:
    """Return the last step of a run that is seen: the playhead, or the one before it has diverged."""
    return moment.playhead if run.diverged_at is None else max(run.diverged_at - 1, run.first_step)


def _unit(moment: "Moment") -> float:
    return float(STEPS_AN_EPOCH) if moment.epochs else 1.0


def _losses(stretch: "Stretch", columns: Sequence[int]) -> NDArray[np.floating]:
    return stretch.loss[columns].T[:, :, None]


def _parameters(stretch: "Stretch", columns: Sequence[int]) -> NDArray[np.floating]:
    return stretch.parameters[columns].transpose(1, 0, 2)
