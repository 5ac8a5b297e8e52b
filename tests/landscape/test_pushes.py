"""The pushes add up to the gradient, whatever the student, and silent inputs push nothing."""

from itertools import pairwise

import numpy as np
import pytest

from reluviz.landscape.landscape import Landscape
from reluviz.landscape.pushes import pushes, silent_parts
from reluviz.scenario.model import Data, Model, Target

ROWS = {
    "weight": [-1.3],
    "weight-bias": [-0.8, 0.6],
    "weight-bias-output": [1.4, -0.5, -0.7, 0.3],
    "hidden-layer": [0.9, -1.2, 0.4, 0.3, 1.1, -0.6, 0.2],
}


def integral(landscape, row, low, high):
    """Integrate the pushes with Gauss and Legendre's rule between all kinks."""
    count = (len(row) - 1) // 3 if landscape.model.variant == "hidden-layer" else 1
    weight, bias = np.array(row[:count]), np.array(row[count : 2 * count] if len(row) > 1 else [0.0])
    edges = np.sort(np.concatenate((np.linspace(low, high, 41), -bias / weight, [0.0])))
    nodes, weights = np.polynomial.legendre.leggauss(20)
    total = np.zeros(len(row))
    for first, last in pairwise(edges.tolist()):
        half = (last - first) / 2
        total += pushes(landscape, row, (first + last) / 2 + half * nodes) @ (half * weights)
    return total


@pytest.mark.parametrize("activation", ["relu", "leaky_relu", "tanh", "elu"])
@pytest.mark.parametrize("variant", ROWS)
@pytest.mark.parametrize("data", [Data(), Data(distribution="uniform", low=-1.0, high=2.0, noise=0.5)], ids=["n", "u"])
def test_they_add_up_to_the_gradient(activation, variant, data):
    landscape = Landscape(data, (Target(),), Model(variant=variant, activation=activation))
    ends = (-9.0, 9.0) if data.distribution == "normal" else (data.low, data.high)
    found = integral(landscape, ROWS[variant], *ends)
    np.testing.assert_allclose(found, landscape.gradient(ROWS[variant]), atol=1e-10)


def test_of_an_upside_down_weight_no_positive_input_has_a_say():
    landscape = Landscape(Data(), (Target(),), Model())
    says = pushes(landscape, [-1.0], [-2.0, -0.5, 0.0, 0.5, 2.0])[0]
    assert (says[:2] < 0).all()  # to follow the gradient down is to raise w towards 0
    assert (says[2:] == 0).all()
    assert silent_parts(landscape, [-1.0], -4.0, 4.0) == [(0.0, 4.0)]
    assert silent_parts(landscape, [1.0], -4.0, 4.0) == [(-4.0, 0.0)]


def test_silence_ends_where_any_unit_hears():
    landscape = Landscape(Data(), (Target(),), Model(variant="hidden-layer"))
    # Units hear x > 1 and x < −2.
    assert silent_parts(landscape, [1.0, -1.0, -1.0, -2.0, 1.0, 1.0, 0.0], -4.0, 4.0) == [(-2.0, 1.0)]
    assert silent_parts(landscape, [0.0, 0.0, 0.0, -1.0, 1.0, 1.0, 0.0], -4.0, 4.0) == [(-4.0, 4.0)]
    assert silent_parts(landscape, [0.0, 0.0, 1.0, -1.0, 1.0, 1.0, 0.0], -4.0, 4.0) == []
    leaky = Landscape(Data(), (Target(),), Model(activation="leaky_relu"))
    assert silent_parts(leaky, [-1.0], -4.0, 4.0) == []
