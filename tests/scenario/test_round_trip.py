"""A scenario that is written and read again is equal, whatever it says."""

import dataclasses
import math
import tomllib

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reluviz.scenario.choices import RACER_COLORS
from reluviz.scenario.idle import idle_keys, settled
from reluviz.scenario.model import FIELDS, TABLES, Axis, Scenario, Variation
from reluviz.scenario.reading import parse_scenario
from reluviz.scenario.settings import apply_settings
from reluviz.scenario.validation import check_scenario
from reluviz.scenario.variation import OVERRIDES, in_order
from reluviz.scenario.writing import literal, scenario_text

TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp")), max_size=30)


def numbers(low, high, **more):
    return st.floats(low, high, allow_nan=False, allow_infinity=False, **more).map(lambda value: value + 0.0)


def axes():
    ends = st.lists(numbers(-1e6, 1e6), min_size=2, max_size=2, unique=True).map(sorted)
    return st.builds(lambda pair, count: Axis(pair[0], pair[1], count), ends, st.integers(2, 60))


def values(entry):
    spec = entry.spec
    match spec.kind:
        case "float":
            return numbers(spec.minimum, spec.maximum, exclude_min=spec.open_minimum)
        case "int":
            return st.integers(int(spec.minimum), int(spec.maximum))
        case "bool":
            return st.booleans()
        case "choice":
            return st.sampled_from(list(spec.choices))
        case "text":
            if entry.table == "view":
                return st.sampled_from(
                    ["weight", "bias", "output_weight", "output_bias", "weight[0]", "bias[1]", "pca"]
                )
            return TEXTS | st.dictionaries(st.sampled_from(["en", "fr", "de-CH"]), TEXTS, min_size=1)
        case "floats":
            return numbers(spec.minimum, spec.maximum)
        case "axis":
            return axes()
        case "range":
            ends = st.tuples(numbers(-1e6, 1e6), numbers(-1e6, 1e6)).map(sorted).map(tuple)
            return ends.filter(lambda pair: pair[1] - pair[0] > 1e-2)
        case "size":
            return st.tuples(*[st.integers(spec.minimum, spec.maximum)] * 2)
        case "panels":
            return st.permutations(list(spec.choices)).flatmap(
                lambda names: st.integers(1, len(names)).map(lambda count: tuple(names[:count]))
            )


def tables(name):
    return st.builds(TABLES[name], **{entry.key: st.just(entry.default) | values(entry) for entry in FIELDS[name]})


@st.composite
def variations(draw):
    label, color = draw(TEXTS), draw(st.sampled_from(list(RACER_COLORS)))
    changed = draw(st.lists(st.sampled_from(OVERRIDES), unique_by=lambda entry: entry.key, max_size=4))
    return Variation(label, color, in_order({entry.key: draw(values(entry)) for entry in changed}))


@st.composite
def scenarios(draw):
    scenario = Scenario(
        title=draw(TEXTS | st.dictionaries(st.sampled_from(["en", "fr"]), TEXTS, min_size=1)),
        data=draw(tables("data")),
        target=tuple(draw(st.lists(tables("target"), min_size=1, max_size=3))),
        model=draw(tables("model")),
        training=draw(tables("training")),
        start=tuple(draw(st.lists(tables("start"), max_size=3))),
        starts=draw(st.none() | tables("starts")),
        variation=tuple(draw(st.lists(variations(), max_size=7))),
        view=draw(tables("view")),
        recording=draw(tables("recording")),
    )
    if scenario.data.low >= scenario.data.high:
        scenario = dataclasses.replace(scenario, data=dataclasses.replace(scenario.data, low=-1.0, high=1.0))
    starts = scenario.starts
    if starts is not None:
        scenario = dataclasses.replace(scenario, starts=dataclasses.replace(starts, count=min(starts.count, 5000)))
        if starts.kind == "grid" and starts.weight is None:
            scenario = dataclasses.replace(scenario, starts=dataclasses.replace(starts, weight=draw(axes())))
    if scenario.model.variant == "hidden-layer" and scenario.start:
        units = scenario.model.hidden_units
        lists = {
            key: tuple(draw(st.lists(numbers(-1e6, 1e6), min_size=units, max_size=units)))
            for key in ("weight", "bias", "output_weight")
        }
        first = dataclasses.replace(scenario.start[0], **lists)
        scenario = dataclasses.replace(scenario, start=(first, *scenario.start[1:]))
    return settled(scenario)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(scenarios())
def test_written_and_read_again_is_equal(scenario):
    check_scenario("it", scenario)
    text = scenario_text(scenario)
    assert parse_scenario(text) == scenario
    assert scenario_text(parse_scenario(text)) == text


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(scenarios())
def test_settings_that_say_what_stands_change_nothing(scenario):
    training = scenario.training
    said = [
        f"training.learning_rate={training.learning_rate!r}",
        f"training.seed={training.seed}",
        f"view.x_range={list(scenario.view.x_range)}",
        f"title={literal(scenario.title)}",
    ]
    assert apply_settings(scenario, said) == scenario


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(scenarios(), st.sampled_from(list(FIELDS["model"][0].spec.choices)), st.sampled_from(["sgd", "adam"]))
def test_whatever_a_window_holds_can_be_written_and_read(scenario, variant, optimizer):
    """Controls change one value at a time and keep the others, so idle values are there when the file is saved."""
    held = dataclasses.replace(
        scenario,
        model=dataclasses.replace(scenario.model, variant=variant),
        training=dataclasses.replace(scenario.training, optimizer=optimizer, momentum=0.9, nesterov=True),
    )
    read = parse_scenario(scenario_text(held))
    assert read == settled(held)
    assert not list(idle_keys(read))
    assert read.model.variant == variant


def test_a_file_holds_only_what_differs():
    assert tomllib.loads(scenario_text(Scenario())) == {"format": 1}


def test_a_start_always_says_its_weight_and_no_zero_is_negative():
    scenario = parse_scenario("[[start]]\nweight = -0.0\n[starts]")
    assert math.copysign(1, scenario.start[0].weight) == 1
    assert scenario_text(scenario) == 'format = 1\n\n[[start]]\nweight = 0.0\n\n[starts]\nkind = "random"\n'


def test_literals_are_toml_on_one_line():
    for value in (
        'a "quoted" \\ thing',
        "L’énigme",
        -0.5,
        1e-300,
        1e22,
        2**62,
        True,
        (1.0, 2.0),
        {"en": "a", "fr": "b"},
    ):
        text = literal(value)
        assert "\n" not in text
        read = tomllib.loads(f"x = {text}")["x"]
        assert read == (list(value) if isinstance(value, tuple) else value)
        assert not isinstance(value, float) or math.copysign(1, read) == math.copysign(1, value)
