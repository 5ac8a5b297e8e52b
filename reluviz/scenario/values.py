"""Checks one value of a file, a command line or a control against the description of its field; any thread."""

import math
import re
import unicodedata
from collections.abc import Callable, Mapping
from typing import Any

from reluviz.language import translate
from reluviz.scenario.messages import allowed, near_miss, number, refusal, shown
from reluviz.scenario.model import Axis
from reluviz.scenario.spec import Field, Kind, Spec

LONGEST_TEXT = 1000
"""How many characters a title or a label may have."""

LONGEST_LIST = 100
"""How many numbers a list may have: as many as there may be hidden units."""

LARGEST = 1e6
"""How large the ends of an axis may be, in magnitude; beyond it a run counts as diverged."""

SMALLEST_WIDTH = 1e-9, 1e-12
"""How narrow an axis may be, relative to its ends and at all: its ticks must still be different numbers."""

_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*", re.ASCII)

_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")


class WrongValueError(ValueError):
    """A value does not fit its field.

    Attributes
    ----------
    allowed
        What it may be instead, in words; empty: as the field says.
    hint
        What was probably meant, as `near_miss` says it.
    """

    def __init__(self, allowed: str = "", hint: str = "") -> None:
        super().__init__(allowed)
        self.allowed = allowed
        self.hint = hint


def check_value(file: str, path: str, field: Field, value: Any) -> Any:
    """Return a value in the form that the dataclass keeps: floats for numbers, tuples for lists.

    Parameters
    ----------
    file, path
        What the error names: ``scenario.toml`` and ``start.0.weight``.
    field
        The field that the value is for.
    value
        As `tomllib` gives it.

    Raises
    ------
    ScenarioError
        If the value has the wrong type or is out of range.
    """
    try:
        return _READERS[field.spec.kind](field.spec, field.key, value)
    except WrongValueError as wrong:
        raise refusal(file, path, shown(value), wrong.allowed or allowed(field.spec), wrong.hint) from None


def _real(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise WrongValueError
    try:
        result = float(value)
    except OverflowError:
        raise WrongValueError from None
    if not math.isfinite(result):
        raise WrongValueError
    return result + 0.0  # −0.0 becomes 0.0, so that equal scenarios are written equally


def _whole(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise WrongValueError
    return value


def _check_bounds(spec: Spec, value: float) -> None:
    if spec.minimum is not None and (value < spec.minimum or (spec.open_minimum and value == spec.minimum)):
        raise WrongValueError
    if spec.maximum is not None and value > spec.maximum:
        raise WrongValueError


def _float(spec: Spec, key: str, value: Any) -> float:
    result = _real(value)
    _check_bounds(spec, result)
    return result


def _int(spec: Spec, key: str, value: Any) -> int:
    result = _whole(value)
    _check_bounds(spec, result)
    return result


def _bool(spec: Spec, key: str, value: Any) -> bool:
    if not isinstance(value, bool):
        raise WrongValueError
    return value


def _choice(spec: Spec, key: str, value: Any) -> str:
    if not isinstance(value, str):
        raise WrongValueError
    if value not in spec.choices:
        raise WrongValueError(hint=near_miss(value, spec.choices))
    return value


def _plain(value: Any, spec: Spec) -> str:
    if not isinstance(value, str):
        raise WrongValueError
    longest = spec.longest or LONGEST_TEXT
    if len(value) > longest:
        words = translate("Value", "at most {longest} characters; it has {count}")
        raise WrongValueError(words.format(longest=longest, count=len(value)))
    is_long = spec.kind == "notes"
    checked = value.replace("\n", " ").replace("\t", " ") if is_long else value
    if any(unicodedata.category(character) in {"Cc", "Cs", "Zl", "Zp"} for character in checked):
        if is_long:
            raise WrongValueError(translate("Value", "a text, without control characters"))
        raise WrongValueError(translate("Value", "a text on one line, without control characters"))
    return value


def _name(spec: Spec, key: str, value: Any) -> str:
    if not isinstance(value, str) or not _NAME.fullmatch(value):
        raise WrongValueError
    return value


def _text(spec: Spec, key: str, value: Any) -> str | dict[str, str]:
    if key in {"x", "y"}:
        if not isinstance(value, str):
            raise WrongValueError(translate("Value", "the name of a parameter"))
        return _plain(value, spec)
    if not isinstance(value, Mapping):
        return _plain(value, spec)
    if not value or len(value) > 20 or not all(_LANGUAGE.fullmatch(language) for language in value):
        raise WrongValueError
    return {language: _plain(text, spec) for language, text in value.items()}


def _floats(spec: Spec, key: str, value: Any) -> float | tuple[float, ...]:
    if not isinstance(value, list | tuple):
        return _float(spec, key, value)
    if not 1 <= len(value) <= LONGEST_LIST:
        raise WrongValueError
    return tuple(_float(spec, key, item) for item in value)


def _axis(spec: Spec, key: str, value: Any) -> Axis:
    if not isinstance(value, Mapping) or set(value) != {"from", "to", "count"}:
        raise WrongValueError
    start, stop, count = _real(value["from"]), _real(value["to"]), _whole(value["count"])
    if max(abs(start), abs(stop)) > LARGEST:
        words = translate("Value", "from and to between {low} and {high}")
        raise WrongValueError(words.format(low=f"-{number(LARGEST)}", high=number(LARGEST)))
    if not 1 <= count <= 10_000:
        raise WrongValueError(translate("Value", "a count from 1 to 10000"))
    if not (start < stop if count > 1 else start <= stop):
        raise WrongValueError(translate("Value", "from below to"))
    return Axis(start, stop, count)


def _range(spec: Spec, key: str, value: Any) -> tuple[float, float]:
    if not isinstance(value, list | tuple) or len(value) != 2:
        raise WrongValueError
    low, high = _real(value[0]), _real(value[1])
    if max(abs(low), abs(high)) > LARGEST:
        words = translate("Value", "two growing numbers between {low} and {high}")
        raise WrongValueError(words.format(low=f"-{number(LARGEST)}", high=number(LARGEST)))
    relative, absolute = SMALLEST_WIDTH
    if high - low < max(relative * max(abs(low), abs(high)), absolute):
        raise WrongValueError
    return low, high


def _size(spec: Spec, key: str, value: Any) -> tuple[int, int]:
    if not isinstance(value, list | tuple) or len(value) != 2:
        raise WrongValueError
    return _int(spec, key, value[0]), _int(spec, key, value[1])


def _panels(spec: Spec, key: str, value: Any) -> tuple[str, ...]:
    if not isinstance(value, list | tuple) or not value or len(value) > len(spec.choices):
        raise WrongValueError
    for name in value:
        if not isinstance(name, str) or name not in spec.choices:
            raise WrongValueError(hint=near_miss(name, spec.choices) if isinstance(name, str) else "")
    if len(set(value)) != len(value):
        raise WrongValueError
    return tuple(value)


_READERS: dict[Kind, Callable[[Spec, str, Any], Any]] = {
    "float": _float,
    "int": _int,
    "bool": _bool,
    "choice": _choice,
    "text": _text,
    "notes": _text,
    "name": _name,
    "floats": _floats,
    "axis": _axis,
    "range": _range,
    "size": _size,
    "panels": _panels,
}
