"""One step of the followed run in formulas: the update rule, and the numbers in it; GUI thread and recorder."""

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter

from reluviz.scenario.choices import OPTIMIZERS
from reluviz.scene.fonts import BODY
from reluviz.scene.header import Header
from reluviz.scene.numbers import format_count
from reluviz.scene.typeset import plain
from reluviz.scene.update_formulas import lines_of
from reluviz.scene.update_numbers import Line
from reluviz.scene.update_sheet import TERMS, Sheet, planned
from reluviz.scene.updates import ImmediateUpdates, Questions, UpdateSource
from reluviz.scene.view import GRID, WORDS, Table, View

if TYPE_CHECKING:
    from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

    from reluviz.scene.moment import Moment
    from reluviz.training.updates import Update

MOST_PARAMETERS = 4

LEGIBLE, READABLE, MOST = 9.0, 12.0, 18.0
"""The least size of type with all equations, with several parameters, and the largest; in pixels before the scale."""

WRAPPED = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop) | int(Qt.TextFlag.TextWordWrap)

ALL, GRADIENT, RESULT = range(3)
"""Which equations are shown: all, gradient and result, or the result alone."""


class UpdateView(View):
    """What takes the followed run from the step at the playhead to the next one.

    Parameters
    ----------
    source
        Where the numbers come from that no history holds; by default they are worked out at once.
    """

    pace = WORDS

    def __init__(self, source: UpdateSource | None = None) -> None:
        super().__init__()
        self._source = source or ImmediateUpdates()
        self._questions = Questions()
        self.update_shown: Update | None = None
        """The step that is shown; None where there is none."""
        self.shown: list[list[Line]] = []
        """The equations of each parameter that there is room for."""
        self.sheet: Sheet | None = None
        self._detail = ALL
        self._chosen: tuple[str, ...] = ()
        self._equations = 0
        self._words = ""
        self._shown_for: object = None
        self._planned_for: object = None
        self._source.set_changed(self._on_changed)
        self._name()

    def show_moment(self, moment: "Moment") -> None:
        """Show the step from the playhead on."""
        super().show_moment(moment)
        question = self._questions.question(moment)
        update = None if question is None else self._source.request(question)
        words = "" if update is not None else self._missing(moment)
        shown_for = update, words, _chosen(moment), moment.language
        if shown_for == self._shown_for:
            return
        self._shown_for = shown_for
        self.update_shown, self._words = update, words
        self._chosen = () if update is None else _chosen(moment)
        self._lay()
        self._name()
        self.update()

    def arrange(self) -> None:
        """Lay the equations out for the room that there is; called by `View`."""
        self._lay()

    def retheme(self) -> None:
        """Say the words anew; called by `View`."""
        self._name()

    @property
    def formulas(self) -> list[str]:
        """The equations that are shown, each on one line, with numbers."""
        count = 0 if self.sheet is None else self.sheet.plan.count
        return [
            f"{plain(line.left)} = {plain(line.numbers or line.symbols)} = {plain(line.result)}"
            for block in self.shown[:count]
            for line in block
        ]

    @property
    def left_out(self) -> str:
        """What is said where there is not room enough for all equations; empty where there is."""
        if self._detail == ALL or not self.shown:
            return ""
        words = QCoreApplication.translate("UpdateView", "{shown} of {count} equations: a larger panel shows all")
        return words.format(shown=len(self.shown[0]), count=self._equations)

    def table(self) -> Table:
        """Return the step's numbers, one row a parameter; no rows without a step."""
        update, moment = self.update_shown, self.moment
        head = ["step", "parameter", "before", "gradient", "expected_gradient"]
        if update is None or moment is None:
            return [*head, "after"], []
        slots = sorted(update.slots_after)
        columns = [
            update.before,
            update.gradient,
            update.expected,
            *(memory[slot] for slot in slots for memory in (update.slots_before, update.slots_after)),
            update.after,
        ]
        names = [f"{slot}_{when}" for slot in slots for when in ("before", "after")]
        rows = zip(*(column.tolist() for column in columns), strict=True)
        return [*head, *names, "after"], [
            (update.step, name, *row) for name, row in zip(moment.names, rows, strict=True)
        ]

    def paint(self, painter: QPainter, option: "QStyleOptionGraphicsItem", widget: "QWidget | None" = None) -> None:
        """Draw the equations, or why there are none; Qt's own."""
        super().paint(painter, option, widget)
        room = self._room()
        text, muted = QColor(self.theme.text), QColor(self.theme.muted)
        if self.sheet is not None:
            painter.save()
            painter.setClipRect(room.adjusted(-2, -2, 2, 2))
            self.sheet.draw(painter, room.topLeft(), text, muted)
            self._draw_legend(painter, room.adjusted(0, self.sheet.height + GRID * self.zoom, 0, 0), muted)
            painter.restore()
        elif self._words:
            painter.setFont(self.text_font(BODY))
            painter.setPen(muted)
            flags = int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextWordWrap)
            painter.drawText(room, flags, self._words)

    def _room(self) -> QRectF:
        return self.body().adjusted(0, 0.5 * GRID * self.zoom, 0, 0)

    def _lay(self) -> None:
        """Lay the equations out: as before if they still fit, so that nothing jumps while a training plays."""
        update, room, zoom = self.update_shown, self._room(), self.zoom
        if update is None:
            self.sheet = None
            return
        rule = update.training.optimizer, update.training.momentum > 0.0, update.training.nesterov, update.batch is None
        planned_for = room.width(), room.height(), zoom, rule, self._chosen
        if planned_for == self._planned_for and self.sheet is not None:
            plan = self.sheet.plan
            self.shown = [self._kept(block) for block in self._blocks(update, plan.count)]
            self.sheet = Sheet(self.shown, plan)
            if self.sheet.width <= room.width() and self.sheet.height <= room.height():
                return
        self._planned_for = planned_for
        blocks = self._blocks(update, len(self._chosen))
        # With little room, less is shown, so that it can be read: where the gradient leads to, not how.
        for self._detail in (ALL, GRADIENT, RESULT):
            self.shown = [self._kept(block) for block in blocks]
            plan = planned(self.shown, room.width(), room.height(), READABLE * zoom, MOST * zoom)
            if plan.size >= LEGIBLE * zoom:
                break
        else:
            # In a narrow panel a long result would be tiny: a sum may be broken there, above the words that there is
            # more; where there is too little room for both, instead of them.
            words = GRID * zoom + self._words_height(room, self.left_out)
            for height in (room.height() - words, room.height()):
                plan = planned(self.shown, room.width(), height, READABLE * zoom, MOST * zoom, TERMS)
                if plan.size >= LEGIBLE * zoom:
                    break
        self.sheet = Sheet(self.shown, plan)

    def _blocks(self, update: "Update", count: int) -> list[list[Line]]:
        """Return the equations of the first of the parameters that may be shown."""
        names = () if self.moment is None else self.moment.names
        blocks = [lines_of(update, name, names.index(name)) for name in self._chosen[:count]]
        self._equations = len(blocks[0])
        return blocks

    def _kept(self, block: list[Line]) -> list[Line]:
        """Return the equations of a parameter that there is room for."""
        return [
            line
            for index, line in enumerate(block)
            if self._detail == ALL or line.is_last or (self._detail == GRADIENT and index == 0)
        ]

    def _draw_legend(self, painter: QPainter, room: QRectF, muted: QColor) -> None:
        """Say what the letters are, where there is room left."""
        update = self.update_shown
        if update is None:
            return
        words = self.left_out or _legend(update)
        if self._words_height(room, words) <= room.height():
            painter.setFont(self.text_font())
            painter.setPen(muted)
            painter.drawText(room, WRAPPED, words)

    def _words_height(self, room: QRectF, words: str) -> float:
        """Return how high words are that stand below the equations."""
        return QFontMetricsF(self.text_font()).boundingRect(room, WRAPPED, words).height()

    def _missing(self, moment: "Moment") -> str:
        """Return why there are no equations."""
        run = moment.followed_run
        if run is None:
            return QCoreApplication.translate("UpdateView", "There is no run.")
        if run.diverged_at is not None:
            return QCoreApplication.translate("UpdateView", "The run has diverged: no step leads on.")
        if run.is_pieced:
            return QCoreApplication.translate("UpdateView", "The start was being moved: its steps are not traced.")
        words = QCoreApplication.translate("UpdateView", "Following the optimizer to step {step}…")
        return words.format(step=format_count(moment.playhead))

    def _name(self) -> None:
        title = QCoreApplication.translate("UpdateView", "Update")
        header, update = Header(title), self.update_shown
        if update is not None:
            here, there = format_count(update.step), format_count(update.step + 1)
            over = (
                QCoreApplication.translate("UpdateView", "step {here} → {there}")
                if update.is_known
                else QCoreApplication.translate("UpdateView", "next: {here} → {there}")
            )
            header = replace(header, over=over.format(here=here, there=there), caption=_rule(update))
        self.set_header(header)

    def _on_changed(self) -> None:
        if self.moment is not None:
            self.show_moment(self.moment)


def _chosen(moment: "Moment") -> tuple[str, ...]:
    """Return the parameters that may be shown: those on the axes first, or all where they are few."""
    names = moment.names
    if len(names) <= MOST_PARAMETERS:
        return names
    axes = tuple(name for name in (moment.x_name, moment.y_name) if name in names)
    return axes or names[:MOST_PARAMETERS]


def _rule(update: "Update") -> str:
    """Return the name of the rule, and of the gradient."""
    training = update.training
    name = OPTIMIZERS[training.optimizer]
    if training.optimizer == "sgd" and training.momentum:
        name = (
            QCoreApplication.translate("UpdateView", "Nesterov’s momentum")
            if training.nesterov
            else QCoreApplication.translate("UpdateView", "SGD with momentum")
        )
    if update.batch is None:
        return QCoreApplication.translate("UpdateView", "{rule}, exact gradient").format(rule=name)
    words = QCoreApplication.translate("UpdateView", "{rule}, batch of {size}")
    return words.format(rule=name, size=format_count(update.batch.size))


def _legend(update: "Update") -> str:
    """Return what the letters stand for."""
    here, optimizer = format_count(update.step), update.training.optimizer
    words = [
        QCoreApplication.translate("UpdateView", "k = {step}: the step").format(step=here),
        QCoreApplication.translate("UpdateView", "g: the gradient"),
        QCoreApplication.translate("UpdateView", "η: the learning rate"),
    ]
    if optimizer == "sgd" and update.training.momentum:
        words.append(QCoreApplication.translate("UpdateView", "m: the momentum"))
    elif optimizer in {"adam", "adamw", "nadam", "lion"}:
        words.append(QCoreApplication.translate("UpdateView", "m: a moving mean of the gradients"))
    if optimizer in {"adam", "adamw", "nadam", "rmsprop"}:
        words.append(QCoreApplication.translate("UpdateView", "s: a moving mean of their squares"))
    elif optimizer == "adagrad":
        words.append(QCoreApplication.translate("UpdateView", "s: the sum of their squares"))
    if optimizer in {"adam", "adamw", "nadam"}:
        count = format_count(update.number)
        words.append(QCoreApplication.translate("UpdateView", "t = {count}: the optimizer’s step").format(count=count))
    return " · ".join(words)
