"""What a run that no target reaches would need, in the verdict's words; GUI thread and recorder."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QCoreApplication

from reluviz.scenario.model import Training
from reluviz.scene.numbers import format_number, format_percent
from reluviz.scene.verdict_facts import EXACTLY_NONE, Facts
from reluviz.training.fates import ACTIVE_SHARE
from reluviz.training.stability import span_to

REMEMBERED = {"adam": 0.9, "adamw": 0.9, "nadam": 0.9}
"""The part of its last step that an optimizer takes again, where no setting tells."""

MOST_STEPS = 1000.0
"""So many of its last steps a run may coast."""


def remedy(facts: Facts) -> str:
    """Say what may still carry a run to other targets, or what it would take; empty where no short answer is true."""
    if not facts.is_relu:
        return ""
    span = facts.landscape.target_span
    if span is None:
        return ""
    low, high = facts.landscape.inputs.ends
    # 1 where targets other than 0 begin at some x and go on to the highest, −1 where they begin at the lowest, else 0.
    side = (low < span[0]) - (span[1] < high)
    end = span[0] if side > 0 else span[1]
    if _may_coast(facts, side if end == 0.0 else 0):
        return QCoreApplication.translate("Verdict", "But it still moves: its momentum may carry it to other targets.")
    if not facts.is_one_unit:
        is_silent = side and facts.learning < EXACTLY_NONE
        return _to_reach(facts, ">" if side > 0 else "<", end) if is_silent else ""
    weight = float(facts.run.position[0])
    if side and side * weight <= 0.0 and facts.learning < EXACTLY_NONE:
        return _to_reach(facts, ">" if side > 0 else "<", end)
    if facts.run.fate == "dead" and facts.variant != "weight" and weight != 0.0:
        return _to_be_active(facts, weight)
    return ""


def _to_reach(facts: Facts, sign: str, end: float) -> str:
    """Say what a unit needs whose side of the inputs has no target but 0; the others begin at `end`."""
    if not facts.is_one_unit and end == 0.0:
        text = QCoreApplication.translate(
            "Verdict", "A target other than 0 would take a unit with w {sign} 0 or b > 0."
        )
    elif not facts.is_one_unit:
        text = QCoreApplication.translate(
            "Verdict", "A target other than 0 would take a unit with w {sign} 0 or a kink beyond x = {end}."
        )
    elif facts.variant == "weight":
        text = QCoreApplication.translate("Verdict", "A target other than 0 would take w {sign} 0.")
    elif end == 0.0:
        text = QCoreApplication.translate("Verdict", "A target other than 0 would take w {sign} 0 or b > 0.")
    else:
        text = QCoreApplication.translate(
            "Verdict", "A target other than 0 would take w {sign} 0 or a kink beyond x = {end}."
        )
    return text.format(sign=sign, end=format_number(end, trim=True))


def _to_be_active(facts: Facts, weight: float) -> str:
    """Say which bias wakes a dead unit that looks the right way."""
    inputs = facts.landscape.inputs
    tail = inputs.tail(ACTIVE_SHARE)
    bias = -weight * (inputs.center + (tail if weight > 0.0 else -tail))
    text = QCoreApplication.translate(
        "Verdict", "At this w it would take b > {bias} to be active on {share} of the inputs."
    )
    return text.format(bias=format_number(bias), share=format_percent(ACTIVE_SHARE))


def _may_coast(facts: Facts, side: int) -> bool:
    """Tell whether a run would reach other targets if it lost its gradient and went on by its momentum alone.

    `side` is that of x = 0 on which these lie, if it is one.
    """
    moment, run = facts.moment, facts.run
    now = moment.playhead
    if now <= run.first_step:
        return False
    kept = _kept(span_to(moment.history, moment.scenario.training, now).training)
    if kept == 0.0:
        return False
    path = moment.history.path(run.id, now - 1, now)
    if path.steps.tolist() != [now - 1, now]:
        return False
    before, here = path.parameters.astype(np.float64)
    # kept + kept² + … of the last step; with a momentum of 1 it never ends.
    way = (here - before) * min(kept / (1.0 - kept) if kept < 1.0 else np.inf, MOST_STEPS)
    if side and facts.is_one_unit and not any(_may_reach(facts, row, side) for row in (here, here + way)):
        return False
    ahead = here + np.outer(np.linspace(0.0, 1.0, 9)[1:], way)
    return bool((facts.landscape.learning_share(ahead) > ACTIVE_SHARE).any())


def _may_reach(facts: Facts, row: NDArray[np.float64], side: int) -> bool:
    """Tell whether a unit is active anywhere on a side of x = 0; on a straight way, if at no end, then nowhere."""
    return bool(side * row[0] > 0.0 or (facts.variant != "weight" and row[1] > 0.0))


def _kept(training: Training) -> float:
    return training.momentum if training.optimizer == "sgd" else REMEMBERED.get(training.optimizer, 0.0)
