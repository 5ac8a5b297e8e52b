"""`reluviz [SCENARIO]`: opens the window; main thread."""

import argparse
import gc

from reluviz.commands.command import Command, add_scenario
from reluviz.commands.display import qt_libraries, require_display
from reluviz.commands.qt_binding import import_plots, import_without_sources
from reluviz.language import marked, translate
from reluviz.leftovers import remove_leftovers
from reluviz.scenario.settings import apply_settings, lesson_with
from reluviz.scenario.sources import find_source

DEFAULT = "puzzle"
"""The built-in scenario that the window opens on."""


def _add_arguments(parser: argparse.ArgumentParser) -> None:
    add_scenario(parser, default=DEFAULT)
    desktop = parser.add_mutually_exclusive_group()
    desktop.add_argument(
        "--install-desktop",
        action="store_true",
        help=translate("CommandLine", "put reluviz among the applications of a Linux desktop, for you alone"),
    )
    desktop.add_argument("--remove-desktop", action="store_true", help=translate("CommandLine", "take it away again"))


def _run(arguments: argparse.Namespace) -> int:
    if arguments.install_desktop or arguments.remove_desktop:
        from reluviz.commands import desktop_entry

        return desktop_entry.install() if arguments.install_desktop else desktop_entry.remove()
    source = find_source(arguments.scenario)
    scenario, lesson = source.load()
    if lesson is None:
        scenario = apply_settings(scenario, arguments.settings)
    else:
        lesson = lesson_with(lesson, arguments.settings)
    require_display()
    remove_leftovers()
    # Nothing that is made until the first picture is garbage, and looking for some would take a fifth of the time.
    gc.disable()
    try:
        with qt_libraries():
            import_without_sources()
            import_plots()
            from reluviz.desktop.program import run_window
        # What --set has changed, and a cue, are not what the file says, so that saving asks for a name.
        is_own = not (source.built_in or lesson or arguments.settings)
        path = source.path.absolute() if is_own else None
        if lesson is None:
            return run_window(scenario, path, arguments.language, arguments.debug)
        cue = source.cue_of(lesson)
        return run_window(cue.scenario, path, arguments.language, arguments.debug, lesson=lesson, cue=cue.name)
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
