"""The recorder: the same frames every time, each painted once; it can be given up."""

import os
import signal
import subprocess
import sys
import threading
from dataclasses import replace
from queue import Queue

import numpy as np
import psutil
import pytest
from PIL import Image
from PySide6.QtGui import QImage

from reluviz.errors import ReluvizError
from reluviz.recording import film as film_module
from reluviz.recording.buffers import Kept
from reluviz.recording.encoder import BEHIND
from reluviz.recording.entrants import trained_entrants
from reluviz.recording.ffmpeg import complaint
from reluviz.recording.film import FilmPainter
from reluviz.recording.recorder import Cancelled
from reluviz.scenario.reading import parse_scenario
from reluviz.training import basins
from reluviz.training.engine import Chunk
from tests.recording import films

SURFACE = films.SHORT.replace("[recording]", '[view]\nkind = "surface"\n[recording]')
FATES_ON_IT = films.BASINS.replace("[view]\n", '[view]\nkind = "surface"\n')


@pytest.mark.parametrize(
    "text",
    [films.SHORT, films.RACE, SURFACE, films.BASINS, FATES_ON_IT],
    ids=["map", "race", "surface", "basins", "basins on a surface"],
)
def test_every_process_makes_the_same_frames_and_films(text, tmp_path):
    # Two fresh ones: this one has drawn other things, and of glyphs Qt keeps what it has drawn first.
    (tmp_path / "a.toml").write_text(text, "utf-8")

    def run(*names):
        words = [word for name in names for word in ("-o", str(tmp_path / name))]
        command = [sys.executable, "-m", "reluviz", "record", str(tmp_path / "a.toml"), *words]
        # Sets of words are in another order in each process: here in surely another one.
        seed = str(len(list(tmp_path.iterdir())))
        subprocess.run(command, check=True, env={**os.environ, "PYTHONHASHSEED": seed})

    (tmp_path / "one").mkdir()
    run("one", "one.mp4", "one.gif")
    run("two.mp4", "two.gif")
    (tmp_path / "three").mkdir()
    run("three")
    assert len(films.hashes(tmp_path / "one")) == (6 if text is films.RACE else 14)
    assert films.hashes(tmp_path / "one") == films.hashes(tmp_path / "three")
    for suffix in ("mp4", "gif"):
        assert (tmp_path / f"one.{suffix}").read_bytes() == (tmp_path / f"two.{suffix}").read_bytes()


def test_small_and_large_frames_look_alike(qapp):
    small, large = (films.painted(films.film(size=size), [30])[0] for size in ((320, 180), (1280, 720)))
    image = Image.fromarray(large[..., :3]).resize((320, 180), Image.Resampling.BOX)
    difference = np.abs(np.asarray(image).astype(int) - small[..., :3])
    assert difference.mean() < 3
    assert np.quantile(difference, 0.97) < 50


def test_a_frame_that_shows_the_same_step_is_not_painted_again(qapp, tmp_path, monkeypatch):
    painted = []
    paint = film_module.FilmPainter.paint

    def count(self, image):
        painted.append(1)
        paint(self, image)

    monkeypatch.setattr(film_module.FilmPainter, "paint", count)
    made = films.film(films.SHORT.replace("steps = 60", "steps = 4"), seconds=1.0, hold=1.0)
    films.write(made, f"{tmp_path / 'a'}/", tmp_path / "a.mp4")
    assert made.plan.count == 40
    assert len(painted) == 5
    assert len(set(films.hashes(tmp_path / "a"))) == 5
    assert len(films.decoded(tmp_path / "a.mp4", made.size)) == 40


def test_there_and_back(qapp, tmp_path):
    made = films.film(loop_back=True)
    films.write(made, f"{tmp_path / 'a'}/")
    found = [QImage(str(path)) for path in sorted((tmp_path / "a").glob("*.png"))]
    assert len(found) == 10 + 4 + 8
    for forward, backward in zip(range(1, 9), range(21, 13, -1), strict=True):
        there, back = (films.pixels(found[number]).astype(int) for number in (forward, backward))
        # A trail that has been drawn further and taken back is stroked in other pieces.
        assert (np.abs(there - back).max(axis=-1) > 60).mean() < 0.003


def test_progress_counts_the_frames(qapp, tmp_path):
    seen = []
    films.write(films.film(), tmp_path / "a.mp4", progress=lambda done, count: seen.append((done, count)))
    assert seen == [(number, 14) for number in range(1, 15)]


@pytest.mark.parametrize("name", ["a.mp4", "a.gif", "a/", "a.pdf", "a.pptx"])
def test_given_up(name, qapp, tmp_path):
    (tmp_path / "kept").write_text("mine")
    seen = []
    with pytest.raises(Cancelled):
        films.write(
            films.film(),
            f"{tmp_path}/{name}",
            progress=lambda done, count: seen.append(done),
            is_cancelled=lambda: len(seen) == 5,
        )
    assert seen == [1, 2, 3, 4, 5]
    assert [entry.name for entry in tmp_path.iterdir()] == ["kept"]


@pytest.mark.parametrize("moment", [(Queue, "_put"), (Queue, "_get"), (Kept, "hold"), (FilmPainter, "paint")])
def test_an_interrupt_waits_until_nothing_is_locked(moment, qapp, tmp_path, monkeypatch):
    # Raised within a queue it could keep the queue's lock, and the recording would never end.
    owner, name = moment
    work, lived = getattr(owner, name), []

    def interrupted(*arguments):
        found = work(*arguments)
        if threading.current_thread() is threading.main_thread():
            signal.raise_signal(signal.SIGINT)
            lived.append(name)
        return found

    monkeypatch.setattr(owner, name, interrupted)
    with pytest.raises(KeyboardInterrupt):
        films.write(films.film(films.SHORT), tmp_path / "a.mp4", tmp_path / "a.gif")
    assert name in lived
    assert not [child for child in psutil.Process().children() if "ffmpeg" in child.name()]
    assert threading.active_count() == 1


def test_one_that_fails_takes_the_others_with_it(qapp, tmp_path, monkeypatch):
    from reluviz.recording import formats

    broken = replace(formats.FORMATS[".webm"], arguments=lambda raw: ["-c:v", "no-such-codec", "-f", "webm"])
    monkeypatch.setitem(formats.FORMATS, ".webm", broken)
    with pytest.raises(ReluvizError, match=r"^.*/b\.webm: the encoder failed: .*no-such-codec") as caught:
        films.write(films.film(seconds=5.0), tmp_path / "a.mp4", tmp_path / "b.webm")
    assert "\n" not in str(caught.value)
    assert list(tmp_path.iterdir()) == []


def test_what_ffmpeg_says_in_few_words():
    said = "[out#0/mp4 @ 0x1] Error writing trailer: No space left on device\nConversion failed!\n"
    assert complaint(said, -28) == "No space left on device"
    assert complaint("[vost#0:0 @ 0x2] Unknown encoder 'x'\nError opening output files\n", 8) == (
        "the encoder failed: Unknown encoder 'x'"
    )
    assert complaint("", -9) == "the encoder was ended by signal 9"
    assert complaint("", 3) == "the encoder ended with status 3"


def test_a_surface_and_its_trails_move(qapp, tmp_path):
    made = films.film(SURFACE)
    first, last = films.painted(made, [0, 60])
    assert (np.abs(first.astype(int) - last).max(axis=-1) > 60).mean() > 0.002


@pytest.mark.parametrize("width", [640, 641])
def test_two_scenarios_side_by_side(width, qapp, tmp_path):
    other = films.film(films.SHORT.replace("A short é one", "Another").replace("steps = 60", "steps = 90"))
    alone = films.film(size=(width // 2, 360))
    both = films.film(size=(width, 360))
    both = film_module.film_of(both.scenario, both.entrants, beside=other)
    assert both.plan.last == 90
    films.write(both, f"{tmp_path / 'a'}/", tmp_path / "a.pdf")
    found = films.pixels(QImage(str(tmp_path / "a" / "frame-00000.png")))
    assert found.shape == (360, width, 4)
    np.testing.assert_array_equal(found[:, : width // 2], films.painted(alone, [0])[0])
    right = replace(other, scenario=replace(other.scenario, recording=alone.scenario.recording))
    if width == 640:
        np.testing.assert_array_equal(found[:, 320:], films.painted(right, [0])[0])


@pytest.mark.parametrize("captioned", [0, 1])
def test_a_caption_of_one_of_two_scenarios_leaves_them_in_line(captioned, qapp):
    plain = films.film(size=(640, 360))
    recording = replace(plain.scenario.recording, caption="A caption")
    said = replace(plain, scenario=replace(plain.scenario, recording=recording))
    one, other = (said, plain) if captioned == 0 else (plain, said)
    shown = films.painted(replace(one, beside=other), [0])[0]
    left, right = shown[:, :320], shown[:, 320:]
    # A caption has 56 of the 1280 points that both are high.
    foot = 360 - round(56 / 1280 * 360)
    np.testing.assert_array_equal(left[:foot], right[:foot])
    has_words = [bool((half[foot + 4 :] != half[-1, -1]).any()) for half in (left, right)]
    assert has_words == [captioned == 0, captioned == 1]


LONG = "What to look at: " + ", ".join(["the left one arrives and the right one does not"] * 2)


@pytest.mark.parametrize("other_says", ["", LONG, "Another"])
@pytest.mark.parametrize("size", [(1280, 720), (360, 640)])
def test_a_caption_of_two_scenarios_has_the_whole_width(other_says, size, qapp):
    def row(said, beside):
        recordings = [replace(plain.scenario.recording, caption=words) for words in (said, beside)]
        one, other = (replace(plain, scenario=replace(plain.scenario, recording=each)) for each in recordings)
        shown = films.painted(replace(one, beside=other), [0])[0]
        foot = shown.shape[0] - round(56 / 1280 * 1280 * min(max(size[0] / 2, size[1]) / 1280, size[0] / 2 / 720))
        return shown[foot + 4 :]

    plain = films.film(size=size)
    words, middle = row(LONG, other_says), size[0] // 2
    columns = np.flatnonzero((words != words[-1, -1]).any(axis=(0, 2)))
    across = np.diff(columns[(columns > middle - size[0] // 20) & (columns < middle + size[0] // 20)])
    if other_says == "Another":
        # Its own words begin where those of the right half do.
        np.testing.assert_array_equal(words[:, middle:], row("", "Another")[:, middle:])
    else:
        # No gap is wider than between two words, and none of the words is left out.
        assert across.max() < size[0] // 60
        assert size[0] * 0.45 < columns.max() - columns.min()


# -- beside a window -----------------------------------------------------------------------------------------------


@pytest.mark.skipif(sys.platform == "win32", reason="priorities of POSIX")
def test_the_encoder_leaves_a_core_to_who_paints(qapp, tmp_path):
    seen = set()
    here = psutil.Process()

    def look(done, count):
        seen.update(child.nice() for child in here.children())

    films.write(films.film(), tmp_path / "a.mp4", progress=look)
    assert seen == {min(19, here.nice() + BEHIND)}


def test_it_is_given_up_in_the_middle_of_a_basin_map(qapp, tmp_path, monkeypatch):
    told = []
    begun = threading.Event()
    compute = basins.compute_basins

    def computing(*arguments, **rest):
        begun.set()
        return compute(*arguments, **rest)

    monkeypatch.setattr(basins, "compute_basins", computing)
    made = films.film(films.SHORT + "[view]\nbasins = true\n")
    with pytest.raises(Cancelled):
        films.write(made, tmp_path / "a.mp4", progress=lambda *done: told.append(done), is_cancelled=begun.is_set)
    assert begun.is_set()
    assert not told, "the first frame was painted to its end"
    assert list(tmp_path.iterdir()) == []


def test_the_pace_along_the_path_is_measured_on_the_histories(qapp):
    made = films.film(pace="path", fps=100, seconds=1.0, hold=0.0)
    steps = np.array([made.plan.step(frame) for frame in range(made.plan.count)])
    gone = np.zeros(len(steps))
    (entrant,) = made.entrants
    for run in entrant.history.runs:
        path = entrant.history.path(run.id).parameters.astype(float)
        grown = np.r_[0.0, np.cumsum(np.linalg.norm(np.diff(path, axis=0), axis=1))]
        gone += grown[steps] / grown[-1] / len(entrant.history.runs)
    assert np.abs(gone - np.linspace(0, 1, len(gone))).max() < 0.05
    assert parse_scenario(films.SHORT).recording.pace == "linear"


def moved_at_thirty(text, row):
    """Return the entrants of a scenario whose first start is moved at step 30, and trained 30 steps from there."""
    scenario = parse_scenario(text)
    (entrant,) = trained_entrants(scenario, 30)
    (whole,) = trained_entrants(replace(scenario, start=(replace(scenario.start[0], weight=row[0], bias=row[1]),)), 30)
    history = entrant.history
    history.move_run(history.runs[0].id, np.array(row))
    still = history.at(history.runs[1].id, 30)
    rows = [[place, still] for place in whole.history.path(whole.history.runs[0].id).parameters[1:]]
    history.append(Chunk(31, np.array(rows), None))
    return scenario, (entrant,)


def test_a_start_that_was_moved_is_in_the_film_where_it_was_before(qapp):
    text = films.SHORT.replace("[recording]", '[recording]\npanels = ["landscape", "neuron"]\nlayout = "beside"')
    scenario, entrants = moved_at_thirty(text, (0.5, -1.5))
    made = film_module.film_of(scenario, entrants)
    plain = films.film(text)
    assert (made.plan.last, plain.plan.last) == (60, 60)
    early = [step for frame in range(made.plan.count) if (step := made.plan.step(frame)) < 30]
    assert early[0] == 0
    assert len(set(early)) > 3
    np.testing.assert_array_equal(films.painted(made, early), films.painted(plain, early))
    here, there = films.painted(made, [45]), films.painted(plain, [45])
    assert not np.array_equal(here, there)


def test_the_pace_along_the_path_does_not_count_the_jump_of_a_moved_start(qapp):
    _, entrants = moved_at_thirty(films.SHORT, (0.5, -1.5))
    history = entrants[0].history
    moved, other = (run.id for run in history.runs)
    paths = film_module._paths(entrants, 0, 60)
    assert [len(path) for path in paths] == [61] * 3
    former, present, still = paths
    np.testing.assert_array_equal(former[:30], history.path(moved, 0, 29).parameters)
    assert (former[30:] == former[29]).all()
    np.testing.assert_array_equal(present[30:], history.path(moved).parameters)
    assert (present[:30] == np.float32([0.5, -1.5])).all()
    np.testing.assert_array_equal(still, history.path(other).parameters)
    assert [len(path) for path in film_module._paths(entrants, 0, 20)] == [21] * 2
    assert [len(path) for path in film_module._paths(entrants, 40, 60)] == [21] * 2
