"""Every format, written by the real ffmpeg and read back."""

import re
import subprocess
import zipfile
from fractions import Fraction
from io import BytesIO

import numpy as np
import pytest
from PIL import Image, ImageSequence
from PySide6.QtGui import QColor, QImage

from reluviz.commands.record import SUFFIXES
from reluviz.errors import UsageError
from reluviz.interrupts import interrupts_held
from reluviz.recording.ffmpeg import command
from reluviz.recording.film import FilmPainter
from reluviz.recording.formats import FORMATS, LEAST_ALPHA, MATTE, Raw, format_of
from reluviz.recording.latex import folder_snippet
from reluviz.recording.palette import _pixels, film_palette
from reluviz.recording.places import fitted
from reluviz.recording.sinks import thinned
from reluviz.scenario.display import Recording
from tests.recording import films

FRAMES = 14
"""Ten that move, and four that hold."""


@pytest.fixture(scope="module")
def film(qapp):
    return films.film()


@pytest.fixture(scope="module")
def wanted(film):
    """All frames as a painter paints them that has painted nothing else."""
    return films.painted(film, [film.plan.step(frame) for frame in range(film.plan.count)])


def test_the_command_knows_the_formats():
    assert {*SUFFIXES, ""} == set(FORMATS)
    for suffix, made in FORMATS.items():
        assert format_of(f"a b{suffix.upper()}" if suffix else "a/") is made
    assert format_of("a.avi") is None
    assert format_of("a") is None


def test_mp4(film, wanted, tmp_path):
    path = tmp_path / "é 1.mp4"
    films.write(film, path)
    video, seconds = films.told(path)
    assert video.startswith("h264 (High)")
    assert "yuv420p(tv, bt709, progressive)" in video
    assert "320x180 [SAR 1:1" in video
    assert "20 fps" in video
    assert seconds == pytest.approx(FRAMES / 20, abs=0.011)
    content = path.read_bytes()
    assert content.index(b"moov") < content.index(b"mdat")
    frames = films.decoded(path, film.size)
    assert len(frames) == FRAMES
    worst, mean = films.worst_and_mean(frames, wanted)
    assert worst < 60  # thin coloured lines lose colour in yuv420p
    assert mean < 3
    ground = frames[:, 2, 2].astype(int)
    assert np.abs(ground - wanted[:, 2, 2, :3]).max() <= 3


def test_webm(film, wanted, tmp_path):
    path = tmp_path / "a.webm"
    films.write(film, path)
    video, seconds = films.told(path)
    assert video.startswith("vp9")
    assert "yuv420p(tv, bt709" in video
    assert seconds == pytest.approx(FRAMES / 20, abs=0.011)
    frames = films.decoded(path, film.size)
    assert len(frames) == FRAMES
    assert films.worst_and_mean(frames, wanted)[1] < 4


@pytest.mark.parametrize("suffix", ["webp", "apng"])
def test_what_keeps_all_pixels(suffix, film, wanted, tmp_path):
    path = tmp_path / f"a.{suffix}"
    films.write(film, path)
    with Image.open(path) as image:
        assert image.n_frames <= FRAMES
        frames, times = [], []
        for frame in ImageSequence.Iterator(image):
            frames.append(np.asarray(frame.convert("RGBA")))
            times.append(frame.info["duration"])  # which Pillow knows when it has read the pixels
        assert image.info["loop"] == 0
    assert sum(times) == pytest.approx(FRAMES * 50)
    shown = np.repeat(np.stack(frames), np.round(np.array(times) / 50).astype(int), axis=0)
    np.testing.assert_array_equal(shown, wanted)


def test_gif(film, wanted, tmp_path):
    path = tmp_path / "a.gif"
    films.write(film, path)
    with Image.open(path) as image:
        frames = [np.asarray(frame.convert("RGB")) for frame in ImageSequence.Iterator(image)]
        times = [frame.info["duration"] for frame in ImageSequence.Iterator(image)]
        assert image.info["loop"] == 0
        assert image.size == film.size
    assert sum(times) == FRAMES * 50
    assert min(times) >= 20
    shown = np.repeat(np.stack(frames), np.array(times) // 50, axis=0)
    worst, mean = films.worst_and_mean(shown, wanted)
    assert worst < 20
    assert mean < 2.5
    content = path.read_bytes()
    assert sum(bool(flags & 0x80) for flags in local_flags(content)) == 0  # all share the first table
    # One colour is kept for what stays as it was, which need not be written once more.
    with Image.open(BytesIO(film_palette(film, lambda: None))) as colors:
        assert np.count_nonzero(np.asarray(colors.convert("RGBA"))[..., 3] == 0) == 1


def local_flags(content):
    """Yield the flags of each picture in a GIF."""
    at = 13 + 3 * 2 ** ((content[10] & 7) + 1)
    while content[at] != 0x3B:
        if content[at] == 0x2C:
            yield content[at + 9]
            at += 11
        else:
            at += 2
        while content[at]:
            at += content[at] + 1
        at += 1


def test_a_gif_has_at_most_fifty_frames_a_second(qapp, tmp_path):
    made = films.film(fps=60, seconds=0.5, hold=0)
    recording, words = fitted(made.scenario.recording, ["a.gif"], ["fps"])
    assert recording.fps == 50
    assert fitted(made.scenario.recording, ["a.gif"]) == (recording, [])
    assert words == ["60 frames a second made 50: faster ones are played slower than they say"]
    both = [tmp_path / "a.gif", tmp_path / "a.mp4"]
    films.write(made, *both)
    assert len(films.decoded(both[1], made.size)) == 30
    with Image.open(both[0]) as image:
        times = [frame.info["duration"] for frame in ImageSequence.Iterator(image)]
    assert min(times) >= 20
    assert sum(times) == pytest.approx(500, abs=20)


def test_frames_are_left_out_evenly():
    taken = [frame for frame in range(60) if thinned(Fraction(60), Fraction(50))(frame)]
    assert len(taken) == 50
    assert set(np.diff(taken)) == {1, 2}
    assert all(map(thinned(Fraction(30), Fraction(30)), range(100)))


def test_a_folder_of_pictures(film, wanted, tmp_path):
    folder = tmp_path / "some frames"
    films.write(film, f"{folder}/")
    names = sorted(path.name for path in folder.iterdir())
    assert names == ["animation.tex", *(f"frame-{number:05d}.png" for number in range(FRAMES))]
    for number, frame in enumerate(wanted):
        np.testing.assert_array_equal(films.pixels(QImage(str(folder / names[1 + number]))), frame)
    text = (folder / "animation.tex").read_text("utf-8")
    assert (
        r"\animategraphics[autoplay,loop,poster=first,width=\linewidth]{20}{some frames/frame-}{00000}{00013}" in text
    )


LITERAL = "\\csname @gobble\\expandafter\\endcsname\\string\\"
"""What pdfTeX was seen to read the next character literally after, in articles and in Beamer's frames."""


@pytest.mark.parametrize("name", ["some frames", "d 50% $x_#1", "a{b", "~a^b&c} d", "é_\\ \\1", "a: b!?"])
def test_latex_reads_the_names_of_folders(name, film):
    line = folder_snippet(name, film).splitlines()[-1]
    (base,) = re.fullmatch(
        r"\\animategraphics\[autoplay,loop,poster=first,width=\\linewidth\]\{20\}\{(.*)\}\{00000\}\{00013\}", line
    ).groups()
    assert base.replace(LITERAL, "") == f"{name}/frame-"
    assert not re.search(r"(?<!\0)[\\%#$&{}~^]", base.replace(LITERAL, "\0"))


def test_what_latex_cannot_read_is_told(film):
    for name in ('a"b', "a  b", " a", "a "):
        assert len(folder_snippet(name, film).splitlines()) == 4
        assert folder_snippet(name, film).splitlines()[2].startswith("% TeX cannot read a name with quotes")
    assert len(folder_snippet("a'b c", film).splitlines()) == 3


def test_the_lines_for_latex_name_the_packages_that_they_need(film):
    assert "\\usepackage{graphicx,animate}" in folder_snippet("a", film)


def test_pages(film, tmp_path):
    path, again = tmp_path / "a.pdf", tmp_path / "b.pdf"
    films.write(film, path)
    films.write(film, again)
    content = path.read_bytes()
    assert len(re.findall(rb"/Type /Page\b(?!s)", content)) == FRAMES
    assert set(re.findall(rb"/MediaBox \[([^]]*)\]", content)) == {b"0 0 960.000000 540.000000"}
    assert b"Inter-Regular" in content
    assert content == again.read_bytes()


@pytest.mark.parametrize("suffix", ["webm", "webp", "apng", "gif"])
def test_transparent_films(suffix, qapp, tmp_path):
    made = films.film(theme="transparent")
    path = tmp_path / f"a.{suffix}"
    films.write(made, path)
    wanted = films.painted(made, [made.plan.last])[0]
    if suffix == "webm":
        last = films.decoded(path, made.size, "rgba", ["-c:v", "libvpx-vp9"])[-1]
        assert np.abs(last[..., 3].astype(int) - wanted[..., 3]).mean() < 2
    else:
        with Image.open(path) as image:
            image.seek(image.n_frames - 1)
            last = np.asarray(image.convert("RGBA"))
        if suffix == "gif":
            # Soft edges are opaque, mixed with the light ground: thin lines and letters stay whole.
            assert (last[..., 3] == np.where(wanted[..., 3] < LEAST_ALPHA, 0, 255)).all()
            share = wanted[..., 3:] / 255
            mixed = wanted[..., :3] * share + np.array(QColor(MATTE).getRgb()[:3]) * (1 - share)
            worst, mean = films.worst_and_mean(last[last[..., 3] > 0], mixed[last[..., 3] > 0])
            assert worst < 20
            assert mean < 2.5
        else:
            np.testing.assert_array_equal(last[..., 3], wanted[..., 3])
            opaque = wanted[..., 3] == 255
            np.testing.assert_array_equal(last[opaque], wanted[opaque])
    assert last[2, 2, 3] == 0


def test_a_palette_is_of_the_pixels_that_were_painted(qapp):
    made = films.film(theme="transparent")
    wanted = films.painted(made, [0])[0]
    with interrupts_held():
        painter = FilmPainter(made)
        try:
            # Read after their image had gone, they were others at times, or ended the process.
            for _ in range(20):
                raw = np.frombuffer(_pixels(painter, made, 0, None), np.uint8).reshape(*wanted.shape)
                np.testing.assert_array_equal(raw[..., [2, 1, 0, 3]], wanted)
        finally:
            painter.close()


def test_a_slide(film, tmp_path):
    from pptx import Presentation

    path, again = tmp_path / "a.pptx", tmp_path / "b.pptx"
    films.write(film, path)
    films.write(film, again)
    assert path.read_bytes() == again.read_bytes()
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["a.pptx", "b.pptx"]
    deck = Presentation(str(path))
    assert (deck.slide_width, deck.slide_height) == (12_192_000, 6_858_000)
    (slide,) = deck.slides
    assert slide.shapes.title.text == "A short é one"
    assert slide.shapes.title.top + slide.shapes.title.height <= 0
    assert "A short é one." in slide.notes_slide.notes_text_frame.text
    assert "learning rate 0.01" in slide.notes_slide.notes_text_frame.text
    (movie,) = (shape for shape in slide.shapes if shape.shape_type is not None and "MEDIA" in str(shape.shape_type))
    assert (movie.left, movie.top, movie.width, movie.height) == (0, 0, deck.slide_width, deck.slide_height)
    assert movie._element.nvPicPr.cNvPr.get("descr").startswith("A short é one. ")
    xml = slide.part.blob.decode()
    assert re.search(r'<p:cTn [^>]*repeatCount="indefinite"', xml)
    assert re.search(r'<p:video>.*<p:cond delay="0"/>.*</p:video>', xml, re.DOTALL)
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        (inner,) = (name for name in names if name.endswith(".mp4"))
        (tmp_path / "inner.mp4").write_bytes(archive.read(inner))
        (poster,) = (name for name in names if name.startswith("ppt/media/") and name.endswith(".png"))
        shown = QImage()
        assert shown.loadFromData(archive.read(poster))
    video, _ = films.told(tmp_path / "inner.mp4")
    assert video.startswith("h264 (High)")
    assert len(films.decoded(tmp_path / "inner.mp4", film.size)) == FRAMES
    np.testing.assert_array_equal(films.pixels(shown), films.painted(film, [0])[0])


def test_a_slide_of_the_old_shape(qapp, tmp_path):
    from pptx import Presentation

    films.write(films.film(size=(320, 240), seconds=0.1, hold=0), tmp_path / "a.pptx")
    deck = Presentation(str(tmp_path / "a.pptx"))
    assert (deck.slide_width, deck.slide_height) == (9_144_000, 6_858_000)


def test_a_slides_film_is_no_larger_than_presentations_bear():
    assert fitted(Recording(), ["a.pptx"])[0].size == (1280, 720)
    assert fitted(Recording(), ["a.pptx"], ["size"])[0].size == (1920, 1080)
    assert fitted(Recording(), ["a.pptx", "b.mp4"])[0].size == (1920, 1080)
    assert fitted(Recording(size=(640, 480)), ["a.pptx"])[0].size == (640, 480)


@pytest.mark.parametrize(("suffix", "height"), [(".mp4", 16_112), (".webm", 8192), (".gif", 16_113), ("", 16_113)])
def test_no_larger_than_the_encoder_takes(suffix, height):
    """Formats that ffmpeg writes have a largest area: it reads no picture of more."""
    name = f"a{suffix or '/'}"
    assert fitted(Recording(size=(16_384, height)), [name], ["size"])[0].size == (16_384, height)
    assert (16_384 + 128) * (height + 128) < 2**28
    with pytest.raises(UsageError, match=r"allowed: sides up to 16384, and (264|134) million pixels in all"):
        fitted(Recording(size=(16_384, height + 2)), [name], ["size"])
    beyond = Raw((16_384, 16_384), "1", has_alpha=False)
    refused = command([*beyond.arguments, "-f", "null", "-"])
    assert b"16384x16384 is invalid" in subprocess.run(refused, input=b"", capture_output=True, check=False).stderr


def test_pages_have_any_area():
    largest = Recording(size=(16_384, 16_384))
    assert fitted(largest, ["a.pdf"], ["size"])[0].size == largest.size


def test_odd_sides_are_made_even_with_a_word(qapp, tmp_path):
    recording, words = fitted(Recording(size=(321, 181)), ["a.gif", "a.mp4"])
    assert recording.size == (322, 182)
    assert words[0] == "321 × 181 pixels made 322 × 182: H.264 needs even sides"
    assert fitted(Recording(size=(321, 181), fps=20), ["a.gif"]) == (Recording(size=(321, 181), fps=20), [])
    made = films.write(films.film(size=(321, 181), seconds=0.1, hold=0), tmp_path / "a.mp4")
    assert len(films.decoded(tmp_path / "a.mp4", (322, 182))) == made.plan.count == 2


def test_what_a_format_cannot_hold_is_refused():
    with pytest.raises(
        UsageError, match=r"^a\.mp4: found the theme 'transparent', which H\.264 cannot hold; allowed: "
    ):
        fitted(Recording(theme="transparent"), ["b.gif", "a.mp4"])
    with pytest.raises(UsageError, match=r"^found 'a\.avi'; allowed: a file that ends in \.mp4, .*, or a folder$"):
        fitted(Recording(), ["a.avi"])
    with pytest.raises(UsageError, match=r"^two outputs have the same name$"):
        fitted(Recording(), ["a.mp4", "./a.mp4"])
    with pytest.raises(UsageError, match=r"^a\.webp: found the size 16384 × 100; allowed: sides up to 16383, and "):
        fitted(Recording(size=(16_384, 100)), ["a.webp"])
