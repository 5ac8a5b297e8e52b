"""`reluviz check`: validates files of scenarios and lessons; main thread."""

import argparse

from reluviz.commands.command import Command, add_settings
from reluviz.commands.telling import tell
from reluviz.errors import ScenarioError
from reluviz.language import marked, translate
from reluviz.scenario.doubts import doubts
from reluviz.scenario.messages import at
from reluviz.scenario.settings import apply_settings, lesson_with
from reluviz.scenario.sources import find_source


def _add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "files",
        metavar=translate("Command", "FILE"),
        nargs="+",
        help=translate("Command", "a file of a scenario or a lesson, or a built-in name"),
    )
    add_settings(parser)


def _run(arguments: argparse.Namespace) -> int:
    status = 0
    for name in arguments.files:
        try:
            source = find_source(name)
            scenario, lesson = source.load()
            if lesson is None or source.cue:
                checked = {name: apply_settings(scenario, arguments.settings)}
            else:
                lesson = lesson_with(lesson, arguments.settings)
                checked = {f"{name}/{cue.name}": cue.scenario for cue in lesson.cues}
        except ScenarioError as error:
            if arguments.debug:
                raise
            tell(str(error))
            status = error.exit_status
        else:
            print(translate("Command", "{name}: fine").format(name=name), flush=True)
            for place, one in checked.items():
                for doubt in doubts(one):
                    tell(at(place, doubt))
    return status


COMMAND = Command(
    name="check",
    usage=marked("Command", "FILE…"),
    summary=marked("Command", "validate files of scenarios and lessons"),
    details=marked(
        "Command",
        "Says of each file that it is fine, or what is wrong: file, cue, key, what was found and what is allowed. "
        "The exit status is 2 if one of them is wrong. Of a race it also tells what is hardly meant, such "
        "as racers that are alike.",
    ),
    add_arguments=_add_arguments,
    run=_run,
)
