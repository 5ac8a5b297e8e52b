"""Typed numbers as people write them, and what is said of wrong ones."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reluviz.desktop.controls.words import (
    allowed_words,
    edited_number,
    read_number,
    refusal_words,
    shown_number,
    tooltip,
)
from reluviz.scenario.model import FIELDS, field


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1", 1),
        ("-2.5", -2.5),
        ("−2.5", -2.5),
        (" 0,5 ", 0.5),
        ("1,000", 1000),
        ("1,234,567", 1234567),
        ("12,5", 12.5),
        ("0,125", 0.125),
        ("1e-3", 0.001),
        ("2·10⁻⁵", 2e-5),
        ("3*10^4", 3e4),
        (".5", 0.5),
        ("1\u202f000", 1000),
        ("9223372036854775807", 2**63 - 1),
    ],
)
def test_numbers_are_read_as_people_write_them(text, value):
    assert read_number(text) == value


@pytest.mark.parametrize("text", ["", "abc", "1.2.3", "--1", "nan", "inf", "1e", "0x10", "1;2", "٣"])
def test_what_is_no_number_is_not_read(text):
    assert read_number(text) is None


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_what_is_edited_keeps_all_digits(value):
    assert read_number(edited_number(value)) == value


@given(st.integers(0, 2**63 - 1))
def test_whole_numbers_come_back(value):
    assert read_number(edited_number(value, whole=True)) == value
    assert read_number(shown_number(value, whole=True)) == value


def test_few_digits_are_shown():
    assert shown_number(-0.1451234567) == "−0.1451"
    assert shown_number(1000, whole=True) == "1,000"


def test_what_is_allowed_is_said():
    assert allowed_words(field("training.learning_rate").spec) == "above 0, up to 1,000"
    assert refusal_words(field("training.batch_size").spec, "x") == "Type a whole number from 1 to 100,000."
    assert refusal_words(field("training.learning_rate").spec, "x") == "Type a number above 0, up to 1,000."


@pytest.mark.parametrize(
    "entry", [entry for fields in FIELDS.values() for entry in fields], ids=lambda entry: entry.path
)
def test_every_tooltip_tells_meaning_and_range(entry):
    words = tooltip(entry.spec, 0.5)
    assert entry.spec.help in words
    if entry.spec.minimum is not None and entry.spec.kind in {"float", "int", "floats"}:
        assert "Range" in words
    assert ("running training" in words) == entry.spec.live
