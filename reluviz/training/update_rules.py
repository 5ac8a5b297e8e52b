"""The update rules of the optimizers, written out as Keras 3 computes them, in one table; the NumPy engine's thread."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from reluviz.scenario.model import Training

Floats = NDArray[np.floating]
Slots = dict[str, Floats]

Update = Callable[[Floats, Floats, Slots, Floats], None]
"""``update(parameters, gradient, slots, steps)``: one step, in place.

``parameters``, ``gradient`` and each slot are (R, P), ``steps`` is (R, 1): the number of the step that each run makes
with its present optimizer, from 1; all of the same precision. The gradient is not changed.
"""


@dataclass(frozen=True)
class UpdateRule:
    """One optimizer.

    Attributes
    ----------
    prepare
        ``prepare(training, dtype)`` returns the `Update` with the settings' numbers in it.
    slots
        What the optimizer remembers of each parameter, and what it begins with. The names are Keras's: the paths of
        ``optimizer.variables`` end in ``<parameter>_<slot>``. The exception is ``u_product``, a single number in
        Keras's Nadam (``optimizer._u_product``), here one a run, repeated for each of its parameters.
    slots_in_use
        Which of them these settings need: SGD has no memory without momentum.
    """

    prepare: Callable[[Training, np.dtype], Update]
    slots: Mapping[str, float] = field(default_factory=dict)
    slots_in_use: Callable[[Training], bool] = lambda training: True


def through_single(value: float, dtype: np.dtype) -> np.floating:
    """Return a number as Keras holds it: its `ops.cast` of a Python number passes through float32, even to float64."""
    return dtype.type(np.float32(value))


def _sgd(training: Training, dtype: np.dtype) -> Update:
    """w ← w − η g; with momentum m ← β m − η g, w ← w + m; Nesterov's w ← w + β m − η g (`keras/optimizers/sgd.py`)."""
    rate = dtype.type(training.learning_rate)
    momentum = through_single(training.momentum, dtype)

    def plain(parameters: Floats, gradient: Floats, slots: Slots, steps: Floats) -> None:
        parameters -= gradient * rate

    def heavy_ball(parameters: Floats, gradient: Floats, slots: Slots, steps: Floats) -> None:
        memory = slots["momentum"]
        memory *= momentum
        memory -= gradient * rate
        parameters += memory

    def nesterov(parameters: Floats, gradient: Floats, slots: Slots, steps: Floats) -> None:
        memory = slots["momentum"]
        push = gradient * rate
        memory *= momentum
        memory -= push
        parameters += memory * momentum - push

    if training.momentum == 0.0:
        return plain
    return nesterov if training.nesterov else heavy_ball


def _rmsprop(training: Training, dtype: np.dtype) -> Update:
    """v ← ρ v + (1 − ρ) g², w ← w − η g / √(v + ε), ρ = 0.9, ε = 1e-7 (`keras/optimizers/rmsprop.py`)."""
    rate = dtype.type(training.learning_rate)
    rho, epsilon = 0.9, 1e-7

    def update(parameters: Floats, gradient: Floats, slots: Slots, steps: Floats) -> None:
        velocity = slots["velocity"]
        velocity *= rho
        velocity += (1 - rho) * (gradient * gradient)
        parameters -= rate * gradient / np.sqrt(velocity + epsilon)

    return update


def _adagrad(training: Training, dtype: np.dtype) -> Update:
    """s ← s + g², w ← w − η g / √(s + ε), ε = 1e-7 (`keras/optimizers/adagrad.py`)."""
    rate = dtype.type(training.learning_rate)
    epsilon = 1e-7

    def update(parameters: Floats, gradient: Floats, slots: Slots, steps: Floats) -> None:
        accumulator = slots["accumulator"]
        accumulator += gradient * gradient
        parameters -= rate * gradient / np.sqrt(accumulator + epsilon)

    return update


def _adam(training: Training, dtype: np.dtype) -> Update:
    """m ← m + (1 − β₁)(g − m), v ← v + (1 − β₂)(g² − v), w ← w − α m / (√v + ε) (`keras/optimizers/adam.py`).

    α = η √(1 − β₂ᵗ) / (1 − β₁ᵗ), β₁ = 0.9, β₂ = 0.999, ε = 1e-7.
    """
    rate = dtype.type(training.learning_rate)
    beta_1, beta_2, epsilon = 0.9, 0.999, 1e-7
    power_1, power_2 = through_single(beta_1, dtype), through_single(beta_2, dtype)

    def update(parameters: Floats, gradient: Floats, slots: Slots, steps: Floats) -> None:
        momentum, velocity = slots["momentum"], slots["velocity"]
        alpha = rate * np.sqrt(1 - power_2**steps) / (1 - power_1**steps)
        momentum += (gradient - momentum) * (1 - beta_1)
        velocity += (gradient * gradient - velocity) * (1 - beta_2)
        parameters -= momentum * alpha / (np.sqrt(velocity) + epsilon)

    return update


def _adamw(training: Training, dtype: np.dtype) -> Update:
    """w ← w − λ η w first, λ = 0.004, then Adam's step (`keras/optimizers/adamw.py`, `base_optimizer.py`)."""
    rate, decay = dtype.type(training.learning_rate), through_single(0.004, dtype)
    adam = _adam(training, dtype)

    def update(parameters: Floats, gradient: Floats, slots: Slots, steps: Floats) -> None:
        parameters -= parameters * decay * rate
        adam(parameters, gradient, slots, steps)

    return update


def _nadam(training: Training, dtype: np.dtype) -> Update:
    """Adam with Nesterov's look ahead and a schedule for β₁ (`keras/optimizers/nadam.py`).

    u_t = β₁ (1 − ½ · 0.96ᵗ), U ← U u_t; m and v as Adam's;
    w ← w − η (u_{t+1} m / (1 − U u_{t+1}) + (1 − u_t) g / (1 − U)) / (√(v / (1 − β₂ᵗ)) + ε).
    """
    rate = dtype.type(training.learning_rate)
    beta_1, beta_2, decay = (through_single(value, dtype) for value in (0.9, 0.999, 0.96))
    epsilon = 1e-7

    def update(parameters: Floats, gradient: Floats, slots: Slots, steps: Floats) -> None:
        momentum, velocity, product = slots["momentum"], slots["velocity"], slots["u_product"]
        # Keras computes u_t twice, here with the plain numbers 0.9 and 0.96, below with those rounded to float32.
        product *= 0.9
        product *= 1.0 - 0.5 * dtype.type(0.96) ** steps
        now = beta_1 * (1.0 - 0.5 * decay**steps)
        following = beta_1 * (1.0 - 0.5 * decay ** (steps + 1))
        momentum += (gradient - momentum) * (1 - beta_1)
        velocity += (gradient * gradient - velocity) * (1 - beta_2)
        ahead = following * momentum / (1 - product * following) + (1 - now) * gradient / (1 - product)
        parameters -= ahead * rate / (np.sqrt(velocity / (1 - beta_2**steps)) + epsilon)

    return update


def _lion(training: Training, dtype: np.dtype) -> Update:
    """w ← w − η sign(β₁ m + (1 − β₁) g), m ← β₂ m + (1 − β₂) g, β₁ = 0.9, β₂ = 0.99 (`keras/optimizers/lion.py`)."""
    rate = dtype.type(training.learning_rate)
    beta_1, beta_2 = through_single(0.9, dtype), through_single(0.99, dtype)

    def update(parameters: Floats, gradient: Floats, slots: Slots, steps: Floats) -> None:
        momentum = slots["momentum"]
        parameters -= rate * np.sign(momentum * beta_1 + gradient * (1 - beta_1))
        momentum *= beta_2
        momentum += gradient * (1 - beta_2)

    return update


UPDATE_RULES: dict[str, UpdateRule] = {
    "sgd": UpdateRule(_sgd, {"momentum": 0.0}, lambda training: training.momentum != 0.0),
    "rmsprop": UpdateRule(_rmsprop, {"velocity": 0.0}),
    "adagrad": UpdateRule(_adagrad, {"accumulator": float(np.float32(0.1))}),
    "adam": UpdateRule(_adam, {"momentum": 0.0, "velocity": 0.0}),
    "adamw": UpdateRule(_adamw, {"momentum": 0.0, "velocity": 0.0}),
    "nadam": UpdateRule(_nadam, {"momentum": 0.0, "velocity": 0.0, "u_product": 1.0}),
    "lion": UpdateRule(_lion, {"momentum": 0.0}),
}
"""The rule of each optimizer, by the names of `reluviz.scenario.choices.OPTIMIZERS`."""


def initial_slot_value(slot: str) -> float:
    """Return what a slot of that name begins with, whichever optimizer has it."""
    return next((rule.slots[slot] for rule in UPDATE_RULES.values() if slot in rule.slots), 0.0)


def slots_for(training: Training, parameters: Floats, present: Mapping[str, Floats]) -> Slots:
    """Return the slots that an optimizer needs, (R, P) each: copies of those present, the rest as at the beginning."""
    rule = UPDATE_RULES[training.optimizer]
    if not rule.slots_in_use(training):
        return {}
    return {
        name: np.array(np.broadcast_to(present.get(name, value), parameters.shape), dtype=parameters.dtype)
        for name, value in rule.slots.items()
    }
