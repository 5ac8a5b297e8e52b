"""Which steps a film from the window shows: all, a part that is marked, or the last seconds as they were seen."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from reluviz.recording.film import FilmPainter, film_of
from tests.recording import films

WAIT_MS = 60_000


@pytest.fixture
def app(record_window):
    return record_window


def test_a_part_of_the_history(app, qtbot):
    dialog = app.handlers.record.dialog
    app.experiment.go_to(7)
    for span, wanted in (("from", (7, 20)), ("to", (0, 7)), ("whole", (0, 20))):
        dialog.form.span.changed.emit(span)
        order = app.handlers.record.order(dialog.path)
        assert (order.first, order.last) == wanted


def steps_of(app):
    order = app.handlers.record.order(app.handlers.record.dialog.path)
    return order.first, order.last


def test_a_part_is_typed(app):
    form = app.handlers.record.dialog.form
    assert not form.part.isVisible()
    form.span.changed.emit("part")
    assert form.part.isVisible()
    assert form.part.value == steps_of(app) == (0, 20)
    QApplication.processEvents()
    assert form.part.height() == form.span.height()
    for field, text in ((form.part.begin, "5"), (form.part.end, "12")):
        field.setFocus()
        field.setText(text)
        QTest.keyClick(field, Qt.Key.Key_Return)
    assert form.part.value == steps_of(app) == app.transport.timeline.part == (5, 12)
    QTest.keyClick(form.part.end, Qt.Key.Key_PageUp)
    QTest.keyClick(form.part.begin, Qt.Key.Key_Up)
    assert form.part.value == (6, 22)
    assert steps_of(app) == (6, 20)  # as far as there are steps
    form.part.end.setText("3")
    QTest.keyClick(form.part.end, Qt.Key.Key_Return)
    assert form.part.wrong == "Type two steps, the first before the last."
    assert form.wish.part == (6, 22)
    form.span.changed.emit("whole")
    assert app.transport.timeline.part is None


def test_a_part_is_marked_on_the_timeline(app, qtbot):
    timeline, form = app.transport.timeline, app.handlers.record.dialog.form
    shift, left = Qt.KeyboardModifier.ShiftModifier, Qt.MouseButton.LeftButton

    def at(step):
        return QPoint(round(timeline.x_of(step)), timeline.height() // 2)

    def drag(since, until):
        QTest.mousePress(timeline, left, shift, at(since))
        QTest.mouseMove(timeline, at(until))
        QTest.mouseRelease(timeline, left, shift, at(until))

    app.experiment.step(2000)
    qtbot.waitUntil(lambda: app.experiment.playback.playhead == 2000)
    app.frames.show_now()
    drag(1500, 500)
    begin, end = steps_of(app)
    assert abs(begin - 500) < 10
    assert abs(end - 1500) < 10
    assert form.part.value == timeline.part == (begin, end)
    assert app.experiment.playback.playhead == 2000  # it is left alone
    drag(1000, 1000)
    assert steps_of(app) == (0, 2000)
    assert timeline.part is None


def test_a_part_that_was_marked_before_is_that_of_the_dialog(application, qtbot):
    application.experiment.step(20)
    qtbot.waitUntil(lambda: application.experiment.newest == 20)
    application.transport.timeline.show_part((3, 9))
    application.actions["record"].trigger()
    assert steps_of(application) == (3, 9)


def test_the_last_seconds_are_filmed_as_they_were_seen(app, qtbot):
    record, now = app.handlers.record, [100.0]
    app.seen._clock = lambda: now[0]
    app.seen._ring.clear()
    for seconds, step in ((0.0, 3), (5.0, 18), (1.0, 4), (7.0, 11)):
        now[0] += seconds
        app.experiment.go_to(step)
        app.frames.show_now()
    now[0] += 1.0
    app.actions["record"].trigger()
    dialog = record.dialog
    dialog.form.span.changed.emit("seen")
    assert not dialog.form.controls["seconds"].isEnabled()
    now[0] += 60.0  # work with the dialog is no part of the lecture
    app.experiment.go_to(20)
    app.frames.show_now()
    order = record.order(dialog.path)
    made = film_of(order.scenario, app.experiment.race.entrants(), sights=order.sights)
    # Ten seconds at ten frames each: one at step 3, one at 18, seven at 4, one at 11, and the hold.
    steps = [made.plan.step(frame) for frame in range(made.plan.count)]
    assert [(step, steps.count(step)) for step in dict.fromkeys(steps)] == [(3, 10), (18, 10), (4, 70), (11, 12)]
    record.show_preview()
    qtbot.waitUntil(lambda: dialog.preview.captions == ("First frame: step 3", "Last frame: step 11"))
    assert dialog.about.text().startswith("10.2 s, 102 frames, about ")


def test_followed_run_and_view_are_filmed_as_they_were_seen(app):
    app.seen._ring.clear()
    app.actions["next_run"].trigger()
    app.frames.show_now()
    sight = app.seen.sights().shown[-1]
    assert sight.look.followed == app.experiment.followed == app.experiment.history.runs[1].id
    assert sight.look.view == app.document.scenario.view
    made = film_of(app.document.scenario, app.experiment.race.entrants(), sights=app.seen.sights())
    other = films.painted(made, [sight.step])
    painter = FilmPainter(made)
    image = QImage(*made.size, QImage.Format.Format_ARGB32_Premultiplied)
    painter.show(*made.shown(0))
    painter.paint(image)
    painter.close()
    assert np.any(films.pixels(image) != other[0])  # which tells of the first run


def test_another_training_is_seen_anew(app):
    assert app.seen.sights().shown
    app.actions["reset"].trigger()
    assert app.seen.sights() is None or app.seen.sights().shown[-1].step == 0
