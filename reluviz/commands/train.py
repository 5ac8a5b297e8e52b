"""`reluviz train`: trains headless, writes the paths, prints the fates; main thread."""

import argparse
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reluviz.commands.command import Command, add_output, add_scenario, count_type, require_starts, scenario_of
from reluviz.commands.progress import ProgressBar
from reluviz.commands.race import Raced, prefixes, racers_table, train_racers, write_racers_csv
from reluviz.commands.tables import AFTER, fate_word, shares_table, table
from reluviz.interrupts import interrupts_held
from reluviz.language import marked, translate
from reluviz.numerals import local_digits
from reluviz.output import whole_file
from reluviz.scenario.model import Scenario
from reluviz.scenario.text import localized
from reluviz.scenario.writing import scenario_text

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from reluviz.training.headless import Trained

MOST_COLUMNS = 4
"""How many parameters the printed table shows; the file has them all."""


def _add_arguments(parser: argparse.ArgumentParser) -> None:
    add_scenario(parser)
    add_output(parser, ".npz", ".csv")
    parser.add_argument(
        "--every",
        metavar="K",
        type=count_type(1),
        default=1,
        help=translate("Command", "keep every K-th step, and the last (1)"),
    )


def fates_table(trained: "Trained", labels: list[str]) -> str:
    """Return the fates as a table, one line a run, and how many there are of each."""
    names = trained.names if len(trained.names) <= MOST_COLUMNS else ()
    rows = [
        [str(run), labels[run], _fate(trained, run), local_digits(f"{trained.loss[-1, run]:.6g}")]
        + [local_digits(f"{value:.6g}") for value in trained.parameters[-1, run, : len(names)]]
        for run in range(len(labels))
    ]
    heading = [
        translate("Table", "run"),
        translate("Table", "label"),
        translate("Table", "fate"),
        translate("Table", "loss"),
        *names,
    ]
    counts = Counter(str(fate) for fate in trained.fate)
    steps = int(trained.step[-1])
    total = ", ".join(f"{count} {fate_word(fate)}" for fate, count in counts.most_common())
    text = table(heading, rows, [True, False, False, *[True] * (len(heading) - 3)])
    return f"{text}\n{translate('Table', AFTER, '', steps).format(what=total)}"


def _fate(trained: "Trained", run: int) -> str:
    """Return what a run's fate is called, and when it came if that is told by a step."""
    step = trained.diverged_at[run]
    if step is None:
        return fate_word(trained.fate[run])
    return translate("Table", "diverged at step {step}").format(step=step)


def arrays_of(trained: "Trained", scenario: Scenario, labels: list[str]) -> dict[str, "NDArray[Any]"]:
    """Return the arrays of a training by their names in the file."""
    import numpy as np

    arrays: dict[str, NDArray[Any]] = {
        "step": trained.step,
        "parameters": trained.parameters,
        "parameter_names": np.array(trained.names),
        "loss": trained.loss,
        "fate": np.array(trained.fate),
        "label": np.array(labels),
        "scenario": np.array(scenario_text(scenario)),
    }
    if trained.batch_loss is not None:
        arrays["batch_loss"] = trained.batch_loss
    return arrays


def write_npz(path: Path, arrays: "dict[str, NDArray[Any]]") -> None:
    """Write arrays under their names; no strings are pickled."""
    import numpy as np

    with path.open("wb") as file:
        np.savez(file, allow_pickle=False, **arrays)


def write_csv(path: Path, trained: "Trained", labels: list[str]) -> None:
    """Write a row a step and run, with every digit."""
    import csv

    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["step", "run", "label", "loss", *trained.names])
        for row, step in enumerate(trained.step.tolist()):
            losses, parameters = trained.loss[row].tolist(), trained.parameters[row].tolist()
            writer.writerows([step, run, label, losses[run], *parameters[run]] for run, label in enumerate(labels))


def _run(arguments: argparse.Namespace) -> int:
    scenario = scenario_of(arguments)
    require_starts(scenario, arguments.scenario)
    if scenario.variation:
        return _run_race(scenario, arguments)
    with whole_file(arguments.output, overwrite=arguments.overwrite) as path:
        with interrupts_held():
            from reluviz.training.headless import train

        with ProgressBar(translate("Progress", "training")) as progress:
            trained = train(scenario, arguments.every, progress, progress.note)
        labels = [localized(label, arguments.language) for label in trained.labels]
        if arguments.output.suffix.lower() == ".npz":
            write_npz(path, arrays_of(trained, scenario, labels))
        else:
            write_csv(path, trained, labels)
    print(fates_table(trained, labels))
    if scenario.starts is not None and scenario.starts.kind == "random":
        drawn = trained.fate[len(scenario.start) :]  # the rest are no sample of anything
        print(f"\n{shares_table(Counter(drawn))}")
    return 0


def _run_race(scenario: Scenario, arguments: argparse.Namespace) -> int:
    with whole_file(arguments.output, overwrite=arguments.overwrite) as path:
        raced = train_racers(scenario, arguments)
        if arguments.output.suffix.lower() == ".npz":
            write_npz(path, _race_arrays(raced, scenario, arguments.language))
        else:
            write_racers_csv(path, raced, arguments.language)
    print(racers_table(raced))
    return 0


def _race_arrays(raced: list[Raced], scenario: Scenario, language: str) -> "dict[str, NDArray[Any]]":
    import numpy as np

    arrays: dict[str, NDArray[Any]] = {}
    for prefix, racer in zip(prefixes(len(raced)), raced, strict=True):
        labels = [localized(label, language) for label in racer.trained.labels]
        own = arrays_of(racer.trained, racer.scenario if prefix else scenario, labels)
        arrays |= {f"{prefix}{name}": array for name, array in own.items()}
    return arrays | {"racer": np.array([racer.label for racer in raced])}


COMMAND = Command(
    name="train",
    usage=marked("Command", "SCENARIO -o FILE.npz|.csv [--every K]"),
    summary=marked("Command", "train without a window, and print the fate of the runs"),
    details=marked(
        "Command",
        "Writes the parameters and the expected loss of every step and run. The .npz file has step, parameters, "
        "parameter_names, loss, batch_loss (not with exact gradients), fate, label and scenario; the .csv file has "
        "a row a step and run. Where the scenario has variations, every racer is trained: in the .npz file the "
        "arrays of the first variation begin with variation_0_ and so on, and racer has the labels; the .csv file "
        "has a first column variation.",
    ),
    add_arguments=_add_arguments,
    run=_run,
)
