"""The preview of the Record dialog: the film's own frames, in pieces, and without what takes long."""

from dataclasses import replace

import numpy as np
import pytest

from reluviz.desktop.films.previewing import FramesInPieces
from reluviz.recording.entrants import trained_entrants
from reluviz.recording.film import film_of
from reluviz.scenario.sources import find_scenario
from reluviz.scene.basins import FINE
from tests.recording import films
from tests.scene.eyes import pixels_of

WAIT_MS = 60_000


@pytest.fixture
def app(record_window):
    return record_window


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


def test_the_preview_knows_the_last_step_while_that_is_replayed(app, qtbot):
    """The film goes to the newest step, wherever the playhead is."""
    app.experiment.step(5)
    qtbot.waitUntil(lambda: app.experiment.newest == 25)
    app.experiment.set_loop(True)
    app.experiment.set_speed(1.0)
    app.experiment.go_to(0)
    app.experiment.play()
    preview = app.handlers.record.dialog.preview
    qtbot.waitUntil(lambda: preview.captions[1:] == ("Last frame: step 25",))
    assert app.experiment.is_playing


def test_who_comes_back_to_the_dialog_sees_the_last_step_of_now(app, qtbot):
    """While it is trained, and once: not in each frame."""
    record = app.handlers.record
    preview = record.dialog.preview
    qtbot.waitUntil(lambda: preview.captions[1:] == ("Last frame: step 20",) and not preview.frames.is_busy)
    app.window.activateWindow()
    qtbot.waitUntil(lambda: not record.dialog.isActiveWindow())
    record._preview_timer.stop()
    app.experiment.set_speed(50.0)
    app.experiment.play()
    qtbot.waitUntil(lambda: app.experiment.newest > 25)
    assert preview.captions[1:] == ("Last frame: step 20",)
    record.dialog.activateWindow()
    qtbot.waitUntil(lambda: preview.captions[1:] != ("Last frame: step 20",))
    assert app.experiment.is_playing


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
