"""Reads lessons from TOML, texts and files; any thread."""

import dataclasses
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from reluviz.errors import ScenarioError
from reluviz.language import translate
from reluviz.scenario.files import parse_document, read_document
from reluviz.scenario.lessons import CUE_FIELDS, LESSON_FIELDS, MOST_CUES, Cue, Lesson
from reluviz.scenario.merging import merged
from reluviz.scenario.messages import at, counted_tables, meant, near_miss, one_line, refusal, shown, tables_from_one
from reluviz.scenario.model import FIELDS, FORMAT, TABLES, Scenario
from reluviz.scenario.reading import LESSON
from reluviz.scenario.spec import Field
from reluviz.scenario.values import check_value

_OWN = ("format", "kind", "cue")
"""The keys at the top of the file that are not fields of a lesson."""


def read_lesson(path: Path | str) -> Lesson:
    """Read and check a lesson's file; the lesson has its name.

    Raises
    ------
    ScenarioError
        If the file cannot be read, is no TOML, or says something that is not allowed; one line that names the file,
        and the cue where it is in one.
    """
    return lesson_of(read_document(path), str(path), Path(path).stem)


def parse_lesson(text: str, name: str = "lesson") -> Lesson:
    """Return the lesson that a TOML text says, called `name`, as errors name it too; ScenarioError if it is wrong."""
    return lesson_of(parse_document(text, name), name, name)


def lesson_of(document: Mapping[str, Any], file: str, name: str) -> Lesson:
    """Return the lesson of a parsed document.

    Parameters
    ----------
    document
        Tables and values as `tomllib` gives them.
    file
        What errors name first.
    name
        What the lesson is called.

    Raises
    ------
    ScenarioError
        On the first thing that is not allowed.
    """
    if document.get("kind") != LESSON:
        kind = document.get("kind")
        found = translate("Value", "nothing") if kind is None else shown(kind)
        hint = near_miss(kind, [LESSON]) if isinstance(kind, str) else ""
        words = translate("Value", '"{lesson}", since it has cues')
        raise refusal(file, "kind", found, words.format(lesson=LESSON), hint)
    if document.get("format", FORMAT) != FORMAT or type(document.get("format", FORMAT)) is not int:
        raise refusal(file, "format", shown(document["format"]), str(FORMAT))
    fields = {entry.key: entry for entry in LESSON_FIELDS}
    parts: dict[str, Any] = {}
    for key, value in document.items():
        if key in fields:
            parts[key] = check_value(file, key, fields[key], value)
        elif key not in _OWN:
            raise _unknown(file, key, [*_OWN, *fields], CUE_FIELDS)
    cues = document.get("cue", [])
    if not isinstance(cues, list):
        words = translate("Value", "one [[{table}]] table for each, in double brackets")
        raise refusal(file, "cue", shown(cues), words.format(table="cue"))
    if not 1 <= len(cues) <= MOST_CUES:
        raise refusal(file, "cue", counted_tables(len(cues)), tables_from_one(MOST_CUES, "cue"))
    return Lesson(name, **parts, cues=_cues(file, cues))


def _cue_number(number: int) -> str:
    return translate("Value", "cue {number}").format(number=number)


def _cues(file: str, tables: Sequence[Any]) -> tuple[Cue, ...]:
    cues: list[Cue] = []
    for number, table in enumerate(tables, start=1):
        if not isinstance(table, Mapping):
            raise refusal(file, _cue_number(number), shown(table), translate("Value", "a table [[cue]]"))
        place = at(one_line(file, 300), _cue_number(number))
        if "name" not in table:
            allowed = translate("Value", "a name of small letters, digits and hyphens")
            raise refusal(place, "name", translate("Value", "nothing"), allowed)
        cue = _cue(place, table, cues[-1].scenario if cues else Scenario())
        names = [earlier.name for earlier in cues]
        if cue.name in names:
            words = translate("Value", "a name that cue {number} does not have")
            raise refusal(place, "name", shown(cue.name), words.format(number=names.index(cue.name) + 1))
        cues.append(cue)
    return tuple(cues)


def _cue(place: str, table: Mapping[str, Any], before: Scenario) -> Cue:
    fields = {entry.key: entry for entry in CUE_FIELDS}
    name = check_value(place, "name", fields["name"], table["name"])
    place = f"{place} ({one_line(name)})"
    parts: dict[str, Any] = {}
    for key, value in table.items():
        if key in fields:
            parts[key] = check_value(place, key, fields[key], value)
        elif key != "scenario":
            raise _unknown(place, key, [*fields, "scenario"])
    cue = Cue(**parts)
    changes = table.get("scenario", {})
    if not isinstance(changes, Mapping):
        words = translate("Value", "the tables of a scenario, such as [cue.scenario.training]")
        raise refusal(place, "scenario", shown(changes), words)
    if "format" in changes:
        words = translate("Value", "nothing: the lesson has it")
        raise refusal(place, "scenario.format", shown(changes["format"]), words)
    if "title" in changes:
        words = translate("Value", "nothing: the cue has its own title")
        raise refusal(place, "scenario.title", shown(changes["title"]), words)
    scenario = merged(Scenario() if cue.fresh else before, changes, at(place, "scenario"))
    recording = scenario.recording
    if cue.panels and "panels" in changes.get("recording", {}) and recording.panels != cue.panels:
        words = translate("Value", "{panels}, which recording.panels says")
        raise refusal(place, "panels", shown(cue.panels), words.format(panels=shown(recording.panels)))
    panels = cue.panels or recording.panels
    scenario = dataclasses.replace(scenario, title=cue.title, recording=dataclasses.replace(recording, panels=panels))
    cue = dataclasses.replace(cue, panels=panels, scenario=scenario)
    steps = scenario.training.steps
    if cue.last_step > steps:
        words = translate("Value", "0 to {steps}, the training.steps of its scenario")
        raise refusal(place, "play_to", shown(cue.play_to), words.format(steps=steps))
    return cue


def _unknown(place: str, key: str, known: Sequence[str], others: Sequence[Field] = ()) -> ScenarioError:
    """Return the error for a key that is not there, with the place where it belongs, if there is one."""
    fields = {entry.key: entry.path for entries in FIELDS.values() for entry in entries}
    elsewhere = {entry.key: f"cue.{entry.key}" for entry in others}
    elsewhere = fields | {name: name for name in TABLES} | elsewhere
    if key in elsewhere:
        within = "" if elsewhere[key].startswith("cue.") else "cue.scenario."
        hint = meant(f"{within}{elsewhere[key]}")
    else:
        hint = near_miss(key, known)
    return refusal(place, key, translate("Value", "an unknown key"), ", ".join(known), hint)
