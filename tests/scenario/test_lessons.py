"""The built-in scenarios do what their comments say, by an integration of their own."""

import numpy as np
import pytest

from reluviz.scenario.sources import built_in_names, find_scenario
from reluviz.scenario.text import localized

# The inputs as a fine grid with the normal density as weights: the expected loss without a closed form.
X = np.linspace(-8.0, 8.0, 1601)
WEIGHTS = np.exp(-(X**2) / 2) / np.sqrt(2 * np.pi) * (X[1] - X[0])
Y = np.maximum(X, 0.0)


def trained(scenario):
    """Return the final (w, b, v, c) of each start, (R, 4), and its loss, (R,), by plain gradient descent."""
    training = scenario.training
    starts = np.array([[start.weight, start.bias, start.output_weight, start.output_bias] for start in scenario.start])
    w, b, v, c = (column[:, None] for column in starts.T.copy())
    has_bias = scenario.model.variant != "weight"
    has_output = scenario.model.variant == "weight-bias-output"
    for _ in range(training.steps):
        inner = w * X + b
        active = np.maximum(inner, 0.0)
        residual = 2 * (v * active + c - Y) * WEIGHTS
        through = residual * (inner > 0) * v
        w = w - training.learning_rate * (through @ X)[:, None]
        b = b - training.learning_rate * has_bias * through.sum(1, keepdims=True)
        v, c = (
            v - training.learning_rate * has_output * (residual * active).sum(1, keepdims=True),
            c - training.learning_rate * has_output * residual.sum(1, keepdims=True),
        )
    loss = ((v * np.maximum(w * X + b, 0) + c - Y) ** 2 * WEIGHTS).sum(1)
    return np.concatenate([w, b, v, c], axis=1), loss


def test_each_has_titles_in_both_languages():
    for name in built_in_names():
        title = find_scenario(name).title
        assert isinstance(title, dict), name
        assert {"en", "fr"} <= set(title)
        assert localized(title, "en") != localized(title, "fr")


def test_the_puzzle():
    final, _ = trained(find_scenario("puzzle"))
    assert final[:, 0] == pytest.approx([1.0, 0.0], abs=1e-4)


def test_bias_blue_starts_succeed_and_red_ones_fade():
    scenario = find_scenario("bias")
    final, loss = trained(scenario)
    for start, (weight, bias, *_), value in zip(scenario.start, final, loss, strict=True):
        if start.color == "blue":
            assert value < 5e-3
        else:
            assert weight < 0
            assert bias < 0
            assert value == pytest.approx(0.5, abs=2e-4)


def test_output_mends_top_and_bottom_only():
    scenario = find_scenario("output")
    final, loss = trained(scenario)
    results = {
        localized(start.label): (tuple(row), value)
        for start, row, value in zip(scenario.start, final, loss, strict=True)
    }
    for label in ("the right way round", "upside down"):
        (weight, _, output_weight, _), value = results[label]
        assert value < 1e-3
        assert weight * output_weight == pytest.approx(1.0, abs=2e-3)
        assert weight > 0
    # Dead at loss 1/2 − 1/(2π), and on its way to the best straight line at 1/2 − 1/(2π) − 1/4.
    assert results["upside down, v too large"][1] == pytest.approx(0.5 - 1 / (2 * np.pi), abs=1e-4)
    for label in ("left for right", "both"):
        (weight, _, output_weight, _), value = results[label]
        assert weight < 0
        assert output_weight < 0
        assert value == pytest.approx(0.25 - 1 / (2 * np.pi), abs=5e-3)
