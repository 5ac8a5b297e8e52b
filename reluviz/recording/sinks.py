"""What the frames of a film go into: a film, pictures in a folder, pages, slides; the thread that paints them."""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Protocol

from reluviz.recording.buffers import Buffer
from reluviz.recording.encoder import Check, Encoder
from reluviz.recording.film import Film, FilmPainter
from reluviz.recording.formats import FRAME_NAME, SNIPPET_NAME, Format, Raw
from reluviz.recording.latex import folder_snippet
from reluviz.recording.palette import film_palette
from reluviz.recording.planes import Converter


@dataclass(frozen=True, slots=True)
class Place:
    """Where a film goes: the name that was asked for, its format, and the temporary file or folder that is written."""

    asked: str
    format: Format
    temporary: Path


class Sink(Protocol):
    """Takes the frames of a film one after the other, and writes a file."""

    takes_pixels: bool
    """Whether frames are given to it as buffers; else it paints them itself."""

    def wants(self, frame: int) -> bool:
        """Tell whether this one of the film's frames is for it."""
        ...

    def put(self, buffer: Buffer, check: Check) -> None:
        """Take a frame's pixels, and release the buffer when done."""
        ...

    def paint(self, painter: FilmPainter) -> None:
        """Paint a frame as the painter shows it."""
        ...

    def finish(self, check: Check) -> None:
        """Complete the file."""
        ...

    def abort(self) -> None:
        """End it, complete or not; nothing of it runs any more."""
        ...


def open_sink(place: Place, film: Film, is_opaque: bool, check: Check) -> Sink:
    """Return the sink that writes a film to a place."""
    if place.format.kind == "pages":
        from reluviz.recording.pages import PageSink

        return PageSink(place, film)
    if place.format.kind == "slides":
        from reluviz.recording.slides import SlideSink

        return SlideSink(place, film, is_opaque)
    return FilmSink(place, film, is_opaque, check)


class FilmSink:
    """Has ffmpeg write a film, or the pictures of a folder."""

    takes_pixels = True

    def __init__(self, place: Place, film: Film, is_opaque: bool, check: Check = lambda: None) -> None:
        most = place.format.most_fps
        rate = min(film.rate, Fraction(most)) if most else film.rate
        self._is_wanted = thinned(film.rate, rate)
        palette = film_palette(film, check) if place.format.suffix == ".gif" else b""
        planes = is_opaque and place.format.is_even
        raw = Raw(film.size, f"{rate.numerator}/{rate.denominator}", not is_opaque, palette, has_planes=planes)
        self._converter = Converter(film.size) if planes else None
        self._folder = place.temporary if place.format.kind == "folder" else None
        self._film = film
        self._name = place.asked
        target = place.temporary if self._folder is None else self._folder / FRAME_NAME
        self._encoder = Encoder([*raw.arguments, *place.format.arguments(raw), *BARE, str(target)], place.asked)

    def wants(self, frame: int) -> bool:
        """Tell whether this one of the film's frames is for it."""
        return self._is_wanted(frame)

    def put(self, buffer: Buffer, check: Check) -> None:
        """Take a frame's pixels."""
        if self._converter is None:
            self._encoder.put(buffer, check)
            return
        planes = self._converter.planes(buffer, check)
        buffer.release()
        self._encoder.put(planes, check)

    def paint(self, painter: FilmPainter) -> None:
        """Do nothing: it takes pixels."""

    def finish(self, check: Check) -> None:
        """Wait until the file is complete."""
        if self._converter is not None:
            self._converter.close()
        self._encoder.finish(check)
        if self._folder is not None:
            text = folder_snippet(Path(self._name).name, self._film)
            (self._folder / SNIPPET_NAME).write_text(text, encoding="utf-8")

    def abort(self) -> None:
        """End ffmpeg."""
        self._encoder.abort()


BARE = ("-map_metadata", "-1", "-fflags", "+bitexact", "-flags:v", "+bitexact")
"""Leaves out of a file what would be another each time: dates, random names, the encoder's version."""


def thinned(rate: Fraction, wanted: Fraction) -> Callable[[int], bool]:
    """Return which of the frames at one rate make a film at another that is no higher: the first of each new time."""
    share = wanted / rate
    return lambda frame: frame == 0 or int(frame * share) > int((frame - 1) * share)
