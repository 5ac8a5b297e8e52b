"""Where films go: whether a format can hold what is asked for, and files that appear when whole; any thread."""

from collections.abc import Collection, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path

from reluviz.errors import UsageError
from reluviz.language import translate
from reluviz.numerals import local_digits
from reluviz.output import whole_file, whole_folder
from reluviz.recording.ffmpeg import require_ffmpeg
from reluviz.recording.formats import FORMATS, SNIPPET_NAME, Format, format_of, is_frame_name
from reluviz.recording.sinks import Place
from reluviz.scenario.display import Recording

SLIDE_SIZE = (1280, 720)
"""Presentations fail with many films in full HD: this is what a slide's film fits into, unless a size is asked for."""


def formats_of(names: Sequence[str]) -> list[Format]:
    """Return the formats that names ask for.

    Raises
    ------
    UsageError
        If a name asks for none, or two are the same.
    """
    found = []
    for name in names:
        made = format_of(name)
        if made is None:
            words = translate("Film", "found {name}; allowed: a file that ends in {endings}, or a folder")
            raise UsageError(words.format(name=repr(name), endings=", ".join(suffix for suffix in FORMATS if suffix)))
        found.append(made)
    if len({Path(name).resolve() for name in names}) < len(names):
        raise UsageError(translate("Film", "two outputs have the same name"))
    return found


def fitted(recording: Recording, names: Sequence[str], asked: Collection[str] = ()) -> tuple[Recording, list[str]]:
    """Return the recording as all the files can hold it, and a line for each thing that is not as it was asked for.

    Parameters
    ----------
    asked
        The keys, of ``"size"`` and ``"fps"``, that were asked for, and are no defaults.

    Raises
    ------
    UsageError
        If a format can hold no film such as this.
    """
    formats = formats_of(names)
    words = []
    if recording.theme == "transparent":
        for name, made in zip(names, formats, strict=True):
            if not made.keeps_alpha:
                told = translate(
                    "Film",
                    "{name}: found the theme 'transparent', which {format} cannot hold; allowed: light, dark; "
                    "or one of {able}",
                )
                folder = translate("Film", "a folder")
                able = ", ".join(suffix or folder for suffix, other in FORMATS.items() if other.keeps_alpha)
                raise UsageError(told.format(name=name, format=made.shown_what(), able=able))
    size = recording.size
    if "size" not in asked and all(made.kind == "slides" for made in formats):
        shrunk = min(SLIDE_SIZE[0] / size[0], SLIDE_SIZE[1] / size[1], 1.0)
        size = (max(round(size[0] * shrunk), 16), max(round(size[1] * shrunk), 16))
    even = next((made for made in formats if made.is_even), None)
    if even is not None and (size[0] % 2 or size[1] % 2):
        made_even = (size[0] + size[0] % 2, size[1] + size[1] % 2)
        told = translate("Film", "{size} pixels made {even}: {format} needs even sides")
        words.append(told.format(size=_sides(size), even=_sides(made_even), format=even.shown_what()))
        size = made_even
    for name, made in zip(names, formats, strict=True):
        if not made.holds(size):
            told = translate("Film", "{name}: found the size {size}; allowed: sides up to {largest}")
            if made.most_pixels:
                told = translate(
                    "Film",
                    "{name}: found the size {size}; allowed: sides up to {largest}, and {most} million pixels in all",
                )
            most = made.most_pixels // 1_000_000
            raise UsageError(told.format(name=name, size=_sides(size), largest=made.largest, most=most))
    # Where all are slow, each frame is painted for its own time.
    most = max((made.most_fps or 10_000) for made in formats)
    if recording.fps > most:
        if "fps" in asked:
            told = translate("Film", "{fps} frames a second made {most}: faster ones are played slower than they say")
            words.append(told.format(fps=local_digits(f"{recording.fps:g}"), most=most))
        recording = replace(recording, fps=float(most))
    return replace(recording, size=size), words


def _sides(size: tuple[int, int]) -> str:
    return f"{size[0]} × {size[1]}"


@contextmanager
def open_places(names: Sequence[str], *, overwrite: bool = False) -> Iterator[list[Place]]:
    """Give the places that films are written to; they get their names when the block ends without an exception.

    Raises
    ------
    ReluvizError
        As `whole_file` and `whole_folder` say.
    """
    formats = formats_of(names)
    if any(made.kind != "pages" for made in formats):
        require_ffmpeg()
    with ExitStack() as stack:
        places = []
        for name, made in zip(names, formats, strict=True):
            if made.kind == "folder":
                opened = whole_folder(
                    name, lambda entry: entry == SNIPPET_NAME or is_frame_name(entry), overwrite=overwrite
                )
            else:
                opened = whole_file(name, overwrite=overwrite)
            places.append(Place(name, made, stack.enter_context(opened)))
        yield places
