"""Pure changes of a scenario, one for each thing that a person can do to it; any thread."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from reluviz.scenario.axes import PLANE
from reluviz.scenario.idle import DECIDED_BY
from reluviz.scenario.model import Axis, Scenario, Start, Starts, Target
from reluviz.scenario.parameters import start_of_row
from reluviz.scenario.spec import Spec
from reluviz.scenario.text import tells_place
from reluviz.scenario.variation import OVERRIDES, in_order

NARROWEST = 0.01
"""How near the ends of the uniform inputs may come."""

FARTHEST = 1000.0
"""How far the ends of the uniform inputs may lie from 0."""

GRID_WEIGHTS = Axis(-10.0, 10.0, 9)
GRID_BIASES = Axis(-4.0, 4.0, 5)
"""The grid of starts that is laid out first."""


def value_of(scenario: Scenario, path: str) -> Any:
    """Return the value at a path such as ``training.learning_rate`` or ``target.0.weight``."""
    table, *rest = path.split(".")
    part = getattr(scenario, table)
    if isinstance(part, tuple):
        return getattr(part[int(rest[0])], rest[1])
    return getattr(part, rest[0])


def with_value(scenario: Scenario, path: str, value: Any) -> Scenario:
    """Return the scenario with another value at a path; what contradicts it moves out of its way."""
    table, *rest = path.split(".")
    part = getattr(scenario, table)
    if isinstance(part, tuple):
        index, key = int(rest[0]), rest[1]
        changed = (*part[:index], replace(part[index], **{key: value}), *part[index + 1 :])
        return replace(scenario, **{table: changed})
    scenario = replace(scenario, **{table: replace(part, **{rest[0]: value})})
    if path in {"data.low", "data.high"}:
        scenario = _with_room(scenario, path)
    if path == "starts.kind" and value == "grid" and scenario.starts is not None and scenario.starts.weight is None:
        scenario = replace(scenario, starts=replace(scenario.starts, weight=GRID_WEIGHTS, bias=GRID_BIASES))
    return scenario


def _with_room(scenario: Scenario, path: str) -> Scenario:
    data = scenario.data
    if data.low < data.high:
        return scenario
    if path == "data.low":
        low = min(data.low, FARTHEST - NARROWEST)
        data = replace(data, low=low, high=low + NARROWEST)
    else:
        high = max(data.high, NARROWEST - FARTHEST)
        data = replace(data, low=high - NARROWEST, high=high)
    return replace(scenario, data=data)


def acts(scenario: Scenario, path: str, spec: Spec) -> bool:
    """Tell whether a field acts in the scenario, so that its control is shown."""
    if path == "training.batch_size":
        return scenario.training.gradient == "batch"
    if path == "view.basin_steps":
        return scenario.view.basins
    if path == "training.nesterov":
        return scenario.training.optimizer == "sgd" and scenario.training.momentum > 0
    if path in {"starts.bias", "starts.bias_initializer"} and scenario.model.variant == "weight":
        return False
    if path == "starts.scale" and scenario.starts is not None and scenario.starts.kind == "random":
        has_bias = scenario.model.variant != "weight"
        drawn = {scenario.starts.initializer, scenario.starts.bias_initializer if has_bias else ""}
        return bool(drawn & {"normal", "uniform"})
    decider = DECIDED_BY.get(spec.only)
    if decider is None:
        return True
    table = decider.partition(".")[0]
    return getattr(scenario, table) is not None and value_of(scenario, decider) == spec.only


def with_racer(scenario: Scenario, variation: int, changed: Scenario) -> Scenario:
    """Return the scenario with a variation changed so that it makes what its own was before into `changed`.

    What had been overridden stays so, even with the value that the scenario itself has.
    """
    varied = scenario.varied(scenario.variation[variation])
    changes = dict(scenario.variation[variation].changes)
    for entry in OVERRIDES:
        value = value_of(changed, entry.key)
        if value != value_of(varied, entry.key):
            changes[entry.key] = value
    variations = list(scenario.variation)
    variations[variation] = replace(variations[variation], changes=in_order(changes))
    return replace(scenario, variation=tuple(variations))


def with_added_start(scenario: Scenario, row: Sequence[float], like: Start | None = None) -> Scenario:
    """Return the scenario with one more start at parameters `row`."""
    return replace(scenario, start=(*scenario.start, start_of_row(scenario.model, row, like)))


def with_moved_start(scenario: Scenario, index: int, row: Sequence[float]) -> Scenario:
    """Return the scenario with a start moved; its colour stays, and its label unless that tells a place."""
    start = scenario.start[index]
    if tells_place(start.label):
        start = replace(start, label="")
    moved = start_of_row(scenario.model, row, start)
    return replace(scenario, start=(*scenario.start[:index], moved, *scenario.start[index + 1 :]))


def without_start(scenario: Scenario, index: int) -> Scenario:
    """Return the scenario without one of its starts."""
    return replace(scenario, start=(*scenario.start[:index], *scenario.start[index + 1 :]))


def with_start_text(scenario: Scenario, index: int, key: str, value: str) -> Scenario:
    """Return the scenario with another label or colour of a start."""
    changed = replace(scenario.start[index], **{key: value})
    return replace(scenario, start=(*scenario.start[:index], changed, *scenario.start[index + 1 :]))


def with_many_starts(scenario: Scenario, kind: str) -> Scenario:
    """Return the scenario with starts drawn at ``random``, on a ``grid``, or ``none`` of those."""
    if kind == "none":
        return replace(scenario, starts=None)
    return with_value(replace(scenario, starts=scenario.starts or Starts()), "starts.kind", kind)


def with_added_target(scenario: Scenario) -> Scenario:
    """Return the scenario with one more ReLU in the teacher, as the last one mirrored."""
    last = scenario.target[-1]
    return replace(scenario, target=(*scenario.target, Target(-last.weight, last.bias, last.output_weight)))


def without_target(scenario: Scenario, index: int) -> Scenario:
    """Return the scenario without one ReLU of the teacher; the last one stays."""
    if len(scenario.target) == 1:
        return scenario
    return replace(scenario, target=(*scenario.target[:index], *scenario.target[index + 1 :]))


def with_plane(scenario: Scenario) -> Scenario:
    """Return the scenario with the plane of the path on its axes; a curve, which has none, becomes a map."""
    view = scenario.view
    kind = "auto" if view.kind == "curve" else view.kind
    return replace(scenario, view=replace(view, x=PLANE, y=PLANE, kind=kind))


def with_axis(scenario: Scenario, key: str, name: str) -> Scenario:
    """Return the scenario with another parameter across (``x``) or upwards (``y``); two equal ones change places."""
    view = scenario.view
    if name == PLANE:
        return with_plane(scenario)
    other = "y" if key == "x" else "x"
    changes = {key: name}
    if getattr(view, other) == name:
        changes[other] = getattr(view, key)
    elif PLANE in {view.x, view.y}:
        changes[other] = "bias" if other == "y" else "weight"
    return replace(scenario, view=replace(view, **changes))
