"""What pictures look like to eyes that see fewer colours, and how strongly their text stands off: for the tests."""

import numpy as np
from PySide6.QtGui import QImage

SIGHTS = {
    # For linear RGB: Viénot, Brettel and Mollon (1999), "Digital video colourmaps for checking the legibility of
    # displays by dichromats", with sRGB's primaries.
    "protanopia": ((0.11238, 0.88762, 0.0), (0.11238, 0.88762, 0.0), (0.00401, -0.00401, 1.0)),
    "deuteranopia": ((0.29275, 0.70725, 0.0), (0.29275, 0.70725, 0.0), (-0.02234, 0.02234, 1.0)),
    # The luminance of ITU-R BT.709.
    "grey": ((0.2126, 0.7152, 0.0722),) * 3,
}


def linear(pixels):
    """Return sRGB bytes (…, 3) as linear light, 0 to 1."""
    shares = np.asarray(pixels, float) / 255
    return np.where(shares <= 0.04045, shares / 12.92, ((shares + 0.055) / 1.055) ** 2.4)


def seen(pixels, sight):
    """Return pixels (…, 3), sRGB bytes, as somebody with that sight sees them, as linear light."""
    return np.clip(linear(pixels) @ np.array(SIGHTS[sight]).T, 0.0, 1.0)


def luminance(light):
    """Return the relative luminance of linear light (…, 3), as WCAG 2 has it."""
    return light @ np.array([0.2126, 0.7152, 0.0722])


def pixels_of(image: QImage):
    """Return an image's pixels, (height, width, 3)."""
    image = image.convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return rows[:, : 3 * image.width()].reshape(image.height(), image.width(), 3).copy()


def text_contrasts(pixels, gap):
    """Return WCAG's contrast of each piece of text in a row: the colour that stands off most against the ground.

    Parameters
    ----------
    pixels
        Of a row of text on one ground, which is its commonest colour.
    gap
        How many empty columns part two pieces.
    """
    light = luminance(linear(pixels))
    levels, counts = np.unique(light.round(6), return_counts=True)
    ground = levels[counts.argmax()]
    ratios = (np.maximum(light, ground) + 0.05) / (np.minimum(light, ground) + 0.05)
    columns = np.flatnonzero((ratios > 1.2).any(axis=0))
    pieces = np.split(columns, np.flatnonzero(np.diff(columns) > gap) + 1) if len(columns) else []
    # The strongest hundredth: where strokes end, and where they cross, there are colours of their own.
    return [float(np.quantile(ratios[:, piece[0] : piece[-1] + 1], 0.99)) for piece in pieces]


def lab(light):
    """Return CIE L*a*b* of linear light (…, 3), for D65."""
    to_xyz = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
    parts = light @ to_xyz.T / np.array([0.9505, 1.0, 1.089])
    roots = np.where(parts > 216 / 24389, np.cbrt(parts), (24389 / 27 * parts + 16) / 116)
    x, y, z = roots[..., 0], roots[..., 1], roots[..., 2]
    return np.stack([116 * y - 16, 500 * (x - y), 200 * (y - z)], axis=-1)
