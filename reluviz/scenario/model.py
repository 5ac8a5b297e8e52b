"""A scenario as plain data: frozen dataclasses, one a table of the format, each field described once; any thread."""

import dataclasses
from dataclasses import dataclass
from typing import Any

from reluviz.language import marked
from reluviz.scenario.display import Recording, View
from reluviz.scenario.learning import Data, Model, Target, Training
from reluviz.scenario.runs import Axis, Start, Starts
from reluviz.scenario.spec import Field, Numbers, Text, described, fields_of
from reluviz.scenario.variation import Variation, variation_fields

__all__ = [
    "FIELDS",
    "FORMAT",
    "TABLES",
    "Axis",
    "Data",
    "Model",
    "Numbers",
    "Recording",
    "Scenario",
    "Start",
    "Starts",
    "Target",
    "Text",
    "Training",
    "Variation",
    "View",
    "field",
]

FORMAT = 1
"""The version of the file format that this program reads and writes."""


@dataclass(frozen=True, slots=True)
class Scenario:
    """Everything that a demonstration needs, as plain data.

    The attributes have the names of the file's tables: ``target``, ``start`` and ``variation`` are tuples, one entry
    a table.
    """

    title: Text = described("", "text", marked("Field", "Title"), marked("Field", "The title of the demonstration."))
    data: Data = Data()
    target: tuple[Target, ...] = (Target(),)
    model: Model = Model()
    training: Training = Training()
    start: tuple[Start, ...] = ()
    starts: Starts | None = None
    variation: tuple[Variation, ...] = ()
    view: View = View()
    recording: Recording = Recording()

    def varied(self, variation: Variation) -> "Scenario":
        """Return the scenario with what a variation overrides, and without variations; it may hold idle keys."""
        parts: dict[str, dict[str, Any]] = {}
        for path, value in variation.changes:
            table, _, key = path.partition(".")
            parts.setdefault(table, {})[key] = value
        changed = {table: dataclasses.replace(getattr(self, table), **values) for table, values in parts.items()}
        return dataclasses.replace(self, **changed, variation=())


TABLES: dict[str, type[Any]] = {
    "data": Data,
    "target": Target,
    "model": Model,
    "training": Training,
    "start": Start,
    "starts": Starts,
    "variation": Variation,
    "view": View,
    "recording": Recording,
}
"""The tables of the file, in its order; ``target``, ``start`` and ``variation`` are arrays of tables."""

FIELDS: dict[str, tuple[Field, ...]] = {"": fields_of("", Scenario)} | {
    name: variation_fields() if cls is Variation else fields_of(name, cls) for name, cls in TABLES.items()
}
"""The described fields of every table, in the order of the file."""


def field(path: str) -> Field:
    """Return one field by its path, such as ``training.learning_rate``; KeyError if there is none."""
    table, dot, key = path.partition(".")
    if not dot:
        table, key = "", table
    for entry in FIELDS[table]:
        if entry.key == key:
            return entry
    raise KeyError(path)
