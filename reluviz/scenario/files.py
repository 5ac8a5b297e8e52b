"""Reads TOML from texts and files, with one line that says what is wrong of what is none; any thread."""

import re
import tomllib
from pathlib import Path
from typing import Any

from reluviz.errors import ScenarioError
from reluviz.scenario.messages import one_line

LARGEST_FILE = 4_000_000
"""How many bytes a scenario file may have: more than ten thousand starts need."""


def read_document(path: Path | str) -> dict[str, Any]:
    """Return the tables and values of a TOML file.

    Raises
    ------
    ScenarioError
        If the file cannot be read or is no TOML; one line that names the file.
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
    return parse_document(text, name)


def parse_document(text: str, name: str) -> dict[str, Any]:
    """Return the tables and values of a TOML text; errors name it as `name`.

    Raises
    ------
    ScenarioError
        If the text is no TOML.
    """
    try:
        return tomllib.loads(text + "\n")  # so that an error in the last line has a number
    except RecursionError:
        raise ScenarioError(f"{one_line(name, 300)}: tables or lists are nested too deeply") from None
    except ValueError as error:  # TOMLDecodeError, or a whole number of thousands of digits
        raise ScenarioError(f"{one_line(name, 300)}: {_toml_problem(str(error))}") from None


def _toml_problem(message: str) -> str:
    found = re.fullmatch(r"(.*) \(at (?:line (\d+), column (\d+)|(end of document))\)", message, re.DOTALL)
    if found is None:
        if "int_max_str_digits" in message:
            return "a whole number has too many digits"
        return f"not TOML: {one_line(message, 120)}"
    problem, line, column, _ = found.groups()
    place = f"line {line}, column {column}" if line else "end of the file"
    return f"{place}: not TOML: {one_line(problem, 120)}"
