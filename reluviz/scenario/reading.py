"""Reads scenarios from TOML, texts and files; any thread."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from reluviz.errors import ScenarioError
from reluviz.scenario.messages import near_miss, one_line, refusal, shown
from reluviz.scenario.model import FIELDS, FORMAT, TABLES, Scenario
from reluviz.scenario.validation import check_scenario
from reluviz.scenario.values import check_value
from reluviz.scenario.variation import VARIED, in_order

LARGEST_FILE = 4_000_000
"""How many bytes a scenario file may have: more than ten thousand starts need."""

ARRAYS = frozenset({"target", "start", "variation"})
"""The tables that a file may have several of."""


def read_scenario(path: Path | str) -> Scenario:
    """Read and check a scenario file.

    Raises
    ------
    ScenarioError
        If the file cannot be read, is no TOML, or says something that is not allowed; one line that names the file.
    """
    name = str(path)
    try:
        with Path(path).open("rb") as file:
            data = file.read(LARGEST_FILE + 1)
    except IsADirectoryError:
        raise ScenarioError(f"{one_line(name, 300)}: it is a folder, not a scenario file") from None
    except FileNotFoundError:
        raise ScenarioError(f"{one_line(name, 300)}: there is no such file") from None
    except (OSError, ValueError) as error:  # ValueError: a name with a null character
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise ScenarioError(f"{one_line(name, 300)}: cannot be read: {reason}") from None
    if len(data) > LARGEST_FILE:
        raise ScenarioError(
            f"{one_line(name, 300)}: larger than {LARGEST_FILE // 1_000_000} MB; a scenario is a small text file"
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise ScenarioError(f"{one_line(name, 300)}: line {line}: not UTF-8 text; save the file as UTF-8") from None
    return parse_scenario(text, name)


def parse_scenario(text: str, name: str = "scenario") -> Scenario:
    """Return the scenario that a TOML text says; errors name it as `name`.

    Raises
    ------
    ScenarioError
        If the text is no TOML, or says something that is not allowed.
    """
    try:
        document = tomllib.loads(text + "\n")  # so that an error in the last line has a number
    except RecursionError:
        raise ScenarioError(f"{one_line(name, 300)}: tables or lists are nested too deeply") from None
    except ValueError as error:  # TOMLDecodeError, or a whole number of thousands of digits
        raise ScenarioError(f"{one_line(name, 300)}: {_toml_problem(str(error))}") from None
    scenario = scenario_of(document, name)
    check_scenario(name, scenario)
    return scenario


def _toml_problem(message: str) -> str:
    found = re.fullmatch(r"(.*) \(at (?:line (\d+), column (\d+)|(end of document))\)", message, re.DOTALL)
    if found is None:
        if "int_max_str_digits" in message:
            return "a whole number has too many digits"
        return f"not TOML: {one_line(message, 120)}"
    problem, line, column, _ = found.groups()
    place = f"line {line}, column {column}" if line else "end of the file"
    return f"{place}: not TOML: {one_line(problem, 120)}"


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
        raise refusal(name, table, shown(value), f"one [[{table}]] table for each, in double brackets")
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
        raise refusal(name, path, shown(value), f"a table such as [{table}]")
    return value.items()


def _unknown(name: str, table: str, path: str, key: str) -> ScenarioError:
    here = [entry.key for entry in FIELDS[table]] + ([] if table else ["format", *TABLES])
    hint = near_miss(key, here)
    if table == "variation":
        inner = next((entry for entry in here if entry.endswith(f".{key}")), "")
        hint = f"; did you mean {inner}?" if inner else hint
        here = [*(entry for entry in here if "." not in entry), *(f"{varied}.key" for varied in VARIED)]
    if not hint:
        others = [entries for name, entries in FIELDS.items() if name != "variation"]
        elsewhere = {entry.key: entry.path for entries in others for entry in entries}
        hint = f"; did you mean {elsewhere[key]}?" if key in elsewhere else near_miss(key, elsewhere)
    where = f"{path}.{key}" if path else key
    known = ", ".join(here)
    return refusal(name, where, "an unknown key", known, hint)
