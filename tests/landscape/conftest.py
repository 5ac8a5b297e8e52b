"""What the tests of the landscape share: scenarios' parts and the independent truth that they are compared with."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from reluviz.landscape.landscape import Landscape
from reluviz.scenario.model import Data, Model, Target

REFERENCE = Path(__file__).parents[1] / "data" / "reference_values.json"
VARIANTS = {"A": "weight", "B": "weight-bias", "C": "weight-bias-output", "D": "hidden-layer"}


@dataclass(frozen=True)
class Case:
    """One case of the reference values: a hidden layer, and 20 digits of the loss and all its derivatives."""

    data: Data
    target: tuple[Target, ...]
    model: Model
    row: np.ndarray
    expected: np.ndarray
    scale: np.ndarray
    variant: str
    columns: list[int]

    @property
    def name(self) -> str:
        return f"{self.variant} {self.model.activation} {self.row}"


def read_case(raw: dict[str, Any]) -> Case:
    kind, first, second = raw["dist"]
    data = (
        Data(distribution="normal", mean=first, std=second)
        if kind == "normal"
        else Data(distribution="uniform", low=first, high=second)
    )
    width = len(raw["w"])
    model = Model(variant="hidden-layer", activation=raw["act"], negative_slope=raw["alpha"], hidden_units=width)

    def numbers(table: dict[str, Any]) -> np.ndarray:
        texts = [table["loss"], *table["dw"], *table["db"], *table["dv"], table["dc"]]
        return np.array([float(text) for text in texts])

    variant = VARIANTS[raw["variant"]]
    trained = {
        "weight": [0],
        "weight-bias": [0, 1],
        "weight-bias-output": [0, 1, 2, 3],
        "hidden-layer": list(range(3 * width + 1)),
    }
    return Case(
        data,
        (Target(*raw["target"]),),
        model,
        np.array([*raw["w"], *raw["b"], *raw["v"], raw["c"]]),
        numbers(raw),
        numbers(raw["scale"]),
        variant,
        trained[variant],
    )


@pytest.fixture(scope="session")
def reference_cases() -> list[Case]:
    return [read_case(raw) for raw in json.loads(REFERENCE.read_text(encoding="utf-8"))["cases"]]


@pytest.fixture
def puzzle():
    """Make the landscape of y = relu(x), x ~ N(0, 1)."""

    def make(variant: str = "weight", activation: str = "relu", **rest: Any) -> Landscape:
        return Landscape(Data(), (Target(),), Model(variant=variant, activation=activation, **rest))

    return make


@pytest.fixture
def mixtures() -> list[Landscape]:
    """Landscapes of every variant and several activations over inputs and teachers of several kinds."""
    pairs = [
        (Data(), (Target(), Target(-1.5, 0.75, 0.5))),
        (
            Data(mean=0.5, std=2.0, noise=0.3),
            (Target(2.0, -0.5, -1.0), Target(0.7, 1.2, 2.0), Target(0.0, 1.0, 0.5), Target(0.0, -1.0, 3.0)),
        ),
        (Data(distribution="uniform", low=-1.0, high=3.0), (Target(1.0, -0.5), Target(-2.0, 1.0, -0.5))),
    ]
    activations = ("relu", "leaky_relu", "elu", "selu", "softplus", "gelu", "silu", "tanh")
    variants = ("weight", "weight-bias", "weight-bias-output", "hidden-layer")
    return [
        Landscape(*pairs[(i + j) % 3], Model(variant=variant, activation=activation, hidden_units=3))
        for i, activation in enumerate(activations)
        for j, variant in enumerate(variants)
    ]
