"""The landscape's view as a whole: what stays, what is drawn anew, other devices, thousands of frames."""

import gc
import re
from dataclasses import replace

import numpy as np
import psutil
import pytest
from PySide6.QtCore import QMarginsF, QRectF, QSizeF
from PySide6.QtGui import QImage, QPageSize, QPainter, QPdfWriter
from PySide6.QtSvg import QSvgGenerator

from reluviz.scene.landscape_view import LandscapeView
from reluviz.scene.theme import DARK, LIGHT
from reluviz.scene.view import Canvas
from reluviz.training.engine import Chunk

SIZE = (640, 400)

MAP = """
[model]
variant = "weight-bias"
[training]
engine = "numpy"
gradient = "exact"
learning_rate = 0.05
steps = 400
[view]
x_range = [-3.0, 3.0]
y_range = [-2.0, 2.0]
"""
MAP_RUNS = MAP + "".join(
    f"[[start]]\nweight = {w}\nbias = {b}\n" for w, b in ((2.2, 1.2), (-2.0, -0.5), (1.8, -1.5), (-1.5, 1.7))
)
CURVE = """
[training]
engine = "numpy"
gradient = "exact"
steps = 800
[[start]]
weight = 10.0
label = "from 10"
color = "blue"
[[start]]
weight = -10.0
color = "red"
"""


def test_the_user_s_view_stays_until_the_scenario_asks_for_another(painter_of, placed):
    training = placed(MAP, [(1.0, 1.0)])
    view = LandscapeView()
    painter = painter_of(view, size=SIZE)
    painter.paint(training.moment())
    view.zoom_by(0.5)
    zoomed = view.plot.x_range
    painter.paint(training.moment())
    assert view.plot.x_range == zoomed == pytest.approx((-1.5, 1.5))
    other = replace(training.scenario, view=replace(training.scenario.view, x_range=(0.0, 8.0)))
    training.scenario = other
    painter.paint(training.moment())
    assert view.plot.x_range == (0.0, 8.0)
    view.zoom_by(0.5)
    view.reset_view()
    assert view.plot.x_range == (0.0, 8.0)


def test_another_history_begins_with_no_trails(painter_of, trained):
    view = LandscapeView()
    painter = painter_of(view, size=SIZE)
    one, other = trained(MAP_RUNS), trained(MAP_RUNS.replace("2.2", "0.2"), 100)
    painter.paint(one.moment())
    after = painter.paint(other.moment())
    fresh = painter_of(LandscapeView(), size=SIZE).paint(other.moment())
    np.testing.assert_array_equal(after, fresh)


def test_a_drag_of_a_start_equals_a_fresh_picture(painter_of, placed):
    training = placed(MAP, [(1.0, 1.0), (-1.0, 0.5)])
    view = LandscapeView()
    painter = painter_of(view, size=SIZE)
    painter.paint(training.moment())
    for x in np.linspace(1.0, 2.0, 12):
        training.history.move_run(training.history.runs[0].id, np.array([x, 0.3]))
        dragged = painter.paint(training.moment())
    fresh = painter_of(LandscapeView(), size=SIZE).paint(training.moment())
    np.testing.assert_array_equal(dragged, fresh)


def test_another_theme_and_scale_equal_a_fresh_picture(painter_of, trained):
    training = trained(MAP_RUNS)
    view = LandscapeView()
    painter = painter_of(view, size=SIZE)
    painter.paint(training.moment())
    painter.canvas.set_theme(DARK, 1.5)
    changed = painter.paint(training.moment(theme=DARK))
    fresh = painter_of(LandscapeView(), size=SIZE, theme=DARK)
    fresh.canvas.set_theme(DARK, 1.5)
    # The grid of losses may be a little finer in the one than in the other.
    np.testing.assert_allclose(changed, fresh.paint(training.moment(theme=DARK)), atol=4)


def test_playing_equals_jumping(painter_of, trained):
    training = trained(MAP_RUNS)
    view = LandscapeView()
    painter = painter_of(view, size=SIZE)
    for step in range(0, 401, 8):
        played = painter.paint(training.moment(step))
    jumped = painter_of(LandscapeView(), size=SIZE).paint(training.moment(400))
    np.testing.assert_array_equal(played, jumped)


@pytest.mark.parametrize("text", [MAP_RUNS, CURVE])
def test_an_svg_has_lines_and_words(painter_of, trained, tmp_path, text):
    training = trained(text)
    painter = painter_of(LandscapeView(), size=SIZE)
    painter.paint(training.moment())
    generator = QSvgGenerator()
    generator.setFileName(str(tmp_path / "landscape.svg"))
    generator.setViewBox(QRectF(0, 0, *SIZE))
    on = QPainter(generator)
    painter.canvas.paint_on(on, QSizeF(*SIZE))
    on.end()
    svg = (tmp_path / "landscape.svg").read_text()
    assert "weight w" in svg
    assert svg.count("<polyline") >= 2
    # The heat map alone is a picture.
    assert svg.count("<image") == (1 if text == MAP_RUNS else 0)
    assert "nan" not in svg
    assert "inf" not in re.sub(r"font-[a-z]+|[Ii]nter", "", svg)


def test_a_pdf_is_small_and_whole(painter_of, trained, tmp_path):
    training = trained(MAP_RUNS)
    painter = painter_of(LandscapeView(), size=SIZE)
    painter.paint(training.moment())
    writer = QPdfWriter(str(tmp_path / "landscape.pdf"))
    writer.setResolution(96)
    writer.setPageSize(QPageSize(QSizeF(*SIZE) * 0.75, QPageSize.Unit.Point))
    writer.setPageMargins(QMarginsF())
    on = QPainter(writer)
    painter.canvas.paint_on(on, QSizeF(*SIZE))
    on.end()
    data = (tmp_path / "landscape.pdf").read_bytes()
    assert data.startswith(b"%PDF")
    assert 10_000 < len(data) < 600_000


def test_a_picture_twice_as_fine_is_the_same_picture(painter_of, trained):
    training = trained(MAP_RUNS)
    plain = painter_of(LandscapeView(), size=SIZE).paint(training.moment())
    fine = painter_of(LandscapeView(), size=SIZE, ratio=2.0).paint(training.moment())
    coarse = fine.reshape(SIZE[1], 2, SIZE[0], 2, 3).mean(axis=(1, 3))
    assert np.abs(coarse - plain).mean() < 1.5


def test_three_thousand_frames(qtbot, trained):
    """No crash, no growth: what is kept does not depend on how many frames have been drawn."""
    training = trained(MAP_RUNS)
    view = LandscapeView()
    canvas = Canvas(view)
    canvas.set_theme(LIGHT)
    qtbot.addWidget(canvas)
    canvas.resize(320, 200)
    with qtbot.waitExposed(canvas):
        canvas.show()
    moments = [training.moment(step) for step in range(401)]
    target = QImage(320, 200, QImage.Format.Format_RGB32)
    sizes = []
    for frame in range(3000):
        view.show_moment(moments[frame % 401])
        if frame % 50 == 0:
            view.zoom_by(0.8 if frame % 100 else 1.25)
        painter = QPainter(target)
        canvas.paint_on(painter, QSizeF(320, 200))
        painter.end()
        if frame in {1000, 2999}:
            gc.collect()
            sizes.append(psutil.Process().memory_info().rss)
    assert sizes[1] < 1.05 * sizes[0]
    canvas.close()


def test_a_history_that_has_lost_all_runs_since_the_moment(painter_of, trained, monkeypatch):
    training = trained(CURVE)
    view = LandscapeView()
    painter_of(view, size=SIZE).paint(training.moment(100))
    history = view.moment.history
    gone = [
        replace(stretch, columns={}, parameters=stretch.parameters[:0], loss=stretch.loss[:0])
        for stretch in history.stretches(0)
    ]
    monkeypatch.setattr(type(history), "stretches", lambda self, first: gone)
    view.trails.forget()
    view.refresh()
    assert {head.id for head in view.heads.heads} == {run.id for run in view.moment.runs}


@pytest.mark.parametrize("kind", ["map", "surface"])
def test_before_a_start_is_moved_the_picture_is_that_of_a_training_without_the_move(painter_of, trained, kind):
    """However the playhead has come there; and from the move on there is nothing of what was before."""
    text = MAP_RUNS.replace("[view]", f'[view]\nkind = "{kind}"')
    whole, moved = trained(text, 200), trained(text, 200)
    history = moved.history
    painter = painter_of(LandscapeView(), size=SIZE)
    painter.paint(moved.moment(200))
    history.move_run(history.runs[0].id, np.array([1.0, -0.5]))
    places = np.linspace((1.0, -0.5), (1.8, -1.5), 201)[1:]
    still = [history.at(run.id, 200) for run in history.runs[1:]]
    history.append(Chunk(201, np.array([[place, *still] for place in places]), None))
    late = painter.paint(moved.moment(400))
    for step in (199, 60, 120):
        fresh = painter_of(LandscapeView(), size=SIZE).paint(whole.moment(step))
        # The grid of losses may be a little finer in the one than in the other.
        np.testing.assert_allclose(painter.paint(moved.moment(step)), fresh, atol=4)
    np.testing.assert_array_equal(painter.paint(moved.moment(400)), late)
    np.testing.assert_allclose(painter_of(LandscapeView(), size=SIZE).paint(moved.moment(400)), late, atol=4)


def test_another_theme_reads_no_trail_again(painter_of, trained, monkeypatch):
    training = trained(MAP_RUNS)
    view = LandscapeView()
    painter = painter_of(view, size=SIZE)
    painter.paint(training.moment())
    asked, read = [], view.runs._read
    monkeypatch.setattr(view.runs, "_read", lambda *rest: asked.append(rest) or read(*rest))
    painter.canvas.set_theme(DARK)
    seen = painter.paint(training.moment(theme=DARK))
    assert not asked
    np.testing.assert_array_equal(
        seen, painter_of(LandscapeView(), size=SIZE, theme=DARK).paint(training.moment(theme=DARK))
    )
