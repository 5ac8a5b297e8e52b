"""`reluviz basins`: the fate of every start over the view's axes, as arrays or as a picture; main thread."""

import argparse
from collections import Counter
from contextlib import ExitStack, closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from reluviz.commands.command import (
    Command,
    add_output,
    add_scenario,
    count_type,
    require_starts,
    scenario_of,
    size_type,
)
from reluviz.commands.display import draw_off_screen, qt_libraries
from reluviz.commands.progress import ProgressBar
from reluviz.commands.tables import AFTER, STARTS, fate_word, shares_table, table
from reluviz.errors import EngineFailed, UsageError
from reluviz.interrupts import interrupts_held
from reluviz.language import marked, translate
from reluviz.numerals import local_digits
from reluviz.output import whole_file
from reluviz.scenario.axes import PLANE, is_plane, view_axes
from reluviz.scenario.messages import listed, refusal
from reluviz.scenario.model import Scenario, Start, Starts
from reluviz.scenario.parameters import parameter_names, start_row

if TYPE_CHECKING:
    from reluviz.landscape.plane import Plane
    from reluviz.scene.moment import Moment
    from reluviz.training.basins import BasinQuestion, Basins

MOST_DRAWN = 10_000_000
"""So many random starts may be asked for: their parameters take some hundred megabytes."""

PIECE_SECONDS = 0.1
"""How long is computed at a time: the bar moves, and an interrupt is noticed."""


def _add_arguments(parser: argparse.ArgumentParser) -> None:
    add_scenario(parser)
    add_output(parser, ".npz", ".png", required=False)
    which = parser.add_mutually_exclusive_group()
    which.add_argument(
        "--size",
        metavar=translate("Command", "WxH"),
        type=size_type(2),
        default=(400, 400),
        help=translate("Command", "starts across and upwards (400x400)"),
    )
    which.add_argument(
        "--random",
        metavar=translate("Command", "N"),
        type=count_type(1, MOST_DRAWN),
        help=translate("Command", "instead of a map, N starts drawn as [starts] says, and their shares with intervals"),
    )


def question_of(scenario: Scenario, size: tuple[int, int]) -> "BasinQuestion":
    """Return what is asked: starts over the view's axes, the other parameters at the first start."""
    with interrupts_held():
        from reluviz.landscape.landscape import Landscape
        from reluviz.training.basins import BasinQuestion
        from reluviz.training.starts import initial_rows

    x_name, y_name = view_axes(scenario)
    rows = initial_rows(scenario).rows
    base = tuple(rows[0].tolist()) if len(rows) else start_row(scenario.model, Start())
    landscape = Landscape(scenario.data, scenario.target, scenario.model)
    view = scenario.view
    return BasinQuestion(
        landscape, scenario.training, x_name, y_name or "", view.x_range, view.y_range, size[0], size[1], base
    )


def trained_moment(scenario: Scenario) -> "Moment":
    """Train, and return the last moment; its plane, where the axes are one, is that of the first run's path."""
    with interrupts_held():
        from reluviz.landscape.landscape import Landscape
        from reluviz.scene.moment import moment_at
        from reluviz.scene.theme import PICTURE_THEMES
        from reluviz.training.headless import history_of

    landscape = Landscape(scenario.data, scenario.target, scenario.model)
    with ProgressBar(translate("Progress", "training")) as progress:
        history = history_of(scenario, landscape, progress=progress)
    theme = PICTURE_THEMES[scenario.recording.theme]
    return moment_at(scenario, landscape, history, history.last_step, theme)


def plane_question(moment: "Moment", plane: "Plane", size: tuple[int, int]) -> "BasinQuestion":
    """Return what is asked in the plane of a path: starts around all paths, as the window lays them out."""
    from reluviz.scene.path_plane import ranges_of_runs
    from reluviz.training.basins import BasinQuestion

    scenario, base = moment.scenario, tuple(plane.origin.tolist())
    x_range, y_range = ranges_of_runs((moment,)) or (scenario.view.x_range, scenario.view.y_range)
    names = f"{PLANE}[0]", f"{PLANE}[1]"
    return BasinQuestion(moment.landscape, scenario.training, *names, x_range, y_range, *size, base, plane)


def drawn_question(scenario: Scenario, count: int) -> "BasinQuestion":
    """Return what is asked of starts that are drawn at random as the scenario's `[starts]` says."""
    starts = replace(scenario.starts or Starts(), count=count)
    return replace(question_of(scenario, (count, 1)), y_name="", rows=1, drawn=starts)


def computed(question: "BasinQuestion", progress: ProgressBar) -> "Basins":
    """Return the map; where TensorFlow cannot be had, or its process ends, NumPy computes it, and that is said."""
    with interrupts_held():
        from reluviz.training.basins import compute_basins
        from reluviz.training.basins_numpy import numpy_starts
        from reluviz.training.basins_remote import starts_when_ready
        from reluviz.training.tensorflow_process import TensorflowProcess

    with closing(TensorflowProcess()) as process:
        try:
            starts = starts_when_ready(process, question)
            return compute_basins(question, starts, progress=progress, piece_seconds=PIECE_SECONDS)[0]
        except EngineFailed as error:
            words = translate("Command", "{reason}. NumPy goes on.")
            progress.note(words.format(reason=str(error).rstrip(".")))
    return compute_basins(question, numpy_starts(question), progress=progress, piece_seconds=PIECE_SECONDS)[0]


def map_table(basins: "Basins") -> str:
    """Return the shares of the fates that there are, in per cent, the most frequent first."""
    from reluviz.training.fates import FATE_NAMES

    counts = {fate: int((basins.fate == index).sum()) for index, fate in enumerate(FATE_NAMES)}
    ordered = sorted(((fate, count) for fate, count in counts.items() if count), key=lambda item: -item[1])
    shares = {fate: local_digits(f"{100 * count / basins.fate.size:.3f}") for fate, count in ordered}
    rows = [[fate_word(fate), str(count), shares[fate]] for fate, count in ordered]
    heading = [translate("Table", "fate"), translate("Table", "starts"), translate("Table", "per cent")]
    words = translate("Table", AFTER, "", basins.step).format(what=translate("Table", STARTS, "", basins.fate.size))
    return f"{table(heading, rows, [False, True, True])}\n{words}"


def write_npz(path: Path, basins: "Basins") -> None:
    """Write the arrays of a map; along one parameter without y, and with one axis less."""
    import numpy as np

    from reluviz.training.fates import FATE_NAMES

    question = basins.question
    where = {"x": basins.x, "x_name": question.x_name} if question.drawn is None else {"start": question.starts()}
    arrays = {
        **where,
        "fate": basins.fate,
        "fate_names": np.array(FATE_NAMES),
        "final_loss": basins.final_loss,
        "final_parameters": basins.final_parameters,
        "parameter_names": np.array(basins.parameter_names),
    }
    if question.plane is not None:
        plane = question.plane
        arrays |= {"origin": plane.origin, "x_direction": plane.across, "y_direction": plane.up}
        arrays["explained_variance"] = np.array(plane.explained)
    if question.y_name:
        arrays |= {"y": basins.y, "y_name": question.y_name}
    else:
        arrays |= {name: arrays[name][0] for name in ("fate", "final_loss", "final_parameters")}
    with path.open("wb") as file:
        np.savez(file, allow_pickle=False, **arrays)


def _run(arguments: argparse.Namespace) -> int:
    scenario = scenario_of(arguments)
    if arguments.random is not None:
        return _run_drawn(arguments, scenario)
    if arguments.output is None:
        raise UsageError(translate("Command", "-o is missing: a map is written to a file; --random needs none"))
    moment = plane = None
    if is_plane(scenario):
        require_starts(scenario, arguments.scenario)
        moment = trained_moment(scenario)
        plane = moment.plane
        if plane is None:
            words = translate("Command", "{names} (the path has no plane: it takes three points that differ)")
            names = listed(parameter_names(scenario.model))
            raise refusal(arguments.scenario, "view.x", f'"{PLANE}"', words.format(names=names))
    is_picture = arguments.output.suffix.lower() == ".png"
    if is_picture:
        draw_off_screen()
    with whole_file(arguments.output, overwrite=arguments.overwrite) as path:
        with ProgressBar(translate("Progress", "basins")) as progress:
            if moment is None or plane is None:
                question = question_of(scenario, arguments.size)
            else:
                question = plane_question(moment, plane, arguments.size)
            basins = computed(question, progress)
        if is_picture:
            with qt_libraries():
                from reluviz.recording.basins_picture import render_basins
            render_basins(scenario, basins, path, arguments.language, moment)
        else:
            write_npz(path, basins)
    print(map_table(basins))
    return 0


def _run_drawn(arguments: argparse.Namespace, scenario: Scenario) -> int:
    if scenario.starts is not None and scenario.starts.kind != "random":
        words = translate("Command", '"random" (with --random)')
        raise refusal(arguments.scenario, "starts.kind", f'"{scenario.starts.kind}"', words)
    path: Path | None = arguments.output
    if path is not None and path.suffix.lower() != ".npz":
        words = translate("Command", "{path}: starts that are drawn at random have no picture; allowed: .npz")
        raise UsageError(words.format(path=path))
    with ExitStack() as stack:
        whole = None if path is None else stack.enter_context(whole_file(path, overwrite=arguments.overwrite))
        with ProgressBar(translate("Progress", "basins")) as progress:
            basins = computed(drawn_question(scenario, arguments.random), progress)
        if whole is not None:
            write_npz(whole, basins)
    from reluviz.training.fates import FATE_NAMES

    counts = {fate: int((basins.fate == at).sum()) for at, fate in enumerate(FATE_NAMES)}
    print(shares_table(Counter({fate: count for fate, count in counts.items() if count})))
    print(translate("Table", AFTER, "", basins.step).format(what=translate("Table", STARTS, "", arguments.random)))
    return 0


COMMAND = Command(
    name="basins",
    usage=marked("Command", "SCENARIO -o FILE.npz|.png [--size 400x400] | --random N"),
    summary=marked("Command", "find the fate of every start over the view's axes, and print the shares"),
    details=marked(
        "Command",
        "Trains a grid of starts as the scenario says; the parameters that are not on the axes stand at the first "
        "start. The .npz file has x, y, x_name, y_name, fate (len(y), len(x)), indices into fate_names, final_loss, "
        "final_parameters and parameter_names; along one parameter there is no y. The .png file is the map with axes, "
        "fates and shares. With --random it draws starts instead, up to ten million, as [starts] says, and prints how "
        "often they end up how, with 95 % intervals; -o writes them, if wanted, with start (N, P) instead of x and y.",
    ),
    add_arguments=_add_arguments,
    run=_run,
)
