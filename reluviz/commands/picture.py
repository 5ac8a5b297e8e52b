"""`reluviz picture`: one still of the scenario at a step; main thread."""

import argparse
from typing import TYPE_CHECKING

from reluviz.commands.command import (
    Command,
    add_output,
    add_scenario,
    choice_type,
    count_type,
    panels_type,
    size_type,
)
from reluviz.commands.display import draw_off_screen, qt_libraries
from reluviz.commands.progress import ProgressBar
from reluviz.errors import UsageError
from reluviz.language import marked, translate
from reluviz.output import whole_file
from reluviz.scenario.choices import PANELS, THEMES
from reluviz.scenario.model import field
from reluviz.scenario.settings import apply_settings
from reluviz.scenario.sources import find_source

if TYPE_CHECKING:
    from reluviz.scenario.lessons import Cue, Lesson

SMALLEST_SIDE = int(field("recording.size").spec.minimum or 1)
"""How many pixels a side of a picture has at least."""


def _add_arguments(parser: argparse.ArgumentParser) -> None:
    add_scenario(parser)
    add_output(parser, ".png", ".svg", ".pdf")
    parser.add_argument(
        "--step",
        metavar="N",
        type=count_type(0),
        help=translate("Command", "the step that it shows (the last)"),
    )
    parser.add_argument(
        "--size",
        metavar=translate("Command", "WxH"),
        type=size_type(SMALLEST_SIDE),
        help=translate("Command", "its size in pixels (recording.size)"),
    )
    parser.add_argument(
        "--theme",
        metavar="|".join(THEMES),
        type=choice_type(tuple(THEMES)),
        help=translate("Command", "the colours (recording.theme)"),
    )
    parser.add_argument(
        "--panels",
        metavar="A,B,…",
        type=panels_type,
        help=translate("Command", "some of {panels} (recording.panels)").format(panels=", ".join(PANELS)),
    )


def _run(arguments: argparse.Namespace) -> int:
    # Read once: it may be a pipe.
    source = find_source(arguments.scenario)
    found, lesson = source.load()
    scenario = apply_settings(found, arguments.settings)
    steps = scenario.training.steps
    if arguments.step is not None and arguments.step > steps:
        words = translate("Command", "--step: found {step}; allowed: 0 to {steps} (training.steps)")
        raise UsageError(words.format(step=arguments.step, steps=steps))
    with whole_file(arguments.output, overwrite=arguments.overwrite) as path:
        draw_off_screen()
        with qt_libraries():
            from reluviz.recording.picture import render_picture
            from reluviz.scene.basins import maps_told
        with ProgressBar(translate("Progress", "training")) as progress, maps_told(progress.of_map):
            render_picture(
                scenario,
                path,
                step=arguments.step,
                size=arguments.size,
                theme=arguments.theme or "",
                panels=arguments.panels or (),
                language=arguments.language,
                veiled=lesson is not None and _is_veiled(lesson, source.cue_of(lesson), arguments.step),
                progress=progress,
                warn=progress.note,
            )
    return 0


def _is_veiled(lesson: "Lesson", cue: "Cue", step: int | None) -> bool:
    """Tell whether the window hides the fates at a step until they are revealed; None: the last."""
    return cue.ask and step is not None and step <= lesson.first_step(lesson.cues.index(cue))


COMMAND = Command(
    name="picture",
    usage=marked("Command", "SCENARIO -o FILE.png|.svg|.pdf [--step N] [--size WxH] [--theme NAME] [--panels A,B,…]"),
    summary=marked("Command", "draw one still"),
    details=marked("Command", "Trains up to the step and draws what the window would show. It needs no display."),
    add_arguments=_add_arguments,
    run=_run,
)
