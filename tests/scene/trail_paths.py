"""Paths, a view of nothing but trails, and its pictures: shared by the tests of trails."""

import numpy as np
from PySide6.QtCore import QRectF

from reluviz.scene.plot import Plot
from reluviz.scene.trail_layer import Trail, TrailLayer
from reluviz.scene.view import View

LAST = 600
BLUE, RED = "#0072b2", "#d55e00"


class TrailView(View):
    """A view of nothing but trails, one datum a pixel: (0, 0) is the lower left corner."""

    def __init__(self):
        super().__init__()
        self.plot = Plot(self)
        self.trails = TrailLayer(self.plot, 2.0)

    def arrange(self):
        self.plot.setGeometry(QRectF(0, 0, self.size().width(), self.size().height()))
        self.plot.set_ranges((0.0, self.size().width()), (0.0, self.size().height()))


class Paths:
    """Some paths over the steps 0 to LAST, and how often the layer has asked for what."""

    def __init__(self, count=6, noise=0.0, seed=1):
        rng = np.random.default_rng(seed)
        steps = np.arange(LAST + 1)
        ends = rng.uniform(20, 220, (count, 2, 2))
        bends = rng.uniform(-60, 60, (count, 2))
        share = 1 - np.exp(-steps / 150)
        self.points = ends[:, 0, None] + (ends[:, 1] - ends[:, 0])[:, None] * share[:, None]
        self.points += bends[:, None] * np.sin(3 * share)[:, None] + noise * rng.standard_normal((count, LAST + 1, 2))
        self.asked = []

    def read(self, keys, first, last):
        self.asked.append((tuple(keys), first, last))
        steps = np.arange(first, last + 1)
        return steps, self.points[list(keys), first : last + 1, 0], self.points[list(keys), first : last + 1, 1]

    def trails(self, last, dashed=(1, 3), red=(1, 2)):
        return [
            Trail(key, RED if key in red else BLUE, key in dashed, 0, last, tuple(self.points[key, last].tolist()))
            for key in range(len(self.points))
        ]


def pixels_of(canvas):
    image = canvas.grab().toImage()
    return np.frombuffer(image.constBits(), np.uint8).reshape(240, image.bytesPerLine() // 4, 4)[:, :240, 2::-1].copy()


def drawn_at_once(painter_of, paths, trails, cased=False):
    painter = painter_of(TrailView(), size=(240, 240))
    painter.view.trails.set_cased(cased)
    painter.paint()
    painter.view.trails.show_trails(trails, paths.read)
    return painter.paint()
