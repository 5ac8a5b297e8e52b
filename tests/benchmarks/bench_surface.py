"""Measures a surface that turns and one that stands, with 20 trails, beside plain painting, in the same run.

Run: uv run python tests/benchmarks/bench_surface.py
"""

import gc
import os
import time
from collections.abc import Callable

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["PYQTGRAPH_QT_LIB"] = "PySide6"

import numpy as np
import pyqtgraph as pg
from pyqtgraph.functions import arrayToQPolygonF
from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QImage, QOffscreenSurface, QOpenGLContext, QPainter, QPen
from PySide6.QtWidgets import QApplication

from reluviz.landscape.landscape import Landscape
from reluviz.scenario.model import Data, Model, Scenario, Start, Training
from reluviz.scenario.model import View as ViewTable
from reluviz.scene import surface_grid
from reluviz.scene.landscape_view import LandscapeView
from reluviz.scene.moment import moment_at
from reluviz.scene.theme import LIGHT
from reluviz.scene.view import Canvas
from reluviz.training.headless import history_of
from reluviz.training.history import History

RUNS, STEPS, FACES = 20, 2000, 60
SIZE = (1920, 1080)
FRAMES = 60
TURNING_MS, STANDING_MS = 30.0, 8.0
"""What is to be reached."""


def scenario() -> Scenario:
    """Return twenty starts over weight and bias, of runs that noise keeps moving to the last step."""
    starts = np.random.default_rng(0).uniform(-3.0, 3.0, (RUNS, 2))
    return Scenario(
        data=Data(noise=2.0),
        model=Model(variant="weight-bias", activation="leaky_relu"),
        training=Training(engine="numpy", steps=STEPS, batch_size=1, learning_rate=0.03),
        start=tuple(Start(weight=w, bias=b) for w, b in starts.tolist()),
        view=ViewTable(kind="surface", x_range=(-3.2, 3.2), y_range=(-3.2, 3.2)),
    )


def milliseconds(draw: Callable[[int], None], count: int) -> np.ndarray:
    """Return the milliseconds that each of `count` frames takes on the clock, and of this thread: (count, 2)."""
    app = QApplication.instance()
    assert app is not None
    taken = np.empty((count, 2))
    for index in range(count):
        clock, thread = time.perf_counter(), time.thread_time()
        draw(index)
        app.processEvents()
        taken[index] = time.perf_counter() - clock, time.thread_time() - thread
    return 1e3 * taken


class Ours:
    """The view in a window, with all steps trained."""

    def __init__(self, made: Scenario, landscape: Landscape, history: History) -> None:
        self._made, self._landscape, self._history = made, landscape, history
        self.view = LandscapeView(is_live=True)
        self.canvas = Canvas(self.view)
        self.canvas.set_theme(LIGHT)
        self.canvas.resize(*SIZE)
        self.canvas.show()
        self.show(STEPS)
        QApplication.processEvents()

    def show(self, step: int, turn: float | None = None) -> None:
        """Show a step, turning or not."""
        self.view.show_moment(moment_at(self._made, self._landscape, self._history, step, LIGHT, turn=turn))

    def turning(self) -> np.ndarray:
        """Turn by a degree each frame, all trails at their whole length."""
        return milliseconds(lambda index: self.show(STEPS, float(index)), FRAMES)

    def standing(self) -> np.ndarray:
        """Stand, while the trails grow from the first step to the last."""
        self.show(0)
        QApplication.processEvents()
        return milliseconds(lambda index: self.show((index + 1) * STEPS // 1000), 1000)

    def fine(self) -> np.ndarray:
        """Paint another camera's picture as finely as a film does."""
        target = QImage(*SIZE, QImage.Format.Format_RGB32)
        view, canvas = LandscapeView(), Canvas()
        canvas.place(view, QRectF(0, 0, *SIZE))
        canvas.set_theme(LIGHT)

        def draw(index: int) -> None:
            view.show_moment(moment_at(self._made, self._landscape, self._history, STEPS, LIGHT, turn=float(index)))
            painter = QPainter(target)
            canvas.paint_on(painter, QSizeF(*SIZE))
            painter.end()

        taken = milliseconds(draw, 5)
        canvas.close()
        return taken


def plain(ours: Ours, history: History) -> np.ndarray:
    """Return the frames of the same faces and trails, all painted anew by antialiased polygons and lines."""
    stage = ours.view.surface()
    mesh = stage.mesh
    assert mesh is not None
    target = QImage(*SIZE, QImage.Format.Format_ARGB32_Premultiplied)
    paths = [history.path(run.id).parameters.astype(np.float64) for run in history.runs]

    def draw(_: int) -> None:
        painter = QPainter(target)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        for face, height in zip(stage.to_pixels(mesh.faces), mesh.losses.tolist(), strict=True):
            painter.setBrush(QColor.fromHsvF(0.6, 0.1, 1.0 / (1.0 + height)))
            painter.drawPolygon(arrayToQPolygonF(face[:, 0], face[:, 1]))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(LIGHT.accent), 2.5))
        for path in paths:
            pixels = stage.to_pixels(mesh.lifted(path[:, 0], path[:, 1]))
            painter.drawPolyline(arrayToQPolygonF(pixels[:, 0], pixels[:, 1]))
        painter.end()

    return milliseconds(draw, 5)


def has_opengl() -> bool:
    """Tell whether there is an OpenGL context to be had here, be it a software renderer's."""
    surface = QOffscreenSurface()
    surface.create()
    context = QOpenGLContext()
    return context.create() and context.makeCurrent(surface)


def opengl(ours: Ours) -> np.ndarray | None:
    """Return the frames of pyqtgraph's GLSurfacePlotItem turning, without a trail; None where it cannot be had."""
    if not has_opengl():
        return None
    try:
        import pyqtgraph.opengl as gl
    except ImportError:
        return None
    mesh = ours.view.surface().mesh
    assert mesh is not None
    widget = gl.GLViewWidget()
    widget.resize(*SIZE)
    item = gl.GLSurfacePlotItem(x=mesh.sides[0], y=mesh.sides[1], z=mesh.raised.T, shader="shaded")
    widget.addItem(item)
    widget.show()

    def draw(index: int) -> None:
        widget.setCameraPosition(azimuth=float(index), elevation=40.0, distance=4.0)
        widget.grabFramebuffer()

    taken = milliseconds(draw, 20)
    widget.close()
    return taken


def told(name: str, taken: np.ndarray, wanted: float | None = None) -> None:
    """Print the median and the 99th percentile, and what was to be reached."""
    (clock, high), (thread, high_thread) = (np.percentile(taken[:, at], (50, 99)) for at in (0, 1))
    reach = "" if wanted is None else f"   to reach: {wanted:.0f} ms"
    print(f"{name:<44} clock {clock:7.2f} (99 %: {high:7.2f}) ms   thread {thread:7.2f} ({high_thread:7.2f}) ms{reach}")


def main() -> None:
    """Print our figures beside plain painting, and beside OpenGL where there is some."""
    app = QApplication.instance() or QApplication([])
    pg.setConfigOptions(antialias=True)
    surface_grid.cells = lambda ends: FACES
    made = scenario()
    landscape = Landscape(made.data, made.target, made.model)
    landscape.seek_lowest_loss(lambda: False)
    history = history_of(made, landscape)
    ours = Ours(made, landscape, history)
    # As the program does once its first picture has been painted.
    gc.collect()
    gc.freeze()
    print(f"a surface of {FACES} × {FACES} faces while it turns, twice as many each way while it stands")
    print(f"{RUNS} trails of {STEPS:,} points, {SIZE[0]} × {SIZE[1]}")
    told("plain painting, all anew", plain(ours, history))
    gl = opengl(ours)
    if gl is None:
        print("pyqtgraph's GLSurfacePlotItem: no OpenGL to be had here, not even a software renderer's")
    else:
        told("pyqtgraph's GLSurfacePlotItem, no trails", gl)
    told("reluviz, turning", ours.turning(), TURNING_MS)
    told("reluviz, standing, trails growing", ours.standing(), STANDING_MS)
    told("reluviz, another camera, finely (film)", ours.fine())
    ours.canvas.close()
    app.quit()


if __name__ == "__main__":
    main()
