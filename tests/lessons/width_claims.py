"""The claims of the lessons about more units and many starts: width, distance."""

import dataclasses
import math

import numpy as np
import pytest

from reluviz.scenario.lessons import Cue
from reluviz.scenario.model import Scenario, Starts
from reluviz.training.shares import NORMAL_95
from reluviz.training.starts import initial_rows
from tests.lessons.claims import claims, landscape_of, raced, trained

INPUTS = np.linspace(-4.0, 4.0, 801)


def succeeded(scenario: Scenario) -> np.ndarray:
    """Return which of the starts learn, (R,)."""
    return np.array(trained(scenario, every=scenario.training.steps).fate) == "converged"


@claims("width/one")
def _(cue: Cue) -> None:
    starts = cue.scenario.starts
    assert starts is not None
    assert (starts.count, starts.initializer, starts.bias_initializer) == (100, "glorot_uniform", "zeros")
    assert landscape_of(cue.scenario).names == ("weight[0]", "bias[0]", "output_weight[0]", "output_bias")


@claims("width/third")
def _(cue: Cue) -> None:
    good = succeeded(cue.scenario)
    rows = initial_rows(cue.scenario).rows
    assert good.mean() == pytest.approx(1 / 3, abs=0.1)
    assert not good[rows[:, 0] < 0].any()
    assert good[(rows[:, 0] > 0) & (rows[:, 2] > 0)].all()
    both = (rows[:, 0] > 0) & (rows[:, 2] < 0)
    assert 0 < good[both].mean() < 1


@claims("width/two")
def _(cue: Cue) -> None:
    assert succeeded(cue.scenario).mean() == pytest.approx(0.75, abs=0.1)
    assert pytest.approx(56, abs=0.5) == 100 * (1 - (2 / 3) ** 2)
    assert succeeded(cue.scenario).mean() > 0.56


@claims("width/ten")
def _(cue: Cue) -> None:
    runs = raced(cue.scenario, every=1000)
    one, two, ten = (np.mean([fate == "converged" for fate in run.fate]) for run in runs)
    assert one < two < ten
    assert ten > 0.97


@claims("width/restarts")
def _(cue: Cue) -> None:
    assert cue.scenario.model.variant == "weight"
    assert cue.scenario.starts is not None
    assert cue.scenario.starts.count == 100
    rows = initial_rows(cue.scenario).rows[:, 0]
    good = succeeded(cue.scenario)
    assert (good == (rows > 0)).all()
    assert good.mean() == pytest.approx(0.5, abs=0.1)
    assert 2**10 == 1024


@claims("distance/two-halves")
def _(cue: Cue) -> None:
    landscape = landscape_of(cue.scenario)
    solution = initial_rows(cue.scenario).rows
    assert landscape.loss(solution) == pytest.approx(0.0, abs=1e-15)
    assert landscape.student(solution[0], INPUTS) == pytest.approx(np.abs(INPUTS), abs=1e-15)
    assert landscape.teacher(INPUTS) == pytest.approx(np.abs(INPUTS), abs=1e-15)


@claims("distance/ask")
def _(cue: Cue) -> None:
    first, second = (np.sign(row[:2]).tolist() for row in initial_rows(cue.scenario).rows)
    assert first == [1, -1]
    assert second == [1, 1]


@claims("distance/answer")
def _(cue: Cue) -> None:
    run = trained(cue.scenario, every=10)
    assert run.fate[0] == "converged"
    assert run.loss[-1] == pytest.approx([0.0, 0.228], abs=5e-4)
    assert (run.parameters[:, 1, :2] > 0).all()  # neither ever turns
    flat = landscape_of(cue.scenario).student(run.parameters[-1, 1], INPUTS[INPUTS < 0])
    assert np.ptp(flat) == 0


@claims("distance/random")
def _(cue: Cue) -> None:
    assert math.erf(NORMAL_95 / math.sqrt(2)) == pytest.approx(95 / 100, abs=1e-12)
    more = dataclasses.replace(cue.scenario, starts=Starts(count=1000, seed=7))
    for scenario in (cue.scenario, more):
        good = succeeded(scenario)
        assert 0.35 < good.mean() < 0.48  # a little under half
        first, second = np.sign(initial_rows(scenario).rows[:, :2]).T
        assert np.mean(first != second) == pytest.approx(0.5, abs=0.05)
        # To face opposite sides is neither necessary nor enough.
        assert good[first == second].any()
        assert not good[first != second].all()


@claims("distance/ten")
def _(cue: Cue) -> None:
    two, ten = (np.mean([fate == "converged" for fate in run.fate]) for run in raced(cue.scenario, every=2000))
    assert two < 0.6
    assert ten > 0.97
