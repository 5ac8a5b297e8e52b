"""Why an engine cannot go on, as its own process tells it in English, in the language that is spoken; any thread."""

from reluviz.language import marked, translate

REASONS = (
    marked("Engine", "TensorFlow cannot be imported: {error}"),
    marked("Engine", "TensorFlow cannot compile this training: {error}"),
    marked("Engine", "TensorFlow cannot go on: {error}"),
)
"""What the process tells (`reluviz.training.engine_process`), which knows no language: it would have to import Qt."""


def shown_reason(told: str) -> str:
    """Return a reason in the language that is spoken; what is behind the colon stays as TensorFlow says it."""
    for reason in REASONS:
        head = reason.partition("{")[0]
        if told.startswith(head):
            return translate("Engine", reason).format(error=told.removeprefix(head))
    return told
