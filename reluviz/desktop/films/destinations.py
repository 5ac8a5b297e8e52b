"""Where films go, each with its format and a sensible size: one table, and the order that comes of it; any thread."""

from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QT_TRANSLATE_NOOP

from reluviz.recording.clock import plan_of
from reluviz.recording.film import Film
from reluviz.recording.formats import FORMATS, Format
from reluviz.scenario.axes import view_kind
from reluviz.scenario.display import Recording
from reluviz.scenario.parameters import parameter_names


@dataclass(frozen=True, slots=True)
class Destination:
    """One place that films are made for.

    Attributes
    ----------
    label, help
        What it is called, and a line on what comes of it.
    suffix
        What the file's name ends with; empty: a folder.
    size, fps
        What suits it; None: what the scenario's `[recording]` says.
    """

    label: object
    help: object
    suffix: str
    size: tuple[int, int] | None = None
    fps: float | None = None

    @property
    def format(self) -> Format:
        """The format of its files."""
        return FORMATS[self.suffix]


DESTINATIONS = {
    "presentation": Destination(
        QT_TRANSLATE_NOOP("Record", "PowerPoint, Keynote"),
        QT_TRANSLATE_NOOP("Record", "An H.264 film to drag onto a slide."),
        ".mp4",
    ),
    "slide": Destination(
        QT_TRANSLATE_NOOP("Record", "PowerPoint: a whole slide"),
        QT_TRANSLATE_NOOP("Record", "A slide that plays the film by itself, with title and notes."),
        ".pptx",
        (1280, 720),
        30.0,
    ),
    "gif": Destination(
        QT_TRANSLATE_NOOP("Record", "Google Slides, LibreOffice"),
        QT_TRANSLATE_NOOP("Record", "A GIF, which plays endlessly wherever pictures are shown."),
        ".gif",
        (960, 540),
        25.0,
    ),
    "web": Destination(
        QT_TRANSLATE_NOOP("Record", "Web page: film"),
        QT_TRANSLATE_NOOP("Record", "A VP9 film for browsers; its ground may be transparent."),
        ".webm",
        (1280, 720),
        30.0,
    ),
    "web_picture": Destination(
        QT_TRANSLATE_NOOP("Record", "Web page: moving picture"),
        QT_TRANSLATE_NOOP("Record", "A lossless WebP; its ground may be transparent."),
        ".webp",
        (960, 540),
        30.0,
    ),
    "beamer": Destination(
        QT_TRANSLATE_NOOP("Record", "LaTeX Beamer"),
        QT_TRANSLATE_NOOP("Record", "A PDF of vector pages for \\animategraphics, a page a frame."),
        ".pdf",
        (1280, 720),
        15.0,
    ),
    "pictures": Destination(
        QT_TRANSLATE_NOOP("Record", "Single pictures"),
        QT_TRANSLATE_NOOP("Record", "A folder of PNGs, with the lines for LaTeX beside them."),
        "",
        (1280, 720),
        15.0,
    ),
}
"""The destinations, in the order of the list; the first is offered first."""

FIRST = next(iter(DESTINATIONS))

SIZES = (
    (3840, 2160),
    (1920, 1080),
    (1280, 720),
    (960, 540),
    (640, 360),
    (1440, 1080),
    (1024, 768),
    (1080, 1080),
    (1080, 1920),
)
"""The sizes that are offered; any other can be typed."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What of a film makes it large.

    Attributes
    ----------
    runs
        How many there are.
    is_moving
        Whether the landscape changes from frame to frame: the followed run's other parameters do.
    is_surface
        Whether it is seen in 3-D: a thousand polygons and more on each page of a PDF.
    """

    runs: int = 1
    is_moving: bool = False
    is_surface: bool = False


def shown_in(film: Film) -> Shown:
    """Return what of a film makes it large."""
    scenarios = [entrant.racer.scenario for entrant in film.entrants]
    return Shown(
        sum(len(entrant.history.runs) for entrant in film.entrants),
        any(len(parameter_names(one.model)) > (1 if view_kind(one) == "curve" else 2) for one in scenarios),
        any(view_kind(one) == "surface" for one in scenarios),
    )


@dataclass(frozen=True, slots=True)
class Weight:
    """How large a film becomes that moves for `USUAL_FRAMES` frames of a side of `USUAL_SIDE` pixels.

    The side is the square root of the area: edges change from frame to frame, and what lies between them costs nothing.

    Attributes
    ----------
    ground, run
        Bytes for what all films show, and for each run, about, as measured on the built-in scenarios.
    moving
        And for a landscape that changes.
    runs, frames
        To which powers of the numbers of runs and of frames it grows: many runs lie over each other, and in more frames
        less moves from one to the next.
    """

    ground: float
    run: float
    moving: float
    runs: float
    frames: float


H264 = Weight(0, 75_000, 130_000, 0.5, 0.4)

WEIGHTS = {
    ".mp4": H264,
    ".pptx": H264,
    ".gif": Weight(190_000, 23_000, 1_100_000, 1.25, 0.63),
    ".webm": Weight(0, 108_000, 150_000, 0.5, 0.57),
    ".webp": Weight(200_000, 21_000, 1_300_000, 1.25, 0.72),
}
"""Those of the films whose frames are told by how they differ from those before."""

USUAL_SIDE, USUAL_FRAMES = 960.0, 60.0

MOST_RUNS = 200
"""More of them hide each other."""

POSTER_BYTES = 130_000
"""What a slide of the usual side has beside its film."""

BYTES_A_PAGE, BYTES_A_RUN, BYTES_A_MAP, BYTES_A_SURFACE = 18_000, 1300, 30_000, 740_000
"""What a page of a PDF takes, about, whatever its size, each run on it, a landscape of its own, and a surface."""

BYTES_A_PIXEL = 120.0
"""What a single picture takes, in bytes a pixel of its side, where nothing is known of it."""

PICTURE_GROWTH = 1.3
"""To which power of its side a picture's file grows: text and lines with the side, shades with the area."""


def suited(recording: Recording, wanted: Recording, name: str) -> Recording:
    """Return the recording in the size, rate and theme that suit a destination.

    Parameters
    ----------
    wanted
        The scenario's own, where the destination leaves it to that.
    """
    there = DESTINATIONS[name]
    theme = "light" if recording.theme == "transparent" and not there.format.keeps_alpha else recording.theme
    return replace(recording, size=there.size or wanted.size, fps=there.fps or wanted.fps, theme=theme)


def with_suffix(path: str, suffix: str) -> str:
    """Return a path with the ending that a destination needs; that of a folder is a slash."""
    plain = Path(path.rstrip("/\\"))
    known = plain.suffix.lower() in FORMATS
    stem = str(plain.with_suffix("")) if known and plain.suffix else str(plain)
    return f"{stem}{suffix}" if suffix else f"{stem}/"


def frame_count(recording: Recording) -> int:
    """Return how many frames a film has."""
    return plan_of(replace(recording, pace="linear"), 0, 1).count


def estimated_bytes(recording: Recording, suffix: str, shown: Shown | None = None, picture: float | None = None) -> int:
    """Return about how large the file will be: right within a factor of some two.

    Parameters
    ----------
    picture
        How many bytes one of its frames takes as a PNG, where that is known (`picture_bytes`).
    """
    shown = shown or Shown()
    width, height = recording.size
    side, runs = (width * height) ** 0.5, min(max(shown.runs, 1), MOST_RUNS)
    if suffix == ".pdf":
        ground = BYTES_A_SURFACE if shown.is_surface else BYTES_A_MAP if shown.is_moving else 0
        return round(frame_count(recording) * (BYTES_A_PAGE + BYTES_A_RUN * runs + ground))
    if suffix not in WEIGHTS:
        return round(frame_count(recording) * (BYTES_A_PIXEL * side if picture is None else picture))
    weight = WEIGHTS[suffix]
    moving = frame_count(replace(recording, hold=0.0)) / USUAL_FRAMES
    film = weight.ground + weight.run * runs**weight.runs + weight.moving * shown.is_moving
    return round((film * moving**weight.frames + (POSTER_BYTES if suffix == ".pptx" else 0)) * side / USUAL_SIDE)


def picture_bytes(content: int, size: tuple[int, int], wanted: tuple[int, int]) -> float:
    """Return about how many bytes a picture takes in another size, of those that it takes in one."""
    return content * ((wanted[0] * wanted[1]) / (size[0] * size[1])) ** (PICTURE_GROWTH / 2)
