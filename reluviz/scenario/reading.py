"""Reads scenarios from TOML, texts and files; any thread."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from reluviz.errors import ScenarioError
from reluviz.language import translate
from reluviz.scenario.files import parse_document, read_document
from reluviz.scenario.messages import at, meant, near_miss, one_line, refusal, shown
from reluviz.scenario.model import FIELDS, FORMAT, TABLES, Scenario
from reluviz.scenario.validation import check_scenario
from reluviz.scenario.values import check_value
from reluviz.scenario.variation import VARIED, in_order

LESSON = "lesson"
"""What a lesson's file says at its top: ``kind = "lesson"``."""

ARRAYS = frozenset({"target", "start", "variation"})
"""The tables that a file may have several of."""


def read_scenario(path: Path | str) -> Scenario:
    """Read and check a scenario file.

    Raises
    ------
    ScenarioError
        If the file cannot be read, is no TOML, or says something that is not allowed; one line that names the file.
    """
    return checked_scenario(read_document(path), str(path))


def parse_scenario(text: str, name: str = "scenario") -> Scenario:
    """Return the scenario that a TOML text says; errors name it as `name`.

    Raises
    ------
    ScenarioError
        If the text is no TOML, or says something that is not allowed.
    """
    return checked_scenario(parse_document(text, name), name)


def checked_scenario(document: Mapping[str, Any], name: str) -> Scenario:
    """Return the scenario of a parsed document; errors name it as `name`.

    Raises
    ------
    ScenarioError
        If it says something that is not allowed, or is a lesson.
    """
    if is_lesson(document):
        file = one_line(name, 300)
        words = translate("File", "it is a lesson, not a scenario; a cue of it is called {file}/cue")
        raise ScenarioError(at(file, words.format(file=file)))
    scenario = scenario_of(document, name)
    check_scenario(name, scenario)
    return scenario


def is_lesson(document: Mapping[str, Any]) -> bool:
    """Return whether a parsed document is a lesson: a sequence of scenarios with words."""
    return document.get("kind") == LESSON or "cue" in document


def scenario_of(document: Mapping[str, Any], name: str) -> Scenario:
    """Return the scenario of a parsed document, each value checked by itself, but not yet what they say together.

    Parameters
    ----------
    document
        Tables and values as `tomllib` gives them.
    name
        What errors name first.

    Raises
    ------
    ScenarioError
        On an unknown key, a wrong type or a value out of range.
    """
    fields = {entry.key: entry for entry in FIELDS[""]}
    parts: dict[str, Any] = {}
    for key, value in document.items():
        if key == "format":
            if value != FORMAT or type(value) is not int:
                raise refusal(name, "format", shown(value), str(FORMAT))
        elif key in fields:
            parts[key] = check_value(name, key, fields[key], value)
        elif key in ARRAYS:
            parts[key] = _array(name, key, value)
        elif key in TABLES:
            parts[key] = _table(name, key, key, value)
        else:
            raise _unknown(name, "", "", key)
    return Scenario(**parts)


def _array(name: str, table: str, value: Any) -> tuple[Any, ...]:
    if not isinstance(value, list | tuple):
        words = translate("Value", "one [[{table}]] table for each, in double brackets")
        raise refusal(name, table, shown(value), words.format(table=table))
    return tuple(_table(name, table, f"{table}.{index}", entry) for index, entry in enumerate(value))


def _table(name: str, table: str, path: str, value: Any) -> Any:
    fields = {entry.key: entry for entry in FIELDS[table]}
    entries: dict[str, Any] = {}
    changes: dict[str, Any] = {}
    for key, item in _items(name, table, path, value):
        if table == "variation" and key in VARIED:
            for inner, changed in _items(name, key, f"{path}.{key}", item):
                whole = f"{key}.{inner}"
                if whole not in fields:
                    raise _unknown(name, key, f"{path}.{key}", inner)
                changes[whole] = check_value(name, f"{path}.{whole}", fields[whole], changed)
        elif key not in fields or "." in key:
            raise _unknown(name, table, path, key)
        else:
            entries[key] = check_value(name, f"{path}.{key}", fields[key], item)
    return TABLES[table](**entries, **({"changes": in_order(changes)} if changes else {}))


def _items(name: str, table: str, path: str, value: Any) -> Iterable[tuple[str, Any]]:
    if not isinstance(value, Mapping):
        words = translate("Value", "a table such as [{table}]")
        raise refusal(name, path, shown(value), words.format(table=table))
    return value.items()


def _unknown(name: str, table: str, path: str, key: str) -> ScenarioError:
    here = [entry.key for entry in FIELDS[table]] + ([] if table else ["format", *TABLES])
    hint = near_miss(key, here)
    if table == "variation":
        inner = next((entry for entry in here if entry.endswith(f".{key}")), "")
        hint = meant(inner) if inner else hint
    if not hint:
        others = [entries for name, entries in FIELDS.items() if name != "variation"]
        elsewhere = {entry.key: entry.path for entries in others for entry in entries}
        hint = meant(elsewhere[key]) if key in elsewhere else near_miss(key, elsewhere)
    where = f"{path}.{key}" if path else key
    known = ", ".join(here)
    return refusal(name, where, translate("Value", "an unknown key"), known, hint)
