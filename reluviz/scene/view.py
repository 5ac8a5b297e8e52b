"""What every view shares (`View`), and the widget that holds views (`Canvas`); GUI thread and recorder."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QRegion

from reluviz.scene.fonts import BODY, LABEL, SEMIBOLD, are_figures_tabular, font
from reluviz.scene.header import ROW, Header, HeaderRow, draw_header, header_rows
from reluviz.scene.prepared import PreparedItem
from reluviz.scene.still_layer import is_vector
from reluviz.scene.texts import Texts
from reluviz.scene.theme import LIGHT, Theme

if TYPE_CHECKING:
    from PySide6.QtWidgets import QGraphicsSceneResizeEvent, QStyleOptionGraphicsItem, QWidget

    from reluviz.scene.moment import Moment

Table = tuple[Sequence[str], Iterable[Sequence[float | int | str]]]

GRID = 8.0
"""The grid of pixels, before the scale, that distances are multiples of."""

HEADER_SHARE, MOST_HEADER_SHARE = 0.3, 0.37
"""The part of a view's height that its header may take before its type becomes smaller than the view's, and before it
becomes smaller than type is at the scale of 1."""

HEADER_SCALES = (1.0, 0.9, 0.8, 0.7, 0.6)
"""How much smaller: as little as helps."""

EACH, CURVES, WORDS = 1, 2, 7
"""How often a view is drawn while a training plays, in frames.

What moves fast, in each; curves in every second, and where they have not moved by a pixel, no more often than words and
numbers: some eight times a second, for an eye cannot read faster. Whatever stands still is drawn as it is.
"""

CORNER = 10.0
"""The radius of a panel's corners in pixels, before the scale."""


NEARLY = 1e-6
"""Pixels that are rounding."""


class View(pg.GraphicsWidget):
    """A panel that draws a moment: rounded ground, header, contents in `body`.

    A view is drawn from what it is given alone: it never asks for the time, the screen or the window. Its own
    coordinates are pixels. Subclasses override `show_moment`, and `arrange` and `retheme` where they hold items.
    """

    pace = EACH
    """Of moments that follow each other frame by frame, every so manieth is shown: `EACH`, `CURVES` or `WORDS`."""

    is_stage = False
    """Whether it shows the landscape, which takes turns with all the others where it is crowded."""

    counts_fates = False
    """Whether it tells how many runs have which fate: all that do are drawn in the same frames, so that they agree."""

    def __init__(self) -> None:
        super().__init__()
        self.theme: Theme = LIGHT
        self.zoom = 1.0
        """The one scale that multiplies type, lines and distances."""
        self.has_panel = True
        """Whether the view paints the panel under itself."""
        self.texts = Texts()
        self.moment: Moment | None = None
        self._left_out: Moment | None = None
        """The newest moment, if it has not been shown."""
        self.setFlag(self.GraphicsItemFlag.ItemUsesExtendedStyleOption)
        self.header = Header()
        self._rows_for: object = None
        self._rows: tuple[float, list[HeaderRow]] = (1.0, [])
        self._fonts: dict[tuple[int, QFont.Weight, bool], QFont] = {}

    def set_theme(self, theme: Theme, scale: float = 1.0) -> None:
        """Take colours, and the scale that multiplies type, lines and distances."""
        self.theme = theme
        self.zoom = scale
        self._fonts.clear()
        self.retheme()
        self.arrange()
        self.update()

    def set_header(self, header: Header) -> None:
        """Take what stands above the figure; nothing is painted again if it is the same."""
        if header != self.header:
            before = self._header_height()
            self.header = header
            height = self._header_height()
            if height != before:
                self.arrange()
            self.update(QRectF(0, 0, self.size().width(), max(before, height) + 1.5 * GRID * self.zoom))

    def show_moment(self, moment: "Moment") -> None:
        """Draw a moment; cheap where little has changed since the last one."""
        self.moment = moment
        self._left_out = None

    def follow(self, moment: "Moment", frame: int) -> None:
        """Draw one of many moments, `frame` counts them, if it is this view's turn; else keep it for `catch_up`."""
        if frame % self.pace:
            self.leave_out(moment)
        else:
            self.show_moment(moment)

    def take_news(self) -> bool:
        """Tell, in a frame, that it has got something to draw that takes long and comes seldom: the others wait."""
        return False

    @property
    def pending(self) -> "Moment | None":
        """The newest moment, if it has not been shown."""
        return self._left_out

    def leave_out(self, moment: "Moment") -> None:
        """Keep the newest moment for `catch_up`."""
        self._left_out = moment

    def catch_up(self) -> None:
        """Draw the newest moment, if it was left out: no other follows at once, or a picture is made."""
        if self._left_out is not None:
            self.show_moment(self._left_out)

    def show_in_turns(self, moment: "Moment") -> Iterator[None]:
        """Draw a moment, a part of it between two of those yielded; what is not drawn yet is left out till then."""
        self.show_moment(moment)
        yield

    def table(self) -> "Table | None":
        """Return the numbers that are shown, where only the view has them: the columns' names, and the rows."""
        return None

    def retheme(self) -> None:
        """Take over `theme` and `zoom` into what the view holds; called before `arrange`."""

    def arrange(self) -> None:
        """Place what the view holds; called when size, theme, scale or title have changed."""

    def covered(self) -> QRectF:
        """Return a part of the view, in its own pixels, where nothing is seen of what is below; empty: none."""
        if not self.has_panel or QColor(self.theme.panel).alpha() < 255:
            return QRectF()
        return between_corners(QRectF(QPointF(0, 0), self.size()), self.zoom)

    def text_font(self, size: float = LABEL, weight: "QFont.Weight" = QFont.Weight.Normal) -> QFont:
        """Return the typeface at one of the sizes of `reluviz.scene.fonts`, scaled."""
        key = (max(round(size * self.zoom), 1), weight, are_figures_tabular())
        found = self._fonts.get(key)
        if found is None:
            found = self._fonts[key] = font(*key[:2])
        return found

    def body(self) -> QRectF:
        """Return the rectangle below the header, inside the panel's margins, in the view's pixels."""
        margin = 1.5 * GRID * self.zoom if self.has_panel else 0.0
        top = margin + self._header_height()
        size = self.size()
        return QRectF(margin, top, max(size.width() - 2 * margin, 1.0), max(size.height() - top - margin, 1.0))

    def resizeEvent(self, event: "QGraphicsSceneResizeEvent") -> None:
        """Arrange anew; Qt's own."""
        super().resizeEvent(event)
        self.arrange()

    def paint(self, painter: QPainter, option: "QStyleOptionGraphicsItem", widget: "QWidget | None" = None) -> None:
        """Paint panel and header; Qt's own."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        exposed = option.exposedRect
        if self.has_panel:
            self._paint_panel(painter, exposed)
        if not self.header:
            return
        zoom, rows = self._header_rows()
        # Below the last row a header has one more unit of the grid, or less where its type is smaller than the view's.
        beyond = GRID * zoom if zoom == self.zoom else 0.0
        if exposed.top() < 1.5 * GRID * self.zoom + _height_of(zoom, rows) - beyond:
            title_font, label_font = self._header_fonts(zoom)
            draw_header(
                painter,
                self.header,
                rows,
                self._first_row(zoom),
                title_font=title_font,
                label_font=label_font,
                text=QColor(self.theme.text),
                muted=QColor(self.theme.muted),
                zoom=zoom,
            )

    def _paint_panel(self, painter: QPainter, exposed: QRectF) -> None:
        whole, radius = QRectF(QPointF(0, 0), self.size()), CORNER * self.zoom
        inner = whole.adjusted(0, radius, 0, -radius)
        if inner.contains(exposed):
            # Away from the corners, in nearly every frame, there is nothing to round.
            painter.fillRect(exposed.toAlignedRect(), QColor(self.theme.panel))
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self.theme.panel))
        painter.drawRoundedRect(whole, radius, radius)

    def _header_fonts(self, zoom: float) -> tuple[QFont, QFont]:
        return font(BODY * zoom, SEMIBOLD), font(LABEL * zoom)

    def _first_row(self, zoom: float) -> QRectF:
        margin = 1.5 * GRID * self.zoom
        # Where the type of a header is smaller, its title stands on one line with those of the panels beside it.
        lower = 14.0 * (self.zoom - zoom)
        return QRectF(margin, margin - 2 * zoom + lower, max(self.size().width() - 2 * margin, 1.0), 22 * zoom)

    def _header_rows(self) -> tuple[float, list[HeaderRow]]:
        """Return the header's scale and rows: that of the view, or less where its rows would leave the figure no room.

        Measured once for a header, a size and a scale: words take long, and every frame asks more than once.
        """
        size = self.size()
        key = (self.header, self.zoom, size.width(), size.height())
        if key != self._rows_for:
            usual = min(1.0, self.zoom)
            for zoom in sorted({usual, *(share * self.zoom for share in HEADER_SCALES)}, reverse=True):
                rows = header_rows(self.header, self._first_row(zoom).width(), *self._header_fonts(zoom), zoom)
                self._rows = (zoom, rows)
                if _height_of(*self._rows) <= (HEADER_SHARE if zoom > usual else MOST_HEADER_SHARE) * size.height():
                    break
            self._rows_for = key
        return self._rows

    def is_one_row(self, header: Header) -> bool:
        """Return whether a header takes no more than one row, at the view's own scale."""
        width = self._first_row(self.zoom).width()
        return len(header_rows(header, width, *self._header_fonts(self.zoom), self.zoom)) == 1

    def _header_height(self) -> float:
        return _height_of(*self._header_rows()) if self.header else 0.0


def _height_of(zoom: float, rows: Sequence[HeaderRow]) -> float:
    return (3.5 * GRID + ROW * (len(rows) - 1)) * zoom


def between_corners(rect: QRectF, zoom: float) -> QRectF:
    """Return what of a rectangle with rounded corners is as wide as itself."""
    return rect.adjusted(0, CORNER * zoom, 0, -CORNER * zoom)


def _is_whole(rect: QRectF) -> bool:
    """Tell whether a rectangle begins and ends between pixels."""
    ends = (rect.left(), rect.top(), rect.right(), rect.bottom())
    return all(abs(end - round(end)) < NEARLY for end in ends)


class Canvas(pg.GraphicsView):
    """A widget that holds one view that fills it, or several in rectangles; hidden, it paints on any paint device."""

    def __init__(self, view: View | None = None, parent: "QWidget | None" = None) -> None:
        super().__init__(parent, useOpenGL=False)
        self.setBackground(None)
        self.setCacheMode(self.CacheModeFlag(0))
        self.setOptimizationFlag(self.OptimizationFlag.DontAdjustForAntialiasing)
        self.setCentralItem(None)
        self.views: list[View] = []
        self._filling: View | None = None
        self.ground: QColor | None = None
        """The colour behind the views; None: nothing."""
        if view is not None:
            self.fill_with(view)

    def fill_with(self, view: View) -> None:
        """Add a view that always takes the whole canvas."""
        self.views.append(view)
        self._filling = view
        self.setCentralItem(view)

    def place(self, view: View, rect: QRectF) -> None:
        """Add a view, or move one, to a rectangle in pixels."""
        if view not in self.views:
            self.views.append(view)
            self.scene().addItem(view)
        view.setGeometry(rect)

    def set_theme(self, theme: Theme, scale: float = 1.0) -> None:
        """Give all views their colours and scale, and take the ground between them."""
        self.ground = QColor(theme.window)
        self.setBackground(self.ground)
        for view in self.views:
            view.set_theme(theme, scale)

    def prepare(self) -> Iterator[None]:
        """Draw ahead, a little at a time, what the next paint in a window would draw into pictures that it copies."""
        for item in self.scene().items():
            if isinstance(item, PreparedItem) and item.isVisible():
                yield from item.prepare()

    def paint_on(self, painter: QPainter, size: QSizeF, ground: bool = True) -> None:
        """Paint the views as a picture of `size` pixels; the painter's device may be an image, SVG or PDF.

        A vector device gets lines and text. The painter's transform may enlarge the picture: what is kept in
        device pixels follows. `ground` tells whether the colour behind the views is painted.
        """
        whole = QRectF(QPointF(0, 0), size)
        if self._filling is not None:
            self._filling.setGeometry(whole)
        if ground and self.ground is not None:
            self._paint_ground(painter, whole, self.ground)
        self.scene().render(painter, whole, whole)

    def _paint_ground(self, painter: QPainter, whole: QRectF, ground: QColor) -> None:
        """Paint what is behind the views; on pixels only where something is seen of it, for frames are large."""
        device = painter.deviceTransform()
        filled = device.mapRect(whole)
        is_turned = device.isRotating() or not device.isAffine()
        if is_vector(painter) or is_turned or painter.device().devicePixelRatioF() != 1.0 or not _is_whole(filled):
            painter.fillRect(whole, ground)
            return
        region = QRegion(filled.toRect())
        for view in self.views:
            covered = view.covered()
            if view.isVisible() and not covered.isEmpty():
                # Within it by two pixels, so that rounding leaves none between them.
                inner = device.mapRect(view.mapRectToScene(covered)).adjusted(2, 2, -2, -2).toRect()
                region = region.subtracted(QRegion(inner))
        painter.save()
        painter.resetTransform()
        painter.setClipRegion(region, Qt.ClipOperation.IntersectClip)
        painter.fillRect(region.boundingRect(), ground)
        painter.restore()
