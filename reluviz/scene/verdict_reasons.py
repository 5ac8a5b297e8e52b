"""The verdict's sentences and reasons, one function for a fate, made of numbers; GUI thread and recorder."""

import numpy as np
from PySide6.QtCore import QCoreApplication

from reluviz.scenario.parameters import symbol
from reluviz.scene.numbers import format_count, format_number, format_percent
from reluviz.scene.verdict_facts import EXACTLY_NONE, Facts, joined, short
from reluviz.scene.verdict_remedies import remedy
from reluviz.scene.verdict_steps import TREND_STEPS, jumping
from reluviz.training.fates import ACTIVE_SHARE, STUCK_GRADIENT

REACHED_SHARE = 1e-6
"""Of E[target²]: a run this near to the lowest loss has nothing left to learn that an eye could see."""

NEARLY_ALL = 0.9
"""A share of the inputs above this is not said to be the only one."""

TREND = 1e-3
"""The change of the loss, relative to itself, that counts as falling or rising."""


def converged(facts: Facts) -> tuple[str, str]:
    """Say how near to the lowest loss a run is."""
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
    return headline, text.format(lowest=short(facts.lowest), excess=format_number(excess, 2))


def dead(facts: Facts) -> tuple[str, str]:
    """Say on how few inputs the units of a dead run are active, and what they still learn."""
    if facts.active == 0.0 and facts.is_one_unit:
        headline = QCoreApplication.translate("Verdict", "Dead: no input reaches the neuron")
    elif facts.active == 0.0:
        headline = QCoreApplication.translate("Verdict", "Dead: no input reaches any unit")
    elif facts.is_one_unit:
        headline = QCoreApplication.translate("Verdict", "Dead: active on only {share} of the inputs")
    else:
        headline = QCoreApplication.translate("Verdict", "Dead: no unit is active on more than {share} of the inputs")
    headline = headline.format(share=format_percent(facts.active))
    others = float(np.linalg.norm(facts.gradient[:-1] if facts.has_output_bias else facts.gradient))
    if others >= STUCK_GRADIENT:
        text = QCoreApplication.translate("Verdict", "But those few still pull: the gradient is {slope}, at {numbers}.")
    elif facts.slope >= STUCK_GRADIENT:
        text = QCoreApplication.translate("Verdict", "Only the output bias still learns: {numbers}.")
    elif not facts.is_one_unit:
        text = QCoreApplication.translate(
            "Verdict", "Where all units are silent nothing moves them: the gradient is {slope}, at {numbers}."
        )
    else:
        text = QCoreApplication.translate(
            "Verdict", "Where the neuron is silent nothing moves it: the gradient is {slope}, at {numbers}."
        )
    return headline, _with_remedy(text.format(numbers=facts.numbers, slope=short(facts.slope)), facts)


def stuck(facts: Facts) -> tuple[str, str]:
    """Say where a run stands, and why nothing moves it."""
    where = facts.parameters or facts.loss_text
    excess = facts.loss - facts.lowest
    if facts.is_lowest_known and excess <= REACHED_SHARE * facts.scale:
        # Beside a teacher that says 0, the fate's own measure is 0.
        headline = QCoreApplication.translate("Verdict", "At rest at {where}").format(where=where)
        text = QCoreApplication.translate("Verdict", "Only {excess} above the lowest loss that there can be, {lowest}.")
        return headline, text.format(excess=format_number(excess, 2), lowest=short(facts.lowest))
    headline = QCoreApplication.translate("Verdict", "Stuck at {where}").format(where=where)
    if facts.is_relu and facts.learning <= ACTIVE_SHARE:
        if not facts.reaching:
            text = QCoreApplication.translate(
                "Verdict", "{active} of {count} units are active, on at most {share} of the inputs; {silence}."
            )
        elif facts.active > NEARLY_ALL:
            text = QCoreApplication.translate("Verdict", "Inputs {inputs} reach the neuron, {share} of all; {silence}.")
        else:
            text = QCoreApplication.translate(
                "Verdict", "Only inputs {inputs} reach the neuron, {share} of all; {silence}."
            )
        return headline, _with_remedy(text.format(silence=_silence(facts), **_reached(facts)), facts)
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
    return headline, text.format(slope=short(facts.slope), loss=short(facts.loss), lowest=short(facts.lowest))


def dying(facts: Facts) -> tuple[str, str]:
    """Say which inputs still reach a run, and what they tell it."""
    to_and_fro = jumping(facts)
    if to_and_fro is not None:
        return to_and_fro
    if not facts.reaching:
        headline = QCoreApplication.translate(
            "Verdict", "Dying: {active} of {count} units active, on at most {share} of the inputs"
        )
    elif facts.active > NEARLY_ALL:
        headline = QCoreApplication.translate("Verdict", "Dying: inputs {inputs} ({share}) reach the neuron")
    else:
        headline = QCoreApplication.translate("Verdict", "Dying: only inputs {inputs} ({share}) reach the neuron")
    detail = _capital(
        QCoreApplication.translate("Verdict", "{silence}: {numbers}.").format(
            silence=_silence(facts), numbers=facts.loss_text if facts.has_output_bias else facts.numbers
        )
    )
    return headline.format(**_reached(facts)), _with_remedy(detail, facts)


def _with_remedy(detail: str, facts: Facts) -> str:
    return " ".join(part for part in (detail, remedy(facts)) if part)


def _reached(facts: Facts) -> dict[str, str]:
    """Return the fields of sentences on which inputs reach what."""
    return {
        "inputs": facts.reaching,
        "share": format_percent(facts.active),
        "active": format_count(facts.units_active),
        "count": format_count(len(facts.shares)),
    }


def _silence(facts: Facts) -> str:
    """Say what inputs have to tell on which the target is 0; an output bias hears the others too."""
    is_all = facts.learning < EXACTLY_NONE
    if facts.has_output_bias:
        silence = (
            QCoreApplication.translate(
                "Verdict",
                "there all that {parts} can learn is the target, 0; {bias} learns from all inputs",
            )
            if is_all
            else QCoreApplication.translate(
                "Verdict",
                "there nearly all that {parts} can learn is a target of 0, but for {rest} of the inputs; {bias} learns"
                " from all of them",
            )
        )
        if facts.is_one_unit:
            parts, bias = QCoreApplication.translate("Verdict", "w, b and v"), symbol("output_bias")
        else:
            parts = QCoreApplication.translate("Verdict", "the units")
            bias = QCoreApplication.translate("Verdict", "the output bias")
        return silence.format(parts=parts, bias=bias, rest=format_percent(facts.learning))
    silence = (
        QCoreApplication.translate("Verdict", "there the target is 0, so all it can learn is {lesson}")
        if is_all
        else QCoreApplication.translate(
            "Verdict", "there the target is 0 but for {rest} of the inputs, so nearly all it can learn is {lesson}"
        )
    )
    if facts.variant == "weight":
        lesson = QCoreApplication.translate("Verdict", "a weight nearer to 0")
    else:
        lesson = QCoreApplication.translate("Verdict", "a smaller output")
    return silence.format(lesson=lesson, rest=format_percent(facts.learning))


def moving(facts: Facts) -> tuple[str, str]:
    """Say where a run moves, what reaches it, and what its gradient asks for."""
    to_and_fro = jumping(facts)
    if to_and_fro is not None:
        return to_and_fro
    headline = _trend(facts).format(numbers=facts.numbers, loss=facts.loss_text, parameters=facts.parameters)
    return headline, " ".join(part for part in (_reach(facts), _direction(facts)) if part)


def _trend(facts: Facts) -> str:
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
    return joined(trend, facts.parameters and "{parameters}")


def _reach(facts: Facts) -> str:
    if not facts.is_relu:
        return ""
    if facts.reaching:
        text = QCoreApplication.translate("Verdict", "Inputs {inputs} reach the neuron, {share} of all.")
    elif facts.is_one_unit:
        text = QCoreApplication.translate("Verdict", "All inputs reach the neuron.")
    else:
        text = QCoreApplication.translate(
            "Verdict", "{active} of {count} units are active, on at most {share} of the inputs."
        )
    return text.format(**_reached(facts))


def _direction(facts: Facts) -> str:
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
    return text.format(gradient=short(gradient), name=symbol(facts.moment.names[steepest]))


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]
