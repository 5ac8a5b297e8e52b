"""Builds histories without a thread, and paints views to arrays of pixels."""

import numpy as np
import pytest
from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtGui import QColor, QImage, QPainter

from reluviz.landscape.landscape import Landscape
from reluviz.scenario.reading import parse_scenario
from reluviz.scene.moment import moment_at
from reluviz.scene.theme import LIGHT
from reluviz.scene.view import Canvas
from reluviz.training.headless import history_of
from reluviz.training.history import History, Run


class Training:
    """A scenario with its landscape and a history, and the moments in it."""

    def __init__(self, scenario, landscape, history):
        self.scenario, self.landscape, self.history = scenario, landscape, history

    def moment(self, step=None, theme=LIGHT, **rest):
        step = self.history.last_step if step is None else step
        return moment_at(self.scenario, self.landscape, self.history, step, theme, **rest)


@pytest.fixture
def trained():
    """A training of a scenario, as text, up to a step."""

    def build(text, steps=None):
        scenario = parse_scenario(text)
        landscape = Landscape(scenario.data, scenario.target, scenario.model)
        return Training(scenario, landscape, history_of(scenario, landscape, steps))

    return build


@pytest.fixture
def placed():
    """A history of one row: runs that stand at rows of parameters."""

    def build(text, rows, colors=(), labels=()):
        scenario = parse_scenario(text)
        landscape = Landscape(scenario.data, scenario.target, scenario.model)
        landscape.seek_lowest_loss(lambda: False)
        rows = np.array(rows, dtype=np.float64, ndmin=2)
        history = History(landscape.fast_loss, rows.shape[1], np.float64)
        colors, labels = colors or [""] * len(rows), labels or [""] * len(rows)
        runs = [Run(history.new_id(), label, color) for label, color in zip(labels, colors, strict=True)]
        history.restart(runs, rows)
        return Training(scenario, landscape, history)

    return build


class Painter:
    """A view in a hidden canvas; `paint` shows a moment, or what was shown before, as pixels (h, w, 3)."""

    def __init__(self, view, size=(400, 240), theme=LIGHT, ratio=1.0):
        self.view, self.size, self.ratio = view, size, ratio
        self.canvas = Canvas()
        self.canvas.place(view, QRectF(0, 0, *size))
        self.canvas.set_theme(theme)

    def paint(self, moment=None):
        if moment is not None:
            self.view.show_moment(moment)
        width, height = (round(side * self.ratio) for side in self.size)
        image = QImage(width, height, QImage.Format.Format_RGB32)
        image.fill(0)
        painter = QPainter(image)
        painter.scale(self.ratio, self.ratio)
        self.canvas.paint_on(painter, QSizeF(*self.size))
        painter.end()
        raw = np.frombuffer(image.constBits(), np.uint8).reshape(height, image.bytesPerLine() // 4, 4)
        return raw[:, :width, 2::-1].astype(int)

    def resize(self, *size):
        self.size = size
        self.canvas.place(self.view, QRectF(0, 0, *size))

    def at(self, x, y):
        """Where data stand in the picture: column and row of the pixel."""
        area = self.view.plot.area
        corner = self.view.plot.mapToParent(area.topLeft())
        across, down = self.view.plot.to_pixels(x, y)
        return round((corner.x() + across) * self.ratio), round((corner.y() + down) * self.ratio)


@pytest.fixture
def painter_of(qapp):
    painters = []

    def build(view, **rest):
        painters.append(Painter(view, **rest))
        return painters[-1]

    yield build
    for painter in painters:
        painter.canvas.close()


def has_color(pixels, color, tolerance=40):
    """Tell whether some of the pixels have a colour, as ``#rrggbb``."""
    wanted = np.array(QColor(color).getRgb()[:3])
    return bool((np.abs(pixels - wanted).max(axis=-1) <= tolerance).any())


@pytest.fixture
def around():
    """The pixels within `reach` of one."""

    def cut(pixels, place, reach=2):
        x, y = place
        return pixels[max(y - reach, 0) : y + reach + 1, max(x - reach, 0) : x + reach + 1]

    return cut


@pytest.fixture
def colored():
    return has_color
