"""The claims of the lessons about a single weight: the question, why it stops, learning rates."""

import numpy as np
import pytest

from reluviz.landscape.pushes import pushes
from reluviz.scenario.lessons import Cue
from reluviz.scenario.model import Data, Start, Target
from tests.lessons.claims import P0, basins_of, changed, claims, landscape_of, raced, settled_at, trained, weights

INPUTS = np.linspace(-4.0, 4.0, 801)


@claims("question/ask")
def _(cue: Cue) -> None:
    scenario, training = cue.scenario, cue.scenario.training
    assert (scenario.data, scenario.target) == (Data(), (Target(),))
    assert (scenario.model.variant, scenario.model.activation) == ("weight", "relu")
    assert [start.weight for start in scenario.start] == [10.0, -10.0]
    assert (training.optimizer, training.learning_rate, training.momentum) == ("sgd", 0.01, 0.0)
    assert (training.gradient, training.batch_size, training.steps) == ("batch", 1000, 2000)
    assert landscape_of(scenario).loss([1.0]) == 0.0


@claims("question/answer")
def _(cue: Cue) -> None:
    run = trained(cue.scenario)
    assert weights(run)[-1] == pytest.approx([1.0, 0.0], abs=1e-5)
    assert run.loss[-1] == pytest.approx([0.0, 0.5], abs=1e-6)
    assert (weights(run)[:, 1] <= 0).all()
    assert (np.diff(weights(run)[:, 0]) <= 1e-6).all()  # it slides


@claims("question/nothing")
def _(cue: Cue) -> None:
    landscape = landscape_of(cue.scenario)
    assert (landscape.student([0.0], INPUTS) == 0).all()
    assert landscape.loss([0.0]) == pytest.approx(landscape.target_power, abs=1e-15)
    assert landscape.target_power == pytest.approx(0.5, abs=1e-15)
    assert (landscape.loss(-np.geomspace(1e-6, 1e3, 50)[:, None]) > 0.5).all()
    # The panels tell of the first run: it is the one that comes to 0, and is silent there.
    final = trained(cue.scenario, every=cue.last_step).parameters[-1, 0]
    assert np.abs(landscape.student(final, INPUTS)).max() < 1e-3


@claims("question/half")
def _(cue: Cue) -> None:
    assert cue.scenario.view.basins
    basins, fate = basins_of(cue.scenario, (240, 1))  # an even number: none at 0 itself
    assert ((fate[0] == "converged") == (basins.x > 0)).all()
    assert basins.shares()["converged"] == 0.5


@claims("stops/parabolas")
def _(cue: Cue) -> None:
    w = np.linspace(-3.0, 3.0, 61)
    expected = np.where(w > 0, (w - 1) ** 2 / 2, 0.5 + w**2 / 2)
    assert landscape_of(cue.scenario).loss(w[:, None]) == pytest.approx(expected, abs=1e-14)


@claims("stops/slopes")
def _(cue: Cue) -> None:
    slopes = landscape_of(cue.scenario).gradient([[-1e-9], [1e-9], [-0.01], [0.01]])[:, 0]
    assert slopes == pytest.approx([0.0, -1.0, -0.01, -0.99], abs=1e-8)
    assert [start.weight for start in cue.scenario.start] == [0.01, -0.01]
    assert weights(trained(cue.scenario))[-1] == pytest.approx([1.0, 0.0], abs=1e-4)


@claims("stops/no-minimum")
def _(cue: Cue) -> None:
    landscape = landscape_of(cue.scenario)
    beside = np.geomspace(1e-12, 1.0, 100)
    assert (landscape.loss(beside[:, None]) < landscape.loss([0.0])).all()
    steps = np.abs(np.diff(weights(trained(cue.scenario))[:, 1].astype(float)))
    assert (np.diff(steps) <= 0).all()


@claims("stops/pushes")
def _(cue: Cue) -> None:
    assert [start.weight for start in cue.scenario.start] == [-1.0]
    landscape = landscape_of(cue.scenario)
    for w in (-10.0, -1.0, -1e-3):
        (push,) = pushes(landscape, [w], INPUTS)
        assert (push[INPUTS >= 0] == 0).all()
        assert (push[INPUTS < 0] != 0).all()
    assert (landscape.teacher(INPUTS[INPUTS <= 0]) == 0).all()
    error = np.abs(landscape.student([-0.1], INPUTS) - landscape.teacher(INPUTS))
    assert error[INPUTS > 0].max() > error[INPUTS < 0].max()


@claims("stops/shrinks")
def _(cue: Cue) -> None:
    (push,) = pushes(landscape_of(cue.scenario), [-1.0], INPUTS)
    assert (push[INPUTS < 0] < 0).all()  # against the gradient w rises: |w| falls
    path = weights(trained(cue.scenario, precision="float64"))[:, 0]
    assert path[1:] / path[:-1] == pytest.approx(1 - cue.scenario.training.learning_rate, abs=1e-12)
    assert (path < 0).all()
    assert path[1000] == pytest.approx(-0.00004, abs=5e-6)
    assert cue.scenario.training.learning_rate == 0.01


@claims("rates/below-one")
def _(cue: Cue) -> None:
    runs = raced(cue.scenario)
    near = [int(np.argmax(weights(run)[:, 0] > -0.1)) for run in runs]
    assert [run.fate[0] for run in runs[1:]] == ["stuck", "stuck"]
    assert all((weights(run) <= 0).all() for run in runs)
    assert near[0] > near[1] > near[2] > 0
    for run, rate in zip(runs, (0.01, 0.1, 0.5), strict=True):
        assert weights(run)[1, 0] == pytest.approx(-10 * (1 - rate), rel=1e-6)


@claims("rates/one")
def _(cue: Cue) -> None:
    run = trained(changed(cue.scenario, Start(weight=-10.0), Start(weight=10.0)), steps=5)
    assert weights(run)[:, 0].tolist() == [-10.0, *[0.0] * 5]
    assert weights(run)[1:, 1].tolist() == [1.0] * 5
    assert landscape_of(cue.scenario).gradient([0.0]) == 0.0
    assert run.fate == ("dead", "converged")


@claims("rates/between")
def _(cue: Cue) -> None:
    run = trained(cue.scenario, steps=cue.last_step)
    assert run.fate == ("converged", "converged")
    assert weights(run)[1, 0] == 5.0
    beyond = weights(run)[:, 1].astype(float) - 1
    right = np.flatnonzero((beyond[:-1] > -1) & (np.abs(beyond[:-1]) > 1e-3))
    assert beyond[right + 1] / beyond[right] == pytest.approx(-0.5, abs=1e-3)
    starts = [Start(weight=float(w)) for w in np.linspace(-12, 12, 200)]
    for rate in (1.01, 1.5, 1.9, 1.99):
        many = trained(changed(cue.scenario, *starts), steps=1000, every=1000, learning_rate=rate)
        assert set(many.fate) == {"converged"}, rate
    onto = trained(changed(cue.scenario, *(Start(weight=w) for w in (0.0, 3.0, -6.0))))
    assert set(onto.fate) == {"dead"}
    assert (weights(onto)[-1] == 0).all()


@claims("rates/above-two")
def _(cue: Cue) -> None:
    assert [start.weight for start in cue.scenario.start] == [-10.0, 10.0]
    assert trained(cue.scenario, steps=cue.last_step).fate == ("diverged", "diverged")
    path = np.abs(weights(trained(cue.scenario, steps=20)))
    assert (np.diff(path, axis=0) > 0).all()
    border = (-2.0, 3.0)
    inside = (border[0] + 0.01, -0.5, 0.5, 1.5, 2.0, 2.9, border[1] - 0.01)
    near = trained(changed(cue.scenario, *(Start(weight=w) for w in inside)), steps=500)
    assert np.abs(weights(near)).max() < border[1]
    beyond = (Start(weight=w) for w in (border[0] - 0.01, border[1] + 0.01))
    assert set(trained(changed(cue.scenario, *beyond), steps=500).fate) == {"diverged"}
    low, high = cue.scenario.view.x_range
    assert (path[:5] < min(-low, high)).all()  # the first jumps are seen to grow
    assert (np.ptp(weights(near)[-50:], axis=0) > 0.5).all()


@claims("rates/with-bias")
def _(cue: Cue) -> None:
    landscape = landscape_of(cue.scenario)
    h = 1e-5
    hessian = (landscape.gradient([[1 + h, 0], [1, h]]) - landscape.gradient([[1 - h, 0], [1, -h]])) / (2 * h)
    curvatures = np.linalg.eigvalsh(hessian)
    assert curvatures == pytest.approx([1 - 2 * P0, 1 + 2 * P0], abs=1e-4)
    assert curvatures == pytest.approx([0.20, 1.80], abs=5e-3)
    assert pytest.approx(0.399, abs=5e-4) == P0
    assert 2 / curvatures[1] == pytest.approx(1.11, abs=5e-3)
    at_one, above = raced(cue.scenario)
    assert settled_at(cue.scenario, at_one)[0] is not None
    assert above.loss[-100:].min() > 0.01
