"""What a command is, and the options that several commands share; main thread."""

import argparse
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from reluviz.language import translate
from reluviz.scenario.choices import PANELS
from reluviz.scenario.messages import listed, refusal
from reluviz.scenario.model import Scenario
from reluviz.scenario.settings import apply_settings
from reluviz.scenario.sources import find_scenario

LARGEST_SIDE = 16_384
"""How many points or pixels a side of ``--size`` may have."""


@dataclass(frozen=True, slots=True)
class Command:
    """One command.

    Attributes
    ----------
    name
        What is typed; empty for the window.
    usage
        What stands behind the name in the help; empty for a command that takes no scenario. As all words of a command,
        it is English, marked for translation.
    summary
        What it does, in one line of the list of commands.
    details
        More about it, for its own help.
    add_arguments
        Adds its arguments to its parser. Neither this nor the module's import may need more than the standard library,
        so that help is quick.
    run
        Does the work and returns the exit status.
    """

    name: str
    usage: str
    summary: str
    details: str
    add_arguments: Callable[[argparse.ArgumentParser], None]
    run: Callable[[argparse.Namespace], int]

    def shown_usage(self) -> str:
        """Return what stands behind the name in the help."""
        return translate("Command", self.usage) if self.usage else ""

    def shown_summary(self) -> str:
        """Return what it does, in one line."""
        return translate("Command", self.summary) if self.summary else ""

    def shown_details(self) -> str:
        """Return more about it."""
        return translate("Command", self.details) if self.details else ""


def add_scenario(parser: argparse.ArgumentParser, default: str | None = None) -> None:
    """Add SCENARIO, which may be left out if there is a default, and ``--set``."""
    parser.add_argument(
        "scenario",
        metavar=translate("Command", "SCENARIO"),
        nargs="?" if default else None,
        default=default,
        help=translate("Command", "a scenario file, or the name of a built-in scenario or a lesson's cue")
        + (f" ({default})" if default else ""),
    )
    add_settings(parser)


def add_settings(parser: argparse.ArgumentParser) -> None:
    """Add ``--set``."""
    parser.add_argument(
        "--set",
        dest="settings",
        metavar=translate("Command", "TABLE.KEY=VALUE"),
        action="append",
        default=[],
        help=translate(
            "Command",
            "override a key of the scenario, such as training.learning_rate=0.1 or start.0.weight=-3; may be repeated; "
            "the number after the last start's adds one; a moved start loses a label that tells its place; in a lesson "
            "it acts on every cue, whatever the cue says",
        ),
    )


def add_output(parser: argparse.ArgumentParser, *extensions: str, required: bool = True) -> None:
    """Add ``-o`` and ``--overwrite``; one of the extensions picks the format."""
    parser.add_argument(
        "-o",
        "--output",
        metavar=translate("Command", "FILE"),
        required=required,
        type=output_type(extensions),
        help=translate("Command", "the file to write; its extension picks the format: {extensions}").format(
            extensions=", ".join(extensions)
        ),
    )
    parser.add_argument(
        "--overwrite", action="store_true", help=translate("Command", "replace the file if it is there")
    )


def refused(text: str, allowed: str) -> argparse.ArgumentTypeError:
    """Return the error for the value of an option: what was found, and what is allowed."""
    words = translate("Command", "found {text}; allowed: {allowed}")
    return argparse.ArgumentTypeError(words.format(text=repr(text), allowed=allowed))


def output_type(extensions: tuple[str, ...]) -> Callable[[str], Path]:
    """Return the reader of ``-o``: a path with one of the extensions."""

    def read(text: str) -> Path:
        path = Path(text)
        if path.suffix.lower() not in extensions or not path.stem:
            allowed = translate("Command", "a file that ends in {extensions}").format(extensions=", ".join(extensions))
            raise refused(text, allowed)
        return path

    return read


def size_type(smallest: int) -> Callable[[str], tuple[int, int]]:
    """Return the reader of ``WIDTHxHEIGHT``, with sides of `smallest` or more."""

    def read(text: str) -> tuple[int, int]:
        found = re.fullmatch(r"([0-9]{1,6})[x×]([0-9]{1,6})", text.strip())
        if found is None:
            raise refused(text, translate("Command", "WIDTHxHEIGHT such as 400x400"))
        width, height = int(found[1]), int(found[2])
        if not (smallest <= width <= LARGEST_SIDE and smallest <= height <= LARGEST_SIDE):
            words = translate("Command", "sides from {smallest} to {largest}")
            raise refused(text, words.format(smallest=smallest, largest=LARGEST_SIDE))
        return width, height

    return read


def count_type(minimum: int, most: int | None = None) -> Callable[[str], int]:
    """Return the reader of a whole number that is `minimum` or more, and `most` at most."""

    def read(text: str) -> int:
        if not re.fullmatch(r"[0-9]{1,12}", text) or int(text) < minimum or (most is not None and int(text) > most):
            if most is not None:
                raise refused(
                    text, translate("Command", "a whole number from {low} to {high}").format(low=minimum, high=most)
                )
            raise refused(text, translate("Command", "a whole number, {minimum} or more").format(minimum=minimum))
        return int(text)

    return read


def choice_type(choices: Iterable[str]) -> Callable[[str], str]:
    """Return the reader of one of some words."""
    choices = tuple(choices)

    def read(text: str) -> str:
        if text not in choices:
            raise refused(text, listed(choices))
        return text

    return read


def panels_type(text: str) -> tuple[str, ...]:
    """Read names of panels with commas between."""
    names = tuple(name.strip() for name in text.split(","))
    if len(set(names)) != len(names) or not set(names) <= set(PANELS):
        words = translate("Command", "some of {panels}, with commas between")
        raise refused(text, words.format(panels=", ".join(PANELS)))
    return names


def scenario_of(arguments: argparse.Namespace) -> Scenario:
    """Return the scenario that the arguments name (``scenario``), with their settings (``settings``) applied.

    Raises
    ------
    ScenarioError
        If the scenario or a setting is wrong.
    """
    return apply_settings(find_scenario(arguments.scenario), arguments.settings)


def require_starts(scenario: Scenario, name: str) -> None:
    """Check that there is something to train; ScenarioError, naming the scenario, if there is no start."""
    if not scenario.start and scenario.starts is None:
        words = translate("Command", "at least one [[start]] table, or [starts]")
        raise refusal(name, "start", translate("Command", "none"), words)
