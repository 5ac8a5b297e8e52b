"""The racers of a scenario: itself, and each of its variations as a scenario of its own; any thread."""

import dataclasses
from typing import Any, NamedTuple

from reluviz.language import translate
from reluviz.numerals import local_digits
from reluviz.scenario.idle import DECIDED_BY, settled
from reluviz.scenario.model import Scenario, Text, field
from reluviz.scenario.spec import Spec
from reluviz.scenario.variation import OVERRIDES

DEFAULT_ORDER = ("blue", "orange", "green", "purple", "red", "brown", "grey", "sky")
"""The colours of racers that name none, the ones easiest to tell apart first."""

TELLING = ("training.optimizer", "training.learning_rate")
"""The keys by which racers are called where nothing that any of them changes acts."""


class Racer(NamedTuple):
    """One of several trainings from the same starts.

    Attributes
    ----------
    label
        As the scenario gives it, or what distinguishes this racer, ``Adam, η = 0.05``: unlike all others.
    color
        One of `choices.RACER_COLORS`, never empty, and another one for each racer unless the scenario says otherwise.
    scenario
        What it trains: valid by itself, and without variations.
    """

    label: Text
    color: str
    scenario: Scenario


def racers(scenario: Scenario) -> tuple[Racer, ...]:
    """Return the scenario itself as the first racer, and one for each of its variations.

    What a variation makes idle, such as the momentum that Adam does not have, is at its default there, and axes that a
    varied student lacks are put back, as ``--set`` does it.
    """
    own = dataclasses.replace(scenario, variation=())
    varied = [own, *(settled(scenario.varied(variation)) for variation in scenario.variation)]
    asked = ["", *(variation.color for variation in scenario.variation)]
    free = [color for color in DEFAULT_ORDER if color not in asked]
    colors = [color or free.pop(0) for color in asked]
    paths = [path for variation in scenario.variation for path, _ in variation.changes]
    return tuple(map(Racer, _labels(scenario, paths), colors, varied))


def _labels(scenario: Scenario, paths: list[str]) -> list[Text]:
    """Return the labels of all racers: what each changes; of those that would be called alike, all that any changes.

    One that changes nothing is called by what the others change, as the scenario itself is.
    """
    own = dataclasses.replace(scenario, variation=())
    labels: list[Text] = [_told(own, paths)]
    for variation in scenario.variation:
        changed = [path for path, _ in variation.changes]
        labels.append(variation.label or _told(scenario.varied(variation), changed or paths))
    alike = [labels.count(label) > 1 for label in labels]
    for index, variation in enumerate(scenario.variation, 1):
        if not variation.label and variation.changes and alike[index]:
            labels[index] = _told(scenario.varied(variation), paths)
    # What is called alike even so is alike, or was called so by the scenario.
    taken = [labels[0], *(variation.label for variation in scenario.variation)]
    for index, variation in enumerate(scenario.variation, 1):
        if not variation.label:
            plain, number = labels[index], 1
            while labels[index] in taken:
                number += 1
                labels[index] = f"{plain} ({number})"
            taken.append(labels[index])
    return labels


def _told(scenario: Scenario, paths: list[str]) -> str:
    """Return the values of some keys in a few words, as far as they act; without any, of those that tell most."""

    def value(path: str) -> Any:
        table, _, key = path.partition(".")
        return getattr(getattr(scenario, table), key)

    def acts(path: str) -> bool:
        only = field(path).spec.only
        decider = DECIDED_BY.get(only)
        return decider is None or value(decider) == only

    acting = [entry.key for entry in OVERRIDES if entry.key in paths and acts(entry.key)]
    return ", ".join(_value(field(path).spec, value(path)) for path in acting or TELLING)


def _value(spec: Spec, value: Any) -> str:
    if spec.kind == "choice":
        return spec.shown_choices()[value]
    if isinstance(value, bool):
        label = spec.shown_label()
        return label if value else translate("Racer", "no {label}").format(label=label)
    number = local_digits(f"{value:,}" if isinstance(value, int) else f"{value:g}")
    if spec.symbol:
        return f"{spec.symbol} = {number}"
    if spec.counted:
        return spec.shown_count(value, number)
    return f"{spec.shown_label().lower()} {number}"
