import math
import re
from statistics import NormalDist

import numpy as np
import pytest

from reluviz.scene.theme import LIGHT
from reluviz.scene.verdict import SUMMARY_ORDER, FateCount, fate_counts, fate_word, verdict
from reluviz.training.engine import Chunk
from reluviz.training.fates import FATE_NAMES
from reluviz.training.history import Run

VARIANTS = {name: f"[model]\nvariant = '{name}'\n" for name in ("weight", "weight-bias", "weight-bias-output")}
HIDDEN = "[model]\nvariant = 'hidden-layer'\nhidden_units = 2\n"

XS = np.linspace(-9, 9, 360_001)
DENSITY = np.exp(-XS * XS / 2) / math.sqrt(2 * math.pi)
TARGET = np.maximum(XS, 0)
"""x ~ N(0, 1) and y = relu(x), summed on a fine grid: what the sentences are held against."""


def mean(values):
    return float(np.sum(values * DENSITY) * (XS[1] - XS[0]))


def loss(row):
    """E[(f − y)²] of one relu unit."""
    weight, bias, output, offset = (*row, *[0.0, 1.0, 0.0][len(row) - 1 :])
    return mean((output * np.maximum(weight * XS + bias, 0) + offset - TARGET) ** 2)


def number(text):
    """The number that a piece of text begins with, as the program writes numbers."""
    found = re.match(r"(−?)(?:([\d,]+(?:\.\d+)?)·)?10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)|(−?)([\d,]+(?:\.\d+)?)", text)
    power = (found[3] or "⁰").translate(str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-"))
    mantissa = float((found[2] or found[5] or "1").replace(",", ""))
    return (-1 if found[1] or found[4] else 1) * mantissa * 10.0 ** int(power)


def after(text, words):
    assert words in text, text
    return number(text.split(words, 1)[1])


@pytest.fixture
def told(placed):
    def tell(text, row):
        moment = placed(text, [row]).moment()
        found = verdict(moment)
        assert found.fate == moment.runs[0].fate
        for sentence in (found.headline, found.detail):
            assert "nan" not in sentence.replace("and", "")
            assert "inf" not in sentence
            assert "-" not in sentence
            assert "{" not in sentence
        return found

    return tell


def test_the_puzzles_two_ends(told):
    stuck = told(VARIANTS["weight"], [-1.9e-8])
    assert stuck.fate == "stuck"
    assert stuck.headline == "Stuck at w = −1.9·10⁻⁸"
    assert stuck.detail == (
        "Only inputs x < 0 reach the neuron, 50\u00a0% of all;"
        " there the target is 0, so all it can learn is a weight nearer to 0."
        " A target other than 0 would take w > 0."
    )
    there = told(VARIANTS["weight"], [1.00002])
    assert there.fate == "converged"
    assert there.headline == "Converged: loss 2·10⁻¹⁰, w = 1.000"
    assert there.detail == "The student does what the teacher does."


def test_close_is_not_called_equal(told):
    found = told(VARIANTS["weight"], [1.05])
    assert found.fate == "converged"
    assert after(found.headline, "loss ") == pytest.approx(loss([1.05]), rel=0.01)
    assert after(found.detail, "Only ") == pytest.approx(loss([1.05]), rel=0.05)


@pytest.mark.parametrize(
    ("variant", "row", "lesson"),
    [
        ("weight", [-5.0], "a weight nearer to 0"),
        ("weight-bias", [-0.8, -0.4], "a smaller output"),
    ],
)
def test_dying_tells_which_inputs_reach_it_and_their_share(told, variant, row, lesson):
    found = told(VARIANTS[variant], row)
    assert found.fate == "dying"
    weight, bias = (*row, 0.0)[:2]
    kink = -bias / weight
    assert after(found.headline, "inputs x < ") == pytest.approx(kink, rel=0.05, abs=1e-12)
    share = NormalDist().cdf(kink)
    assert after(found.headline, "(") / 100 == pytest.approx(share, rel=0.05)
    assert found.detail.startswith(f"There the target is 0, so all it can learn is {lesson}")
    assert after(found.detail, "loss ") == pytest.approx(loss(row), rel=0.005)


def test_an_output_bias_learns_from_the_inputs_that_do_not_reach_the_neuron(told):
    row = [-1.0, -1.0, 1.0, 0.0]
    found = told(VARIANTS["weight-bias-output"], row)
    assert found.fate == "dying"
    assert found.detail.startswith(
        "There all that w, b and v can learn is the target, 0; c learns from all inputs: loss "
    )
    # ∂L/∂c over the inputs that do not reach the neuron: most of it.
    assert mean(np.where(XS > -1, 2 * (0.0 - TARGET), 0.0)) == pytest.approx(-2 / math.sqrt(2 * math.pi), rel=1e-3)
    hidden = told(HIDDEN, [-1.0, -2.0, -0.5, -3.0, 1.0, 1.0, 0.0])
    assert "all that the units can learn is the target, 0; the output bias learns from all inputs" in hidden.detail
    few = told(VARIANTS["weight-bias-output"], [-1.0, 0.002, 1.0, 0.0])
    assert "nearly all that w, b and v can learn" in few.detail


def test_dying_counts_the_few_inputs_that_do_have_something_to_say(told):
    # Active on x < 0.002: the target is not 0 on a share of about 0.0008.
    found = told(VARIANTS["weight-bias"], [-1.0, 0.002])
    assert found.fate == "dying"
    share = NormalDist().cdf(0.002) - 0.5
    assert after(found.detail, "0 but for ") / 100 == pytest.approx(share, rel=0.05)
    assert "nearly all it can learn" in found.detail


def test_a_hidden_layer_is_told_by_shares(told):
    found = told(HIDDEN, [-1.0, -2.0, -0.5, -3.0, 1.0, 1.0, 0.0])
    assert found.fate == "dying"
    share = NormalDist().cdf(-0.5)
    assert after(found.headline, "at most ") / 100 == pytest.approx(share, rel=0.02)
    assert "w =" not in found.detail.split("loss ")[1]


def test_dead_says_that_nothing_moves_it(told):
    found = told(VARIANTS["weight"], [0.0])
    assert found.fate == "dead"
    assert found.headline == "Dead: no input reaches the neuron"
    assert "gradient is 0" in found.detail
    assert after(found.detail, "loss ") == 0.5
    found = told(VARIANTS["weight-bias"], [-0.1, -0.4])
    assert found.fate == "dead"
    assert after(found.headline, "only ") / 100 == pytest.approx(NormalDist().cdf(-4.0), rel=0.05)


def test_dead_knows_that_an_output_bias_may_still_learn(told):
    row = [0.1, -0.6, 1.0, 0.1]
    found = told(VARIANTS["weight-bias-output"], row)
    assert found.fate == "dead"
    assert found.detail.startswith("Only the output bias still learns")
    assert after(found.detail, "loss ") == pytest.approx(loss(row), rel=0.005)
    # At its optimum, c = E[y] = 1/√(2π), even that has ended.
    found = told(VARIANTS["weight-bias-output"], [0.1, -0.8, 1.0, 1 / math.sqrt(2 * math.pi)])
    assert "nothing moves it" in found.detail


def test_stuck_elsewhere_names_gradient_loss_and_what_can_be_reached(told):
    # A GELU far on the wrong side; MATHS: with weight and bias it can reach .0077.
    found = told("[model]\nvariant = 'weight-bias'\nactivation = 'gelu'\n", [-1.0, -9.0])
    assert found.fate == "stuck"
    assert after(found.detail, "loss of ") == pytest.approx(0.5, rel=0.005)
    assert after(found.detail, "can reach ") == pytest.approx(0.0077, abs=0.0002)
    assert 0 <= after(found.detail, "faded to ") < 1e-4


@pytest.mark.parametrize(
    ("activation", "row", "lowest"),
    # MATHS: leaky units settle at 1/(1 + α²); the best reachable losses.
    [("leaky_relu", [1 / 1.09], 0.0413), ("gelu", None, 0.0120), ("tanh", None, 0.2567)],
)
def test_as_low_as_this_student_can_reach(placed, activation, row, lowest):
    text = f"[model]\nactivation = '{activation}'\n"
    if row is None:
        grid = np.linspace(0.5, 3, 20001)
        training = placed(text, [[1.0]])
        row = [float(grid[np.argmin(training.landscape.fast_loss(grid[:, None]))])]
    found = verdict(placed(text, [row]).moment())
    assert found.fate == "converged"
    assert found.detail.startswith("That is as low as this student can reach")
    assert after(found.detail, "reach: ") == pytest.approx(lowest, rel=0.003)


def test_the_noise_is_what_is_left(told):
    found = told("[data]\nnoise = 0.5\n", [1.0])
    assert found.fate == "converged"
    assert after(found.detail, "noise, ") == 0.25
    assert after(found.headline, "loss ") == 0.25


@pytest.mark.parametrize("row", [[3.0], [0.2], [-0.4, 1.2], [0.9, 0.8], [0.3, 0.1, 0.5, -0.6], [0.5, 0.3, -1.0, 0.2]])
def test_moving_says_truly_which_change_lowers_the_loss(told, row):
    variant = {1: "weight", 2: "weight-bias", 4: "weight-bias-output"}[len(row)]
    found = told(VARIANTS[variant], row)
    assert found.fate == "moving"
    assert found.headline.startswith("At its start: loss ")
    assert after(found.headline, "loss ") == pytest.approx(loss(row), rel=0.005)
    gradient = []
    for index in range(len(row)):
        moved = np.array(row), np.array(row)
        moved[0][index] += 1e-5
        moved[1][index] -= 1e-5
        gradient.append((loss(moved[0]) - loss(moved[1])) / 2e-5)
    names = ["w", "b", "v", "c"]
    steepest = int(np.argmax(np.abs(gradient)))
    word = "smaller" if gradient[steepest] > 0 else "larger"
    assert re.search(rf"a {word} {names[steepest]}\b", found.detail), found.detail
    size = gradient[0] if len(row) == 1 else float(np.linalg.norm(gradient))
    assert after(found.detail, " is " if len(row) == 1 else "size is ") == pytest.approx(size, rel=0.01)


@pytest.mark.parametrize(("later", "word"), [(2.0, "falling"), (4.0, "rising"), (3.0001, "slowly")])
def test_moving_says_whether_the_loss_falls(placed, later, word):
    training = placed(VARIANTS["weight"], [[3.0]])
    training.history.append(Chunk(1, np.full((150, 1, 1), later), None))
    training.history.append(Chunk(151, np.full((1, 1, 1), later), None))
    assert word in verdict(training.moment(60)).headline
    # A hundred steps back it stood where it stands.
    assert "slowly" in verdict(training.moment(151)).headline


def test_diverged_names_the_step_and_the_last_point(placed):
    training = placed(VARIANTS["weight"], [[3.0]])
    rows = np.array([-50.0, 2000.0, -5e7, np.nan]).reshape(4, 1, 1)
    training.history.append(Chunk(1, rows, None))
    found = verdict(training.moment(4))
    assert found.headline == "Diverged at step 3"
    assert after(found.detail, "w = ") == 2000
    assert after(found.detail, "beyond ") == 1e6
    assert verdict(training.moment(2)).fate != "diverged"


def test_without_runs_it_says_what_to_do(placed):
    found = verdict(placed(VARIANTS["weight"], np.zeros((0, 1))).moment())
    assert found.fate == ""
    assert "Click" in found.detail


def test_nothing_is_called_converged_while_the_lowest_loss_is_not_known(placed):
    training = placed("[model]\nactivation = 'leaky_relu'\n", [[1 / 1.09]])
    del training.landscape.__dict__["lowest_loss"]
    found = verdict(training.moment())
    assert found.fate == "stuck"
    assert after(found.detail, "loss of ") == pytest.approx(0.0413, abs=1e-4)


@pytest.mark.parametrize("variant", [*VARIANTS, "hidden-layer"])
@pytest.mark.parametrize("activation", ["relu", "leaky_relu", "elu", "softplus", "gelu", "tanh"])
def test_every_state_of_every_student_gets_a_whole_sentence(placed, variant, activation):
    text = f"[model]\nvariant = '{variant}'\nactivation = '{activation}'\n"
    rng = np.random.default_rng(1)
    width = {"weight": 1, "weight-bias": 2, "weight-bias-output": 4, "hidden-layer": 7}[variant]
    rows = np.concatenate((rng.normal(size=(20, width)) * np.logspace(-6, 3, 20)[:, None], np.zeros((1, width))))
    training = placed(text, rows)
    for run in training.history.runs:
        found = verdict(training.moment(followed=run.id))
        assert found.headline.lower().startswith((found.fate, "at its start"))
        assert found.detail.endswith(".")
        assert not re.search(r"nan|\binf|[{}]|-", found.headline + found.detail.replace("and", ""))


def test_large_counts_have_their_thousands_parted():
    assert FateCount("dying", "dying", 2473, "#000000").text == "2,473"


def test_the_summary_counts_the_runs(placed):
    training = placed(VARIANTS["weight"], [[1.0], [1.01], [-3.0], [5.0], [-1e-9], [0.0]])
    counted = [(entry.word, entry.count) for entry in fate_counts(training.moment(), LIGHT)]
    assert counted == [("converged", 2), ("stuck", 1), ("dead", 1), ("dying", 1), ("moving", 1)]


def test_every_fate_has_a_word_and_a_place_in_the_summary():
    assert set(SUMMARY_ORDER) == set(FATE_NAMES)
    assert len({fate_word(fate) for fate in FATE_NAMES}) == len(FATE_NAMES)


def test_before_the_first_run_it_is_said_when_that_begins(placed):
    training = placed("[training]\nengine = 'numpy'\n", np.zeros((0, 1)))
    training.history.append(Chunk(1, np.zeros((20, 0, 1)), None))
    training.history.add_run(Run(training.history.new_id()), np.array([2.0]))
    training.history.append(Chunk(21, np.full((5, 1, 1), 1.5), None))
    told = verdict(training.moment(step=3))
    assert (told.headline, told.detail) == ("No run has begun at this step", "The first one begins at step 20.")
    assert verdict(training.moment(step=22)).headline.startswith("Moving")


def test_what_nearly_all_inputs_reach_is_not_reached_by_those_only(told):
    text = VARIANTS["weight-bias"] + "[data]\nmean = -3.0\n[[target]]\nbias = -6.0\n"
    found = told(text, [-1.0, 0.4])
    assert found.fate == "dying"
    assert found.headline.startswith("Dying: inputs x < 0.4 (> 99.9")
    # x ~ U(−1, 0) is all below the kink.
    everything = "[data]\ndistribution = 'uniform'\nlow = -1.0\nhigh = 0.0\n[[target]]\nbias = -1.0\n"
    found = told(VARIANTS["weight-bias"] + everything, [-1.0, 0.4])
    assert found.headline == "Dying: inputs x < 0.4 (100\u00a0%) reach the neuron"


def test_few_inputs_with_large_weights_still_pull(told):
    row = [300.0, -960.0]
    found = told(VARIANTS["weight-bias"], row)
    assert found.fate == "dead"
    of_each = 2 * (np.maximum(300 * XS - 960, 0) - TARGET) * (300 * XS > 960)
    assert "But those few still pull" in found.detail
    assert after(found.detail, "gradient is ") == pytest.approx(math.hypot(mean(of_each * XS), mean(of_each)), rel=0.02)


def test_beside_a_teacher_of_0_the_optimum_is_no_place_to_be_stuck(told):
    text = VARIANTS["weight"] + "[[target]]\nweight = 0.0\n"
    found = told(text, [-1e-5])
    assert found.headline == "At rest at w = −10⁻⁵"
    # E[(w x)²; x < 0] = w²/2.
    assert after(found.detail, "Only ") == pytest.approx(5e-11)
    assert "Stuck" not in told(text, [0.9e-4]).headline


def test_a_hidden_layer_counts_the_units_that_are_active(told):
    rows = [-1.0, 0.01, -0.5, -3.0, 1.0, 1.0, 0.0]
    found = told(HIDDEN, rows)
    assert found.headline.startswith("Dying: 1 of 2 units active, on at most 31")
    moving = told(HIDDEN, [1.0, 2.0, -0.5, 0.3, 1.0, 1.0, 0.0])
    assert moving.detail.startswith("2 of 2 units are active, on at most ")
    assert after(moving.detail, "at most ") / 100 == pytest.approx(NormalDist().cdf(0.15), abs=0.01)
    dead = told(HIDDEN, [-0.1, -0.1, -1.0, -1.0, 1.0, 1.0, 1 / math.sqrt(2 * math.pi)])
    assert "Where all units are silent nothing moves them" in dead.detail


def test_a_flat_neuron_is_reached_by_all_inputs(told):
    assert told(VARIANTS["weight-bias"], [0.0, 1.0]).detail.startswith("All inputs reach the neuron.")


def test_a_hidden_layer_of_one_unit_is_spoken_of_as_the_neuron_that_it_is(told):
    row = [-0.69, 0.3, -0.92, 0.1]
    single = told(HIDDEN.replace("hidden_units = 2", "hidden_units = 1"), row)
    neuron = told("[model]\nvariant = 'weight-bias-output'\n", row)
    assert single.detail.startswith("Inputs x < 0.43 reach the neuron, 67\xa0% of all.")
    assert single.detail.split(": ")[0] == neuron.detail.split(": ")[0]
    dead = told(HIDDEN.replace("hidden_units = 2", "hidden_units = 1"), [0.01, -0.8, 1.0, 0.0])
    assert dead.headline == "Dead: no input reaches the neuron"
