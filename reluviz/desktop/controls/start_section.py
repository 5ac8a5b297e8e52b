"""The starts: which one is followed, its parameters, and many at once at random or on a grid; GUI thread."""

from dataclasses import replace

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from reluviz.desktop import edits
from reluviz.desktop.controls.button_row import ButtonRow
from reluviz.desktop.controls.choice_control import ChoiceControl
from reluviz.desktop.controls.control import Control
from reluviz.desktop.controls.making import control_for
from reluviz.desktop.controls.number_control import NumberControl
from reluviz.desktop.controls.section import Edit, Section
from reluviz.language import language
from reluviz.scenario.model import FIELDS, Scenario, field
from reluviz.scenario.parameters import parameter_names, split_name, start_row, symbol, units
from reluviz.scenario.spec import Spec
from reluviz.scenario.text import localized
from reluviz.scene.numbers import format_number, listed

MOST_CHOICES = 200
"""So many starts can be chosen from the list; all of them on the landscape."""


class StartSection(Section):
    """The followed start's parameters, and the starts that are made by rule."""

    followed = Signal(int)
    """The start of this index was chosen."""

    add_asked = Signal()
    remove_asked = Signal()

    def __init__(self, name: str, edit: Edit, parent: QWidget | None = None) -> None:
        super().__init__(name, edit, parent)
        self.index: int | None = None
        self._unit = 0
        self._model_key: tuple[str, int] = ("", 0)

    def build(self, rows: QVBoxLayout) -> None:
        """Make the controls."""
        self.hint = QLabel(self)
        self.hint.setWordWrap(True)
        self.hint.setForegroundRole(self.palette().ColorRole.Dark)
        rows.addWidget(self.hint)
        run = Spec("choice", QCoreApplication.translate("Controls", "Run"), QCoreApplication.translate(
            "Controls", "The run that sliders, neuron, parameters and verdict tell of.<br>Keys: N, P"
        ))  # fmt: skip
        self.run = ChoiceControl(run, choices={str(index): "" for index in range(3)})
        self.run.changed.connect(self._on_run_chosen)
        rows.addWidget(self.run)
        unit = Spec(
            "int",
            QCoreApplication.translate("Controls", "Unit"),
            QCoreApplication.translate("Controls", "The hidden unit that the sliders below tell of."),
            minimum=1, maximum=2, slider=(1, 2),
        )  # fmt: skip
        self._unit_spec = unit
        self.unit: NumberControl | None = None
        self._unit_rows = QVBoxLayout()
        rows.addLayout(self._unit_rows)
        for key in ("weight", "bias", "output_weight", "output_bias"):
            spec = field(f"start.{key}").spec
            self.add_control(rows, f"start.{key}", NumberControl(spec, spec.shown_label() + f" {spec.symbol}"))
        for key in ("label", "color"):
            spec = field(f"start.{key}").spec
            self.add_control(rows, f"start.{key}", control_for(spec, spec.shown_label()))
        self.add_button = self._button(
            QCoreApplication.translate("Controls", "Add start"),
            QCoreApplication.translate(
                "Controls", "Adds a start beside this one. Key: A; on the landscape Shift-click"
            ),
        )
        self.add_button.clicked.connect(self.add_asked)
        self.remove_button = self._button(
            QCoreApplication.translate("Controls", "Remove"),
            QCoreApplication.translate("Controls", "Removes this start and its run. Key: Delete"),
        )
        self.remove_button.clicked.connect(self.remove_asked)
        rows.addWidget(ButtonRow(self.add_button, self.remove_button, parent=self))
        many = Spec(
            "choice",
            QCoreApplication.translate("Controls", "Many starts"),
            QCoreApplication.translate(
                "Controls", "Many starts at once, beside those that you place: at random, or on a grid."
            ),
        )
        names = {
            "none": QCoreApplication.translate("Controls", "none"),
            "random": QCoreApplication.translate("Controls", "random"),
            "grid": QCoreApplication.translate("Controls", "grid"),
        }
        self.many = ChoiceControl(many, choices=names)
        self.many.changed.connect(self._on_many_chosen)
        self.many.setProperty("path", "starts.kind")
        rows.addWidget(self.many)
        for entry in FIELDS["starts"]:
            if entry.key != "kind":
                self.add_control(rows, entry.path, control_for(entry.spec, entry.spec.shown_label()))

    def _button(self, text: str, help_text: str) -> QPushButton:
        button = QPushButton(text, self)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setToolTip(help_text)
        return button

    def show_followed(self, index: int | None) -> None:
        """Show the start of this index; None: the followed run was made by rule, or there is none."""
        if index != self.index:
            self.index = index
            if self.body is not None:
                self.refresh()

    def refresh(self) -> None:
        """Show the scenario."""
        scenario, index = self.scenario, self._index
        names = parameter_names(scenario.model)
        count = units(scenario.model)
        self._show_unit(count)
        if not scenario.start:
            self.hint.setText(
                QCoreApplication.translate("Controls", "Click the landscape to place a start.")
                if scenario.starts is None
                else QCoreApplication.translate("Controls", "All starts are made by the rule below.")
            )
        self.hint.setVisible(not scenario.start)
        shown = {str(at): self.start_name(at) for at in range(min(len(scenario.start), MOST_CHOICES))}
        self.run.setVisible(len(shown) > 1)
        self.run.set_choices({})
        self.run.set_choices(shown)
        self.run.show_value("" if index is None else str(index))
        row = start_row(scenario.model, scenario.start[index]) if index is not None else ()
        for path, control in self.controls.items():
            if path.startswith("start."):
                self._show_start(path.partition(".")[2], control, names, row)
            else:
                self._show_rule(path, control)
        self.remove_button.setEnabled(index is not None)
        self.many.show_value("none" if scenario.starts is None else scenario.starts.kind)

    @property
    def _index(self) -> int | None:
        return self.index if self.index is not None and self.index < len(self.scenario.start) else None

    def _show_start(self, key: str, control: Control, names: tuple[str, ...], row: tuple[float, ...]) -> None:
        start = self.scenario.start[self._index] if self._index is not None else None
        if key in {"label", "color"}:
            control.setVisible(start is not None)
            if start is not None:
                value = localized(start.label, language()) if key == "label" else start.color
                control.show_value(value)
            return
        name = self._name(key, names)
        control.setVisible(start is not None and name in names)
        if start is not None and name in names:
            control.label = control.spec.shown_label() + f" {symbol(name)}"
            control.show_value(row[names.index(name)])
            control.update()

    def _show_rule(self, path: str, control: Control) -> None:
        starts = self.scenario.starts
        control.setVisible(starts is not None and edits.acts(self.scenario, path, control.spec))
        if starts is not None:
            control.show_value(edits.value_of(self.scenario, path))

    def _name(self, key: str, names: tuple[str, ...]) -> str:
        return key if key in names else f"{key}[{self._unit}]"

    def _show_unit(self, count: int) -> None:
        hidden = self.scenario.model.variant == "hidden-layer" and count > 1
        if hidden and (self.unit is None or self.unit.spec.maximum != count):
            if self.unit is not None:
                self._unit_rows.removeWidget(self.unit)
                self.unit.hide()
                self.unit.deleteLater()
            self._unit = min(self._unit, count - 1)
            spec = replace(self._unit_spec, maximum=float(count), slider=(1.0, float(count)))
            self.unit = NumberControl(spec)
            self.unit.changed.connect(self._on_unit_chosen)
            self._unit_rows.addWidget(self.unit)
        if self.unit is not None:
            self.unit.setVisible(hidden and bool(self.scenario.start))
            self.unit.show_value(self._unit + 1)
        if not hidden:
            self._unit = 0

    def start_name(self, index: int) -> str:
        """Return how a start is called: its label, or where it is."""
        start = self.scenario.start[index]
        label = localized(start.label, language())
        if label:
            return label
        row = start_row(self.scenario.model, start)
        names = parameter_names(self.scenario.model)
        return listed(
            f"{symbol(name)} = {format_number(value, 3, trim=True)}"
            for name, value in list(zip(names, row, strict=True))[:2]
        )

    def changed_scenario(self, path: str, value: object) -> Scenario:
        """Return the scenario after a change by hand."""
        table, _, key = path.partition(".")
        index = self._index
        if table != "start" or index is None:
            return super().changed_scenario(path, value)
        if key in {"label", "color"}:
            return edits.with_start_text(self.scenario, index, key, str(value))
        names = parameter_names(self.scenario.model)
        row = list(start_row(self.scenario.model, self.scenario.start[index]))
        if isinstance(value, int | float):
            row[names.index(self._name(key, names))] = float(value)
        return edits.with_moved_start(self.scenario, index, row)

    def _on_run_chosen(self, value: str) -> None:
        self.followed.emit(int(value))

    def _on_unit_chosen(self, value: int) -> None:
        self._unit = int(value) - 1
        self.refresh()

    def _on_many_chosen(self, kind: str) -> None:
        self.take(self.many, edits.with_many_starts(self.scenario, kind))


def unit_of(name: str) -> int:
    """Return which unit a parameter belongs to, 0 where there is one only."""
    return split_name(name)[1] or 0
