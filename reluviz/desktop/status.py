"""What the line at the bottom says: engine, precision, batches, seed, and what the engine has to say; GUI thread."""

from reluviz.language import translate
from reluviz.scenario.model import Scenario
from reluviz.scene.numbers import format_count
from reluviz.training.session import Status

SLOW = 0.8
"""Of the speed asked for: a training that is slower says how fast it is."""


def status_words(status: Status, scenario: Scenario, speed: float) -> str:
    """Return the line, such as ``TensorFlow · float32 · batches of 1,000 · seed 0``; `speed` is the one asked for."""
    training = scenario.training
    if training.gradient == "exact":
        batches = translate("Status", "exact gradient")
    else:
        batches = translate("Status", "batches of {count}").format(count=format_count(training.batch_size))
    seed = translate("Status", "seed {seed}").format(seed=training.seed)
    parts = [status.engine_name, status.precision, batches, seed]
    if 0 < status.steps_per_second < SLOW * speed:
        # Two digits: more would flicker.
        rate = float(f"{status.steps_per_second:.2g}")
        parts.append(translate("Status", "{rate} steps/s are made").format(rate=format_count(rate)))
    if status.message:
        parts.append(status.message)
    return " · ".join(parts)
