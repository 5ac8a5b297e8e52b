"""What has to be true after an action of panels, lessons or views has been triggered."""

import pytest

from reluviz.desktop.edits import with_value
from reluviz.scenario.lesson_reading import parse_lesson


def on_map(application):
    """Show the map over weight and bias."""
    scenario = with_value(application.document.scenario, "model.variant", "weight-bias")
    application.document.change(scenario, "variant")
    application.frames.show_now()


def on_surface(application):
    """Show the surface over weight and bias."""
    on_map(application)
    application.document.change(with_value(application.document.scenario, "view.kind", "surface"), "view")
    application.frames.show_now()


class ViewingCases:
    """One method an action, by its name: what has to be true after it has been triggered."""

    def _panel(self, app, name):
        panel = app.window.panels[name]
        app.actions[f"panel_{name}"].trigger()
        assert not panel.isVisible()
        app.actions[f"panel_{name}"].trigger()
        assert panel.isVisible()

    def panel_controls(self, app, qtbot, tmp_path, answers):
        self._panel(app, "controls")

    def panel_neuron(self, app, qtbot, tmp_path, answers):
        self._panel(app, "neuron")

    def panel_loss(self, app, qtbot, tmp_path, answers):
        self._panel(app, "loss")

    def panel_parameters(self, app, qtbot, tmp_path, answers):
        self._panel(app, "parameters")

    def next_cue(self, app, qtbot, tmp_path, answers):
        assert not app.actions["next_cue"].isEnabled()
        self._lesson(app)
        app.actions["next_cue"].trigger()
        assert app.handlers.lessons.cue.name == "two"
        app.actions["next_cue"].trigger()
        assert app.stage.messages.text == "That was the last cue."

    def previous_cue(self, app, qtbot, tmp_path, answers):
        self._lesson(app)
        assert not app.actions["previous_cue"].isEnabled()
        app.actions["next_cue"].trigger()
        app.actions["previous_cue"].trigger()
        assert app.handlers.lessons.cue.name == "one"

    def leave_lesson(self, app, qtbot, tmp_path, answers):
        self._lesson(app)
        app.actions["leave_lesson"].trigger()
        assert app.handlers.lessons.lesson is None
        assert not app.stage.cue_bar.isVisible()

    def present(self, app, qtbot, tmp_path, answers):
        app.actions["present"].trigger()
        assert app.handlers.presenter.presenting
        assert not app.window.menuBar().isVisible()
        app.actions["present"].trigger()
        assert app.window.menuBar().isVisible()

    def notes(self, app, qtbot, tmp_path, answers):
        app.actions["notes"].trigger()
        assert app.handlers.presenter.notes.isVisible()
        app.actions["notes"].trigger()
        assert app.handlers.presenter.notes is None

    def _lesson(self, app):
        text = 'format = 1\nkind = "lesson"\n[[cue]]\nname = "one"\n[[cue]]\nname = "two"\n'
        app.handlers.lessons.begin(parse_lesson(text))

    def panel_push(self, app, qtbot, tmp_path, answers):
        assert not app.window.panels["push"].isVisible()  # the window is too low for it
        app.actions["panel_push"].trigger()
        assert app.canvases["push"].views[0].strips
        self._panel(app, "push")

    def panel_update(self, app, qtbot, tmp_path, answers):
        assert not app.window.panels["update"].isVisible()
        assert not app.canvases["update"].views  # nothing of it is made before it is shown
        app.actions["panel_update"].trigger()
        view = app.canvases["update"].views[0]
        qtbot.waitUntil(lambda: bool(view.formulas))
        assert view.formulas[-1].startswith("w_k")
        self._panel(app, "update")

    def panel_fates(self, app, qtbot, tmp_path, answers):
        assert not app.window.panels["fates"].isVisible()
        app.actions["panel_fates"].trigger()
        assert app.canvases["fates"].views[0].rows
        self._panel(app, "fates")

    def reset_layout(self, app, qtbot, tmp_path, answers):
        app.actions["panel_loss"].trigger()
        app.window.panels["neuron"].setFloating(True)
        app.actions["reset_layout"].trigger()
        assert all(
            panel.isVisible() == (name not in {"fates", "push", "update"}) and not panel.isFloating()
            for name, panel in app.window.panels.items()
        )
        assert app.actions["panel_loss"].isChecked()

    def stage_alone(self, app, qtbot, tmp_path, answers):
        app.actions["stage_alone"].trigger()
        qtbot.waitUntil(lambda: app.stage.canvas.width() > 0.95 * app.window.width())
        assert not app.window.panels["controls"].isVisible()
        app.actions["stage_alone"].trigger()
        assert app.window.panels["controls"].isVisible()
        assert app.transport.isVisible()

    def full_screen(self, app, qtbot, tmp_path, answers):
        app.actions["full_screen"].trigger()
        assert app.window.isFullScreen()
        app.actions["full_screen"].trigger()
        assert not app.window.isFullScreen()
        assert not app.window.isMaximized()
        app.window.showMaximized()
        app.actions["full_screen"].trigger()
        app.actions["full_screen"].trigger()
        assert app.window.isMaximized()

    def menus(self, app, qtbot, tmp_path, answers):
        app.window.activateWindow()
        app.actions["menus"].trigger()
        qtbot.waitUntil(app.window.menuBar().hasFocus)
        app.actions["menus"].trigger()
        assert not app.window.menuBar().hasFocus()

    def leave(self, app, qtbot, tmp_path, answers):
        app.actions["stage_alone"].trigger()
        app.stage.messages.say("Something.")
        app.actions["leave"].trigger()
        assert app.stage.messages.text == ""
        app.actions["leave"].trigger()
        assert app.transport.isVisible()
        assert not app.actions["stage_alone"].isChecked()

    def reset_view(self, app, qtbot, tmp_path, answers):
        whole = app.landscape_view.plot.x_range
        app.landscape_view.zoom_by(0.5)
        assert app.landscape_view.plot.x_range != whole
        app.actions["reset_view"].trigger()
        assert app.landscape_view.plot.x_range == whole

    def basins(self, app, qtbot, *_):
        layer = app.landscape_view.basins
        app.actions["basins"].trigger()
        qtbot.waitUntil(lambda: layer.basins is not None)
        assert layer.basins.question.x_name == "weight"
        app.actions["basins"].trigger()
        qtbot.waitUntil(lambda: layer.basins is None)

    def _width(self, app):
        low, high = app.landscape_view.plot.x_range
        return high - low

    def zoom_in(self, app, *_):
        before = self._width(app)
        app.actions["zoom_in"].trigger()
        assert self._width(app) == pytest.approx(before / 1.2)

    def zoom_out(self, app, *_):
        before = self._width(app)
        app.actions["zoom_out"].trigger()
        assert self._width(app) == pytest.approx(before * 1.2)

    def _moved(self, app, name):
        on_map(app)
        plot = app.landscape_view.plot
        middles = [(low + high) / 2 for low, high in (plot.x_range, plot.y_range)]
        app.actions[name].trigger()
        after = [(low + high) / 2 for low, high in (plot.x_range, plot.y_range)]
        return after[0] - middles[0], after[1] - middles[1]

    def move_left(self, app, *_):
        across, up = self._moved(app, "move_left")
        assert across < 0.0 == up

    def move_right(self, app, *_):
        across, up = self._moved(app, "move_right")
        assert across > 0.0 == up

    def move_up(self, app, *_):
        across, up = self._moved(app, "move_up")
        assert up > 0.0 == across

    def move_down(self, app, *_):
        across, up = self._moved(app, "move_down")
        assert up < 0.0 == across

    def next_racer(self, app, *_):
        # tests/desktop/test_race.py has a race; without one there is nothing to choose.
        assert not app.actions["next_racer"].isEnabled()
        app.race.add()
        assert app.experiment.chosen == 1
        app.actions["next_racer"].trigger()
        assert app.experiment.chosen == 0

    def previous_racer(self, app, *_):
        assert not app.actions["previous_racer"].isEnabled()
        app.race.add()
        app.actions["previous_racer"].trigger()
        assert app.experiment.chosen == 0
        app.actions["previous_racer"].trigger()
        assert app.experiment.chosen == 1

    def plane(self, app, *_):
        assert not app.actions["plane"].isEnabled()
        on_map(app)
        assert not app.actions["plane"].isEnabled()
        app.document.change(with_value(app.document.scenario, "model.variant", "weight-bias-output"), "variant")
        before = app.document.scenario.view
        app.actions["plane"].trigger()
        assert (app.document.scenario.view.x, app.document.scenario.view.y) == ("pca", "pca")
        assert app.actions["plane"].isChecked()
        app.actions["plane"].trigger()
        assert app.document.scenario.view == before
        app.actions["undo"].trigger()
        assert app.actions["plane"].isChecked()

    def surface(self, app, qtbot, *_):
        assert not app.actions["surface"].isEnabled()
        on_map(app)
        app.actions["surface"].trigger()
        qtbot.waitUntil(lambda: app.landscape_view.kind == "surface")
        assert app.actions["surface"].isChecked()
        app.actions["surface"].trigger()
        qtbot.waitUntil(lambda: app.landscape_view.kind == "map")
        assert app.document.scenario.view.kind == "auto"
        app.actions["undo"].trigger()
        assert app.actions["surface"].isChecked()

    def log_height(self, app, qtbot, *_):
        assert not app.actions["log_height"].isEnabled()
        on_surface(app)
        assert app.actions["log_height"].isChecked()
        app.actions["log_height"].trigger()
        qtbot.waitUntil(lambda: app.landscape_view.stage.mesh.heights.kind == "linear")
        app.actions["log_height"].trigger()
        qtbot.waitUntil(lambda: app.landscape_view.stage.mesh.heights.kind == "log")

    def reduced_motion(self, app, qtbot, *_):
        on_surface(app)
        app.actions["turntable"].trigger()
        assert app.frames.turn is not None
        app.actions["reduced_motion"].trigger()
        assert app.frames.turn is None
        assert not app.actions["turntable"].isEnabled()
        assert not app.actions["turntable"].isChecked()
        assert app.settings.get("view/reduced_motion")
        assert not app.window.isAnimated()
        app.actions["reduced_motion"].trigger()
        assert app.actions["turntable"].isEnabled()
        assert app.window.isAnimated()

    def turntable(self, app, qtbot, *_):
        assert not app.actions["turntable"].isEnabled()
        on_surface(app)
        camera = app.landscape_view.stage.camera
        app.actions["turntable"].trigger()
        qtbot.waitUntil(lambda: app.landscape_view.stage.camera.azimuth > camera.azimuth + 3.0)
        app.actions["turntable"].trigger()
        stopped = app.document.scenario.view.azimuth
        # Rounded to a tenth of a degree.
        assert stopped > camera.azimuth + 2.9
        qtbot.waitUntil(lambda: not app.frames.is_turning and not app.landscape_view.stage.is_moving)
        assert app.landscape_view.stage.camera.azimuth == pytest.approx(stopped)
        app.actions["undo"].trigger()
        assert app.document.scenario.view.azimuth == camera.azimuth

    def _turned(self, app, qtbot, name):
        assert not app.actions[name].isEnabled()
        on_surface(app)
        before = app.landscape_view.stage.camera
        app.actions[name].trigger()
        qtbot.waitUntil(lambda: app.landscape_view.stage.camera != before)
        after = app.landscape_view.stage.camera
        return after.azimuth - before.azimuth, after.elevation - before.elevation

    def turn_left(self, app, qtbot, *_):
        assert self._turned(app, qtbot, "turn_left") == pytest.approx((-10.0, 0.0))

    def turn_right(self, app, qtbot, *_):
        assert self._turned(app, qtbot, "turn_right") == pytest.approx((10.0, 0.0))

    def tilt_up(self, app, qtbot, *_):
        assert self._turned(app, qtbot, "tilt_up") == pytest.approx((0.0, 5.0))

    def tilt_down(self, app, qtbot, *_):
        assert self._turned(app, qtbot, "tilt_down") == pytest.approx((0.0, -5.0))

    def epochs(self, app, qtbot, tmp_path, answers):
        app.actions["epochs"].trigger()
        qtbot.waitUntil(lambda: app.frames.moment.epochs)
        app.actions["epochs"].trigger()
        qtbot.waitUntil(lambda: not app.frames.moment.epochs)

    def language_fr(self, app, qtbot, tmp_path, answers):
        app.actions["language_fr"].trigger()
        assert app.actions["theme_dark"].text() == "Thème sombre"
        assert [app.actions[f"language_{code}"].isChecked() for code in ("en", "fr")] == [False, True]
        assert app.settings.get("view/language") == "fr"

    def language_en(self, app, qtbot, tmp_path, answers):
        app.actions["language_fr"].trigger()
        app.actions["language_en"].trigger()
        assert app.actions["theme_dark"].text() == "Dark theme"
        assert [app.actions[f"language_{code}"].isChecked() for code in ("en", "fr")] == [True, False]
        app.actions["language_en"].trigger()
        assert app.actions["language_en"].isChecked()
        assert app.settings.get("view/language") == "en"
