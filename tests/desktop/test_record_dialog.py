"""The Record dialog in use: what Enter does, and what becomes of it when another scenario is opened meanwhile."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from reluviz.desktop.films.recorder import PATIENCE_LOOKS, Recorder
from reluviz.desktop.films.words import running_words
from reluviz.recording.job import Report

WAIT_MS = 60_000


@pytest.fixture
def app(record_window):
    return record_window


def ended(app, qtbot):
    qtbot.waitUntil(lambda: not app.handlers.record.recorder.is_recording, timeout=WAIT_MS)


def test_enter_records_as_the_dialog_opens(app, qtbot, tmp_path):
    dialog = app.handlers.record.dialog
    dialog.activateWindow()
    dialog.form.destination.setFocus()
    QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)
    assert app.handlers.record.recorder.is_recording
    ended(app, qtbot)
    assert (tmp_path / "films" / "the-puzzle.mp4").is_file()


def test_a_scenario_that_is_opened_meanwhile_is_that_of_the_next_film(app, puzzle, qtbot, tmp_path):
    record = app.handlers.record
    dialog = record.dialog
    dialog.form.controls["caption"].changed.emit("Of the first")
    QTest.mouseClick(dialog.record, Qt.MouseButton.LeftButton)
    assert record.recorder.is_recording
    app.document.open(replace(puzzle, title="Another", recording=replace(puzzle.recording, theme="dark")), None)
    assert dialog.path.endswith("the-puzzle.mp4")
    dialog.close()
    app.actions["record"].trigger()
    assert record._film.title == "The puzzle"
    ended(app, qtbot)
    # What has been made is told and given away, and what comes next is asked for.
    assert dialog.message.text().startswith("the-puzzle.mp4 is there")
    assert dialog.handle.path == tmp_path / "films" / "the-puzzle.mp4"
    assert dialog.path == str(tmp_path / "films" / "another.mp4")
    made = record.order(dialog.path).scenario
    assert (made.title, made.recording.caption, made.recording.theme) == ("Another", "", "dark")


def test_after_a_film_the_keyboard_goes_on(app, qtbot, tmp_path):
    dialog = app.handlers.record.dialog
    dialog.activateWindow()
    dialog.line.setText(str(tmp_path / "nowhere" / "a.mp4"))
    dialog.line.setFocus()
    QTest.keyClick(dialog.line, Qt.Key.Key_Return)
    ended(app, qtbot)
    assert "there is no folder" in dialog.message.text()
    assert dialog.focusWidget() is dialog.line
    dialog.line.selectAll()
    QTest.keyClicks(dialog.line, str(tmp_path / "films" / "a b.mp4"))
    QTest.keyClick(dialog.line, Qt.Key.Key_Return)
    ended(app, qtbot)
    assert dialog.message.text().startswith("a b.mp4 is there")
    assert dialog.focusWidget() is dialog.record


def test_a_file_that_is_being_completed_has_no_time_left():
    assert running_words(Report(3, 10), 61.0) == "Frame 3 of 10 · 1:01 min left"
    assert running_words(Report(10, 10), 0.0) == "All frames are painted; completing the file…"


@pytest.mark.parametrize("lingers", [3, 10_000])
def test_the_window_does_not_wait_for_a_recorder_that_is_ending(lingers, qapp):
    """It has told that it has finished, and its process is there for `lingers` looks more."""

    class Ending:
        closed = looks = 0

        def report(self):
            return Report(5, 5, "finished")

        def has_gone(self):
            self.looks += 1
            return self.looks > lingers

        def close(self):
            self.closed += 1

    recorder, told, job = Recorder(), [], Ending()
    recorder.reported.connect(told.append)
    recorder.job = job
    for look in range(1, min(lingers, PATIENCE_LOOKS - 1) + 1):
        recorder.look()
        assert (job.closed, told, recorder.is_recording) == (0, [], True), look
    recorder.look()
    assert job.closed == 1
    assert [report.state for report in told] == ["finished"]
    assert not recorder.is_recording
