"""Refuses a scenario whose values are right one by one but make no sense together; any thread."""

from reluviz.errors import ScenarioError
from reluviz.language import marked, translate
from reluviz.scenario.axes import PLANE, has_plane, parameter_of, view_kind
from reluviz.scenario.idle import Idle, idle_keys, lists_fit
from reluviz.scenario.messages import counted_tables, listed, near_miss, refusal, shown, tables_from_one
from reluviz.scenario.model import Scenario, Starts, field
from reluviz.scenario.parameters import parameter_names

MOST_RUNS = int(field("starts.count").spec.maximum or 0)
"""How many runs a scenario may have in all."""

MOST_TARGETS = 100
"""How many ReLUs a teacher may have."""

MOST_VARIATIONS = 7
"""How many racers there may be beside the scenario itself."""

NUMBER_COUNT = marked("Value", "%n number(s)", "", 1)


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
    default = translate("Value", "nothing") if idle.default is None else shown(idle.default)
    words = translate("Value", "{default} here, since it acts {because}")
    return refusal(file, idle.path, shown(idle.value), words.format(default=default, because=idle.because))


def _check_data(file: str, scenario: Scenario) -> None:
    data = scenario.data
    if data.distribution == "uniform" and not data.low < data.high:
        words = translate("Value", "a number above data.low = {low}")
        raise refusal(file, "data.high", shown(data.high), words.format(low=shown(data.low)))
    if not 1 <= len(scenario.target) <= MOST_TARGETS:
        found = counted_tables(len(scenario.target))
        raise refusal(file, "target", found, tables_from_one(MOST_TARGETS, "target"))


def _check_starts(file: str, scenario: Scenario) -> None:
    model, starts = scenario.model, scenario.starts
    for index, start in enumerate(scenario.start):
        for key in ("weight", "bias", "output_weight"):
            value = getattr(start, key)
            if not isinstance(value, tuple):
                continue
            if model.variant != "hidden-layer":
                words = translate("Value", 'a number with model.variant = "{variant}"')
                raise refusal(file, f"start.{index}.{key}", shown(value), words.format(variant=model.variant))
            if len(value) != model.hidden_units:
                found = translate("Value", NUMBER_COUNT, "", len(value))
                words = translate("Value", "{count}, one a unit (model.hidden_units)")
                raise refusal(file, f"start.{index}.{key}", found, words.format(count=model.hidden_units))
    if starts is not None and starts.kind == "grid" and starts.weight is None:
        words = translate("Value", 'with starts.kind = "grid": {from = …, to = …, count = …}')
        raise refusal(file, "starts.weight", translate("Value", "nothing"), words)
    runs = len(scenario.start) + (0 if starts is None else drawn(starts))
    if runs > MOST_RUNS:
        found = translate("Value", "{count} runs").format(count=runs)
        words = translate("Value", "at most {most} runs in all")
        raise refusal(file, "starts" if starts is not None else "start", found, words.format(most=MOST_RUNS))


def check_variations(file: str, scenario: Scenario) -> None:
    """Check what makes no sense in a varied scenario alone: numbers of units for which the starts have no lists.

    Raises
    ------
    ScenarioError
        On the first variation with such a student, or if there are too many.
    """
    if len(scenario.variation) > MOST_VARIATIONS:
        words = translate("Value", "at most {most} [[variation]] tables")
        found = counted_tables(len(scenario.variation))
        raise refusal(file, "variation", found, words.format(most=MOST_VARIATIONS))
    for index, variation in enumerate(scenario.variation):
        model, given = scenario.varied(variation).model, dict(variation.changes)
        for number, start in enumerate(scenario.start):
            if not lists_fit(start, model):
                key = "model.hidden_units" if model.variant == "hidden-layer" else "model.variant"
                own = getattr(scenario.model, key.partition(".")[2])
                found = shown(given.get(key, own))
                words = translate("Value", "{own}, since start.{number} has lists of numbers for that many units")
                allowed = words.format(own=shown(own), number=number)
                raise refusal(file, f"variation.{index}.{key}", found, allowed)


def drawn(starts: Starts) -> int:
    """Return how many runs a ``[starts]`` table makes."""
    if starts.kind == "random":
        return starts.count
    return (starts.weight.count if starts.weight else 1) * (starts.bias.count if starts.bias else 1)


def run_count(scenario: Scenario) -> int:
    """Return how many runs a scenario trains, those of all its racers together."""
    one = len(scenario.start) + (0 if scenario.starts is None else drawn(scenario.starts))
    return one * (1 + len(scenario.variation))


def _check_view(file: str, scenario: Scenario) -> None:
    model, view = scenario.model, scenario.view
    names = parameter_names(model)
    if view.kind in {"map", "surface"} and len(names) < 2:
        words = translate("Value", '"auto", "curve": the variant "weight" has one parameter only')
        raise refusal(file, "view.kind", shown(view.kind), words)
    if view.x == PLANE and has_plane(model) and view.kind != "curve":
        if view.y not in {"bias", PLANE}:
            words = translate("Value", '"{plane}", as view.x is')
            raise refusal(file, "view.y", shown(view.y), words.format(plane=PLANE))
        return
    for key, default in (("x", "weight"), ("y", "bias")):
        name = getattr(view, key)
        # The default y is not looked at in a curve, and the variant "weight" has no bias.
        if parameter_of(model, name) is None and not (key == "y" and name == default):
            allowed = listed(names)
            if has_plane(model) and view.kind != "curve":
                allowed = translate("Value", '{names}, or "{plane}" on both').format(names=allowed, plane=PLANE)
            raise refusal(file, f"view.{key}", shown(name), allowed, near_miss(name, names))
    if view_kind(scenario) != "curve" and parameter_of(model, view.x) == parameter_of(model, view.y):
        others = [name for name in names if name != parameter_of(model, view.x)]
        found = translate("Value", "{name} (the same as view.x)").format(name=shown(view.y))
        raise refusal(file, "view.y", found, listed(others))
