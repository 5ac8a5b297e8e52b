"""Trains a scenario without a window, from first step to last: for files, tables, pictures; the caller's thread."""

from collections.abc import Callable, Generator
from contextlib import ExitStack, closing
from dataclasses import dataclass, replace
from functools import partial
from time import sleep

import numpy as np
from numpy.typing import NDArray

from reluviz.landscape.landscape import Landscape
from reluviz.scenario.model import Scenario, Text
from reluviz.scenario.parameters import units
from reluviz.training.divergence import Divergence
from reluviz.training.engine import Chunk, EngineState, Problem
from reluviz.training.fates import judge
from reluviz.training.history import History, Run
from reluviz.training.relay import Relay
from reluviz.training.source import Engines, EngineSource
from reluviz.training.starts import initial_rows
from reluviz.training.states import initial_state

POLL_SECONDS = 0.02
"""How often an engine that is waited for is asked whether it is ready."""

MOST_STEPS_A_CHUNK = 1000

CHUNK_NUMBERS = 10_000_000
"""About how many numbers a chunk works on: few enough that it takes little memory, and the progress shows."""

Progress = Callable[[float], None]
"""Called with the share of the work that is done, from 0 to 1."""

Warn = Callable[[str], None]
"""Called with one line when TensorFlow cannot be had, or its process dies, and NumPy goes on."""


@dataclass(frozen=True)
class Trained:
    """What a training gave.

    Attributes
    ----------
    step : (S,)
        The steps of the rows: 0, every so many, and the last.
    parameters : (S, R, P)
        In the training's precision. A run that has diverged stands at its last point from there on.
    names
        The parameters' names.
    loss : (S, R)
        The expected loss.
    batch_loss : (S, R) or None
        The loss of the batch as the optimizer saw it in the step that led to the row: NaN in the row of the start, and
        where a run has diverged. None with exact gradients.
    fate
        One each a run, at its last step.
    labels
        One each a run; empty where the scenario gives none.
    engine_name
        The engine that made the last step.
    diverged_at
        For each run the step at which it has diverged; None where it has not.
    """

    step: NDArray[np.int64]
    parameters: NDArray[np.floating]
    names: tuple[str, ...]
    loss: NDArray[np.float64]
    batch_loss: NDArray[np.floating] | None
    fate: tuple[str, ...]
    labels: tuple[Text, ...]
    engine_name: str
    diverged_at: tuple[int | None, ...]


def train(
    scenario: Scenario,
    every: int = 1,
    progress: Progress | None = None,
    warn: Warn | None = None,
    engines: EngineSource | None = None,
) -> Trained:
    """Train a scenario and return the paths of its runs.

    The same scenario gives the same paths every time. ``engine = "auto"`` is TensorFlow where it can be had.

    Parameters
    ----------
    every
        Keep the start, every so many steps, and the last; ValueError below 1.
    engines
        Where the engine comes from; by default it is made for this training, and ended with it.
    """
    if every < 1:
        raise ValueError(f"every must be at least 1: {every}")
    landscape = Landscape(scenario.data, scenario.target, scenario.model)
    training = scenario.training
    state = initial_state(scenario)
    kept = np.arange(0, training.steps + 1, every)
    if kept[-1] != training.steps:
        kept = np.append(kept, training.steps)
    parameters = np.empty((len(kept), *state.parameters.shape), training.precision)
    batch_loss = None
    if training.gradient == "batch":
        batch_loss = np.full(parameters.shape[:2], np.nan, parameters.dtype)
    divergence = Divergence(state.parameters)
    parameters[0] = state.parameters
    row, engine_name = 1, ""
    diverged_at: dict[int, int] = {}
    waiting = _at_the_beginning(progress)
    with closing(
        _chunks(scenario, landscape, state, training.steps, warn=warn, engines=engines, waiting=waiting)
    ) as chunks:
        for name, chunk in chunks:
            engine_name = name
            held, seen, gone = divergence.hold(chunk)
            diverged_at |= {column: chunk.first_step + place for column, place in gone.items()}
            wanted = kept[row : np.searchsorted(kept, chunk.first_step + len(held))] - chunk.first_step
            part = slice(row, row + len(wanted))
            parameters[part] = held[wanted]
            if batch_loss is not None and seen is not None:
                batch_loss[part] = seen[wanted]
            row += len(wanted)
            if progress is not None:
                progress((chunk.first_step + len(held) - 1) / training.steps)
            if divergence.has_diverged.all():
                break
    parameters[row:] = divergence.newest  # where nothing was left to train
    landscape.seek_lowest_loss(lambda: False)
    return Trained(
        step=kept,
        parameters=parameters,
        names=landscape.names,
        loss=landscape.loss(parameters),
        batch_loss=batch_loss,
        fate=tuple(judge(landscape, parameters[-1], divergence.has_diverged)),
        labels=initial_rows(scenario).labels,
        engine_name=engine_name,
        diverged_at=tuple(map(diverged_at.get, range(len(state.parameters)))),
    )


def history_of(
    scenario: Scenario,
    landscape: Landscape,
    steps: int | None = None,
    *,
    progress: Progress | None = None,
    warn: Warn | None = None,
    engines: EngineSource | None = None,
) -> History:
    """Return the history of a training as the window would hold it, up to `steps`: by default, and at most, all.

    ``engine = "auto"`` is NumPy here, which is there at once; only ``"tensorflow"`` waits for TensorFlow. The lowest
    reachable loss is found, so that fates can be judged.
    """
    starts = initial_rows(scenario)
    if scenario.training.engine == "auto":
        scenario = replace(scenario, training=replace(scenario.training, engine="numpy"))
    state = initial_state(scenario)
    history = History(landscape.fast_loss, len(landscape.names), scenario.training.precision)
    named = zip(starts.labels, starts.colors, starts.sampled, strict=True)
    history.restart(
        [Run(history.new_id(), label, color, is_sampled=is_sampled) for label, color, is_sampled in named],
        state.parameters,
    )
    last = scenario.training.steps if steps is None else min(steps, scenario.training.steps)
    waiting = _at_the_beginning(progress)
    with closing(_chunks(scenario, landscape, state, last, warn=warn, engines=engines, waiting=waiting)) as chunks:
        for _, chunk in chunks:
            history.append(chunk)
            if progress is not None:
                progress(history.last_step / last)
    landscape.seek_lowest_loss(lambda: False)
    return history


def _chunks(
    scenario: Scenario,
    landscape: Landscape,
    state: EngineState,
    steps: int,
    *,
    warn: Warn | None,
    engines: EngineSource | None,
    waiting: Callable[[], None],
) -> Generator[tuple[str, Chunk]]:
    """Yield the name of the engine, and the states that it made, until step `steps`; nothing without runs.

    `waiting` is called again and again until the engine is ready for its first step.
    """
    training = scenario.training
    runs = len(state.parameters)
    if not runs:
        return
    if training.engine == "auto":
        # Whichever is ready first would make the path depend, in its last digits, on the day.
        training = replace(training, engine="tensorflow")
    problem = Problem(scenario.data, scenario.target, scenario.model)
    said = ""
    is_begun = False
    with ExitStack() as stack:
        source = stack.enter_context(closing(Engines())) if engines is None else engines
        quick, late = partial(source.quick, problem, landscape), partial(source.late, problem)
        relay = stack.enter_context(closing(Relay(problem, quick, late)))
        relay.load(training, state)
        # The same cuts every time, whatever the machine is doing.
        longest = _chunk_steps(scenario, runs)
        done = 0
        while done < steps:
            while not relay.is_ready():
                if not relay.is_catching_up:
                    if not is_begun:
                        waiting()
                    sleep(POLL_SECONDS)
            is_begun = True
            chunk = relay.advance(min(longest, steps - done))
            if chunk.first_step != done + 1:
                raise RuntimeError(f"a chunk at step {chunk.first_step} does not follow step {done}")
            done += len(chunk.parameters)
            if relay.message and relay.message != said and warn is not None:
                warn(relay.message)
            said = relay.message
            yield relay.name, chunk


def _at_the_beginning(progress: Progress | None) -> Callable[[], None]:
    """Return what shows that the work has begun, and none of it is done."""
    return (lambda: None) if progress is None else (lambda: progress(0.0))


def _chunk_steps(scenario: Scenario, runs: int) -> int:
    training = scenario.training
    batch = training.batch_size if training.gradient == "batch" else 100
    return max(1, min(MOST_STEPS_A_CHUNK, CHUNK_NUMBERS // (batch * units(scenario.model) * runs)))
