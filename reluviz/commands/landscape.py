"""`reluviz landscape`: the expected loss over the view's axes; main thread."""

import argparse
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from reluviz.commands.command import Command, add_output, add_scenario, scenario_of, size_type
from reluviz.commands.progress import ProgressBar
from reluviz.output import whole_file
from reluviz.scenario.axes import view_axes
from reluviz.scenario.model import Scenario, Start
from reluviz.scenario.parameters import start_row

if TYPE_CHECKING:
    from numpy.typing import NDArray

POINTS_A_BLOCK = 4096
"""How many points are computed between two signs of progress (and two looks at an interrupt)."""


def _add_arguments(parser: argparse.ArgumentParser) -> None:
    add_scenario(parser)
    add_output(parser, ".npz")
    parser.add_argument(
        "--size", metavar="WxH", type=size_type, default=(400, 400), help="points across and upwards (400x400)"
    )


def computed(scenario: Scenario, size: tuple[int, int], progress: Callable[[float], None]) -> dict[str, Any]:
    """Return the arrays of the file: x, x_name, loss (len(x),) of a curve; y, y_name, loss (len(y), len(x)) of a map.

    The other parameters stand at the first start. Every value is of the stable form (`Landscape.loss`).
    """
    import numpy as np

    from reluviz.landscape.landscape import Landscape
    from reluviz.training.starts import initial_rows

    landscape = Landscape(scenario.data, scenario.target, scenario.model)
    x_name, y_name = view_axes(scenario)
    rows = initial_rows(scenario).rows
    base = rows[0] if len(rows) else np.array(start_row(scenario.model, Start()))
    x = np.linspace(*scenario.view.x_range, size[0])
    y = np.linspace(*scenario.view.y_range, size[1]) if y_name is not None else np.zeros(1)

    def points(first: int, last: int) -> "NDArray[np.float64]":
        up, across = np.divmod(np.arange(first, last), len(x))
        placed = np.tile(base, (last - first, 1))
        placed[:, landscape.names.index(x_name)] = x[across]
        if y_name is not None:
            placed[:, landscape.names.index(y_name)] = y[up]
        return placed

    loss = np.empty(len(y) * len(x))
    for first in range(0, len(loss), POINTS_A_BLOCK):
        last = min(first + POINTS_A_BLOCK, len(loss))
        loss[first:last] = landscape.loss(points(first, last))
        progress(last / len(loss))
    if y_name is None:
        return {"x": x, "x_name": x_name, "loss": loss}
    return {"x": x, "y": y, "x_name": x_name, "y_name": y_name, "loss": loss.reshape(len(y), len(x))}


def _run(arguments: argparse.Namespace) -> int:
    scenario = scenario_of(arguments)
    with whole_file(arguments.output, overwrite=arguments.overwrite) as path:
        import numpy as np

        with ProgressBar("landscape") as progress:
            arrays = computed(scenario, arguments.size, progress)
        with path.open("wb") as file:
            np.savez(file, allow_pickle=False, **arrays)
    return 0


COMMAND = Command(
    name="landscape",
    usage="SCENARIO -o FILE.npz [--size 400x400]",
    summary="compute the expected loss over the view's axes",
    details="Writes x, y, x_name, y_name and loss (len(y), len(x)); of a curve x, x_name and loss (len(x),).",
    add_arguments=_add_arguments,
    run=_run,
)
