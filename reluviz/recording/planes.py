"""Frames as films keep them, lightness for each pixel and colour for four, from those painted; the painting thread.

ffmpeg can do it too, but of every pixel of every frame, most of which are as they were: sending three times as many
bytes through a pipe and making these of them took a third of what the encoder itself did.
"""

from collections.abc import Callable
from functools import partial

import numpy as np
from numpy.typing import NDArray

from reluviz.recording.buffers import Buffer, Kept, Pool

BAND = 64
"""So many pairs of rows are looked through for changes at a time."""

STRIP = 16
"""So many pairs of rows are converted at a time: what is computed of them stays in the processor's cache."""

MOST_PICKED = 0.125
"""If a larger share of a band's pixels has changed, all are converted: picking some out costs more than it spares."""

PLANES = 3
"""One is made, one waits, one is written."""

BITS = 16
"""Of a weight's fraction."""

KR, KB = 0.2126, 0.0722
"""The shares of red and blue in lightness: ITU-R BT.709-6, table 3."""


def _weights() -> tuple[tuple[int, int, int], tuple[int, int, int], tuple[int, int, int]]:
    """Return the weights of red, green and blue in lightness and both colours, for 219 and 224 levels (BT.709, 3.4).

    Green takes what rounding leaves: so grey has no colour, and white is exactly 235.
    """
    unit = 1 << BITS
    whole = round(unit * 219 / 255)
    red, blue = round(KR * whole), round(KB * whole)
    half = round(unit * 224 / 255 / 2)
    of_u, of_v = round(-half * KR / (1 - KB)), round(-half * KB / (1 - KR))
    return (red, whole - red - blue, blue), (of_u, -half - of_u, half), (half, -half - of_v, of_v)


LUMA, U, V = _weights()


def converted(pixels: NDArray[np.uint32]) -> tuple[NDArray[np.uint8], NDArray[np.uint8], NDArray[np.uint8]]:
    """Return lightness (…, 2, W) and both colours (…, W / 2) of pixels 0xffRRGGBB, two rows of even width: (…, 2, W).

    Colours are those of the mean of four pixels. Limited range: 16 to 235, and 16 to 240 around 128.
    """
    red, green, blue = ((pixels >> np.uint32(shift)) & np.uint32(0xFF) for shift in (16, 8, 0))
    luma = LUMA[0] * red + LUMA[1] * green + LUMA[2] * blue + ((16 << BITS) + (1 << (BITS - 1)))
    # Red and blue, 16 bits apart, are added at once: four of them stay below 2¹⁰.
    both, green = _of_four(pixels & np.uint32(0x00FF00FF)), _of_four(green)
    summed = (both >> 16).view(np.int32), green.view(np.int32), (both & 0xFFFF).view(np.int32)
    return (luma >> BITS).astype(np.uint8), _colour(U, *summed), _colour(V, *summed)


def _colour(
    weights: tuple[int, int, int], red: NDArray[np.int32], green: NDArray[np.int32], blue: NDArray[np.int32]
) -> NDArray[np.uint8]:
    """Return a colour, from sums of four pixels."""
    weighed = weights[0] * red + weights[1] * green + weights[2] * blue + ((128 << (BITS + 2)) + (1 << (BITS + 1)))
    return (weighed >> (BITS + 2)).astype(np.uint8)


def _of_four(part: NDArray[np.uint32]) -> NDArray[np.uint32]:
    rows = part[..., 0, :] + part[..., 1, :]
    return rows[..., ::2] + rows[..., 1::2]


class Planes(Kept):
    """One frame: all lightness, then one colour, then the other, as ffmpeg's yuv420p has them."""

    def __init__(self, size: tuple[int, int]) -> None:
        super().__init__()
        width, height = size
        self.whole = np.empty(width * height * 3 // 2, np.uint8)
        count = width * height
        self.luma = self.whole[:count].reshape(height // 2, 2, width)
        """(H / 2, 2, W)."""
        self.u, self.v = self.whole[count:].reshape(2, height // 2, width // 2)
        """(H / 2, W / 2)."""

    def content(self) -> memoryview:
        """Return the bytes."""
        return self.whole.data


class Converter:
    """Makes the planes of frame after frame, of even sides and without holes; only of what has changed.

    It holds the frame before; `close` lets go of it.
    """

    def __init__(self, size: tuple[int, int]) -> None:
        self._width, self._height = size
        self._pool = Pool(partial(Planes, size), size, PLANES)
        self._before: tuple[Buffer, Planes] | None = None

    def planes(self, buffer: Buffer, check: Callable[[], None]) -> Planes:
        """Return a frame's planes, held once for the caller; `check` is called while others are still being written."""
        before = self._before
        if before is not None and before[0] is buffer:
            # It has been held, so nothing else has been painted on it.
            before[1].hold()
            return before[1]
        made = self._pool.take(check)
        made.hold()
        pixels = self._pixels(buffer)
        if before is None:
            _convert(pixels, made, range(len(pixels)))
        else:
            np.copyto(made.whole, before[1].whole)
            old = self._pixels(before[0])
            for row in range(0, len(pixels), BAND):
                _follow(pixels, old, made, range(row, min(row + BAND, len(pixels))))
        buffer.hold()
        made.hold()
        self.close()
        self._before = buffer, made
        return made

    def close(self) -> None:
        """Let go of the frame before."""
        if self._before is not None:
            for held in self._before:
                held.release()
            self._before = None

    def _pixels(self, buffer: Buffer) -> NDArray[np.uint32]:
        """Return the pixels, by pairs of rows: (H / 2, 2, W)."""
        return np.frombuffer(buffer.content(), np.uint32).reshape(self._height // 2, 2, self._width)


def _convert(pixels: NDArray[np.uint32], planes: Planes, rows: range) -> None:
    """Convert all of some pairs of rows."""
    for first in rows[::STRIP]:
        strip = slice(first, min(first + STRIP, rows.stop))
        planes.luma[strip], planes.u[strip], planes.v[strip] = converted(pixels[strip])


def _follow(pixels: NDArray[np.uint32], old: NDArray[np.uint32], planes: Planes, rows: range) -> None:
    """Convert what has changed in some pairs of rows, four pixels at a time."""
    band = slice(rows.start, rows.stop)
    pairs = pixels[band].view(np.uint64)
    changed = pairs != old[band].view(np.uint64)
    places = np.flatnonzero(changed[:, 0] | changed[:, 1])
    if len(places) > MOST_PICKED * changed.size / 2:
        _convert(pixels, planes, rows)
    elif len(places):
        row, column = np.divmod(places, changed.shape[-1])
        fours = pairs[row, :, column].view(np.uint32).reshape(-1, 2, 2)
        luma, u, v = converted(fours)
        planes.luma[band].view(np.uint16)[row, :, column] = luma.view(np.uint16)[..., 0]
        planes.u[band][row, column], planes.v[band][row, column] = u[:, 0], v[:, 0]
