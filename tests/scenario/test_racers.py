"""The variations of a scenario: what a file may say of them, and the racers that they make."""

import dataclasses

import pytest

from reluviz.errors import ScenarioError
from reluviz.scenario.choices import RACER_COLORS
from reluviz.scenario.idle import settled
from reluviz.scenario.model import Scenario, Start, Training, Variation, field
from reluviz.scenario.racers import DEFAULT_ORDER, racers
from reluviz.scenario.reading import parse_scenario
from reluviz.scenario.settings import apply_settings
from reluviz.scenario.validation import check_scenario
from reluviz.scenario.variation import OVERRIDES
from reluviz.scenario.writing import scenario_text

RACE = """
[training]
momentum = 0.9
nesterov = true
[[start]]
weight = -1.0
label = "backwards"
[[variation]]
training.optimizer = "adam"
training.learning_rate = 0.05
[[variation]]
label = {en = "leaky", fr = "avec fuite"}
color = "green"
[variation.model]
activation = "leaky_relu"
negative_slope = 0.1
[[variation]]
"""


def test_each_racer_is_the_scenario_with_what_its_variation_overrides():
    scenario = parse_scenario(RACE)
    own, adam, leaky, same = racers(scenario)
    assert own.scenario == dataclasses.replace(scenario, variation=())
    assert (adam.scenario.training.optimizer, adam.scenario.training.learning_rate) == ("adam", 0.05)
    assert (adam.scenario.training.momentum, adam.scenario.training.nesterov) == (0.0, False)
    assert leaky.scenario.model == dataclasses.replace(own.scenario.model, activation="leaky_relu", negative_slope=0.1)
    assert leaky.scenario.training == own.scenario.training
    assert same.scenario == own.scenario
    for racer in (own, adam, leaky, same):
        assert racer.scenario.start == (Start(weight=-1.0, label="backwards"),)
        assert racer.scenario.variation == ()
        check_scenario("it", racer.scenario)
    assert [racer.label for racer in racers(scenario)] == [
        "ReLU, SGD, η = 0.01",
        "Adam, η = 0.05",
        {"en": "leaky", "fr": "avec fuite"},
        "ReLU, SGD, η = 0.01 (2)",
    ]


def test_every_racer_has_a_colour_of_its_own_unless_the_file_says_otherwise():
    assert [racer.color for racer in racers(parse_scenario(RACE))] == ["blue", "orange", "green", "purple"]
    assert set(DEFAULT_ORDER) == set(RACER_COLORS) - {""}
    many = racers(Scenario(variation=(Variation(color="blue"), *[Variation()] * 6)))
    assert len({racer.color for racer in many}) == 8
    assert many[1].color == "blue"


@pytest.mark.parametrize(
    ("variations", "labels"),
    [
        ("[[variation]]\n" * 3, ["SGD, η = 0.01", "SGD, η = 0.01 (2)", "SGD, η = 0.01 (3)", "SGD, η = 0.01 (4)"]),
        ("[[variation]]\ntraining.learning_rate = 0.1\n[[variation]]\n", ["η = 0.01", "η = 0.1", "η = 0.01 (2)"]),
        (
            '[[variation]]\ntraining.optimizer = "adam"\n' * 2 + "[[variation]]\ntraining.learning_rate = 0.5\n",
            ["SGD, η = 0.01", "Adam, η = 0.01", "Adam, η = 0.01 (2)", "η = 0.5"],
        ),
        (
            '[[variation]]\nlabel = "SGD, η = 0.01 (2)"\n[[variation]]\n',
            ["SGD, η = 0.01", "SGD, η = 0.01 (2)", "SGD, η = 0.01 (3)"],
        ),
    ],
)
def test_no_two_racers_have_one_label(variations, labels):
    found = [racer.label for racer in racers(parse_scenario(f"[[start]]\n{variations}"))]
    assert found == labels
    assert len(set(found)) == len(found)


def test_racers_are_called_by_something_where_no_change_of_theirs_acts():
    of_no_relu = Variation(changes=(("model.negative_slope", 0.1),))
    found = [racer.label for racer in racers(Scenario(variation=(of_no_relu,)))]
    assert found == ["SGD, η = 0.01", "SGD, η = 0.01 (2)"]


def test_a_varied_student_keeps_a_view_that_it_has():
    scenario = parse_scenario(
        '[model]\nvariant = "weight-bias"\n[view]\nkind = "surface"\ncut = 3\n[[start]]\nbias = 0.5\n'
        '[[variation]]\nmodel.variant = "weight"\n[[variation]]\nmodel.variant = "weight-bias-output"\n'
    )
    for racer in racers(scenario):
        check_scenario("it", racer.scenario)
    assert [racer.scenario.view.kind for racer in racers(scenario)] == ["surface", "auto", "surface"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('training.optimizer = "adm"', 'variation.0.training.optimizer: found "adm"; allowed: "sgd",'),
        ('training.optimizer = "adm"', "; did you mean adam?"),
        ("training.optimzer = 1", "variation.0.training.optimzer: found an unknown key; allowed: optimizer,"),
        ("training.optimzer = 1", "; did you mean optimizer?"),
        (
            "optimizer = 1",
            "variation.0.optimizer: found an unknown key; allowed: label, color, model.variant, model.activation, ",
        ),
        ("optimizer = 1", "; did you mean training.optimizer?"),
        ('"model.variant" = "weight"', "variation.0.model.variant: found an unknown key"),
        ("data.mean = 1", "variation.0.data: found an unknown key"),
        ("model = 3", "variation.0.model: found 3; allowed: a table such as [model]"),
        (
            'training.optimizer = "adam"\ntraining.momentum = 0.5',
            "variation.0.training.momentum: found 0.5; allowed: nothing here, since it acts with training.optimizer",
        ),
        ("model.hidden_units = 3", "variation.0.model.hidden_units: found 3; allowed: nothing here"),
        ("[[variation]]\n" * 7, "variation: found 8 tables; allowed: at most 7 [[variation]] tables"),
    ],
)
def test_what_is_wrong_is_told_in_one_line(text, told):
    with pytest.raises(ScenarioError) as caught:
        parse_scenario(f"[[variation]]\n{text}", "race.toml")
    message = str(caught.value)
    assert message.startswith("race.toml: variation")
    assert told in message
    assert "\n" not in message
    assert len(message) < 500


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("model.hidden_units = 8", "variation.0.model.hidden_units: found 8; allowed: 2, since start.0 has lists"),
        ("model.variant = 'weight'", 'variation.0.model.variant: found "weight"; allowed: "hidden-layer", since'),
    ],
)
def test_a_start_that_lists_its_units_allows_no_other_number_of_them(change, told):
    listed = "[model]\nvariant = 'hidden-layer'\n[[start]]\nweight = [1, 2]\n"
    with pytest.raises(ScenarioError, match="variation") as caught:
        parse_scenario(f"{listed}[[variation]]\n{change}")
    assert told in str(caught.value)
    parse_scenario(f"{listed.replace('[1, 2]', '1')}[[variation]]\n{change}")


def test_settings_reach_every_key_of_a_variation():
    scenario = parse_scenario(RACE)
    changed = apply_settings(
        scenario, ["variation.0.training.learning_rate=0.1", "variation.3.model.variant=weight-bias"]
    )
    assert dict(changed.variation[0].changes) == {"training.optimizer": "adam", "training.learning_rate": 0.1}
    assert changed.variation[3] == Variation(changes=(("model.variant", "weight-bias"),))
    for entry in OVERRIDES:
        value = next(iter(entry.spec.choices), None) or (True if entry.spec.kind == "bool" else 1)
        path = f"variation.3.{entry.key}"
        with_whom = {
            "model.negative_slope": ["variation.3.model.activation=leaky_relu"],
            "model.hidden_units": ["variation.3.model.variant=hidden-layer"],
        }.get(entry.key, [])
        done = apply_settings(scenario, [*with_whom, f"{path}={str(value).lower()}"])
        assert dict(done.variation[3].changes)[entry.key] == value
        assert field(entry.path) == entry


def test_a_setting_that_makes_a_variation_s_key_idle_takes_it_away():
    scenario = parse_scenario("[[variation]]\ntraining.momentum = 0.5\ntraining.seed = 3")
    changed = apply_settings(scenario, ["training.optimizer=adam"])
    assert changed.variation == (Variation(changes=(("training.seed", 3),)),)
    with pytest.raises(ScenarioError, match=r"^--set: variation\.0\.training\.momentum: found 0\.1; allowed: nothing"):
        apply_settings(scenario, ["training.optimizer=adam", "variation.0.training.momentum=0.1"])
    with pytest.raises(ScenarioError, match=r"^--set: variation\.0\.training\.momentum: found 0\.1; allowed: nothing"):
        apply_settings(scenario, ["training.optimizer=adam", "variation=[{training = {momentum = 0.1}}]"])


@pytest.mark.parametrize(
    ("setting", "told"),
    [
        ("variation.0.training.optimzer=adam", "; did you mean training.optimizer?"),
        ("variation.0.optimizer=adam", "; did you mean training.optimizer?"),
        ("variation.0.training.optimizer=adm", "; did you mean adam?"),
        ("variation.9.label=x", "found no such [[variation]] table; allowed: variation.0 to variation.3"),
        ("variation.x=3", "found no such key; allowed: variation.0.key"),
        ("variation.0.training.optimizer.x=3", "found no such key; allowed: variation.0.key"),
        ("start.0.training.optimizer=adam", "found no such key; allowed: start.0.key"),
    ],
)
def test_wrong_settings_are_told_in_one_line(setting, told):
    with pytest.raises(ScenarioError) as caught:
        apply_settings(parse_scenario(RACE), [setting])
    assert told in str(caught.value)
    assert str(caught.value).startswith("--set: ")
    assert "\n" not in str(caught.value)


def test_a_variation_is_written_as_a_person_would():
    scenario = parse_scenario(RACE)
    text = scenario_text(scenario)
    assert '[[variation]]\ntraining.optimizer = "adam"\ntraining.learning_rate = 0.05\n' in text
    assert text.endswith("\n\n[[variation]]\n")
    assert parse_scenario(text) == scenario


def test_what_acts_by_an_idle_key_alone_goes_with_it():
    changes = (("training.optimizer", "sgd"), ("training.nesterov", True))
    scenario = Scenario(training=Training(optimizer="rmsprop", momentum=0.5), variation=(Variation(changes=changes),))
    found = settled(scenario)
    assert (found.training.momentum, found.variation[0].changes) == (0.0, changes[:1])
    assert parse_scenario(scenario_text(scenario)) == found
