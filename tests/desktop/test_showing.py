"""While a training plays, not every view is drawn in each frame; whatever stands still is drawn as it is."""

import types
from dataclasses import replace
from itertools import pairwise
from time import perf_counter

import pytest

from reluviz.desktop import frame_loop
from reluviz.desktop.experiment import Experiment
from reluviz.desktop.frame_loop import CROWDED_PATIENCE_SECONDS
from reluviz.desktop.showing import Showing
from reluviz.desktop.view_pictures import view_sheet
from reluviz.scenario.model import Starts
from reluviz.scenario.reading import parse_scenario
from reluviz.scenario.sources import find_scenario
from reluviz.scene.landscape_view import LandscapeView
from reluviz.scene.race import groups
from reluviz.scene.race_view import RaceView
from reluviz.scene.view import CURVES, EACH, WORDS, View


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
    qtbot.waitUntil(lambda: shown(application) == {id(application.frames.moment)})
    # What is computed later is shown at once: nothing follows that would.
    assert not any(tile.is_followed for tile in stage.tiles)


def test_nothing_is_drawn_once_it_is_closed(make_application, qtbot, monkeypatch):
    application = make_application(find_scenario("puzzle"))
    crowded(application)
    application.experiment.play()
    qtbot.waitUntil(lambda: application.frames.moment.playhead > 20 and application.frames.moment.is_crowded)
    application.experiment.pause()
    application.frames.show_now()
    application.window.close()
    application.close()
    drawn = []
    monkeypatch.setattr(RaceView, "_show", lambda *given: drawn.append(given))
    until = perf_counter() + 0.05
    qtbot.waitUntil(lambda: perf_counter() > until)
    assert drawn == []


class Counted(View):
    """Counts what it is shown, and has news when told so."""

    def __init__(self, pace, news=()):
        super().__init__()
        self.pace, self.is_stage, self.news, self.shown = pace, bool(news), iter(news), []

    def show_moment(self, moment):
        self.shown.append(moment)
        super().show_moment(moment)

    def take_news(self):
        return next(self.news, False)


@pytest.mark.parametrize("news", [[True] * 400, [True, False] * 200, [False, True] * 200, [False, True, True] * 130])
def test_a_landscape_with_news_has_a_frame_to_itself_and_nobody_starves(news, application, qtbot, monkeypatch):
    """Whoever has been left out has its turn in the next frame, whatever comes with it."""
    stage, others = Counted(EACH, news), [Counted(pace) for pace in (EACH, CURVES, CURVES, WORDS)]
    views = [*others[:2], stage, *others[2:]]
    canvas = types.SimpleNamespace(views=views, isVisible=lambda: True)
    showing = Showing(application.window, {"all": canvas}, types.SimpleNamespace(views=[]))
    moment = application.frames.moment
    moments = [replace(moment, playhead=step) for step in range(len(news) - 10)]
    for each in moments:
        showing.show(each, is_playing=True)
        assert stage.shown[-1] is each
    alone = [each for each in moments if not any(view.moment is each or each in view.shown for view in others)]
    assert len(alone) > len(moments) / 4
    for view in others:
        due = (len(moments) - len(alone)) / view.pace
        assert 0.7 * due <= len(view.shown) <= 1.3 * due + 2
    for one, following in pairwise(moments[1:]):
        assert any(one in view.shown or following in view.shown for view in others[:1])


def test_a_landscape_that_is_drawn_anew_is_news_unless_it_is_in_every_frame_or_two(application):
    stage = application.stage.view
    stage.take_news()
    drawn = application.stage.canvas.grab

    def told(changes):
        found = []
        for is_changed in changes:
            if is_changed:
                stage.lead.plot.still_changed()
            found.append(stage.take_news())
            drawn()
        return found

    drawn()
    assert told([False, False, False, True, False, False, True, False, False, False]) == [
        *[False] * 3, True, False, False, True, *[False] * 3,
    ]  # fmt: skip
    assert told([True] * 6) == [True, *[False] * 5]
    assert told([True, False] * 4) == [False] * 8


def test_few_runs_are_drawn_in_each_frame(application, qtbot):
    crowded(application, 5)
    application.experiment.play()
    qtbot.waitUntil(lambda: application.frames.moment.playhead > 20)
    assert not application.frames.moment.is_crowded
    told = []
    application.frames.shown.connect(lambda moment: told.append(application.stage.view.moment is moment))
    qtbot.waitUntil(lambda: len(told) > 20)
    assert all(told)


RACE = """
[model]
variant = "weight-bias"
[training]
engine = "numpy"
batch_size = 10
steps = 5000
[starts]
count = 30
[[variation]]
model.activation = "leaky_relu"
[[variation]]
model.activation = "tanh"
"""


@pytest.fixture
def tiles(make_application, qtbot):
    """A window with a crowded race in three tiles that has trained for some steps and stands."""
    application = make_application(parse_scenario(RACE))
    application.handlers.run.set_speed(500)
    application.experiment.play()
    qtbot.waitUntil(lambda: application.frames.moment.playhead > 20)
    application.experiment.pause()
    qtbot.waitUntil(lambda: not application.frames.is_running and all_shown(application))
    assert application.frames.moment.is_crowded
    return application


def drawn(application):
    """Return which tiles show the newest moment."""
    newest = [group[0].moment for group in groups(application.frames.moment.race)]
    return [tile.moment is moment for tile, moment in zip(application.tiles.view.tiles, newest, strict=True)]


def all_shown(application):
    return shown(application) == {id(application.frames.moment)} and all(drawn(application))


def test_crowded_tiles_that_stand_are_drawn_one_after_another_after_all_other_views(tiles, qtbot):
    frames, seen = tiles.frames, []
    before = [tile.moment for tile in tiles.tiles.view.tiles]
    frames.stop()
    frames.forget()
    frames.show_now()
    others = {id(view.moment) for view in views_of(tiles) if not view.is_stage}
    assert others == {id(frames.moment)}
    assert [tile.moment for tile in tiles.tiles.view.tiles] == before
    tiles.showing._turns.timeout.connect(lambda: seen.append(sum(drawn(tiles))))
    qtbot.waitUntil(lambda: all_shown(tiles) and not tiles.showing._turns.isActive())
    assert seen[:3] == [1, 2, 3]


def test_what_changes_at_each_turn_leaves_no_tile_behind(tiles, qtbot):
    tiles.frames.stop()
    taken = []
    for _ in range(6):
        tiles.frames.forget()
        tiles.frames.show_now()
        tiles.showing._on_turn()
        taken.append(tuple(drawn(tiles)))
    assert set(taken) == {(True, False, False), (False, True, False), (False, False, True)}
    qtbot.waitUntil(lambda: all_shown(tiles))


def test_a_crowded_training_that_has_no_new_step_in_a_frame_does_not_rest(tiles, qtbot, monkeypatch):
    """Its steps take longer than a frame: all that was left out would be drawn between two of them."""
    now = [perf_counter()]
    monkeypatch.setattr(frame_loop, "perf_counter", lambda: now[0])
    monkeypatch.setattr(Experiment, "is_playing", property(lambda _: True))
    frames, rested = tiles.frames, []
    frames.stop()
    frames.rested.connect(lambda: rested.append(now[0]))
    frames.forget()
    frames.show_now()
    for _ in range(5):
        now[0] += CROWDED_PATIENCE_SECONDS / 6
        frames.show_now()
    assert not rested
    now[0] += CROWDED_PATIENCE_SECONDS / 3
    frames.show_now()
    assert len(rested) == 1
    qtbot.waitUntil(lambda: all_shown(tiles))
