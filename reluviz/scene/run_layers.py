"""The runs over the landscape: trails, heads, crowd and arrow, where the stage has them; GUI thread and recorder."""

import math
from collections.abc import Callable, Hashable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QCoreApplication, QPointF, QRectF
from PySide6.QtGui import QFontMetricsF

from reluviz.scene.crowd import Crowd
from reluviz.scene.drawn_trail import run_of
from reluviz.scene.fonts import writing
from reluviz.scene.heads import Head, Heads
from reluviz.scene.labels import Obstacles
from reluviz.scene.moment import MOST_DRAWN
from reluviz.scene.numbers import format_count
from reluviz.scene.plot import FAR
from reluviz.scene.slope_arrow import SlopeArrow
from reluviz.scene.stage import SEEN
from reluviz.scene.trail_layer import Trail, TrailLayer

if TYPE_CHECKING:
    from reluviz.scene.moment import Moment
    from reluviz.scene.plot import Plot
    from reluviz.scene.stage import Stage
    from reluviz.scene.surface_runs import SurfaceRuns
    from reluviz.scene.surface_stage import SurfaceStage
    from reluviz.training.records import Stretch

Array = NDArray[np.float64]

LABELLED = 8
"""With more runs than these, starts wear no labels."""

NOTE_SHARE = 0.6
"""The part of the landscape's width that the note on a crowd takes at most, unless its shortest words need more."""

TRAIL_BEGINS = 56.0
"""Pixels, before the scale, from a start in which its trail sets out: labels stand elsewhere if they can."""


class RunLayers:
    """Holds the layers that draw runs, and hands them what a moment has of them.

    Parameters
    ----------
    stage
        What they are drawn over at first.
    surface
        Returns the stage over which hills may hide runs; called when that is first shown.
    """

    def __init__(self, plot: "Plot", stage: "Stage", surface: "Callable[[], SurfaceStage]") -> None:
        self._plot = plot
        self._surface = surface
        self._stage = stage
        self._moment: Moment | None = None
        self._is_brief = False
        self.trails = TrailLayer(plot)
        self._surface_runs: SurfaceRuns | None = None
        self.crowd = Crowd(plot)
        self.heads = Heads(plot)
        self._arrow = SlopeArrow(plot, self.heads)
        self.note = ""
        """Tells that not all trails are drawn; empty: they are."""
        self._note_for: object = None
        self._crowd_note = ""
        self._history: object = None
        self._obstacles_for: object = None
        self._keep_off = Obstacles()

    @property
    def surface_runs(self) -> "SurfaceRuns":
        """What draws trails over a surface; made when it is first asked for."""
        if self._surface_runs is None:
            from reluviz.scene.surface_runs import SurfaceRuns

            self._surface_runs = SurfaceRuns(self._plot, self._surface(), self.trails)
        return self._surface_runs

    def enter(self, stage: "Stage") -> None:
        """Draw as a stage wants it: how wide trails are, and how large heads."""
        if self._surface_runs is not None and not stage.turns:
            self._surface_runs.leave()
        self.trails.set_width(stage.width)
        self.heads.set_size(stage.head_size)

    def retheme(self) -> None:
        """Draw everything anew in other colours or sizes."""
        self._arrow.forget()
        # What has been read stays: with other sizes the plot's own key is another.
        self.trails.restroke()
        if self._surface_runs is not None:
            self._surface_runs.ghosts.restroke()
        self.heads.update()

    def clear(self) -> None:
        """Show no runs, until the next moment."""
        if self._moment is not None:
            self._show_trails(self._moment, ())
            self.crowd.show_marks(np.zeros((0, 2)), np.zeros(0, np.uint8))
            self.heads.show_heads((), None)
            self._moment = None
            self.note = ""

    def show(self, moment: "Moment", stage: "Stage", *, is_other: bool = False, is_brief: bool = False) -> None:
        """Show the runs of a moment where a stage has them; those of one more racer without labels and arrow.

        `is_brief`: another moment follows at once, see `TrailLayer.show_trails`.
        """
        self._stage, self._moment, self._is_brief = stage, moment, is_brief
        self.trails.set_cased(self._plot.axes.has_plates)
        if moment.history is not self._history:
            self._history = moment.history
            self._forget_trails()
        self._show_crowd(moment)
        # Of a crowd only the followed run has a head of its own.
        followed, drawn = moment.followed_run, moment.drawn
        runs = [followed] if len(self.crowd) and followed is not None else drawn
        if not drawn:
            self._show_trails(moment, ())
            self.heads.show_heads((), None)
            return
        x, y = self._stage.places(moment, np.array([run.position for run in drawn]))
        ends = [run.position for run in runs] + [run.start for run in runs]
        pixels = np.nan_to_num(self._plot.to_pixels(*self._stage.places(moment, np.array(ends)))).tolist()
        sight = self._stage.sight(moment, np.array(ends)).tolist()
        count = len(runs)
        labelled = count <= LABELLED and not is_other
        self._show_trails(
            moment,
            [
                Trail(
                    key=run.id,
                    color=run.ink,
                    dashed=run.dashed,
                    first=run.first_step,
                    last=moment.playhead if run.diverged_at is None else run.diverged_at,
                    tip=(float(x[index]), float(y[index])),
                    origin=run.start.tobytes(),
                )
                for index, run in enumerate(drawn)
            ],
        )
        heads = [
            Head(
                id=run.id,
                color=run.color,
                shape=run.shape,
                start=tuple(pixels[count + index]),
                at=tuple(pixels[index]),
                label=run.label if labelled else "",
                followed=run.id == moment.followed and len(moment.runs) > 1,
                sight=sight[index],
                start_sight=sight[count + index],
            )
            for index, run in enumerate(runs)
        ]
        obstacles = self._obstacles(moment) if any(head.label for head in heads) else None
        arrow = None if is_other else self._arrow.at(moment, self._stage, heads)
        self.heads.show_heads(heads, arrow, obstacles)

    def _forget_trails(self) -> None:
        self.trails.forget()
        if self._surface_runs is not None:
            self._surface_runs.ghosts.forget()

    def _show_trails(self, moment: "Moment", trails: Sequence[Trail]) -> None:
        read = partial(self._read, moment)
        if self._stage.turns:
            self.surface_runs.show(moment, trails, partial(self._rows, moment), read)
        else:
            past = (moment.history.generation, moment.plane)
            self.trails.show_trails(trails, read, past, is_brief=self._is_brief)

    def _show_crowd(self, moment: "Moment") -> None:
        note = ""
        if len(moment.runs) > MOST_DRAWN:
            x, y = self._stage.places(moment, moment.runs.positions)
            pixels = np.nan_to_num(self._plot.to_pixels(x, y))
            seen = self._stage.sight(moment, moment.runs.positions) == SEEN
            self.crowd.show_marks(np.where(seen[:, np.newaxis], pixels, -FAR), moment.runs.fates)
            count = (len(moment.drawn), len(moment.runs))
            key = (*count, self._plot.area.width(), self._plot.view.zoom, writing())
            if key != self._note_for:
                self._note_for, self._crowd_note = key, self._note_on(*count)
            note = self._crowd_note
        else:
            self.crowd.show_marks(np.zeros((0, 2)), moment.runs.fates[:0])
        if note != self.note:
            self.note = note
            self._plot.still_changed()

    def _note_on(self, drawn: int, count: int) -> str:
        """Return how many runs have a trail, and where there is room which."""
        short = QCoreApplication.translate("LandscapeView", "trails of {drawn} of {count} runs")
        whole = QCoreApplication.translate(
            "LandscapeView", "trails of {drawn} of {count} runs, spread over the order of starts"
        )
        short, whole = (words.format(drawn=format_count(drawn), count=format_count(count)) for words in (short, whole))
        wide = QFontMetricsF(self._plot.view.text_font()).horizontalAdvance(whole)
        return whole if wide <= NOTE_SHARE * self._plot.area.width() else short

    def ends(self, moment: "Moment", stage: "Stage") -> list[QRectF]:
        """Return the rectangles that heads take at the last step that is known; none of a crowd."""
        if len(moment.runs) > MOST_DRAWN:
            return []
        last = moment.history.standing(moment.history.last_step).parameters.astype(np.float64)
        reach = self.heads.radius(False)
        pixels = np.nan_to_num(self._plot.to_pixels(*stage.places(moment, last))).tolist()
        return [QRectF(x - reach, y - reach, 2 * reach, 2 * reach) for x, y in pixels]

    def hit(self, point: QPointF, reach: float) -> tuple[int, bool] | None:
        """Return the number of the run whose head, start or mark is nearest to a point, and whether it is a start."""
        found = self.heads.hit(point, reach)
        if found is not None:
            return found[0].id, found[1]
        mark = self.crowd.nearest(point, reach)
        return None if mark is None or self._moment is None else (self._moment.runs[mark].id, False)

    def _read(
        self, moment: "Moment", runs: Sequence[Hashable], first: int, last: int
    ) -> "tuple[NDArray[np.int64], Array, Array]":
        """Return steps (n,), and where the runs are at them: x and y (runs, n), NaN where a run has no row."""
        steps, parameters = self._rows(moment, runs, first, last)
        return steps, *self._stage.places(moment, parameters)

    def _rows(
        self, moment: "Moment", runs: Sequence[Hashable], first: int, last: int, points: int | None = None
    ) -> "tuple[NDArray[np.int64], Array]":
        """Return steps (n,), and the parameters of the runs at them (runs, n, P), NaN where a run has no row.

        With `points`, only so many steps are read that runs · n is about that: evenly, and the last.
        """
        names = [run_of(run) for run in runs]
        steps, rows = [np.empty(0, dtype=np.int64)], [np.empty((len(runs), 0, len(moment.names)))]
        for stretch, taken in _thinned(moment.history.stretches(first), first, last, len(runs), points):
            columns = [stretch.columns.get(run, -1) for run in names if isinstance(run, int)]
            part = np.asarray(stretch.parameters[columns, taken], dtype=np.float64)
            part[[column < 0 for column in columns]] = np.nan
            steps.append(stretch.steps[taken])
            rows.append(part)
        return np.concatenate(steps), np.concatenate(rows, axis=1)

    def _obstacles(self, moment: "Moment") -> Obstacles:
        """Return what labels keep off: what is written and drawn on the stage, and where the trails set out."""
        stage = self._stage.obstacles()
        key = (stage, self._plot.view.zoom, tuple((run.id, run.start.tobytes()) for run in moment.runs))
        if key != self._obstacles_for:
            self._obstacles_for = key
            lines = list(stage.lines)
            if self._stage.marks_ways:
                lines += [line for run in moment.runs if (line := self._way_out(moment, run.start)) is not None]
            self._keep_off = Obstacles(stage.texts, tuple(lines))
        return self._keep_off

    def _way_out(self, moment: "Moment", start: Array) -> Array | None:
        """Return the line, (2, 2) in pixels, along which the gradient sends a run from its start; None: nowhere."""
        gradient = moment.landscape.fast_loss_and_gradient(start)[1]
        here, there = (
            self._plot.to_pixels(*self._stage.places(moment, row)) for row in (start, start - 1e-3 * gradient)
        )
        away = there - here
        length = float(np.hypot(*away))
        if not 0.0 < length < math.inf:
            return None
        return np.array([here, here + away / length * TRAIL_BEGINS * self._plot.view.zoom])


def _thinned(
    stretches: Sequence["Stretch"], first: int, last: int, runs: int, points: int | None
) -> Iterator[tuple["Stretch", slice]]:
    """Yield which rows to read so that of steps from first to last every so many is there, and the last one."""
    pieces: list[tuple[Stretch, int, int]] = []
    for stretch in stretches:
        begin, end = np.searchsorted(stretch.steps, (first, last + 1)).tolist()
        if begin < end and stretch.columns:
            pieces.append((stretch, begin, end))
    count = sum(end - begin for _, begin, end in pieces)
    stride = 1 if points is None else max(1, -(-count * runs // points))
    ahead = 0  # rows between the end of the piece before and the next that is read
    for stretch, begin, end in pieces:
        if begin + ahead < end:
            yield stretch, slice(begin + ahead, end, stride)
        ahead = (ahead - (end - begin)) % stride
    if pieces and (count - 1) % stride:
        stretch, _, end = pieces[-1]
        yield stretch, slice(end - 1, end)
