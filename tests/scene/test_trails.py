"""Trails stand where the mathematics says, and a picture that has grown equals one drawn at once."""

import re

import numpy as np
import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter
from PySide6.QtSvg import QSvgGenerator

from reluviz.scene import trail_layer
from reluviz.scene.trail_layer import Trail
from reluviz.scene.view import Canvas
from tests.scene.trail_paths import BLUE, LAST, RED, Paths, TrailView, drawn_at_once, pixels_of


@pytest.fixture
def shown(painter_of):
    painter = painter_of(TrailView(), size=(240, 240))
    painter.paint()
    return painter


@pytest.fixture
def window(qtbot):
    """A canvas that is shown."""
    canvas = Canvas(TrailView())
    canvas.set_theme(canvas.views[0].theme)
    qtbot.addWidget(canvas)
    canvas.resize(240, 240)
    with qtbot.waitExposed(canvas):
        canvas.show()
    yield canvas
    canvas.close()


@pytest.mark.parametrize("noise", [0.0, 4.0])
def test_a_trail_passes_all_its_points(shown, noise):
    paths = Paths(count=1, noise=noise)
    shown.view.trails.show_trails(paths.trails(LAST, dashed=(), red=()), paths.read)
    blueness = shown.paint()
    far = np.abs(blueness - np.array(QColor(BLUE).getRgb()[:3])).max(axis=2)
    across = np.floor(paths.points[0, :, 0]).astype(int)
    down = np.floor(240 - paths.points[0, :, 1]).astype(int)
    # A line of two pixels covers some pixel around each of its points all but wholly.
    around = np.min([far[down + dy, across + dx] for dy in (-1, 0, 1) for dx in (-1, 0, 1)], axis=0)
    assert around.max() < 90


def test_there_is_nothing_where_no_trail_is(shown):
    paths = Paths(count=1)
    shown.view.trails.show_trails(paths.trails(LAST), paths.read)
    pixels = shown.paint()
    rows, columns = np.nonzero((pixels != 255).any(axis=2))
    places = np.column_stack([columns + 0.5, 240 - rows - 0.5])
    # What is not white is within the corners and the line.
    inner = places[(np.abs(places - 120) < 100).all(axis=1)]
    away = np.sqrt(((inner[:, None] - paths.points[0]) ** 2).sum(axis=2)).min(axis=1)
    assert len(inner) > 50
    assert away.max() < 2.5


@pytest.mark.parametrize("cased", [False, True], ids=["bare", "cased"])
@pytest.mark.parametrize("noise", [0.0, 5.0])
def test_growing_equals_drawing_at_once(shown, painter_of, noise, cased):
    paths = Paths(noise=noise)
    shown.view.trails.set_cased(cased)
    rng = np.random.default_rng(2)
    last = 0
    while last < LAST:
        shown.view.trails.show_trails(paths.trails(last), paths.read)
        shown.paint()
        last = min(LAST, last + int(rng.integers(0, 40)))
    shown.view.trails.show_trails(paths.trails(LAST), paths.read)
    grown = shown.paint()
    np.testing.assert_array_equal(grown, drawn_at_once(painter_of, paths, paths.trails(LAST), cased))


@pytest.mark.parametrize("cased", [False, True], ids=["bare", "cased"])
def test_going_back_equals_drawing_at_once(shown, painter_of, cased):
    paths = Paths()
    shown.view.trails.set_cased(cased)
    for last in (LAST, 400, 410, 90, 333):
        shown.view.trails.show_trails(paths.trails(last), paths.read)
        back = shown.paint()
        np.testing.assert_array_equal(back, drawn_at_once(painter_of, paths, paths.trails(last), cased))


def test_trails_that_are_cased_and_no_more_equal_those_drawn_at_once(shown, painter_of):
    paths = Paths()
    shown.view.trails.show_trails(paths.trails(400), paths.read)
    shown.paint()
    for cased in (True, False):
        shown.view.trails.set_cased(cased)
        found = shown.paint()
        np.testing.assert_array_equal(found, drawn_at_once(painter_of, paths, paths.trails(400), cased))


def test_going_back_reads_nothing_again(shown):
    paths = Paths()
    for last in (0, 100, 40, 100, 101):
        shown.view.trails.show_trails(paths.trails(last), paths.read)
        shown.paint()
    every = tuple(range(6))
    assert paths.asked == [(every, 0, 0), (every, 1, 100), (every, 101, 101)]


def test_other_colours_and_dashes_equal_drawing_at_once(shown, painter_of):
    paths = Paths()
    shown.view.trails.show_trails(paths.trails(300), paths.read)
    shown.paint()
    changed = paths.trails(420, dashed=(0, 1), red=(0, 2, 4))
    shown.view.trails.show_trails(changed, paths.read)
    np.testing.assert_array_equal(shown.paint(), drawn_at_once(painter_of, paths, changed))


def test_in_another_theme_what_has_been_read_is_stroked_anew(shown, painter_of):
    paths = Paths()
    shown.view.trails.show_trails(paths.trails(300), paths.read)
    shown.paint()
    asked = len(paths.asked)
    shown.view.trails.restroke()
    changed = paths.trails(300, dashed=(0, 1), red=(0, 2, 4))
    shown.view.trails.show_trails(changed, paths.read)
    assert len(paths.asked) == asked
    np.testing.assert_array_equal(shown.paint(), drawn_at_once(painter_of, paths, changed))


def test_trails_that_go_begin_anew_or_come_equal_drawing_at_once(shown, painter_of):
    paths, others = Paths(), Paths(seed=5)
    shown.view.trails.show_trails(paths.trails(300), paths.read)
    shown.paint()
    shown.view.trails.show_trails(paths.trails(300)[1:4], paths.read)
    np.testing.assert_array_equal(shown.paint(), drawn_at_once(painter_of, paths, paths.trails(300)[1:4]))
    anew = [
        Trail(key=2, color=RED, dashed=False, first=250, last=300, tip=tuple(others.points[2, 300]), origin="moved"),
        *paths.trails(300)[4:],
    ]

    def read(keys, first, last):
        return others.read(keys, first, last) if keys == [2] else paths.read(keys, first, last)

    shown.view.trails.show_trails(anew, read)
    both = shown.paint()
    fresh = painter_of(TrailView(), size=(240, 240))
    fresh.paint()
    fresh.view.trails.show_trails(anew, read)
    np.testing.assert_array_equal(both, fresh.paint())


def test_another_past_is_read_from_its_beginning(shown):
    paths, others = Paths(), Paths(seed=9)
    shown.view.trails.show_trails(paths.trails(200), paths.read, past=1)
    shown.paint()
    shown.view.trails.show_trails(others.trails(200), others.read, past=2)
    assert others.asked[0][1:] == (0, 200)


def test_what_stands_costs_nothing(shown):
    paths = Paths()
    shown.view.trails.show_trails(paths.trails(300), paths.read)
    shown.paint()
    strokes = shown.view.trails.strokes
    for _ in range(5):
        shown.view.trails.show_trails(paths.trails(300), paths.read)
        shown.paint()
    assert shown.view.trails.strokes == strokes
    assert len(paths.asked) == 1


def test_only_new_pieces_are_stroked(shown):
    paths = Paths()
    shown.view.trails.show_trails(paths.trails(100), paths.read)
    shown.paint()
    before = shown.view.trails.strokes
    shown.view.trails.show_trails(paths.trails(LAST), paths.read)
    shown.paint()
    all_at_once = shown.view.trails.strokes
    assert 0 < all_at_once - before < all_at_once


def test_another_view_draws_everything_anew(shown, painter_of):
    paths = Paths()
    shown.view.trails.show_trails(paths.trails(300), paths.read)
    shown.paint()
    shown.view.plot.set_ranges((50.0, 170.0), (40.0, 160.0))
    shown.view.trails.show_trails(paths.trails(300), paths.read)
    zoomed = shown.paint()
    fresh = painter_of(TrailView(), size=(240, 240))
    fresh.paint()
    fresh.view.plot.set_ranges((50.0, 170.0), (40.0, 160.0))
    fresh.view.trails.show_trails(paths.trails(300), paths.read)
    np.testing.assert_array_equal(zoomed, fresh.paint())


def test_dashes_are_as_long_as_they_should_be(shown):
    steps = np.arange(LAST + 1)
    line = np.column_stack([20 + steps / 3, np.full(LAST + 1, 120.5)])

    def read(keys, first, last):
        return steps[first : last + 1], line[None, first : last + 1, 0], line[None, first : last + 1, 1]

    for last in range(0, LAST + 1, 20):
        shown.view.trails.show_trails([Trail(0, BLUE, True, 0, last, tuple(line[last]))], read)
        shown.paint()
    row = shown.paint()[119, 22:216]
    share = (np.abs(row - np.array(QColor(BLUE).getRgb()[:3])).max(axis=1) < 60).mean()
    assert share == pytest.approx(9 / 15, abs=0.05)
    # No gap but those of the pattern, however the line has grown.
    inked = np.abs(row - np.array(QColor(BLUE).getRgb()[:3])).max(axis=1) < 130
    assert np.count_nonzero(np.diff(inked.astype(int)) == 1) in {12, 13}


def test_what_is_not_finite_or_far_away_does_no_harm(shown, painter_of):
    points = np.array(
        [[10, 10], [230, 230], [np.nan, 5], [np.inf, 7], [1e300, -1e300], [230, 20], [-1e12, 20], [10, 200]],
        dtype=float,
    )
    steps = np.arange(len(points))

    def read(keys, first, last):
        return steps[first : last + 1], points[None, first : last + 1, 0], points[None, first : last + 1, 1]

    for last in steps.tolist():
        for dashed in (False, True):
            tip = tuple(points[last].tolist())
            shown.view.trails.show_trails([Trail(0, BLUE, dashed, 0, last, tip)], read)
            pixels = shown.paint()
    assert (np.abs(pixels[118:122, 118:122] - np.array(QColor(BLUE).getRgb()[:3])).max(axis=2) < 60).any()


@pytest.mark.parametrize("ratio", [1.5, 2.0])
def test_trails_are_as_sharp_as_the_screen(painter_of, ratio):
    steps = np.arange(2)
    line = np.array([[20.0, 120.0], [220.0, 120.0]])

    def read(keys, first, last):
        return steps[first : last + 1], line[None, first : last + 1, 0], line[None, first : last + 1, 1]

    painter = painter_of(TrailView(), size=(240, 240), ratio=ratio)
    painter.paint()
    painter.view.trails.show_trails([Trail(0, BLUE, False, 0, 1, (220.0, 120.0))], read)
    column = painter.paint()[:, round(120 * ratio)]
    inked = (np.abs(column - np.array(QColor(BLUE).getRgb()[:3])).max(axis=1) < 10).sum()
    assert inked == pytest.approx(2 * ratio, abs=1)


def test_a_long_trail_of_another_colour_is_drawn_in_turns(qtbot, window, painter_of, monkeypatch):
    monkeypatch.setattr(trail_layer, "POINTS_AT_ONCE", 200)
    monkeypatch.setattr(trail_layer, "POINTS_A_TURN", 200)
    paths = Paths(count=8, noise=6.0)
    view = window.views[0]

    def check(trails):
        window.grab()
        qtbot.waitUntil(lambda: view.trails._picture.is_whole and not view.trails._turns.isActive())
        np.testing.assert_array_equal(pixels_of(window), drawn_at_once(painter_of, paths, trails))

    view.trails.show_trails(paths.trails(LAST), paths.read)
    check(paths.trails(LAST))
    before = view.trails.strokes
    changed = paths.trails(LAST, dashed=(1, 2), red=(1, 5))
    view.trails.show_trails(changed, paths.read)
    window.grab()
    assert view.trails.strokes == before
    check(changed)


def test_too_much_for_one_frame_is_done_in_the_next_ones(qtbot, window, painter_of, monkeypatch):
    monkeypatch.setattr(trail_layer, "POINTS_AT_ONCE", 50)
    monkeypatch.setattr(trail_layer, "POINTS_A_TURN", 50)
    paths = Paths(count=8, noise=6.0)
    view = window.views[0]
    view.trails.show_trails(paths.trails(LAST), paths.read)
    qtbot.waitUntil(lambda: view.trails.strokes > 0)
    first = view.trails.strokes
    qtbot.waitUntil(lambda: view.trails.strokes > first)
    wanted = drawn_at_once(painter_of, paths, paths.trails(LAST))

    def same():
        image = window.grab().toImage()
        raw = np.frombuffer(image.constBits(), np.uint8).reshape(240, image.bytesPerLine() // 4, 4)
        np.testing.assert_array_equal(raw[:, :240, 2::-1], wanted)

    qtbot.waitUntil(same)
    # Another view: the old picture is shown in its new place until the new one is whole.
    view.plot.set_ranges((0.0, 480.0), (0.0, 480.0))
    view.trails.show_trails(paths.trails(LAST), paths.read)
    image = window.grab().toImage()
    assert any(
        image.pixelColor(x, y).blue() - image.pixelColor(x, y).red() > 60 for x in range(120) for y in range(120, 240)
    )


def test_a_vector_device_gets_lines(shown, tmp_path):
    paths = Paths(count=2)
    shown.view.trails.show_trails(paths.trails(LAST, dashed=(1,), red=(1,)), paths.read)
    generator = QSvgGenerator()
    generator.setFileName(str(tmp_path / "trails.svg"))
    generator.setViewBox(QRectF(0, 0, 240, 240))
    painter = QPainter(generator)
    shown.canvas.paint_on(painter, QRectF(0, 0, 240, 240).size())
    painter.end()
    text = (tmp_path / "trails.svg").read_text().lower()
    assert "<image" not in text
    groups = re.findall(r"<g ([^>]*)>\s*<polyline", text)
    assert [(RED in group, "stroke-dasharray" in group) for group in groups] == [(False, False), (True, True)]


def test_the_step_under_a_point(shown):
    paths = Paths()
    shown.view.trails.show_trails(paths.trails(400), paths.read)
    for key, step in ((2, 37), (4, 200)):
        x, y = paths.points[key, step]
        found = shown.view.trails.step_at(shown.view.plot.to_point(x, y), 6.0)
        assert found is not None
        # The nearest of all trails passes within a pixel; it may be another one's.
        there = paths.points[found[0], found[1]]
        assert np.hypot(*(there - (x, y))) < 1.1
    assert shown.view.trails.step_at(shown.view.plot.to_point(-50, -50), 6.0) is None


def test_of_a_brief_frame_only_the_tips_are_new_and_the_next_one_makes_good_for_it(shown, painter_of):
    paths, trails = Paths(), shown.view.trails
    trails.show_trails(paths.trails(100), paths.read)
    shown.paint()
    paths.asked.clear()
    trails.show_trails(paths.trails(104), paths.read, is_brief=True)
    brief = shown.paint()
    assert not paths.asked
    straight = Paths()
    straight.points[:, 101:104] = np.nan
    np.testing.assert_array_equal(brief, drawn_at_once(painter_of, straight, paths.trails(104)))
    # The same trails once more, as where the training was paused: now as they are.
    trails.show_trails(paths.trails(104), paths.read)
    assert paths.asked
    np.testing.assert_array_equal(shown.paint(), drawn_at_once(painter_of, paths, paths.trails(104)))


def test_a_brief_frame_leaves_out_a_few_steps_alone(shown, painter_of):
    paths, trails = Paths(), shown.view.trails
    trails.show_trails(paths.trails(100), paths.read)
    trails.show_trails(paths.trails(300), paths.read, is_brief=True)
    np.testing.assert_array_equal(shown.paint(), drawn_at_once(painter_of, paths, paths.trails(300)))


def test_other_colours_wait_in_a_window_for_the_frame_after_a_brief_one(window, painter_of):
    paths, view = Paths(), window.views[0]
    view.trails.show_trails(paths.trails(LAST), paths.read)
    before = pixels_of(window)
    strokes = view.trails.strokes
    changed = paths.trails(LAST, dashed=(1, 2), red=(1, 5))
    view.trails.show_trails(changed, paths.read, is_brief=True)
    pixels_of(window)
    assert view.trails.strokes == strokes
    view.trails.show_trails(changed, paths.read)
    after = pixels_of(window)
    assert (after != before).any()
    np.testing.assert_array_equal(after, drawn_at_once(painter_of, paths, changed))
