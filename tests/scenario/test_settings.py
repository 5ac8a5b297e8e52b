"""`--set table.key=value` overrides any key, and says in one line why it cannot."""

import dataclasses

import pytest

from reluviz.errors import ScenarioError
from reluviz.scenario.lesson_reading import parse_lesson
from reluviz.scenario.model import FIELDS, Axis, Scenario, Start
from reluviz.scenario.reading import ARRAYS, parse_scenario
from reluviz.scenario.settings import apply_settings, lesson_with
from reluviz.scenario.sources import find_scenario


@pytest.fixture(scope="module")
def puzzle():
    return find_scenario("puzzle")


def test_nothing_set_changes_nothing(puzzle):
    assert apply_settings(puzzle, []) == puzzle


def test_values_are_toml_and_bare_words_are_strings(puzzle):
    changed = apply_settings(
        puzzle,
        [
            "training.learning_rate=0.1",
            " training.optimizer = adam ",
            'training.engine="numpy"',
            "title=The other side",
            "start.0.label=10",
            "start.1.weight=-3",
            "view.x_range=[-3, 3]",
            "recording.panels=['loss']",
            "target.0.bias=-1",
        ],
    )
    assert changed.training.learning_rate == 0.1
    assert (changed.training.optimizer, changed.training.engine) == ("adam", "numpy")
    assert changed.title == "The other side"
    assert changed.start[0] == dataclasses.replace(puzzle.start[0], label="10")
    assert changed.start[1].weight == -3.0
    assert changed.view.x_range == (-3.0, 3.0)
    assert changed.recording.panels == ("loss",)
    assert changed.target[0].bias == -1.0


def test_the_format_may_be_said(puzzle):
    assert apply_settings(puzzle, ["format=1"]) == puzzle
    with pytest.raises(ScenarioError, match=r"^--set: format: found 2; allowed: 1$"):
        apply_settings(puzzle, ["format=2"])


@pytest.mark.parametrize(
    ("setting", "meant"),
    [("training.steps.x=5", "training.steps"), ("view.kind.x=1", "view.kind"), ("title.e=Title", "title")],
)
def test_what_stands_behind_a_key_is_too_much(setting, meant, puzzle):
    with pytest.raises(ScenarioError, match=rf"; did you mean {meant}\?$"):
        apply_settings(puzzle, [setting])


def test_the_last_of_two_settings_wins(puzzle):
    assert apply_settings(puzzle, ["training.steps=5", "training.steps=7"]).training.steps == 7


def test_a_start_may_be_added_and_all_replaced(puzzle):
    added = apply_settings(puzzle, ["start.2.weight=5"])
    assert added.start == (*puzzle.start, Start(weight=5.0))
    replaced = apply_settings(puzzle, ["start=[{weight = 1}]", "starts={kind='grid', weight={from=-1,to=1,count=3}}"])
    assert replaced.start == (Start(weight=1.0),)
    assert replaced.starts is not None
    assert replaced.starts.weight == Axis(-1.0, 1.0, 3)
    assert apply_settings(Scenario(), ["starts.count=5"]).starts is not None


def test_keys_that_a_setting_makes_idle_return_to_their_defaults():
    scenario = parse_scenario(
        "[model]\nvariant='weight-bias'\n[training]\nmomentum=0.9\nnesterov=true\n[[start]]\nbias=2"
    )
    adam = apply_settings(scenario, ["training.optimizer=adam"])
    assert (adam.training.momentum, adam.training.nesterov) == (0.0, False)
    assert adam.start[0].bias == 2.0
    weight = apply_settings(scenario, ["model.variant=weight"])
    assert weight.start[0].bias == 0.0
    output = find_scenario("output")
    assert apply_settings(output, ["model.variant=weight-bias"]).view.y == "bias"
    assert apply_settings(find_scenario("hidden"), ["view.x=pca"]).view.y == "pca"


def test_but_not_if_they_are_set_too():
    with pytest.raises(ScenarioError, match=r"--set: training\.momentum: found 0\.5"):
        apply_settings(Scenario(), ["training.optimizer=adam", "training.momentum=0.5"])
    with pytest.raises(ScenarioError, match=r"--set: view\.y: found \"output_weight\""):
        apply_settings(find_scenario("output"), ["model.variant=weight-bias", "view.y=output_weight"])


@pytest.mark.parametrize(
    ("setting", "parts"),
    [
        ("training.learning_rat=1", ["training.learning_rat", "did you mean learning_rate?"]),
        ("learning_rate=1", ["did you mean training.learning_rate?"]),
        ("trainig.steps=1", ["did you mean training.steps?"]),
        ("training.learning_rate=fast", ['found "fast"', "a number above 0"]),
        ("training.learning_rate=", ['found ""']),
        ("training.steps=1e4", ["found 10000.0"]),
        ("training.steps=nan", ["found nan"]),
        ("training.steps=1\nseed = 2", ["training.steps"]),
        ("training", ["table.key=value"]),
        ("=3", ["table.key=value"]),
        ("", ["table.key=value"]),
        ("training=3", ["training: found 3"]),
        ("start.0=3", ["start.0.key"]),
        ("start.weight=3", ["start.0.key"]),
        ("start.3.weight=3", ["start.0 to start.2"]),
        ("start.99999999999999999999.weight=3", ["start.0.key"]),
        ("start.-1.weight=3", ["start.0.key"]),
        ("a.b.c.d=3", ["a.b.c.d"]),
        ("training.learning_rate.x=3", ["training.learning_rate.x"]),
        ("view.x_range=[3,", ['found "[3,"']),
        ("format=2", ["format"]),
        ("target=[]", ["target: found 0 tables"]),
    ],
)
def test_refusals(puzzle, setting, parts):
    with pytest.raises(ScenarioError) as caught:
        apply_settings(puzzle, [setting])
    message = str(caught.value)
    assert message.startswith("--set: ")
    assert "\n" not in message
    for part in parts:
        assert part in message


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        (["training=3", "training.steps=4"], "training: found 3; allowed: a table such as [training]"),
        (["data=[]", "data.mean=1"], "data: found []; allowed: a table such as [data]"),
        (["start=3", "start.0.weight=1"], "start: found 3; allowed: one [[start]] table for each, in double brackets"),
        (["start=[3]", "start.0.weight=1"], "start.0: found 3; allowed: a table such as [start]"),
        (
            ["target={}", "target.0.weight=2"],
            "target: found an empty table; allowed: one [[target]] table for each, in double brackets",
        ),
        (
            ["start={}", "start.0.weight=2"],
            "start: found an empty table; allowed: one [[start]] table for each, in double brackets",
        ),
    ],
)
def test_a_table_that_is_none_takes_no_keys(puzzle, settings, told):
    with pytest.raises(ScenarioError) as caught:
        apply_settings(puzzle, settings)
    assert str(caught.value) == f"--set: {told}"


def test_every_field_can_be_set():
    """Each to its own default: the path is known and the value is taken."""
    scenario = parse_scenario("[[start]]\n[starts]\n[[variation]]")
    for table, entries in FIELDS.items():
        for entry in entries:
            if entry.default is None:
                continue
            path = f"{table}.0.{entry.key}" if table in ARRAYS else entry.path
            value = entry.default
            text = (
                str(value).lower()
                if isinstance(value, bool)
                else str(list(value))
                if isinstance(value, tuple)
                else value
            )
            assert apply_settings(scenario, [f"{path}={text}"]) == scenario, path


LESSON = """
format = 1
kind = "lesson"
title = "Two"
[[cue]]
name = "one"
play_to = 80
[cue.scenario.training]
learning_rate = 0.5
steps = 100
[[cue.scenario.start]]
weight = 3
[[cue.scenario.start]]
weight = -3
[[cue]]
name = "two"
fresh = true
panels = ["landscape", "loss"]
[cue.scenario.training]
learning_rate = 0.2
[[cue.scenario.start]]
weight = 4
"""


def test_in_a_lesson_settings_win_in_every_cue():
    settings = ["training.learning_rate=0.1", "training.steps=40", 'recording.panels=["landscape", "push"]']
    before = parse_lesson(LESSON, "two")
    lesson = lesson_with(before, settings)
    assert [cue.scenario for cue in lesson.cues] == [apply_settings(cue.scenario, settings) for cue in before.cues]
    assert [cue.scenario.training.learning_rate for cue in lesson.cues] == [0.1, 0.1]
    # It would wait for a step that never comes.
    assert [cue.last_step for cue in lesson.cues] == [40, 40]
    assert [cue.panels for cue in lesson.cues] == [("landscape", "push")] * 2
    assert lesson_with(before, []) == before


def test_a_setting_that_one_cue_has_no_place_for_names_the_cue():
    with pytest.raises(ScenarioError, match=r"two/two: --set: start\.2\.weight: found no such"):
        lesson_with(parse_lesson(LESSON, "two"), ["start.2.weight=5"])
