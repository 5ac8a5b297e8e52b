"""The numbers that the verdict's sentences are made of; GUI thread and recorder."""

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QCoreApplication

from reluviz.scenario.parameters import symbol
from reluviz.scene.numbers import PLAIN_FROM, format_number, format_value, listed
from reluviz.training.fates import ACTIVE_SHARE

if TYPE_CHECKING:
    from reluviz.landscape.landscape import Landscape
    from reluviz.scene.moment import Moment, RunLook

EXACTLY_NONE = 1e-12
"""A share of the inputs below this is rounding."""

MOST_PARAMETERS = 4
"""A student with more parameters is told by its loss; nobody reads a list of a hundred numbers."""


def parameters_text(names: tuple[str, ...], values: NDArray[np.float64]) -> str:
    """Return parameters as formulas write them: ``w = −0.145, b = 0.300``; empty where they are too many to read."""
    if len(names) > MOST_PARAMETERS:
        return ""
    return listed(f"{symbol(name)} = {format_value(value)}" for name, value in zip(names, values, strict=True))


class Facts:
    """The numbers that sentences are made of; those that cost something are computed when a sentence asks."""

    def __init__(self, moment: "Moment", run: "RunLook") -> None:
        self.moment = moment
        self.run = run
        self.landscape: Landscape = moment.landscape
        self.parameters = parameters_text(moment.names, run.position)
        loss, gradient = self.landscape.loss_and_gradient(run.position)
        self.loss = float(loss)
        self.gradient = np.asarray(gradient, dtype=np.float64)
        self.slope = float(np.linalg.norm(self.gradient))
        self.power = float(self.landscape.target_power)
        self.scale = self.power or self.landscape.inputs.power
        self.noise = float(self.landscape.noise_variance)
        known = self.landscape.known_lowest_loss
        self.lowest = self.noise if known is None else float(known)
        self.is_lowest_known = known is not None
        model = self.landscape.model
        self.is_relu = model.activation == "relu"
        self.variant = model.variant
        # A hidden layer of one unit has its parameters in the same order as the neuron with an output bias.
        self.is_one_unit = model.variant != "hidden-layer" or model.hidden_units == 1
        self.has_output_bias = moment.names[-1] == "output_bias"

    @cached_property
    def shares(self) -> NDArray[np.float64]:
        """The share of inputs on which each unit is active, (J,)."""
        return np.asarray(self.landscape.active_share(self.run.position), np.float64)

    @property
    def active(self) -> float:
        """The share of inputs on which the unit, or the busiest of them, is active."""
        return float(np.max(self.shares))

    @property
    def units_active(self) -> int:
        """How many units are not dead."""
        return int(np.count_nonzero(self.shares >= ACTIVE_SHARE))

    @cached_property
    def learning(self) -> float:
        """The share of inputs on which a relu unit is active and the target is not 0."""
        return float(self.landscape.learning_share(self.run.position))

    @property
    def numbers(self) -> str:
        """The loss and, where they can be read, the parameters: ``loss 0.501, w = −0.198``."""
        return joined(self.loss_text, self.parameters)

    @property
    def loss_text(self) -> str:
        """The loss: ``loss 0.501``."""
        return QCoreApplication.translate("Verdict", "loss {loss}").format(loss=short(self.loss))

    @cached_property
    def reaching(self) -> str:
        """The inputs on which the one unit is active, such as ``x > −2.9``; empty where a weight of 0 sets no bound."""
        weight, bias = float(self.run.position[0]), 0.0
        if self.variant != "weight":
            bias = float(self.run.position[1])
        if not self.is_one_unit or weight == 0.0:
            return ""
        # + 0.0: a kink at −0 is at 0.
        return f"x {'<' if weight < 0 else '>'} {format_number(-bias / weight + 0.0, 2, trim=True)}"


def short(value: float) -> str:
    """Return a number with the few digits that a sentence has room for."""
    return format_number(value, 2 if abs(value) < PLAIN_FROM else 3)


def joined(*parts: str) -> str:
    """Return what there is of several parts, behind one another."""
    return listed(part for part in parts if part)
