"""The numbers behind each view as a table, with all their digits; GUI thread."""

import csv
import io
from collections import Counter
from collections.abc import Callable, Sequence

import numpy as np

from reluviz.landscape.pushes import pushes
from reluviz.scene.fates_view import fate_rows
from reluviz.scene.grids import GridKey
from reluviz.scene.moment import Moment
from reluviz.scene.view import Table

CURVE_POINTS = 401
MAP_POINTS = 101
NEURON_POINTS = 401

Ranges = tuple[tuple[float, float], tuple[float, float]]


def landscape_table(moment: Moment, ranges: Ranges) -> Table:
    """Return the expected loss over the part that is shown: ``weight,loss``, or ``weight,bias,loss`` of a map.

    In the plane of a path the coordinates are called ``pca[0]`` and ``pca[1]``.
    """
    xs = np.linspace(*ranges[0], CURVE_POINTS if not moment.y_name else MAP_POINTS)
    if not moment.y_name:
        return (moment.x_name, "loss"), zip(
            xs.tolist(), moment.landscape.curve(moment.x_name, xs, moment.base).tolist(), strict=True
        )
    ys = np.linspace(*ranges[1], MAP_POINTS)
    key = GridKey(
        moment.landscape, moment.x_name, moment.y_name, ranges[0], ranges[1], MAP_POINTS, MAP_POINTS,
        tuple(moment.remainder().tolist()), plane=moment.plane,
    )  # fmt: skip
    loss = key.losses(xs, ys)
    across, up = np.meshgrid(xs, ys)
    rows = np.column_stack([across.ravel(), up.ravel(), loss.ravel()]).tolist()
    return (moment.x_name, moment.y_name, "loss"), rows


def neuron_table(moment: Moment, _ranges: Ranges) -> Table:
    """Return inputs, their density, the teacher, and the followed student at the playhead."""
    landscape = moment.landscape
    xs = np.linspace(*landscape.input_range(), NEURON_POINTS)
    columns = [xs, landscape.density(xs), landscape.teacher(xs), landscape.student(moment.base, xs)]
    return ("x", "density", "teacher", "student"), np.column_stack(columns).tolist()


def push_table(moment: Moment, _ranges: Ranges) -> Table:
    """Return what each input contributes to each derivative of the loss, density included: their integral."""
    xs = np.linspace(*moment.landscape.input_range(), NEURON_POINTS)
    names = [f"d_loss_d_{name}" for name in moment.names]
    return ("x", *names), np.column_stack([xs, *pushes(moment.landscape, moment.base, xs)]).tolist()


def loss_table(moment: Moment, _ranges: Ranges) -> Table:
    """Return the expected loss of all runs up to the playhead, one row a step and run."""
    rows: list[Sequence[float | int]] = []
    for run in moment.runs:
        path = moment.history.path(run.id, None, moment.playhead)
        rows += zip(path.steps.tolist(), [run.id] * len(path.steps), path.loss.tolist(), strict=True)
    return ("step", "run", "loss"), rows


def parameters_table(moment: Moment, _ranges: Ranges) -> Table:
    """Return the followed run's parameters up to the playhead, one row a step."""
    run = moment.followed_run
    if run is None:
        return ("step", *moment.names), []
    path = moment.history.path(run.id, None, moment.playhead)
    return ("step", *moment.names), (
        (step, *row) for step, row in zip(path.steps.tolist(), path.parameters.tolist(), strict=True)
    )


def fates_table(moment: Moment, _ranges: Ranges) -> Table:
    """Return the fates at the playhead; the interval's ends are empty where no start was drawn at random.

    ``runs`` counts all; ``drawn`` those of them that have a trail and a curve, which are fewer where there are many.
    In a race the rows are of all racers, and begin with ``racer``, its name.
    """
    head = ("fate", "runs", "share", "low", "high", "drawn")
    if not moment.race:
        return head, _fates_of(moment)
    rows = ((look.label, *row) for look in moment.race for row in _fates_of(look.moment))
    return ("racer", *head), rows


def _fates_of(moment: Moment) -> list[tuple[str | int | float, ...]]:
    drawn = Counter(run.fate for run in moment.drawn)
    return [(row.fate, row.count, row.share, *(row.interval or ("", "")), drawn[row.fate]) for row in fate_rows(moment)]


TABLES: dict[str, Callable[[Moment, Ranges], Table]] = {
    "landscape": landscape_table,
    "neuron": neuron_table,
    "push": push_table,
    "loss": loss_table,
    "parameters": parameters_table,
    "fates": fates_table,
}
"""The table of each view, by the view's name, but for those that only the view itself has (`View.table`)."""


def csv_text(table: Table) -> str:
    """Return a table as comma-separated values."""
    head, rows = table
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(head)
    writer.writerows(rows)
    return out.getvalue()
