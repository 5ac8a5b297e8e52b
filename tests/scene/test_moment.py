import numpy as np
import pytest

from reluviz.language import speaking
from reluviz.scenario.model import field
from reluviz.scenario.reading import parse_scenario
from reluviz.scene.moment import WORN, axis_names
from reluviz.scene.theme import DARK, FATE_LOOKS, LIGHT, RUN_COLORS
from reluviz.scene.verdict import fate_word
from reluviz.training.engine import Chunk
from reluviz.training.history import Run

PUZZLE = """
[training]
gradient = "exact"
precision = "float64"
[[start]]
weight = 10.0
color = "blue"
label = { en = "right", fr = "droite" }
[[start]]
weight = -10.0
color = "red"
"""


def test_runs_stand_where_the_formula_says(trained):
    # MATHS: w > 0: (w − 1) shrinks by 1 − η a step; w < 0: w does.
    puzzle = trained(PUZZLE, 700)
    for step in (0, 1, 250, 700):
        right, left = puzzle.moment(step).runs
        assert right.position[0] == pytest.approx(1 + 9 * 0.99**step, rel=1e-12)
        assert left.position[0] == pytest.approx(-10 * 0.99**step, rel=1e-12)
        assert right.loss == pytest.approx((right.position[0] - 1) ** 2 / 2, rel=1e-6)
        assert right.start == 10
        assert left.start == -10


def test_the_fate_is_that_of_the_playhead_and_tells_colour_shape_and_line(trained):
    puzzle = trained(PUZZLE, 2000)
    right, left = puzzle.moment(0).runs
    assert (right.fate, left.fate) == ("moving", "dying")
    assert (right.color, left.color) == (RUN_COLORS["blue"][0], RUN_COLORS["red"][0])
    assert (right.shape, left.shape) == (FATE_LOOKS["moving"].shape, FATE_LOOKS["dying"].shape)
    right, left = puzzle.moment(2000, DARK).runs
    assert (right.fate, left.fate) == ("converged", "stuck")
    assert (right.color, left.color) == (FATE_LOOKS["converged"].dark, FATE_LOOKS["stuck"].dark)
    assert (right.dashed, left.dashed) == (False, True)
    assert left.ink == DARK.ink(left.color)


def test_a_settled_run_wears_its_fates_colour_whatever_its_start_asked_for(placed):
    moment = placed(PUZZLE, [[1.0], [5.0]], colors=["green", "green"]).moment()
    assert [run.fate for run in moment.runs] == ["converged", "moving"]
    assert [run.color for run in moment.runs] == [FATE_LOOKS["converged"].light, RUN_COLORS["green"][0]]


def test_labels_follow_the_language(trained):
    puzzle = trained(PUZZLE, 1)
    assert [run.label for run in puzzle.moment(1, language="fr").runs] == ["droite", ""]


def test_a_run_that_has_not_begun_is_not_there(placed):
    training = placed(PUZZLE, [[10.0]])
    history = training.history
    history.append(Chunk(1, np.full((5, 1, 1), 9.0), None))
    history.add_run(Run(history.new_id(), "late"), np.array([3.0]))
    history.append(Chunk(6, np.full((5, 2, 1), 2.0), None))
    assert [run.label for run in training.moment(4).runs] == [""]
    late = training.moment(8).runs[1]
    assert (late.label, late.first_step, late.start[0], late.position[0]) == ("late", 5, 3.0, 2.0)


def test_before_its_start_was_moved_a_run_is_where_it_was_then(placed):
    training = placed(PUZZLE, [[10.0], [-4.0]])
    history = training.history
    moved = history.runs[0].id
    history.append(Chunk(1, np.linspace(9.0, 7.0, 10).reshape(5, 2, 1), None))
    (before, _) = training.moment(4).runs
    history.move_run(moved, np.array([3.0]))
    history.append(Chunk(6, np.full((5, 2, 1), 2.0), None))
    (now, _) = training.moment(10).runs
    assert (now.first_step, now.last_step, now.start[0], now.position[0]) == (5, None, 3.0, 2.0)
    for step in (4, 4):
        moment = training.moment(step, followed=moved)
        then = moment.followed_run
        assert (then.id, then.first_step, then.last_step, then.start[0]) == (moved, 0, 4, 10.0)
        assert (then.position, then.loss, then.fate) == (before.position, before.loss, before.fate)
        assert len(moment.runs) == 2


def test_a_diverged_run_stands_at_its_last_point_and_was_not_diverged_before(placed):
    training = placed(PUZZLE, [[10.0]])
    training.history.append(Chunk(1, np.array([[[1e5]], [[1e9]], [[np.nan]]]), None))
    assert training.moment(1).runs[0].fate != "diverged"
    assert training.moment(1).runs[0].diverged_at is None
    run = training.moment(3).runs[0]
    assert (run.fate, run.diverged_at, run.position[0]) == ("diverged", 2, 1e5)
    assert run.color == FATE_LOOKS["diverged"].light


def test_the_followed_run_falls_back_to_the_first(placed):
    training = placed(PUZZLE, [[1.0], [2.0]])
    first, second = (run.id for run in training.history.runs)
    assert training.moment().followed == first
    assert training.moment(followed=second).base[0] == 2.0
    assert training.moment(followed=99).followed == first


def test_without_runs_nothing_is_followed_and_the_others_stand_at_a_plain_start(placed):
    training = placed("[model]\nvariant = 'weight-bias-output'", np.zeros((0, 4)))
    moment = training.moment()
    assert len(moment.runs) == 0
    assert moment.followed is None
    assert moment.followed_run is None
    assert moment.base.tolist() == [0, 0, 1, 0]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("", ("weight", "")),
        ("[model]\nvariant = 'weight-bias'", ("weight", "bias")),
        ("[model]\nvariant = 'weight-bias'\n[view]\nx = 'bias'\ny = 'weight'", ("bias", "weight")),
        ("[model]\nvariant = 'hidden-layer'\n[view]\nx = 'weight[1]'", ("weight[1]", "bias[0]")),
    ],
)
def test_axes_are_those_that_the_view_asks_for_as_far_as_the_student_has_them(text, names):
    assert axis_names(parse_scenario(text)) == names


def test_a_theme_changes_colours_only(placed):
    training = placed(PUZZLE, [[10.0], [-10.0]])
    light, dark = training.moment(0, LIGHT).runs, training.moment(0, DARK).runs
    assert [run.fate for run in light] == [run.fate for run in dark]
    assert [run.color for run in light] != [run.color for run in dark]


@pytest.mark.parametrize("code", ["en", "fr"])
def test_the_field_of_the_colour_says_while_which_fate_it_is_worn(qapp, code):
    with speaking(code) as translator:
        if translator is not None:
            qapp.installTranslator(translator)
        try:
            spec = field("start.color").spec
            assert set(WORN) == {"moving", "dying"}
            assert fate_word("moving") in spec.shown_label()
            assert all(fate_word(fate) in spec.shown_help() for fate in WORN)
            assert spec.shown_choices()["red"] in spec.shown_help()
        finally:
            if translator is not None:
                qapp.removeTranslator(translator)
    assert WORN["dying"] == {"red"}


def test_a_dying_run_does_not_wear_the_colour_of_success(placed):
    moment = placed(PUZZLE, [[-1.0], [-2.0]], colors=["blue", "red"]).moment()
    assert [run.fate for run in moment.runs] == ["dying", "dying"]
    assert [run.color for run in moment.runs] == [FATE_LOOKS["dying"].light, RUN_COLORS["red"][0]]


@pytest.mark.parametrize("place", [0, 1, 2])
def test_what_the_axes_leave_open_is_as_in_the_followed_run(placed, place):
    rows = np.array([[1.0, 2.0, 3.0, 4.0], [5.0, 6.0, 7.0, 8.0], [9.0, 10.0, 11.0, 12.0]])
    training = placed('[model]\nvariant = "weight-bias-output"\n', rows)
    moment = training.moment(followed=training.history.runs[place].id)
    x, y = (moment.names.index(name) for name in (moment.x_name, moment.y_name))
    rest = [index for index in range(4) if index not in {x, y}]
    for found, on_axes in ((moment.remainder(), (0.0, 0.0)), (moment.row_at(-1.5, 2.5), (-1.5, 2.5))):
        np.testing.assert_array_equal(found[[x, y]], on_axes)
        np.testing.assert_array_equal(found[rest], rows[place, rest])
