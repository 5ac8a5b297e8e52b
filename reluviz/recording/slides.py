"""A film in a presentation: one slide, which plays it by itself, again and again; the thread that paints the frames."""

from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from PySide6.QtGui import QImage

from reluviz.language import marked, translate
from reluviz.numerals import local_digits
from reluviz.recording.buffers import Buffer
from reluviz.recording.deck import Slide, write_deck
from reluviz.recording.encoder import Check
from reluviz.recording.entrants import moment_of
from reluviz.recording.film import Film, FilmPainter
from reluviz.recording.sheet import png_of
from reluviz.recording.sinks import FilmSink, Place
from reluviz.scene.theme import PICTURE_THEMES
from reluviz.scene.verdict import verdict

SETTINGS = marked(
    "Slide", "%n run(s), {optimizer}, learning rate {rate}, steps {first} to {last} in {seconds} s", "", 1
)


class SlideSink:
    """Has ffmpeg write the film beside the presentation, and puts it in when it is complete."""

    takes_pixels = True

    def __init__(self, place: Place, film: Film, is_opaque: bool) -> None:
        self._place = place
        self._film = film
        self._movie = place.temporary.with_suffix(".mp4")
        self._poster: QImage | None = None
        self._sink = FilmSink(replace(place, temporary=self._movie), film, is_opaque)

    def wants(self, frame: int) -> bool:
        """Tell that every frame is for it."""
        return True

    def put(self, buffer: Buffer, check: Check) -> None:
        """Take a frame's pixels; the first is what the slide shows before the film plays."""
        if self._poster is None:
            self._poster = buffer.image.copy()
        self._sink.put(buffer, check)

    def paint(self, painter: FilmPainter) -> None:
        """Do nothing: it takes pixels."""

    def finish(self, check: Check) -> None:
        """Complete the film, and write the presentation."""
        self._sink.finish(check)
        assert self._poster is not None
        write_deck(self._place.temporary, [slide_of(self._film, self._movie, png_of(self._poster))])

    def abort(self) -> None:
        """End ffmpeg, and remove the film that is in the presentation, or never will be."""
        self._sink.abort()
        with suppress(OSError):
            self._movie.unlink(missing_ok=True)


def slide_of(film: Film, movie: Path, poster: bytes, words: str = "") -> Slide:
    """Return what a slide shows and says of a film; what comes of one that asks is for the speaker's notes alone.

    Parameters
    ----------
    words
        What is said before all else; a title that they say already is not told again.
    """
    theme = PICTURE_THEMES[film.scenario.recording.theme]
    _, look = film.shown(film.plan.moving - 1)
    if film.asks and look is not None:
        look = replace(look, veiled=False)  # the speaker may know
    sentences = []
    for half in (film, film.beside):
        if half is not None:
            told = verdict(moment_of(half.scenario, half.entrants, film.plan.last, theme, film.language, look))
            sentences += [half.title, told.headline, told.detail]
    titles = [half.title for half in (film, film.beside) if half is not None]
    told_of = [words, *(titles if film.asks else sentences)]
    description = [sentence for sentence in told_of if sentence and (sentence is words or sentence not in words)]
    training = film.scenario.training
    settings = translate("Slide", SETTINGS, "", len(film.entrants[0].history.runs)).format(
        optimizer=training.optimizer,
        rate=local_digits(f"{training.learning_rate:g}"),
        first=film.plan.first,
        last=film.plan.last,
        seconds=local_digits(f"{film.plan.seconds:g}"),
    )
    return Slide(
        movie=movie,
        poster=poster,
        size=film.size,
        title=film.title or translate("Slide", "Gradient descent"),
        description=" ".join(map(ended, description)),
        notes="\n".join([*(ended(sentence) for sentence in sentences if sentence), ended(settings)]),
        ground=theme.window,
    )


def ended(sentence: str) -> str:
    """Return a sentence with its full stop."""
    return sentence if sentence.endswith((".", "!", "?")) else f"{sentence}."
