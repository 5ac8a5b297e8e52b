"""The stage as pictures and the window show it: one landscape, or those of a race side by side; GUI thread."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from math import ceil
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QPainter

from reluviz.scene.fonts import LABEL, SEMIBOLD
from reluviz.scene.landscape_view import LandscapeView
from reluviz.scene.race import RacerLook, groups, lead_first
from reluviz.scene.standings_view import StandingsView
from reluviz.scene.theme import LIGHT
from reluviz.scene.view import CURVES, GRID, View

if TYPE_CHECKING:
    from PySide6.QtWidgets import QGraphicsSceneMouseEvent, QStyleOptionGraphicsItem, QWidget

    from reluviz.scene.moment import Moment
    from reluviz.scene.theme import Theme

HEADING = 24.0
"""The height of what stands over a tile in pixels, before the scale."""

LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


def _continues(before: "Moment | None", moment: "Moment") -> bool:
    """Tell whether a moment is of the same training as that before, in the same looks and words."""
    if before is None or before.runs.theme is not moment.runs.theme:
        return False
    return before.history is moment.history and before.language == moment.language


SELDOM = 3
"""After how many frames it is news again that a landscape is drawn anew: slices follow the playhead in every second."""


class RaceView(View):
    """Holds a landscape for each group of racers that share one, and the standings below; without a race, one alone.

    Parameters
    ----------
    lead
        The landscape that is there always.
    make
        Makes one more, for racers that have another landscape.
    """

    is_stage = True

    racer_chosen = Signal(int)
    """A racer's name, or its line in the standings, has been clicked."""

    def __init__(self, lead: LandscapeView | None = None, make: Callable[[], LandscapeView] = LandscapeView) -> None:
        super().__init__()
        self.has_panel = False
        self._make = make
        self.lead = LandscapeView() if lead is None else lead
        self.lead.setParentItem(self)
        self.tiles: list[LandscapeView] = [self.lead]
        """The landscapes that have been made; those beyond `shown` are hidden."""
        self.shown = 1
        """How many tiles there are now."""
        self.standings = StandingsView()
        self.standings.setParentItem(self)
        self.standings.setVisible(False)
        # What is clicked in it is this view's to tell.
        self.standings.setAcceptedMouseButtons(Qt.MouseButton.NoButton)
        self.standings.setCursor(Qt.CursorShape.PointingHandCursor)
        self._frames_since_due = 0
        self._groups: tuple[tuple[RacerLook, ...], ...] = ()
        self._racers = 0
        self._headings: tuple[object, ...] = ()
        self._turn = 0
        """How many tiles have been drawn in turns."""

    def take_news(self) -> bool:
        """Tell whether a tile is drawn anew, as for another basin map; not if that comes in every frame or two.

        Called once a frame.
        """
        self._frames_since_due += 1
        if not any(tile.plot.still.is_due for tile in self.tiles[: self.shown]):
            return False
        is_seldom, self._frames_since_due = self._frames_since_due >= SELDOM, 0
        return is_seldom

    def show_moment(self, moment: "Moment") -> None:
        """Show a moment, or those of its race; cheap where little has changed since the last one."""
        for tile in self.tiles:
            tile.is_followed = False
        self._show(moment)

    def _show(self, moment: "Moment", in_turn: int | None = None) -> None:
        """Show a moment; `in_turn`: only that tile's, unless others have another training or other looks."""
        super().show_moment(moment)
        self._groups = groups(moment.race)
        with self.hold():  # the moment of before is not drawn in another place
            is_another = self._take_tiles(max(len(self._groups), 1), len(moment.race))
        # What part a landscape shows depends on its shape: each begins with what the scenario asks for.
        self._show_tiles(moment, None if is_another else in_turn, is_anew=is_another)

    def follow(self, moment: "Moment", frame: int) -> None:
        """Draw one of many moments, every second one in brief; crowded tiles one after another."""
        in_turn = frame % self.shown if frame and moment.is_crowded else None
        round_ = frame if in_turn is None else frame // self.shown
        is_brief = round_ % CURVES != 0
        try:
            for place, tile in enumerate(self.tiles):
                tile.is_brief, tile.is_followed = is_brief, True
                # Slices of more than two parameters change in every frame: one after the other has its turn, and one
                # that is alone has it where the trails are brief.
                tile.may_wait = not is_brief if self.shown == 1 else frame % self.shown != place
            self._show(moment, in_turn)
        finally:
            for tile in self.tiles:
                tile.is_brief = tile.may_wait = False
        # Drawn briefly, or coarsely, and without what is computed until the next moment.
        self.leave_out(moment)

    def show_in_turns(self, moment: "Moment") -> Iterator[None]:
        """Draw a moment, one tile after another; whoever begins anew begins with the tile that is next."""
        for tile in self.tiles:
            tile.is_followed = True  # what is computed comes with its turn
        for left in range(self.shown - 1, -1, -1):
            self._turn += 1
            place = self._turn % self.shown
            self.tiles[place].is_followed = False
            self._show(moment, place)
            if left:
                self.leave_out(moment)
            yield

    def _show_tiles(self, moment: "Moment", in_turn: int | None, *, is_anew: bool) -> None:
        if not self._groups:
            self.lead.basins.legend.show_racer(None)
            self.lead.show_group((moment,), is_anew=is_anew)
            return
        for place, (tile, group) in enumerate(zip(self.tiles, self._groups, strict=False)):
            # The chosen racer's runs lie above the others, over its own basin map: its legend says whose it is.
            looks = lead_first(group)
            if in_turn not in {None, place} and _continues(tile.moment, looks[0].moment):
                continue
            tile.basins.legend.show_racer(looks[0] if len(looks) > 1 else None)
            tile.show_group(tuple(look.moment for look in looks), is_anew=is_anew)
        self.standings.show_moment(moment)
        headings = tuple((look.label, look.ink, look.is_chosen) for group in self._groups for look in group)
        if headings != self._headings:
            self._headings = headings
            self.update()

    def forget(self) -> None:
        """Take what is shown for that of another document: it is not drawn again, and the next moment begins anew."""
        self._left_out = None
        for tile in self.tiles:
            tile.forget()

    @contextmanager
    def hold(self) -> Iterator[None]:
        """Draw nothing anew within, as `LandscapeView.hold`: a moment is shown, or `refresh`ed, after."""
        with ExitStack() as held:
            for tile in self.tiles:
                held.enter_context(tile.hold())
            yield

    def refresh(self) -> None:
        """Show the last moment again: it looks otherwise."""
        for tile in self.tiles[: self.shown]:
            tile.refresh()

    def reset_view(self) -> None:
        """Show the part of each landscape that the scenario's view asks for."""
        for tile in self.tiles[: self.shown]:
            tile.reset_view()

    def settle(self) -> None:
        """Draw at once as finely as what stands still: for a picture of the view."""
        for tile in self.tiles[: self.shown]:
            tile.settle()

    def set_theme(self, theme: "Theme" = LIGHT, scale: float = 1.0) -> None:
        """Take colours, and the scale that multiplies type, lines and distances."""
        super().set_theme(theme, scale)
        for view in (*self.tiles, self.standings):
            view.set_theme(theme, scale)

    def arrange(self) -> None:
        """Place tiles and standings; called by `View`."""
        width, height, zoom = self.size().width(), self.size().height(), self.zoom
        below = self.standings.height_for(width, self._racers, zoom)
        self.standings.setGeometry(QRectF(0, height - below, width, below))
        for tile, cell in zip(self.tiles, self._cells(QRectF(0, 0, width, max(height - below, 1.0))), strict=False):
            heading = HEADING * zoom if self.shown > 1 else 0.0
            tile.setGeometry(cell.adjusted(0, heading, 0, 0))

    def _take_tiles(self, count: int, racers: int) -> bool:
        """Have so many tiles, and tell whether anything has got another place."""
        while len(self.tiles) < count:
            tile = self._make()
            tile.setParentItem(self)
            tile.set_theme(self.theme, self.zoom)
            self.tiles.append(tile)
        if (count, racers) == (self.shown, self._racers):
            return False
        self.shown, self._racers = count, racers
        for place, tile in enumerate(self.tiles):
            tile.setVisible(place < count)
            if place >= count:
                tile.basins.source.leave()
        self.standings.setVisible(racers > 0)
        self.arrange()
        self.update()
        return True

    def _cells(self, room: QRectF) -> list[QRectF]:
        """Return where the tiles stand: in as many columns as make them most nearly square, the rows full of them."""
        gap = GRID * self.zoom

        def side(columns: int) -> float:
            rows = ceil(self.shown / columns)
            return min((room.width() + gap) / columns, (room.height() + gap) / rows)

        columns = max(range(1, self.shown + 1), key=side)
        rows = [range(first, min(first + columns, self.shown)) for first in range(0, self.shown, columns)]
        height = (room.height() - gap * (len(rows) - 1)) / len(rows)
        cells = []
        for number, row in enumerate(rows):
            width = (room.width() - gap * (len(row) - 1)) / len(row)
            top = room.top() + number * (height + gap)
            cells += [QRectF(room.left() + place * (width + gap), top, width, height) for place in range(len(row))]
        return cells

    def paint(self, painter: QPainter, option: "QStyleOptionGraphicsItem", widget: "QWidget | None" = None) -> None:
        """Name the racers over their tiles; Qt's own."""
        if self.shown < 2:
            return
        face = self.text_font(LABEL, SEMIBOLD)
        for look, box, shown in self._names():
            painter.setFont(face)
            painter.setPen(QColor(look.ink))
            painter.drawText(box, LEFT, shown)

    def _names(self) -> Iterator[tuple[RacerLook, QRectF, str]]:
        """Yield each racer with the place of its name, and as much of that as there is room for."""
        zoom = self.zoom
        metrics = QFontMetricsF(self.text_font(LABEL, SEMIBOLD))
        for tile, group in zip(self.tiles, self._groups, strict=False):
            place = tile.geometry()
            row = QRectF(place.left(), place.top() - HEADING * zoom, place.width(), HEADING * zoom)
            left = row.left() + GRID * zoom
            wide = [metrics.horizontalAdvance(look.label) + 2 * GRID * zoom for look in group]
            for number, look in enumerate(group):
                # Nothing is cut off as long as there is room for the others, or all have the same.
                rest = row.right() - left
                room = max(rest - sum(wide[number + 1 :]), rest / (len(group) - number), 1.0) - GRID * zoom
                shown = metrics.elidedText(look.label, Qt.TextElideMode.ElideRight, room)
                yield look, QRectF(left, row.top(), max(room, 0.0) + 1.0, row.height()), shown
                left += metrics.horizontalAdvance(shown) + 2 * GRID * zoom

    def covered(self) -> QRectF:
        """Return what a landscape that is alone covers."""
        return QRectF() if self.shown > 1 else self.lead.mapRectToParent(self.lead.covered())

    def racer_at(self, point: QPointF) -> int | None:
        """Return whose name, or line in the standings, is at a point of the view; None: nobody's."""
        if self.moment is None:
            return None
        line = self.standings.racer_at(self.standings.mapFromParent(point)) if self._racers else None
        names = self._names() if self.shown > 1 else ()
        named = next((look for look, box, _ in names if box.contains(point)), None)
        return line if named is None else self.moment.race.index(named)

    def mousePressEvent(self, event: "QGraphicsSceneMouseEvent") -> None:
        """Choose the racer whose name is clicked; Qt's own."""
        racer = self.racer_at(event.pos()) if event.button() == Qt.MouseButton.LeftButton else None
        if racer is None:
            event.ignore()
        else:
            event.accept()
            self.racer_chosen.emit(racer)
