"""The teacher: its ReLUs, one group of sliders each, more or fewer of them; GUI thread."""

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from reluviz.desktop import edits
from reluviz.desktop.controls.button_row import ButtonRow
from reluviz.desktop.controls.number_control import NumberControl
from reluviz.desktop.controls.section import Section
from reluviz.language import translate
from reluviz.scenario.model import FIELDS, Scenario
from reluviz.scenario.validation import MOST_TARGETS


class TeacherSection(Section):
    """One group of sliders for each ReLU of the teacher."""

    def build(self, rows: QVBoxLayout) -> None:
        """Make the buttons; the groups come and go with the scenario's."""
        self._groups: list[QWidget] = []
        self.formula = QLabel(
            QCoreApplication.translate("Controls", "y = Σ output weight · relu(weight · x + bias)"), self
        )
        self.formula.setForegroundRole(self.palette().ColorRole.Dark)
        self.formula.setWordWrap(True)
        rows.addWidget(self.formula)
        self._group_rows = QVBoxLayout()
        self._group_rows.setSpacing(4)
        rows.addLayout(self._group_rows)
        self.add_button = QPushButton(QCoreApplication.translate("Controls", "Add ReLU"), self)
        self.add_button.setToolTip(
            QCoreApplication.translate("Controls", "Adds a ReLU to the teacher, the last one mirrored.")
        )
        self.remove_button = QPushButton(QCoreApplication.translate("Controls", "Remove"), self)
        self.remove_button.setToolTip(QCoreApplication.translate("Controls", "Removes the teacher's last ReLU."))
        for button in (self.add_button, self.remove_button):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.add_button.clicked.connect(self._on_add_clicked)
        self.remove_button.clicked.connect(self._on_remove_clicked)
        rows.addWidget(ButtonRow(self.add_button, self.remove_button, parent=self))
        self.wrong = QLabel(self)
        self.wrong.setForegroundRole(self.palette().ColorRole.BrightText)
        self.wrong.setWordWrap(True)
        self.wrong.hide()
        rows.addWidget(self.wrong)

    def refresh(self) -> None:
        """Show the scenario, with one group a ReLU."""
        count = len(self.scenario.target)
        while len(self._groups) < count:
            self._add_group(len(self._groups))
        while len(self._groups) > count:
            group = self._groups.pop()
            self._group_rows.removeWidget(group)
            for entry in FIELDS["target"]:
                del self.controls[f"target.{len(self._groups)}.{entry.key}"]
            group.hide()
            group.deleteLater()
        super().refresh()
        self.wrong.hide()
        self.remove_button.setEnabled(count > 1)
        self.add_button.setEnabled(count < MOST_TARGETS)

    def _add_group(self, index: int) -> None:
        group = QWidget(self.body)
        inner = QVBoxLayout(group)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(4)
        for entry in FIELDS["target"]:
            label = entry.spec.shown_label()
            if index or len(self.scenario.target) > 1:
                label += f" {index + 1}"
            self.add_control(inner, f"target.{index}.{entry.key}", NumberControl(entry.spec, label))
        self._groups.append(group)
        self._group_rows.addWidget(group)

    def _on_add_clicked(self) -> None:
        self._change(edits.with_added_target(self.scenario), translate("Controls", "Add ReLU"))

    def _on_remove_clicked(self) -> None:
        self._change(
            edits.without_target(self.scenario, len(self.scenario.target) - 1), translate("Controls", "Remove")
        )

    def _change(self, scenario: Scenario, text: str) -> None:
        wrong = self.edit(scenario, text, "")
        self.wrong.setText(wrong)
        self.wrong.setVisible(bool(wrong))
