"""A lesson as a presentation: a slide for each cue, with its film, its words and its notes."""

import re
import zipfile
from dataclasses import replace

import numpy as np
import pytest
from pptx import Presentation
from PySide6.QtGui import QImage

from reluviz import cli
from reluviz.recording import lesson_deck
from reluviz.recording.entrants import trained_entrants
from reluviz.recording.film import film_of
from reluviz.recording.places import open_places
from reluviz.scenario.sources import Source
from tests.recording import films

LESSON = """
format = 1
kind = "lesson"
title = {en = "Three ways", fr = "Trois chemins"}
[[cue]]
name = "one"
title = {en = "First é", fr = "Premier"}
words = {en = "Look at the start", fr = "Regardez le départ"}
notes = "Say this.\\n\\nAnd that."
play = true
play_to = 20
[cue.scenario.training]
steps = 60
batch_size = 20
[[cue.scenario.start]]
weight = 2.0
[cue.scenario.recording]
size = [320, 180]
fps = 60
seconds = 0.5
hold = 0.2
[[cue]]
name = "two"
title = "It goes on"
play = true
[[cue]]
name = "three"
title = "It stands"
words = "Why?"
"""
SIZE = (320, 180)


@pytest.fixture
def lesson(tmp_path):
    path = tmp_path / "ways.toml"
    path.write_text(LESSON, "utf-8")
    return Source("ways", path, built_in=False).load()[1]


def written(lesson, path, **rest):
    with open_places([str(path)], overwrite=True) as places:
        lesson_deck.record_lesson(lesson, places, (), **rest)
    return list(Presentation(str(path)).slides)


def movies(path, folder):
    """Return the frames of the films in a presentation, in the order of the slides."""
    found = []
    with zipfile.ZipFile(path) as archive:
        for number, slide in enumerate(Presentation(str(path)).slides):
            (part,) = {
                rel.target_part for rel in slide.part.rels.values() if str(rel.target_part.partname).endswith("mp4")
            }
            (folder / f"{number}.mp4").write_bytes(archive.read(str(part.partname).lstrip("/")))
            found.append(films.decoded(folder / f"{number}.mp4", SIZE))
    return found


def test_a_slide_for_each_cue(lesson, qapp, tmp_path):
    shares = []
    path = tmp_path / "a.pptx"
    slides = written(lesson, path, progress=shares.append)
    assert [slide.shapes.title.text for slide in slides] == ["First é", "It goes on", "It stands"]
    assert Presentation(str(path)).core_properties.title == "Three ways"
    notes = [slide.notes_slide.notes_text_frame.text for slide in slides]
    assert notes[0] == "Say this.\n\nAnd that."
    assert notes[1].startswith("It goes on.\n")
    for slide in slides:
        xml = slide.part.blob.decode()
        assert re.search(r'<p:cTn [^>]*repeatCount="indefinite"', xml)
        assert re.search(r'<p:video>.*<p:cond delay="0"/>.*</p:video>', xml, re.DOTALL)
    told = [
        shape._element.nvPicPr.cNvPr.get("descr")
        for slide in slides
        for shape in slide.shapes
        if "MEDIA" in str(shape.shape_type)
    ]
    assert told[0].startswith("Look at the start. First é. ")
    assert told[1].startswith("It goes on. ")
    assert told[2].startswith("Why? It stands. ")
    assert shares == sorted(shares)
    assert shares[-1] == pytest.approx(1.0)
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["a.pptx", "ways.toml"]


def test_alt_text_says_nothing_twice_and_keeps_the_answer_of_a_question(lesson, qapp, tmp_path):
    one, two, three = lesson.cues
    asks = replace(one, words="Two starts. First é", ask=True, notes="")
    slides = written(replace(lesson, cues=(asks, two, replace(three, words="It stands."))), tmp_path / "a.pptx")
    told = [
        shape._element.nvPicPr.cNvPr.get("descr")
        for slide in slides
        for shape in slide.shapes
        if "MEDIA" in str(shape.shape_type)
    ]
    assert told[0] == "Two starts. First é."
    assert told[1].startswith("It goes on. Moving: ")
    assert told[2].startswith("It stands. Moving: ")
    # The speaker may know.
    assert "loss" in slides[0].notes_slide.notes_text_frame.text


def test_each_film_goes_from_where_its_cue_begins_to_where_it_stops(lesson, qapp, tmp_path):
    path = tmp_path / "a.pptx"
    written(lesson, path)
    found = movies(path, tmp_path)
    # At thirty frames a second, of sixty: half a second and the hold; what stands still, a second of holding.
    assert [len(frames) for frames in found] == [15 + 6, 15 + 6, 1 + 30]
    cue = lesson.cues[0]
    entrants = trained_entrants(cue.scenario)
    for frames, cue, caption, (first, last) in zip(
        found, lesson.cues, ("Look at the start", "", "Why?"), ((0, 20), (20, 60), (60, 60)), strict=True
    ):
        recording = replace(cue.scenario.recording, caption=caption)
        made = film_of(replace(cue.scenario, recording=recording), entrants)
        _, mean = films.worst_and_mean(frames[[0, -1]], films.painted(made, [first, last]))
        assert mean < 3


def test_paths_are_made_once_for_cues_that_go_on(lesson, qapp, tmp_path, monkeypatch):
    trained = []

    def counted(scenario, step, **rest):
        trained.append(step)
        return trained_entrants(scenario, step, **rest)

    monkeypatch.setattr(lesson_deck, "trained_entrants", counted)
    written(lesson, tmp_path / "a.pptx")
    assert trained == [60]


def test_the_poster_is_the_first_frame_and_the_same_lesson_the_same_file(lesson, qapp, tmp_path):
    one, again = tmp_path / "a.pptx", tmp_path / "b.pptx"
    written(lesson, one)
    written(lesson, again)
    assert one.read_bytes() == again.read_bytes()
    with zipfile.ZipFile(one) as archive:
        posters = [name for name in archive.namelist() if re.fullmatch(r"ppt/media/.*\.png", name)]
        shown = QImage()
        assert shown.loadFromData(archive.read(posters[0]))
    recording = replace(lesson.cues[0].scenario.recording, caption="Look at the start")
    scenario = replace(lesson.cues[0].scenario, recording=recording)
    made = film_of(scenario, trained_entrants(scenario))
    np.testing.assert_array_equal(films.pixels(shown), films.painted(made, [0])[0])


def test_the_command_makes_slides_of_a_lesson_and_one_of_a_cue(lesson, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert cli.main(["record", "ways.toml", "-o", "a.pptx", "-o", "a.mp4", "--language", "fr", "--fps", "10"]) == 0
    assert capsys.readouterr() == ("", "")
    slides = Presentation("a.pptx").slides
    assert [slide.shapes.title.text for slide in slides] == ["Premier", "It goes on", "It stands"]
    assert [len(frames) for frames in movies("a.pptx", tmp_path)] == [7, 7, 11]
    assert len(films.decoded(tmp_path / "a.mp4", SIZE)) == 7
    assert cli.main(["record", "ways.toml/two", "-o", "b.pptx", "--seconds", "0.1"]) == 0
    (slide,) = Presentation("b.pptx").slides
    assert slide.shapes.title.text == "It goes on"


def test_the_slide_of_a_cue_that_asks_keeps_the_answer(lesson, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "ways.toml"
    path.write_text(path.read_text("utf-8").replace("play_to = 20", "play_to = 20\nask = true"), "utf-8")
    for cue, told in (("one", r"First é\."), ("two", r"It goes on\. Moving: .*")):
        assert cli.main(["record", f"ways.toml/{cue}", "-o", f"{cue}.pptx", "--seconds", "0.1"]) == 0
        (slide,) = Presentation(f"{cue}.pptx").slides
        (movie,) = (shape for shape in slide.shapes if "MEDIA" in str(shape.shape_type))
        assert re.fullmatch(told, movie._element.nvPicPr.cNvPr.get("descr"))


def test_settings_are_for_each_cue(lesson, tmp_path, monkeypatch):
    taken = []
    monkeypatch.setattr(lesson_deck, "record_lesson", lambda made, *_: taken.append(made))
    monkeypatch.chdir(tmp_path)
    words = ["--set", "training.learning_rate=0.5", "--theme", "dark", "--panels", "landscape"]
    assert cli.main(["record", "ways.toml", "-o", "a.pptx", *words]) == 0
    (made,) = taken
    assert {cue.scenario.training.learning_rate for cue in made.cues} == {0.5}
    assert {(cue.scenario.recording.theme, cue.scenario.recording.panels) for cue in made.cues} == {
        ("dark", ("landscape",))
    }
