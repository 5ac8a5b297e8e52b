"""What the verdict says of how a run steps: that its steps grow without end; GUI thread and recorder."""

import numpy as np
from PySide6.QtCore import QCoreApplication

from reluviz.scene.numbers import format_count, format_number
from reluviz.scene.verdict_facts import Facts
from reluviz.training.records import LIMIT


def diverged(facts: Facts) -> tuple[str, str]:
    """Say when a run blew up, where it was last, and what made it."""
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


def _largest_rate(facts: Facts) -> float | None:
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
