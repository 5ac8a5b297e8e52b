"""How a session stands, as one frozen value; any thread."""

from dataclasses import dataclass
from typing import Literal

State = Literal["ready", "running", "paused", "finished", "failed"]


@dataclass(frozen=True, slots=True)
class Status:
    """How a session stands.

    Attributes
    ----------
    state
        ``ready``: before the first step. ``finished``: all steps are made, or all runs have diverged.
    engine_name
        Of the engine that makes the steps, or made the last one.
    precision
        The numbers that the parameters are kept in.
    message
        One line, such as an engine that could not be had; empty if there is nothing to say.
    steps_per_second
        As measured; 0 while nothing is trained.
    end_step
        Where the training ends as things stand: `training.steps` after the last start.
    """

    state: State
    engine_name: str
    precision: str
    message: str
    steps_per_second: float
    end_step: int
