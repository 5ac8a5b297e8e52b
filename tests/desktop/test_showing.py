"""While a training plays, not every view is drawn in each frame; whatever stands still is drawn as it is."""

from dataclasses import replace
from itertools import pairwise

import pytest

from reluviz.desktop.view_pictures import view_sheet
from reluviz.scenario.model import Starts
from reluviz.scene.landscape_view import LandscapeView
from reluviz.scene.race_view import RaceView


def views_of(application):
    canvases = [canvas for canvas in application.canvases.values() if canvas.isVisible()]
    return [view for canvas in (*canvases, application.stage.verdict) for view in canvas.views]


def shown(application):
    return {id(view.moment) for view in views_of(application)}


def left_out(application):
    """Have the views be told of a new moment in a frame that is nearly no view's turn; return the moment."""
    frames = application.frames
    frames.stop()
    frames.shown.disconnect(application._show_moment)
    frames._key = ()
    frames.show_now()
    application.showing._frame = 0
    for view in views_of(application):
        view.follow(frames.moment, 1)
    assert len(shown(application)) == 2
    return frames.moment


def test_views_take_turns_while_it_plays_and_show_all_once_it_is_paused(application, qtbot):
    application.actions["panel_fates"].trigger()
    application.handlers.run.set_speed(1000)
    differed = []
    application.frames.shown.connect(lambda _: differed.append(len(shown(application)) > 1))
    application.experiment.play()
    qtbot.waitUntil(lambda: application.frames.moment.playhead > 100)
    application.experiment.pause()
    qtbot.waitUntil(lambda: not application.frames.is_running)
    assert any(differed)
    assert shown(application) == {id(application.frames.moment)}


def test_a_frame_in_which_nothing_changes_shows_what_was_left_out(application):
    """So it is with moments that come seldom: playing slowly, or waiting for the training."""
    newest = left_out(application)
    application.frames.show_now()
    assert shown(application) == {id(newest)}


def test_a_picture_of_a_view_shows_the_newest_moment(application):
    newest = left_out(application)
    for canvas in application.canvases.values():
        if canvas.isVisible():
            view_sheet(canvas)
            assert {id(view.moment) for view in canvas.views} == {id(newest)}


def test_views_that_count_the_fates_never_contradict_each_other(application, qtbot):
    application.actions["panel_fates"].trigger()
    application.handlers.run.set_speed(1000)
    fates, verdict = application.canvases["fates"].views[0], application.stage.verdict.views[0]
    qtbot.waitUntil(lambda: fates.moment is verdict.moment)
    told = []
    application.frames.shown.connect(lambda _: told.append((fates.moment.playhead, verdict.moment.playhead)))
    application.experiment.play()
    qtbot.waitUntil(lambda: application.frames.moment.playhead > 200)
    application.experiment.pause()
    qtbot.waitUntil(lambda: not application.frames.is_running)
    assert len(set(told)) > 2
    assert all(one == other for one, other in told)


def test_in_another_theme_and_of_another_training_all_views_tell_together(application, qtbot):
    application.handlers.run.set_speed(1000)
    told = []
    application.frames.shown.connect(
        lambda moment: told.append((moment.runs.theme, moment.history, shown(application)))
    )
    application.experiment.play()
    qtbot.waitUntil(lambda: application.frames.moment.playhead > 100)
    for change in ("toggle_theme", "new"):
        before = told[-1][:2]
        assert any(len(views) > 1 for *kind, views in told if tuple(kind) == before)
        application.actions[change].trigger()
        if change == "new":
            application.experiment.play()
        qtbot.waitUntil(lambda before=before: told[-1][:2] != before)
        views = next(views for *kind, views in told if tuple(kind) == told[-1][:2])
        assert len(views) == 1
        qtbot.waitUntil(lambda: len(told[-1][2]) > 1)


@pytest.mark.parametrize("change", ["toggle_theme", "language_fr"])
@pytest.mark.parametrize("is_playing", [False, True])
def test_in_other_looks_and_words_the_landscape_is_drawn_once(change, is_playing, application, qtbot, monkeypatch):
    """Not the moment of before as well, which nobody sees."""
    if is_playing:
        application.experiment.play()
    drawn, show = [], LandscapeView.show_moment
    monkeypatch.setattr(LandscapeView, "show_moment", lambda view, moment: drawn.append(moment) or show(view, moment))
    before, seen = application.frames.moment, []
    application.frames.jumped.connect(lambda: seen.append((list(drawn), application.frames.moment, shown(application))))
    application.actions[change].trigger()
    qtbot.waitUntil(lambda: bool(seen))
    assert seen == [([seen[0][1]], seen[0][1], {id(seen[0][1])})]
    assert seen[0][1] is not before


def crowded(application, count=60):
    scenario = application.document.scenario
    starts = Starts(kind="random", count=count)
    training = replace(scenario.training, engine="numpy", steps=5000)
    application.document.open(replace(scenario, start=(), starts=starts, training=training), None)
    application.handlers.run.set_speed(500)


def test_a_crowded_landscape_is_never_drawn_in_the_same_frame_as_other_views(application, qtbot):
    crowded(application)
    application.experiment.play()
    qtbot.waitUntil(lambda: application.frames.moment.playhead > 20 and application.frames.moment.is_crowded)
    stage = application.stage.view
    others = [view for view in views_of(application) if view is not stage]
    told = []
    application.frames.shown.connect(
        lambda moment: told.append((stage.moment is moment, any(view.moment is moment for view in others)))
    )
    qtbot.waitUntil(lambda: len(told) > 20)
    assert {True, False} == {is_stage for is_stage, _ in told}
    assert any(is_other for _, is_other in told)
    assert not any(is_stage and is_other for is_stage, is_other in told)
    application.experiment.pause()
    qtbot.waitUntil(lambda: not application.frames.is_running)
    assert shown(application) == {id(application.frames.moment)}


def test_a_landscape_that_is_drawn_anew_has_a_frame_to_itself_and_the_others_the_next(application, qtbot, monkeypatch):
    application.handlers.run.set_speed(500)
    application.experiment.play()
    qtbot.waitUntil(lambda: application.frames.moment.playhead > 20)
    stage = application.stage.view
    others = [view for view in views_of(application) if view is not stage]
    told, follow = [], RaceView.follow

    def follow_anew(view, moment, frame):
        follow(view, moment, frame)
        view.lead.plot.still_changed()  # as a basin map that has come, with each frame

    monkeypatch.setattr(RaceView, "follow", follow_anew)
    application.frames.shown.connect(
        lambda moment: told.append((stage.moment is moment, any(view.moment is moment for view in others)))
    )
    qtbot.waitUntil(lambda: len(told) > 20)
    assert all(is_drawn for is_drawn, _ in told)
    assert all(one[1] != following[1] for one, following in pairwise(told[1:]))
    for view in others:
        assert view.moment.playhead > 20
    application.experiment.pause()
    qtbot.waitUntil(lambda: not application.frames.is_running)
    assert shown(application) == {id(application.frames.moment)}


def test_few_runs_are_drawn_in_each_frame(application, qtbot):
    crowded(application, 5)
    application.experiment.play()
    qtbot.waitUntil(lambda: application.frames.moment.playhead > 20)
    assert not application.frames.moment.is_crowded
    told = []
    application.frames.shown.connect(lambda moment: told.append(application.stage.view.moment is moment))
    qtbot.waitUntil(lambda: len(told) > 20)
    assert all(told)
