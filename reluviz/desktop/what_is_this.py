"""What Shift+F1 tells of each part of the window: views, controls, transport, menus; GUI thread, once it is asked for.

Controls and actions have their words in the tables that they are made from; the tables here add the views, the
sections, and the formulas. The texts are given to the widgets when the mode begins, so that the start does not wait for
any, and they are in the language of then.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication
from PySide6.QtWidgets import QPushButton, QWidget

from reluviz.desktop.controls.control import Control
from reluviz.desktop.controls.race_section import RacerButton
from reluviz.desktop.controls.words import tooltip
from reluviz.scenario.spec import Spec

if TYPE_CHECKING:
    from reluviz.desktop.window import MainWindow

VIEWS: dict[str, object] = {
    "landscape": QT_TRANSLATE_NOOP(
        "WhatsThis",
        "<b>Landscape</b><br>The expected loss over the student’s parameters, computed exactly:<br>"
        "L = E[(f(x) − y)²].<br>Each run is a trail from its start to its head. The head’s shape and colour tell its "
        "fate; the arrow of the followed run points downhill, along −∇L. A click sets the followed start, a click "
        "with Shift adds one, a drag moves one, the wheel zooms.",
    ),
    "neuron": QT_TRANSLATE_NOOP(
        "WhatsThis",
        "<b>Neuron</b><br>Over the input x: what the followed student f(x) answers, what the teacher answers (dashed), "
        "and how often each input comes (the hill). On the shaded inputs the neuron is active. It has learnt its task "
        "when both lines are one wherever inputs come.",
    ),
    "push": QT_TRANSLATE_NOOP(
        "WhatsThis",
        "<b>Push</b><br>Which way, and how much, each input x moves each parameter θ of the followed run:<br>"
        "−p(x) · 2 (f(x) − y) · ∂f/∂θ, where p is the density of the inputs.<br>"
        "All inputs together come to −∂L/∂θ. Where no unit is active, no input has a say.<br>"
        "With mini-batches each tick is a sample of the step’s batch.",
    ),
    "loss": QT_TRANSLATE_NOOP(
        "WhatsThis",
        "<b>Loss</b><br>The expected loss L of all runs over the steps, up to the playhead, on a logarithmic axis. "
        "A line that goes flat above the lowest loss is a run that has got stuck.",
    ),
    "parameters": QT_TRANSLATE_NOOP(
        "WhatsThis",
        "<b>Parameters</b><br>The followed run’s parameters over the steps, up to the playhead; those of all runs "
        "where the student has but one.",
    ),
    "fates": QT_TRANSLATE_NOOP(
        "WhatsThis",
        "<b>Fates</b><br>How many runs have which fate at the playhead, as a bar and as a table. Of starts that are "
        "drawn at random it tells in which range the true share lies (95 % intervals after Wilson).",
    ),
    "update": QT_TRANSLATE_NOOP(
        "WhatsThis",
        "<b>Update</b><br>One step of the followed run in formulas, from the playhead to the next step: first in "
        "letters, then with the numbers. With mini-batches g is the gradient of the very batch that the step sees.",
    ),
}
"""What each view shows, by the view's name."""

SECTIONS: dict[str, object] = {
    "model": QT_TRANSLATE_NOOP("WhatsThis", "<b>Model</b><br>The student: which parameters it has, and its function."),
    "start": QT_TRANSLATE_NOOP(
        "WhatsThis",
        "<b>Start</b><br>The initial parameters of the followed run, and many starts at once, at random or on a grid.",
    ),
    "training": QT_TRANSLATE_NOOP(
        "WhatsThis",
        "<b>Training</b><br>How the student learns. Changes act at once on the training that is running.",
    ),
    "race": QT_TRANSLATE_NOOP(
        "WhatsThis",
        "<b>Race</b><br>The same starts under other settings, one racer each; Model and Training show and change the "
        "chosen one’s.",
    ),
    "axes": QT_TRANSLATE_NOOP(
        "WhatsThis",
        "<b>Landscape</b><br>Whether it is a curve, a map or a surface, and which parameters stand on its axes. The "
        "other parameters are those of the followed run at the playhead.",
    ),
    "basins": QT_TRANSLATE_NOOP(
        "WhatsThis",
        "<b>Basin map</b><br>The landscape, coloured by the fate of a training that begins at each place.",
    ),
    "data": QT_TRANSLATE_NOOP(
        "WhatsThis", "<b>Data</b><br>The inputs x that training draws, and noise on the targets."
    ),
    "teacher": QT_TRANSLATE_NOOP("WhatsThis", "<b>Teacher</b><br>The function that the student is to learn."),
    "engine": QT_TRANSLATE_NOOP(
        "WhatsThis", "<b>Engine</b><br>What computes the steps, in which numbers, and from which seed."
    ),
}
"""What each section of the controls is for, by the section's name."""

PARTS: dict[str, object] = {
    "verdict": QT_TRANSLATE_NOOP(
        "WhatsThis",
        "<b>Verdict</b><br>What happens to the followed run at the playhead, and why; below it, how many runs have "
        "which fate.",
    ),
    "cue": QT_TRANSLATE_NOOP(
        "WhatsThis",
        "<b>Cue</b><br>The words of the lesson’s cue. The arrows go to the cue before and to the next one; the cross "
        "ends the lesson.",
    ),
    "message": QT_TRANSLATE_NOOP(
        "WhatsThis", "<b>Message</b><br>What went wrong, or is good to know. The cross closes it, and so does Escape."
    ),
    "counter": QT_TRANSLATE_NOOP(
        "WhatsThis", "<b>Step</b><br>The step at the playhead, and how many steps the training makes."
    ),
    "status": QT_TRANSLATE_NOOP(
        "WhatsThis", "<b>Engine</b><br>What makes the steps, with which numbers, batches and seed."
    ),
    "controls": QT_TRANSLATE_NOOP(
        "WhatsThis", "<b>Controls</b><br>All that can be set of the experiment. A heading opens and closes its section."
    ),
}
"""What the other parts of the window are."""

VARIANTS = {
    "weight": "f(x) = φ(w x)",
    "weight-bias": "f(x) = φ(w x + b)",
    "weight-bias-output": "f(x) = v φ(w x + b) + c",
    "hidden-layer": "f(x) = Σⱼ vⱼ φ(wⱼ x + bⱼ) + c",
}
ACTIVATIONS = {
    "relu": "φ(z) = max(z, 0)",
    "leaky_relu": "φ(z) = max(z, 0) + α min(z, 0)",
    "elu": "φ(z) = max(z, 0) + min(eᶻ − 1, 0)",
    "selu": "φ(z) = s (max(z, 0) + a min(eᶻ − 1, 0))",
    "softplus": "φ(z) = ln(1 + eᶻ)",
    "gelu": "φ(z) = z Φ(z)",
    "silu": "φ(z) = z / (1 + e⁻ᶻ)",
    "tanh": "φ(z) = tanh z",
}
OPTIMIZERS = {
    "sgd": "w ← w − η g",
    "rmsprop": "s ← ρ s + (1 − ρ) g², w ← w − η g / √(s + ε)",
    "adagrad": "s ← s + g², w ← w − η g / √(s + ε)",
    "adam": "m ← β₁ m + (1 − β₁) g, s ← β₂ s + (1 − β₂) g², w ← w − αₜ m / (√s + ε),<br>αₜ = η √(1 − β₂ᵗ) / (1 − β₁ᵗ)",
    "adamw": "w ← w − λ η w, Adam",
    "nadam": "Adam + Nesterov",
    "lion": "w ← w − η sign(β₁ m + (1 − β₁) g), m ← β₂ m + (1 − β₂) g",
}
CHOICES: dict[str, dict[str, str]] = {
    "model.variant": VARIANTS,
    "model.activation": ACTIVATIONS,
    "training.optimizer": OPTIMIZERS,
    "training.gradient": {"batch": "g = 1/n · Σᵢ ∂(f(xᵢ) − yᵢ)²/∂w", "exact": "g = ∂L/∂w, L = E[(f(x) − y)²]"},
    "data.distribution": {"normal": "x ~ N(μ, σ²)", "uniform": "x ~ U(a, b)"},
    "starts.initializer": {
        "glorot_uniform": "U(−√(6/(n + m)), √(6/(n + m)))",
        "he_normal": "N(0, 2/n)",
        "normal": "N(0, s²)",
        "uniform": "U(−s, s)",
        "zeros": "0",
    },
}
"""The formula of each choice, by the path of the field."""

FORMULAS = {
    "training.momentum": "m ← β m − η g, w ← w + m",
    "training.nesterov": "m ← β m − η g, w ← w + β m − η g",
    "target": "y = Σ v · relu(w x + b)",
}
"""The formula of a field, by its path, or by its table where all fields of that share one."""


def control_text(path: str, spec: Spec, keys: str = "") -> str:
    """Return what is told of a control: meaning, range, when it acts, key, and the formula where there is one."""
    lines = [tooltip(spec, keys=keys)]
    labels = spec.shown_choices()
    both = QCoreApplication.translate("WhatsThis", "{choice}: {formula}")
    lines += [
        both.format(choice=labels[name], formula=formula)
        for name, formula in CHOICES.get(path, {}).items()
        if name in labels
    ]
    formula = FORMULAS.get(path) or FORMULAS.get(path.partition(".")[0])
    if formula:
        lines.append(formula)
    return "<br>".join(line.replace(" < ", " &lt; ") for line in lines)


def explain(window: "MainWindow") -> None:
    """Give every part of the window its text, in the language of now."""
    for widget, text in _texts(window):
        widget.setWhatsThis(text)
    actions = window.actions_by_name
    if actions is not None:
        for action in actions.actions.values():
            action.setWhatsThis(action.toolTip())


def _texts(window: "MainWindow") -> Iterator[tuple[QWidget, str]]:
    """Yield the parts and their texts; a part within a part without one of its own has the outer one's."""
    stage, transport = window.stage, window.transport
    yield stage, _said(VIEWS["landscape"])
    for part, widget in (
        ("verdict", stage.verdict),
        ("cue", stage.cue_bar),
        ("message", stage.messages),
        ("counter", transport.counter),
        ("status", window.statusBar()),
    ):
        yield widget, _said(PARTS[part])
    for name, panel in window.panels.items():
        yield panel, _said(VIEWS.get(name, PARTS["controls"]))
        grip = panel.titleBarWidget()
        yield grip, grip.toolTip()
    for name, section in window.column.sections.items():
        yield section, _said(SECTIONS[name])
        for button in section.findChildren(QPushButton) + section.findChildren(RacerButton):
            yield button, button.toolTip()
        for control in section.findChildren(Control):
            yield control, control_text(str(control.property("path") or ""), control.spec, control.keys)
    for button in (*transport.buttons.values(), transport.play, transport.record, transport.speed, transport.timeline):
        yield button, button.toolTip()
    yield transport.speed_label, transport.speed.toolTip()


def _said(text: object) -> str:
    return QCoreApplication.translate("WhatsThis", str(text))
