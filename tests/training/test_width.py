"""How often a hidden layer succeeds: the shares of Glorot starts, counted by another program."""

import pytest

from reluviz.landscape.landscape import Landscape
from reluviz.scenario.model import Data, Model, Starts, Target, Training
from reluviz.training.basins import BasinQuestion, compute_basins
from reluviz.training.basins_numpy import numpy_starts

ONE = Model(variant="weight-bias-output")
"""A layer of one unit, by the gradient in closed form."""


@pytest.mark.parametrize(
    ("model", "count", "share"),
    [(ONE, 4000, 0.343), (Model(variant="hidden-layer", hidden_units=2), 200, 0.782)],
    ids=["one unit", "two units"],
)
def test_the_share_of_starts_that_learn_grows_with_the_width(model, count, share):
    landscape = Landscape(Data(), (Target(),), model)
    training = Training(gradient="exact", steps=20_000, learning_rate=0.01, precision="float64")
    starts = Starts(kind="random", count=count, initializer="glorot_uniform", bias_initializer="zeros", seed=1)
    base, name = (0.0,) * len(landscape.names), landscape.names[0]
    asked = BasinQuestion(landscape, training, name, "", (0.0, 1.0), (0.0, 1.0), count, 1, base, drawn=starts)
    basins = compute_basins(asked, numpy_starts(asked))[0]
    found = (landscape.fast_loss(basins.final_parameters) < 1e-3).mean()
    # Three standard errors of so many starts.
    assert found == pytest.approx(share, abs=3 * (share * (1 - share) / count) ** 0.5)
