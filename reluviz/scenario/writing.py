"""Writes a scenario as TOML that reads like a hand-written file; any thread."""

import math
from collections.abc import Iterator, Mapping
from typing import Any

import tomli_w

from reluviz.scenario.idle import settled
from reluviz.scenario.model import FIELDS, FORMAT, TABLES, Axis, Scenario, Variation


def scenario_text(scenario: Scenario) -> str:
    """Return the TOML of a scenario: the format, and only what differs from the defaults.

    What does not act (`idle.settled`) is left out, so that the text can always be read again; it then gives an equal
    scenario.
    """
    scenario = settled(scenario)
    blocks = ["\n".join([f"format = {FORMAT}", *_lines("", scenario)])]
    for table in TABLES:
        part = getattr(scenario, table)
        if isinstance(part, tuple):
            if part != getattr(Scenario(), table):
                blocks += ["\n".join([f"[[{table}]]", *_lines(table, entry, always="weight")]) for entry in part]
        elif part is not None:
            lines = _lines(table, part, always="kind" if table == "starts" else "")
            if lines:
                blocks.append("\n".join([f"[{table}]", *lines]))
    return "\n\n".join(blocks) + "\n"


def _lines(table: str, part: Any, always: str = "") -> list[str]:
    values = {key: (value, default) for key, value, default in _values(table, part)}
    return [
        f"{key} = {literal(value)}" for key, (value, default) in values.items() if value != default or key == always
    ]


def _values(table: str, part: Any) -> Iterator[tuple[str, Any, Any]]:
    """Yield key, value and default of each field of a table; of what a variation may override, only what it does."""
    changes = dict(part.changes) if isinstance(part, Variation) else {}
    for entry in FIELDS[table]:
        if not isinstance(part, Variation) or "." not in entry.key:
            yield entry.key, getattr(part, entry.key), entry.default
        elif entry.key in changes:
            yield entry.key, changes[entry.key], None


def literal(value: Any) -> str:
    """Return a value of a scenario as TOML on one line."""
    if isinstance(value, Axis):
        return literal({"from": value.start, "to": value.stop, "count": value.count})
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{key} = {literal(item)}" for key, item in value.items()) + " }"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(literal(item) for item in value) + "]"
    if isinstance(value, float) and not math.isfinite(value):
        raise ValueError(f"a scenario has no {value}")
    return tomli_w.dumps({"value": value}).removeprefix("value = ").removesuffix("\n")


def document_of(scenario: Scenario) -> dict[str, Any]:
    """Return every value of a scenario as the tables that `reading.scenario_of` takes."""

    def plain(value: Any) -> Any:
        if isinstance(value, Axis):
            return {"from": value.start, "to": value.stop, "count": value.count}
        return list(value) if isinstance(value, tuple) else value

    def entries(table: str, part: Any) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for key, value, _ in _values(table, part):
            inner, _, name = key.rpartition(".")
            if value is not None:
                (values.setdefault(inner, {}) if inner else values)[name] = plain(value)
        return values

    document = entries("", scenario)
    for table in TABLES:
        part = getattr(scenario, table)
        if isinstance(part, tuple):
            document[table] = [entries(table, entry) for entry in part]
        elif part is not None:
            document[table] = entries(table, part)
    return document
