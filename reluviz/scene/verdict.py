"""The verdict: what is happening to the followed run, in one sentence made of numbers; GUI thread and recorder."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QCoreApplication

from reluviz.scenario.parameters import symbol
from reluviz.scene.numbers import PLAIN_FROM, format_count, format_number, format_percent, format_value, listed
from reluviz.scene.theme import FATE_LOOKS, Theme
from reluviz.training.fates import ACTIVE_SHARE, STUCK_GRADIENT
from reluviz.training.records import LIMIT

if TYPE_CHECKING:
    from reluviz.landscape.landscape import Landscape
    from reluviz.scene.moment import Moment, RunLook

REACHED_SHARE = 1e-6
"""Of E[target²]: a run this near to the lowest loss has nothing left to learn that an eye could see."""

TREND_STEPS = 100
"""How many steps back the loss is compared with, to say whether it falls."""

EXACTLY_NONE = 1e-12
"""A share of the inputs below this is rounding."""

TREND = 1e-3
"""The change of the loss, relative to itself, that counts as falling or rising."""

MOST_PARAMETERS = 4
"""A student with more parameters is told by its loss; nobody reads a list of a hundred numbers."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is said of the followed run.

    Attributes
    ----------
    fate
        The run's fate at the playhead; empty where there is no run.
    headline
        The one sentence, short enough for the back row.
    detail
        Why, in a sentence or two for those who ask.
    """

    fate: str
    headline: str
    detail: str


@dataclass(frozen=True, slots=True)
class FateCount:
    """How many of the runs have a fate, and the colour that they wear; the fate's own where they wear several."""

    fate: str
    word: str
    count: int
    color: str

    @property
    def text(self) -> str:
        """The number as it is written: ``2,473``."""
        return format_count(self.count)


def verdict(moment: "Moment") -> Verdict:
    """Return what is happening to the followed run at the playhead; every number in it is computed from there."""
    run = moment.followed_run
    if run is None and moment.history.runs:
        first = min(life.first_step for run in moment.history.runs for life in (*run.lives, run))
        words = QCoreApplication.translate("Verdict", "The first one begins at step {step}.")
        return Verdict(
            "",
            QCoreApplication.translate("Verdict", "No run has begun at this step"),
            words.format(step=format_count(first)),
        )
    if run is None:
        return Verdict(
            "",
            QCoreApplication.translate("Verdict", "No run yet"),
            QCoreApplication.translate("Verdict", "Click the landscape to place a start."),
        )
    headline, detail = _TELL[run.fate](_Facts(moment, run))
    return Verdict(run.fate, headline, detail)


def fate_word(fate: str, count: int = 1) -> str:
    """Return the word for a fate of so many runs, as it follows their number: ``7 converged``."""
    if count >= 2:
        return {
            "diverged": QCoreApplication.translate("Fate", "diverged", "several"),
            "converged": QCoreApplication.translate("Fate", "converged", "several"),
            "dead": QCoreApplication.translate("Fate", "dead", "several"),
            "stuck": QCoreApplication.translate("Fate", "stuck", "several"),
            "dying": QCoreApplication.translate("Fate", "dying", "several"),
            "moving": QCoreApplication.translate("Fate", "moving", "several"),
        }[fate]
    return {
        "diverged": QCoreApplication.translate("Fate", "diverged"),
        "converged": QCoreApplication.translate("Fate", "converged"),
        "dead": QCoreApplication.translate("Fate", "dead"),
        "stuck": QCoreApplication.translate("Fate", "stuck"),
        "dying": QCoreApplication.translate("Fate", "dying"),
        "moving": QCoreApplication.translate("Fate", "moving"),
    }[fate]


SUMMARY_ORDER = ("converged", "stuck", "dead", "dying", "diverged", "moving")
"""The fates as a summary counts them: what succeeded, what failed, what is under way."""


def fate_counts(moment: "Moment", theme: Theme) -> tuple[FateCount, ...]:
    """Return how many runs have which fate at the playhead, for the fates that there are: ``7 converged · 5 dying``."""
    counts = moment.runs.counts()
    worn = {fate: {run.color for run in moment.drawn if run.fate == fate} for fate in counts}
    return tuple(
        FateCount(
            fate,
            fate_word(fate, counts[fate]),
            counts[fate],
            worn[fate].pop() if len(worn[fate]) == 1 else FATE_LOOKS[fate].color(theme),
        )
        for fate in SUMMARY_ORDER
        if fate in counts
    )


def parameters_text(names: tuple[str, ...], values: NDArray[np.float64]) -> str:
    """Return parameters as formulas write them: ``w = −0.145, b = 0.300``; empty where they are too many to read."""
    if len(names) > MOST_PARAMETERS:
        return ""
    return listed(f"{symbol(name)} = {format_value(value)}" for name, value in zip(names, values, strict=True))


class _Facts:
    """The numbers that sentences are made of; those that cost something are computed when a sentence asks."""

    def __init__(self, moment: "Moment", run: "RunLook") -> None:
        self.moment = moment
        self.run = run
        self.landscape: Landscape = moment.landscape
        self.parameters = parameters_text(moment.names, run.position)
        loss, gradient = self.landscape.loss_and_gradient(run.position)
        self.loss = float(loss)
        self.gradient = np.asarray(gradient, dtype=np.float64)
        self.slope = float(np.linalg.norm(self.gradient))
        self.power = float(self.landscape.target_power)
        self.noise = float(self.landscape.noise_variance)
        known = self.landscape.known_lowest_loss
        self.lowest = self.noise if known is None else float(known)
        self.is_lowest_known = known is not None
        model = self.landscape.model
        self.is_relu = model.activation == "relu"
        self.variant = model.variant
        self.is_one_unit = model.variant != "hidden-layer"

    @property
    def active(self) -> float:
        """The share of inputs on which the unit, or the busiest of them, is active."""
        return float(np.max(self.landscape.active_share(self.run.position)))

    @property
    def learning(self) -> float:
        """The share of inputs on which a relu unit is active and the target is not 0."""
        return float(self.landscape.learning_share(self.run.position))

    @property
    def numbers(self) -> str:
        """The loss and, where they can be read, the parameters: ``loss 0.501, w = −0.198``."""
        return _joined(self.loss_text, self.parameters)

    @property
    def loss_text(self) -> str:
        return QCoreApplication.translate("Verdict", "loss {loss}").format(loss=_short(self.loss))

    @property
    def reaching(self) -> str:
        """The inputs on which the one unit is active, such as ``x > −2.9``; empty where a weight of 0 sets no bound."""
        weight, bias = float(self.run.position[0]), 0.0
        if self.variant != "weight":
            bias = float(self.run.position[1])
        if not self.is_one_unit or weight == 0.0:
            return ""
        # + 0.0: a kink at −0 is at 0.
        return f"x {'<' if weight < 0 else '>'} {format_number(-bias / weight + 0.0, 2, trim=True)}"


def _short(value: float) -> str:
    return format_number(value, 2 if abs(value) < PLAIN_FROM else 3)


def _joined(*parts: str) -> str:
    return listed(part for part in parts if part)


def _diverged(facts: _Facts) -> tuple[str, str]:
    step = facts.moment.playhead if facts.run.diverged_at is None else facts.run.diverged_at
    headline = QCoreApplication.translate("Verdict", "Diverged at step {step}").format(step=format_count(step))
    training = facts.moment.scenario.training
    text = QCoreApplication.translate("Verdict", "A parameter went beyond {limit}. The last point before: {numbers}.")
    most = _largest_rate(facts)
    if most is not None and training.learning_rate > most:
        why = QCoreApplication.translate(
            "Verdict", "Learning rate {rate} is above {most}, the most that the curvature at its start allows."
        )
    else:
        why = QCoreApplication.translate("Verdict", "A smaller learning rate takes smaller steps.")
    why = why.format(rate=format_number(training.learning_rate, trim=True), most=format_number(most or 0.0, trim=True))
    return headline, f"{text.format(limit=format_number(LIMIT), numbers=facts.numbers)} {why}"


def _largest_rate(facts: _Facts) -> float | None:
    """Return 2/λ with λ the loss's largest curvature at the run's start; None where that says nothing of the optimizer.

    Plain gradient descent multiplies what lies along a direction of curvature λ by 1 − ηλ a step: beyond 2/λ it grows.
    The curvature is the exact gradient's difference over a short way.
    """
    training = facts.moment.scenario.training
    if training.optimizer != "sgd" or training.momentum != 0.0:
        return None
    way = 1e-4 * np.eye(len(facts.run.start))
    gradient = facts.moment.landscape.gradient
    curvature = (gradient(facts.run.start + way) - gradient(facts.run.start - way)) / 2e-4
    if not np.isfinite(curvature).all():
        return None
    largest = float(np.linalg.eigvalsh((curvature + curvature.T) / 2)[-1])
    return 2.0 / largest if largest > 0.0 else None


def _converged(facts: _Facts) -> tuple[str, str]:
    headline = QCoreApplication.translate("Verdict", "Converged: {numbers}").format(numbers=facts.numbers)
    excess = facts.loss - facts.lowest
    can_copy = facts.lowest - facts.noise <= REACHED_SHARE * facts.power
    if excess > REACHED_SHARE * facts.power and can_copy:
        text = QCoreApplication.translate("Verdict", "Only {excess} above the lowest loss that there can be, {lowest}.")
    elif excess > REACHED_SHARE * facts.power:
        text = QCoreApplication.translate(
            "Verdict", "Only {excess} above the lowest loss that this student can reach, {lowest}."
        )
    elif not can_copy:
        text = QCoreApplication.translate("Verdict", "That is as low as this student can reach: {lowest}.")
    elif facts.noise > 0:
        text = QCoreApplication.translate(
            "Verdict", "The student does what the teacher does; what is left is the noise, {lowest}."
        )
    else:
        text = QCoreApplication.translate("Verdict", "The student does what the teacher does.")
    return headline, text.format(lowest=_short(facts.lowest), excess=format_number(excess, 2))


def _dead(facts: _Facts) -> tuple[str, str]:
    if facts.active == 0.0 and facts.is_one_unit:
        headline = QCoreApplication.translate("Verdict", "Dead: no input reaches the neuron")
    elif facts.active == 0.0:
        headline = QCoreApplication.translate("Verdict", "Dead: no input reaches any unit")
    elif facts.is_one_unit:
        headline = QCoreApplication.translate("Verdict", "Dead: active on only {share} of the inputs")
    else:
        headline = QCoreApplication.translate("Verdict", "Dead: no unit is active on more than {share} of the inputs")
    headline = headline.format(share=format_percent(facts.active))
    has_bias = facts.moment.names[-1] == "output_bias"
    others = float(np.linalg.norm(facts.gradient[:-1] if has_bias else facts.gradient))
    if others >= STUCK_GRADIENT:
        text = QCoreApplication.translate(
            "Verdict", "So few inputs have a say that the gradient is {slope}, at {numbers}."
        )
    elif facts.slope >= STUCK_GRADIENT:
        text = QCoreApplication.translate("Verdict", "Only the output bias still learns: {numbers}.")
    else:
        text = QCoreApplication.translate(
            "Verdict", "Where the neuron is silent nothing moves it: the gradient is {slope}, at {numbers}."
        )
    return headline, text.format(numbers=facts.numbers, slope=_short(facts.slope))


def _stuck(facts: _Facts) -> tuple[str, str]:
    headline = QCoreApplication.translate("Verdict", "Stuck at {where}").format(
        where=facts.parameters or facts.loss_text
    )
    if facts.is_relu and facts.learning <= ACTIVE_SHARE:
        reaching = facts.reaching
        if reaching:
            text = QCoreApplication.translate("Verdict", "Only inputs {inputs} reach the neuron; {silence}.")
        else:
            text = QCoreApplication.translate("Verdict", "Active on at most {share} of the inputs; {silence}.")
        return headline, text.format(inputs=reaching, share=format_percent(facts.active), silence=_silence(facts))
    if not facts.is_lowest_known:
        text = QCoreApplication.translate("Verdict", "The gradient has faded to {slope}, at a loss of {loss}.")
    elif facts.lowest - facts.noise > REACHED_SHARE * facts.power:
        text = QCoreApplication.translate(
            "Verdict", "The gradient has faded to {slope}, at a loss of {loss}; this student can reach {lowest}."
        )
    else:
        text = QCoreApplication.translate(
            "Verdict", "The gradient has faded to {slope}, at a loss of {loss}; the lowest there can be is {lowest}."
        )
    return headline, text.format(slope=_short(facts.slope), loss=_short(facts.loss), lowest=_short(facts.lowest))


def _dying(facts: _Facts) -> tuple[str, str]:
    reaching = facts.reaching
    if reaching:
        headline = QCoreApplication.translate("Verdict", "Dying: only inputs {inputs} ({share}) reach the neuron")
    else:
        headline = QCoreApplication.translate("Verdict", "Dying: active on at most {share} of the inputs")
    detail = _capital(
        QCoreApplication.translate("Verdict", "{silence}: {numbers}.").format(
            silence=_silence(facts), numbers=facts.numbers
        )
    )
    return headline.format(inputs=reaching, share=format_percent(facts.active)), detail


def _silence(facts: _Facts) -> str:
    """Say what inputs have to tell on which the target is 0."""
    if facts.learning < EXACTLY_NONE:
        silence = QCoreApplication.translate("Verdict", "there the target is 0, so all it can learn is {lesson}")
    else:
        silence = QCoreApplication.translate(
            "Verdict", "there the target is 0 but for {rest} of the inputs, so nearly all it can learn is {lesson}"
        )
    if facts.variant == "weight":
        lesson = QCoreApplication.translate("Verdict", "a weight nearer to 0")
    elif facts.variant == "weight-bias":
        lesson = QCoreApplication.translate("Verdict", "a smaller output")
    else:
        lesson = QCoreApplication.translate("Verdict", "to put out 0 there")
    return silence.format(lesson=lesson, rest=format_percent(facts.learning))


def _moving(facts: _Facts) -> tuple[str, str]:
    headline = _trend(facts).format(numbers=facts.numbers, loss=facts.loss_text, parameters=facts.parameters)
    return headline, " ".join(part for part in (_reach(facts), _direction(facts)) if part)


def _trend(facts: _Facts) -> str:
    """Choose the sentence by where the loss has gone in the last `TREND_STEPS` steps."""
    run, now = facts.run, facts.moment.playhead
    before = facts.moment.history.loss_at(run.id, max(run.first_step, now - TREND_STEPS))
    if now == run.first_step or before is None:
        return QCoreApplication.translate("Verdict", "At its start: {numbers}")
    if run.loss < before * (1 - TREND):
        trend = QCoreApplication.translate("Verdict", "Moving: {loss} and falling")
    elif run.loss > before * (1 + TREND):
        trend = QCoreApplication.translate("Verdict", "Moving: {loss} and rising")
    else:
        trend = QCoreApplication.translate("Verdict", "Moving slowly: {loss}")
    return _joined(trend, facts.parameters and "{parameters}")


def _reach(facts: _Facts) -> str:
    if not (facts.is_relu and facts.reaching):
        return ""
    text = QCoreApplication.translate("Verdict", "Inputs {inputs} reach the neuron, {share} of all.")
    return text.format(inputs=facts.reaching, share=format_percent(facts.active))


def _direction(facts: _Facts) -> str:
    steepest = int(np.argmax(np.abs(facts.gradient)))
    size = facts.gradient[steepest]
    if len(facts.gradient) == 1:
        text = (
            QCoreApplication.translate("Verdict", "The gradient is {gradient}: a larger {name} lowers the loss.")
            if size < 0
            else QCoreApplication.translate("Verdict", "The gradient is {gradient}: a smaller {name} lowers the loss.")
        )
        gradient = float(size)
    else:
        text = (
            QCoreApplication.translate(
                "Verdict", "The gradient’s size is {gradient}: above all it asks for a larger {name}."
            )
            if size < 0
            else QCoreApplication.translate(
                "Verdict", "The gradient’s size is {gradient}: above all it asks for a smaller {name}."
            )
        )
        gradient = facts.slope
    return text.format(gradient=_short(gradient), name=symbol(facts.moment.names[steepest]))


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]


_TELL: dict[str, Callable[[_Facts], tuple[str, str]]] = {
    "diverged": _diverged,
    "converged": _converged,
    "dead": _dead,
    "stuck": _stuck,
    "dying": _dying,
    "moving": _moving,
}
