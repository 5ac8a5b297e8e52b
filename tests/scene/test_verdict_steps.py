"""What the verdict says of how a run steps is true of the settings that led there, and of the loss's own curvature."""

import math
from dataclasses import replace

import numpy as np
import pytest

from reluviz.scene.verdict import verdict
from reluviz.training.engine import Chunk

EXACT = "engine = 'numpy'\ngradient = 'exact'\n"
SLOPE = 1 / math.sqrt(2 * math.pi)


def changed(training, history, **settings):
    """What the window does when a control moves: the history notes it, and the scenario has the new value."""
    before = training.scenario.training
    history.change_training([(key, getattr(before, key), value) for key, value in settings.items()])
    training.scenario = replace(training.scenario, training=replace(before, **settings))


def grows(rate, momentum, curvature, *, nesterov):
    """Whether steps on the parabola λ p²/2 grow, by taking them."""
    place, memory = 1.0, 0.0
    for _ in range(4000):
        push = rate * curvature * place
        memory = momentum * memory - push
        place += momentum * memory - push if nesterov else memory
        if abs(place) > 1e9:
            return True
    return False


@pytest.mark.parametrize(("rate", "start"), [(5.0, 4.0), (4.0, -1.0)])
def test_a_rate_that_is_too_large_is_told_beside_the_largest_that_is_not(trained, rate, start):
    text = f"[training]\nlearning_rate = {rate}\n{EXACT}[[start]]\nweight = {start}\n"
    found = verdict(trained(text, 200).moment())
    assert found.fate == "diverged"
    # Of one weight the curvature is 1 on both sides.
    assert f"Learning rate {rate:g} is above 2, the most that the curvature at its start allows." in found.detail


@pytest.mark.parametrize("rate", [5.0, 0.01])
def test_what_is_set_after_a_run_has_diverged_did_not_lead_there(trained, rate):
    training = trained(f"[training]\nlearning_rate = 2.5\n{EXACT}[[start]]\nweight = 4.0\n", 60)
    before = verdict(training.moment())
    assert "Learning rate 2.5 is above 2" in before.detail
    changed(training, training.history, learning_rate=rate)
    assert verdict(training.moment()) == before


def test_a_rate_that_was_set_on_the_way_is_held_against_the_curvature_there(placed):
    training = placed(f"[model]\nvariant = 'weight-bias'\n[training]\nlearning_rate = 0.1\n{EXACT}", [[-3.0, 0.0]])
    training.history.append(Chunk(1, np.full((20, 1, 2), [2.0, 0.0]), None))
    changed(training, training.history, learning_rate=5.0)
    training.history.append(Chunk(21, np.array([[[-50.0, 3.0]], [[2e7, 0.0]]]), None))
    found = verdict(training.moment())
    # For w > 0 and b = 0 the second derivatives are 1 and 2/√(2π): MATHS of one unit with a bias.
    most = 2 / (1 + 2 * SLOPE)
    assert f"Learning rate 5 is above {most:.2f}, the most that the curvature at step 20 allows." in found.detail


def test_the_steepest_direction_decides(placed):
    training = placed(f"[model]\nvariant = 'weight-bias'\n[training]\nlearning_rate = 1.5\n{EXACT}", [[2.0, 0.0]])
    training.history.append(Chunk(1, np.array([[[-50.0, 3.0]], [[2e7, 0.0]]]), None))
    # The other direction's curvature, 1 − 2/√(2π), would allow 9.9.
    assert f"is above {2 / (1 + 2 * SLOPE):.2f}, " in verdict(training.moment()).detail


def test_where_the_start_is_gentle_the_curvature_of_the_last_point_is_told(placed):
    start, last = [1.0, 0.0, 1.0, 0.0], [30.0, 0.0, 1.0, 0.0]
    text = f"[model]\nvariant = 'weight-bias-output'\n[training]\nlearning_rate = 0.2\n{EXACT}"
    training = placed(text, [start])
    training.history.append(Chunk(1, np.array([[last], [[2e7, 0.0, 0.0, 0.0]]]), None))
    detail = verdict(training.moment()).detail
    # Along v alone it is 2 E[relu(30 x)²] = 900, and along no other direction much more.
    most = float(detail.split("Learning rate 0.2 is above ")[1].split(",")[0])
    assert 0.95 * 2 / 900 < most <= 2 / 900
    assert "the most that the curvature there allows." in detail


@pytest.mark.parametrize("nesterov", [False, True])
@pytest.mark.parametrize("momentum", [0.5, 0.9])
def test_momentum_has_a_limit_of_its_own(trained, momentum, nesterov):
    text = f"[training]\nlearning_rate = 9.0\nmomentum = {momentum}\nnesterov = {str(nesterov).lower()}\n{EXACT}"
    found = verdict(trained(f"{text}[[start]]\nweight = -1.0\n", 400).moment())
    assert found.fate == "diverged"
    most = float(found.detail.split("is above ")[1].split(",")[0])
    assert not grows(0.99 * most, momentum, 1.0, nesterov=nesterov)
    assert grows(1.01 * most, momentum, 1.0, nesterov=nesterov)
    word = "Nesterov’s momentum" if nesterov else "momentum"
    assert found.detail.endswith(f"at its start allows with {word} {momentum}.")


def test_the_decay_of_adamw_is_told_by_its_factor(trained):
    text = f"[training]\noptimizer = 'adamw'\nlearning_rate = 1000.0\n{EXACT}[[start]]\nweight = 2.0\n"
    training = trained(text, 20)
    found = verdict(training.moment())
    assert found.fate == "diverged"
    assert "multiplies each parameter by −3 a step." in found.detail
    rows = training.history.path(training.history.runs[0].id, 4, found_at(training) - 1).parameters[:, 0]
    assert rows[1:] / rows[:-1] == pytest.approx(-3.0, abs=0.1)


def test_steps_as_long_as_the_rate_are_told_so(trained):
    text = "[model]\nvariant = 'weight-bias-output'\n[training]\noptimizer = 'lion'\nlearning_rate = 1000.0\n"
    training = trained(f"{text}{EXACT}[[start]]\nweight = 2.0\nbias = 1.0\noutput_weight = 2.0\n", 1100)
    found = verdict(training.moment())
    assert found.fate == "diverged"
    assert found.detail.endswith(
        "Each step moves a parameter by about the learning rate, 1,000, however small the gradient."
    )
    rows = training.history.path(training.history.runs[0].id, 900, found_at(training) - 1).parameters
    assert np.abs(np.diff(rows, axis=0)).max() == pytest.approx(1000.0, rel=1e-3)


def test_below_every_bound_the_last_step_is_told(placed):
    training = placed(f"[training]\nlearning_rate = 0.5\n{EXACT}", [[2.0]])
    training.history.append(Chunk(1, np.array([[[300.0]], [[2e7]]]), None))
    assert verdict(training.moment()).detail.endswith("At learning rate 0.5 the step to there was 298 long.")


def found_at(training):
    return training.history.runs[0].diverged_at
