"""The landscape's colours: which loss has which, and the picture of a grid in them; any thread."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import ArrayLike, NDArray
from PySide6.QtGui import QColor, QImage

HUGE = 1e150
"""Losses beyond have the last shade, so that differences and ratios of the others are finite."""

SHADES = 512
"""How many colours lie between the lowest and the highest loss."""


@dataclass(frozen=True)
class HeatScale:
    """Losses and their shades, by the logarithm: wide where the loss is low, so that the valley has shape.

    Attributes
    ----------
    lowest, highest
        The losses of the first and the last shade.
    knee
        The excess over the lowest loss below which shades go evenly, above which by the logarithm.
    """

    lowest: float
    highest: float
    knee: float

    @classmethod
    def of(cls, loss: ArrayLike, target_power: float) -> "HeatScale":
        """Return the scale for the losses to be shown; they may hold infinities, and what is nearly as large."""
        values = np.asarray(loss, dtype=np.float64)
        finite = values[np.abs(values) < HUGE]
        low, high = (float(finite.min()), float(finite.max())) if finite.size else (0.0, 1.0)
        # On a plain the shades need a width that is more than rounding.
        width = max(high - low, 1e-12, 1e-9 * abs(low))
        return cls(low, low + width, max(0.2 * min(target_power, HUGE), 1e-3 * width, 1e-12))

    def shade(self, loss: ArrayLike) -> NDArray[np.float64]:
        """Return the shade of losses: 0 for the lowest, 1 for the highest and beyond."""
        span = self.highest - self.lowest
        excess = np.clip(np.asarray(loss, dtype=np.float64) - self.lowest, 0.0, span)
        return np.log1p(excess / self.knee) / np.log1p(span / self.knee)


@lru_cache(maxsize=8)  # each map asks twice for the same
def shades(colors: tuple[str, ...], count: int = SHADES) -> NDArray[np.uint32]:
    """Return `count` colours as 0xffRRGGBB, evenly along a list of ``#rrggbb`` from the lowest loss to the highest.

    Kept, so that it is not to be changed.
    """
    stops = np.linspace(0.0, 1.0, len(colors))
    at = np.linspace(0.0, 1.0, count)
    parts = [(QColor(color).red(), QColor(color).green(), QColor(color).blue()) for color in colors]
    red, green, blue = (
        np.rint(np.interp(at, stops, channel)).astype(np.uint32) for channel in zip(*parts, strict=True)
    )
    made = (np.uint32(0xFF) << np.uint32(24)) | (red << np.uint32(16)) | (green << np.uint32(8)) | blue
    made.flags.writeable = False
    return made


def heat_image(loss: NDArray[np.float64], scale: HeatScale, table: NDArray[np.uint32]) -> QImage:
    """Return the picture of a grid (rows, columns), one pixel a value, the first row lowest."""
    index = (scale.shade(np.nan_to_num(loss, nan=np.inf)) * (len(table) - 1) + 0.5).astype(np.intp)
    pixels = np.ascontiguousarray(table[index][::-1])
    rows, columns = pixels.shape
    image = QImage(pixels.data, columns, rows, 4 * columns, QImage.Format.Format_RGB32)
    return image.copy()  # the picture owns its pixels: the array goes
