"""Writes a lesson as TOML that reads like a hand-written file; any thread."""

import dataclasses
import tomllib
from collections.abc import Mapping
from typing import Any

from reluviz.errors import ScenarioError
from reluviz.scenario.lessons import CUE_FIELDS, LESSON_FIELDS, Cue, Lesson
from reluviz.scenario.merging import merged
from reluviz.scenario.model import FORMAT, TABLES, Scenario
from reluviz.scenario.reading import LESSON
from reluviz.scenario.writing import document_of, literal, scenario_text


def lesson_text(lesson: Lesson) -> str:
    """Return the TOML of a lesson: of each cue only what differs from the defaults, and from the cue before.

    Read again, it gives an equal lesson, if the cues are as a file has them: nothing idle in their scenarios, and their
    titles and panels those of the scenarios.
    """
    top = [f"format = {FORMAT}", f'kind = "{LESSON}"']
    top += [
        f"{entry.key} = {literal(value)}"
        for entry in LESSON_FIELDS
        if (value := getattr(lesson, entry.key)) != entry.default
    ]
    blocks = ["\n".join(top)]
    before = Scenario()
    for cue in lesson.cues:
        blocks.append(_cue_text(cue, before))
        before = cue.scenario
    return "\n\n".join(blocks) + "\n"


def _cue_text(cue: Cue, before: Scenario) -> str:
    scenario = _untitled(cue.scenario)
    # Panels are the cue's own key.
    base = dataclasses.replace(
        _untitled(Scenario() if cue.fresh else before),
        recording=dataclasses.replace(
            (Scenario() if cue.fresh else before).recording, panels=scenario.recording.panels
        ),
    )
    changes = _changes(base, scenario)
    if not cue.fresh and _after(base, changes) != scenario:
        cue = dataclasses.replace(cue, fresh=True)
    if cue.fresh:
        plain = dataclasses.replace(
            scenario, recording=dataclasses.replace(scenario.recording, panels=Scenario().recording.panels)
        )
        changes = {key: value for key, value in tomllib.loads(scenario_text(plain)).items() if key != "format"}
    lines = ["[[cue]]"]
    lines += [
        f"{entry.key} = {literal(value)}"
        for entry in CUE_FIELDS
        if (value := getattr(cue, entry.key)) != entry.default or entry.key == "name"
    ]
    emptied = [key for key, value in changes.items() if value == []]
    if emptied:
        lines += ["", "[cue.scenario]", *(f"{key} = []" for key in emptied)]
    for key, value in changes.items():
        if isinstance(value, Mapping):
            lines += ["", f"[cue.scenario.{key}]", *_lines(value)]
        else:
            lines += [line for entry in value for line in ("", f"[[cue.scenario.{key}]]", *_lines(entry))]
    return "\n".join(lines)


def _lines(table: Mapping[str, Any]) -> list[str]:
    return [f"{key} = {literal(value)}" for key, value in table.items()]


def _untitled(scenario: Scenario) -> Scenario:
    return dataclasses.replace(scenario, title="")


def _changes(before: Scenario, after: Scenario) -> dict[str, Any]:
    """Return the keys of `after` that `before` has otherwise, as `merging.merged` takes them."""
    old, new = document_of(before), document_of(after)
    changes: dict[str, Any] = {}
    for table in TABLES:
        if old.get(table) == new.get(table) or table not in new:
            continue
        if isinstance(new[table], list):
            changes[table] = new[table]
        else:
            kept = old.get(table, {})
            changes[table] = {key: value for key, value in new[table].items() if kept.get(key) != value}
    return changes


def _after(before: Scenario, changes: Mapping[str, Any]) -> Scenario | None:
    try:
        return merged(before, changes, "")
    except ScenarioError:
        return None
