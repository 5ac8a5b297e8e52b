"""What a lesson's file may say, the one line that refuses the rest, and how a lesson is written."""

import dataclasses

import pytest

from reluviz.errors import ScenarioError
from reluviz.scenario.lesson_reading import parse_lesson, read_lesson
from reluviz.scenario.lesson_writing import lesson_text
from reluviz.scenario.lessons import CUE_FIELDS, Cue
from reluviz.scenario.model import Scenario, Start
from reluviz.scenario.reading import parse_scenario, read_scenario
from reluviz.scenario.sources import built_in_lessons, built_in_names, built_in_scenarios, find_scenario, find_source
from reluviz.training.pace import FASTEST, SLOWEST

SWING = """\
format = 1
kind = "lesson"
title = { en = "The swing", fr = "Le balancement" }
order = 3

[[cue]]
name = "ask"
title = "Where to?"
words = { en = "Where will it go?", fr = "Où ira-t-il ?" }
notes = \"\"\"
Wait for answers.
Then reveal.\"\"\"
ask = true
play = true
play_to = 300
speed = 50

[cue.scenario.model]
variant = "weight-bias"

[cue.scenario.training]
momentum = 0.9
steps = 400

[[cue.scenario.start]]
weight = -1.0
bias = 0.5
label = "from −1"

[[cue.scenario.start]]
weight = 2.0

[[cue]]
name = "more"
panels = ["landscape", "push"]

[cue.scenario.view]
basins = true

[[cue]]
name = "adam"

[cue.scenario.training]
optimizer = "adam"

[[cue]]
name = "weight-alone"
fresh = true

[[cue.scenario.start]]
weight = -3.0
"""


def test_a_cue_changes_the_scenario_of_the_cue_before():
    lesson = parse_lesson(SWING, "swing")
    assert lesson.name == "swing"
    assert lesson.title == {"en": "The swing", "fr": "Le balancement"}
    assert lesson.cue_names == ("ask", "more", "adam", "weight-alone")
    ask, more, adam, alone = lesson.cues
    assert (ask.ask, ask.play, ask.play_to, ask.speed, ask.notes) == (
        True,
        True,
        300,
        50.0,
        "Wait for answers.\nThen reveal.",
    )
    assert ask.scenario.title == "Where to?"
    assert more.scenario.start == ask.scenario.start
    assert more.scenario.training == ask.scenario.training
    assert more.scenario.view.basins
    assert adam.scenario.training.optimizer == "adam"
    assert adam.scenario.training.momentum == 0  # idle with Adam
    assert adam.scenario.view.basins
    assert alone.scenario == Scenario(start=(Start(weight=-3.0),))
    assert lesson.cue("adam") is adam
    with pytest.raises(KeyError):
        lesson.cue("adm")


def test_panels_are_those_of_the_cue_before_and_of_its_pictures():
    lesson = parse_lesson(SWING)
    default = Scenario().recording.panels
    assert [cue.panels for cue in lesson.cues] == [default, ("landscape", "push"), ("landscape", "push"), default]
    assert all(cue.scenario.recording.panels == cue.panels for cue in lesson.cues)


def test_a_cue_with_the_same_training_goes_on_where_the_one_before_stops():
    lesson = parse_lesson(SWING)
    assert [lesson.goes_on(index) for index in range(4)] == [False, True, False, False]
    assert [lesson.first_step(index) for index in range(4)] == [0, 300, 0, 0]
    assert [cue.last_step for cue in lesson.cues] == [300, 400, 400, 2000]


def test_a_lesson_written_is_read_again():
    lesson = parse_lesson(SWING)
    text = lesson_text(lesson)
    assert parse_lesson(text) == lesson
    assert lesson_text(parse_lesson(text)) == text


@pytest.mark.parametrize("lesson", built_in_lessons(), ids=lambda lesson: lesson.name)
def test_built_in_lessons_are_written_and_read_again(lesson):
    assert parse_lesson(lesson_text(lesson), lesson.name) == lesson


def test_what_no_difference_can_say_is_written_in_full():
    before = Cue("one", scenario=parse_scenario('[starts]\ncount = 3\n[model]\nvariant = "weight-bias"'))
    after = Cue("two", scenario=parse_scenario("[[start]]\nweight = 1"))
    lesson = parse_lesson(SWING)
    cues = tuple(dataclasses.replace(cue, panels=Scenario().recording.panels) for cue in (before, after))
    lesson = dataclasses.replace(lesson, cues=cues)
    read = parse_lesson(lesson_text(lesson))
    assert [cue.scenario for cue in read.cues] == [cue.scenario for cue in cues]
    assert [cue.fresh for cue in read.cues] == [False, True]


def test_the_runs_of_the_cue_before_can_be_taken_away():
    lesson = parse_lesson(SWING + '\n[[cue]]\nname = "none"\n[cue.scenario]\nstart = []\n')
    assert lesson.cues[-1].scenario.start == ()
    assert parse_lesson(lesson_text(lesson)) == lesson


def test_speeds_are_those_of_the_window():
    spec = next(entry.spec for entry in CUE_FIELDS if entry.key == "speed")
    assert (spec.minimum, spec.maximum) == (SLOWEST, FASTEST)


HEAD = 'kind = "lesson"\n[[cue]]\nname = "a"\n'


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[cue]]\nname = 'a'", ['kind: found nothing; allowed: "lesson", since it has cues']),
        ("kind = 'leson'\n[[cue]]\nname = 'a'", ['kind: found "leson"; allowed: "lesson"', "did you mean lesson?"]),
        ('kind = "lesson"', ["cue: found 0 tables; allowed: 1 to 100 [[cue]] tables"]),
        ('kind = "lesson"\n[cue]\nname = "a"', ["cue: found {name}; allowed: one [[cue]] table for each"]),
        ('kind = "lesson"\ncue = [3]', ["cue 1: found 3; allowed: a table [[cue]]"]),
        ('kind = "lesson"\nformat = 2\n[[cue]]\nname = "a"', ["format: found 2; allowed: 1"]),
        ('kind = "lesson"\ntitel = "x"\n[[cue]]\nname = "a"', ["titel: found an unknown key", "did you mean title?"]),
        ('kind = "lesson"\nspeed = 3\n[[cue]]\nname = "a"', ["speed: found an unknown key", "did you mean cue.speed?"]),
        ('kind = "lesson"\nmodel = 3\n[[cue]]\nname = "a"', ["model: found an", "did you mean cue.scenario.model?"]),
        ('kind = "lesson"\n[[cue]]', ["cue 1: name: found nothing; allowed: a name of small letters"]),
        ('kind = "lesson"\n[[cue]]\nname = "A b"', ['cue 1: name: found "A b"; allowed: small letters, digits and']),
        (HEAD + '[[cue]]\nname = "a"', ['cue 2: name: found "a"; allowed: a name that cue 1 does not have']),
        (HEAD + "play = 1", ["cue 1 (a): play: found 1; allowed: true, false"]),
        (HEAD + "speed = 0", ["cue 1 (a): speed: found 0; allowed: a number from 1 to 100000"]),
        (HEAD + "play_to = 2001", ["cue 1 (a): play_to: found 2001; allowed: 0 to 2000, the training.steps"]),
        (HEAD + f"words = '{'x' * 161}'", ["cue 1 (a): words: found", "allowed: at most 160 characters; it has 161"]),
        (HEAD + 'words = "a\\nb"', ["words: found", "a text on one line"]),
        (HEAD + 'notes = "a\\u0000b"', ["notes: found", "without control characters"]),
        (HEAD + "words = { english = 'x' }", ["words: found {english}; allowed: a string, or a table by language"]),
        (HEAD + 'panels = ["los"]', ['panels: found ["los"]; allowed: a list of some of', "did you mean loss?"]),
        (HEAD + "pley = true", ["cue 1 (a): pley: found an unknown key; allowed: name,", "did you mean play?"]),
        (HEAD + "[cue.training]\nsteps = 3", ["training: found an unknown key", "did you mean cue.scenario.training?"]),
        (HEAD + "learning_rate = 3", ["did you mean cue.scenario.training.learning_rate?"]),
        (HEAD + "scenario = 3", ["scenario: found 3; allowed: the tables of a scenario"]),
        (
            HEAD + '[cue.scenario]\ntitle = "x"',
            ["scenario.title: found", "nothing: the cue has its own title"],
        ),
        (HEAD + "[cue.scenario]\nformat = 1", ["scenario.format: found 1; allowed: nothing: the lesson has it"]),
        (
            HEAD + "[cue.scenario.training]\nlerning_rate = 1",
            ["cue 1 (a): scenario: training.lerning_rate: found an unknown key", "did you mean learning_rate?"],
        ),
        (
            HEAD + "[cue.scenario.training]\nsteps = 0",
            ["cue 1 (a): scenario: training.steps: found 0; allowed: a whole number from 1"],
        ),
        (
            HEAD + '[cue.scenario.training]\noptimizer = "adam"\nmomentum = 0.9',
            ["cue 1 (a): scenario: training.momentum: found 0.9; allowed: 0.0 here, since it acts"],
        ),
        (
            HEAD + '[[cue]]\nname = "b"\n[[cue.scenario.start]]\nbias = 1',
            ["cue 2 (b): scenario: start.0.bias: found 1.0; allowed: 0.0 here"],
        ),
        (
            HEAD + 'panels = ["loss"]\n[cue.scenario.recording]\npanels = ["push"]',
            ['panels: found ["loss"]; allowed: ["push"], which recording.panels says'],
        ),
    ],
)
def test_what_is_wrong_is_said_in_one_line(tmp_path, text, said):
    path = tmp_path / "wrong.toml"
    path.write_text(text)
    with pytest.raises(ScenarioError) as caught:
        read_lesson(path)
    message = str(caught.value)
    assert message.startswith(f"{path}: ")
    assert message.isprintable()
    for part in said:
        assert part in message


def test_names_of_lessons_and_cues(tmp_path, monkeypatch):
    folder = tmp_path / "lessons"
    folder.mkdir()
    (folder / "swing.toml").write_text(SWING)
    (folder / "plain.toml").write_text("")
    monkeypatch.setattr("reluviz.scenario.sources.resource", tmp_path.joinpath)
    monkeypatch.chdir(tmp_path)
    assert built_in_names() == ("plain", "swing", "swing/ask", "swing/more", "swing/adam", "swing/weight-alone")
    assert built_in_scenarios() == ("plain",)
    assert [lesson.name for lesson in built_in_lessons()] == ["swing"]
    lesson = built_in_lessons()[0]
    assert find_scenario("swing") == lesson.cues[0].scenario
    assert find_scenario("swing/adam") == lesson.cue("adam").scenario
    scenario, loaded = find_source("swing/more").load()
    assert loaded == lesson
    assert find_source("swing/more").cue_of(lesson).scenario == scenario
    assert find_source("plain").load() == (Scenario(), None)
    (tmp_path / "mine.toml").write_text(SWING)
    assert not find_source("mine.toml/more").built_in
    assert find_scenario("mine.toml/more") == lesson.cue("more").scenario
    with pytest.raises(ScenarioError, match=r'cue: found "mor"; allowed: "ask", .*did you mean more\?'):
        find_scenario("swing/mor")
    with pytest.raises(ScenarioError, match=r'it is a scenario, not a lesson: it has no cue "x"'):
        find_scenario("plain/x")
    with pytest.raises(ScenarioError, match=r"built-in scenarios: plain; lessons: swing; did you mean swing\?"):
        find_scenario("swin")
    with pytest.raises(ScenarioError, match=r"mine.toml: it is a lesson, not a scenario; .* mine.toml/cue"):
        read_scenario("mine.toml")
