"""A lesson as a presentation: a slide for each cue, with its film, words and notes; GUI thread of any process."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import replace
from pathlib import Path

from PySide6.QtGui import QImage

from reluviz.interrupts import interrupts_held
from reluviz.recording.deck import Slide, write_deck
from reluviz.recording.drawing import drawing_application
from reluviz.recording.entrants import trained_entrants
from reluviz.recording.film import Film, FilmPainter, film_of
from reluviz.recording.formats import FORMATS
from reluviz.recording.places import fitted
from reluviz.recording.recorder import record
from reluviz.recording.sheet import png_of
from reluviz.recording.sinks import Place
from reluviz.recording.slides import slide_of
from reluviz.scenario.display import Recording
from reluviz.scenario.lessons import Cue, Lesson
from reluviz.scenario.racers import racers
from reluviz.scenario.text import localized
from reluviz.scene.race import Entrant
from reluviz.training.headless import Warn
from reluviz.training.source import Engines

MOST_FPS = 30.0
"""So many frames a second are enough for a slide, unless others are asked for: a lesson has many films."""

TRAINING_SHARE = 0.3
"""The part of a cue's time that its training is taken to need, for the progress."""

LEAST_HOLD = 1.0
"""How many seconds the film of a cue lasts at least that stands still."""

Progress = Callable[[float], None]


def record_lesson(
    lesson: Lesson,
    places: Sequence[Place],
    asked: Sequence[str],
    language: str = "en",
    progress: Progress = lambda _: None,
    warn: Warn | None = None,
) -> None:
    """Write a lesson as presentations; one film is held in the memory at a time.

    Parameters
    ----------
    lesson
        At least with one cue; each is filmed from the step at which it begins to that at which it stops.
    places
        Of the format ``.pptx``; all get the same slides.
    asked
        The keys, of ``"size"`` and ``"fps"``, that were asked for, and are no defaults.
    progress
        Told the share of the whole lesson.

    Raises
    ------
    ReluvizError, OSError
        As `reluviz.recording.recorder.record` does.
    """
    # Kept until the slides are there: without a reference Python would end Qt's application at once.
    with interrupts_held():
        application = drawing_application()
    names = [place.asked for place in places]
    first = places[0]
    movies: list[Path] = []
    slides: list[Slide] = []
    # All of them before the first training: what a format cannot hold is told before the work.
    recordings = [fitted(_recording(lesson, index, language, asked), names, asked) for index in range(len(lesson.cues))]
    for word in dict.fromkeys(word for _, words in recordings for word in words):
        if warn is not None:
            warn(word)
    try:
        for index, (cue, entrants) in enumerate(_trained(lesson, progress, warn)):
            scenario = replace(cue.scenario, recording=recordings[index][0])
            film = film_of(scenario, entrants, language, lesson.first_step(index), _last_step(cue))
            film = replace(film, asks=cue.ask)
            # Its name begins as that of the presentation: whoever tidies up after a killed program finds it.
            movies.append(first.temporary.with_name(f"{first.temporary.stem}-{index}.mp4"))
            place = Place(first.asked, FORMATS[".mp4"], movies[-1])
            record(film, [place], _part(progress, index, len(lesson.cues)))
            slides.append(_slide(cue, film, movies[-1]))
        for place in places:
            write_deck(place.temporary, slides, localized(lesson.title, language))
    finally:
        for movie in movies:
            with suppress(OSError):
                movie.unlink(missing_ok=True)
    application.processEvents()


def _part(progress: Progress, index: int, count: int) -> Callable[[int, int], None]:
    """Return what shows the frames of one cue's film as a part of the whole lesson."""
    share = 1.0 - TRAINING_SHARE
    return lambda done, frames: progress((index + TRAINING_SHARE + share * done / frames) / count)


def _last_step(cue: Cue) -> int:
    return min(cue.last_step, cue.scenario.training.steps)


def _trained(lesson: Lesson, progress: Progress, warn: Warn | None) -> Iterator[tuple[Cue, tuple[Entrant, ...]]]:
    """Yield each cue with its training; a cue that goes on with that of the cue before has it again."""
    count = len(lesson.cues)
    entrants: tuple[Entrant, ...] = ()
    with closing(Engines()) as engines:
        for index, cue in enumerate(lesson.cues):
            if lesson.goes_on(index):
                # The same paths, perhaps under another view.
                pairs = zip(racers(cue.scenario), entrants, strict=True)
                entrants = tuple(Entrant(racer, one.landscape, one.history) for racer, one in pairs)
            else:
                last = _last_step(cue)
                for further in range(index + 1, count):
                    if not lesson.goes_on(further):
                        break
                    last = max(last, _last_step(lesson.cues[further]))
                begun = index / count
                entrants = trained_entrants(
                    cue.scenario,
                    last,
                    progress=lambda share, begun=begun: progress(begun + TRAINING_SHARE * share / count),
                    warn=warn,
                    engines=engines,
                )
            yield cue, entrants


def _recording(lesson: Lesson, index: int, language: str, asked: Sequence[str]) -> Recording:
    """Return how a cue is filmed: with its words at the foot, and no longer than there is something to see."""
    cue = lesson.cues[index]
    recording = cue.scenario.recording
    if not recording.caption:
        recording = replace(recording, caption=localized(cue.words, language))
    if "fps" not in asked:
        recording = replace(recording, fps=min(recording.fps, MOST_FPS))
    if lesson.first_step(index) >= _last_step(cue):
        hold = max(recording.hold, LEAST_HOLD)
        recording = replace(recording, seconds=1 / recording.fps, hold=hold, pace="linear", loop_back=False)
    return recording


def _slide(cue: Cue, film: Film, movie: Path) -> Slide:
    """Return the slide of a cue: told with its words, and with its notes, where it has them."""
    words, notes = localized(cue.words, film.language), localized(cue.notes, film.language)
    made = slide_of(film, movie, _poster(film), words)
    return replace(made, notes=notes or made.notes)


def _poster(film: Film) -> bytes:
    """Return the first frame as a PNG: what is shown before the film plays."""
    with interrupts_held():
        painter = FilmPainter(film)
        try:
            image = QImage(*film.size, QImage.Format.Format_RGB32)
            painter.show(*film.shown(0))
            painter.paint(image)
        finally:
            painter.close()
    return png_of(image)
