"""Where films go, each with its format and a sensible size: one table, and the order that comes of it; any thread."""

from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QT_TRANSLATE_NOOP

from reluviz.recording.clock import plan_of
from reluviz.recording.formats import FORMATS, Format
from reluviz.scenario.display import Recording


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

BYTES = {".mp4": 1.8, ".pptx": 1.8, ".gif": 15.0, ".webm": 4.0, ".webp": 8.0, ".pdf": 0.0, "": 120.0}
"""What a moving frame takes, about, in bytes a pixel of its side, as measured on the built-in scenarios.

The side is the square root of the area: edges change from frame to frame, and what lies between them costs nothing.
"""

BYTES_A_PAGE = 80_000
"""What a page of a PDF takes, about, whatever its size."""


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


def estimated_bytes(recording: Recording, suffix: str) -> int:
    """Return about how large the file will be: right within a factor of some three, of a GIF five."""
    every = suffix in {".pdf", ""}
    count = frame_count(recording if every else replace(recording, hold=0.0))
    width, height = recording.size
    return round(count * (BYTES_A_PAGE if suffix == ".pdf" else BYTES[suffix] * (width * height) ** 0.5))
