"""`reluviz landscape`: the expected loss over the view's axes; main thread."""

import argparse
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from reluviz.commands.command import Command, add_output, add_scenario, require_starts, scenario_of, size_type
from reluviz.commands.progress import ProgressBar
from reluviz.interrupts import interrupts_held
from reluviz.language import marked, translate
from reluviz.numerals import local_digits
from reluviz.output import whole_file
from reluviz.scenario.axes import PLANE, is_plane, view_axes
from reluviz.scenario.model import Scenario, Start
from reluviz.scenario.parameters import parameter_names, start_row

if TYPE_CHECKING:
    from reluviz.landscape.plane import Plane

PATH_POINTS = 1000
"""About how many points of each path their plane is found from."""


def _add_arguments(parser: argparse.ArgumentParser) -> None:
    add_scenario(parser)
    add_output(parser, ".npz")
    parser.add_argument(
        "--size",
        metavar=translate("Command", "WxH"),
        type=size_type(2),
        default=(400, 400),
        help=translate("Command", "points across and upwards (400x400)"),
    )


def computed(scenario: Scenario, size: tuple[int, int], progress: Callable[[float], None]) -> dict[str, Any]:
    """Return the arrays of the file.

    ``x``, ``x_name`` and ``loss`` (len(x),) of a curve; ``y``, ``y_name`` and ``loss`` (len(y), len(x)) of a map, where
    the other parameters stand at the first start; of the plane of the paths also ``origin``,
    ``x_direction`` and ``y_direction`` (P,), and ``explained_variance`` (2,), the shares of the paths' variance along
    the two directions. Every value is of the stable form (`Landscape.loss`).
    """
    import numpy as np

    from reluviz.landscape.landscape import Landscape

    landscape = Landscape(scenario.data, scenario.target, scenario.model)
    x_name, y_name = view_axes(scenario)
    in_plane = is_plane(scenario)
    plane = plane_of_paths(scenario) if in_plane else plane_of_axes(scenario, x_name, y_name)
    x = np.linspace(*scenario.view.x_range, size[0])
    y = np.zeros(1) if y_name is None else np.linspace(*scenario.view.y_range, size[1])
    loss = np.empty((len(y), len(x)))
    for row, height in enumerate(y):
        loss[row] = landscape.loss(plane.at(x, np.full(len(x), height)))
        progress((row + 1) / len(y))
    if y_name is None:
        return {"x": x, "x_name": x_name, "loss": loss[0]}
    if not in_plane:
        return {"x": x, "y": y, "x_name": x_name, "y_name": y_name, "loss": loss}
    directions = {
        "origin": plane.origin,
        "x_direction": plane.across,
        "y_direction": plane.up,
        "explained_variance": np.array(plane.explained),
    }
    return {"x": x, "y": y, "x_name": f"{PLANE}[0]", "y_name": f"{PLANE}[1]", "loss": loss, **directions}


def plane_of_axes(scenario: Scenario, x_name: str, y_name: str | None) -> "Plane":
    """Return the plane in which two parameters (or one) vary, and the others stand at the first start."""
    import numpy as np

    from reluviz.landscape.plane import Plane
    from reluviz.training.starts import initial_rows

    names = np.array(parameter_names(scenario.model))
    rows = initial_rows(scenario).rows
    base = rows[0] if len(rows) else np.array(start_row(scenario.model, Start()))
    across, up = (names == x_name).astype(float), (names == y_name).astype(float)
    return Plane(np.where(across + up > 0, 0.0, base), across, up)


def plane_of_paths(scenario: Scenario) -> "Plane":
    """Train, and return the plane in which the paths vary most, through the last point of the first run."""
    from reluviz.landscape.plane import Plane
    from reluviz.training.headless import train

    every = max(1, scenario.training.steps // PATH_POINTS)
    with ProgressBar(translate("Progress", "training")) as progress:
        paths = train(scenario, every, progress).parameters
    return Plane.of_paths(paths, paths[-1, 0])


def _run(arguments: argparse.Namespace) -> int:
    scenario = scenario_of(arguments)
    if is_plane(scenario):
        require_starts(scenario, arguments.scenario)
    with whole_file(arguments.output, overwrite=arguments.overwrite) as path:
        with interrupts_held():
            import numpy as np

            import reluviz.training.headless  # noqa: F401  and with it all that follows

        with ProgressBar(translate("Progress", "landscape")) as progress:
            arrays = computed(scenario, arguments.size, progress)
        with path.open("wb") as file:
            np.savez(file, allow_pickle=False, **arrays)
    if "explained_variance" in arrays and np.isfinite(arrays["explained_variance"]).all():
        across, up = (100 * float(share) for share in arrays["explained_variance"])
        words = translate(
            "Command", "The plane has {both} % of the paths' variance: {across} % along x, {up} % along y."
        )
        both, across, up = (local_digits(f"{share:.2f}") for share in (across + up, across, up))
        print(words.format(both=both, across=across, up=up))
    return 0


COMMAND = Command(
    name="landscape",
    usage=marked("Command", "SCENARIO -o FILE.npz [--size 400x400]"),
    summary=marked("Command", "compute the expected loss over the view's axes"),
    details=marked(
        "Command",
        "Writes x, y, x_name, y_name and loss (len(y), len(x)); of a curve x, x_name and loss (len(x),). "
        'In the plane of the paths of all runs (view.x = "pca"; the window\'s is that of the followed run alone) it '
        "also has origin, x_direction, y_direction and explained_variance, which is printed.",
    ),
    add_arguments=_add_arguments,
    run=_run,
)
