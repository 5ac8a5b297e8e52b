"""The icons: Lucide's drawings from resources/icons, in the colour of the text; GUI thread."""

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap

from reluviz.assets import resource

SIZE = 24
"""The side of an icon's drawing, in pixels."""


def icon_pixmap(name: str, color: str, size: float = 20.0, ratio: float = 1.0) -> QPixmap:
    """Return an icon drawn in a colour.

    Parameters
    ----------
    name
        A file of resources/icons without its ending.
    color
        ``#rrggbb``.
    size, ratio
        The side in pixels, and the device's pixels a pixel.
    """
    from PySide6.QtSvg import QSvgRenderer

    renderer = QSvgRenderer(QByteArray(_drawing(name).replace("currentColor", color).encode()))
    pixmap = QPixmap(round(size * ratio), round(size * ratio))
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    renderer.render(painter, QRectF(0, 0, pixmap.width(), pixmap.height()))
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


def icon(name: str, color: str, disabled: str, size: float = 20.0, ratio: float = 1.0) -> QIcon:
    """Return an icon for a button: in `color`, and in `disabled` while the button is."""
    made = QIcon(icon_pixmap(name, color, size, ratio))
    made.addPixmap(icon_pixmap(name, disabled, size, ratio), QIcon.Mode.Disabled)
    return made


@cache
def _drawing(name: str) -> str:
    return resource("icons", f"{name}.svg").read_text(encoding="utf-8")
