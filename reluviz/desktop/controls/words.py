"""The words of a control: its tooltip, what it allows, and typed numbers as people write them; GUI thread."""

import re

from PySide6.QtCore import QCoreApplication

from reluviz.errors import ScenarioError
from reluviz.scenario.spec import Spec
from reluviz.scene.numbers import format_count, format_number, full_number, local

_GROUPED = re.compile(r"[+-]?[1-9]\d{0,2}(,\d{3})+(\.\d*)?")


def shown_number(value: float, *, whole: bool = False) -> str:
    """Return how a field shows a number: ``1,000`` of a whole one, ``−10`` or ``0.0125`` of another.

    As many digits as the eye can use; all of them are in the tooltip, and in the field while it is edited.
    """
    if whole:
        return format_count(value)
    return format_number(value, 4, trim=True)


def edited_number(value: float, *, whole: bool = False) -> str:
    """Return a number with all its digits, as it is edited."""
    return str(int(value)) if whole else local(repr(float(value)).removesuffix(".0").replace("-", "−", 1))


def read_number(text: str) -> float | int | None:
    """Return the number that a text means, or None; whole where it is written as a whole number.

    A real minus, a decimal comma, grouped thousands and powers such as ``3·10⁻⁵`` or ``1e-3`` are understood. A comma
    parts thousands only where the language of now has it so: in French ``1,204`` is a little more than 1.
    """
    plain = text.strip().replace("−", "-").replace("\u00a0", "").replace("\u202f", "").replace(" ", "")
    plain = plain.translate(str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-"))
    plain = re.sub(r"[·*×]10\^?(?=[-+]?\d+$)", "e", plain)
    plain = plain.replace(",", "") if local(",") == "," and _GROUPED.fullmatch(plain) else plain.replace(",", ".")
    if not re.fullmatch(r"[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?", plain, re.IGNORECASE | re.ASCII):
        return None
    return int(plain) if plain.lstrip("+-").isdigit() else float(plain)


def allowed_words(spec: Spec) -> str:
    """Return what a number may be, as a sentence's end: ``above 0, up to 1,000``."""
    if spec.minimum is None or spec.maximum is None:
        return ""
    whole = spec.kind == "int"
    low, high = (shown_number(bound, whole=whole) for bound in (spec.minimum, spec.maximum))
    if spec.open_minimum:
        return QCoreApplication.translate("Controls", "above {low}, up to {high}").format(low=low, high=high)
    return QCoreApplication.translate("Controls", "from {low} to {high}").format(low=low, high=high)


def refusal_words(spec: Spec, text: str) -> str:
    """Return what is said under a control when a typed number is wrong."""
    if spec.kind == "int":
        wanted = QCoreApplication.translate("Controls", "Type a whole number {range}.")
    else:
        wanted = QCoreApplication.translate("Controls", "Type a number {range}.")
    return wanted.format(range=allowed_words(spec)).replace(" .", ".")


def refused_words(error: Exception) -> str:
    """Return what is said under a control when its value makes no sense beside the others.

    A scenario's error names the file and the key first; here the place tells which.
    """
    found = error.found if isinstance(error, ScenarioError) else ""
    text = f"{found[:1].upper()}{found[1:]}" if found else str(error)
    return f"{text}." if not text.endswith((".", "?")) else text


def tooltip(spec: Spec, value: float | None = None, keys: str = "") -> str:
    """Return a control's tooltip: meaning, symbol, range, when it acts, the full value, and its keys."""
    title = spec.shown_label() + (f" {spec.symbol}" if spec.symbol else "")
    lines = [f"<b>{title}</b>", spec.shown_help()]
    if spec.kind in {"float", "int", "floats"} and (words := allowed_words(spec)):
        unit = f" {spec.shown_unit()}" if spec.unit else ""
        lines.append(QCoreApplication.translate("Controls", "Range: {range}").format(range=words) + unit)
    if spec.only:
        lines.append(QCoreApplication.translate("Controls", "Acts with: {only}").format(only=spec.shown_only()))
    if spec.live:
        lines.append(QCoreApplication.translate("Controls", "Acts on the running training."))
    if value is not None:
        lines.append(QCoreApplication.translate("Controls", "Now: {value}").format(value=full_number(value)))
    if keys:
        lines.append(keys)
    return "<br>".join(lines)
