"""The claims of the lessons about remedies: momentum, other activations, Adam, noise."""

import math

import numpy as np
import pytest

from reluviz.landscape.pushes import pushes
from reluviz.scenario.lessons import Cue
from reluviz.scenario.model import Start
from reluviz.scenario.racers import racers
from tests.lessons.claims import basins_of, changed, claims, landscape_of, raced, settled_at, trained, weights

INPUTS = np.linspace(-4.0, 4.0, 801)


@claims("momentum/ask")
def _(cue: Cue) -> None:
    run = trained(cue.scenario)
    assert cue.scenario.training.momentum == 0.9
    assert (weights(run) > 0).any()
    assert settled_at(cue.scenario, run, 0.001) == [92]
    assert cue.scenario.training.learning_rate == 0.01
    for rate in (0.01, 0.1, 0.5, 0.99):
        assert (weights(trained(cue.scenario, momentum=0.0, learning_rate=rate)) <= 0).all(), rate


@claims("momentum/enough")
def _(cue: Cue) -> None:
    assert (1 - math.sqrt(0.9)) ** 2 == pytest.approx(0.0026, abs=5e-5)
    above, below = raced(cue.scenario)
    assert above.fate == ("converged",)
    assert (weights(below) < 0).all()
    assert weights(below)[-1, 0] == pytest.approx(0.0, abs=1e-3)
    for rate, crosses in ((0.0025, False), (0.0028, True)):
        run = trained(cue.scenario, learning_rate=rate, precision="float64")
        assert (weights(run) > 0).any() == crosses


@claims("momentum/bias")
def _(cue: Cue) -> None:
    misses, arrives = raced(cue.scenario)
    assert misses.fate == ("dead",)
    assert (weights(misses) < 0).all()
    assert arrives.fate == ("converged",)
    assert [racer.scenario.training.learning_rate for racer in racers(cue.scenario)] == [0.01, 0.02]
    just_above = trained(cue.scenario, learning_rate=0.011)
    assert (weights(just_above) > 0).any()


@claims("momentum/harms")
def _(cue: Cue) -> None:
    plain, thrown = raced(cue.scenario)
    assert plain.fate == ("converged",)
    assert thrown.fate == ("dead",)
    assert thrown.parameters[-1, 0, 1] < 0


@claims("momentum/map")
def _(cue: Cue) -> None:
    assert cue.scenario.view.basins
    basins, fate = basins_of(cue.scenario, (31, 31))
    _, plain = basins_of(changed(cue.scenario, momentum=0.0), (31, 31))
    left = basins.x[None, :] < 0
    good, without = fate == "converged", plain == "converged"
    assert (good & ~without & left).sum() > 20
    assert ((fate == "dead") & without & ~left).sum() > 20
    assert ((fate == "dead") & left).any()  # some are saved, some are lost; not all
    assert (good & ~left).any()


@claims("leaky/ask")
def _(cue: Cue) -> None:
    leaky, relu = raced(cue.scenario)
    training = cue.scenario.training
    assert (training.optimizer, training.learning_rate, training.momentum) == ("sgd", 0.01, 0.0)
    assert cue.scenario.model.negative_slope == 0.3
    assert leaky.parameters[-1, 0, 0] > 0.9
    assert relu.parameters[-1, 0, 0] == pytest.approx(0.0, abs=1e-4)
    assert (weights(relu) < 0).all()


@claims("leaky/crosses")
def _(cue: Cue) -> None:
    landscape = landscape_of(cue.scenario)
    (push,) = pushes(landscape, [-1.0], INPUTS)
    assert (push[INPUTS > 0] < 0).all()  # against the gradient: more
    assert landscape.gradient([-1e-9])[0] == pytest.approx(-0.3, abs=1e-8)
    path = weights(trained(cue.scenario))[:, 0]
    assert path[0] < 0 < path[-1]


@claims("leaky/price")
def _(cue: Cue) -> None:
    run = trained(cue.scenario)
    best = 1 / (1 + 0.3**2)
    assert best == pytest.approx(0.917, abs=5e-4)
    assert weights(run)[-1, 0] == pytest.approx(best, abs=2e-3)
    assert run.loss[-1, 0] == pytest.approx(0.041, abs=5e-4)
    assert landscape_of(cue.scenario).lowest_loss == pytest.approx(0.0413, abs=5e-5)


@claims("leaky/small-leak")
def _(cue: Cue) -> None:
    small, large = raced(cue.scenario)
    other = cue.scenario.varied(cue.scenario.variation[0])
    assert settled_at(cue.scenario, small, 0.001) == [770]
    assert settled_at(other, large, 0.001) == [420]
    assert landscape_of(cue.scenario).lowest_loss == pytest.approx(0.00005, abs=5e-6)


@claims("leaky/smooth")
def _(cue: Cue) -> None:
    runs = raced(cue.scenario, every=50, steps=600)
    varied = [cue.scenario, *(cue.scenario.varied(entry) for entry in cue.scenario.variation)]
    assert [scenario.model.activation for scenario in varied] == ["elu", "silu", "gelu"]
    for scenario, run, price in zip(varied, runs, (0.133, 0.029, 0.012), strict=True):
        lowest = landscape_of(scenario).lowest_loss
        assert lowest == pytest.approx(price, abs=5e-4)
        assert weights(run)[-1, 0] > 0
        assert run.loss[-1, 0] - lowest < 1e-3


@claims("leaky/with-bias")
def _(cue: Cue) -> None:
    elu, silu, gelu = raced(cue.scenario, every=2000)
    assert (elu.fate, silu.fate) == (("converged",), ("converged",))
    assert gelu.loss[-1, 0] == pytest.approx(0.5, abs=5e-3)
    assert weights(gelu)[-1, 0] < 0
    far = raced(changed(cue.scenario, Start(weight=-10.0)), every=2000)
    assert [run.fate[0] == "converged" for run in far] == [True, False, False]


@claims("adam/ask")
def _(cue: Cue) -> None:
    first = np.diff(weights(trained(cue.scenario, steps=1)), axis=0)[0]
    assert first == pytest.approx([0.1, 0.1], rel=1e-4)
    assert [start.weight for start in cue.scenario.start] == [-1.0, -10.0]
    far, near = landscape_of(cue.scenario).gradient([[-10.0], [-0.1]])
    assert far == pytest.approx(100 * near)
    path = weights(trained(cue.scenario, gradient="exact", precision="float64", steps=2))
    before, now = landscape_of(cue.scenario).gradient(path[:2, :, None])[:, :, 0]
    direction = (0.9 * 0.1 * before + 0.1 * now) / (1 - 0.9**2)
    square = (0.999 * 0.001 * before**2 + 0.001 * now**2) / (1 - 0.999**2)
    assert path[2] - path[1] == pytest.approx(-0.1 * direction / np.sqrt(square), rel=1e-5)


@claims("adam/crosses")
def _(cue: Cue) -> None:
    run = trained(cue.scenario)
    assert settled_at(cue.scenario, run, 0.001) == [62, 418]
    for rate in (0.01, 0.1, 0.99):
        descent = trained(cue.scenario, optimizer="sgd", learning_rate=rate, steps=2000)
        assert settled_at(cue.scenario, descent, 0.001) == [None, None], rate
    assert weights(run)[:, 0].max() == pytest.approx(1.3, abs=0.01)  # beyond 1, and back
    assert run.fate == ("converged", "converged")


@claims("adam/small")
def _(cue: Cue) -> None:
    near, far = settled_at(cue.scenario, trained(cue.scenario))
    assert near == pytest.approx(7000, abs=50)
    assert far == pytest.approx(20_000, abs=200)


@claims("adam/with-bias")
def _(cue: Cue) -> None:
    run = trained(cue.scenario)
    assert run.fate == ("converged", "dead")
    assert (weights(run)[:, 1] < 0).all()


@claims("noise/batches")
def _(cue: Cue) -> None:
    large, small = raced(cue.scenario)
    for run in (large, small):
        path = weights(run)[:, 0]
        assert (path <= 0).all()
        assert (np.diff(path) >= 0).all()  # every batch says: towards 0
        assert path[-1] == pytest.approx(0.0, abs=1e-6)
    samples = np.linspace(-5, -0.01, 100)
    assert (2 * np.maximum(-1.0 * samples, 0) * samples < 0).all()  # each sample's gradient at w = −1: w rises


@claims("noise/single")
def _(cue: Cue) -> None:
    path = weights(trained(cue.scenario))[:, 0]
    assert int(np.argmax(path > 0)) == 754
    assert path[-1] == pytest.approx(1.0, abs=1e-3)
    assert path[753] > -1e-6  # tiny by then
    lucky = weights(trained(cue.scenario, seed=3, steps=20))[:, 0]
    assert int(np.argmax(lucky > 0)) == 9
    unlucky = weights(trained(cue.scenario, seed=0, steps=3000))
    assert (unlucky <= 0).all()
    assert unlucky[-1] == 0
    assert np.finfo(unlucky.dtype).bits == 32


@claims("noise/odds")
def _(cue: Cue) -> None:
    def tail(rate: float) -> float:
        return 0.5 * math.erfc(math.sqrt(1 / (2 * rate)) / math.sqrt(2))

    assert 1 / tail(0.05) == pytest.approx(1277, abs=1)
    assert tail(0.05) == pytest.approx(7.8e-4, rel=0.01)
    assert tail(0.01) == pytest.approx(7.7e-13, rel=0.01)
    assert 1 / tail(0.01) == pytest.approx(1e12, rel=0.4)
    assert tail(0.05) / tail(0.01) == pytest.approx(1e9, rel=0.1)
    crossing = np.random.default_rng(0).standard_normal(2_000_000)
    share = ((crossing < 0) & (1 - 2 * 0.05 * crossing**2 < 0)).mean()
    assert share == pytest.approx(tail(0.05), rel=0.1)
    assert (weights(trained(cue.scenario)) < 0).all()


@claims("noise/targets")
def _(cue: Cue) -> None:
    assert cue.scenario.data.noise == 0.1
    assert cue.scenario.training.batch_size == 1000
    assert -10.0 in [start.weight for start in cue.scenario.start]
    for seed in range(4):
        run = trained(cue.scenario, seed=seed, every=2000)
        assert run.fate == ("converged", "converged")
        assert weights(run)[-1] == pytest.approx([1.0, 1.0], abs=0.02)
    path = weights(trained(cue.scenario))[:, 0]
    assert (np.diff(path[path < 0]) < 0).any()  # some batches say: more negative


@claims("noise/floor")
def _(cue: Cue) -> None:
    landscape = landscape_of(cue.scenario)
    assert landscape.lowest_loss == pytest.approx(0.01, abs=1e-12)
    assert landscape.loss([1.0]) == pytest.approx(0.01, abs=1e-12)
    assert (landscape.loss(np.linspace(-3, 3, 61)[:, None]) >= 0.01).all()
