"""A window that is switched to French while it runs says all that one says that has begun in French."""

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QLineEdit, QMenu, QWidget

from reluviz.desktop.settings import Settings
from reluviz.desktop.tongue import wear
from reluviz.scenario.sources import find_scenario
from tests.scene.eyes import pixels_of

CLOSED = ("panel_fates", "panel_update")
"""The panels that are closed at first."""


def words(application):
    """Count all texts of a window, by the kind of what holds them."""
    found = Counter()
    window = application.window
    for widget in (window, *window.findChildren(QWidget)):
        if widget.objectName().startswith("qt_dockwidget"):
            continue  # Qt's own buttons, which the panels' grips take the place of
        kind = type(widget).__name__
        texts = [widget.accessibleName(), widget.accessibleDescription(), widget.toolTip(), widget.statusTip()]
        texts += [widget.windowTitle()]
        if isinstance(widget, QLabel | QAbstractButton | QLineEdit) and not widget.isHidden():
            texts.append(widget.text())  # what is hidden is said when it is shown
        if isinstance(widget, QLineEdit):
            texts.append(widget.placeholderText())
        if isinstance(widget, QComboBox):
            texts += [widget.itemText(index) for index in range(widget.count())]
        if isinstance(widget, QMenu):
            texts.append(widget.title())
        found.update((kind, text) for text in texts)
    for action in window.findChildren(QAction):
        found.update(("action", text) for text in (action.text(), action.toolTip(), action.whatsThis()))
    for name, canvas in application.canvases.items():
        found.update((name, repr(view.header)) for view in canvas.views if canvas.isVisible())
    found["verdict", repr(application.stage.verdict.view.verdict)] += 1
    return found


def pictures(application):
    """Return what the views look like, by name."""
    return {
        name: pixels_of(canvas.grab().toImage()).astype(int)
        for name, canvas in application.canvases.items()
        if canvas.isVisible()
    }


@pytest.mark.parametrize("name", ["puzzle", "bias"])
def test_it_says_what_a_window_says_that_has_begun_in_french(name, make_application, qtbot, tmp_path):
    scenario = find_scenario(name)
    scenario = replace(scenario, training=replace(scenario.training, engine="numpy", gradient="exact"))
    said, seen = [], []
    for first in ("fr", "en"):
        wear(first)
        application = make_application(scenario, size=(1680, 980), settings=Settings(tmp_path / f"{first}.ini"))
        application.column.set_open_sections(list(application.column.sections))
        for panel in CLOSED:
            application.actions[panel].trigger()
        application.experiment.step(30)
        qtbot.waitUntil(lambda app=application: app.frames.moment.playhead == 30 and not app.frames.is_running)
        if first == "en":
            application.actions["language_fr"].trigger()
            qtbot.waitUntil(lambda app=application: not app.curtain.is_drawn and not app.frames.is_running)
        (update,) = application.canvases["update"].views
        qtbot.waitUntil(lambda view=update: view.update_shown is not None)
        said.append(words(application))
        seen.append(pictures(application))
        application.window.close()
        application.close()
    assert sorted((said[0] - said[1]).items()) == []
    assert sorted((said[1] - said[0]).items()) == []
    assert seen[0].keys() == seen[1].keys()
    # Texts that were drawn once and are set again may differ by rounding.
    apart = {view: np.abs(seen[0][view] - seen[1][view]).max() for view in seen[0]}
    assert {view: most for view, most in apart.items() if most > 4} == {}
