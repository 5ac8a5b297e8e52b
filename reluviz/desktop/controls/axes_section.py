"""What the stage shows: curve, map or surface, and which parameters stand on its axes; GUI thread."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QVBoxLayout

from reluviz.desktop import edits
from reluviz.desktop.controls.choice_control import ChoiceControl
from reluviz.desktop.controls.making import control_for
from reluviz.desktop.controls.section import Section
from reluviz.scenario.axes import PLANE, has_plane, is_plane, view_axes, view_kind
from reluviz.scenario.model import Scenario, field
from reluviz.scenario.parameters import parameter_names
from reluviz.scene.words import axis_words

KINDS = ("curve", "map", "surface")
"""The kinds of views that the window draws."""

SURFACE = ("height", "cut", "azimuth", "elevation")
"""The keys of the view that tell how a surface is seen."""


class AxesSection(Section):
    """The kind of view, and the parameters across and upwards."""

    def build(self, rows: QVBoxLayout) -> None:
        """Make the choices."""
        kind = field("view.kind").spec
        shown = {name: label for name, label in kind.shown_choices().items() if name in KINDS}
        self.add_control(rows, "view.kind", ChoiceControl(kind, kind.shown_label(), shown))
        gradient_field = field("view.gradient_field").spec
        self.add_control(rows, "view.gradient_field", control_for(gradient_field, gradient_field.shown_label()))
        for key in SURFACE:
            spec = field(f"view.{key}").spec
            self.add_control(rows, f"view.{key}", control_for(spec, spec.shown_label()))
        for key in ("x", "y"):
            spec = field(f"view.{key}").spec
            # Three names at first, so that it becomes a list.
            names = {str(at): "" for at in range(3)}
            self.add_control(rows, f"view.{key}", ChoiceControl(spec, spec.shown_label(), names))

    def refresh(self) -> None:
        """Show the scenario; a student with one parameter has nothing to choose."""
        scenario = self.scenario
        names = {name: axis_words(name) for name in parameter_names(scenario.model)}
        x, y = view_axes(scenario)
        kind = view_kind(scenario)
        self.controls["view.kind"].show_value(kind)
        self.controls["view.gradient_field"].show_value(scenario.view.gradient_field)
        self.controls["view.gradient_field"].setVisible(kind == "map")
        for key in SURFACE:
            self.controls[f"view.{key}"].show_value(getattr(scenario.view, key))
            self.controls[f"view.{key}"].setVisible(kind == "surface")
        if kind != "curve" and has_plane(scenario.model):
            names[PLANE] = QCoreApplication.translate("Controls", "plane of the path (PCA)")
        if is_plane(scenario):
            x = y = PLANE
        for key, name in (("x", x), ("y", y)):
            control = self.controls[f"view.{key}"]
            if isinstance(control, ChoiceControl):
                control.set_choices(names)
            control.show_value(name)
            control.setVisible(len(names) > 2 or (kind == "curve" and key == "x"))
        self.controls["view.y"].setVisible(len(names) > 2 and kind != "curve")

    def show_scenario(self, scenario: Scenario) -> None:
        """Show a scenario; the section is there only where there is something to choose."""
        self.setVisible(len(parameter_names(scenario.model)) > 1)
        super().show_scenario(scenario)

    def changed_scenario(self, path: str, value: object) -> Scenario:
        """Return the scenario after a change by hand."""
        table_key = path.partition(".")[2]
        if table_key in {"kind", "gradient_field", *SURFACE}:
            return super().changed_scenario(path, value)
        x, y = view_axes(self.scenario)
        full = edits.with_value(edits.with_value(self.scenario, "view.x", x), "view.y", y or self.scenario.view.y)
        return edits.with_axis(full, table_key, str(value))
