"""Reads lessons from TOML, texts and files; any thread."""

import dataclasses
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from reluviz.errors import ScenarioError
from reluviz.scenario.files import parse_document, read_document
from reluviz.scenario.lessons import CUE_FIELDS, LESSON_FIELDS, MOST_CUES, Cue, Lesson
from reluviz.scenario.merging import merged
from reluviz.scenario.messages import near_miss, one_line, refusal, shown
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
        found = "nothing" if kind is None else shown(kind)
        hint = near_miss(kind, [LESSON]) if isinstance(kind, str) else ""
        raise refusal(file, "kind", found, f'"{LESSON}", since it has cues', hint)
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
        raise refusal(file, "cue", shown(cues), "one [[cue]] table for each, in double brackets")
    if not 1 <= len(cues) <= MOST_CUES:
        raise refusal(file, "cue", f"{len(cues)} tables", f"1 to {MOST_CUES} [[cue]] tables")
    return Lesson(name, **parts, cues=_cues(file, cues))


def _cues(file: str, tables: Sequence[Any]) -> tuple[Cue, ...]:
    cues: list[Cue] = []
    for number, table in enumerate(tables, start=1):
        if not isinstance(table, Mapping):
            raise refusal(file, f"cue {number}", shown(table), "a table [[cue]]")
        place = f"{one_line(file, 300)}: cue {number}"
        if "name" not in table:
            raise refusal(place, "name", "nothing", "a name of small letters, digits and hyphens")
        cue = _cue(place, table, cues[-1].scenario if cues else Scenario())
        names = [earlier.name for earlier in cues]
        if cue.name in names:
            raise refusal(place, "name", shown(cue.name), f"a name that cue {names.index(cue.name) + 1} does not have")
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
        raise refusal(place, "scenario", shown(changes), "the tables of a scenario, such as [cue.scenario.training]")
    for key, why in (("format", "the lesson has it"), ("title", "the cue has its own title")):
        if key in changes:
            raise refusal(place, f"scenario.{key}", shown(changes[key]), f"nothing: {why}")
    scenario = merged(Scenario() if cue.fresh else before, changes, f"{place}: scenario")
    recording = scenario.recording
    if cue.panels and "panels" in changes.get("recording", {}) and recording.panels != cue.panels:
        raise refusal(place, "panels", shown(cue.panels), f"{shown(recording.panels)}, which recording.panels says")
    panels = cue.panels or recording.panels
    scenario = dataclasses.replace(scenario, title=cue.title, recording=dataclasses.replace(recording, panels=panels))
    cue = dataclasses.replace(cue, panels=panels, scenario=scenario)
    steps = scenario.training.steps
    if cue.last_step > steps:
        raise refusal(place, "play_to", shown(cue.play_to), f"0 to {steps}, the training.steps of its scenario")
    return cue


def _unknown(place: str, key: str, known: Sequence[str], others: Sequence[Field] = ()) -> ScenarioError:
    """Return the error for a key that is not there, with the place where it belongs, if there is one."""
    fields = {entry.key: entry.path for entries in FIELDS.values() for entry in entries}
    elsewhere = {entry.key: f"cue.{entry.key}" for entry in others}
    elsewhere = fields | {name: name for name in TABLES} | elsewhere
    if key in elsewhere:
        within = "" if elsewhere[key].startswith("cue.") else "cue.scenario."
        hint = f"; did you mean {within}{elsewhere[key]}?"
    else:
        hint = near_miss(key, known)
    return refusal(place, key, "an unknown key", ", ".join(known), hint)
