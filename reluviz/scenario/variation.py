"""How one racer differs from the scenario: the tables variation; any thread."""

import dataclasses
from dataclasses import dataclass
from typing import Any

from reluviz.language import marked
from reluviz.scenario import choices
from reluviz.scenario.learning import Model, Training
from reluviz.scenario.spec import Field, Text, described, fields_of

VARIED = {"model": Model, "training": Training}
"""The tables whose keys a variation may override."""


@dataclass(frozen=True, slots=True)
class Variation:
    """The same starts under other settings.

    Attributes
    ----------
    changes
        Paths such as ``training.optimizer`` with the values that stand there instead, in the order of `OVERRIDES`.
    """

    label: Text = described(
        "", "text", marked("Field", "Label"), marked("Field", "The name of the racer; by default, what it changes.")
    )
    color: str = described(
        "",
        "choice",
        marked("Field", "Colour"),
        marked("Field", "The colour of the racer; by default, one that no other racer has."),
        choices=choices.RACER_COLORS,
    )
    changes: tuple[tuple[str, Any], ...] = ()

    def without(self, path: str) -> "Variation":
        """Return the variation that leaves a key as the scenario has it."""
        return dataclasses.replace(self, changes=tuple(change for change in self.changes if change[0] != path))


OVERRIDES: tuple[Field, ...] = tuple(
    Field("variation", entry.path, None, entry.spec) for table, cls in VARIED.items() for entry in fields_of(table, cls)
)
"""The keys that a variation may override, ``training.optimizer`` and so on; None stands for what the scenario has."""


def variation_fields() -> tuple[Field, ...]:
    """Return all keys of the table, in the order of the file: its own, then those that it may override."""
    return (*fields_of("variation", Variation), *OVERRIDES)


def in_order(changes: dict[str, Any]) -> tuple[tuple[str, Any], ...]:
    """Return changes in the one order that makes equal variations equal."""
    return tuple((entry.key, changes[entry.key]) for entry in OVERRIDES if entry.key in changes)
