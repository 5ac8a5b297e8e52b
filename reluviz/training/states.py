"""States of a training: the first one, and what a start added, moved or removed makes of a later one; any thread."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

from reluviz.scenario.model import Scenario
from reluviz.training.engine import EngineState
from reluviz.training.starts import initial_rows
from reluviz.training.update_rules import initial_slot_value


def initial_state(scenario: Scenario) -> EngineState:
    """Return the state before the first step, in the training's precision: runs at their starts, nothing drawn yet."""
    return state_of_rows(initial_rows(scenario).rows, scenario.training.precision)


def state_of_rows(rows: ArrayLike, precision: str) -> EngineState:
    """Return the state before the first step of runs that begin at `rows`, (R, P)."""
    parameters = np.array(rows, dtype=precision, ndmin=2)
    return EngineState(step=0, parameters=parameters, iterations=np.zeros(len(parameters), dtype=np.int64))


def with_run(state: EngineState, row: Sequence[float]) -> EngineState:
    """Return the state with one run more, at the end: it begins at `row`, (P,), with a fresh optimizer."""
    new = np.asarray(row, dtype=state.parameters.dtype)[np.newaxis]
    slots = {
        name: np.concatenate([slot, np.full_like(new, initial_slot_value(name))]) for name, slot in state.slots.items()
    }
    return replace(
        state,
        parameters=np.concatenate([state.parameters, new]),
        iterations=np.append(state.iterations, np.int64(0)),
        slots=slots,
    )


def without_run(state: EngineState, index: int) -> EngineState:
    """Return the state without the run at `index`; IndexError if there is none."""
    keep = np.ones(len(state.parameters), dtype=bool)
    keep[_checked(state, index)] = False
    return replace(
        state,
        parameters=state.parameters[keep],
        iterations=state.iterations[keep],
        slots={name: slot[keep] for name, slot in state.slots.items()},
    )


def with_moved_run(state: EngineState, index: int, row: Sequence[float]) -> EngineState:
    """Return the state with the run at `index` beginning anew at `row`, (P,), with a fresh optimizer.

    IndexError if there is no such run.
    """
    _checked(state, index)

    def put(array: NDArray, value: ArrayLike) -> NDArray:
        array = array.copy()
        array[index] = value
        return array

    return replace(
        state,
        parameters=put(state.parameters, np.asarray(row)),
        iterations=put(state.iterations, 0),
        slots={name: put(slot, initial_slot_value(name)) for name, slot in state.slots.items()},
    )


def with_optimizer_reset(state: EngineState) -> EngineState:
    """Return the state with a fresh optimizer for every run: what a change of the optimizer's kind asks for."""
    return replace(state, iterations=np.zeros_like(state.iterations), slots={})


def _checked(state: EngineState, index: int) -> int:
    if not 0 <= index < len(state.parameters):
        raise IndexError(f"no run {index} among {len(state.parameters)}")
    return index
