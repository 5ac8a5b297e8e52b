import math

import pytest

from reluviz.scene.numbers import (
    format_count,
    format_number,
    format_percent,
    format_value,
    full_number,
    power_of_ten,
)


@pytest.mark.parametrize(
    ("value", "digits", "text"),
    [
        (-0.145, 3, "−0.145"),
        (12.345, 3, "12.3"),
        (1204.0, 3, "1,204"),
        (123456.7, 2, "123,457"),
        (1.0, 4, "1.000"),
        (0.9996, 3, "1.00"),
        (999999.9, 3, "10⁶"),
        (1e6, 3, "10⁶"),
        (-2.5e9, 3, "−2.5·10⁹"),
        (3.2e-5, 2, "3.2·10⁻⁵"),
        (-1.9e-8, 2, "−1.9·10⁻⁸"),
        (9.999e-8, 2, "10⁻⁷"),
        (0.001, 2, "0.0010"),
        (0.000999, 2, "0.0010"),
        (1e-300, 3, "10⁻³⁰⁰"),
        (0.0, 3, "0"),
        (-0.0, 3, "0"),
        (math.nan, 3, "no number"),
        (math.inf, 3, "infinite"),
        (-math.inf, 3, "infinite, below 0"),
    ],
)
def test_a_number_has_the_digits_that_the_eye_can_use(value, digits, text):
    assert format_number(value, digits) == text


@pytest.mark.parametrize(("value", "text"), [(0.01, "0.01"), (0.5, "0.5"), (1200.0, "1,200"), (100.0, "100")])
def test_zeros_at_the_end_can_be_left_out_but_not_those_before_the_point(value, text):
    assert format_number(value, 3, trim=True) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [(-1.7, "−1.700"), (0.0, "0.000"), (-0.0, "0.000"), (10.0, "10.000"), (1.9e-8, "1.9·10⁻⁸"), (25_000.4, "25,000")],
)
def test_a_value_that_moves_keeps_its_decimals(value, text):
    assert format_value(value) == text


@pytest.mark.parametrize(
    ("share", "text"),
    [
        (0.008, "0.8 %"),
        (0.5, "50 %"),
        (1.0, "100 %"),
        (0.99996, "> 99.9 %"),
        (0.9952, "99.5 %"),
        (2.4e-6, "2.4·10⁻⁴ %"),
    ],
)
def test_a_share_is_told_in_per_cent_and_never_rounded_up_to_all(share, text):
    assert format_percent(share).replace("\u00a0", " ") == text


@pytest.mark.parametrize("value", [0.1 + 0.2, -1 / 3, 1e22, 5.0, -2.5e-9, 123456789.125, 2.0**-1074])
def test_the_full_number_says_every_digit(value):
    text = full_number(value)
    mantissa, _, power = text.partition("·10")
    exponent = power.translate(str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")) or "0"
    assert float(f"{mantissa.replace('−', '-')}e{exponent}") == value
    assert "-" not in text
    assert "e" not in text


def test_words_stand_for_what_is_no_number_in_full_too():
    assert full_number(math.nan) == "no number"


def test_powers_and_counts():
    assert power_of_ten(-12) == "10⁻¹²"
    assert format_count(1204) == "1,204"
    assert format_count(-3) == "−3"
