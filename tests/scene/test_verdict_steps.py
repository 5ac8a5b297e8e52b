"""What the verdict says of how a run steps is true of the settings that led there, and of the loss's own curvature."""

import math
from dataclasses import replace

import numpy as np
import pytest

from reluviz.scene.verdict import verdict
from reluviz.training.engine import Chunk
from reluviz.training.history import History, Run

EXACT = "engine = 'numpy'\ngradient = 'exact'\n"
XS = np.linspace(-9, 9, 3601)
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
    assert "the most that the curvature at the last point allows." in detail


def test_the_curvature_of_many_units_is_that_of_one_shared_among_them(placed):
    # Of 20 equal units the steepest direction is that of all of them together.
    units, rate = 20, 1.0
    text = f"[model]\nvariant = 'hidden-layer'\nhidden_units = {units}\n[training]\nlearning_rate = {rate}\n{EXACT}"
    start = np.concatenate((np.full(units, 0.5), np.full(units, 9.0), np.full(units, 2.0), [0.0]))
    training = placed(text, [start])
    training.history.append(Chunk(1, np.full((1, 1, 3 * units + 1), 2e7), None))
    # With b = 9 every input is on the line f = Σ vⱼ (wⱼ x + bⱼ) + c; the Hessian is 2 E[∇f ∇fᵀ] + 2 E[(f − y) ∇²f].
    slopes = np.concatenate((2.0 * XS * np.ones((units, 1)), np.full((units, len(XS)), 2.0),
                             0.5 * XS + np.full((units, 1), 9.0), np.ones((1, len(XS)))))  # fmt: skip
    weights = np.exp(-XS * XS / 2) / math.sqrt(2 * math.pi) * (XS[1] - XS[0])
    error = units * 2.0 * (0.5 * XS + 9.0) - np.maximum(XS, 0)
    hessian = 2 * (slopes * weights) @ slopes.T
    for unit in range(units):
        for place, mixed in ((unit, XS), (units + unit, np.ones_like(XS))):
            hessian[place, 2 * units + unit] += 2 * np.sum(weights * error * mixed)
            hessian[2 * units + unit, place] += 2 * np.sum(weights * error * mixed)
    told = verdict(training.moment()).detail.split("is above ")[1].split(",")[0]
    mantissa, _, power = told.partition("·10⁻")
    most = float(mantissa) * 10.0 ** -int((power or "⁰").translate(str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")))
    assert most == pytest.approx(2 / np.linalg.eigvalsh(hessian)[-1], rel=0.01)


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
    assert f"at its start allows with {word} {momentum}." in found.detail


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
    assert found.detail.startswith(
        "Each step moves a parameter by about the learning rate, 1,000, however small the gradient."
    )
    rows = training.history.path(training.history.runs[0].id, 900, found_at(training) - 1).parameters
    assert np.abs(np.diff(rows, axis=0)).max() == pytest.approx(1000.0, rel=1e-3)


def test_below_every_bound_the_last_step_is_told(placed):
    training = placed(f"[training]\nlearning_rate = 0.5\n{EXACT}", [[2.0]])
    training.history.append(Chunk(1, np.array([[[300.0]], [[2e7]]]), None))
    assert verdict(training.moment()).detail.startswith("At learning rate 0.5 the step to the last point was 298 long.")


def found_at(training):
    return training.history.runs[0].diverged_at


@pytest.mark.parametrize("step", [1998, 1999])
def test_a_run_that_jumps_for_ever_is_said_to(trained, step):
    text = f"[model]\nvariant = 'weight-bias'\n[training]\nlearning_rate = 1.2\n{EXACT}"
    training = trained(f"{text}[[start]]\nweight = 2.0\nbias = -2.0\n", 2000)
    found = verdict(training.moment(step))
    assert found.fate == "moving"
    rows = training.history.path(training.history.runs[0].id, 1990, 2000).parameters[:, 0]
    assert found.headline == f"Jumping to and fro: w between {rows.min():.3f} and {rows.max():.3f}"
    # MATHS of one unit with a bias: the largest curvature at its minimum is 1 + 2/√(2π).
    most = 2 / (1 + 2 * SLOPE)
    assert found.detail == (
        f"Learning rate 1.2 is above {most:.2f}, the most that the curvature at the minimum allows."
    )


def test_at_the_very_bound_no_step_shrinks(trained):
    training = trained(f"[training]\nlearning_rate = 2.0\n{EXACT}[[start]]\nweight = 1.5\n", 200)
    found = verdict(training.moment())
    assert found.headline == "Jumping to and fro: w between 0.500 and 1.500"
    assert found.detail.startswith("Learning rate 2 is the very one")


def test_jumps_that_shrink_are_a_loss_that_falls(trained):
    training = trained(f"[training]\nlearning_rate = 1.97\n{EXACT}[[start]]\nweight = 1.9\n", 200)
    assert verdict(training.moment(40)).headline.startswith("Moving: loss")
    assert "falling" in verdict(training.moment(40)).headline


def test_jumps_are_those_of_the_present_settings(trained):
    training = trained(f"[training]\nlearning_rate = 0.01\n{EXACT}[[start]]\nweight = 6.0\n", 200)
    place = float(training.moment().followed_run.position[0]) - 1
    changed(training, training.history, learning_rate=2.0)
    rows = 1 + place * (-1.0) ** np.arange(1, 41)
    training.history.append(Chunk(201, rows.reshape(-1, 1, 1), None))
    assert verdict(training.moment(200)).headline.startswith("Moving: loss")
    assert verdict(training.moment()).headline == f"Jumping to and fro: w between {1 - place:.3f} and {1 + place:.3f}"


@pytest.mark.parametrize(
    "rows",
    [
        # Down a valley from side to side, and round in a slow swing.
        [[3 + (-1) ** k * 0.03, 2 - 0.02 * k] for k in range(101)],
        [[2 + math.cos(k * math.pi / 25), 1 + math.sin(k * math.pi / 25)] for k in range(101)],
    ],
)
def test_who_gets_on_or_swings_does_not_jump(placed, rows):
    training = placed(f"[model]\nvariant = 'weight-bias'\n[training]\n{EXACT}", [rows[0]])
    training.history.append(Chunk(1, np.array(rows[1:]).reshape(-1, 1, 2), None))
    assert "to and fro" not in verdict(training.moment()).headline


@pytest.mark.parametrize(("optimizer", "rate", "low", "high"), [("rmsprop", 1.0, 0.5, 1.5), ("lion", 0.5, 0.7, 1.7)])
def test_steps_as_long_as_the_rate_do_not_come_to_rest(trained, optimizer, rate, low, high):
    text = f"[training]\noptimizer = '{optimizer}'\nlearning_rate = {rate}\n{EXACT}[[start]]\nweight = 1.7\n"
    found = verdict(trained(text, 400).moment())
    assert found.headline == f"Jumping to and fro: w between {low:.3f} and {high:.3f}"
    assert f"about the learning rate, {rate:g}, however" in found.detail


def test_a_thinned_history_hides_no_jumps(placed):
    training = placed(f"[training]\nlearning_rate = 2.0\n{EXACT}", [[1.5]])
    history = History(training.landscape.fast_loss, 1, np.float64, budget=100_000)
    history.restart([Run(history.new_id())], np.array([[1.5]]))
    rows = 1 + 0.5 * (-1.0) ** np.arange(1, 60_001)
    for first in range(0, 60_000, 5000):
        history.append(Chunk(first + 1, rows[first : first + 5000].reshape(-1, 1, 1), None))
    training.history = history
    assert len(history.path(history.runs[0].id, 59_900, 60_000).steps) < 90
    assert verdict(training.moment(60_000)).headline == "Jumping to and fro: w between 0.500 and 1.500"


@pytest.mark.parametrize("start", [[0.3, -0.4], [3.0, 1.0]])
def test_a_run_on_its_way_does_not_jump(trained, start):
    text = f"[model]\nvariant = 'weight-bias'\n[training]\nlearning_rate = 0.01\n{EXACT}"
    training = trained(f"{text}[[start]]\nweight = {start[0]}\nbias = {start[1]}\n", 200)
    assert all(verdict(training.moment(step)).headline.startswith("Moving") for step in (20, 60, 120))


def test_batches_that_pull_to_and_fro_are_not_called_slow(trained):
    text = "[training]\nlearning_rate = 0.7\nbatch_size = 20\nengine = 'numpy'\n[data]\nnoise = 2.0\n"
    training = trained(f"{text}[[start]]\nweight = 1.5\n", 400)
    told = [verdict(training.moment(step)) for step in range(200, 400, 7)]
    jumped = [found for found in told if found.headline.startswith("Jumping")]
    assert len(jumped) > len(told) // 3
    assert all(found.detail.endswith("long on average, lead back again and again.") for found in jumped)


@pytest.mark.parametrize("rate", [0.01, 0.05])
def test_noise_on_the_way_is_no_jumping(trained, rate):
    text = f"[training]\nlearning_rate = {rate}\nbatch_size = 5\nengine = 'numpy'\n"
    training = trained(f"{text}[[start]]\nweight = 6.0\n", 80)
    assert not any("to and fro" in verdict(training.moment(step)).headline for step in range(80))


def test_a_run_that_dies_at_every_second_step_only_does_not_die(trained):
    text = f"[training]\noptimizer = 'lion'\nlearning_rate = 3.0\n{EXACT}[[start]]\nweight = 1.7\n"
    training = trained(text, 400)
    told = [verdict(training.moment(step)) for step in range(380, 400)]
    assert {found.fate for found in told} == {"dying", "moving"}
    assert {found.headline.split(":")[0] for found in told} == {"Jumping to and fro"}


def test_a_run_that_jumps_where_it_only_dies_is_dying(placed):
    ends = [-1.0, -1.0, 1.0, 0.0], [-1.0, -1.0, 1.5, 0.3]
    training = placed(f"[model]\nvariant = 'weight-bias-output'\n[training]\n{EXACT}", [ends[0]])
    training.history.append(Chunk(1, np.array([[ends[step % 2]] for step in range(1, 101)]), None))
    assert verdict(training.moment()).headline.startswith("Dying: only inputs x < −1 ")


@pytest.mark.parametrize(
    ("rate", "why"),
    [
        (0.7, "Its steps, "),
        # Where the neuron is dead, c alone moves: E[(c − y)²] has the curvature 2.
        (1.0, "Learning rate 1 is the very one at which the curvature midway "),
    ],
)
def test_a_minimum_far_away_is_none_of_what_it_jumps_over(trained, rate, why):
    text = f"[model]\nvariant = 'weight-bias-output'\n[training]\nlearning_rate = {rate}\n{EXACT}"
    found = verdict(trained(f"{text}[[start]]\nweight = 2.0\nbias = -2.0\noutput_weight = 1.0\n", 1000).moment())
    assert "to and fro" in found.headline
    assert found.detail.startswith(why)
