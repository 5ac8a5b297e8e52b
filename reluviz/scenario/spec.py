"""How a field of a scenario is described: type, range, unit, words; every surface of it is made so; any thread."""

import dataclasses
from collections.abc import Mapping
from dataclasses import MISSING, dataclass
from typing import Any, Literal

from reluviz.language import translate

Kind = Literal["float", "int", "bool", "choice", "text", "notes", "name", "floats", "axis", "range", "size", "panels"]

Text = str | dict[str, str]
"""A string, or one by language: ``{"en": …, "fr": …}``."""

Numbers = float | tuple[float, ...]
"""One number, or one a hidden unit."""


@dataclass(frozen=True, slots=True)
class Spec:
    """The description of one field.

    Its words are English, marked for translation; those that are shown are asked for when they are (`shown_label` and
    its like), in the language that is spoken then.

    Attributes
    ----------
    kind
        ``float``, ``int``, ``bool``, ``choice`` (one of `choices`), ``text`` (a string, or a table by language),
        ``notes`` (the same, on as many lines as it takes), ``name`` (small letters, digits and hyphens),
        ``floats`` (a number, or a list of them where the student has hidden units), ``axis`` (a table
        from, to, count), ``range`` (two growing numbers), ``size`` (two whole numbers of pixels),
        ``panels`` (a list of some of `choices`).
    label
        The name that a control wears.
    help
        One sentence for tooltips and the reference: the meaning, with its formula where it has one.
    minimum, maximum
        The bounds, included unless `open_minimum` says otherwise; None where there is none.
    slider
        The part of the range that a slider covers; typed numbers may go beyond it.
    logarithmic
        Whether a slider moves over the logarithm of the value.
    choices
        What a ``choice`` may be, or the panels; each with the label that a control shows.
    unit
        Behind the number, such as ``steps``.
    counted
        Where the label is that of what is counted: a number of them, ``{count} step(s)``, in the context Racer.
    symbol
        The letter that formulas use, such as ``w``.
    longest
        How many characters a text may have; 0: as many as a title.
    only
        A note on when the field acts, such as ``sgd only``.
    live
        Whether a change acts on the running training, without a new start.
    """

    kind: Kind
    label: str
    help: str
    minimum: float | None = None
    maximum: float | None = None
    open_minimum: bool = False
    slider: tuple[float, float] | None = None
    logarithmic: bool = False
    choices: Mapping[str, str] = dataclasses.field(default_factory=dict)
    unit: str = ""
    counted: str = ""
    symbol: str = ""
    longest: int = 0
    only: str = ""
    live: bool = False

    def shown_label(self) -> str:
        """Return the name that a control wears."""
        return translate("Field", self.label)

    def shown_help(self) -> str:
        """Return the sentence for tooltips."""
        return translate("Field", self.help)

    def shown_unit(self) -> str:
        """Return what stands behind the number; empty without a unit."""
        return translate("Unit", self.unit) if self.unit else ""

    def shown_count(self, number: int, written: str) -> str:
        """Return a number, as it is written, of what is counted."""
        return translate("Racer", self.counted, n=number).format(count=written)

    def shown_only(self) -> str:
        """Return the note on when the field acts; empty if it always does."""
        return translate("Only", self.only) if self.only else ""

    def shown_choices(self) -> dict[str, str]:
        """Return the choices by their names in the file, each with the label that a control shows."""
        return {name: translate("Choice", label) for name, label in self.choices.items()}


def described(default: Any, kind: Kind, label: str, help: str, **rest: Any) -> Any:  # noqa: A002
    """Return a dataclass field with the default and the description; the one way to declare a key of the format."""
    return dataclasses.field(default=default, metadata={"spec": Spec(kind, label, help, **rest)})


@dataclass(frozen=True, slots=True)
class Field:
    """One key of the format: ``learning_rate`` of the table ``training``."""

    table: str
    key: str
    default: Any
    spec: Spec

    @property
    def path(self) -> str:
        """The name that messages and ``--set`` use: ``training.learning_rate``."""
        return f"{self.table}.{self.key}" if self.table else self.key


def fields_of(table: str, cls: type) -> tuple[Field, ...]:
    """Return the described fields of a dataclass, in the order of the file."""
    found = []
    for entry in dataclasses.fields(cls):
        if "spec" in entry.metadata:
            default = entry.default_factory() if entry.default_factory is not MISSING else entry.default
            found.append(Field(table, entry.name, default, entry.metadata["spec"]))
    return tuple(found)
