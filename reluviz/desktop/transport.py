"""The bar below the stage: back, play, step, speed, timeline, step counter, loop, record; GUI thread."""

from itertools import pairwise

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QLabel, QSizePolicy, QToolButton, QWidget

from reluviz.desktop.controls.control import scale_of
from reluviz.desktop.controls.scale import Scale
from reluviz.desktop.controls.slider import Slider
from reluviz.desktop.icons import icon
from reluviz.desktop.record_button import RecordButton
from reluviz.desktop.timeline import Timeline
from reluviz.scene.numbers import format_count
from reluviz.scene.theme import Theme
from reluviz.training.pace import FASTEST, SLOWEST

ICON = 20
"""The side of a button's icon, in pixels before the scale."""

ICONS = {"reset": "skip-back", "step_back": "step-back", "step_forward": "step-forward", "loop": "repeat"}
"""The icons of the buttons, by their action."""

SPEEDS = Scale(SLOWEST, FASTEST, logarithmic=True)


class PlayButton(QAbstractButton):
    """The large round button: a triangle while it stands, two bars while it plays."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._playing = False
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_playing(self, playing: bool) -> None:
        """Show the bars, or the triangle."""
        if playing != self._playing:
            self._playing = playing
            self.update()

    def sizeHint(self) -> QSize:
        """Return the wanted size; Qt's own."""
        side = round(self.fontMetrics().height() * 2.5)
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the disc and its sign; Qt's own."""
        palette = self.palette()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        disc = QRectF(self.rect()).adjusted(2, 2, -2, -2)
        ground = palette.color(QPalette.ColorRole.Highlight if self.isEnabled() else QPalette.ColorRole.Mid)
        if self.hasFocus():
            painter.setPen(ground)
            painter.drawEllipse(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))
        if self.isDown():
            ground = palette.color(QPalette.ColorRole.Dark)
        elif self.underMouse() and self.isEnabled():
            ground = QColor(ground)
            ground.setAlpha(220)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawEllipse(disc)
        painter.setBrush(palette.color(QPalette.ColorRole.HighlightedText))
        center, unit = disc.center(), disc.width() / 16
        if self._playing:
            for x in (-2.75, 1.0):
                painter.drawRoundedRect(
                    QRectF(center.x() + x * unit, center.y() - 3 * unit, 1.75 * unit, 6 * unit), 1, 1
                )
        else:
            points = [(-2.0, -3.2), (3.4, 0.0), (-2.0, 3.2)]
            painter.drawPolygon([QPointF(center.x() + x * unit, center.y() + y * unit) for x, y in points])
        painter.end()


class Transport(QWidget):
    """Shows where the playhead stands and how fast it goes, and asks for what is pressed."""

    speed_changed = Signal(float)
    """Steps per second, by hand."""

    dragged = Signal(int)
    """The timeline was dragged to a step."""

    drag_began = Signal()
    drag_ended = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.buttons: dict[str, QToolButton] = {}
        self.play = PlayButton(self)
        self.speed = Slider(SPEEDS.count, self)
        self.speed_label = QLabel(self)
        self.timeline = Timeline(self)
        self.counter = QLabel(self)
        self.record = RecordButton(self)
        figures = QFont()
        figures.setFeature(QFont.Tag("tnum"), 1)
        for label in (self.speed_label, self.counter):
            label.setFont(figures)
        self._shown: tuple[int, int, int, bool, bool] | None = None
        self._last = 0
        self._speed = SLOWEST
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 4, 16, 4)
        row.setSpacing(8)
        for name in ("reset", "step_back"):
            row.addWidget(self._button(name))
        row.addWidget(self.play)
        row.addWidget(self._button("step_forward"))
        row.addSpacing(8)
        self.speed_label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.speed_label)
        row.addWidget(self.speed)
        row.addSpacing(8)
        row.addWidget(self.timeline, 1)
        self.counter.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.counter)
        row.addWidget(self._button("loop"))
        row.addWidget(self.record)
        items = [row.itemAt(index) for index in range(row.count())]
        shown = [item.widget() for item in items if item is not None]
        stops = [widget for widget in shown if widget is not None and widget.focusPolicy() != Qt.FocusPolicy.NoFocus]
        for before, after in pairwise(stops):
            # Else Tab would lead through them in the order in which they were made.
            self.setTabOrder(before, after)
        self.speed.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.speed.valueChanged.connect(self._on_speed_moved)
        self.timeline.dragged.connect(self.dragged)
        self.timeline.drag_began.connect(self.drag_began)
        self.timeline.drag_ended.connect(self.drag_ended)
        self.retranslate()

    def retranslate(self) -> None:
        """Say everything in the language of now."""
        self.speed.setAccessibleName(QCoreApplication.translate("Transport", "Speed"))
        self.speed.setToolTip(
            QCoreApplication.translate(
                "Transport",
                "<b>Speed</b><br>Steps a second, of the training and of the replay.<br>"
                "Range: 1 to 100,000 steps/s, logarithmic<br>Keys: [ and ], ↓ and ↑",
            )
        )
        self.timeline.setAccessibleName(QCoreApplication.translate("Transport", "Timeline"))
        self.timeline.setToolTip(
            QCoreApplication.translate(
                "Transport",
                "<b>Timeline</b><br>Drag to look at any step between 0 and the newest; training goes on. "
                "Shift and drag marks a part for a film; Shift and a click takes the mark away.<br>"
                "Keys: ← and →, Home and End",
            )
        )
        self.record.retranslate()
        self.speed_label.setText(self._speed_text(self._speed))
        self._show_count()
        self.fit()

    def _button(self, name: str) -> QToolButton:
        button = QToolButton(self)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setAutoRaise(True)
        if name in {"step_back", "step_forward"}:
            button.setAutoRepeat(True)
            button.setAutoRepeatInterval(60)
        self.buttons[name] = button
        return button

    def install(self, actions: dict[str, QAction]) -> None:
        """Let the buttons do what the actions do, and tell of them."""
        for name, button in self.buttons.items():
            button.setDefaultAction(actions[name])
        self.play.clicked.connect(actions["play"].trigger)
        actions["play"].enabledChanged.connect(self.play.setEnabled)
        self.record.clicked.connect(actions["record"].trigger)
        self.tell(actions)

    def tell(self, actions: dict[str, QAction]) -> None:
        """Tell of the actions, in the words that they have now."""
        for name, button in self.buttons.items():
            button.setText("")
            button.setAccessibleName(actions[name].text().partition("\t")[0])
        drawn: tuple[tuple[str, QAbstractButton], ...] = (("play", self.play), ("record", self.record))
        for name, large in drawn:
            large.setToolTip(actions[name].toolTip())
            large.setAccessibleName(actions[name].text().partition("\t")[0])

    def set_theme(self, theme: Theme, scale: float, actions: dict[str, QAction]) -> None:
        """Take colours and scale, and draw the actions' icons in them."""
        self.fit()
        for name, drawing in ICONS.items():
            made = icon(drawing, theme.text, theme.control, ICON * scale, self.window().devicePixelRatioF())
            actions[name].setIcon(made)

    def fit(self) -> None:
        """Give the labels room for the widest text that they will hold, so that nothing moves while it runs."""
        metrics, scale = self.fontMetrics(), scale_of(self)
        # Of the label's own font: its figures have one width, and a 1 is wider than in other words.
        figures = QFontMetrics(self.speed_label.font())
        self.speed_label.setFixedWidth(figures.horizontalAdvance(self._speed_text(FASTEST)) + 4)
        self._fit_counter()
        self.speed.setFixedWidth(metrics.height() * 7)
        for button in self.buttons.values():
            button.setIconSize(QSize(round(ICON * scale), round(ICON * scale)))

    def _fit_counter(self) -> None:
        words = QFont(self.counter.font())
        words.setBold(True)
        text = self._counter_text(self._last, self._last).replace("<b>", "").replace("</b>", "")
        wide = QFontMetrics(words).horizontalAdvance(text)
        self.counter.setFixedWidth(max(wide, self.fontMetrics().horizontalAdvance(self._nothing_text())) + 4)

    def show_speed(self, steps_per_second: float) -> None:
        """Show a speed; nothing is signalled."""
        self._speed = steps_per_second
        self.speed.blockSignals(True)
        self.speed.setValue(SPEEDS.position(steps_per_second))
        self.speed.blockSignals(False)
        self.speed.update()
        self.speed_label.setText(self._speed_text(steps_per_second))

    def show_steps(self, playhead: int, newest: int, steps: int, playing: bool, has_runs: bool = True) -> None:
        """Show where the playhead stands among the steps so far and those to come; without runs there are none."""
        shown = (playhead, newest, steps, playing, has_runs)
        if shown == self._shown:
            return
        self._shown = shown
        if max(steps, newest) != self._last:
            self._last = max(steps, newest)
            self._fit_counter()
        self.timeline.show_steps(playhead if has_runs else 0, newest if has_runs else 0, self._last)
        self.timeline.setEnabled(has_runs)
        self._show_count()
        self.play.show_playing(playing)

    def _show_count(self) -> None:
        if self._shown is not None:
            playhead, has_runs = self._shown[0], self._shown[-1]
            self.counter.setText(self._counter_text(playhead, self._last) if has_runs else self._nothing_text())

    @staticmethod
    def _nothing_text() -> str:
        return QCoreApplication.translate("Transport", "Nothing to play")

    @staticmethod
    def _speed_text(steps_per_second: float) -> str:
        return QCoreApplication.translate("Transport", "{speed} steps/s").format(speed=format_count(steps_per_second))

    @staticmethod
    def _counter_text(playhead: int, steps: int) -> str:
        text = QCoreApplication.translate("Transport", "<b>{step}</b> of {steps} steps")
        return text.format(step=format_count(playhead), steps=format_count(steps))

    def _on_speed_moved(self, position: int) -> None:
        speed = self._speed = SPEEDS.value(position)
        self.speed_label.setText(self._speed_text(speed))
        self.speed_changed.emit(speed)
