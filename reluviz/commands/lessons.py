"""`reluviz lessons`: lists the program's own lessons and their cues; main thread."""

import argparse
from typing import TYPE_CHECKING

from reluviz.commands.command import Command
from reluviz.commands.tables import table
from reluviz.language import marked, translate
from reluviz.scenario.sources import built_in_lessons
from reluviz.scenario.text import localized

if TYPE_CHECKING:
    from reluviz.scenario.lessons import Lesson


def lessons_table(lessons: "tuple[Lesson, ...]", language: str) -> str:
    """Return a line a lesson and a line a cue, each with the name that SCENARIO takes and the title."""
    rows = []
    for lesson in lessons:
        rows.append([lesson.name, localized(lesson.title, language)])
        rows += [[f"{lesson.name}/{cue.name}", f"  {localized(cue.title, language)}"] for cue in lesson.cues]
    return table([translate("Table", "lesson"), translate("Table", "title")], rows, [False, False])


def _add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add nothing: there is nothing to choose but the language."""


def _run(arguments: argparse.Namespace) -> int:
    print(lessons_table(built_in_lessons(), arguments.language))
    return 0


COMMAND = Command(
    name="lessons",
    usage="",
    summary=marked("Command", "list the built-in lessons and their cues"),
    details=marked(
        "Command", "Each name may stand where a command takes SCENARIO; a lesson's own name stands for its first cue."
    ),
    add_arguments=_add_arguments,
    run=_run,
)
