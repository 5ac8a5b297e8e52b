"""Reads TOML from texts and files, with one line that says what is wrong of what is none; any thread."""

import re
import tomllib
from pathlib import Path
from typing import Any

from reluviz.errors import ScenarioError
from reluviz.language import marked, translate
from reluviz.scenario.messages import at, one_line

LARGEST_FILE = 4_000_000
"""How many bytes a scenario file may have: more than ten thousand starts need."""

TOML_PROBLEMS = (
    marked("Toml", "Invalid statement"),
    marked("Toml", "Invalid value"),
    marked("Toml", "Invalid initial character for a key part"),
    marked("Toml", "Invalid date or datetime"),
    marked("Toml", "Invalid hex value"),
    marked("Toml", "Expected newline or end of document after a statement"),
    marked("Toml", "Expected '=' after a key in a key/value pair"),
    marked("Toml", "Expected ']' at the end of a table declaration"),
    marked("Toml", "Expected ']]' at the end of an array declaration"),
    marked("Toml", "Expected {what}"),
    marked("Toml", "Unclosed array"),
    marked("Toml", "Unclosed inline table"),
    marked("Toml", "Unterminated string"),
    marked("Toml", "Unescaped '\\' in a string"),
    marked("Toml", "Escaped character is not a Unicode scalar value"),
    marked("Toml", "Illegal character {what}"),
    marked("Toml", "Found invalid character {what}"),
    marked("Toml", "Cannot overwrite a value"),
    marked("Toml", "Cannot declare {what} twice"),
    marked("Toml", "Cannot mutate immutable namespace {what}"),
    marked("Toml", "Cannot redefine namespace {what}"),
    marked("Toml", "Duplicate inline table key {what}"),
)
"""What the standard library's parser says in English; what is not here stays as it says it."""


def read_document(path: Path | str) -> dict[str, Any]:
    """Return the tables and values of a TOML file.

    Raises
    ------
    ScenarioError
        If the file cannot be read or is no TOML; one line that names the file.
    """
    name = str(path)
    said = one_line(name, 300)
    try:
        with Path(path).open("rb") as file:
            data = file.read(LARGEST_FILE + 1)
    except IsADirectoryError:
        raise ScenarioError(at(said, translate("File", "it is a folder, not a scenario file"))) from None
    except FileNotFoundError:
        raise ScenarioError(at(said, translate("File", "there is no such file"))) from None
    except (OSError, ValueError) as error:  # ValueError: a name with a null character
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise ScenarioError(at(said, translate("File", "cannot be read: {reason}").format(reason=reason))) from None
    if len(data) > LARGEST_FILE:
        words = translate("File", "larger than {megabytes} MB; a scenario is a small text file")
        raise ScenarioError(at(said, words.format(megabytes=LARGEST_FILE // 1_000_000)))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        words = translate("File", "line {line}: not UTF-8 text; save the file as UTF-8")
        raise ScenarioError(at(said, words.format(line=line))) from None
    return parse_document(text, name)


def parse_document(text: str, name: str) -> dict[str, Any]:
    """Return the tables and values of a TOML text; errors name it as `name`.

    Raises
    ------
    ScenarioError
        If the text is no TOML.
    """
    said = one_line(name, 300)
    try:
        return tomllib.loads(text + "\n")  # so that an error in the last line has a number
    except RecursionError:
        raise ScenarioError(at(said, translate("File", "tables or lists are nested too deeply"))) from None
    except ValueError as error:  # TOMLDecodeError, or a whole number of thousands of digits
        raise ScenarioError(at(said, _toml_problem(str(error)))) from None


def _toml_problem(message: str) -> str:
    found = re.fullmatch(r"(.*) \(at (?:line (\d+), column (\d+)|(end of document))\)", message, re.DOTALL)
    if found is None:
        if "int_max_str_digits" in message:
            return translate("File", "a whole number has too many digits")
        return translate("File", "not TOML: {problem}").format(problem=_problem(message))
    problem, line, column, _ = found.groups()
    place = translate("File", "end of the file")
    if line:
        place = translate("File", "line {line}, column {column}").format(line=line, column=column)
    return at(place, translate("File", "not TOML: {problem}").format(problem=_problem(problem)))


def _problem(words: str) -> str:
    """Return what the parser says on one line, in the language that is spoken, if it is one of `TOML_PROBLEMS`."""
    for known in TOML_PROBLEMS:
        head, inside, tail = known.partition("{what}")
        if words == known or (inside and words.startswith(head) and words.endswith(tail)):
            what = words[len(head) : len(words) - len(tail)]
            return one_line(translate("Toml", known).replace("{what}", what), 120)
    return one_line(words, 120)
