"""Overrides keys of a scenario, as ``--set table.key=value`` does; any thread."""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from reluviz.errors import ScenarioError
from reluviz.language import translate
from reluviz.scenario.merging import consistent, paths
from reluviz.scenario.messages import at, meant, near_miss, refusal, shown
from reluviz.scenario.model import FIELDS, TABLES, Scenario
from reluviz.scenario.reading import ARRAYS, scenario_of
from reluviz.scenario.spec import Field
from reluviz.scenario.values import check_value
from reluviz.scenario.writing import document_of

if TYPE_CHECKING:
    from reluviz.scenario.lessons import Cue, Lesson

OPTION = "--set"
"""What errors name where they name a file otherwise."""


def apply_settings(scenario: Scenario, settings: Sequence[str]) -> Scenario:
    """Return the scenario with keys overridden.

    Parameters
    ----------
    scenario
        A scenario that makes sense.
    settings
        Such as ``training.learning_rate=0.1``, ``start.0.weight=-3`` (the number after the last adds a start),
        ``view.x_range=[-3, 3]`` or ``title=Anything``. Values are TOML; what is no TOML is taken as a string.

    Returns
    -------
    Scenario
        Where a setting makes another key idle (``training.optimizer=adam`` where there was a momentum), that key
        returns to its default, unless it was set as well.

    Raises
    ------
    ScenarioError
        If a setting names no key, its value is not allowed, or the result makes no sense.
    """
    if not settings:
        return scenario
    document = document_of(scenario)
    given = {path for setting in settings for path in _put(document, setting)}
    return consistent(scenario, document, given, OPTION)


def lesson_with(lesson: "Lesson", settings: Sequence[str]) -> "Lesson":
    """Return the lesson with keys overridden in every cue, whatever it says itself; no cue plays beyond its training.

    Raises
    ------
    ScenarioError
        If a setting cannot be made in one of the cues; the error names it.
    """
    return replace(lesson, cues=tuple(_cue_with(cue, f"{lesson.name}/{cue.name}", settings) for cue in lesson.cues))


def _cue_with(cue: "Cue", name: str, settings: Sequence[str]) -> "Cue":
    if not settings:
        return cue
    try:
        scenario = apply_settings(cue.scenario, settings)
    except ScenarioError as error:
        raise ScenarioError(at(name, str(error)), error.found, error.allowed) from None
    play_to = None if cue.play_to is None else min(cue.play_to, scenario.training.steps)
    return replace(cue, scenario=scenario, panels=scenario.recording.panels, play_to=play_to)


def _put(document: dict[str, Any], setting: str) -> list[str]:
    """Put one setting into the document; return the paths of the keys that it gives."""
    path, equals, text = setting.partition("=")
    path = path.strip()
    if not equals or not path:
        words = translate("Setting", "table.key=value, such as training.learning_rate=0.1")
        raise refusal(OPTION, path or translate("Value", "nothing"), shown(setting), words)
    parts = path.split(".")
    field = _field(parts)
    value = _parsed(text.strip(), field)
    if field is not None:
        check_value(OPTION, path, field, value)
    table, *rest = parts
    if not rest:
        scenario_of({table: value}, OPTION)  # so that later settings find a table to put keys into
        document[table] = value
        return paths(path, value) if field is None else [path]
    target: dict[str, Any] = document.setdefault(table, {}) if table not in ARRAYS else _entry(document, parts)
    for inner in rest[1:-1]:  # the table of a variation that the key belongs to
        target = target.setdefault(inner, {})
    target[rest[-1]] = value
    return [path]


def _field(parts: list[str]) -> Field | None:
    """Return the field that a path names, or None for a table or the format; ScenarioError if it names none of them."""
    path = ".".join(parts)
    table, *rest = parts
    top = {entry.key: entry for entry in FIELDS[""]}
    if len(parts) == 1 and table in top:
        return top[table]
    if len(parts) == 1 and (table in TABLES or table == "format"):
        return None
    if table not in TABLES:
        words = translate("Setting", "table.key of a scenario")
        raise refusal(OPTION, path, translate("Setting", "no such key"), words, _meant(parts))
    if table in ARRAYS:
        longest = 3 if table == "variation" else 2
        if not 2 <= len(rest) <= longest or not re.fullmatch(r"[0-9]{1,6}", rest[0]):
            words = translate("Setting", "{table}.0.key for the first [[{table}]] table, {table}.1.key for the second")
            raise refusal(OPTION, path, translate("Setting", "no such key"), words.format(table=table))
        rest = [".".join(rest[1:])]
    for entry in FIELDS[table]:
        if rest == [entry.key]:
            return entry
    known = ", ".join(entry.key for entry in FIELDS[table])
    raise refusal(OPTION, path, translate("Setting", "no such key"), known, _meant(parts))


def _meant(parts: list[str]) -> str:
    table, key = parts[0], parts[-1]
    paths = [entry.path for entries in FIELDS.values() for entry in entries]
    if table == "variation":
        inner = next((entry.key for entry in FIELDS[table] if entry.key.endswith(f".{key}")), "")
        own = [entry.key for entry in FIELDS[table]]
        return meant(inner) if inner else near_miss(".".join(parts[2:]), own)
    begun = [".".join(parts[:count]) for count in range(1, len(parts))]
    for path in begun:
        if path in paths:
            return meant(path)  # a key, with something behind it
    own = [path for path in paths if path == key or path.startswith(f"{table}.")]
    return (
        near_miss(key, [path.rpartition(".")[2] for path in own])
        or next((meant(path) for path in paths if path.endswith(f".{key}")), "")
        or near_miss(".".join(parts), [*paths, *TABLES])
    )


def _entry(document: dict[str, Any], parts: list[str]) -> dict[str, Any]:
    table, index = parts[0], int(parts[1])
    entries: list[dict[str, Any]] = document[table]
    if index == len(entries):
        entries.append({})
    if index > len(entries):
        words = translate("Setting", "{table}.0 to {table}.{last}") if entries else "{table}.0"
        found = translate("Setting", "no such [[{table}]] table").format(table=table)
        raise refusal(OPTION, ".".join(parts), found, words.format(table=table, last=len(entries)))
    return entries[index]


def _parsed(text: str, field: Field | None) -> Any:
    try:
        document = tomllib.loads(f"value = {text}")
    except (ValueError, RecursionError):
        return text
    value = document["value"] if len(document) == 1 else text
    # A title or a label may be written without quotes even if it looks like a number.
    if field is not None and field.spec.kind == "text" and not isinstance(value, str | dict):
        return text
    return value
