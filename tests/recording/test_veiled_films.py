"""A film that is shown while the audience guesses keeps the fates to itself where it begins."""

from dataclasses import replace

import numpy as np
import pytest

from reluviz.recording.entrants import moment_of
from reluviz.recording.film import Film
from reluviz.recording.picture import render_picture
from reluviz.recording.slides import slide_of
from reluviz.scenario.reading import parse_scenario
from reluviz.scene.theme import LIGHT
from reluviz.training.fates import FATE_NAMES
from tests.recording import films

TWO = """
[training]
steps = 30
gradient = "exact"
learning_rate = 0.5
[[start]]
weight = 2.0
[[start]]
weight = -2.0
[view]
basins = true
[recording]
size = [160, 90]
fps = 10
seconds = 0.4
"""
RACE = (
    TWO
    + """
[[variation]]
training.learning_rate = 0.1
"""
)


def shown_fates(film: Film, frame: int) -> tuple[set[str], bool]:
    """Return the fates that a frame shows, and whether it shows a basin map."""
    moment = moment_of(film.scenario, film.entrants, film.shown(frame)[0], LIGHT, "en", film.shown(frame)[1])
    moments = [look.moment for look in moment.race] or [moment]
    told = {FATE_NAMES[fate] for one in moments for fate in np.unique(one.runs.fates)}
    return told, any(one.scenario.view.basins for one in moments)


@pytest.mark.parametrize("text", [TWO, RACE])
def test_the_fates_are_hidden_until_it_moves(text):
    film = films.film(text)
    assert shown_fates(film, 0) == ({"moving", "dying"}, True)
    asks = replace(film, asks=True)
    assert shown_fates(asks, 0) == ({"moving"}, False)
    assert shown_fates(asks, film.plan.moving - 1) == shown_fates(film, film.plan.moving - 1)
    # Frames of one step are one picture, unless one of them hides what the other tells.
    assert asks.shown(0) != film.shown(0)


def test_a_still_picture_hides_them_too(qapp, tmp_path):
    """As without a basin map, and with runs that all look as if they were moving."""
    two = parse_scenario(TWO)
    plain = replace(two, view=replace(two.view, basins=False))
    asked, told, without = (tmp_path / f"{name}.png" for name in ("asked", "told", "without"))
    render_picture(two, asked, step=0, veiled=True)
    render_picture(two, told, step=0)
    render_picture(plain, without, step=0, veiled=True)
    assert asked.read_bytes() == without.read_bytes() != told.read_bytes()
    known = tmp_path / "known.png"
    render_picture(plain, known, step=0)
    assert known.read_bytes() != without.read_bytes()


def test_the_speaker_s_notes_tell_what_stands_still(qapp, tmp_path):
    film = films.film(TWO)
    still = replace(film, plan=replace(film.plan, last=0, moving=1), asks=True)
    told, known = (slide_of(one, tmp_path / "a.mp4", b"") for one in (still, replace(still, asks=False)))
    assert told.notes == known.notes
