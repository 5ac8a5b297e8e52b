"""`reluviz [SCENARIO]`: opens the window; main thread."""

import argparse
import gc
from importlib import import_module

from reluviz.commands.command import Command, add_scenario
from reluviz.commands.display import qt_libraries, require_display
from reluviz.language import language, marked
from reluviz.leftovers import remove_leftovers
from reluviz.scenario.settings import apply_settings
from reluviz.scenario.sources import find_source

DEFAULT = "puzzle"
"""The built-in scenario that the window opens on."""

BEFORE_QT = ("reluviz.desktop", "reluviz.training.session", "reluviz.training.basins", "reluviz.scene.moment")
"""What the window needs and what does without Qt, NumPy with it.

PySide6 reads the source of each module that is imported after it, to see whether it is one of those that it has
features for: a tenth of the time to the first picture, if all came later.
"""


def _add_arguments(parser: argparse.ArgumentParser) -> None:
    add_scenario(parser, default=DEFAULT)


def _run(arguments: argparse.Namespace) -> int:
    spoken = arguments.language or language()
    source = find_source(arguments.scenario)
    scenario, lesson = source.load()
    scenario = apply_settings(scenario, arguments.settings)
    require_display()
    remove_leftovers()
    # Nothing that is made until the first picture is garbage, and looking for some would take a fifth of the time.
    gc.disable()
    try:
        with qt_libraries():
            for name in BEFORE_QT:
                import_module(name)
            from reluviz.desktop.program import run_window
        # What --set has changed, and a cue, are not what the file says, so that saving asks for a name.
        is_own = not (source.built_in or lesson or arguments.settings)
        path = source.path.absolute() if is_own else None
        if lesson is None or arguments.settings:  # which a lesson's cues would undo
            return run_window(scenario, path, spoken, arguments.debug)
        cue = source.cue_of(lesson).name
        return run_window(scenario, path, spoken, arguments.debug, lesson=lesson, cue=cue)
    finally:
        gc.enable()


COMMAND = Command(
    name="",
    usage=marked("Command", "[SCENARIO]"),
    summary=marked("Command", "open the window"),
    details="",
    add_arguments=_add_arguments,
    run=_run,
)
