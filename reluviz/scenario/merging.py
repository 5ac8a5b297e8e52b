"""Changes some keys of a scenario, and puts back what they make idle: for `--set` and for cues; any thread."""

import dataclasses
from collections.abc import Mapping, Set
from typing import Any

from reluviz.scenario.idle import fitted_view, idle_keys, without_idle
from reluviz.scenario.model import Scenario
from reluviz.scenario.reading import ARRAYS, scenario_of
from reluviz.scenario.text import tells_place
from reluviz.scenario.validation import check_scenario, idle_refusal
from reluviz.scenario.writing import document_of


def merged(before: Scenario, changes: Mapping[str, Any], name: str) -> Scenario:
    """Return a scenario with the keys of a scenario's document in place of its own.

    Tables are merged key by key; ``target``, ``start`` and ``variation`` stand there as a whole instead.

    Parameters
    ----------
    before
        A scenario that makes sense.
    changes
        Tables and values as `tomllib` gives them.
    name
        What errors name first.

    Raises
    ------
    ScenarioError
        If a key or a value is not allowed, or the result makes no sense.
    """
    scenario_of(changes, name)  # first what is wrong in the changes themselves
    document = document_of(before)
    for key, value in changes.items():
        if isinstance(value, Mapping) and key not in ARRAYS and isinstance(document.get(key, {}), Mapping):
            document[key] = {**document.get(key, {}), **value} if key != "title" else value
        else:
            document[key] = value
    given = {path for key, value in changes.items() for path in paths(key, value)}
    return consistent(before, document, given, name)


def consistent(before: Scenario, document: Mapping[str, Any], given: Set[str], name: str) -> Scenario:
    """Return the scenario of a changed document, without what the changes make idle.

    Parameters
    ----------
    before
        The scenario that was changed.
    document
        All of its values, and those that stand there instead.
    given
        The paths of the keys that were changed, such as ``training.optimizer``: they may not be idle, the others return
        to their defaults.
    name
        What errors name first.

    Raises
    ------
    ScenarioError
        If a value is not allowed, or the result makes no sense.
    """
    changed = _without_wrong_labels(before, scenario_of(document, name), given)
    for idle in idle_keys(changed):
        if idle.path in given:
            raise idle_refusal(name, idle)
    changed = without_idle(changed)
    fitted = fitted_view(changed).view
    axes = {key: getattr(fitted, key) for key in ("kind", "x", "y") if f"view.{key}" not in given}
    # Once more: a surface that has become a curve leaves a camera behind.
    changed = without_idle(dataclasses.replace(changed, view=dataclasses.replace(changed.view, **axes)))
    check_scenario(name, changed)
    return changed


def _without_wrong_labels(before: Scenario, after: Scenario, given: Set[str]) -> Scenario:
    """Return the changed scenario without the labels of moved starts that tell where they stood."""
    starts = list(after.start)
    for index, (old, new) in enumerate(zip(before.start, after.start, strict=False)):
        is_moved = dataclasses.replace(old, label=new.label, color=new.color) != new
        if is_moved and old.label == new.label and f"start.{index}.label" not in given and tells_place(new.label):
            starts[index] = dataclasses.replace(new, label="")
    return dataclasses.replace(after, start=tuple(starts))


def paths(path: str, value: Any) -> list[str]:
    """Return the paths of all keys of a value that may be a table or a list of tables."""
    if isinstance(value, dict):
        return [
            found
            for key, inner in value.items()
            for found in (f"{path}.{key}", *(paths(f"{path}.{key}", inner) if isinstance(inner, dict) else ()))
        ]
    if isinstance(value, list):
        return [found for index, entry in enumerate(value) for found in paths(f"{path}.{index}", entry)]
    return [path]
