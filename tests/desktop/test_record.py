"""Films from the window: the dialog, the order that its controls make, and films that are there when it says so."""

from dataclasses import replace

import numpy as np
import psutil
import pytest
from PySide6.QtCore import QPoint, Qt, QUrl
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from reluviz.desktop.films.destinations import DESTINATIONS, estimated_bytes, with_suffix
from reluviz.desktop.films.preview import THUMBNAIL
from reluviz.desktop.films.previewing import FramesInPieces
from reluviz.desktop.films.words import bytes_of
from reluviz.recording.entrants import trained_entrants
from reluviz.recording.film import FilmPainter, film_of
from reluviz.scenario.sources import find_scenario
from reluviz.scene.basins import FINE
from tests.recording import films
from tests.scene.eyes import pixels_of

WAIT_MS = 60_000


@pytest.fixture
def app(make_application, puzzle, qtbot, tmp_path):
    """The window, with some steps trained, and the dialog open for a film that is quickly made."""
    recording = replace(puzzle.recording, size=(160, 90), fps=10.0, seconds=0.5, hold=0.2)
    made = make_application(replace(puzzle, recording=recording))
    made.settings.set("file/folder", str(tmp_path / "films"))
    (tmp_path / "films").mkdir()
    made.experiment.step(20)
    qtbot.waitUntil(lambda: made.experiment.newest == 20 and made.experiment.playback.playhead == 20)
    made.actions["record"].trigger()
    return made


def folder(tmp_path):
    return sorted(path.name for path in (tmp_path / "films").iterdir())


def ended(app, qtbot):
    """Wait until the recording has ended, and return what the dialog says."""
    qtbot.waitUntil(lambda: not app.handlers.record.recorder.is_recording, timeout=WAIT_MS)
    return app.handlers.record.dialog.message.text()


def press(button):
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def long_one(app, qtbot):
    """Begin a film that would take hours, and wait for its first frames; return its process."""
    dialog = app.handlers.record.dialog
    dialog.form.controls["seconds"].changed.emit(3600.0)
    press(dialog.record)
    job = app.handlers.record.recorder.job
    qtbot.waitUntil(lambda: job.report().done > 2, timeout=WAIT_MS)
    process = psutil.Process(job._process.pid)
    return [process, *process.children(recursive=True)]


def test_the_dialog_opens_by_key_and_by_button(application, qtbot):
    application.window.activateWindow()
    QTest.keyClick(application.window, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    dialog = application.handlers.record.dialog
    assert dialog.isVisible()
    assert not dialog.isModal()
    dialog.close()
    press(application.transport.record)
    assert application.handlers.record.dialog is dialog
    assert dialog.isVisible()


def test_it_begins_with_what_the_scenario_says(app, tmp_path):
    dialog = app.handlers.record.dialog
    order = app.handlers.record.order(dialog.path)
    assert order.scenario == app.document.scenario
    assert order.names == (str(tmp_path / "films" / "the-puzzle.mp4"),)
    assert (order.first, order.last, order.overwrite) == (0, 20, False)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("size", (320, 180)),
        ("fps", 25.0),
        ("seconds", 2.0),
        ("hold", 0.0),
        ("pace", "path"),
        ("loop_back", True),
        ("theme", "dark"),
        ("panels", ("landscape", "push")),
        ("layout", "below"),
        ("caption", "Look at the start"),
    ],
)
def test_each_control_changes_the_order(name, value, app):
    dialog = app.handlers.record.dialog
    dialog.form.controls[name].changed.emit(value)
    made = app.handlers.record.order(dialog.path).scenario.recording
    assert made == replace(app.document.scenario.recording, **{name: value})
    assert dialog.form.controls[name].value == value


def test_sizes_are_typed_and_chosen(app):
    control = app.handlers.record.dialog.form.controls["size"]
    control.line.setText("322x182")
    control.line.editingFinished.emit()
    assert app.handlers.record.dialog.form.wish.recording.size == (322, 182)
    control.line.setText("8 × 9")
    control.line.editingFinished.emit()
    assert control.wrong == "Type width × height, each from 16 to 16,384 pixels."
    assert app.handlers.record.dialog.form.wish.recording.size == (322, 182)
    next(entry for entry in control.menu.actions() if entry.text() == "640 × 360").trigger()
    assert app.handlers.record.dialog.form.wish.recording.size == (640, 360)
    assert control.wrong == ""


def test_a_caption_is_typed_and_enter_does_not_record(app):
    line = app.handlers.record.dialog.form.controls["caption"].line
    line.setFocus()
    QTest.keyClicks(line, "Where?")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert app.handlers.record.dialog.form.wish.recording.caption == "Where?"
    assert not app.handlers.record.recorder.is_recording


def test_a_caption_in_several_languages_stays_one(app):
    dialog = app.handlers.record.dialog
    recording = replace(app.document.scenario.recording, caption={"en": "Look", "fr": "Regardez"})
    dialog.form.show_recording(recording)
    assert dialog.form.controls["caption"].value == "Look"
    dialog.form.controls["hold"].changed.emit(0.0)
    assert dialog.form.wish.recording.caption == recording.caption


@pytest.mark.parametrize(
    ("name", "size", "words"),
    [
        ("presentation", (321, 181), "321 × 181 pixels made 322 × 182: H.264 needs even sides"),
        ("presentation", (320, 180), ""),
        ("web_picture", (321, 181), ""),
        ("web_picture", (16_384, 100), "the-puzzle.webp: found the size 16384 × 100; allowed: sides up to 16383"),
    ],
)
def test_what_the_format_changes_is_said_before(name, size, words, app, qtbot):
    dialog = app.handlers.record.dialog
    dialog.form.destination.changed.emit(name)
    dialog.form.controls["size"].changed.emit(size)
    qtbot.waitUntil(lambda: dialog.about.text().partition("\n")[2] == words)


def test_one_panel_stays(app):
    chips = app.handlers.record.dialog.form.controls["panels"].chips
    for name in ("landscape", "neuron", "loss"):
        press(chips[name])
    assert app.handlers.record.dialog.form.wish.recording.panels == ("loss",)


@pytest.mark.parametrize("name", DESTINATIONS)
def test_a_destination_brings_its_ending_and_a_size_that_its_format_holds(name, app):
    dialog, there = app.handlers.record.dialog, DESTINATIONS[name]
    dialog.form.destination.changed.emit(name)
    order = app.handlers.record.order(dialog.path)
    assert order.names[0].endswith(there.suffix or "/")
    assert order.scenario.recording.size == (there.size or (160, 90))
    assert ("transparent" in dialog.form.controls["theme"].names) == there.format.keeps_alpha


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


def test_a_film_is_recorded(app, qtbot, tmp_path):
    dialog = app.handlers.record.dialog
    press(dialog.record)
    assert not dialog.record.isVisible()
    assert dialog.cancel.isVisible()
    said = ended(app, qtbot)
    path = tmp_path / "films" / "the-puzzle.mp4"
    assert folder(tmp_path) == ["the-puzzle.mp4"]
    assert said == f"the-puzzle.mp4 is there: {round(path.stat().st_size / 1e3)} kB"
    frames = films.decoded(path, (160, 90))
    assert len(frames) == 7
    made = film_of(app.document.scenario, app.experiment.race.entrants())
    _, mean = films.worst_and_mean(frames, films.painted(made, [made.plan.step(frame) for frame in range(7)]))
    assert mean < 3
    press(dialog.copy_button)
    assert QGuiApplication.clipboard().text() == str(path)
    assert app.transport.record.words() == "Record"


def test_a_start_that_was_added_is_seen_from_then_on(app, qtbot):
    app.handlers.record.dialog.form.controls["panels"].changed.emit(("landscape",))
    app.actions["add_start"].trigger()
    qtbot.waitUntil(lambda: len(app.experiment.history.runs) == 3)
    app.experiment.step(20)
    qtbot.waitUntil(lambda: app.experiment.newest == 40)
    order = app.handlers.record.order(app.handlers.record.dialog.path)
    steps = [10, 19, 30]
    with_it = films.painted(film_of(order.scenario, app.experiment.race.entrants()), steps)
    app.actions["remove_start"].trigger()
    qtbot.waitUntil(lambda: len(app.experiment.history.runs) == 2)
    without = films.painted(film_of(order.scenario, app.experiment.race.entrants()), steps)
    pairs = list(zip(with_it, without, strict=True))
    # A pixel of an antialiased edge may be rounded otherwise; a trail with its head has more.
    changed = [int((np.abs(one.astype(int) - other) > 16).any(axis=-1).sum()) for one, other in pairs]
    assert max(changed[:2]) <= 2
    assert changed[2] > 10


def test_the_training_goes_on_while_a_film_is_made(app, qtbot):
    long_one(app, qtbot)
    app.actions["play"].trigger()
    qtbot.waitUntil(lambda: app.experiment.newest > 40)
    assert app.handlers.record.recorder.is_recording
    assert app.transport.record.words().endswith("%")
    app.handlers.record.record()  # one at a time
    assert app.handlers.record.recorder.is_recording


def test_given_up(app, qtbot, tmp_path):
    processes = long_one(app, qtbot)
    press(app.handlers.record.dialog.cancel)
    assert ended(app, qtbot) == "Cancelled; nothing is left of it."
    assert folder(tmp_path) == []
    assert not any(process.is_running() for process in processes)
    assert app.handlers.record.dialog.record.isVisible()


def test_a_window_that_closes_leaves_nothing(app, qtbot, tmp_path):
    processes = long_one(app, qtbot)
    app.window.close()
    assert not any(process.is_running() for process in processes)
    assert folder(tmp_path) == []


def test_a_file_that_is_there_asks_first(app, qtbot, tmp_path):
    path = tmp_path / "films" / "the-puzzle.mp4"
    path.write_text("mine")
    dialog = app.handlers.record.dialog
    press(dialog.record)
    assert not app.handlers.record.recorder.is_recording
    assert dialog.message.text() == "the-puzzle.mp4 is there already. Replace it, or choose another name."
    assert dialog.record.text() == "Replace"
    assert path.read_text() == "mine"
    press(dialog.record)
    assert ended(app, qtbot).startswith("the-puzzle.mp4 is there: ")
    assert len(films.decoded(path, (160, 90))) == 7
    assert dialog.record.text() == "Record"


def test_a_place_that_was_chosen_is_not_asked_for_again(app, qtbot, tmp_path, answers):
    answers.path = tmp_path / "films" / "Über uns.mp4"
    answers.path.write_text("mine")
    dialog = app.handlers.record.dialog
    press(dialog.browse)
    assert answers.asked == [("film", str(tmp_path / "films" / "the-puzzle.mp4"))]
    press(dialog.record)
    assert ended(app, qtbot).startswith("Über uns.mp4 is there: ")
    assert folder(tmp_path) == ["Über uns.mp4"]


def test_what_goes_wrong_is_said_in_one_line(app, qtbot, tmp_path):
    dialog = app.handlers.record.dialog
    dialog.show_path(tmp_path / "missing" / "a.mp4")
    press(dialog.record)
    assert ended(app, qtbot) == f"a.mp4: there is no folder {tmp_path / 'missing'}"
    assert dialog.record.isVisible()


def test_nothing_trained_is_said(application):
    application.actions["record"].trigger()
    dialog = application.handlers.record.dialog
    press(dialog.record)
    assert dialog.message.text() == "There is nothing to film yet: press play first."


def test_the_preview_shows_the_first_and_the_last_frame(app, qtbot):
    preview = app.handlers.record.dialog.preview
    qtbot.waitUntil(lambda: preview.captions == ("First frame: step 0", "Last frame: step 20"))
    first, last = (films.pixels(image) for image in preview.images)
    assert first.shape == last.shape
    assert np.any(first != last)
    assert app.handlers.record.dialog.about.text().startswith("0.7 s, 7 frames, about ")


@pytest.mark.parametrize("theme", ["light", "transparent"])
@pytest.mark.parametrize("name", ["bias", "width/two", "rates/between"])
def test_a_frame_in_pieces_is_the_whole_frame(name, theme, qapp, qtbot):
    scenario = find_scenario(name)
    scenario = replace(
        scenario,
        training=replace(scenario.training, steps=30),
        recording=replace(scenario.recording, size=(640, 360), theme=theme),
    )
    made = film_of(scenario, trained_entrants(scenario))
    pieces, found = FramesInPieces(), {}
    pieces.painted.connect(lambda place, image: found.update({place: films.pixels(image)}))
    try:
        pieces.paint(made, [(0, made.size)])
        pieces.paint(made, [(0, made.size), (made.plan.moving - 1, made.size)])  # the one before is left
        qtbot.waitUntil(lambda: not pieces.is_busy, timeout=WAIT_MS)
    finally:
        pieces.close()
    wanted = films.painted(made, [0, 30])
    for place in range(2):
        # At the edge of a piece, a line may be rounded otherwise.
        assert (np.abs(found[place].astype(int) - wanted[place]).max(axis=-1) > 8).mean() < 1e-4


def test_a_dialog_that_closes_leaves_its_preview(app, qtbot):
    dialog = app.handlers.record.dialog
    app.handlers.record.show_preview()
    assert dialog.preview.frames.is_busy
    dialog.close()
    assert not dialog.preview.frames.is_busy


def test_the_preview_follows_the_training_when_it_stands(app, qtbot):
    app.experiment.step(5)
    preview = app.handlers.record.dialog.preview
    qtbot.waitUntil(lambda: preview.captions[1:] == ("Last frame: step 25",))


def test_the_film_is_dragged_out_of_the_window(app, qtbot, tmp_path, monkeypatch):
    dialog, given = app.handlers.record.dialog, []
    assert not dialog.handle.isVisible()
    press(dialog.record)
    ended(app, qtbot)
    assert dialog.handle.isVisible()
    assert dialog.handle.accessibleName() == "Drag the film"

    def dropped(drag, actions):
        given.append((drag.mimeData().urls(), drag.mimeData().text(), actions, drag.pixmap().width()))
        return actions

    monkeypatch.setattr("reluviz.desktop.films.handle.QDrag.exec", dropped)
    centre = dialog.handle.rect().center()
    QTest.mousePress(dialog.handle, Qt.MouseButton.LeftButton, pos=centre)
    QTest.mouseMove(dialog.handle, centre + QPoint(2, 0))
    assert given == []
    QTest.mouseMove(dialog.handle, centre + QPoint(40, 0))
    QTest.mouseRelease(dialog.handle, Qt.MouseButton.LeftButton, pos=centre)
    path = str(tmp_path / "films" / "the-puzzle.mp4")
    assert given == [([QUrl.fromLocalFile(path)], path, Qt.DropAction.CopyAction, THUMBNAIL)]


def test_the_film_is_shown_in_its_folder(app, qtbot, tmp_path, monkeypatch):
    opened = []
    monkeypatch.setattr("reluviz.desktop.handlers.record.QDesktopServices.openUrl", opened.append)
    press(app.handlers.record.dialog.record)
    ended(app, qtbot)
    press(app.handlers.record.dialog.show_button)
    assert [url.toLocalFile() for url in opened] == [str(tmp_path / "films")]


@pytest.mark.parametrize("name", ["presentation", "gif", "web", "web_picture", "pictures"])
def test_the_estimate_is_of_the_files_order(name, app, qtbot, tmp_path):
    dialog = app.handlers.record.dialog
    dialog.form.destination.changed.emit(name)
    dialog.form.controls["size"].changed.emit((480, 270))
    said = estimated_bytes(dialog.form.wish.recording, DESTINATIONS[name].suffix)
    press(dialog.record)
    ended(app, qtbot)
    assert 0.1 < bytes_of(app.handlers.record.recorder.path) / said < 8  # so short a film is mostly its first frame


@pytest.mark.parametrize(
    ("path", "suffix", "wanted"),
    [
        ("/a/b", ".mp4", "/a/b.mp4"),
        ("/a/b.gif", ".mp4", "/a/b.mp4"),
        ("/a/b.c", ".gif", "/a/b.c.gif"),
        ("/a/b.mp4", "", "/a/b/"),
        ("/a/b/", ".webp", "/a/b.webp"),
    ],
)
def test_names_get_the_ending_of_their_format(path, suffix, wanted):
    assert with_suffix(path, suffix) == wanted


@pytest.mark.parametrize("is_known", [True, False])
def test_no_preview_computes_a_basin_map(is_known, make_application, puzzle, qtbot, monkeypatch):
    from reluviz.scene.basins import ImmediateBasins

    def forbidden(*_):
        raise AssertionError("it would keep the window waiting for minutes")

    monkeypatch.setattr(ImmediateBasins, "request", forbidden)
    view = replace(puzzle.view, basins=True, basin_steps=20)
    made = make_application(replace(puzzle, model=replace(puzzle.model, variant="weight-bias"), view=view))
    known = made.tiles.known_basins
    qtbot.waitUntil(lambda: bool(known()) and known()[0].question.columns == FINE, timeout=WAIT_MS)
    if not is_known:
        made.handlers.record._known_basins = list
    made.actions["record"].trigger()
    preview = made.handlers.record.dialog.preview
    qtbot.waitUntil(lambda: len(preview.images) == 2 and not preview.frames.is_busy, timeout=WAIT_MS)
    # The landscape itself is grey; fates have colours.
    shown = pixels_of(preview.images[0]).astype(int)
    part = shown[shown.shape[0] // 4 : shown.shape[0] // 2, 40 : shown.shape[1] // 2]
    assert (np.abs(part[..., 0] - part[..., 2]).mean() > 20) == is_known
