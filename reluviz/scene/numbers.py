"""Numbers as people read them: digits that the eye can use, a real minus sign, words for what is none; any thread.

They are written as the language of now has it: ``1,204.5`` in English, in French with a comma and a narrow space.
"""

import math
from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication

from reluviz.language import language

MINUS = "−"
_SUPERSCRIPTS = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")

_SIGNS = {"fr": str.maketrans({",": "\u202f", ".": ","})}
"""What stands for Python's own comma between thousands and point before decimals; both do not break."""

PLAIN_FROM = 1e-3
PLAIN_BELOW = 1e6
"""Magnitudes between these two are written without a power of ten."""


def format_number(value: float, digits: int = 3, *, trim: bool = False) -> str:
    """Return a number with `digits` significant digits, such as ``−0.145``, ``1,204`` or ``3.2·10⁻⁵``.

    Parameters
    ----------
    value
        Any number; those that are not finite become words.
    digits
        Significant digits, at least 1. The digits before the point are always all there: 1204 is ``1,204``.
    trim
        Whether zeros at the end of the fraction are left out, as on the ticks of an axis. Beside a power of ten
        they always are.
    """
    value = float(value)
    if not math.isfinite(value):
        return _words(value)
    if value == 0:
        return "0"
    sign = MINUS if value < 0 else ""
    # Rounding first: 0.9996 with three digits is 1.00, and 999,999.9 is a million.
    mantissa, _, power = f"{abs(value):.{digits - 1}e}".partition("e")
    exponent = int(power)
    if not PLAIN_FROM <= float(f"{mantissa}e{power}") < PLAIN_BELOW:
        mantissa = local(_trimmed(mantissa))
        return sign + ("" if mantissa == "1" else f"{mantissa}·") + power_of_ten(exponent)
    text = f"{abs(value):,.{max(digits - 1 - exponent, 0)}f}"
    return sign + local(_trimmed(text) if trim else text)


def format_value(value: float, decimals: int = 3) -> str:
    """Return a number with a fixed number of decimals, as it moves: ``−0.145``, ``10.000``; it keeps its width.

    Where all the decimals would be 0 but the number is not, or beyond a thousand, it is as `format_number` has it.
    """
    value = float(value)
    if math.isfinite(value) and (value == 0 or 10.0**-decimals <= abs(value) < 1000):
        return local(f"{value + 0.0:.{decimals}f}".replace("-", MINUS))
    return format_number(value, 2 if abs(value) < 1 else decimals + 1)


def full_number(value: float) -> str:
    """Return a number with all its digits, for tooltips: ``−0.14500000000000002``, ``3.2·10⁻⁵``."""
    value = float(value)
    if not math.isfinite(value):
        return _words(value)
    mantissa, _, power = repr(value + 0.0).removesuffix(".0").replace("-", MINUS, 1 if value < 0 else 0).partition("e")
    mantissa = local(mantissa)
    return f"{mantissa}·{power_of_ten(int(power))}" if power else mantissa


def format_percent(share: float, digits: int = 2) -> str:
    """Return a share of 1 as per cent: ``0.8 %`` of 0.008; the space does not break.

    What is less than all is never rounded to 100 %.
    """
    percent = 100.0 * share
    if 99.9 <= percent < 100.0:
        return local("> 99.9\u00a0%")
    if 99.0 <= percent < 99.9:
        digits = max(digits, 3)
    return f"{format_number(percent, digits, trim=True)}\u00a0%"


def share_text(share: float) -> str:
    """Return a share in per cent with one digit behind the point; not all is not 100, and some is not 0."""
    if 0.0 < share < 0.0005:
        return local("< 0.1\u00a0%")
    if 0.9995 <= share < 1.0:
        return local("> 99.9\u00a0%")
    return local(f"{100.0 * share:.1f}\u00a0%")


def interval_text(low: float, high: float) -> str:
    """Return two shares between which something lies, in per cent with one digit: ``12.5 – 37.1 %``."""
    return local(f"{100.0 * low:.1f} – {100.0 * high:.1f}\u00a0%")


def listed(parts: Iterable[str]) -> str:
    """Return several numbers or equations behind one another, parted as the decimal sign allows."""
    return QCoreApplication.translate("Numbers", ", ").join(parts)


def format_count(value: float) -> str:
    """Return a whole number with its thousands parted: ``1,204``."""
    return local(f"{round(value):,}".replace("-", MINUS))


def local(text: str) -> str:
    """Return a number with the signs of the language of now; it comes as Python writes it."""
    signs = _SIGNS.get(language())
    return text if signs is None else text.translate(signs)


def power_of_ten(exponent: int) -> str:
    """Return ``10⁻⁴`` of −4."""
    return "10" + str(exponent).translate(_SUPERSCRIPTS)


def _trimmed(text: str) -> str:
    return text.rstrip("0").rstrip(".") if "." in text else text


def _words(value: float) -> str:
    if math.isnan(value):
        return QCoreApplication.translate("Numbers", "no number")
    if value > 0:
        return QCoreApplication.translate("Numbers", "infinite")
    return QCoreApplication.translate("Numbers", "infinite, below 0")
