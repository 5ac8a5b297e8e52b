"""Which parameters of the student the landscape has on its axes; any thread."""

from reluviz.scenario.model import Model, Scenario
from reluviz.scenario.parameters import parameter_names

PLANE = "pca"
"""The name, on both axes, of the plane in which the paths of a student of many parameters move most."""

PLANE_AXES = (f"{PLANE}[0]", f"{PLANE}[1]")
"""What the two axes of that plane are called in files."""


def has_plane(model: Model) -> bool:
    """Return whether a student has so many parameters that two directions are a choice: more than two."""
    return len(parameter_names(model)) > 2


def parameter_of(model: Model, name: str) -> str | None:
    """Return the student's parameter that a view's axis names, or None if it has none of that name.

    For a hidden layer a kind alone stands for its first unit: ``weight`` is ``weight[0]``.
    """
    names = parameter_names(model)
    for candidate in (name, f"{name}[0]"):
        if candidate in names:
            return candidate
    return None


def view_kind(scenario: Scenario) -> str:
    """Return ``curve``, ``map`` or ``surface``: what the scenario says, or what ``auto`` comes to for this variant."""
    if scenario.view.kind != "auto":
        return scenario.view.kind
    return "curve" if scenario.model.variant == "weight" else "map"


def view_axes(scenario: Scenario) -> tuple[str, str | None]:
    """Return the parameters across and upwards, by their full names such as ``weight[0]``.

    Upwards is None for a curve. A name that the student does not have gives way to one that it has, so that a view
    survives a change of the variant; so does `PLANE` (see `is_plane`), which is no parameter.
    """
    model, view = scenario.model, scenario.view
    curve = view_kind(scenario) == "curve" or model.variant == "weight"
    names = parameter_names(model)
    x = parameter_of(model, view.x) or names[0]
    if curve:
        return x, None
    y = parameter_of(model, view.y)
    if y is None or y == x:
        preferred = parameter_of(model, "bias")
        y = preferred if preferred is not None and preferred != x else next(name for name in names if name != x)
    return x, y


def is_plane(scenario: Scenario) -> bool:
    """Return whether the axes are the directions in which the paths vary most, and no parameters."""
    return scenario.view.x == PLANE and has_plane(scenario.model) and view_kind(scenario) != "curve"
