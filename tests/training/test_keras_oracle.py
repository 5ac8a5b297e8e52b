"""Keras as the oracle: both engines take the paths that Keras's `fit` takes on the same batches."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pytest

from reluviz.scenario.choices import ACTIVATIONS
from reluviz.scenario.model import Data, Model, Target, Training
from reluviz.scenario.parameters import parameter_names
from reluviz.training.batches import BatchStream
from reluviz.training.engine import Engine, Problem
from reluviz.training.numpy_engine import NumpyEngine
from reluviz.training.remote import RemoteEngine
from reluviz.training.states import state_of_rows

TOLERANCE = {"float32": 5e-6, "float64": 1e-12}

INPUTS = Data()


@dataclass(frozen=True)
class Case:
    """One comparison, of every so many steps; the precision is added to it."""

    model: Model
    training: Training
    starts: list[list[float]]
    steps: int
    every: int = 1
    data: Data = INPUTS


def row_of(model: Model, seed: int = 3) -> list[float]:
    return np.random.default_rng(seed).normal(0, 1, len(parameter_names(model))).round(2).tolist()


HIDDEN = Model("hidden-layer", hidden_units=8)
CASES = {
    "the question": Case(Model(), Training(), [[10.0], [-10.0]], 2000),
    "bias": Case(Model("weight-bias"), Training(), [[-10.0, 3.0]], 2000, 100),
    "output": Case(Model("weight-bias-output"), Training(learning_rate=0.05), [[-2.0, 1.0, -0.5, 0.2]], 2000, 100),
    "hidden": Case(HIDDEN, Training(), [row_of(HIDDEN)], 2000, 100),
    "noise": Case(
        Model("weight-bias"), Training(batch_size=16), [[-1.0, 2.0]], 200, data=Data(mean=0.5, std=2.0, noise=0.3)
    ),
    "momentum": Case(Model("weight-bias"), Training(momentum=0.9), [[-10.0, 1.0]], 2000, 100),
    "nesterov": Case(Model("weight-bias"), Training(momentum=0.9, nesterov=True), [[-10.0, 1.0]], 2000, 100),
    **{
        name: Case(Model("weight-bias"), Training(optimizer=name, learning_rate=0.02), [[-10.0, 1.0]], 2000, 100)
        for name in ("adagrad", "adam", "adamw", "nadam", "lion")
    },
    "rmsprop": Case(Model("weight-bias"), Training(optimizer="rmsprop", learning_rate=0.02), [[-10.0, 1.0]], 20),
    **{
        name: Case(Model("weight-bias-output", name), Training(batch_size=50), [[-1.5, 0.5, 1.2, 0.1]], 100)
        for name in ACTIVATIONS
    },
    # At z = 0 it is the derivative that Keras takes there which tells where the first step goes.
    **{
        f"{name} from zeros": Case(Model("weight-bias", name), Training(batch_size=50), [[0.0, 0.0]], 20)
        for name in ACTIVATIONS
    },
}
BRIEF = {"noise", *ACTIVATIONS, *(f"{name} from zeros" for name in ACTIVATIONS)}
NAMES = [
    f"{name} {precision}" for name in CASES for precision in TOLERANCE if precision == "float64" or name not in BRIEF
]


def problem_and_training(name: str) -> tuple[Problem, Training, Case]:
    case_name, _, precision = name.rpartition(" ")
    case = CASES[case_name]
    return Problem(case.data, (Target(),), case.model), replace(case.training, precision=precision, seed=4), case


@pytest.fixture(scope="module")
def keras_paths(tmp_path_factory: pytest.TempPathFactory) -> dict[str, np.ndarray]:
    """What Keras's `fit` makes of all cases, in one process."""
    folder = tmp_path_factory.mktemp("keras")
    described = {}
    for index, name in enumerate(NAMES):
        problem, training, case = problem_and_training(name)
        case_name = name.rpartition(" ")[0]
        x, y = BatchStream(problem.data, problem.target, training.seed, training.precision).draw(
            case.steps, training.batch_size
        )
        np.savez(folder / f"{index}.npz", x=x, y=y)
        options: dict[str, object] = {"learning_rate": training.learning_rate}
        if training.optimizer == "sgd":
            options |= {"momentum": training.momentum, "nesterov": training.nesterov}
        described[name] = {
            "variant": case.model.variant,
            "activation": case.model.activation,
            "slope": case.model.negative_slope,
            "units": case.model.hidden_units if case.model.variant == "hidden-layer" else 1,
            "optimizer": training.optimizer,
            "options": options,
            "precision": training.precision,
            "starts": case.starts,
            "every": case.every,
            "is_the_question": case_name == "the question",
            "batches": str(folder / f"{index}.npz"),
        }
    (folder / "cases.json").write_text(json.dumps(described))
    program = Path(__file__).with_name("keras_fit.py")
    done = subprocess.run(
        [sys.executable, "-P", "-W", "ignore", str(program), str(folder / "cases.json"), str(folder / "paths.npz")],
        capture_output=True, text=True, check=False, timeout=280, env=os.environ | {"PYTHONWARNINGS": ""},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    with np.load(folder / "paths.npz") as paths:
        return dict(paths)


@pytest.mark.parametrize("engine_name", ["NumPy", "TensorFlow"])
@pytest.mark.parametrize("name", NAMES)
def test_the_path_is_keras_s(keras_paths, tensorflow_process, name, engine_name):
    problem, training, case = problem_and_training(name)
    engine: Engine = NumpyEngine(problem) if engine_name == "NumPy" else RemoteEngine(tensorflow_process, problem)
    engine.load(training, state_of_rows(case.starts, training.precision))
    path = engine.advance(case.steps).parameters[case.every - 1 :: case.every]
    expected = keras_paths[name]
    assert expected.shape == path.shape
    assert expected.dtype == path.dtype
    if name != "relu from zeros float64":  # whose derivative there is 0
        assert np.abs(expected[-1] - case.starts).max() > 0.01  # it has gone somewhere
    np.testing.assert_allclose(path, expected, rtol=0, atol=TOLERANCE[training.precision])
    engine.close()
