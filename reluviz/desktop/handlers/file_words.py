"""The names that files are offered under, and what is said when one cannot be read or written; any thread."""

import unicodedata
from pathlib import Path

from reluviz.language import Said, translate
from reluviz.output import overwrite_hint
from reluviz.scenario.model import Scenario
from reluviz.scenario.text import localized

LONGEST_NAME = 60
"""How many characters of a title a file's name takes."""


def file_name(scenario: Scenario, language: str, part: str = "") -> str:
    """Return a file's name without its extension, made of the scenario's title: ``the-puzzle``, ``the-puzzle-loss``."""
    plain = unicodedata.normalize("NFKD", localized(scenario.title, language)).lower()
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
    words = "".join(letter if letter.isalnum() else " " for letter in letters).split()
    name = "-".join(words)[:LONGEST_NAME].strip("-") or "scenario"
    return f"{name}-{part}" if part else name


def file_problem(path: Path, error: Exception) -> str:
    """Return what is wrong with a file in one line to be read aloud: the file by its name, its folders left out."""
    if isinstance(error, OSError) and error.strerror:
        return translate("Files", "{name}: {problem}").format(name=path.name, problem=error.strerror)

    def shortened(text: str) -> str:
        for folder in {str(path), str(path.absolute()), str(path.resolve())}:
            text = text.replace(folder, path.name)
        # In a window there is no such option.
        instead = translate("Files", "; choose another name, or this one with its ending")
        return text.replace(overwrite_hint(), instead)

    text = str(error)
    return text.altered(shortened) if isinstance(text, Said) else shortened(text)


def draft_problem(error: Exception) -> str:
    """Return why unsaved work cannot be kept, without the name of its file, which nobody has chosen."""
    cause = error if isinstance(error, OSError) else error.__cause__
    return cause.strerror if isinstance(cause, OSError) and cause.strerror else str(error)
