"""How a student's parameters are named and laid out as one row of numbers; any thread."""

from collections.abc import Sequence

from reluviz.scenario.model import Model, Numbers, Start

SYMBOLS = {"weight": "w", "bias": "b", "output_weight": "v", "output_bias": "c"}
"""The letter of each kind of parameter, as in f(x) = v act(w x + b) + c."""

FORMULAS = {
    "weight": "f(x) = act(w x)",
    "weight-bias": "f(x) = act(w x + b)",
    "weight-bias-output": "f(x) = v act(w x + b) + c",
    "hidden-layer": "f(x) = Σ vⱼ act(wⱼ x + bⱼ) + c",
}


def units(model: Model) -> int:
    """Return how many units the student has."""
    return model.hidden_units if model.variant == "hidden-layer" else 1


def parameter_names(model: Model) -> tuple[str, ...]:
    """Return the names of the parameters, in the order of the row.

    ``hidden-layer``: all weights, all biases, all output weights, the output bias:
    ``weight[0], weight[1], …, bias[0], …, output_weight[0], …, output_bias``.
    """
    if model.variant == "weight":
        return ("weight",)
    if model.variant == "weight-bias":
        return ("weight", "bias")
    if model.variant == "weight-bias-output":
        return ("weight", "bias", "output_weight", "output_bias")
    each = range(model.hidden_units)
    return (*(f"{kind}[{j}]" for kind in ("weight", "bias", "output_weight") for j in each), "output_bias")


def split_name(name: str) -> tuple[str, int | None]:
    """Return a parameter's kind and unit: ``("weight", 3)`` of ``weight[3]``, ``("bias", None)`` of ``bias``."""
    kind, bracket, rest = name.partition("[")
    return kind, int(rest.removesuffix("]")) if bracket else None


def symbol(name: str) -> str:
    """Return how formulas write a parameter: ``w`` of ``weight``, ``w₁`` of ``weight[0]``."""
    kind, unit = split_name(name)
    if unit is None:
        return SYMBOLS[kind]
    return SYMBOLS[kind] + "".join("₀₁₂₃₄₅₆₇₈₉"[int(digit)] for digit in str(unit + 1))


def _each(value: Numbers, count: int) -> tuple[float, ...]:
    if isinstance(value, tuple):
        return value[:count] + (0.0,) * (count - len(value))
    return (value,) * count


def start_row(model: Model, start: Start) -> tuple[float, ...]:
    """Return the initial parameters of one run, in the order of `parameter_names`.

    A single number stands for every hidden unit; a list shorter than the units is filled with 0.
    """
    count = units(model)
    weight, bias = _each(start.weight, count), _each(start.bias, count)
    output_weight = _each(start.output_weight, count)
    rows = {
        "weight": weight,
        "weight-bias": weight + bias,
        "weight-bias-output": (*weight, *bias, *output_weight, start.output_bias),
        "hidden-layer": (*weight, *bias, *output_weight, start.output_bias),
    }
    return rows[model.variant]


def start_of_row(model: Model, row: Sequence[float], like: Start | None = None) -> Start:
    """Return the start whose `start_row` is `row`.

    What the variant does not have, the label and the colour come from `like`.
    """
    like = like or Start()
    count = units(model)
    values = [float(value) for value in row]

    def part(index: int) -> Numbers:
        piece = tuple(values[index * count : (index + 1) * count])
        return piece if model.variant == "hidden-layer" else piece[0]

    has_bias = model.variant != "weight"
    has_output = model.variant in {"weight-bias-output", "hidden-layer"}
    return Start(
        weight=part(0),
        bias=part(1) if has_bias else like.bias,
        output_weight=part(2) if has_output else like.output_weight,
        output_bias=values[-1] if has_output else like.output_bias,
        label=like.label,
        color=like.color,
    )
