"""States before the first step, and with a run added, moved, removed, or a fresh optimizer."""

import numpy as np
import pytest

from reluviz.scenario.model import Model, Scenario, Start, Training
from reluviz.training.engine import EngineState
from reluviz.training.states import (
    initial_state,
    state_of_rows,
    with_moved_run,
    with_optimizer_reset,
    with_run,
    without_run,
)


@pytest.fixture
def state() -> EngineState:
    """Three runs of two parameters after some steps with slots of every kind."""
    rows = np.arange(6, dtype="float32").reshape(3, 2)
    slots = {name: rows + 10 * index for index, name in enumerate(("velocity", "accumulator", "u_product"), start=1)}
    inputs, noise = {"state": 1}, {"state": 2}
    return EngineState(12, rows, np.array([12, 5, 2]), slots, inputs, noise)


def unchanged(state: EngineState) -> bool:
    return (
        state.parameters.tolist() == [[0, 1], [2, 3], [4, 5]]
        and state.iterations.tolist() == [12, 5, 2]
        and state.slots["velocity"].tolist() == [[10, 11], [12, 13], [14, 15]]
    )


@pytest.mark.parametrize("precision", ["float32", "float64"])
def test_initial_state(precision: str):
    scenario = Scenario(
        model=Model(variant="weight-bias"),
        start=(Start(weight=0.1, bias=2.0), Start(weight=-3.0)),
        training=Training(precision=precision),
    )
    state = initial_state(scenario)
    assert state.step == 0
    assert state.parameters.dtype == np.dtype(precision)
    np.testing.assert_array_equal(state.parameters, np.array([[0.1, 2.0], [-3.0, 0.0]], precision))
    assert state.iterations.tolist() == [0, 0]
    assert state.slots == {}
    assert state.inputs is None
    assert state.noise is None


def test_initial_state_without_starts():
    state = initial_state(Scenario(model=Model(variant="hidden-layer", hidden_units=3)))
    assert state.parameters.shape == (0, 10)
    assert state.iterations.shape == (0,)


def test_rows_are_copied():
    rows = np.ones((1, 1))
    state_of_rows(rows, "float64").parameters[0, 0] = 5.0
    assert rows[0, 0] == 1.0


def test_with_run(state: EngineState):
    added = with_run(state, [0.1, 7.0])
    np.testing.assert_array_equal(added.parameters[:3], state.parameters)
    np.testing.assert_array_equal(added.parameters[3], np.array([0.1, 7.0], "float32"))
    assert added.parameters.dtype == np.float32
    assert added.iterations.tolist() == [12, 5, 2, 0]
    assert added.slots["velocity"][3].tolist() == [0.0, 0.0]
    np.testing.assert_array_equal(added.slots["accumulator"][3], np.full(2, 0.1, "float32"))
    assert added.slots["u_product"][3].tolist() == [1.0, 1.0]
    assert (added.step, added.inputs, added.noise) == (12, {"state": 1}, {"state": 2})
    assert unchanged(state)


def test_with_run_where_there_was_none():
    added = with_run(state_of_rows(np.empty((0, 2)), "float64"), [1.0, 2.0])
    assert added.parameters.tolist() == [[1.0, 2.0]]
    assert added.iterations.tolist() == [0]


def test_without_run(state: EngineState):
    fewer = without_run(state, 1)
    assert fewer.parameters.tolist() == [[0, 1], [4, 5]]
    assert fewer.iterations.tolist() == [12, 2]
    assert fewer.slots["velocity"].tolist() == [[10, 11], [14, 15]]
    assert (fewer.step, fewer.inputs) == (12, {"state": 1})
    assert unchanged(state)
    assert without_run(without_run(fewer, 0), 0).parameters.shape == (0, 2)


def test_with_moved_run(state: EngineState):
    moved = with_moved_run(state, 1, [8.0, 9.0])
    assert moved.parameters.tolist() == [[0, 1], [8, 9], [4, 5]]
    assert moved.iterations.tolist() == [12, 0, 2]
    assert moved.slots["velocity"].tolist() == [[10, 11], [0, 0], [14, 15]]
    np.testing.assert_array_equal(moved.slots["accumulator"][1], np.full(2, 0.1, "float32"))
    assert unchanged(state)


@pytest.mark.parametrize("index", [-1, 3])
def test_runs_that_are_not_there(state: EngineState, index: int):
    with pytest.raises(IndexError, match="no run"):
        without_run(state, index)
    with pytest.raises(IndexError, match="no run"):
        with_moved_run(state, index, [0.0, 0.0])


def test_with_optimizer_reset(state: EngineState):
    fresh = with_optimizer_reset(state)
    assert fresh.iterations.tolist() == [0, 0, 0]
    assert fresh.slots == {}
    assert fresh.parameters.tolist() == state.parameters.tolist()
    assert (fresh.step, fresh.inputs, fresh.noise) == (12, {"state": 1}, {"state": 2})
    assert unchanged(state)
