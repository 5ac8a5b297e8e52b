"""Refuses a scenario whose values are right one by one but make no sense together; any thread."""

from reluviz.errors import ScenarioError
from reluviz.scenario.axes import PLANE, has_plane, parameter_of, view_kind
from reluviz.scenario.idle import Idle, idle_keys, lists_fit
from reluviz.scenario.messages import listed, near_miss, refusal, shown
from reluviz.scenario.model import Scenario, Starts, field
from reluviz.scenario.parameters import parameter_names

MOST_RUNS = int(field("starts.count").spec.maximum or 0)
"""How many runs a scenario may have in all."""

MOST_TARGETS = 100
"""How many ReLUs a teacher may have."""

MOST_VARIATIONS = 7
"""How many racers there may be beside the scenario itself."""


def check_scenario(file: str, scenario: Scenario) -> None:
    """Check what the values of a scenario say together.

    Parameters
    ----------
    file
        What the error names first: the file, or the name of a built-in scenario.
    scenario
        Values that are each in range, as `values.check_value` leaves them.

    Raises
    ------
    ScenarioError
        On the first key that does not act, or contradicts another.
    """
    for idle in idle_keys(scenario):
        raise idle_refusal(file, idle)
    _check_data(file, scenario)
    _check_starts(file, scenario)
    check_variations(file, scenario)
    _check_view(file, scenario)


def idle_refusal(file: str, idle: Idle) -> ScenarioError:
    """Return the error for a key that does not act."""
    default = "nothing" if idle.default is None else shown(idle.default)
    return refusal(file, idle.path, shown(idle.value), f"{default} here, since it acts {idle.because}")


def _check_data(file: str, scenario: Scenario) -> None:
    data = scenario.data
    if data.distribution == "uniform" and not data.low < data.high:
        raise refusal(file, "data.high", shown(data.high), f"a number above data.low = {shown(data.low)}")
    if not 1 <= len(scenario.target) <= MOST_TARGETS:
        raise refusal(file, "target", f"{len(scenario.target)} tables", f"1 to {MOST_TARGETS} [[target]] tables")


def _check_starts(file: str, scenario: Scenario) -> None:
    model, starts = scenario.model, scenario.starts
    for index, start in enumerate(scenario.start):
        for key in ("weight", "bias", "output_weight"):
            value = getattr(start, key)
            if not isinstance(value, tuple):
                continue
            if model.variant != "hidden-layer":
                raise refusal(
                    file, f"start.{index}.{key}", shown(value), f'a number with model.variant = "{model.variant}"'
                )
            if len(value) != model.hidden_units:
                found = f"{len(value)} numbers"
                raise refusal(
                    file, f"start.{index}.{key}", found, f"{model.hidden_units}, one a unit (model.hidden_units)"
                )
    if starts is not None and starts.kind == "grid" and starts.weight is None:
        raise refusal(file, "starts.weight", "nothing", 'with starts.kind = "grid": {from = …, to = …, count = …}')
    runs = len(scenario.start) + (0 if starts is None else drawn(starts))
    if runs > MOST_RUNS:
        raise refusal(
            file, "starts" if starts is not None else "start", f"{runs} runs", f"at most {MOST_RUNS} runs in all"
        )


def check_variations(file: str, scenario: Scenario) -> None:
    """Check what makes no sense in a varied scenario alone: numbers of units for which the starts have no lists.

    Raises
    ------
    ScenarioError
        On the first variation with such a student, or if there are too many.
    """
    if len(scenario.variation) > MOST_VARIATIONS:
        found = f"{len(scenario.variation)} tables"
        raise refusal(file, "variation", found, f"at most {MOST_VARIATIONS} [[variation]] tables")
    for index, variation in enumerate(scenario.variation):
        model, given = scenario.varied(variation).model, dict(variation.changes)
        for number, start in enumerate(scenario.start):
            if not lists_fit(start, model):
                key = "model.hidden_units" if model.variant == "hidden-layer" else "model.variant"
                own = getattr(scenario.model, key.partition(".")[2])
                found = shown(given.get(key, own))
                allowed = f"{shown(own)}, since start.{number} has lists of numbers for that many units"
                raise refusal(file, f"variation.{index}.{key}", found, allowed)


def drawn(starts: Starts) -> int:
    """Return how many runs a ``[starts]`` table makes."""
    if starts.kind == "random":
        return starts.count
    return (starts.weight.count if starts.weight else 1) * (starts.bias.count if starts.bias else 1)


def _check_view(file: str, scenario: Scenario) -> None:
    model, view = scenario.model, scenario.view
    names = parameter_names(model)
    if view.kind in {"map", "surface"} and len(names) < 2:
        raise refusal(
            file, "view.kind", shown(view.kind), '"auto", "curve": the variant "weight" has one parameter only'
        )
    if view.x == PLANE and has_plane(model) and view.kind != "curve":
        if view.y not in {"bias", PLANE}:
            raise refusal(file, "view.y", shown(view.y), f'"{PLANE}", as view.x is')
        return
    for key, default in (("x", "weight"), ("y", "bias")):
        name = getattr(view, key)
        # The default y is not looked at in a curve, and the variant "weight" has no bias.
        if parameter_of(model, name) is None and not (key == "y" and name == default):
            extra = f', or "{PLANE}" on both' if has_plane(model) and view.kind != "curve" else ""
            raise refusal(file, f"view.{key}", shown(name), listed(names) + extra, near_miss(name, names))
    if view_kind(scenario) != "curve" and parameter_of(model, view.x) == parameter_of(model, view.y):
        others = [name for name in names if name != parameter_of(model, view.x)]
        raise refusal(file, "view.y", f"{shown(view.y)} (the same as view.x)", listed(others))
