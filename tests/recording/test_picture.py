import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
import zlib
from contextlib import suppress
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QImage

from reluviz.errors import UsageError
from reluviz.recording.frame import PANEL_VIEWS
from reluviz.recording.picture import render_picture
from reluviz.recording.sheet import FORMATS, undated
from reluviz.scenario.choices import PANELS, THEMES
from reluviz.scenario.reading import parse_scenario
from reluviz.scenario.sources import find_scenario
from reluviz.scene.theme import PICTURE_THEMES, RUN_COLORS
from tests.recording import films

SHORT = """
title = { en = "A short one", fr = "Une courte" }
[model]
variant = "weight-bias"
[training]
steps = 60
[[start]]
weight = 2.0
bias = 1.0
[[start]]
weight = -2.0
bias = -0.5
"""


@pytest.fixture
def rendered(qapp, tmp_path):
    """Renders the short scenario, or another, and returns the file's path."""
    numbers = iter(range(100))

    def render(extension="png", scenario=None, **rest):
        path = tmp_path / f"{next(numbers)}.{extension}"
        render_picture(scenario or parse_scenario(SHORT), path, **rest)
        return path

    return render


def pixels_of(path, size=None):
    image = QImage(str(path))
    if size is not None:
        image = image.scaled(*size, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation)
    image = image.convertToFormat(QImage.Format.Format_RGBA8888)
    raw = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine() // 4, 4)
    return raw[:, : image.width()].astype(int)


def test_panels_and_themes_are_those_of_the_format():
    assert set(PANEL_VIEWS) == set(PANELS)
    assert set(PICTURE_THEMES) == set(THEMES)


@pytest.mark.parametrize("size", [(640, 360), (801, 451), (360, 640)])
def test_a_png_has_the_size_that_was_asked_for(rendered, size):
    assert pixels_of(rendered(size=size)).shape[1::-1] == size


@pytest.mark.parametrize("extension", FORMATS)
def test_the_same_arguments_give_the_same_bytes(rendered, extension):
    first = rendered(extension, size=(640, 360)).read_bytes()
    assert rendered(extension, size=(640, 360)).read_bytes() == first
    assert rendered(extension, size=(640, 360), step=20).read_bytes() != first


@pytest.mark.parametrize("extension", FORMATS)
def test_another_process_without_a_display_gives_the_same_bytes(extension, rendered, tmp_path):
    here = rendered(extension, size=(320, 180), scenario=find_scenario("puzzle"), step=30).read_bytes()
    there = tmp_path / f"there.{extension}"
    subprocess.run(
        [sys.executable, "-m", "reluviz", "picture", "puzzle", "--step", "30", "--size", "320x180", "-o", str(there)],
        check=True,
        timeout=120,
        env={"PATH": "/usr/bin", "HOME": str(tmp_path)},
    )
    assert there.read_bytes() == here


@pytest.mark.parametrize("extension", FORMATS)
def test_the_application_s_font_is_not_in_the_file(extension, rendered, qapp):
    before = qapp.font()
    try:
        seen = set()
        for family in ("Serif", "Monospace"):
            qapp.setFont(QFont(family, 31))
            seen.add(rendered(extension, size=(320, 180)).read_bytes())
    finally:
        qapp.setFont(before)
    assert len(seen) == 1


def test_small_and_large_pictures_look_alike(rendered):
    small, large = rendered(size=(640, 360)), rendered(size=(1920, 1080))
    difference = np.abs(pixels_of(small)[..., :3] - pixels_of(large, (640, 360))[..., :3])
    assert difference.mean() < 2.5
    assert np.quantile(difference, 0.98) < 40


def test_themes_paint_their_grounds(rendered):
    for name in ("light", "dark"):
        corner = pixels_of(rendered(size=(320, 180), theme=name))[0, 0]
        assert corner.tolist() == list(QColor(PICTURE_THEMES[name].window).getRgb())
    found = pixels_of(rendered(size=(320, 180), theme="transparent"))
    assert found[0, 0, 3] == 0
    assert (found[..., 3] == 0).mean() > 0.2
    assert (found[..., 3] == 255).mean() > 0.2  # the landscape lets nothing through


def test_the_recordings_settings_are_the_defaults(rendered):
    scenario = parse_scenario(SHORT)
    recording = replace(scenario.recording, size=(320, 180), theme="dark", panels=("neuron",))
    by_scenario = rendered(scenario=replace(scenario, recording=recording)).read_bytes()
    assert by_scenario == rendered(size=(320, 180), theme="dark", panels=("neuron",)).read_bytes()


def test_each_panel_changes_the_picture(rendered):
    seen = {rendered(size=(320, 180), panels=(panel,)).read_bytes() for panel in PANELS}
    assert len(seen) == len(PANELS)


def test_an_svg_needs_no_font_and_every_panel_is_seen(rendered):
    root = ET.parse(rendered("svg", size=(640, 360), panels=("landscape", "neuron", "loss"))).getroot()
    space = "{http://www.w3.org/2000/svg}"
    assert root.find(f"{space}title").text == "A short one"
    assert not list(root.iter(f"{space}text"))
    assert root.get("viewBox") == "0 0 1280 720"

    def bounds(path):
        numbers = [float(number) for number in re.findall(r"-?[\d.]+(?:e-?\d+)?", path.get("d"))]
        return min(numbers[::2]), min(numbers[1::2]), max(numbers[::2]), max(numbers[1::2])

    clips = {clip.get("id"): bounds(clip.find(f"{space}path")) for clip in root.iter(f"{space}clipPath")}
    panels = []
    for clipped in root.iter(f"{space}g"):
        found = re.fullmatch(r"url\(#(.+)\)", clipped.get("clip-path", ""))
        for group in clipped.iter(f"{space}g") if found else ():
            if group.get("fill") == PICTURE_THEMES["light"].panel and group.find(f"{space}path") is not None:
                shift = [float(part) for part in re.findall(r"-?[\d.]+", group.get("transform"))][4:]
                left, top, right, bottom = bounds(group.find(f"{space}path"))
                if right - left > 200 and bottom - top > 100:
                    clip = clips[found[1]]
                    panels.append((left + shift[0], top + shift[1], right + shift[0], bottom + shift[1]))
                    assert clip[0] <= panels[-1][0]
                    assert clip[1] <= panels[-1][1]
                    assert clip[2] >= panels[-1][2]
                    assert clip[3] >= panels[-1][3]
    assert len(set(panels)) == 2  # neuron and loss; the landscape has none


@pytest.mark.parametrize("size", [(1280, 720), (801, 451)])
def test_an_svg_says_its_size_in_pixels(rendered, size):
    path = rendered("svg", size=size, panels=("landscape",))
    root = ET.parse(path).getroot()
    assert (root.get("width"), root.get("height")) == (f"{size[0]}px", f"{size[1]}px")
    if shutil.which("rsvg-convert") is not None:
        subprocess.run(["rsvg-convert", path, "-o", path.with_suffix(".png")], check=True, timeout=60)
        image = QImage(str(path.with_suffix(".png")))
        assert (image.width(), image.height()) == size


def test_a_pdf_has_one_page_of_a_slides_size_and_its_own_font(rendered):
    content = rendered("pdf", size=(1920, 1080)).read_bytes()
    assert content.startswith(b"%PDF-1.")
    assert content.rstrip().endswith(b"%%EOF")
    (box,) = re.findall(rb"/MediaBox \[([^]]*)\]", content)
    assert [float(side) for side in box.split()] == [0, 0, 960, 540]
    assert b"Inter-Regular" in content
    assert b"CreationDate (D:20000101000000Z)" in content


def streams(content):
    """Return what stands on the pages of a PDF, unpacked."""
    found = []
    for packed in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", content, re.DOTALL):
        with suppress(zlib.error):
            found.append(zlib.decompress(packed))
    return found


def test_a_pdf_has_no_points_that_cannot_be_seen(rendered):
    content = rendered("pdf", find_scenario("bias"), size=(1280, 720)).read_bytes()
    page = max(streams(content), key=lambda stream: stream.count(b" l\n"))
    # It had 19,000, most of them in the outlines of its contours and their numbers.
    assert page.count(b" l\n") + page.count(b" c\n") < 4000
    assert len(page) < 150_000
    assert len(content) < 75_000


def test_few_points_draw_the_same_picture(rendered):
    if shutil.which("pdftoppm") is None:
        pytest.skip("pdftoppm is not installed")
    scenario = find_scenario("bias")
    path = rendered("pdf", scenario, size=(1280, 720))
    subprocess.run(["pdftoppm", "-r", "96", "-png", "-singlefile", path, path.with_suffix("")], check=True, timeout=60)
    page, png = pixels_of(path.with_suffix(".png")), pixels_of(rendered("png", scenario, size=(1280, 720)))
    # The other program smooths edges in its own way: where contours are, nothing is off by more than that.
    away = np.abs(page - png)[60:560, 60:800, :3].max(axis=-1)
    assert np.quantile(away, 0.99) < 40
    assert away.mean() < 2.5


def text_of(file):
    """Return what another program reads in a PDF; the gate installs it."""
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not installed")
    return subprocess.run(["pdftotext", file, "-"], check=True, capture_output=True, text=True, timeout=60).stdout


def test_the_text_of_a_pdf_can_be_read(rendered):
    scenario = parse_scenario(SHORT)
    text = text_of(rendered("pdf", scenario, panels=PANELS))
    assert not re.findall("[\ue000-\uf8ff]", text), "characters that other typefaces do not have"
    assert "step 60" in text
    assert "−2" in text.split()  # on an axis


def test_the_text_of_a_film_s_pages_can_be_read_whatever_is_recorded_beside(qapp, tmp_path):
    films.write(films.film(panels=PANELS), tmp_path / "a.pdf", tmp_path / "a.gif")
    text = text_of(tmp_path / "a.pdf")
    assert not re.findall("[\ue000-\uf8ff]", text)
    assert "step 0" in text


def test_the_date_goes_and_no_byte_changes_place():
    text = (
        b"/CreationDate (D:20261124000210+01'00')\nxmp:CreateDate=\"2026-11-24T00:02:10+00:00\" uuid:"
        b"0f1e2d3c-0000-4aaa-8888-123456789abc /ID [ <00aa> <11bb> ]"
    )
    other = text.replace(b"20261124", b"20301231").replace(b"2026-11-24", b"2030-12-31").replace(b"0f1e", b"9999")
    other = other.replace(b"<00aa> <11bb>", b"<4444> <4444>")
    assert undated(text) == undated(other)
    assert len(undated(text)) == len(text)
    assert b'xmp:CreateDate="2000-01-01T00:00:00' in undated(text)


def test_the_title_follows_the_language(rendered):
    english, french = rendered(size=(640, 360)), rendered(size=(640, 360), language="fr")
    difference = np.abs(pixels_of(english) - pixels_of(french)).max(axis=-1)
    assert difference[:24, :200].max() > 100
    assert difference[40:].max() == 0


def test_a_scenario_without_starts_is_drawn(rendered):
    scenario = parse_scenario("title = 'Empty'\n[model]\nvariant = 'hidden-layer'\n")
    assert pixels_of(rendered(scenario=scenario, size=(320, 180))).shape == (180, 320, 4)


def test_what_cannot_be_is_said_in_one_line(rendered, tmp_path):
    with pytest.raises(UsageError, match=r"^found the step 61; allowed: 0 to 60 \(training.steps\)$"):
        rendered(step=61)
    with pytest.raises(UsageError, match=r"^found the picture format 'bmp'; allowed: png, svg, pdf$"):
        rendered("bmp")


def test_nothing_of_a_picture_stays_behind(rendered, qapp):
    before = len(qapp.topLevelWidgets())
    for _ in range(3):
        rendered(size=(160, 90))
    assert len(qapp.topLevelWidgets()) <= before


def test_a_race_is_drawn_with_all_its_racers(rendered):
    scenario = parse_scenario(
        "[training]\nsteps = 30\nbatch_size = 20\n[[start]]\nweight = -3\n"
        "[[variation]]\nmodel.variant = 'weight-bias'\n[[variation]]\ntraining.learning_rate = 1.5\n"
    )
    pixels = pixels_of(rendered(scenario=scenario, size=(1280, 720), panels=("landscape", "loss")))[44:590, :830, :3]
    found = {
        name
        for name in RUN_COLORS.keys() - {"grey"}  # that some text has
        if (np.abs(pixels - QColor(RUN_COLORS[name][0]).getRgb()[:3]).max(axis=-1) <= 2).any()
    }
    assert found == {"blue", "orange", "green"}


def test_a_caption_stands_at_the_foot(rendered):
    scenario = parse_scenario(SHORT)
    recording = replace(scenario.recording, caption={"en": "Look at the left one", "fr": "Regardez"})
    captioned = replace(scenario, recording=recording)
    pixels = pixels_of(rendered(scenario=captioned, size=(1280, 720)))
    foot = np.abs(pixels[672:] - pixels[-1, -1]).max(axis=-1) > 100
    assert 100 < np.flatnonzero(foot.any(axis=0)).max() < 400
    assert foot.any(axis=1).sum() > 10
    plain = pixels_of(rendered(scenario=scenario, size=(1280, 720)))
    assert not (np.abs(plain[700:] - plain[-1, -1]).max(axis=-1) > 100).any()
    french = pixels_of(rendered(scenario=captioned, size=(1280, 720), language="fr"))
    assert (french[672:] != pixels[672:]).any()


def test_the_layout_puts_the_panels_below(rendered):
    scenario = parse_scenario(SHORT)
    seen = {}
    for layout in ("auto", "beside", "below"):
        made = replace(scenario, recording=replace(scenario.recording, layout=layout))
        seen[layout] = rendered(scenario=made, size=(320, 180)).read_bytes()
    assert seen["auto"] == seen["beside"] != seen["below"]
