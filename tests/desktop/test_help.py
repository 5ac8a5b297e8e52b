"""What helps: the hint of the first start, and what is told of each part of the window."""

import math
import re
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWhatsThis

from reluviz import desktop
from reluviz.desktop.actions import ACTIONS
from reluviz.desktop.controls.column import TITLES as SECTION_TITLES
from reluviz.desktop.controls.control import Control
from reluviz.desktop.panels import TITLES as PANEL_TITLES
from reluviz.desktop.settings import Settings
from reluviz.desktop.what_is_this import ACTIVATIONS as ACTIVATION_FORMULAS
from reluviz.desktop.what_is_this import CHOICES, VIEWS
from reluviz.desktop.what_is_this import SECTIONS as SECTION_TEXTS
from reluviz.landscape.activations import activation_of
from reluviz.scenario.learning import Model
from reluviz.scenario.model import field


@pytest.fixture
def first(make_application):
    """The window at the very first start."""
    return make_application(first=True)


def clicked(application):
    viewport = application.stage.canvas.viewport()
    QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=viewport.rect().center())


ENDS = {
    "its cross": lambda app: app.stage.messages.close_button.click(),
    "Escape": lambda app: QTest.keyClick(app.stage.canvas, Qt.Key.Key_Escape),
    "Space": lambda app: QTest.keyClick(app.stage.canvas, Qt.Key.Key_Space),
    "a click": clicked,
    "a presentation": lambda app: app.actions["present"].trigger(),
    "a lesson": lambda app: app.handlers.lessons.begin(app.handlers.lessons.built_in()[0]),
}


@pytest.mark.parametrize("how", ENDS)
def test_the_hint_goes_once_somebody_has_begun_and_does_not_come_again(how, first, make_application, tmp_path):
    said = first.stage.messages.text
    assert "Space" in said
    assert "F1" in said
    assert first.stage.canvas.hasFocus()
    ENDS[how](first)
    assert first.stage.messages.text == ""
    assert first.handlers.help.hint is None
    first.window.close()
    assert not Settings(tmp_path / "reluviz.ini").is_new


def test_escape_closes_the_message_that_is_seen_at_once(first):
    first.stage.messages.say("Something is wrong")
    QTest.keyClick(first.window, Qt.Key.Key_Escape)
    assert first.stage.messages.text == ""
    assert first.handlers.help.hint is None


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("size", [(1280, 720), (1920, 1040)])
def test_the_hint_hides_nothing_and_moves_nothing_when_it_goes(size, language, make_application, qtbot):
    first = make_application(size=size, first=True)
    first.actions[f"language_{language}"].trigger()
    stage = first.stage
    place, hint = stage.canvas.geometry(), stage.messages.geometry()
    assert place.contains(hint)
    assert stage.messages.label.height() >= stage.messages.label.heightForWidth(stage.messages.label.width())
    QTest.keyClick(stage.canvas, Qt.Key.Key_Escape)
    assert stage.messages.isHidden()
    stage.layout().activate()
    assert stage.canvas.geometry() == place
    # Nothing but the panel's ground is where it was.
    below = stage.canvas.grab(hint.translated(-place.topLeft())).toImage()
    colors = {below.pixel(x, y) for x in range(below.width()) for y in range(below.height())}
    assert len(colors) == 1


def test_another_message_stands_above_the_landscape(first):
    stage = first.stage
    stage.messages.say("Something went wrong.")
    stage.layout().activate()
    assert stage.messages.geometry().bottom() < stage.canvas.geometry().top()
    first.window.resize(1100, 760)
    stage.layout().activate()
    assert stage.messages.geometry().bottom() < stage.canvas.geometry().top()


def test_the_hint_is_said_in_the_language_of_now(first):
    first.actions["language_fr"].trigger()
    assert first.stage.messages.text.startswith("Espace")
    QTest.keyClick(first.stage.canvas, Qt.Key.Key_Escape)
    assert first.stage.messages.text == ""


def test_another_message_that_has_come_instead_stays(first):
    first.stage.messages.say("Something went wrong.")
    clicked(first)
    assert first.stage.messages.text == "Something went wrong."
    assert first.handlers.help.hint is None


def test_a_later_start_has_no_hint(application):
    assert application.stage.messages.text == ""


def told(application):
    """What is told of each control and view, by what it is."""
    application.column.set_open_sections(list(application.column.sections))
    application.actions["what_is_this"].trigger()
    QWhatsThis.leaveWhatsThisMode()
    texts = {"stage": application.stage.whatsThis(), "status": application.window.statusBar().whatsThis()}
    for name, panel in application.window.panels.items():
        texts[f"panel {name}"] = panel.whatsThis()
    for section in application.column.sections.values():
        texts[f"section {section.name}"] = section.whatsThis()
        for number, control in enumerate(section.findChildren(Control)):
            texts[f"control {section.name} {number}"] = control.whatsThis()
        for number, button in enumerate(section.findChildren(QPushButton)):
            texts[f"button {section.name} {number}"] = button.whatsThis()
    for part in (*application.transport.buttons.values(), application.transport.play, application.transport.record):
        texts[f"transport {part.accessibleName()}"] = part.whatsThis()
    for part in ("speed", "speed_label", "timeline", "counter"):
        texts[part] = getattr(application.transport, part).whatsThis()
    for part in ("verdict", "cue_bar", "messages"):
        texts[part] = getattr(application.stage, part).whatsThis()
    for spec in ACTIONS:
        texts[f"action {spec.name}"] = application.actions[spec.name].whatsThis()
    return texts


def test_every_part_of_the_window_tells_what_it_is_in_both_languages(application, qtbot):
    english = told(application)
    application.actions["language_fr"].trigger()
    qtbot.waitUntil(lambda: not application.curtain.is_drawn)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    french = told(application)
    assert [name for name, text in (english | french).items() if not text] == []
    same = {text for name, text in french.items() if text in english.values() and not name.startswith("action")}
    assert same == set()
    assert len(english) > 120


def test_a_part_is_asked_by_the_mouse_wherever_it_is_clicked(application):
    parts = [application.canvases["landscape"].viewport(), application.canvases["loss"].viewport()]
    parts += [application.column.control("training.learning_rate").slider, application.transport.play]
    told(application)
    for part in parts:
        at = part.rect().center()
        asked = QHelpEvent(QEvent.Type.QueryWhatsThis, at, part.mapToGlobal(at))
        assert QCoreApplication.sendEvent(part, asked), part
        assert asked.isAccepted(), part


def test_a_control_tells_range_key_and_formula(application):
    texts = {}
    told(application)
    for path in ("training.learning_rate", "training.optimizer", "model.activation", "training.momentum"):
        texts[path] = application.column.control(path).whatsThis()
    assert "above 0, up to 1,000" in texts["training.learning_rate"]
    assert "w ← w − η · gradient" in texts["training.learning_rate"]
    assert "Alt+L" in texts["training.learning_rate"]
    assert "SGD: w ← w − η g" in texts["training.optimizer"]
    assert "ELU: φ(z) = max(z, 0) + min(eᶻ − 1, 0)" in texts["model.activation"]
    assert "m ← β m − η g" in texts["training.momentum"]


def test_what_is_told_of_choices_is_set_as_french_in_french(application, qtbot):
    application.actions["language_fr"].trigger()
    qtbot.waitUntil(lambda: not application.curtain.is_drawn)
    told(application)
    for path in CHOICES:
        said = application.column.control(path).whatsThis()
        assert not re.search(r"(?<!\u00a0)[:;!?](?!\d)", re.sub(r"<[^>]*>|&\w+;", "", said)), said


def test_there_is_a_formula_for_each_choice_and_a_text_for_each_view():
    for path, formulas in CHOICES.items():
        assert set(formulas) == set(field(path).spec.choices), path
    assert set(VIEWS) == {"landscape", *PANEL_TITLES} - {"controls"}
    assert set(SECTION_TEXTS) == set(SECTION_TITLES)


@pytest.mark.parametrize("name", list(ACTIVATION_FORMULAS))
def test_the_formulas_of_the_activations_are_what_is_computed(name):
    z = np.array([-2.0, -0.5, 0.5, 2.0])
    phi = (1 + np.vectorize(math.erf)(z / math.sqrt(2))) / 2
    said = {
        "φ(z) = max(z, 0)": np.maximum(z, 0),
        "φ(z) = max(z, 0) + α min(z, 0)": np.maximum(z, 0) + 0.3 * np.minimum(z, 0),
        "φ(z) = max(z, 0) + min(eᶻ − 1, 0)": np.where(z < 0, np.exp(z) - 1, z),
        "φ(z) = s (max(z, 0) + a min(eᶻ − 1, 0))": 1.05070098 * np.where(z < 0, 1.67326324 * (np.exp(z) - 1), z),
        "φ(z) = ln(1 + eᶻ)": np.log(1 + np.exp(z)),
        "φ(z) = z Φ(z)": z * phi,
        "φ(z) = z / (1 + e⁻ᶻ)": z / (1 + np.exp(-z)),
        "φ(z) = tanh z": np.tanh(z),
    }
    computed = activation_of(Model(activation=name)).value(z)
    assert computed == pytest.approx(said[ACTIVATION_FORMULAS[name]], rel=1e-6)


def test_what_helps_is_imported_when_it_is_asked_for():
    """The start does not wait for it."""
    late = r"^from reluviz\.desktop\.(first_hint|guide_text|guide_window|help_dialogs|spotlight|what_is_this) import"
    found = {
        path.stem
        for path in Path(desktop.__file__).parent.rglob("*.py")
        if re.search(late, path.read_text("utf-8"), re.M)
    }
    assert found == {"guide_window"}
