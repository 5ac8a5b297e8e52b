"""What has to be true after an action of files, starts or the training has been triggered."""

from PySide6.QtGui import QGuiApplication, QImage

from reluviz.scenario.reading import read_scenario


def steps(application):
    return application.experiment.history.last_step


def trained(application, qtbot, count=20):
    """Train some steps and stand still at the newest."""
    application.experiment.step(count)
    qtbot.waitUntil(lambda: steps(application) == count and application.experiment.playback.playhead == count)


class RunningCases:
    """One method an action, by its name: what has to be true after it has been triggered."""

    def new(self, app, qtbot, tmp_path, answers):
        app.actions["add_start"].trigger()
        app.actions["new"].trigger()
        assert len(app.document.scenario.start) == 2
        assert app.handlers.file.has_draft

    def open(self, app, qtbot, tmp_path, answers):
        answers.path = tmp_path / "other.toml"
        answers.path.write_text('format = 1\ntitle = "Other"\n[[start]]\nweight = 3.0\n')
        app.actions["open"].trigger()
        assert app.document.scenario.title == "Other"
        assert app.document.path == answers.path
        assert "other.toml" in app.window.windowTitle()

    def reopen_unsaved(self, app, qtbot, tmp_path, answers):
        assert not app.actions["reopen_unsaved"].isEnabled()
        app.actions["add_start"].trigger()
        app.actions["new"].trigger()
        assert app.actions["reopen_unsaved"].isEnabled()
        app.actions["reopen_unsaved"].trigger()
        assert len(app.document.scenario.start) == 3
        assert app.document.modified

    def save(self, app, qtbot, tmp_path, answers):
        answers.path = tmp_path / "saved"
        app.actions["save"].trigger()
        assert read_scenario(tmp_path / "saved.toml") == app.document.scenario
        app.actions["add_start"].trigger()
        assert app.window.isWindowModified()
        app.actions["save"].trigger()
        assert len(answers.asked) == 1
        assert len(read_scenario(tmp_path / "saved.toml").start) == 3
        assert not app.window.isWindowModified()

    def save_as(self, app, qtbot, tmp_path, answers):
        for name in ("one.toml", "two.toml"):
            answers.path = tmp_path / name
            app.actions["save_as"].trigger()
            assert read_scenario(tmp_path / name) == app.document.scenario
        assert [path.name for path in app.handlers.file.recent] == ["two.toml", "one.toml"]

    def save_picture(self, app, qtbot, tmp_path, answers):
        for name, head in (("a.png", b"\x89PNG"), ("b.svg", b"<?xml"), ("c.pdf", b"%PDF")):
            answers.path = tmp_path / name
            app.actions["save_picture"].trigger()
            assert (tmp_path / name).read_bytes().startswith(head)

    def record(self, app, qtbot, tmp_path, answers):
        app.actions["record"].trigger()
        assert app.handlers.record.dialog.isVisible()
        assert app.window.isEnabled()

    def quit(self, app, qtbot, tmp_path, answers):
        app.actions["quit"].trigger()
        assert not app.window.isVisible()

    def undo(self, app, qtbot, tmp_path, answers):
        before = app.document.scenario
        assert not app.actions["undo"].isEnabled()
        app.actions["add_start"].trigger()
        app.actions["undo"].trigger()
        assert app.document.scenario == before
        qtbot.waitUntil(lambda: len(app.experiment.history.runs) == 2)

    def redo(self, app, qtbot, tmp_path, answers):
        app.actions["add_start"].trigger()
        after = app.document.scenario
        app.actions["undo"].trigger()
        app.actions["redo"].trigger()
        assert app.document.scenario == after
        qtbot.waitUntil(lambda: len(app.experiment.history.runs) == 3)

    def add_start(self, app, qtbot, tmp_path, answers):
        app.actions["add_start"].trigger()
        assert [start.weight for start in app.document.scenario.start] == [10, -10, 11]
        qtbot.waitUntil(lambda: app.experiment.followed == app.experiment.history.runs[-1].id)

    def remove_start(self, app, qtbot, tmp_path, answers):
        app.actions["remove_start"].trigger()
        qtbot.waitUntil(lambda: len(app.experiment.history.runs) == 1)
        assert app.document.scenario.start[0].weight == -10

    def next_run(self, app, qtbot, tmp_path, answers):
        runs = [run.id for run in app.experiment.history.runs]
        app.actions["next_run"].trigger()
        assert app.experiment.followed == runs[1]
        app.actions["next_run"].trigger()
        assert app.experiment.followed == runs[0]

    def previous_run(self, app, qtbot, tmp_path, answers):
        app.actions["previous_run"].trigger()
        assert app.experiment.followed == app.experiment.history.runs[-1].id

    def copy_picture(self, app, qtbot, tmp_path, answers):
        app.actions["copy_picture"].trigger()
        width = 2 * app.stage.canvas.viewport().width()
        assert QGuiApplication.clipboard().image().width() == width
        assert f"{width} ×" in app.stage.messages.text
        app.stage.messages._end.timeout.emit()  # the time it stands there is over
        assert not app.stage.messages.text

    def picture_scale_1(self, app, qtbot, tmp_path, answers):
        self._scaled(app, tmp_path, answers, 1)

    def picture_scale_2(self, app, qtbot, tmp_path, answers):
        app.actions["picture_scale_1"].trigger()
        self._scaled(app, tmp_path, answers, 2)

    def picture_scale_3(self, app, qtbot, tmp_path, answers):
        self._scaled(app, tmp_path, answers, 3)

    def picture_scale_4(self, app, qtbot, tmp_path, answers):
        self._scaled(app, tmp_path, answers, 4)

    @staticmethod
    def _scaled(app, tmp_path, answers, scale):
        app.actions[f"picture_scale_{scale}"].trigger()
        assert [app.actions[f"picture_scale_{one}"].isChecked() for one in (1, 2, 3, 4)] == [
            one == scale for one in (1, 2, 3, 4)
        ]
        viewport = app.stage.canvas.viewport()
        app.actions["copy_picture"].trigger()
        assert QGuiApplication.clipboard().image().width() == scale * viewport.width()
        answers.path = tmp_path / "a.png"
        app.actions["save_picture"].trigger()
        assert QImage(str(tmp_path / "a.png")).height() == scale * viewport.height()
        assert app.stage.messages.text == "a.png is saved"
        assert app.settings.get("file/picture_scale") == scale

    def play(self, app, qtbot, tmp_path, answers):
        app.actions["play"].trigger()
        qtbot.waitUntil(lambda: steps(app) > 20)
        app.actions["play"].trigger()
        assert app.experiment.session.wait_still(1)
        assert not app.experiment.is_playing

    def run_backwards(self, app, qtbot, tmp_path, answers):
        trained(app, qtbot)
        app.actions["run_backwards"].trigger()
        qtbot.waitUntil(lambda: app.experiment.playback.playhead == 0)
        assert steps(app) == 20

    def step_forward(self, app, qtbot, tmp_path, answers):
        app.actions["step_forward"].trigger()
        qtbot.waitUntil(lambda: app.frames.moment.playhead == 1)

    def step_back(self, app, qtbot, tmp_path, answers):
        trained(app, qtbot)
        app.actions["step_back"].trigger()
        assert app.experiment.playback.playhead == 19
        assert steps(app) == 20

    def first_step(self, app, qtbot, tmp_path, answers):
        trained(app, qtbot)
        app.actions["first_step"].trigger()
        assert app.experiment.playback.playhead == 0
        assert steps(app) == 20

    def newest_step(self, app, qtbot, tmp_path, answers):
        trained(app, qtbot)
        app.actions["first_step"].trigger()
        app.actions["newest_step"].trigger()
        assert app.experiment.playback.playhead == 20
        assert app.experiment.playback.following

    def reset(self, app, qtbot, tmp_path, answers):
        trained(app, qtbot)
        run = app.experiment.history.runs[0].id
        first = app.experiment.history.path(run).parameters
        app.actions["reset"].trigger()
        qtbot.waitUntil(lambda: steps(app) == 0 and app.frames.moment.playhead == 0)
        trained(app, qtbot)
        assert (app.experiment.history.path(run).parameters == first).all()

    def faster(self, app, qtbot, tmp_path, answers):
        app.actions["faster"].trigger()
        assert app.experiment.speed == 400
        assert "400" in app.transport.speed_label.text()

    def slower(self, app, qtbot, tmp_path, answers):
        app.actions["slower"].trigger()
        assert app.experiment.speed == 100

    def loop(self, app, qtbot, tmp_path, answers):
        app.actions["loop"].trigger()
        app.handlers.run.set_speed(8_000)
        app.actions["play"].trigger()
        seen = []
        app.frames.shown.connect(lambda moment: seen.append(moment.playhead))
        qtbot.waitUntil(lambda: 2000 in seen and any(step < 1000 for step in seen[seen.index(2000) :]), timeout=20_000)
        assert app.experiment.is_playing
