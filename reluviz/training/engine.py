"""What an engine is: the protocol, and the values that cross it; called by the worker thread, in any process."""

from dataclasses import dataclass, field
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from reluviz.scenario.model import Data, Model, Target, Training


@dataclass(frozen=True, slots=True)
class Problem:
    """What is learnt, and by whom; it stays the same for the life of a training."""

    data: Data
    target: tuple[Target, ...]
    model: Model


@dataclass(frozen=True)
class EngineState:
    """All that the next step depends on, besides the problem and the settings; every engine can go on from it.

    Attributes
    ----------
    step
        How many steps have been made since the start of the training.
    parameters : (R, P)
        One row a run, in the order of `reluviz.scenario.parameters.parameter_names`, in the training's precision.
    iterations : (R,)
        How many steps each run has made with its present optimizer: runs that were added later have made fewer.
    slots : name → (R, P)
        The optimizer's memory, such as ``momentum`` and ``velocity`` of Adam; empty: as at the beginning.
    inputs, noise
        The states of the two random generators (`numpy.random.Generator.bit_generator.state`) that the inputs and
        the noise are drawn from; None: as the seed makes them.
    """

    step: int
    parameters: NDArray[np.floating]
    iterations: NDArray[np.int64]
    slots: dict[str, NDArray[np.floating]] = field(default_factory=dict)
    inputs: dict[str, Any] | None = None
    noise: dict[str, Any] | None = None


@dataclass(frozen=True)
class Chunk:
    """What `Engine.advance` did: the states after each of its k steps.

    Attributes
    ----------
    first_step
        The number of the first row: the state after the first step of a training has number 1.
    parameters : (k, R, P)
    batch_loss : (k, R) or None
        The loss of the batch as the optimizer saw it, before the step that it led to; None with exact gradients.
    """

    first_step: int
    parameters: NDArray[np.floating]
    batch_loss: NDArray[np.floating] | None


class Engine(Protocol):
    """Steps all runs of a training together; every optimizer acts on each number by itself, so runs do not mix."""

    name: str
    """What the status bar says: ``NumPy`` or ``TensorFlow``."""

    def load(self, training: Training, state: EngineState) -> None:
        """Take settings and state; the next `advance` goes on from there. Loading the same again costs nothing."""
        ...

    def advance(self, count: int) -> Chunk:
        """Make `count` steps and return the states after each of them."""
        ...

    def state(self) -> EngineState:
        """Return the present state, as copies."""
        ...

    def close(self) -> None:
        """Let go of processes and memory; it may be called twice."""
        ...
