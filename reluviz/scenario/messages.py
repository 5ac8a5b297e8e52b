"""The words of a scenario's errors: how a value is shown, what a field allows, what was probably meant; any thread."""

import datetime
from collections.abc import Iterable, Mapping
from typing import Any

from reluviz.errors import ScenarioError
from reluviz.language import marked, translate
from reluviz.scenario.runs import Axis
from reluviz.scenario.spec import Spec

LONGEST = 60
"""How many characters of a value or a name a message shows."""

NO_BREAK = "\u00a0\u202f"
"""The spaces of French before high signs, which Python counts among what cannot be printed."""


def one_line(text: str, longest: int = LONGEST) -> str:
    """Return a text that fits on one line: what cannot be printed escaped, the middle of a long one left out."""
    if len(text) > longest:
        kept = longest // 2 - 1
        text = f"{text[:kept]}…{text[-kept:]}"
    return "".join(
        character
        if character.isprintable() or character in NO_BREAK
        else character.encode("unicode_escape").decode("ascii")
        for character in text
    )


def shown(value: Any, depth: int = 3) -> str:
    """Return a value as a file would have it, on one short line; what lies deeper is left out."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return f'"{one_line(value)}"'
    if isinstance(value, int):
        return str(value) if abs(value) < 10**30 else translate("Value", "a huge whole number")
    if isinstance(value, float):
        return repr(value)
    if isinstance(value, Axis):
        return f"{{from = {value.start!r}, to = {value.stop!r}, count = {value.count}}}"
    if isinstance(value, Mapping):
        if not value:
            return translate("Value", "an empty table")
        return one_line("{" + ", ".join(str(key) for key in list(value)[:20]) + "}")
    if isinstance(value, list | tuple):
        if not depth:
            return "[…]"
        return one_line("[" + ", ".join(shown(item, depth - 1) for item in value[:20]) + "]")
    if isinstance(value, datetime.date | datetime.time):
        return translate("Value", "the date or time {value}").format(value=value)
    return one_line(str(value))


def number(value: float) -> str:
    """Return a bound of a range without a needless fraction: ``1000`` of 1000.0, ``0.1`` of 0.1."""
    return str(int(value)) if value == int(value) else repr(float(value))


def between(spec: Spec) -> str:
    """Return the range of a field: `` above 0, up to 1000``; empty where it has no bounds."""
    if spec.minimum is None or spec.maximum is None:
        return ""
    if spec.open_minimum:
        words = translate("Value", " above {low}, up to {high}")
    else:
        words = translate("Value", " from {low} to {high}")
    return words.format(low=number(spec.minimum), high=number(spec.maximum))


def listed(names: Iterable[str]) -> str:
    """Return names as a file would have them: ``"sgd", "adam"``; a long list is cut."""
    quoted = [f'"{name}"' for name in names]
    return ", ".join(quoted) if len(quoted) <= 12 else ", ".join([*quoted[:5], "…", quoted[-1]])


def allowed(spec: Spec) -> str:
    """Return what a field may be, in words."""
    match spec.kind:
        case "float":
            return translate("Value", "a number{range}").format(range=between(spec))
        case "int":
            return translate("Value", "a whole number{range}").format(range=between(spec))
        case "bool":
            return "true, false"
        case "choice":
            return listed(spec.choices)
        case "text" | "notes":
            return translate("Value", 'a string, or a table by language such as {en = "…", fr = "…"}')
        case "name":
            return translate("Value", "small letters, digits and hyphens, such as first-step")
        case "floats":
            words = translate("Value", "a number{range}, or a list of them for a hidden layer")
            return words.format(range=between(spec))
        case "axis":
            return "{from = …, to = …, count = …}"
        case "range":
            return translate("Value", "two finite numbers, the second above the first")
        case "size":
            return translate("Value", "two whole numbers{range}").format(range=between(spec))
        case "panels":
            return translate("Value", "a list of some of {names}, each once").format(names=listed(spec.choices))


def near_miss(found: str, names: Iterable[str]) -> str:
    """Return ``; did you mean learning_rate?`` where a name is close to what was found, else an empty string."""
    import difflib  # only where something is wrong: the window opens sooner

    candidates = {name.casefold(): name for name in names if name}
    close = difflib.get_close_matches(found[:200].casefold(), candidates, n=1, cutoff=0.6)
    return meant(candidates[close[0]]) if close else ""


def meant(name: str) -> str:
    """Return ``; did you mean learning_rate?`` of a name."""
    return translate("ScenarioError", "; did you mean {name}?").format(name=name)


def at(place: str, what: str) -> str:
    """Return what is said of a place, such as a file or one of its keys: ``file: what``."""
    return translate("ScenarioError", "{place}: {what}").format(place=place, what=what)


def refusal(file: str, key: str, found: str, allowed: str, hint: str = "") -> ScenarioError:
    """Return the error for one key: ``file: table.key: found …; allowed: …``, and perhaps what was meant."""
    words = translate("ScenarioError", "found {found}; allowed: {allowed}").format(found=found, allowed=allowed) + hint
    return ScenarioError(at(one_line(file, 300), at(one_line(key), words)), words, allowed + hint)


TABLE_COUNT = marked("Value", "%n table(s)", "", 1)


def counted_tables(count: int) -> str:
    """Return how many tables were found: ``0 tables``."""
    return translate("Value", TABLE_COUNT, "", count)


def tables_from_one(most: int, table: str) -> str:
    """Return how many tables there may be: ``1 to 100 [[target]] tables``."""
    return translate("Value", "1 to {most} [[{table}]] tables").format(most=most, table=table)
