"""Every lesson of the program: true in each claim, whole in both languages, and ready for every command."""

import ast
import inspect
import re
import textwrap
import time
import tomllib
from collections.abc import Iterator

import numpy as np
import pytest

from reluviz.commands.inspect import inspected
from reluviz.scenario.lessons import Cue
from reluviz.scenario.reading import parse_scenario
from reluviz.scenario.sources import built_in_lessons, find_scenario
from reluviz.scenario.spec import Text
from reluviz.scenario.writing import scenario_text
from tests.lessons import bias_claims, remedy_claims, weight_claims, width_claims
from tests.lessons.claims import CHECKS

assert all((weight_claims, bias_claims, remedy_claims, width_claims))  # they fill the table

CUES: dict[str, Cue] = {f"{lesson.name}/{cue.name}": cue for lesson in built_in_lessons() for cue in lesson.cues}

NUMBER = re.compile(r"\d+(?:[.,\u00a0]\d+)*(?:e-?\d+)?")


def test_every_cue_has_a_check_and_every_check_a_cue():
    assert sorted(CHECKS) == sorted(CUES)


@pytest.mark.parametrize("name", CUES)
def test_what_a_cue_claims_is_true(name):
    begun = time.perf_counter()
    CHECKS[name](CUES[name])
    assert time.perf_counter() - begun < 60  # a check is no training of minutes


def _numbers_in(value: object) -> Iterator[float]:
    """Yield the numbers in what a TOML file holds; those in labels and titles are words."""
    if isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _numbers_in(each)
    elif isinstance(value, int | float):
        yield abs(float(value))


def _numbers_of_check(name: str) -> set[float]:
    """Return the numbers that a cue's check holds, and those of its scenario."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(CHECKS[name])))
    constants = (node.value for node in ast.walk(tree) if isinstance(node, ast.Constant))
    return {*_numbers_in(list(constants)), *_numbers_in(tomllib.loads(scenario_text(CUES[name].scenario)))}


@pytest.mark.parametrize("name", CUES)
def test_each_number_that_a_cue_or_its_notes_tell_stands_in_its_check(name):
    # Else it could be changed, in both languages, and no check would see it.
    cue = CUES[name]
    assert isinstance(cue.words, dict)
    assert isinstance(cue.notes, dict)
    told = {float(number.replace(",", "")) for number in NUMBER.findall(f"{cue.words['en']} {cue.notes['en']}")}
    # 0, 1 and 2 stand in formulas: the start, the solution, a power.
    assert told - {0.0, 1.0, 2.0} <= _numbers_of_check(name)


@pytest.mark.parametrize("name", [name for name, cue in CUES.items() if cue.ask])
def test_a_cue_that_asks_first_asks_and_does_not_tell(name):
    words = CUES[name].words
    assert isinstance(words, dict)
    assert all(text.endswith("?") for text in words.values())


@pytest.mark.parametrize("lesson", built_in_lessons(), ids=lambda lesson: lesson.name)
def test_curves_over_the_steps_fill_their_panel(lesson):
    for index, cue in enumerate(lesson.cues):
        if not cue.play or not {"loss", "parameters"} & set(cue.panels):
            continue
        played = index
        while played + 1 < len(lesson.cues) and lesson.goes_on(played + 1):
            played += 1
        last = max(each.last_step for each in lesson.cues[index : played + 1] if each.play)
        assert last >= 0.5 * cue.scenario.training.steps, cue.name


@pytest.mark.parametrize("name", CUES)
def test_every_cue_is_a_scenario_that_can_be_inspected(name):
    cue = CUES[name]
    assert find_scenario(name) == cue.scenario
    assert parse_scenario(scenario_text(cue.scenario), name) == cue.scenario
    entries = inspected(cue.scenario)
    assert entries
    assert all(np.isfinite(entry["loss"]) for entry in entries)
    assert cue.panels == cue.scenario.recording.panels


def test_the_list_of_lessons_is_the_lecture():
    lessons = built_in_lessons()
    assert [lesson.name for lesson in lessons] == [
        "question", "stops", "swing", "flips", "rates", "momentum", "leaky", "adam", "noise", "width", "distance",
    ]  # fmt: skip
    assert [lesson.order for lesson in lessons] == list(range(1, 12))
    assert all(3 <= len(lesson.cues) <= 6 for lesson in lessons)


def _texts() -> dict[str, Text]:
    texts: dict[str, Text] = {}
    for lesson in built_in_lessons():
        texts |= {f"{lesson.name} title": lesson.title, f"{lesson.name} about": lesson.about}
        for cue in lesson.cues:
            here = f"{lesson.name}/{cue.name}"
            texts |= {f"{here} {key}": getattr(cue, key) for key in ("title", "words", "notes")}
            texts |= {
                f"{here} start {index}": start.label for index, start in enumerate(cue.scenario.start) if start.label
            }
    return texts


TEXTS = _texts()


@pytest.mark.parametrize("name", TEXTS)
def test_every_text_is_there_in_both_languages(name):
    text = TEXTS[name]
    assert isinstance(text, dict)
    assert set(text) == {"en", "fr"}
    assert all(text.values())


@pytest.mark.parametrize("name", TEXTS)
def test_both_languages_tell_the_same_numbers(name):
    text = TEXTS[name]
    assert isinstance(text, dict)

    def numbers(language: str, point: str, thousands: str) -> set[float]:
        found = NUMBER.findall(text[language])
        # A sentence may name 0 more often than its translation.
        return {float(each.replace(thousands, "").replace(point, ".")) for each in found} - {0.0}

    assert numbers("en", ".", ",") == numbers("fr", ",", "\u00a0")


@pytest.mark.parametrize("name", TEXTS)
def test_french_is_set_as_french(name):
    text = TEXTS[name]
    assert isinstance(text, dict)
    french = text["fr"]
    assert "'" not in french
    assert not re.search(r"(?<!\u00a0)[?!;:]", french), french  # a space that does not break
    assert not re.search(r"\d\.\d", french), french
