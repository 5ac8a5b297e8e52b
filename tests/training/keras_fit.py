"""Trains with Keras `fit`, as anyone would write it, and writes the paths to a file; a program of its own.

`python keras_fit.py CASES.json PATHS.npz`: each case names the student, the optimizer, the precision, the starts, the
file of batches, and every which step is recorded: `fit` runs so many before it calls back.

TensorFlow stays out of the tests' process: it is large, and would slow down all that follow.
"""

import json
import os
import sys

os.environ.update(KERAS_BACKEND="tensorflow", CUDA_VISIBLE_DEVICES="-1", TF_CPP_MIN_LOG_LEVEL="3")

import keras
import numpy as np


def student(variant: str, activation: str, slope: float, units: int) -> keras.Sequential:
    """Return f(x) as Keras's layers."""
    act = keras.layers.LeakyReLU(slope) if activation == "leaky_relu" else keras.layers.Activation(activation)
    layers = [keras.Input((1,)), keras.layers.Dense(units, use_bias=variant != "weight"), act]
    if variant in {"weight-bias-output", "hidden-layer"}:
        layers.append(keras.layers.Dense(1))
    return keras.Sequential(layers)


def as_weights(model: keras.Sequential, row: list[float]) -> list[np.ndarray]:
    """Return a row of parameters (all weights, all biases, all output weights, output bias) as the layers hold them."""
    pieces, place = [], 0
    for weight in model.weights:
        size = int(np.prod(weight.shape))
        pieces.append(np.reshape(row[place : place + size], weight.shape))
        place += size
    return pieces


def fitted(case: dict, x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Return the path (records, runs, parameters) of the starts, each trained by `fit` on the same batches."""
    keras.config.set_floatx(case["precision"])
    paths = []
    for row in case["starts"]:
        keras.backend.clear_session()
        model = student(case["variant"], case["activation"], case["slope"], case["units"])
        optimizer = keras.optimizers.get({"class_name": case["optimizer"], "config": case["options"]})
        # Without XLA a model is ready in half the time.
        model.compile(loss="mse", optimizer=optimizer, jit_compile=False, steps_per_execution=case["every"])
        if case["is_the_question"]:  # in its own words
            model = keras.Sequential([keras.Input((1,)), keras.layers.Dense(1, use_bias=False), keras.layers.ReLU()])
            model.compile(loss="mse", optimizer="sgd")
        model.set_weights(as_weights(model, row))
        path: list[np.ndarray] = []

        def record(batch: int, logs: dict, model: keras.Sequential = model, path: list = path) -> None:
            path.append(np.concatenate([np.ravel(weight) for weight in model.get_weights()]))

        callback = keras.callbacks.LambdaCallback(on_train_batch_end=record)
        model.fit(
            x.reshape(-1, 1), y.reshape(-1, 1), batch_size=x.shape[1], shuffle=False, verbose=0, callbacks=[callback]
        )
        paths.append(np.stack(path))
    return np.stack(paths, axis=1)


def main() -> None:
    with open(sys.argv[1], encoding="utf-8") as file:  # noqa: PTH123
        cases = json.load(file)
    results = {}
    for name, case in cases.items():
        with np.load(case["batches"]) as batches:
            results[name] = fitted(case, batches["x"], batches["y"])
    np.savez(sys.argv[2], **results)


if __name__ == "__main__":
    main()
