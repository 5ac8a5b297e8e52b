"""Where an axis has its ticks, and what is written at them; any thread."""

import math
from collections.abc import Sequence

from reluviz.scene.numbers import MINUS, format_number, local, power_of_ten


def linear_ticks(low: float, high: float, count: int) -> list[tuple[float, str]]:
    """Return about `count` round numbers between `low` and `high`, each with its text: steps of 1, 2 or 5 · 10ⁿ.

    There are at least two, so that the axis has a scale.
    """
    span = high - low
    if not (math.isfinite(span) and span > 0.0) or count < 1:
        return []
    rough = span / count
    power = 10.0 ** math.floor(math.log10(rough))
    step = power * next(factor for factor in (1, 2, 5, 10) if factor * power >= rough * 0.999)
    if span < 1e-12 * max(abs(low), abs(high)):
        return []
    while (last := math.floor(high / step + 1e-9)) <= (first := math.ceil(low / step - 1e-9)):
        step /= 2.5 if f"{step:.0e}"[0] == "5" else 2.0
    digits = max(0, -math.floor(math.log10(step) + 1e-9))
    return [(index * step, number_text(index * step, digits)) for index in range(first, last + 1)]


def log_ticks(low: float, high: float, count: int) -> list[tuple[float, str]]:
    """Return at most about `count` powers of ten between two numbers above 0, each with its text, such as 10⁻².

    Where fewer than two powers of ten fall between them, round numbers between stand for them.
    """
    if not (0.0 < low < high and math.isfinite(high)):
        return []
    first, last = math.ceil(math.log10(low) - 1e-9), math.floor(math.log10(high) + 1e-9)
    if last - first >= 1:
        stride = max(1, math.ceil((last - first + 1) / max(count, 1)))
        return [(10.0**power, power_text(power)) for power in range(first, last + 1) if power % stride == 0]
    found = linear_ticks(low, high, count)
    return [(value, text) for value, text in found if value > 0.0]


def root_ticks(low: float, high: float, count: int) -> list[tuple[float, str]]:
    """Return at most about `count` round numbers from `low` to `high`, evenly spread on an axis by the root."""
    if not (0.0 <= low < high and math.isfinite(high)):
        return []
    apart = 0.8 * (math.sqrt(high) - math.sqrt(low)) / max(count, 1)
    found: list[tuple[float, str]] = [(0.0, "0")] if low == 0.0 else []
    for power in range(math.floor(2 * math.log10(apart)) - 1, math.floor(math.log10(high)) + 1):
        for factor in (1, 2, 5):
            value = float(f"{factor}e{power}")
            if low <= value <= high and (not found or math.sqrt(value) - math.sqrt(found[-1][0]) >= apart):
                found.append((value, number_text(value, max(0, -power))))
    return found


def common_power(values: Sequence[float]) -> int:
    """Return the power of ten that leaves numbers of one axis with one digit before the point; 0 if all are 0."""
    largest = max((abs(value) for value in values), default=0.0)
    return math.floor(math.log10(largest) + 1e-9) if largest > 0.0 else 0


def scaled_texts(values: Sequence[float], power: int) -> list[str]:
    """Return numbers as they are written on an axis that is marked with a power of ten: −5, 0, 2.5 …"""
    return [format_number(value / 10.0**power, 3, trim=True) for value in values]


def scale_text(power: int) -> str:
    """Return the mark of such an axis: ``× 10⁶``."""
    return f"× {power_of_ten(power)}"


def power_text(power: int) -> str:
    """Return a power of ten as it is written: 1, 10, 10⁻² …"""
    return {0: "1", 1: "10", -1: local("0.1")}.get(power) or power_of_ten(power)


def number_text(value: float, digits: int) -> str:
    """Return a number with so many decimals and a real minus sign; large and tiny ones with a power of ten."""
    if value == 0.0:
        return "0"
    if abs(value) >= 1e6 or digits > 6:
        mantissa, _, exponent = f"{value:.3e}".partition("e")
        mantissa = mantissa.rstrip("0").rstrip(".")
        return f"{local(mantissa)}·{power_of_ten(int(exponent))}".replace("-", MINUS)
    return local(f"{value:,.{digits}f}".replace("-", MINUS))
