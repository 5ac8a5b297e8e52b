"""In a window, a picture of curves over steps is made a little in every turn, and the old one stands until then."""

import numpy as np
import pytest
from PySide6.QtCore import QSizeF
from PySide6.QtGui import QImage, QPainter

from reluviz.scene import step_layer
from reluviz.scene.step_lines import Lines
from reluviz.scene.steps_view import StepsView
from reluviz.scene.theme import DARK, LIGHT
from reluviz.scene.view import Canvas
from reluviz.training.engine import Chunk

SIZE = (400, 240)
STEPS = 2000
TEXT = f"[training]\nsteps = {STEPS}\n[model]\nvariant = 'weight-bias'\n[[start]]\n[[start]]\n[[start]]\n"


def rows(first, last, scale=1.0):
    """Noisy ways of three runs over the steps from `first` to `last`: (steps, 3, 2)."""
    noise = np.random.default_rng(first).standard_normal((last - first + 1, 3, 2))
    return scale * (1.5 + np.arange(3)[:, None] / 4 + 0.2 * noise)


@pytest.fixture
def training(placed):
    made = placed(TEXT, np.full((3, 2), 1.5))
    made.history.append(Chunk(1, rows(1, 1400), None))
    return made


@pytest.fixture(params=["loss", "parameters"])
def window(request, qtbot, monkeypatch):
    """A canvas that is shown, with a view whose pictures take a turn a piece."""
    monkeypatch.setattr(step_layer, "CURVES_A_TURN", 1)
    monkeypatch.setattr(step_layer, "CURVES_A_QUIET_TURN", 1)
    canvas = Canvas(StepsView(request.param))
    canvas.set_theme(canvas.views[0].theme)
    qtbot.addWidget(canvas)
    canvas.resize(*SIZE)
    with qtbot.waitExposed(canvas):
        canvas.show()
    yield canvas
    canvas.close()


@pytest.fixture
def at_once(painter_of):
    """The pixels of a moment in a view of its own."""
    return lambda window, moment: painter_of(StepsView(window.views[0].kind), size=SIZE).paint(moment)


def pixels_of(image):
    raw = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine() // 4, 4)
    return raw[:, : image.width(), 2::-1].astype(int)


def seen(window):
    return pixels_of(window.grab().toImage())


def layer_of(window):
    return window.views[0]._curves[0].layer


def settled(qtbot, window):
    """Wait until no picture is in the making."""
    qtbot.waitUntil(lambda: layer_of(window)._old is None and not layer_of(window)._turns.isActive())


def followed(training, index, **rest):
    """A moment in which another run is followed: in the figure of the losses its line is wider."""
    return training.moment(followed=training.history.runs[index].id, **rest)


def test_another_range_is_drawn_in_turns_and_ends_as_drawn_at_once(qtbot, window, training, at_once):
    view, layer = window.views[0], layer_of(window)
    view.show_moment(training.moment())
    np.testing.assert_array_equal(seen(window), at_once(window, training.moment()))
    before, low = layer.strokes, view.plot.y_range
    training.history.append(Chunk(1401, rows(1401, 1403, scale=4.0), None))
    view.show_moment(training.moment())
    assert view.plot.y_range != low
    shown = seen(window)
    assert layer.strokes == before
    # The old picture stands at its new place: where a curve was, there still is something.
    wanted = at_once(window, training.moment())
    ground = wanted[5, 200]
    across = slice(60, 280)
    was, now = (np.abs(picture[40:200, across] - ground).max(axis=2) > 60 for picture in (wanted, shown))
    assert was.any(axis=0).mean() > 0.9
    assert now[:, was.any(axis=0)].any(axis=0).mean() > 0.9
    assert np.abs(np.argwhere(was)[:, 0].mean() - np.argwhere(now)[:, 0].mean()) < 6
    settled(qtbot, window)
    assert layer.strokes > before + 10
    np.testing.assert_array_equal(seen(window), wanted)


def test_what_grows_meanwhile_is_there(qtbot, window, training, at_once):
    view, layer = window.views[0], layer_of(window)
    view.show_moment(training.moment())
    seen(window)
    for first in range(1401, 1700, 30):
        training.history.append(Chunk(first, rows(first, first + 29, scale=4.0 if first < 1500 else 1.0), None))
        view.show_moment(training.moment())
        shown, wanted = seen(window), at_once(window, training.moment())
        # From where the shown picture ends, the curves are where they should be; dashes may stand elsewhere.
        begins = round(layer._across(layer._step_shown()) + view.plot.mapToParent(view.plot.area.topLeft()).x()) + 3
        assert (np.abs(shown - wanted)[:, begins:].max(axis=2) < 60).mean() > 0.99
        ends = begins + round(layer._across(layer._playhead) - layer._across(layer._step_shown())) - 6
        if ends > begins:
            ground = wanted[5, 200]
            inked = (np.abs(shown - ground)[40:200, begins:ends].max(axis=2) > 60).any(axis=0)
            assert inked.all()
    settled(qtbot, window)
    np.testing.assert_array_equal(seen(window), at_once(window, training.moment()))


def test_other_looks_are_drawn_in_turns(qtbot, training, at_once, monkeypatch):
    monkeypatch.setattr(step_layer, "CURVES_A_QUIET_TURN", 1)
    canvas = Canvas(StepsView("loss"))
    canvas.set_theme(canvas.views[0].theme)
    qtbot.addWidget(canvas)
    canvas.resize(*SIZE)
    with qtbot.waitExposed(canvas):
        canvas.show()
    layer = layer_of(canvas)
    canvas.views[0].show_moment(followed(training, 0))
    seen(canvas)
    before = layer.strokes
    canvas.views[0].show_moment(followed(training, 1))
    seen(canvas)
    assert layer.strokes == before
    # Back again before the new picture is whole: that, too, is drawn anew, and no piece has the wrong width.
    canvas.views[0].show_moment(followed(training, 2))
    canvas.views[0].show_moment(followed(training, 0))
    settled(qtbot, canvas)
    np.testing.assert_array_equal(seen(canvas), at_once(canvas, followed(training, 0)))
    canvas.close()


@pytest.fixture
def painted(monkeypatch):
    """What each paint found: whether there was no old picture, and whether the whole area was painted."""
    found, paint = [], step_layer.StepLayer.paint

    def spy(self, painter, option, widget=None):
        paint(self, painter, option, widget)
        found.append((self._old is None, option.exposedRect.contains(self.boundingRect())))

    # Before the view is made: Qt asks a class for its methods once.
    monkeypatch.setattr(step_layer.StepLayer, "paint", spy)
    return found


def test_a_window_shows_the_new_picture_without_being_asked(painted, qtbot, window, training):
    layer = layer_of(window)
    window.views[0].show_moment(training.moment())
    qtbot.waitUntil(lambda: layer.strokes > 0)
    training.history.append(Chunk(1401, rows(1401, 1403, scale=4.0), None))
    window.views[0].show_moment(training.moment())
    qtbot.waitUntil(lambda: painted[-1:] == [(False, True)])
    settled(qtbot, window)
    qtbot.waitUntil(lambda: painted[-1:] == [(True, True)])
    assert not layer._turns.isActive()


def test_nothing_is_stroked_where_nobody_sees_it(qtbot, window, training, at_once):
    layer = layer_of(window)
    window.views[0].show_moment(training.moment())
    seen(window)
    training.history.append(Chunk(1401, rows(1401, 1403, scale=4.0), None))
    window.views[0].show_moment(training.moment())
    seen(window)
    assert layer._turns.isActive()
    window.hide()
    qtbot.waitUntil(lambda: not layer._turns.isActive())
    strokes = layer.strokes
    window.show()
    settled(qtbot, window)
    assert layer.strokes > strokes
    np.testing.assert_array_equal(seen(window), at_once(window, training.moment()))


def test_a_picture_off_screen_is_whole_while_another_is_in_the_making(qtbot, window, training, at_once):
    window.views[0].show_moment(training.moment())
    seen(window)
    training.history.append(Chunk(1401, rows(1401, 1403, scale=4.0), None))
    window.views[0].show_moment(training.moment())
    seen(window)
    image = QImage(*SIZE, QImage.Format.Format_RGB32)
    image.fill(0)
    with QPainter(image) as painter:
        window.paint_on(painter, QSizeF(*SIZE))
    np.testing.assert_array_equal(pixels_of(image), at_once(window, training.moment()))
    settled(qtbot, window)
    np.testing.assert_array_equal(seen(window), at_once(window, training.moment()))


def test_another_past_is_never_shown(qtbot, window, training, at_once):
    history = training.history
    window.views[0].show_moment(training.moment())
    seen(window)
    history.append(Chunk(1401, rows(1401, 1403, scale=4.0), None))
    window.views[0].show_moment(training.moment())
    seen(window)
    history.restart(history.runs, np.full((3, 2), 1.5))
    history.append(Chunk(1, rows(7, 906), None))
    window.views[0].show_moment(training.moment())
    np.testing.assert_array_equal(seen(window), at_once(window, training.moment()))
    settled(qtbot, window)


def test_lines_are_thinned_each_by_itself():
    rng = np.random.default_rng(5)
    points = np.cumsum(rng.normal(0, 0.5, (40, 6, 2)), axis=0)
    points[:7, 1] = np.nan
    points[30:39, 2] = np.nan
    points[:, 3] = np.nan
    points[1:, 4] = np.nan
    together = Lines(points, 8, 35, 0.6)
    for curve in range(6):
        alone = Lines(points[:, curve : curve + 1], 8, 35, 0.6)
        assert np.array_equal(together.line(curve), alone.points)
        np.testing.assert_allclose(np.array(together.lengths())[:, curve], np.array(alone.lengths())[:, 0], atol=1e-9)
        # The first and the last of each part stay, and nothing that is not there.
        for part in (points[:8, curve], points[8:36, curve], points[36:, curve]):
            there = part[np.isfinite(part[:, 1])]
            kept = {tuple(point) for point in alone.points.tolist()}
            assert {tuple(point) for point in there[[0, -1]].tolist()} <= kept if len(there) else True
    ahead, length = (lengths[0] for lengths in together.lengths())
    assert len(together.line(0)) < 40
    full = np.hypot(*np.diff(points[8:36, 0], axis=0).T).sum()
    assert 0.5 * full < length <= full
    assert ahead > 0
    which = np.array([True, False, True, True, True, False])
    bent, sizes = together.of(which)
    assert len(bent) == sizes.sum() == sum(len(together.line(index)) for index in (0, 2))


def test_looks_that_keep_changing_come_to_be_seen(qtbot, training, at_once, monkeypatch):
    """A picture in the making is finished in the looks it was begun in; then the next one is begun."""
    monkeypatch.setattr(step_layer, "CURVES_A_TURN", 1)
    canvas = Canvas(StepsView("loss"))
    canvas.set_theme(canvas.views[0].theme)
    qtbot.addWidget(canvas)
    canvas.resize(*SIZE)
    with qtbot.waitExposed(canvas):
        canvas.show()
    view, layer = canvas.views[0], layer_of(canvas)
    view.show_moment(followed(training, 0))
    seen(canvas)
    first = layer._picture
    view.show_moment(followed(training, 1))
    seen(canvas)
    layer._on_turn()  # leaves it to the next one, for a frame has just been painted
    layer._on_turn()
    making = layer._picture
    assert layer._old is first
    assert 0 < making.pieces < first.pieces
    view.show_moment(followed(training, 2))
    seen(canvas)
    assert layer._picture is making
    while layer._picture is making:
        layer._on_turn()
    assert layer._old is making
    settled(qtbot, canvas)
    np.testing.assert_array_equal(seen(canvas), at_once(canvas, followed(training, 2)))
    canvas.close()


def test_the_old_picture_grows_so_that_a_frame_draws_no_more_than_a_piece(window, training):
    """However long the new one takes: no more than a piece and the lead is stroked each frame."""
    view, layer = window.views[0], layer_of(window)
    view.show_moment(training.moment())
    seen(window)
    training.history.append(Chunk(1401, rows(1401, 1403, scale=4.0), None))
    view.show_moment(training.moment())
    seen(window)
    old = layer._old
    training.history.append(Chunk(1404, rows(1404, 1700), None))
    view.show_moment(training.moment())
    seen(window)
    assert layer._old is old is not None
    assert layer._across(1700) - layer._across(old.step) <= 2 * step_layer.PIECE + step_layer.LEAD


def test_no_curve_keeps_the_colours_of_another_theme(qtbot, training, monkeypatch):
    """On the new ground they would hardly be seen, for as long as the new ones are in the making."""
    monkeypatch.setattr(step_layer, "CURVES_A_TURN", 1)
    canvas = Canvas(StepsView("loss"))
    canvas.set_theme(LIGHT)
    qtbot.addWidget(canvas)
    canvas.resize(*SIZE)
    with qtbot.waitExposed(canvas):
        canvas.show()
    view, layer = canvas.views[0], layer_of(canvas)
    view.show_moment(training.moment())
    seen(canvas)
    assert layer._picture.pieces
    canvas.set_theme(DARK)
    seen(canvas)
    view.show_moment(training.moment(theme=DARK))
    assert layer._old is None
    seen(canvas)
    assert layer._old is None
    assert set(layer._picture.looks) == set(layer._looks)
