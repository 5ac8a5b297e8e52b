"""The claims of the lessons about a bias, and about an output weight and bias."""

import numpy as np
import pytest
from scipy.special import erfcx

from reluviz.landscape.pushes import pushes
from reluviz.scenario.lessons import Cue
from reluviz.scenario.model import Start
from tests.lessons.claims import basins_of, changed, claims, landscape_of, trained, weights

INPUTS = np.linspace(-4.0, 4.0, 801)
LINE = 0.25 - 1 / (2 * np.pi)
"""The loss of the best straight line."""


@claims("swing/ask")
def _(cue: Cue) -> None:
    assert [(start.weight, start.bias) for start in cue.scenario.start] == [(-1.0, 1.5), (-1.0, 0.5)]
    landscape = landscape_of(cue.scenario)
    assert landscape.loss([1.0, 0.0]) == 0.0
    for bias in (0.2, 1.0, 3.0):
        left, right = landscape.gradient([[-1e-7, bias], [1e-7, bias]])
        assert left == pytest.approx(right, abs=1e-5)
    left, right = landscape.gradient([[-1e-7, 0.0], [1e-7, 0.0]])
    assert abs(left[0] - right[0]) > 0.9


@claims("swing/answer")
def _(cue: Cue) -> None:
    run = trained(cue.scenario, every=10)
    assert run.parameters[-1, 0] == pytest.approx([1.0, 0.0], abs=0.01)
    assert run.fate == ("converged", "dead")
    assert run.loss[-1, 1] == pytest.approx(0.5, abs=1e-4)
    lower = run.parameters[:, 1]
    assert (lower[:, 0] < 0).all()
    assert lower[-1, 1] < 0 < lower[0, 1]
    active = landscape_of(cue.scenario).active_share(lower)[:, 0]
    assert active[-1] < 0.001 < active[0]


@claims("swing/flat")
def _(cue: Cue) -> None:
    landscape = landscape_of(cue.scenario)
    ray = np.stack([np.zeros(50), -np.linspace(0, 12, 50)], axis=1)
    assert landscape.loss(ray) == pytest.approx(0.5, abs=1e-15)
    assert (landscape.gradient(ray) == 0).all()
    assert (landscape.student([0.0, -0.5], INPUTS) == 0).all()
    run = trained(cue.scenario, steps=200)
    assert (run.parameters == run.parameters[0]).all()
    assert all(start.weight == 0.0 and float(start.bias) < 0 for start in cue.scenario.start)  # type: ignore[arg-type]
    rng = np.random.default_rng(0)
    points = rng.uniform(-3, 3, (500, 2))
    away = (np.hypot(points[:, 0] - 1, points[:, 1]) > 0.05) & ~((np.abs(points[:, 0]) < 0.3) & (points[:, 1] < 0.1))
    shallow = np.abs(points[:, 1]) < 3 * np.abs(points[:, 0])  # elsewhere too small for a limit, but not 0
    assert (np.linalg.norm(landscape.gradient(points[away & shallow]), axis=1) > 1e-4).all()
    near = landscape.gradient([[-0.2, -0.5], [-0.05, -0.5]])
    assert np.linalg.norm(near[1]) < 1e-3 * np.linalg.norm(landscape.gradient([-1.0, -0.5]))


@claims("swing/why")
def _(cue: Cue) -> None:
    landscape = landscape_of(cue.scenario)
    run = trained(cue.scenario, gradient="exact", every=20)
    for row in run.parameters[:, 0]:
        assert row[0] < 0 >= row[1]
        by_weight, by_bias = pushes(landscape, row, INPUTS)
        assert (by_weight[INPUTS >= 0] == 0).all()
        assert (by_weight <= 0).all()  # w rises towards 0
        assert (by_bias >= 0).all()  # b falls
    heard = landscape.student(run.parameters[:, 0], INPUTS).max(axis=1)
    assert (np.diff(heard) <= 1e-6).all()
    # τ = |b|/|w| grows without end, and d ln|w| = −Q(τ)/φ(τ) dτ; from (−1, 0) the bias comes to −τ |w|.
    assert run.parameters[-1, 0, 1] == pytest.approx(-0.51, abs=0.015)
    tau = np.linspace(0.0, 30.0, 30_001)
    ratio = erfcx(tau / np.sqrt(2)) * np.sqrt(np.pi / 2)
    assert tau[-1] * np.exp(-np.trapezoid(ratio, tau)) == pytest.approx(0.53, abs=2e-3)


@claims("swing/twelve")
def _(cue: Cue) -> None:
    run = trained(cue.scenario, every=2000)
    colors = [start.color for start in cue.scenario.start]
    assert colors == ["blue"] * 6 + ["red"] * 6
    assert run.fate[:6] == ("converged",) * 6
    assert set(run.fate[6:]) <= {"dead", "dying"}
    assert (run.loss[-1, 6:] > 0.499).all()
    assert all(start.color == "blue" for start in cue.scenario.start if start.weight > 0)  # type: ignore[operator]


@claims("swing/map")
def _(cue: Cue) -> None:
    assert cue.scenario.view.basins
    basins, fate = basins_of(changed(cue.scenario, gradient="exact"), (61, 61))
    for column in np.flatnonzero(basins.x < 0):
        good = fate[:, column] == "converged"
        assert (np.diff(good.astype(int)) >= 0).all()  # only those above a curve
    curve = {-1.0: 0.76, -0.5: 0.31}
    starts = [Start(weight=w, bias=b + aside) for w, b in curve.items() for aside in (-0.02, 0.02)]
    border = trained(changed(cue.scenario, *starts, gradient="exact", learning_rate=0.01), steps=10_000, every=10_000)
    assert [fate == "converged" for fate in border.fate] == [False, True, False, True]
    first = [Start(weight=-0.001, bias=part * np.sqrt(2) * 0.001**1.5) for part in (0.95, 1.05)]
    slow = trained(changed(cue.scenario, *first, gradient="exact", learning_rate=0.01), steps=10_000, every=10_000)
    assert [fate == "converged" for fate in slow.fate] == [False, True]
    points = np.random.default_rng(1).uniform(-3, 3, (400, 2))
    low = points[landscape_of(cue.scenario).loss(points) < 0.49]
    starts = [Start(weight=float(w), bias=float(b)) for w, b in low]
    below_half = trained(changed(cue.scenario, *starts, gradient="exact"), steps=6000, every=6000)
    assert set(below_half.fate) == {"converged"}
    level = trained(changed(cue.scenario, *(Start(weight=w) for w in (-2.0, -1.0, -0.3, 0.3, 1.0, 2.0))), every=2000)
    assert [fate == "converged" for fate in level.fate] == [False] * 3 + [True] * 3


@claims("flips/ask")
def _(cue: Cue) -> None:
    signs = [(np.sign(start.weight), np.sign(start.output_weight)) for start in cue.scenario.start]
    assert signs == [(1, 1), (1, -1), (-1, 1), (-1, -1)]
    run = trained(cue.scenario, every=3000)
    assert [fate == "converged" for fate in run.fate] == [True, True, False, False]


@claims("flips/top-bottom")
def _(cue: Cue) -> None:
    run = trained(cue.scenario)
    weight, output = weights(run)[:, 0], run.parameters[:, 0, 2]
    assert (weight > 0).all()
    assert output[0] < 0 < output[-1]
    assert np.count_nonzero(np.diff(np.sign(output))) == 1
    assert weight[-1] * output[-1] == pytest.approx(1.0, abs=1e-3)


@claims("flips/left-right")
def _(cue: Cue) -> None:
    run = trained(cue.scenario)
    assert (weights(run) < 0).all()
    assert run.parameters[0, 0, 2] > 0 > run.parameters[-1, 0, 2]
    assert run.loss[-1, 0] == pytest.approx(LINE, abs=5e-4)
    assert run.loss[-1, 0] == pytest.approx(0.091, abs=5e-4)
    assert pytest.approx(0.0908, abs=5e-5) == LINE
    weight, bias, *_ = run.parameters[-1, 0]
    assert -bias / weight > 2.5  # the kink is out on the right


@claims("flips/both")
def _(cue: Cue) -> None:
    run = trained(cue.scenario)
    assert (weights(run) < 0).all()
    assert (run.parameters[:, 0, 2] < 0).all()
    assert run.loss[-1, 0] == pytest.approx(0.091, abs=5e-4)


@claims("flips/kept")
def _(cue: Cue) -> None:
    run = trained(cue.scenario)
    weight, bias, output, _ = run.parameters[:, 0].T.astype(float)
    assert output**2 - weight**2 - bias**2 == pytest.approx(3.0, rel=0.03)
    assert (output < 0).all()
    assert run.fate == ("dead",)
    variance = 0.5 - 1 / (2 * np.pi)
    assert variance == pytest.approx(0.3408, abs=5e-5)
    assert run.loss[-1, 0] == pytest.approx(variance, abs=5e-4)
    assert run.loss[-1, 0] == pytest.approx(0.341, abs=5e-4)
