"""What `reluviz train` does with a scenario that has variations: every racer trained, written, told; main thread."""

import argparse
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from reluviz.commands.progress import ProgressBar
from reluviz.commands.tables import fate_word, table
from reluviz.interrupts import interrupts_held
from reluviz.language import translate
from reluviz.numerals import local_digits
from reluviz.scenario.model import Scenario
from reluviz.scenario.racers import racers
from reluviz.scenario.text import localized

if TYPE_CHECKING:
    from reluviz.training.headless import Trained


class Raced(NamedTuple):
    """One racer: its label, which no other has, its scenario, and what its training gave."""

    label: str
    scenario: Scenario
    trained: "Trained"


def train_racers(scenario: Scenario, arguments: argparse.Namespace) -> list[Raced]:
    """Train the scenario itself, then each of its variations, all with one TensorFlow process."""
    with interrupts_held():
        from reluviz.training.headless import train
        from reluviz.training.source import Engines

    found = racers(scenario)
    labels = told_apart([localized(racer.label, arguments.language) for racer in found])
    raced: list[Raced] = []
    notes: set[str] = set()
    with closing(Engines()) as engines, ProgressBar(translate("Progress", "training")) as progress:

        def show(share: float) -> None:
            progress((len(raced) + share) / len(found))

        def warn(message: str) -> None:
            if message not in notes:
                progress.note(message)
            notes.add(message)

        for label, racer in zip(labels, found, strict=True):
            raced.append(Raced(label, racer.scenario, train(racer.scenario, arguments.every, show, warn, engines)))
    return raced


def told_apart(labels: list[str]) -> list[str]:
    """Return labels of which no two are equal: the second of a name has a 2 behind it."""
    counts: Counter[str] = Counter()
    found: list[str] = []
    for label in labels:
        counts[label] += 1
        name = label
        while counts[label] > 1 and (name in found or name in labels):
            name = f"{label} ({counts[label]})"
            counts[label] += name in found or name in labels
        found.append(name)
    return found


def prefixes(racer_count: int) -> Iterator[str]:
    """Yield what stands before the names of a racer's arrays: nothing for the scenario itself."""
    yield ""
    for index in range(racer_count - 1):
        yield f"variation_{index}_"


def racers_table(raced: list[Raced]) -> str:
    """Return a line a racer: how many of its runs have which fate, and of random starts how often they converge.

    The share is that of the random starts alone, in per cent, with its 95 % interval (Wilson).
    """
    from reluviz.training.fates import FATE_NAMES
    from reluviz.training.shares import wilson_interval

    counts = [Counter(racer.trained.fate) for racer in raced]
    fates = [name for name in FATE_NAMES if any(count[name] for count in counts)]
    heading = [translate("Table", "racer"), translate("Table", "steps"), *map(fate_word, fates)]
    rows = []
    has_sample = False
    for racer, count in zip(raced, counts, strict=True):
        row = [racer.label, str(int(racer.trained.step[-1])), *(str(count[name]) for name in fates)]
        starts = racer.scenario.starts
        if starts is not None and starts.kind == "random":
            drawn = racer.trained.fate[len(racer.scenario.start) :]
            converged = drawn.count("converged")
            low, high = wilson_interval(converged, len(drawn))
            row += [local_digits(f"{100 * share:.2f}") for share in (converged / len(drawn), low, high)]
            has_sample = True
        rows.append(row)
    if has_sample:
        heading += [translate("Table", "% converged"), translate("Table", "from"), translate("Table", "to (95 %)")]
    return table(heading, rows, [False, *[True] * (len(heading) - 1)])


def write_racers_csv(path: Path, raced: list[Raced], language: str) -> None:
    """Write a row a racer, step and run; a parameter that a racer's student does not have is empty."""
    import csv

    names = list(dict.fromkeys(name for racer in raced for name in racer.trained.names))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["variation", "step", "run", "label", "loss", *names])
        for racer in raced:
            trained = racer.trained
            labels = [localized(label, language) for label in trained.labels]
            places = [trained.names.index(name) if name in trained.names else None for name in names]
            for row, step in enumerate(trained.step.tolist()):
                losses, parameters = trained.loss[row].tolist(), trained.parameters[row].tolist()
                writer.writerows(
                    [racer.label, step, run, label, losses[run]]
                    + ["" if place is None else parameters[run][place] for place in places]
                    for run, label in enumerate(labels)
                )
