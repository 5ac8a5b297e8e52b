"""What the line at the bottom says: engine, precision, batches, seed, and what the engine has to say; GUI thread."""

from PySide6.QtCore import QCoreApplication

from reluviz.scenario.model import Scenario
from reluviz.scene.numbers import format_count
from reluviz.training.session import Status


def status_words(status: Status, scenario: Scenario) -> str:
    """Return the line, such as ``TensorFlow · float32 · batches of 1,000 · seed 0``."""
    training = scenario.training
    if training.gradient == "exact":
        batches = QCoreApplication.translate("Status", "exact gradient")
    else:
        batches = QCoreApplication.translate("Status", "batches of {count}").format(
            count=format_count(training.batch_size)
        )
    seed = QCoreApplication.translate("Status", "seed {seed}").format(seed=training.seed)
    parts = [status.engine_name, status.precision, batches, seed]
    if status.message:
        parts.append(status.message)
    return " · ".join(parts)
