"""What an exported program says about itself, in the language that is spoken; any thread."""

from reluviz.language import marked, translate

WORDS = {
    "untitled": marked("Export", "A single neuron"),
    "about": marked(
        "Export",
        "The same experiment as a plain Keras program: the same starts, the same batches from the same seed, "
        "and so the same parameters at the end.",
    ),
    "about exact": marked(
        "Export",
        "The same experiment as a plain Keras program: the same starts, the same gradient of the expected "
        "loss, and so the same parameters at the end.",
    ),
    "needs": marked("Export", "It needs tensorflow and numpy; where matplotlib is installed too, it shows a figure."),
    "settings": marked("Export", "Settings"),
    "settings words": marked(
        "Export",
        "One step sees one batch. An epoch is only a round number of steps: the loss is noted once an epoch.",
    ),
    "settings exact": marked("Export", "An epoch is only a round number of steps: the loss is noted once an epoch."),
    "starts": marked("Export", "Starts"),
    "starts words": marked(
        "Export",
        "Each start is trained by itself: the label of the run, and its initial parameters.",
    ),
    "data": marked("Export", "Data"),
    "data words": marked("Export", "The inputs come from the seed, and the teacher makes the targets."),
    "data exact": marked(
        "Export",
        "Instead of batches there are the points of a quadrature (Gauss–Legendre), with weights: their "
        "weighted mean is the mean over all inputs. The panels end at every kink, so they move with the "
        "student.",
    ),
    "teacher": marked("Export", "Return the teacher's answer."),
    "epochs": marked("Export", "Yield inputs and targets, an epoch at a time; the same ones at each call."),
    "points": marked("Export", "Return inputs, targets and weights: their weighted mean is the mean over all inputs."),
    "student": marked("Export", "Student and training"),
    "student words": marked(
        "Export",
        "The student is a stack of Keras's layers, and the loss is the mean squared error.",
    ),
    "returns student": marked("Export", "Return the student: {}."),
    "train": marked("Export", "Train from one start; return the model and the loss of each epoch."),
    "results": marked("Export", "Results"),
    "results words": marked("Export", "Where each run has ended up, with all digits."),
    "figure": marked("Export", "Figure"),
    "figure words": marked("Export", "The loss of each run over the steps, if matplotlib is installed."),
    "run": marked("Export", "run"),
    "step": marked("Export", "step"),
    "loss": marked("Export", "loss"),
    "training takes": marked("Export", "Training takes about a thousandth of a second a step."),
}
"""Every text by its name."""


def word(name: str) -> str:
    """Return a text in the language that is spoken."""
    return translate("Export", WORDS[name])
