"""`reluviz record`: the scenario's training as a film, pictures, pages or slides; main thread."""

import argparse
import json
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from reluviz.commands.command import (
    Command,
    add_scenario,
    choice_type,
    panels_type,
    refused,
    require_starts,
    scenario_of,
    size_type,
)
from reluviz.commands.display import draw_off_screen, qt_libraries
from reluviz.commands.progress import ProgressBar
from reluviz.errors import ScenarioError
from reluviz.language import marked, translate
from reluviz.scenario.choices import PACES, PANELS, THEMES
from reluviz.scenario.model import Scenario, field
from reluviz.scenario.settings import lesson_with
from reluviz.scenario.sources import find_scenario, find_source
from reluviz.scenario.values import check_value

if TYPE_CHECKING:
    from reluviz.recording.sinks import Place
    from reluviz.scenario.lessons import Lesson

SUFFIXES = (".mp4", ".webm", ".gif", ".webp", ".apng", ".pptx", ".pdf")
"""What the names of films end with (`reluviz.recording.formats.FORMATS`, without what that needs)."""

SMALLEST_SIDE = int(field("recording.size").spec.minimum or 1)


@dataclass(frozen=True, slots=True)
class _Output:
    """A name that was asked for; a folder where it ends with a slash, or is one."""

    name: str
    is_folder: bool


def _output(text: str) -> _Output:
    path = Path(text)
    # A path without a name is the folder that one is in: no place for a film.
    is_folder = text.endswith(("/", "\\")) or (bool(text) and path.is_dir())
    if not is_folder and (path.suffix.lower() not in SUFFIXES or not path.stem):
        words = translate("Command", "a file that ends in {extensions}, or a folder, with a slash at its end")
        raise refused(text, words.format(extensions=", ".join(SUFFIXES)))
    return _Output(text, is_folder)


def _number_type(key: str) -> Callable[[str], float]:
    """Return the reader of a number that a key of `[recording]` may have."""

    def read(text: str) -> float:
        try:
            value = float(text)
        except ValueError:
            value = math.nan  # which no key may have either
        try:
            return check_value("", key, field(f"recording.{key}"), value)
        except ScenarioError as error:
            raise refused(text, error.allowed) from None

    return read


def _text_type(key: str) -> Callable[[str], str]:
    """Return the reader of a text that a key of `[recording]` may have."""

    def read(text: str) -> str:
        try:
            return check_value("", key, field(f"recording.{key}"), text)
        except ScenarioError as error:
            raise refused(text, error.allowed) from None

    return read


def _add_arguments(parser: argparse.ArgumentParser) -> None:
    add_scenario(parser)
    parser.add_argument(
        "-o",
        "--output",
        metavar=translate("Command", "FILE"),
        required=True,
        action="append",
        type=_output,
        help=translate(
            "Command",
            "the file to write, {extensions}, or a folder for pictures, with a slash at its end; "
            "may be repeated: each frame is painted once",
        ).format(extensions=", ".join(SUFFIXES)),
    )
    parser.add_argument("--overwrite", action="store_true", help=translate("Command", "replace what is there"))
    parser.add_argument(
        "--size",
        metavar=translate("Command", "WxH"),
        type=size_type(SMALLEST_SIDE),
        help=translate("Command", "its size in pixels (recording.size)"),
    )
    parser.add_argument(
        "--fps",
        metavar="N",
        type=_number_type("fps"),
        help=translate("Command", "frames a second (recording.fps)"),
    )
    parser.add_argument(
        "--seconds",
        metavar="S",
        type=_number_type("seconds"),
        help=translate("Command", "how long it moves before it holds (recording.seconds)"),
    )
    parser.add_argument(
        "--hold",
        metavar="S",
        type=_number_type("hold"),
        help=translate("Command", "how long its end stands still (recording.hold)"),
    )
    parser.add_argument(
        "--pace",
        metavar="|".join(PACES),
        type=choice_type(tuple(PACES)),
        help=translate("Command", "evenly in steps, slow at both ends, or evenly along the paths (recording.pace)"),
    )
    parser.add_argument(
        "--loop-back",
        action="store_true",
        help=translate("Command", "run backwards after the hold (recording.loop_back)"),
    )
    parser.add_argument(
        "--beside",
        metavar=translate("Command", "SCENARIO"),
        help=translate("Command", "another scenario, shown to the right of the first at the same steps"),
    )
    parser.add_argument(
        "--caption",
        metavar=translate("Command", "TEXT"),
        type=_text_type("caption"),
        help=translate("Command", "a line at its foot (recording.caption)"),
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


def _settings(arguments: argparse.Namespace) -> list[str]:
    """Return what the options say as ``--set`` would say it, so that both are checked alike.

    TOML knows no pairs of surrogates, as which JSON would write what is beyond the basic plane.
    """
    given = {
        "fps": arguments.fps,
        "seconds": arguments.seconds,
        "hold": arguments.hold,
        "pace": arguments.pace,
        "caption": None if arguments.caption is None else json.dumps(arguments.caption, ensure_ascii=False),
        "theme": arguments.theme,
        "size": list(arguments.size) if arguments.size else None,
        "panels": list(arguments.panels) if arguments.panels else None,
        "loop_back": "true" if arguments.loop_back else None,
    }
    return [f"recording.{key}={value}" for key, value in given.items() if value is not None]


def _run(arguments: argparse.Namespace) -> int:
    arguments.settings = [*arguments.settings, *_settings(arguments)]
    scenario = scenario_of(arguments)
    require_starts(scenario, arguments.scenario)
    other = None
    if arguments.beside is not None:
        other = find_scenario(arguments.beside)
        require_starts(other, arguments.beside)
    lesson = _lesson(arguments) if other is None else None
    names = [output.name for output in arguments.output]
    asked = [key for key in ("size", "fps") if getattr(arguments, key) is not None]
    draw_off_screen()
    with qt_libraries():
        from reluviz.recording.places import open_places
    with open_places(names, overwrite=arguments.overwrite) as places:
        decks = [place for place in places if lesson is not None and place.format.kind == "slides"]
        films = [place for place in places if place not in decks]
        if films:
            _record_film(scenario, other, films, asked, arguments.language, asks=_asks(arguments.scenario))
        if lesson is not None and decks:
            _record_lesson(lesson, decks, asked, arguments.language)
    return 0


def _asks(name: str) -> bool:
    """Tell whether the name is that of a lesson's cue at which the audience guesses."""
    source = find_source(name)
    lesson = source.load()[1]
    return lesson is not None and source.cue_of(lesson).ask


def _lesson(arguments: argparse.Namespace) -> "Lesson | None":
    """Return the lesson that is asked for as a whole, with the settings in each cue; None if it is a scenario."""
    source = find_source(arguments.scenario)
    if source.cue:
        return None
    lesson = source.load()[1]
    if lesson is None:
        return None
    lesson = lesson_with(lesson, arguments.settings)
    for cue in lesson.cues:
        require_starts(cue.scenario, f"{arguments.scenario}/{cue.name}")
    return lesson


def _record_film(
    scenario: Scenario,
    other: Scenario | None,
    places: "Sequence[Place]",
    asked: Sequence[str],
    language: str,
    *,
    asks: bool,
) -> None:
    """Make one film, perhaps of two scenarios side by side, and write it to all places."""
    with qt_libraries():
        from reluviz.recording.entrants import trained_entrants
        from reluviz.recording.film import film_of
        from reluviz.recording.places import fitted
        from reluviz.recording.recorder import record
        from reluviz.scene.basins import maps_told
    recording, words = fitted(scenario.recording, [place.asked for place in places], asked)
    scenario = replace(scenario, recording=recording)
    with ProgressBar(translate("Progress", "training")) as progress:
        for word in words:
            progress.note(word)
        shown = [scenario] if other is None else [scenario, other]
        entrants = [
            trained_entrants(one, progress=_part(progress, number, len(shown)), warn=progress.note)
            for number, one in enumerate(shown)
        ]
    beside = None if other is None else film_of(other, entrants[1], language)
    film = replace(film_of(scenario, entrants[0], language, beside=beside), asks=asks)
    recorded = translate("Progress", "recording")

    def show(done: int, count: int) -> None:
        bar.begin(recorded)
        bar(done / count)

    with ProgressBar(recorded) as bar, maps_told(bar.of_map):
        record(film, places, show)


def _record_lesson(lesson: "Lesson", places: "Sequence[Place]", asked: Sequence[str], language: str) -> None:
    """Make a slide for each cue; one bar tells how far the whole lesson is."""
    with qt_libraries():
        from reluviz.recording.lesson_deck import record_lesson
    with ProgressBar(translate("Progress", "recording")) as bar:
        record_lesson(lesson, places, asked, language, bar, bar.note)


def _part(progress: Callable[[float], None], number: int, count: int) -> Callable[[float], None]:
    """Return what shows the progress of one of some works as that of all."""
    return lambda share: progress((number + share) / count)


COMMAND = Command(
    name="record",
    usage=marked(
        "Command",
        "SCENARIO -o FILE.mp4|.webm|.gif|.webp|.apng|.pptx|.pdf|FOLDER/ [-o FILE]… [--size WxH] [--fps N] "
        "[--seconds S] [--hold S] [--pace NAME] [--loop-back] [--beside SCENARIO] [--caption TEXT] "
        "[--theme NAME] [--panels A,B,…]",
    ),
    summary=marked("Command", "make a film, pictures, pages or slides of it"),
    details=marked(
        "Command",
        "Trains, then paints every frame off screen as the window would show it, the same every time. It needs no "
        "display. A lesson's .pptx has a slide for each cue; other files show its first cue.",
    ),
    add_arguments=_add_arguments,
    run=_run,
)
