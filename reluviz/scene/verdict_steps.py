"""What the verdict says of how a run steps: its steps grow without end, or go to and fro; GUI thread and recorder."""

import numpy as np
from PySide6.QtCore import QCoreApplication

from reluviz.scenario.model import Training
from reluviz.scenario.parameters import symbol
from reluviz.scene.numbers import format_count, format_number, format_value
from reluviz.scene.verdict_facts import Facts, short
from reluviz.training.fates import ACTIVE_SHARE
from reluviz.training.records import LIMIT
from reluviz.training.stability import (
    DECAY,
    Jumps,
    curvature_at,
    curvature_of_minimum,
    jumps,
    largest_rate,
    span_to,
)

TREND_STEPS = 100
"""How many steps back one looks, to say how a run goes."""

AS_LONG_AS_THE_RATE = frozenset({"rmsprop", "adam", "adamw", "nadam", "lion"})
"""The optimizers that divide the gradient by its own size."""


def diverged(facts: Facts) -> tuple[str, str]:
    """Say when a run blew up, where it was last, and what made it."""
    step = facts.moment.playhead if facts.run.diverged_at is None else facts.run.diverged_at
    headline = QCoreApplication.translate("Verdict", "Diverged at step {step}").format(step=format_count(step))
    text = QCoreApplication.translate("Verdict", "A parameter went beyond {limit}; the last point before: {numbers}.")
    return headline, f"{_blow_up(facts, step)} {text.format(limit=format_number(LIMIT), numbers=facts.numbers)}"


def _blow_up(facts: Facts, step: int) -> str:
    """Say what made a run diverge at a step, by the settings that led there, whatever they are now."""
    moment, run = facts.moment, facts.run
    span = span_to(moment.history, moment.scenario.training, step)
    training, rate = span.training, _number(span.training.learning_rate)
    if training.optimizer == "sgd":
        set_at = max(run.first_step, span.first_step)
        there = moment.history.at(run.id, set_at)
        places = (
            (
                QCoreApplication.translate("Verdict", "at its start")
                if set_at == run.first_step
                else QCoreApplication.translate("Verdict", "at step {step}"),
                run.start if there is None else np.asarray(there, np.float64),
            ),
            (QCoreApplication.translate("Verdict", "at the last point"), run.position),
        )
        for where, row in places:
            most = largest_rate(training, curvature_at(facts.landscape, tuple(row.tolist())))
            if most is not None and training.learning_rate > most:
                text = _too_large(training)
                return text.format(rate=rate, most=_number(most), where=where.format(step=format_count(set_at)))
    if training.optimizer == "adamw" and DECAY * training.learning_rate > 2.0:
        text = QCoreApplication.translate(
            "Verdict",
            "At learning rate {rate} the weight decay of {decay} multiplies each parameter by {factor} a step.",
        )
        factor = _number(1.0 - DECAY * training.learning_rate)
        return text.format(rate=rate, decay=_number(DECAY), factor=factor)
    if training.optimizer in AS_LONG_AS_THE_RATE:
        return _as_long_as_the_rate(rate)
    path = moment.history.path(run.id, step - 2, step - 1)
    if path.steps.tolist() != [step - 2, step - 1]:
        return QCoreApplication.translate("Verdict", "Its learning rate was {rate}.").format(rate=rate)
    size = float(np.linalg.norm(np.diff(path.parameters.astype(np.float64), axis=0)))
    text = QCoreApplication.translate("Verdict", "At learning rate {rate} the step to the last point was {size} long.")
    return text.format(rate=rate, size=short(size))


def jumping(facts: Facts) -> tuple[str, str] | None:
    """Say between which values a run goes to and fro, and why it does not come to rest; None if it does not.

    Nor if it does so where nothing but the target 0 reaches it: that it dies is more to say.
    """
    moment, run = facts.moment, facts.run
    now = moment.playhead
    span = span_to(moment.history, moment.scenario.training, now)
    first = max(run.first_step, span.first_step, now - TREND_STEPS)
    found = jumps(facts.landscape, moment.history, run.id, span.training, first, now)
    if found is None or (run.fate == "dying" and not _comes_back(facts, now)):
        return None
    widest = int(np.argmax(found.highest - found.lowest))
    low, high = (format_value(float(ends[widest])) for ends in (found.lowest, found.highest))
    if low == high:
        return None
    headline = QCoreApplication.translate("Verdict", "Jumping to and fro: {name} between {low} and {high}")
    headline = headline.format(name=symbol(moment.names[widest]), low=low, high=high)
    return headline, _unrest(facts, span.training, found)


def _comes_back(facts: Facts, now: int) -> bool:
    before = facts.moment.history.at(facts.run.id, now - 1)
    return before is not None and bool(facts.landscape.learning_share(before) > ACTIVE_SHARE)


def _unrest(facts: Facts, training: Training, found: Jumps) -> str:
    """Say why jumps do not shrink."""
    rate = _number(training.learning_rate)
    if training.optimizer in AS_LONG_AS_THE_RATE:
        return _as_long_as_the_rate(rate)
    if facts.parameters:
        between = tuple(np.round((found.lowest + found.highest) / 2, 3).tolist())
        where = QCoreApplication.translate("Verdict", "at the minimum")
        curvature = curvature_of_minimum(facts.landscape, between, round(found.length, 2))
        if curvature is None:
            where = QCoreApplication.translate("Verdict", "midway")
            curvature = curvature_at(facts.landscape, between)
        most = largest_rate(training, curvature)
        if most is not None and abs(training.learning_rate - most) <= 1e-3 * most:
            text = QCoreApplication.translate(
                "Verdict", "Learning rate {rate} is the very one at which the curvature {where} lets no step shrink."
            )
            return text.format(rate=rate, where=where)
        if most is not None and training.learning_rate > most:
            return _too_large(training).format(rate=rate, most=_number(most), where=where)
    text = QCoreApplication.translate("Verdict", "Its steps, {size} long on average, lead back again and again.")
    return text.format(size=short(found.length))


def _as_long_as_the_rate(rate: str) -> str:
    text = QCoreApplication.translate(
        "Verdict", "Each step moves a parameter by about the learning rate, {rate}, however small the gradient."
    )
    return text.format(rate=rate)


def _too_large(training: Training) -> str:
    if training.momentum == 0.0:
        return QCoreApplication.translate(
            "Verdict", "Learning rate {rate} is above {most}, the most that the curvature {where} allows."
        )
    text = (
        QCoreApplication.translate(
            "Verdict",
            "Learning rate {rate} is above {most}, the most that the curvature {where} allows with Nesterov’s momentum"
            " {momentum}.",
        )
        if training.nesterov
        else QCoreApplication.translate(
            "Verdict",
            "Learning rate {rate} is above {most}, the most that the curvature {where} allows with momentum"
            " {momentum}.",
        )
    )
    return text.replace("{momentum}", _number(training.momentum))


def _number(value: float) -> str:
    return format_number(value, trim=True)
