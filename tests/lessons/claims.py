"""What the checks of the lessons' claims stand on: the table of checks, and trainings with NumPy."""

import dataclasses
from collections.abc import Callable

import numpy as np

from reluviz.commands.basins import question_of
from reluviz.landscape.landscape import Landscape
from reluviz.scenario.lessons import Cue
from reluviz.scenario.model import Scenario, Start
from reluviz.scenario.racers import racers
from reluviz.training.basins import Basins, compute_basins
from reluviz.training.basins_numpy import numpy_starts
from reluviz.training.fates import FATE_NAMES
from reluviz.training.headless import Trained, train

Check = Callable[[Cue], None]

CHECKS: dict[str, Check] = {}
"""For each cue, ``lesson/cue``, what computes every claim in its words, and those in its notes that tell a number."""

P0 = 1 / np.sqrt(2 * np.pi)
"""The standard normal density at 0."""


def claims(name: str) -> Callable[[Check], Check]:
    """Put a function into the table of checks."""

    def put(check: Check) -> Check:
        assert name not in CHECKS, f"two checks of {name}"
        CHECKS[name] = check
        return check

    return put


def landscape_of(scenario: Scenario) -> Landscape:
    """Return the landscape of a scenario."""
    return Landscape(scenario.data, scenario.target, scenario.model)


def changed(scenario: Scenario, *starts: Start, **training: object) -> Scenario:
    """Return a scenario with other starts, if there are any, and other keys of [training]."""
    scenario = dataclasses.replace(scenario, training=dataclasses.replace(scenario.training, **training))
    return dataclasses.replace(scenario, start=starts) if starts else scenario


def trained(scenario: Scenario, every: int = 1, **training: object) -> Trained:
    """Return the paths of a scenario's runs, by NumPy."""
    return train(changed(scenario, engine="numpy", **training), every=every)


def raced(scenario: Scenario, every: int = 1, **training: object) -> list[Trained]:
    """Return the paths of each racer, the scenario itself first."""
    return [trained(racer.scenario, every, **training) for racer in racers(scenario)]


def settled_at(scenario: Scenario, run: Trained, near: float = 0.001) -> list[int | None]:
    """Return the step from which on each run's loss is as near to the lowest; None where it never is."""
    lowest = landscape_of(scenario).lowest_loss
    steps: list[int | None] = []
    for losses in run.loss.T:
        away = np.flatnonzero(losses - lowest > near)
        last = int(away[-1]) if len(away) else -1
        steps.append(int(run.step[last + 1]) if last + 1 < len(run.step) else None)
    return steps


def basins_of(scenario: Scenario, size: tuple[int, int]) -> tuple[Basins, np.ndarray]:
    """Return the map that the view shows, and the fates in it by name."""
    question = question_of(changed(scenario, steps=scenario.view.basin_steps), size)
    basins = compute_basins(question, numpy_starts(question))[0]
    return basins, np.array(FATE_NAMES)[basins.fate]


def weights(run: Trained) -> np.ndarray:
    """Return the first parameter over the steps, (S, R)."""
    return run.parameters[:, :, 0]
