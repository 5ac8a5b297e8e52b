"""`reluviz export`: the experiment as a plain Keras program, a notebook, or a scenario; main thread."""

import argparse

from reluviz.commands.command import Command, add_output, add_scenario, require_starts, scenario_of
from reluviz.commands.telling import tell
from reluviz.interrupts import interrupts_held
from reluviz.language import marked, translate
from reluviz.output import whole_file
from reluviz.scenario.model import Scenario
from reluviz.scenario.writing import scenario_text


def _add_arguments(parser: argparse.ArgumentParser) -> None:
    add_scenario(parser)
    add_output(parser, ".py", ".ipynb", ".toml")


def exported(scenario: Scenario, extension: str, language: str) -> str:
    """Return the text of the file."""
    if extension == ".toml":
        return scenario_text(scenario)
    with interrupts_held():
        from reluviz.training import export

    write = export.keras_program if extension == ".py" else export.keras_notebook
    return write(scenario, language)


def _run(arguments: argparse.Namespace) -> int:
    extension = arguments.output.suffix.lower()
    scenario = scenario_of(arguments)
    if extension != ".toml":
        require_starts(scenario, arguments.scenario)
        if scenario.variation:
            words = translate("Command", "{file}: the scenario itself only; its variations are left out")
            tell(words.format(file=arguments.output))
    with whole_file(arguments.output, overwrite=arguments.overwrite) as path:
        path.write_text(exported(scenario, extension, arguments.language), encoding="utf-8", newline="\n")
    return 0


COMMAND = Command(
    name="export",
    usage=marked("Command", "SCENARIO -o FILE.py|.ipynb|.toml"),
    summary=marked("Command", "write the experiment as a Keras program, a notebook or a scenario"),
    details=marked(
        "Command",
        "The program needs only tensorflow and numpy (matplotlib for its figure, if it is there), draws the same "
        "batches, and ends by printing each run's label and final parameters. "
        "Of the variations of a scenario, only .toml has them.",
    ),
    add_arguments=_add_arguments,
    run=_run,
)
