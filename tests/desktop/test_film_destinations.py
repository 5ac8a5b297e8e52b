"""Where films go: what makes them large, how large they are thought to be, and how their names end."""

import pytest

from reluviz.desktop.films.destinations import Shown, estimated_bytes, shown_in, with_suffix
from reluviz.recording.entrants import trained_entrants
from reluviz.recording.film import film_of
from reluviz.scenario.display import Recording
from reluviz.scenario.reading import parse_scenario


def test_what_makes_a_film_large():
    def shown(text):
        scenario = parse_scenario(f"[training]\nsteps = 2\n{text}\n[[start]]\n[[start]]\nweight = 1")
        return shown_in(film_of(scenario, trained_entrants(scenario)))

    assert shown("") == Shown(2)
    assert shown("[model]\nvariant = 'weight-bias'") == Shown(2)
    assert shown("[model]\nvariant = 'weight-bias-output'") == Shown(2, is_moving=True)
    assert shown("[model]\nvariant = 'weight-bias'\n[view]\nkind = 'surface'") == Shown(2, is_surface=True)


@pytest.mark.parametrize(
    ("suffix", "size", "frames", "shown", "picture", "wanted"),
    [
        # Of built-in scenarios, as they were recorded.
        (".pdf", (1280, 720), (15.0, 8.0), Shown(12), None, 4_100_000),
        (".pdf", (960, 540), (15.0, 3.0), Shown(12, is_surface=True), None, 45_000_000),
        (".gif", (1280, 720), (15.0, 4.0), Shown(4, is_moving=True), None, 1_410_000),
        (".mp4", (1280, 720), (15.0, 4.0), Shown(4, is_moving=True), None, 277_000),
        (".gif", (960, 540), (25.0, 8.0), Shown(12), None, 950_000),
        (".mp4", (640, 360), (30.0, 8.0), Shown(2), None, 126_000),
        (".mp4", (1280, 720), (15.0, 4.0), Shown(12), None, 246_000),
        (".webm", (1280, 720), (15.0, 4.0), Shown(2), None, 207_000),
        (".webp", (1280, 720), (15.0, 4.0), Shown(12), None, 639_000),
        (".pptx", (1280, 720), (15.0, 4.0), Shown(12), None, 435_000),
        (".gif", (1280, 720), (15.0, 4.0), Shown(100, is_moving=True), None, 7_800_000),
        ("", (1280, 720), (15.0, 4.0), Shown(12), 45_000 * (1280 / 420) ** 1.3, 14_200_000),
    ],
)
def test_the_estimate_is_right_within_a_factor_of_two(suffix, size, frames, shown, picture, wanted):
    recording = Recording(size=size, fps=frames[0], seconds=frames[1], hold=1.0)
    assert 0.5 < estimated_bytes(recording, suffix, shown, picture) / wanted < 2.0


@pytest.mark.parametrize(
    ("path", "suffix", "wanted"),
    [
        ("/a/b", ".mp4", "/a/b.mp4"),
        ("/a/b.gif", ".mp4", "/a/b.mp4"),
        ("/a/b.c", ".gif", "/a/b.c.gif"),
        ("/a/b.mp4", "", "/a/b/"),
        ("/a/b/", ".webp", "/a/b.webp"),
    ],
)
def test_names_get_the_ending_of_their_format(path, suffix, wanted):
    assert with_suffix(path, suffix) == wanted
