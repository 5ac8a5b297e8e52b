"""Makes the README's tables of keys and of the scenario format from the program's own; a script writes them there."""

from pathlib import Path

from reluviz.desktop.actions import ACTIONS
from reluviz.scenario.lessons import CUE_FIELDS, LESSON_FIELDS
from reluviz.scenario.model import FIELDS
from reluviz.scenario.sources import built_in_lessons
from reluviz.scenario.spec import Field, Spec
from reluviz.scenario.text import localized

README = Path(__file__).resolve().parent.parent / "README.md"

HEADINGS = {
    "": "At the top of the file",
    "data": "`[data]`: the inputs and the noise",
    "target": "`[[target]]`: the teacher, a sum of ReLUs, one table each (default: one with these values)",
    "model": "`[model]`: the student",
    "training": "`[training]`: how it learns",
    "start": "`[[start]]`: one run each",
    "starts": "`[starts]`: many runs at once, instead of or beside the `[[start]]` tables",
    "variation": "`[[variation]]`: the same starts under other settings, one racer each",
    "view": "`[view]`: what the landscape shows",
    "recording": "`[recording]`: how pictures are made",
}

NOTES = {
    "start": "A parameter that is not named takes 0, `output_weight` takes 1. With `hidden-layer`, `weight`, `bias` "
    "and `output_weight` are lists of `hidden_units` numbers, one a unit: `weight = [2.0, -0.5]`.",
    "variation": "Beside these, a variation holds any keys of `[model]` and `[training]`, which stand there instead of "
    'the scenario\'s own: `training.optimizer = "adam"`, `model.hidden_units = 8`. The scenario itself is the first '
    "racer; at most 7 variations race with it. Each must make sense by itself; what it makes idle of the scenario's "
    "own, such as the momentum that Adam does not have, gives way. `--set` reaches it as "
    "`variation.0.training.optimizer=adam`.",
    "view": 'With more than two parameters, `x = "pca"` shows the plane in which the path varies most (Li et al. '
    "2018), instead of two parameters: in the window that of the followed run, in a picture of the first one, in "
    "`reluviz landscape` of all together. The ranges are then distances from the path's last point. "
    "What is for the surface only may be given with any student of two parameters or more: it is kept for when the "
    "surface is shown.",
}
"""What the table of fields does not tell, below the table of that name."""


HEAD = ("| key | default | allowed | meaning |", "| --- | --- | --- | --- |")


def _number(value: float) -> str:
    if value == 2**63 - 1:
        return "2⁶³ − 1"
    return f"{value:,.0f}".replace("-", "−") if value == int(value) and abs(value) < 1e15 else f"{value:g}"


def _allowed(spec: Spec) -> str:
    if spec.choices:
        return ", ".join(f"`{name}`" if name else '`""`' for name in spec.choices)
    if spec.kind == "bool":
        return "true, false"
    if spec.kind in {"text", "notes"}:
        most = f", up to {spec.longest:,} characters" if spec.longest else ""
        return "a parameter's name" if spec.label in {"Across", "Up"} else f"a string, or a table by language{most}"
    if spec.kind == "name":
        return "small letters, digits, hyphens"
    if spec.kind == "range":
        return "two growing numbers"
    if spec.kind == "axis":
        return "`{from = …, to = …, count = …}`"
    if spec.minimum is None and spec.maximum is None:
        return "any number"
    low = "above " if spec.open_minimum else ""
    return f"{low}{_number(spec.minimum or 0)} to {_number(spec.maximum or 0)}"


def _default(value: object) -> str:
    if value is None:
        return "none"
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    if isinstance(value, str):
        return f'`"{value}"`'
    if isinstance(value, tuple):
        return "`[" + ", ".join(f'"{item}"' if isinstance(item, str) else f"{item}" for item in value) + "]`"
    return f"`{value}`"


def _row(entry: Field) -> str:
    spec = entry.spec
    unit = f" {spec.unit}" if spec.unit else ""
    only = f" ({spec.only} only)" if spec.only else ""
    return f"| `{entry.key}` | {_default(entry.default)} | {_allowed(spec)}{unit} | {spec.help}{only} |"


def reference() -> str:
    """Return the tables of all fields as Markdown."""
    parts = []
    for table, heading in HEADINGS.items():
        rows = [_row(entry) for entry in FIELDS[table] if "." not in entry.key]
        if not table:
            rows.insert(0, "| `format` | `1` | `1` | The version of the format. |")
        head = [f"#### {heading}", "", *HEAD]
        notes = ["", NOTES[table]] if table in NOTES else []
        parts.append("\n".join([*head, *rows, *notes]))
    return "\n\n".join(parts)


def lesson_format() -> str:
    """Return the tables of a lesson's own keys as Markdown."""
    top = [
        "| `format` | `1` | `1` | The version of the format. |",
        "| `kind` | none | `lesson` | Says that the file is a lesson. |",
        *map(_row, LESSON_FIELDS),
    ]
    changes = "| `scenario` | none | the tables of a scenario | What changes from the scenario of the cue before. |"
    cue = [*map(_row, CUE_FIELDS), changes]
    return "\n".join(
        ["#### At the top of a lesson's file", "", *HEAD, *top, "", "#### `[[cue]]`: one scene each", "", *HEAD, *cue]
    )


def lecture() -> str:
    """Return the program's own lessons as Markdown."""
    rows = [
        f"| `{lesson.name}` | {', '.join(f'`{name}`' for name in lesson.cue_names)} | {localized(lesson.about)} |"
        for lesson in built_in_lessons()
    ]
    return "\n".join(["| lesson | cues | what it shows |", "| --- | --- | --- |", *rows])


def keys() -> str:
    """Return the table of keys as Markdown."""
    rows = [
        f"| {' '.join(f'`{key}`' for key in spec.keys)} | {spec.text} | {spec.help} |".replace("&", "")
        for spec in ACTIONS
        if spec.keys
    ]
    return "\n".join(["| key | action | what it does |", "| --- | --- | --- |", *rows])


PARTS = {"reference": reference, "keys": keys, "lesson format": lesson_format, "lecture": lecture}
"""What stands between the marks of that name in the README."""


def main() -> None:
    """Write each part between its two marks in the README."""
    text = README.read_text(encoding="utf-8")
    for name, make in PARTS.items():
        begin, end = f"<!-- {name}: begin -->", f"<!-- {name}: end -->"
        before, _, rest = text.partition(begin)
        _, _, after = rest.partition(end)
        text = f"{before}{begin}\n\n{make()}\n\n{end}{after}"
    README.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
