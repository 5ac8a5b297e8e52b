"""Which control a field gets, by its kind; GUI thread."""

from reluviz.desktop.controls.axis_control import AxisControl
from reluviz.desktop.controls.choice_control import ChoiceControl
from reluviz.desktop.controls.control import Control
from reluviz.desktop.controls.number_control import NumberControl
from reluviz.desktop.controls.switch_control import SwitchControl
from reluviz.desktop.controls.text_control import TextControl
from reluviz.scenario.spec import Kind, Spec

CONTROLS: dict[Kind, type[Control]] = {
    "float": NumberControl,
    "int": NumberControl,
    "floats": NumberControl,
    "bool": SwitchControl,
    "choice": ChoiceControl,
    "text": TextControl,
    "axis": AxisControl,
}
"""The kinds of fields that the window offers."""


def control_for(spec: Spec, label: str = "") -> Control:
    """Return a new control for a field."""
    return CONTROLS[spec.kind](spec, label)
