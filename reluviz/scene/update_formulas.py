"""The update rules as formulas, in letters and with the numbers of one step in them; GUI thread and recorder.

They are those of `reluviz.training.update_rules`. What that calls velocity and accumulator is s here, since v is the
output weight.
"""

import math
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication

from reluviz.scenario.parameters import split_name, symbol
from reluviz.scene.numbers import format_number, local
from reluviz.scene.typeset import Fraction, Node, Root, Text, letter, power, row
from reluviz.scene.update_numbers import DIGITS, Line, StepNumbers, constant, inner, result
from reluviz.training.updates import Update

TIMES, PLUS, MINUS, THIN = " × ", " + ", " − ", "\u2009"

EPSILON = "10⁻⁷"

K = letter("k")
NEXT = row(K, "\u200a+\u200a1")

G = letter("g")
ETA = letter("η")


def lines_of(update: Update, name: str, place: int) -> list[Line]:
    """Return the equations of one parameter, in the order in which they are worked out.

    Parameters
    ----------
    name, place
        The parameter's, and which of a row's numbers it is.
    """
    step = StepNumbers(update, name, place)
    return [_gradient(step), *RULES[update.training.optimizer](step)]


def _gradient(step: StepNumbers) -> Line:
    kind, unit = split_name(step.name)
    batch = QCoreApplication.translate("UpdateView", "batch")
    loss = letter("L") if step.update.batch is None else letter("L", batch)
    below = letter(symbol(kind), None if unit is None else str(unit + 1))
    note = ""
    if step.update.batch is not None:
        words = QCoreApplication.translate("UpdateView", "expected: {slope}")
        note = words.format(slope=format_number(step.expected, DIGITS))
    quotient = Fraction(row("∂", loss), row("∂", below))
    return Line(G, quotient, None, result(step.gradient), step.gradient, note)


def _mean(step: StepNumbers, slot: str, name: str, decay: str, beta: float, squared: bool = False) -> Line:
    """Return how a moving mean of the gradient, or of its square, goes on: x ← β x + (1 − β) g."""
    before, after = step.memory(slot)
    greek = letter(decay[0], decay[1:] or None)
    slope: Node = power(G, "2") if squared else G
    symbols = row(greek, THIN, letter(name, K), PLUS, "(1 − ", greek, ")", THIN, slope)
    number: Node = power(step.slope, "2") if squared else Text(step.slope)
    numbers = row(constant(beta), TIMES, inner(before), PLUS, constant(round(1 - beta, 6)), TIMES, number)
    share = (1 - beta) * (step.gradient**2 if squared else step.gradient)
    return Line(letter(name, NEXT), symbols, numbers, result(after, beta * before, share), after)


def _sgd(step: StepNumbers) -> list[Line]:
    training = step.training
    rate, gradient = training.learning_rate, step.gradient
    if not training.momentum:
        symbols = row(step.parameter(), MINUS, ETA, THIN, G)
        return [step.moved(symbols, row(step.place(step.before), MINUS, step.rate, TIMES, step.slope))]
    before, after = step.memory("momentum")
    beta = constant(training.momentum)
    kept = row(letter("β"), THIN, letter("m", K), MINUS, ETA, THIN, G)
    numbers = row(beta, TIMES, inner(before), MINUS, step.rate, TIMES, step.slope)
    memory = Line(letter("m", NEXT), kept, numbers, result(after, training.momentum * before, rate * gradient), after)
    here = step.place(step.before)
    if not training.nesterov:
        return [
            memory,
            step.moved(row(step.parameter(), PLUS, letter("m", NEXT)), row(here, PLUS, inner(after))),
        ]
    symbols = row(step.parameter(), PLUS, letter("β"), THIN, letter("m", NEXT), MINUS, ETA, THIN, G)
    ahead = row(here, PLUS, beta, TIMES, inner(after), MINUS, step.rate, TIMES, step.slope)
    return [memory, step.moved(symbols, ahead)]


def _by_root(step: StepNumbers, after: float) -> Line:
    """Return w − η g / √(s + ε)."""
    symbols = row(step.parameter(), MINUS, ETA, THIN, Fraction(G, Root(row(letter("s", NEXT), PLUS, letter("ε")))))
    below = Root(row(format_number(after, DIGITS), PLUS, EPSILON))
    numbers = row(
        step.place(step.before), MINUS, step.rate, TIMES, Fraction(Text(format_number(step.gradient, DIGITS)), below)
    )
    return step.moved(symbols, numbers)


def _rmsprop(step: StepNumbers) -> list[Line]:
    mean = _mean(step, "velocity", "s", "ρ", 0.9, squared=True)
    return [mean, _by_root(step, mean.value)]


def _adagrad(step: StepNumbers) -> list[Line]:
    before, after = step.memory("accumulator")
    symbols = row(letter("s", K), PLUS, power(G, "2"))
    numbers = row(format_number(before, DIGITS), PLUS, power(step.slope, "2"))
    total = Line(letter("s", NEXT), symbols, numbers, result(after), after)
    return [total, _by_root(step, after)]


def _rest(base: Node | str, exponent: Node | str) -> Node:
    """Return 1 − βᵗ."""
    return row("1 − ", power(base, exponent))


def _adam(step: StepNumbers) -> list[Line]:
    number = step.update.number
    rate = step.training.learning_rate
    value = rate * math.sqrt(1 - 0.999**number) / (1 - 0.9**number)
    one, two, t = letter("β", "1"), letter("β", "2"), letter("t")
    size = Line(
        letter("α"),
        row(ETA, THIN, Fraction(Root(_rest(two, t)), _rest(one, t))),
        row(
            step.rate,
            TIMES,
            Fraction(Root(_rest(constant(0.999), str(number))), _rest(constant(0.9), str(number))),
        ),
        result(value),
        value,
        is_shared=True,
    )
    first = _mean(step, "momentum", "m", "β1", 0.9)
    second = _mean(step, "velocity", "s", "β2", 0.999, squared=True)
    quotient = Fraction(letter("m", NEXT), row(Root(letter("s", NEXT)), PLUS, letter("ε")))
    above = Text(format_number(first.value, DIGITS))
    below = row(Root(Text(format_number(second.value, DIGITS))), PLUS, EPSILON)
    symbols: list[Node | str] = [step.parameter()]
    numbers: list[Node | str] = [step.place(step.before)]
    if step.training.optimizer == "adamw":
        symbols = ["(1 − ", letter("λ"), THIN, ETA, ")", THIN, step.parameter()]
        here = step.place(step.before)
        numbers = ["(1 − ", constant(0.004), TIMES, step.rate, ")", TIMES, f"({here})" if step.before < 0 else here]
    symbols += [MINUS, letter("α"), THIN, quotient]
    numbers += [MINUS, inner(value), TIMES, Fraction(above, below)]
    return [first, second, size, step.moved(row(*symbols), row(*numbers))]


def _nadam(step: StepNumbers) -> list[Line]:
    number = step.update.number
    now, following = (0.9 * (1.0 - 0.5 * 0.96**t) for t in (number, number + 1))
    before, product = step.memory("u_product")
    t, later = letter("t"), row(letter("t"), "\u200a+\u200a1")

    def decayed(index: Node, at: int, value: float) -> Line:
        half = local("0.5")
        symbols = row(letter("β", "1"), THIN, "(1 − ½ · ", power(constant(0.96), index), ")")
        numbers = row(constant(0.9), TIMES, f"(1 − {half}{TIMES}", power(constant(0.96), str(at)), ")")
        return Line(letter("μ", index), symbols, numbers, result(value), value, is_shared=True)

    mu, ahead, product_letter = letter("μ", t), letter("μ", later), letter("U", t)
    products = Line(
        product_letter,
        row(letter("U", row(t, "\u200a−\u200a1")), THIN, mu),
        row(inner(before), TIMES, inner(now)),
        result(product),
        product,
        is_shared=True,
    )
    first = _mean(step, "momentum", "m", "β1", 0.9)
    second = _mean(step, "velocity", "s", "β2", 0.999, squared=True)
    terms = following * first.value / (1 - product * following), (1 - now) * step.gradient / (1 - product)
    way = sum(terms)
    look = Line(
        letter("d"),
        row(
            Fraction(row(ahead, THIN, letter("m", NEXT)), row("1 − ", product_letter, THIN, ahead)),
            PLUS,
            Fraction(row("(1 − ", mu, ")", THIN, G), row("1 − ", product_letter)),
        ),
        row(
            Fraction(
                row(inner(following), TIMES, inner(first.value)),
                row("1 − ", inner(product), TIMES, inner(following)),
            ),
            PLUS,
            Fraction(row("(1 − ", inner(now), ")", TIMES, step.slope), row("1 − ", inner(product))),
        ),
        result(way, *terms),
        way,
    )
    two = letter("β", "2")
    symbols = row(
        step.parameter(),
        MINUS,
        ETA,
        THIN,
        Fraction(letter("d"), row(Root(Fraction(letter("s", NEXT), _rest(two, letter("t")))), PLUS, letter("ε"))),
    )
    mean = Fraction(Text(format_number(second.value, DIGITS)), _rest(constant(0.999), str(number)))
    numbers = row(
        step.place(step.before),
        MINUS,
        step.rate,
        TIMES,
        Fraction(Text(format_number(way, DIGITS)), row(Root(mean), PLUS, EPSILON)),
    )
    return [
        decayed(t, number, now),
        decayed(later, number + 1, following),
        products,
        first,
        second,
        look,
        step.moved(symbols, numbers),
    ]


def _lion(step: StepNumbers) -> list[Line]:
    before, _ = step.memory("momentum")
    value = 0.9 * before + 0.1 * step.gradient
    one = letter("β", "1")
    mixed = Line(
        letter("d"),
        row(one, THIN, letter("m", K), PLUS, "(1 − ", one, ")", THIN, G),
        row(constant(0.9), TIMES, inner(before), PLUS, constant(0.1), TIMES, step.slope),
        result(value, 0.9 * before, 0.1 * step.gradient),
        value,
    )
    sign = 0.0 if not value else math.copysign(1.0, value)
    moved = step.moved(
        row(step.parameter(), MINUS, ETA, THIN, "sign(", letter("d"), ")"),
        row(step.place(step.before), MINUS, step.rate, TIMES, "(−1)" if sign < 0 else str(int(sign))),
    )
    return [mixed, moved, _mean(step, "momentum", "m", "β2", 0.99)]


RULES: dict[str, Callable[[StepNumbers], list[Line]]] = {
    "sgd": _sgd,
    "rmsprop": _rmsprop,
    "adagrad": _adagrad,
    "adam": _adam,
    "adamw": _adam,
    "nadam": _nadam,
    "lion": _lion,
}
"""The equations of each optimizer, by the names of `reluviz.scenario.choices.OPTIMIZERS`."""
