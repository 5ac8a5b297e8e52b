"""Writes a scenario as a plain Keras program or notebook, which draws the same batches and ends at the same weights."""

import json
import re
import textwrap
from typing import Any

from reluviz.scenario.model import Scenario
from reluviz.scenario.text import localized
from reluviz.training.export_code import IMPORTS, sections
from reluviz.training.export_words import word

WIDTH = 100


def keras_program(scenario: Scenario, language: str = "en") -> str:
    """Return a Python program that does the experiment of a scenario with Keras alone.

    With mini-batches it draws the same ones from the same seed and calls `fit`; with exact gradients, which `fit` does
    not know, it calls `train_on_batch` with the weighted points of a quadrature. It ends by printing each run's label
    and final parameters, a line ``name = value`` each, with all digits.

    Its own words are in the language that is spoken; `language` is that of the scenario's title and labels.
    """
    about = f"{word(_about(scenario))} {word('needs')}"
    parts = [f'"""{_in_docstring(_title(scenario, language))}\n\n{textwrap.fill(about, WIDTH)}\n"""']
    after_function = False
    for section in sections(scenario, language):
        words = f"{word(section.heading)}. {word(section.words)}"
        comment = textwrap.fill(words, WIDTH, initial_indent="# ", subsequent_indent="# ")
        imports, found, rest = section.code.partition(IMPORTS)
        code = f"{imports}{found}\n{comment}\n{rest.lstrip()}" if found else f"{comment}\n{section.code}"
        has_function = re.search("^def ", section.code, re.MULTILINE) is not None
        # Two empty lines around functions, as Python's style has it.
        parts.append("\n" + code if after_function or section.code.startswith("def ") else code)
        after_function = has_function
    return "\n\n".join(parts) + "\n"


def keras_notebook(scenario: Scenario, language: str = "en") -> str:
    """Return the program of `keras_program` as a notebook (nbformat 4.5), with words between its cells."""
    title = _in_markdown(_title(scenario, language))
    cells = [_cell("about", f"# {title}\n\n{word(_about(scenario))}\n\n{word('needs')}")]
    for section in sections(scenario, language):
        words = f"## {word(section.heading)}\n\n{word(section.words)}"
        if section.heading == "results":
            words += f" {word('training takes')}"
        cells.append(_cell(f"{section.heading}-words", words))
        cells.append(_cell(f"{section.heading}-code", section.code, code=True))
    notebook = {
        "cells": cells,
        "metadata": {
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    return json.dumps(notebook, ensure_ascii=False, indent=1) + "\n"


def _cell(name: str, source: str, code: bool = False) -> dict[str, Any]:
    cell: dict[str, Any] = {
        "cell_type": "code" if code else "markdown",
        "id": name,
        "metadata": {},
        "source": source.splitlines(keepends=True),
    }
    if code:
        cell |= {"execution_count": None, "outputs": []}
    return cell


def _about(scenario: Scenario) -> str:
    return "about exact" if scenario.training.gradient == "exact" else "about"


def _title(scenario: Scenario, language: str) -> str:
    return localized(scenario.title, language) or word("untitled")


def _in_docstring(text: str) -> str:
    """Return a text as it may stand between triple quotes."""
    return text.replace("\\", "\\\\").replace('"', '\\"') if '"' in text or "\\" in text else text


def _in_markdown(text: str) -> str:
    """Return a text whose signs mean nothing to Markdown or HTML."""
    return re.sub(r"([\\`*_{}\[\]()<>#+!|&$~-])", r"\\\1", text)
