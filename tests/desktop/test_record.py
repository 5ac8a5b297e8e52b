"""Films from the window: the dialog, the order that its controls make, and films that are there when it says so."""

from dataclasses import replace

import numpy as np
import psutil
import pytest
from PySide6.QtCore import QPoint, Qt, QUrl
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtTest import QTest

from reluviz.desktop.films.destinations import DESTINATIONS, Shown, estimated_bytes
from reluviz.desktop.films.preview import THUMBNAIL
from reluviz.desktop.films.words import bytes_of
from reluviz.landscape.landscape import Landscape
from reluviz.recording.film import FilmPainter, film_of
from reluviz.scene.basins import FINE, ImmediateBasins
from reluviz.scene.landscape_view import LandscapeView
from reluviz.scene.race import Entrant
from reluviz.scene.race_view import RaceView
from tests.recording import films

WAIT_MS = 60_000


@pytest.fixture
def app(record_window):
    return record_window


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
        (
            "web_picture",
            (16_384, 100),
            "the-puzzle.webp: found the size 16384 × 100; allowed: sides up to 16383, and 264 million pixels in all",
        ),
        (
            "presentation",
            (16_384, 16_384),
            "the-puzzle.mp4: found the size 16384 × 16384; allowed: sides up to 16384, and 264 million pixels in all",
        ),
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


@pytest.mark.parametrize("can_be_shown", [True, False])
def test_the_film_is_shown_in_its_folder(can_be_shown, app, qtbot, tmp_path, monkeypatch):
    opened = []

    def open_url(url):
        opened.append(url)
        return can_be_shown

    monkeypatch.setattr("reluviz.desktop.handlers.record.QDesktopServices.openUrl", open_url)
    press(app.handlers.record.dialog.record)
    ended(app, qtbot)
    press(app.handlers.record.dialog.show_button)
    assert [url.toLocalFile() for url in opened] == [str(tmp_path / "films")]
    said = app.handlers.record.dialog.message.text()
    assert (said == f"No program here shows folders; it is in {tmp_path / 'films'}") is not can_be_shown


@pytest.mark.parametrize("name", DESTINATIONS)
def test_the_estimate_is_near_the_files_size(name, app, qtbot, tmp_path):
    record = app.handlers.record
    dialog = record.dialog
    dialog.form.destination.changed.emit(name)
    dialog.form.controls["size"].changed.emit((480, 270))
    record.show_preview()
    with qtbot.waitSignals([dialog.preview.painted] * 2, timeout=30_000):
        record.show_preview()
    wish = dialog.form.wish
    shown = Shown(len(app.experiment.race.entrants()[0].history.runs))
    picture = dialog.preview.picture_bytes() if name == "pictures" else None
    said = estimated_bytes(wish.recording, DESTINATIONS[name].suffix, shown, picture)
    press(dialog.record)
    ended(app, qtbot)
    assert 0.4 < bytes_of(record.recorder.path) / said < 2.5


def test_a_film_takes_over_the_basin_map_that_the_window_shows(make_application, puzzle, qtbot):
    view = replace(puzzle.view, basins=True, basin_steps=20)
    made = make_application(replace(puzzle, model=replace(puzzle.model, variant="weight-bias"), view=view))
    known = made.tiles.known_basins
    qtbot.waitUntil(lambda: bool(known()) and known()[0].question.columns == FINE, timeout=WAIT_MS)
    made.actions["record"].trigger()
    order = made.handlers.record.order("a.mp4")
    tile = LandscapeView(basins=ImmediateBasins(order.basins))
    film = film_of(order.scenario, [Entrant(*racer) for racer in entrants_of(order)], order.language)
    painter = FilmPainter(film, lambda: RaceView(tile))
    try:
        painter.show(0)
        painter.paint(QImage(*film.size, QImage.Format.Format_RGB32))
    finally:
        painter.close()
    assert tile.basins.source.newest() is order.basins[0]


def entrants_of(order):
    """Return the racers of an order as the recorder makes them, with landscapes of its own."""
    for racer, history in order.racers:
        scenario = racer.scenario
        yield racer, Landscape(scenario.data, scenario.target, scenario.model), history
