"""A slider's positions: the ends are the range's, the way back is the same, and the values read well."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reluviz.desktop.controls.scale import Scale
from reluviz.scenario.model import FIELDS

NUMBERS = [entry for fields in FIELDS.values() for entry in fields if entry.spec.slider]


@pytest.mark.parametrize("field", NUMBERS, ids=lambda field: field.path)
def test_the_ends_are_those_of_the_slider(field):
    scale = Scale.of(field.spec)
    assert scale.value(0) == pytest.approx(field.spec.slider[0])
    assert scale.value(scale.count) == pytest.approx(field.spec.slider[1])


@pytest.mark.parametrize("field", NUMBERS, ids=lambda field: field.path)
def test_a_position_is_found_again_from_its_value(field):
    scale = Scale.of(field.spec)
    for position in range(scale.count + 1):
        value = scale.value(position)
        # Rounded values may stand for a few positions next to each other.
        assert scale.value(scale.position(value)) == pytest.approx(value, rel=0.06, abs=0.05)


@pytest.mark.parametrize("field", NUMBERS, ids=lambda field: field.path)
def test_values_grow(field):
    scale = Scale.of(field.spec)
    values = [scale.value(position) for position in range(scale.count + 1)]
    assert values == sorted(values)


@pytest.mark.parametrize("path", ["starts.count", "model.hidden_units"])
def test_sliders_of_what_costs_time_reach_all_that_is_allowed(path):
    spec = next(entry.spec for entry in NUMBERS if entry.path == path)
    scale = Scale.of(spec)
    assert [scale.value(0), scale.value(scale.count)] == [spec.minimum, spec.maximum]
    # Half of the slider is for the few that are usual.
    assert scale.value(scale.count // 2) == spec.maximum**0.5


@given(st.integers(0, 1000))
def test_linear_values_are_round(position):
    value = Scale(-12, 12).value(position)
    assert value == pytest.approx(round(value, 2), abs=1e-12)


def test_0_and_1_can_be_hit():
    values = {Scale(-12, 12).value(position) for position in range(1201)}
    assert {0.0, 1.0, -10.0, 10.0} <= {round(value, 9) for value in values}


def test_half_of_a_logarithmic_slider_is_the_geometric_mean():
    scale = Scale(1e-4, 10, logarithmic=True)
    assert scale.value(scale.count // 2) == pytest.approx((1e-4 * 10) ** 0.5, rel=0.05)


@pytest.mark.parametrize("field", NUMBERS, ids=lambda field: field.path)
def test_one_step_always_moves(field):
    scale = Scale.of(field.spec)
    value = scale.value(scale.count // 2)
    assert scale.moved(value, 1) > value
    assert scale.moved(value, -1) < value


def test_a_value_beyond_the_slider_stands_at_its_end():
    scale = Scale(-12, 12)
    assert scale.position(500) == scale.count
    assert scale.position(-500) == 0
