"""Which keys do not act in a scenario, such as momentum with Adam, and the scenario without them; any thread."""

import dataclasses
from collections.abc import Iterator
from typing import Any

from reluviz.language import translate
from reluviz.scenario.axes import PLANE, has_plane, parameter_of
from reluviz.scenario.model import FIELDS, Model, Numbers, Scenario, Start, Variation, View
from reluviz.scenario.parameters import units

DECIDED_BY = {
    "normal": "data.distribution",
    "uniform": "data.distribution",
    "leaky_relu": "model.activation",
    "hidden-layer": "model.variant",
    "sgd": "training.optimizer",
    "random": "starts.kind",
    "grid": "starts.kind",
    "surface": "view.kind",
}
"""For each note ``only`` of the table of fields, the key that has to have that value for the field to act."""

KEPT = "surface"
"""Fields of this note are kept where the surface is not shown, for when it is; not where there can be none."""


@dataclasses.dataclass(frozen=True, slots=True)
class Idle:
    """A key that does not act in its scenario.

    Attributes
    ----------
    path
        Such as ``training.momentum`` or ``start.0.bias``.
    value, default
        What it has, and what it has when it is not given.
    because
        Under which condition it acts, in words.
    """

    path: str
    value: Any
    default: Any
    because: str


def _value(scenario: Scenario, path: str) -> Any:
    table, _, key = path.partition(".")
    return getattr(getattr(scenario, table), key)


def _marked(scenario: Scenario) -> Iterator[Idle]:
    for table in ("data", "model", "training", "starts", "view"):
        if getattr(scenario, table) is None:
            continue
        for entry in FIELDS[table]:
            decider = DECIDED_BY.get(entry.spec.only)
            if entry.spec.only == KEPT and scenario.model.variant != "weight":
                continue
            if decider is not None and _value(scenario, decider) != entry.spec.only:
                words = translate("Value", 'with {key} = "{value}" only')
                because = words.format(key=decider, value=entry.spec.only)
                yield Idle(entry.path, _value(scenario, entry.path), entry.default, because)


def _remaining(scenario: Scenario) -> Iterator[Idle]:
    training, starts = scenario.training, scenario.starts
    has_bias = scenario.model.variant != "weight"
    has_output = scenario.model.variant in {"weight-bias-output", "hidden-layer"}
    with_bias = translate("Value", "with a model.variant that has a bias only")
    with_output = translate("Value", "with a model.variant that has an output only")
    if training.optimizer == "sgd" and training.momentum == 0:
        because = translate("Value", "with training.momentum above 0 only")
        yield Idle("training.nesterov", training.nesterov, False, because)
    if starts is not None and starts.kind == "random":
        scaled = {starts.initializer, *({starts.bias_initializer} if has_bias else ())} & {"normal", "uniform"}
        if not scaled:
            because = translate("Value", 'with the initializers "normal" and "uniform" only')
            yield Idle("starts.scale", starts.scale, 1.0, because)
    if starts is not None and not has_bias:
        yield Idle("starts.bias_initializer", starts.bias_initializer, "zeros", with_bias)
        yield Idle("starts.bias", starts.bias, None, with_bias)
    for index, start in enumerate(scenario.start):
        for entry in FIELDS["start"]:
            acts = {"bias": has_bias, "output_weight": has_output, "output_bias": has_output}.get(entry.key, True)
            if not acts:
                because = with_bias if entry.key == "bias" else with_output
                yield Idle(f"start.{index}.{entry.key}", getattr(start, entry.key), entry.default, because)


def idle_keys(scenario: Scenario) -> Iterator[Idle]:
    """Yield the keys that have another value than their default, but do not act: momentum with Adam, say.

    Of a variation they are those that it overrides; what it makes idle of the scenario's own gives way silently.
    """
    for idle in (*_marked(scenario), *_remaining(scenario)):
        if idle.value != idle.default:
            yield idle
    for index, variation in enumerate(scenario.variation):
        given = dict(variation.changes)
        for idle in idle_keys(scenario.varied(variation)):
            if idle.path in given:
                yield Idle(f"variation.{index}.{idle.path}", idle.value, None, idle.because)


def _fitted(numbers: Numbers, model: Model) -> Numbers:
    if not isinstance(numbers, tuple):
        return numbers
    if model.variant != "hidden-layer":
        return numbers[0]
    count = units(model)
    return numbers[:count] + (0.0,) * (count - len(numbers))


def _fitted_start(start: Start, model: Model) -> Start:
    return dataclasses.replace(
        start,
        weight=_fitted(start.weight, model),
        bias=_fitted(start.bias, model),
        output_weight=_fitted(start.output_weight, model),
    )


def _fitted_view(view: View, model: Model) -> View:
    if view.kind in {"map", "surface"} and model.variant == "weight":
        view = dataclasses.replace(view, kind="auto")
    curve = view.kind == "curve" or model.variant == "weight"
    if view.x == PLANE and has_plane(model) and not curve:
        return view if view.y in {"bias", PLANE} else dataclasses.replace(view, y=PLANE)
    x, y = parameter_of(model, view.x), parameter_of(model, view.y)
    if x is None:
        view = dataclasses.replace(view, x="weight")
    if y is None:
        view = dataclasses.replace(view, y="bias")
    if not curve and parameter_of(model, view.x) == parameter_of(model, view.y):
        view = dataclasses.replace(view, x="weight", y="bias")
    return view


def without_idle(scenario: Scenario) -> Scenario:
    """Return the scenario with every key that does not act at its default.

    A key may act by another one alone that does not, such as Nesterov of a variation by the momentum that the scenario
    itself has no use for: so it is looked again until nothing is left.
    """
    while found := list(idle_keys(scenario)):
        for idle in found:
            scenario = _without(scenario, idle)
    return scenario


def _without(scenario: Scenario, idle: Idle) -> Scenario:
    """Return the scenario with one key at its default."""
    table, *rest = idle.path.split(".")
    if table == "start":
        index, key = int(rest[0]), rest[1]
        changed = dataclasses.replace(scenario.start[index], **{key: idle.default})
        starts = (*scenario.start[:index], changed, *scenario.start[index + 1 :])
        return dataclasses.replace(scenario, start=starts)
    if table == "variation":
        index = int(rest[0])
        variations = list(scenario.variation)
        variations[index] = variations[index].without(".".join(rest[1:]))
        return dataclasses.replace(scenario, variation=tuple(variations))
    part = dataclasses.replace(getattr(scenario, table), **{rest[0]: idle.default})
    return dataclasses.replace(scenario, **{table: part})


def fitted_view(scenario: Scenario) -> Scenario:
    """Return the scenario with its view's axes put back where the student has no such parameters."""
    return dataclasses.replace(scenario, view=_fitted_view(scenario.view, scenario.model))


def settled(scenario: Scenario) -> Scenario:
    """Return the scenario as a file has it: nothing idle, lists as long as the student has units, axes that it has.

    Controls keep such values while another variant or optimizer is tried; a file does not have them.
    """
    # The view first: a surface that has no second parameter leaves keys that do not act.
    scenario = without_idle(fitted_view(scenario))
    starts = tuple(_fitted_start(start, scenario.model) for start in scenario.start)
    scenario = dataclasses.replace(scenario, start=starts)
    return dataclasses.replace(scenario, variation=tuple(_fitting(scenario, entry) for entry in scenario.variation))


def lists_fit(start: Start, model: Model) -> bool:
    """Return whether the lists of a start have a number for each hidden unit, and there are none without such units."""
    lists = [value for value in (start.weight, start.bias, start.output_weight) if isinstance(value, tuple)]
    return not lists or (model.variant == "hidden-layer" and all(len(value) == model.hidden_units for value in lists))


def _fitting(scenario: Scenario, variation: Variation) -> Variation:
    """Return a variation without the changes of the student for which the starts have too few or too many numbers."""
    for path in ("model.hidden_units", "model.variant"):
        model = scenario.varied(variation).model
        if not all(lists_fit(start, model) for start in scenario.start):
            variation = variation.without(path)
    return variation
