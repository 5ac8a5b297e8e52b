"""Frames as lightness and colours: against the standard's formulas and colours, and followed against made anew."""

from functools import partial

import numpy as np
import pytest

from reluviz.recording import planes
from reluviz.recording.buffers import buffer_pool
from reluviz.recording.planes import BAND, PLANES, Converter, converted

BARS = {
    0xFFFFFF: (235, 128, 128),
    0xFFFF00: (219, 16, 138),
    0x00FFFF: (188, 154, 16),
    0x00FF00: (173, 42, 26),
    0xFF00FF: (78, 214, 230),
    0xFF0000: (63, 102, 240),
    0x0000FF: (32, 240, 118),
    0x000000: (16, 128, 128),
}
"""Colour bars of 8 bits, as they are told for BT.709 everywhere."""


class Abandoned(Exception):  # noqa: N818 - what the caller raises who does not want to wait any more
    pass


def give_up():
    raise Abandoned


@pytest.fixture
def pool_of(qapp):
    return partial(buffer_pool, is_opaque=True, count=6)


def painted(pool, pixels):
    """Return a held buffer with pixels (H, W), 0xRRGGBB."""
    buffer = pool.take(give_up)
    image = np.ndarray(pixels.shape, np.uint32, buffer.image.bits())
    image[...] = pixels | 0xFF000000
    buffer.hold()
    return buffer


def standard(pixels):
    """Return lightness (H, W) and colours (H / 2, W / 2) by BT.709's formulas, not rounded."""
    red, green, blue = (((pixels >> shift) & 255) / 255 for shift in (16, 8, 0))

    def mean(part):
        return part.reshape(part.shape[0] // 2, 2, -1, 2).mean(axis=(1, 3))

    light = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    return (16 + 219 * light, 128 + 224 * mean((blue - light) / 1.8556), 128 + 224 * mean((red - light) / 1.5748))


def parts_of(made, size):
    width, height = size
    content = np.frombuffer(made.content(), np.uint8)
    count = width * height
    assert len(content) == count * 3 // 2
    colours = content[count:].reshape(2, height // 2, width // 2)
    return content[:count].reshape(height, width), colours[0], colours[1]


@pytest.mark.parametrize(("pixel", "wanted"), BARS.items())
def test_colour_bars(pixel, wanted):
    found = converted(np.full((1, 2, 2), 0xFF000000 | pixel, np.uint32))
    assert tuple(int(part.flat[0]) for part in found) == wanted


def test_grey_has_no_colour():
    grey = np.arange(256, dtype=np.uint32) * 0x010101
    _, u, v = converted(np.repeat(grey, 4).reshape(256, 2, 2))
    assert (u == 128).all()
    assert (v == 128).all()


@pytest.mark.parametrize("size", [(2, 2), (6, 4), (64, 2 * BAND + 10)])
def test_a_frame_is_converted_as_the_standard_says(pool_of, size):
    pixels = np.random.default_rng(1).integers(0, 1 << 24, size[::-1], np.uint32)
    buffer = painted(pool_of(size), pixels)
    made = Converter(size).planes(buffer, give_up)
    for found, wanted in zip(parts_of(made, size), standard(pixels), strict=True):
        # Half a level by rounding; the weights have 16 bits.
        assert np.abs(found - wanted).max() <= 0.51


@pytest.mark.parametrize("share", [0.0, 0.001, 0.02, 0.5, 1.0])
def test_what_has_changed_is_followed(pool_of, share):
    size = 80, 2 * BAND * 2 + 6
    random = np.random.default_rng(2)
    pool, converter = pool_of(size), Converter(size)
    pixels = random.integers(0, 1 << 24, size[::-1], np.uint32)
    for _ in range(5):
        buffer = painted(pool, pixels)
        followed, anew = converter.planes(buffer, give_up), Converter(size).planes(buffer, give_up)
        assert bytes(followed.content()) == bytes(anew.content())
        followed.release()
        buffer.release()
        changed = random.random(pixels.shape) < share
        # Of some, only one of the three colours.
        pixels = np.where(changed, pixels ^ random.choice([0x1, 0x100, 0x10000, 0xABCDEF], pixels.shape), pixels)
        pixels = pixels.astype(np.uint32)


def test_only_what_has_changed_is_converted(pool_of, monkeypatch):
    size = 80, 4 * BAND
    counts = []

    def counted(pixels):
        counts.append(pixels.size)
        return converted(pixels)

    monkeypatch.setattr(planes, "converted", counted)
    pool, converter = pool_of(size), Converter(size)
    pixels = np.zeros(size[::-1], np.uint32)
    first = painted(pool, pixels)
    converter.planes(first, give_up).release()
    assert sum(counts) == pixels.size
    counts.clear()
    pixels[7, 11] = 0xFF8800
    converter.planes(painted(pool, pixels), give_up).release()
    assert counts == [4]


def test_a_frame_that_is_still_written_keeps_its_bytes(pool_of):
    size = 8, 6
    pool, converter = pool_of(size), Converter(size)
    grey = [np.full(size[::-1], level * 0x010101, np.uint32) for level in (10, 100, 200, 250)]
    held = []
    for pixels in grey[:PLANES]:
        buffer = painted(pool, pixels)
        held.append(converter.planes(buffer, give_up))
        buffer.release()
    assert [int(made.luma[0, 0, 0]) for made in held] == [25, 102, 188]
    last = painted(pool, grey[3])
    with pytest.raises(Abandoned):
        converter.planes(last, give_up)
    held[0].release()
    assert int(converter.planes(last, give_up).luma[0, 0, 0]) == 231
    assert [int(made.luma[0, 0, 0]) for made in held[1:]] == [102, 188]


def test_a_frame_that_is_shown_again_is_handed_over_again(pool_of):
    size = 4, 4
    pool, converter = pool_of(size), Converter(size)
    buffer = painted(pool, np.full(size[::-1], 0x336699, np.uint32))
    first = converter.planes(buffer, give_up)
    assert converter.planes(buffer, give_up) is first
    first.release()
    first.release()
    # It is held for the next one still, and the buffer with it, until the converter is closed.
    buffer.release()
    others = [pool.take(give_up) for _ in range(5)]
    with pytest.raises(Abandoned):
        pool.take(give_up)
    converter.close()
    assert pool.take(give_up) is buffer
    assert buffer not in others
