"""Measures the GUI thread's time a frame while a training runs, beside plain pyqtgraph items, in the same run.

Views are drawn as often as in the window (`View.pace`), and garbage is not looked for among what was there before.

Run: uv run python tests/benchmarks/bench_frame.py
"""

import gc
import itertools
import os
import time
from collections.abc import Callable

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["PYQTGRAPH_QT_LIB"] = "PySide6"

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QApplication

from reluviz.desktop.showing import follow
from reluviz.landscape.contours import contour_levels, contour_lines
from reluviz.landscape.landscape import Landscape
from reluviz.scenario.model import Data, Model, Scenario, Start, Starts, Training
from reluviz.scenario.model import View as ViewTable
from reluviz.scene.fates_view import FatesView
from reluviz.scene.landscape_view import LandscapeView
from reluviz.scene.moment import moment_at
from reluviz.scene.neuron_view import NeuronView
from reluviz.scene.steps_view import StepsView
from reluviz.scene.theme import LIGHT
from reluviz.scene.view import WORDS, Canvas, View
from reluviz.training.headless import history_of
from reluviz.training.session import Session
from reluviz.training.source import Engines

RUNS = 20
STEPS = 2000
CROWD = 1000
CROWD_STEPS = 400
SIZE = (1920, 1080)
"""Of the map alone: larger than in a window of that size."""

PRESENTED = (1285, 903)
"""What the map has of a screen of 1920×1080 while one presents, with panels beside it; in the window it has less."""

PANEL = (400, 240)
REFERENCE_FRAMES = 20
STEPS_PER_SECOND = 120.0
"""About two steps a frame: a lecture's speed, so that 2,000 steps give some 900 frames."""


def scenario() -> Scenario:
    """Return twenty starts over the map of weight and bias, of runs that keep moving to the last step.

    Were they to settle, most of the 2,000 points would lie on top of each other and cost nobody anything: so noise and
    batches of one input drive them on, and a leaky unit cannot die.
    """
    starts = np.random.default_rng(0).uniform(-3.0, 3.0, (RUNS, 2))
    return Scenario(
        data=Data(noise=2.0),
        model=Model(variant="weight-bias", activation="leaky_relu"),
        training=Training(engine="numpy", steps=STEPS, batch_size=1, learning_rate=0.03),
        start=tuple(Start(weight=w, bias=b) for w, b in starts.tolist()),
        view=ViewTable(x_range=(-3.2, 3.2), y_range=(-3.2, 3.2)),
    )


def crowd() -> Scenario:
    """Return a thousand random starts over the map of weight and bias, all of them live."""
    return Scenario(
        model=Model(variant="weight-bias"),
        training=Training(engine="numpy", steps=CROWD_STEPS, learning_rate=0.05),
        starts=Starts(kind="random", count=CROWD, initializer="normal", bias_initializer="normal"),
        view=ViewTable(x_range=(-3.2, 3.2), y_range=(-3.2, 3.2)),
    )


def frames(draw: Callable[[int], None], count: int) -> np.ndarray:
    """Return the milliseconds that each of `count` frames takes: (count, 2), on the clock and of this thread."""
    app = QApplication.instance()
    assert app is not None
    taken = np.empty((count, 2))
    for index in range(count):
        clock, thread = time.perf_counter(), time.thread_time()
        draw(index)
        app.processEvents()
        taken[index] = time.perf_counter() - clock, time.thread_time() - thread
    return 1e3 * taken


def plain_frames(made: Scenario) -> np.ndarray:
    """Return the frames of the same map and trails as plain pyqtgraph items: the last fiftieth of the training."""
    landscape = Landscape(made.data, made.target, made.model)
    history = history_of(made, landscape)
    paths = [history.path(run.id) for run in history.runs]
    widget = pg.PlotWidget(background="w")
    widget.resize(*SIZE)
    xs = ys = np.linspace(-3.2, 3.2, 400)
    loss = landscape.grid("weight", "bias", xs, ys, np.zeros(2))
    image = pg.ImageItem(np.log1p(loss / 0.1).T)
    image.setRect(QRectF(-3.2, -3.2, 6.4, 6.4))
    widget.addItem(image)
    levels = contour_levels(loss)
    for lines in contour_lines(xs, ys, loss, levels):
        for line in lines:
            widget.addItem(pg.PlotCurveItem(line[:, 0], line[:, 1], pen=pg.mkPen("gray", width=1), antialias=True))
    curves = [pg.PlotCurveItem(pen=pg.mkPen("b", width=2), antialias=True) for _ in paths]
    heads = pg.ScatterPlotItem(size=16, brush="b")
    for item in (*curves, heads):
        widget.addItem(item)
    widget.setRange(xRange=(-3.2, 3.2), yRange=(-3.2, 3.2), padding=0)
    widget.show()

    def draw(index: int) -> None:
        count = STEPS - 2 * (REFERENCE_FRAMES - index)
        for curve, path in zip(curves, paths, strict=True):
            curve.setData(path.parameters[:count, 0], path.parameters[:count, 1])
        heads.setData(pos=np.array([path.parameters[count] for path in paths]))

    draw(0)
    QApplication.processEvents()
    taken = frames(draw, REFERENCE_FRAMES)
    widget.close()
    return taken


def our_frames(made: Scenario, *more: View, size: tuple[int, int] = SIZE) -> np.ndarray:
    """Return the frames of the views, all panels alive, from the first step to the last, while a thread trains."""
    landscape = Landscape(made.data, made.target, made.model)
    landscape.seek_lowest_loss(lambda: False)
    engines = Engines()
    session = Session(made, landscape, engines, speed=STEPS_PER_SECOND)
    views: list[View] = [LandscapeView(), NeuronView(), StepsView("loss"), StepsView("parameters"), *more]
    canvases = [Canvas(view) for view in views]
    for canvas, its_size in zip(canvases, (size, *[PANEL] * (len(views) - 1)), strict=True):
        canvas.set_theme(LIGHT)
        canvas.resize(*its_size)
        canvas.show()

    frame = itertools.count()

    def draw(_: int) -> None:
        moment = moment_at(made, landscape, session.history, session.history.last_step, LIGHT)
        follow(views, moment, next(frame))

    for _ in range(WORDS):
        draw(0)
    QApplication.processEvents()
    gc.collect()
    gc.freeze()  # as the program does once its window is shown
    session.play()
    taken = []
    while session.history.last_step < made.training.steps:
        began = time.perf_counter()
        taken.append(frames(draw, 1))
        time.sleep(max(0.0, 1 / 60 - (time.perf_counter() - began)))
    session.close()
    engines.close()
    for canvas in canvases:
        canvas.close()
    return np.concatenate(taken)


def told(name: str, taken: np.ndarray) -> None:
    """Print the median, the 99th percentile and the longest frame."""
    for index, what in enumerate(("clock", "thread")):
        low, high = np.percentile(taken[:, index], (50, 99))
        longest = taken[:, index].max()
        print(f"{name:<28} {what:<7} median {low:8.2f} ms   99 % {high:8.2f} ms   longest {longest:8.2f} ms")


def main() -> None:
    """Print both, and how many times less ours takes."""
    app = QApplication.instance() or QApplication([])
    made = scenario()
    ours = our_frames(made)
    plain = plain_frames(made)
    print(
        f"{RUNS} trails of {STEPS} points over a map with contours, {SIZE[0]} × {SIZE[1]}; {len(ours)} frames of ours"
    )
    told("plain pyqtgraph items", plain)
    told("reluviz, all panels, training", ours)
    times = np.median(plain, axis=0) / np.median(ours, axis=0)
    print(f"ours takes {times[1]:.0f} times less of the GUI thread ({times[0]:.0f} times on the clock); at least 20")
    told(f"{CROWD} live runs, and fates", our_frames(crowd(), FatesView()))
    told("  the map as while presenting", our_frames(crowd(), FatesView(), size=PRESENTED))
    app.quit()


if __name__ == "__main__":
    main()
