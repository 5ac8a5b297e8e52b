"""How the window's room is shared: the stage keeps its part of the width, whatever the scale is; GUI thread."""

from dataclasses import dataclass, field

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QMainWindow, QStyle

from reluviz.desktop.controls.column import ControlColumn
from reluviz.desktop.panels import GRIP_HEIGHT, ROOMY_CANVAS, SCALE_STEP, Panel

STAGE_SHARE = 0.555
"""How much of the width the landscape gets at least."""

MARGIN = 16
"""The pixels at both sides of the landscape, within the stage."""

RIGHT_ROOM = 176
"""The pixels, before the scale, that the controls leave to the panels at the right."""

LEFT_SHARE, RIGHT_SHARE = 0.17, 0.25
"""How much of the width the panels at both sides get at first."""

HEIGHTS = {"update": (1.4, 2.0), "fates": (1.2, 1.2)}
"""Panels that need more of the height than others do: so many times as much at least, and where there is room."""

ROOMY_HEIGHT = ROOMY_CANVAS[1] + GRIP_HEIGHT
"""The height, before the scale, that leaves a panel a plot that can be read: what others take is beyond it."""

SMALLEST_SCALE, LARGEST_SCALE = 0.75, 2.0

LEAST_ROOM = (800, 460)
"""The window's width and height, before the scale, below which type would take the room from what it tells of."""


@dataclass(frozen=True, slots=True)
class Sizes:
    """The widths, and the heights where there are several one under another, of the docked panels by name."""

    widths: dict[str, int]
    heights: dict[str, int]


@dataclass(frozen=True, slots=True)
class Wish:
    """How the sides were shared last by a hand, or at the first start: all later widths are made from it.

    Attributes
    ----------
    width, scale
        The window's width, and the scale, that it was made for.
    left, right
        The widths of the sides; 0 where no panel was.
    widths
        Those of the panels by name, which come back just so; empty at the first start.
    """

    width: int
    scale: float
    left: int
    right: int
    widths: dict[str, int] = field(default_factory=dict)


def largest_scale(width: int, height: int) -> float:
    """Return the largest scale of all type that a window of this size has room for."""
    most = min(width / LEAST_ROOM[0], height / LEAST_ROOM[1])
    return min(max(most // SCALE_STEP * SCALE_STEP, 1.0), LARGEST_SCALE)


class Sharing:
    """Gives the panels their sizes.

    Parameters
    ----------
    window
        What the panels are docked in.
    panels
        By name; the column of controls is one of them.
    """

    def __init__(self, window: QMainWindow, panels: dict[str, Panel], column: ControlColumn) -> None:
        self._window = window
        self._panels = panels
        self._column = column
        self._is_first = True
        self._usual: Sizes | None = None
        self._given: Sizes | None = None
        self._wish: Wish | None = None
        self._held: Sizes | None = None

    def begin(self, scale: float) -> None:
        """Share the window's width as at the first start."""
        width = self._window.width()
        self._is_first = True
        left, right = round(width * LEFT_SHARE), round(width * RIGHT_SHARE)
        self._wish = Wish(width, scale, left, right)
        self._share(width, left, right, scale)
        right = [panel for name, panel in self._panels.items() if name != "controls"]
        self._window.resizeDocks(right, [100] * len(right), Qt.Orientation.Vertical)

    @property
    def is_first(self) -> bool:
        """Whether the panels lie as at the first start, and nothing was remembered."""
        return self._is_first

    def restored(self) -> None:
        """Leave the panels the sizes that they have been given back."""
        self._is_first = False
        self._usual = self._wish = None

    def shown(self, scale: float) -> None:
        """Share anew if the window opens with another width or scale than it was laid out for."""
        if self._is_first:
            self.begin(scale)

    def painted(self, scale: float) -> None:
        """Take sizes that were given back as a hand's."""
        if self._wish is None:
            self._note(scale)

    def hold(self) -> None:
        """Note the sizes: the mouse may drag an edge from here."""
        self._held = self.sizes()

    def let_go(self, scale: float) -> None:
        """Take the sizes to which the mouse has dragged an edge."""
        held, self._held = self._held, None
        if held is not None and held != self.sizes():
            self._note(scale)

    def follow_width(self, width: int, scale: float) -> None:
        """Let the panels grow and shrink with the window; back at a width, they are as they were."""
        wish = self._wish
        if wish is None:
            return
        is_same = (width, scale) == (wish.width, wish.scale)
        if is_same and wish.widths and wish.widths.keys() == self.sizes().widths.keys():
            self.give(wish.widths)
            return
        factor = width / wish.width * scale / wish.scale
        left, right = (round(side * factor) for side in (wish.left, wish.right))
        self._share(width, left, right, scale, wish.left if wish.widths and scale == wish.scale else None)

    def _note(self, scale: float) -> None:
        sizes = self.sizes()
        self._wish = Wish(self._window.width(), scale, *self._sides(sizes), sizes.widths)

    def _sides(self, sizes: Sizes) -> tuple[int, int]:
        """Return the widths of the panels at the left and at the right; 0 where there is none."""
        left, right = (
            max((width for name, width in sizes.widths.items() if self._area(name) == area), default=0)
            for area in (Qt.DockWidgetArea.LeftDockWidgetArea, Qt.DockWidgetArea.RightDockWidgetArea)
        )
        return left, right

    def _area(self, name: str) -> Qt.DockWidgetArea:
        return self._window.dockWidgetArea(self._panels[name])

    def rescaled(self, before: Sizes, old: float, new: float) -> None:
        """Share anew after all type has taken another scale; back at the usual one, exactly as it was."""
        if self._usual is None or before != self._given:
            # Somebody has dragged a panel's edge since the last time, or there was none.
            self._usual = before if old == 1.0 else None
        self.settle()
        if new == 1.0 and self._usual is not None:
            self.give(self._usual.widths)
            self._give_heights(self._usual.heights)
        else:
            usual = self._usual or before
            factor = new if self._usual is not None else new / old
            left, right = self._sides(usual)
            self._share(self._window.width(), round(left * factor), round(right * factor), new)
            self._give_heights(usual.heights)
        self.settle()
        self._given = self.sizes()

    def sizes(self) -> Sizes:
        """Return the docked panels' sizes."""
        docked = {name: panel for name, panel in self._panels.items() if not (panel.isFloating() or panel.isHidden())}
        return Sizes(
            {name: panel.width() for name, panel in docked.items()},
            {name: panel.height() for name, panel in docked.items()},
        )

    def make_room(self, name: str) -> None:
        """Share the heights as the panels need them if one has but the least, now that another is shown."""
        self.settle()
        panel = self._panels[name]
        if panel.isFloating():
            return
        area = self._window.dockWidgetArea(panel)
        names = [
            name
            for name, other in self._panels.items()
            if not (other.isFloating() or other.isHidden()) and self._window.dockWidgetArea(other) == area
        ]
        beside = {self._panels[name]: part for name, part in self._parts(names).items()}
        unit = sum(other.height() for other in beside) / sum(beside.values())
        # Those that others have made low on purpose stay so, but for formulas, which nobody can read then; and no panel
        # opens with a slit of a plot where there is room.
        is_slit = panel.height() < beside[panel] * min(ROOMY_HEIGHT, 0.9 * unit)
        if is_slit or any(
            other.height() < 0.6 * part * unit for other, part in beside.items() if other is panel or part > 1.0
        ):
            shares = [round(100 * part) for part in beside.values()]
            self._window.resizeDocks(list(beside), shares, Qt.Orientation.Vertical)
            self.settle()

    def _parts(self, names: list[str]) -> dict[str, float]:
        """Return how many times as much of the height as the others each of some panels in a column gets."""
        height = sum(self._panels[name].height() for name in names)
        wanting = [name for name in names if name in HEIGHTS]
        parts = dict.fromkeys(names, 1.0)
        for name in wanting:
            least, most = HEIGHTS[name]
            left = height / ROOMY_HEIGHT - (len(names) - len(wanting))
            parts[name] = min(max(left / len(wanting), least), most)
        return parts

    def give(self, widths: dict[str, int]) -> None:
        """Give panels these widths, by name, as a drag of their edges does."""
        names = [name for name in widths if not self._panels[name].isHidden()]
        panels = [self._panels[name] for name in names]
        self._window.resizeDocks(panels, [widths[name] for name in names], Qt.Orientation.Horizontal)

    def give_back(self, sizes: Sizes, *, widths: bool) -> None:
        """Give panels the heights that they had among each other, and perhaps their widths."""
        self.settle()
        if widths:
            self.give(sizes.widths)
        self._give_heights(sizes.heights)
        self.settle()

    def settle(self) -> None:
        """Have all layouts done that have been asked for."""
        for _ in range(3):
            QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)

    def _share(self, width: int, left: int, right: int, scale: float, dragged: int | None = None) -> None:
        """Give the panels at both sides these widths, as far as the stage keeps its share of the window's width.

        A width of 0 is that of the first start. `dragged` is how wide a hand has made the left side: no narrower and no
        wider than usual then.
        """
        docked = self.sizes().widths
        left_panels, right_panels = (
            [self._panels[name] for name in docked if self._area(name) == area]
            for area in (Qt.DockWidgetArea.LeftDockWidgetArea, Qt.DockWidgetArea.RightDockWidgetArea)
        )
        metric = QStyle.PixelMetric.PM_DockWidgetSeparatorExtent
        separator = self._window.style().pixelMetric(metric, None, self._window)
        room = int(width * (1 - STAGE_SHARE)) - MARGIN - 2 * separator
        column = self._column
        least, most = column.roomy_width(), column.sizeHint().width()
        if dragged:
            least, most = min(least, dragged), max(most, dragged)
        left = min(max(left or round(width * LEFT_SHARE), least), most)
        left = max(
            min(left, room - round(RIGHT_ROOM * scale) if right_panels else room), column.minimumSizeHint().width()
        )
        right = min(right or round(width * RIGHT_SHARE), room - left if left_panels else room)
        self._window.resizeDocks(left_panels, [left] * len(left_panels), Qt.Orientation.Horizontal)
        self._window.resizeDocks(right_panels, [right] * len(right_panels), Qt.Orientation.Horizontal)

    def _give_heights(self, heights: dict[str, int]) -> None:
        names = [name for name in heights if name != "controls" and not self._panels[name].isHidden()]
        panels = [self._panels[name] for name in names]
        self._window.resizeDocks(panels, [heights[name] for name in names], Qt.Orientation.Vertical)
