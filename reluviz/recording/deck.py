"""Presentations in PowerPoint's format, a film a slide; any thread."""

import datetime
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

WIDE, OLD = (12_192_000, 6_858_000), (9_144_000, 6_858_000)
"""Slides of 16:9 and 4:3, in PowerPoint's units: 914,400 an inch."""

BLANK_WITH_TITLE = 5
"""The layout of a title alone in the template that python-pptx has."""

THE_DATE = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)
"""What a file says of when it was made, so that the same film is the same file."""


@dataclass(frozen=True, slots=True)
class Slide:
    """One slide.

    Attributes
    ----------
    movie
        The film, H.264.
    poster
        The picture that is shown before it plays, as the bytes of a PNG.
    size
        The film's width and height; only its shape is asked.
    title
        Told by outlines and screen readers; it stands above the slide, since the film has its own.
    description
        What a screen reader tells of the film.
    notes
        The speaker's notes.
    ground
        ``#rrggbb``: the colour around the film.
    """

    movie: Path
    poster: bytes
    size: tuple[int, int]
    title: str
    description: str
    notes: str
    ground: str


def slide_size(size: tuple[int, int]) -> tuple[int, int]:
    """Return the slide that a film of some width and height fills best, 16:9 or 4:3."""
    width, height = size
    return WIDE if width / height > (16 / 9 * 4 / 3) ** 0.5 else OLD


def write_deck(path: Path, slides: Sequence[Slide], title: str = "") -> None:
    """Write a presentation; its shape is that of the first film, and so is its title where none is given."""
    # Imported here: it takes longer than a picture.
    from pptx import Presentation
    from pptx.dml.color import RGBColor
    from pptx.util import Emu

    deck: Any = Presentation()
    deck.slide_width, deck.slide_height = (Emu(side) for side in slide_size(slides[0].size))
    properties = deck.core_properties
    properties.title, properties.author, properties.last_modified_by = title or slides[0].title, "reluviz", "reluviz"
    properties.created = properties.modified = THE_DATE.replace(tzinfo=None)
    for slide in slides:
        page = deck.slides.add_slide(deck.slide_layouts[BLANK_WITH_TITLE])
        page.background.fill.solid()
        page.background.fill.fore_color.rgb = RGBColor.from_string(slide.ground.lstrip("#")[-6:].upper())
        heading = page.shapes.title
        heading.text = slide.title
        height = Emu(deck.slide_height // 8)
        heading.left, heading.top, heading.width, heading.height = 0, -height - Emu(91_440), deck.slide_width, height
        scale = min(deck.slide_width / slide.size[0], deck.slide_height / slide.size[1])
        across, down = (round(side * scale) for side in slide.size)
        movie = page.shapes.add_movie(
            str(slide.movie),
            Emu((deck.slide_width - across) // 2),
            Emu((deck.slide_height - down) // 2),
            Emu(across),
            Emu(down),
            poster_frame_image=BytesIO(slide.poster),
            mime_type="video/mp4",
        )
        movie.name = slide.title
        movie._element.nvPicPr.cNvPr.set("descr", slide.description)
        _play_again_and_again(page, movie.shape_id)
        page.notes_slide.notes_text_frame.text = slide.notes
    content = BytesIO()
    deck.save(content)
    path.write_bytes(_undated(content.getvalue()))


def _play_again_and_again(page: Any, shape_id: int) -> None:
    """Have the film begin with its slide, and begin anew at its end."""
    space = {"p": "http://schemas.openxmlformats.org/presentationml/2006/main"}
    for node in page._element.findall(".//p:video/p:cMediaNode", space):
        if node.find("p:tgtEl/p:spTgt", space).get("spid") == str(shape_id):
            times = node.find("p:cTn", space)
            times.set("repeatCount", "indefinite")
            times.find("p:stCondLst/p:cond", space).set("delay", "0")


def _undated(content: bytes) -> bytes:
    """Return an archive whose entries all have the same date; films are not packed again, which would be in vain."""
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as given, zipfile.ZipFile(made, "w") as undated:
        for entry in given.infolist():
            named = zipfile.ZipInfo(entry.filename, THE_DATE.timetuple()[:6])
            is_packed = entry.filename.endswith((".mp4", ".png"))
            named.compress_type = zipfile.ZIP_STORED if is_packed else zipfile.ZIP_DEFLATED
            undated.writestr(named, given.read(entry))
    return made.getvalue()
