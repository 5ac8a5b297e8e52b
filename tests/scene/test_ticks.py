"""Ticks are round numbers within the axis, each with the text that people write."""

import itertools
import math

import pytest

from reluviz.scene.ticks import linear_ticks, log_ticks, number_text, power_text, root_ticks


@pytest.mark.parametrize(
    ("low", "high", "count", "texts"),
    [
        (-3.2, 3.2, 7, ["−3", "−2", "−1", "0", "1", "2", "3"]),
        (-12.0, 12.0, 5, ["−10", "−5", "0", "5", "10"]),
        (0.0, 0.01, 5, ["0", "0.002", "0.004", "0.006", "0.008", "0.010"]),
        (0.0, 100_000.0, 4, ["0", "50,000", "100,000"]),
        # Steps of 5 would leave one number alone.
        (-0.6, 4.0, 2, ["0", "2", "4"]),
    ],
)
def test_linear_ticks(low, high, count, texts):
    found = linear_ticks(low, high, count)
    assert [text for _, text in found] == texts
    assert all(low - 1e-12 <= value <= high + 1e-12 for value, _ in found)


@pytest.mark.parametrize("ends", [(1.0, 1.0), (2.0, 1.0), (0.0, math.inf), (math.nan, 1.0), (1e9, 1e9 + 1e-6)])
def test_no_linear_ticks_where_there_is_no_length(ends):
    assert linear_ticks(*ends, 5) == []


def test_linear_ticks_of_large_and_tiny_numbers_have_powers_of_ten():
    assert [text for _, text in linear_ticks(0.0, 2e7, 2)] == ["0", "1·10⁷", "2·10⁷"]
    assert number_text(-3.2e-9, 10) == "−3.2·10⁻⁹"


def test_log_ticks_are_powers_of_ten():
    assert [text for _, text in log_ticks(1e-4, 100.0, 10)] == ["10⁻⁴", "10⁻³", "10⁻²", "0.1", "1", "10", "10²"]
    assert [text for _, text in log_ticks(1e-6, 1.0, 4)] == ["10⁻⁶", "10⁻⁴", "10⁻²", "1"]


def test_log_ticks_within_one_power_of_ten_are_round_numbers():
    assert [text for _, text in log_ticks(0.26, 0.58, 4)] == ["0.3", "0.4", "0.5"]


@pytest.mark.parametrize("ends", [(0.0, 1.0), (-1.0, 1.0), (1.0, 1.0), (1.0, math.inf)])
def test_no_log_ticks_where_there_is_no_logarithm(ends):
    assert log_ticks(*ends, 5) == []


def test_root_ticks_begin_at_0_and_are_evenly_spread_to_the_eye():
    found = root_ticks(0.0, 80.0, 9)
    assert found[0] == (0.0, "0")
    assert [text for _, text in found] == ["0", "1", "5", "10", "20", "50"]
    gaps = [math.sqrt(b) - math.sqrt(a) for (a, _), (b, _) in itertools.pairwise(found)]
    assert min(gaps) >= 0.8 * math.sqrt(80.0) / 9


def test_root_ticks_of_a_short_axis():
    assert [text for _, text in root_ticks(0.0, 0.6, 6)] == ["0", "0.02", "0.1", "0.2", "0.5"]
    assert root_ticks(1.0, 1.0, 5) == []


def test_power_text():
    assert [power_text(power) for power in (-3, -1, 0, 1, 4)] == ["10⁻³", "0.1", "1", "10", "10⁴"]
