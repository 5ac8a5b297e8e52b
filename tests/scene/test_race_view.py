"""A race on the stage: racers in their colours, over one another where they share a landscape, else side by side."""

import numpy as np
import pytest
from PySide6.QtCore import QPointF

from reluviz.landscape.landscape import Landscape
from reluviz.scenario.racers import racers
from reluviz.scenario.reading import parse_scenario
from reluviz.scene import moment as moment_module
from reluviz.scene.grids import rounded_base
from reluviz.scene.landscape_view import LandscapeView
from reluviz.scene.moment import moment_at
from reluviz.scene.numbers import format_number
from reluviz.scene.race import Entrant, Placing, groups, placings, race_at
from reluviz.scene.race_view import RaceView
from reluviz.scene.standings_view import StandingsView, loss_text
from reluviz.scene.steps_view import StepsView
from reluviz.scene.theme import DARK, LIGHT, RUN_COLORS
from reluviz.training.headless import history_of

RACE = """
[model]
variant = "weight-bias"
[training]
learning_rate = 0.05
steps = 300
gradient = "exact"
[[start]]
weight = -3.0
bias = 2.5
[[start]]
weight = 3.0
bias = -2.0
[[variation]]
training.momentum = 0.9
label = {en = "swing", fr = "élan"}
[[variation]]
training.optimizer = "adam"
training.steps = 100
"""
APART = RACE.replace("training.momentum = 0.9", 'model.activation = "leaky_relu"')


@pytest.fixture
def raced():
    def build(text, step=300, theme=LIGHT, **rest):
        entrants = []
        for racer in racers(parse_scenario(text)):
            landscape = Landscape(racer.scenario.data, racer.scenario.target, racer.scenario.model)
            entrants.append(Entrant(racer, landscape, history_of(racer.scenario, landscape)))
        return race_at(entrants, step, theme, **rest)

    return build


def tile_pixels(view, pixels, place):
    cell = view.tiles[place].geometry()
    return pixels[round(cell.top()) : round(cell.bottom()), round(cell.left()) : round(cell.right())]


def test_each_racer_stands_where_it_stands_alone(raced):
    moment = raced(RACE)
    for look, racer in zip(moment.race, racers(parse_scenario(RACE)), strict=True):
        landscape = Landscape(racer.scenario.data, racer.scenario.target, racer.scenario.model)
        alone = moment_at(racer.scenario, landscape, history_of(racer.scenario, landscape), 300, LIGHT)
        np.testing.assert_array_equal(look.moment.runs.positions, alone.runs.positions)
        assert [run.fate for run in look.moment.runs] == [run.fate for run in alone.runs]
        assert [run.shape for run in look.moment.runs] == [run.shape for run in alone.runs]
        assert {run.color for run in look.moment.runs} == {RUN_COLORS[racer.color][0]}
    assert moment.race[0].moment.runs is moment.runs
    assert [look.moment.playhead for look in moment.race] == [300, 300, 100]


def test_the_chosen_racer_is_the_moment(raced):
    moment = raced(RACE, chosen=1, theme=DARK, language="fr")
    assert moment.race[1].moment.runs is moment.runs
    assert moment.scenario.training.momentum == 0.9
    assert [look.is_chosen for look in moment.race] == [False, True, False]
    assert [look.color for look in moment.race] == [RUN_COLORS[name][1] for name in ("blue", "orange", "green")]
    assert moment.race[1].label == "élan"


def test_racers_with_one_landscape_are_one_group(raced):
    assert [[look.label for look in group] for group in groups(raced(APART).race)] == [
        ["ReLU, SGD, 300 steps", "Adam, 100 steps"],
        ["swing"],
    ]
    assert len(groups(raced(RACE).race)) == 1


def test_all_racers_are_drawn_over_the_landscape_that_they_share(raced, painter_of, colored):
    painter = painter_of(RaceView(), size=(640, 480))
    pixels = painter.paint(raced(RACE))
    view = painter.view
    assert view.shown == 1
    assert view.lead.geometry().bottom() <= view.standings.geometry().top()
    landscape = tile_pixels(view, pixels, 0)
    for name in ("blue", "orange", "green"):
        assert colored(landscape, RUN_COLORS[name][0], 12), name


def test_other_landscapes_stand_side_by_side(raced, painter_of, colored):
    painter = painter_of(RaceView(), size=(900, 480))
    pixels = painter.paint(raced(APART))
    view = painter.view
    assert view.shown == 2
    first, second = (tile.geometry() for tile in view.tiles)
    assert first.right() <= second.left()
    assert abs(first.width() - second.width()) < 1
    colors = {name: RUN_COLORS[name][0] for name in ("blue", "orange", "green")}
    assert [colored(tile_pixels(view, pixels, 0), color, 12) for color in colors.values()] == [True, False, True]
    assert [colored(tile_pixels(view, pixels, 1), color, 12) for color in colors.values()] == [False, True, False]
    # The headings, over the tiles.
    assert colored(pixels[: round(second.top()), round(second.left()) :], LIGHT.ink(colors["orange"]), 12)


@pytest.mark.parametrize("text", [RACE, APART])
def test_without_a_race_nothing_is_different(raced, trained, painter_of, text):
    alone = trained(RACE.partition("[[variation]]")[0])
    painter = painter_of(RaceView(), size=(500, 400))
    plain = painter.paint(alone.moment())
    assert painter.view.lead.size() == painter.view.size()
    painter.paint(raced(text))
    assert painter.view.lead.size() != painter.view.size()
    np.testing.assert_array_equal(painter.paint(alone.moment()), plain)


def test_the_standings_tell_colour_label_fates_and_loss(raced, painter_of, colored):
    moment = raced(RACE)
    rows = placings(moment)
    assert [row.label for row in rows] == ["SGD, β = 0, 300 steps", "swing", "Adam, 100 steps"]
    for row, look in zip(rows, moment.race, strict=True):
        assert dict(row.counts) == look.moment.runs.counts()
        assert row.loss == pytest.approx(np.mean([run.loss for run in look.moment.runs]))
    painter = painter_of(StandingsView(), size=(420, 80))
    pixels = painter.paint(moment)
    for row, cell in zip(rows, painter.view.cells(), strict=True):
        line = pixels[round(cell.top()) : round(cell.bottom()), round(cell.left()) : round(cell.right())]
        assert colored(line[:, :6], row.color, 4)
        assert all(not colored(line[:, :6], other.color, 4) for other in rows if other is not row)
        assert painter.view.racer_at(cell.center()) == rows.index(row)
    assert placings(moment.race[0].moment) == ()


def test_of_many_runs_the_standings_tell_the_median_loss_and_say_so(raced):
    for row in placings(raced(RACE)):
        assert loss_text(row) == f"median loss {format_number(row.loss)}"
    for row in placings(raced(RACE.replace("[[start]]\nweight = 3.0\nbias = -2.0\n", ""))):
        assert loss_text(row) == format_number(row.loss)


def lines_of(*counts):
    return tuple(
        Placing(f"racer {place}", "#000000", "#000000", not place, tuple(found.items()), 3.64e-21)
        for place, found in enumerate(counts)
    )


MANY_FATES = lines_of({"converged": 64, "dead": 36}, {"moving": 100}, {"moving": 3, "converged": 80, "dying": 17})


@pytest.mark.parametrize("width", [900, 520, 400])
def test_the_fates_of_the_standings_stand_in_columns_and_words_come_and_go_in_all_lines(painter_of, width):
    view = StandingsView()
    painter_of(view, size=(width, 80))
    view.rows = MANY_FATES
    plan = view.plan(width)
    order = [fate for fates, _ in plan.slots for fate in fates]
    assert order == ["converged", "dead", "dying", "moving"]
    texts = [text for told in plan.told for text in told.counts.values()]
    assert len({text.replace(",", "").isdigit() for text in texts}) == 1
    assert texts[0] == ("64 converged" if width == 900 else "64")
    assert plan.told[0].loss.startswith("median loss " if width > 400 else "median ")
    # No name is cut.
    assert plan.widest(view._names(), view.zoom) <= width


@pytest.mark.parametrize(
    ("racers", "width", "columns"), [(3, 900, 1), (3, 1100, 3), (2, 900, 2), (4, 900, 2), (5, 900, 2)]
)
def test_three_lines_never_stand_in_two_columns(racers, width, columns, painter_of):
    view = StandingsView()
    painter_of(view, size=(width, 120))
    view.rows = lines_of(*({"moving": 1},) * racers)
    cells = view.cells()
    assert len({cell.left() for cell in cells}) == columns
    assert max(cell.bottom() for cell in cells) <= view.height_for(width, racers, view.zoom) + view.zoom


def test_standings_without_room_for_columns_are_packed(painter_of):
    view = StandingsView()
    painter = painter_of(view, size=(240, 80))
    view.rows = MANY_FATES
    plan = view.plan(240)
    assert plan.slots == ()
    assert [len(told.slots) for told in plan.told] == [2, 1, 3]
    assert painter.paint().any()


def test_standings_leave_out_the_loss_before_they_cut_a_name(painter_of):
    view = StandingsView()
    painter_of(view, size=(240, 80))
    view.rows = MANY_FATES
    narrow, wide = view.plan(240), view.plan(340)
    assert wide.told[0].loss
    assert not any(told.loss for told in narrow.told)
    assert narrow.widest(view._names(), view.zoom) <= 240


def test_of_single_runs_the_words_stand_in_one_column(painter_of):
    view = StandingsView()
    painter_of(view, size=(420, 80))
    view.rows = lines_of({"converged": 1}, {"moving": 1}, {"dead": 1})
    plan = view.plan(420)
    assert len(plan.slots) == 1
    assert [list(told.counts.values()) for told in plan.told] == [["converged"], ["moving"], ["dead"]]


def test_all_losses_are_in_one_figure(raced, painter_of, colored):
    painter = painter_of(StepsView("loss"), size=(420, 300))
    moment = raced(RACE)
    pixels = painter.paint(moment)
    for look in moment.race:
        assert colored(pixels, look.ink, 24), look.label
    # The shortest training's curve ends where it ends.
    cut = pixels[:, painter.at(150, 1)[0] :]
    assert not colored(cut, moment.race[2].ink, 24)
    assert colored(cut, moment.race[1].ink, 24)
    np.testing.assert_array_equal(painter.paint(moment), pixels)


def test_a_figure_of_losses_forgets_the_race(raced, trained, painter_of):
    alone = trained(RACE.partition("[[variation]]")[0])
    painter = painter_of(StepsView("loss"), size=(420, 300))
    plain = painter.paint(alone.moment())
    painter.paint(raced(RACE))
    np.testing.assert_array_equal(painter.paint(alone.moment()), plain)


def test_a_head_of_any_racer_is_found(raced, painter_of):
    moment = raced(RACE)
    painter = painter_of(RaceView(), size=(640, 480))
    painter.paint(moment)
    lead = painter.view.lead
    for look in moment.race:
        for run in look.moment.runs:
            head = next(
                head
                for layers, each in zip((lead.runs, *lead.others_runs), (lead.moment, *lead.others), strict=True)
                if each is look.moment
                for head in layers.heads.heads
                if head.id == run.id
            )
            found = lead.hit(QPointF(*head.at), 4.0)
            assert found is not None
            assert found[0] in {other.id for other in moment.runs}
            assert lead.touched in {each.moment for each in moment.race}


def test_the_chosen_racer_lies_above_the_others(raced, painter_of, around):
    painter = painter_of(RaceView(), size=(640, 480))
    for chosen, name in ((0, "blue"), (1, "orange"), (2, "green"), (0, "blue")):
        moment = raced(RACE.replace("steps = 300", "steps = 1").replace("steps = 100", "steps = 1"), 0, chosen=chosen)
        pixels = painter.paint(moment)
        # All heads stand at the same start.
        assert painter.view.lead.moment is moment.race[chosen].moment
        lead = painter.view.lead
        corner = lead.plot.mapToItem(painter.view, lead.plot.area.topLeft())
        across, down = lead.plot.to_pixels(*moment.runs[0].start)
        place = round(corner.x() + across), round(corner.y() + down)
        near = around(pixels, place, 6).reshape(-1, 3)
        wanted = np.array([int(RUN_COLORS[name][0][at : at + 2], 16) for at in (1, 3, 5)])
        others = [
            np.array([int(RUN_COLORS[other][0][at : at + 2], 16) for at in (1, 3, 5)])
            for other in {"blue", "orange", "green"} - {name}
        ]
        assert (np.abs(near - wanted).max(axis=1) <= 4).any()
        assert not any((np.abs(near - other).max(axis=1) <= 4).any() for other in others)


@pytest.mark.parametrize("kind", ["map", "surface"])
def test_a_tile_is_drawn_once_for_a_moment_and_once_for_a_size(raced, monkeypatch, kind):
    shown: list[LandscapeView] = []
    show_moment = LandscapeView.show_moment

    def counted(view, moment):
        shown.append(view)
        show_moment(view, moment)

    view = RaceView()
    view.resize(640.0, 480.0)
    monkeypatch.setattr(LandscapeView, "show_moment", counted)
    for text, tiles in ((RACE, 1), (APART, 2), (RACE, 1)):
        view.show_moment(raced(text.replace("[training]", f'[view]\nkind = "{kind}"\n[training]', 1)))
        assert shown == view.tiles[:tiles]
        shown.clear()
    view.show_moment(raced(APART))
    shown.clear()
    view.resize(400.0, 300.0)
    assert shown == view.tiles


@pytest.mark.parametrize("kind", ["map", "surface"])
def test_of_landscapes_that_change_in_every_frame_one_has_its_turn(kind, raced, painter_of):
    text = APART.replace('"weight-bias"', '"weight-bias-output"') + f'[view]\nkind = "{kind}"\n'
    steps = range(40, 60)
    # All moments of one history, as in a window.
    moments = {step: raced(text, step) for step in steps}
    painter = painter_of(RaceView(), size=(900, 480))
    view = painter.view
    painter.paint(moments[40])
    taken = []
    for frame, step in enumerate(steps):
        before = [grid_of(tile) for tile in view.tiles]
        view.follow(moments[step], frame)
        taken.append([grid_of(tile) is not old for tile, old in zip(view.tiles, before, strict=True)])
    assert {sum(frame) for frame in taken} <= {0, 1}
    assert all(any(column) for column in zip(*taken, strict=True))
    view.catch_up()
    for tile, (look, *_) in zip(view.tiles, groups(moments[59].race), strict=True):
        assert grid_of(tile).key.base == rounded_base(look.moment.remainder(), (-4.0, 4.0))


def test_a_landscape_alone_that_changes_in_every_frame_has_every_second_one(raced, painter_of):
    text = APART.partition("[[variation]]")[0].replace('"weight-bias"', '"weight-bias-output"')
    painter = painter_of(RaceView(), size=(640, 480))
    view = painter.view
    painter.paint(raced(text, 40))
    taken = []
    for frame, step in enumerate(range(41, 49)):
        before = grid_of(view.lead)
        view.follow(raced(text, step), frame)
        taken.append(grid_of(view.lead) is not before)
    assert taken == [False, True] * 4


def test_crowded_tiles_are_drawn_one_after_another_and_all_at_last(raced, painter_of, monkeypatch):
    monkeypatch.setattr(moment_module, "MOST_AT_ONCE", 1)
    steps = range(40, 48)
    # Of one history each, as in a window.
    first = raced(APART, 40)
    entrants = [
        Entrant(racer, look.moment.landscape, look.moment.history)
        for racer, look in zip(racers(parse_scenario(APART)), first.race, strict=True)
    ]
    moments = {step: race_at(entrants, step, LIGHT) for step in steps}
    assert moments[40].is_crowded
    painter = painter_of(RaceView(), size=(900, 480))
    view = painter.view
    painter.paint(moments[40])
    assert len(view.tiles) > 1
    shown = []
    for frame, step in enumerate(steps[1:], start=1):
        view.follow(moments[step], frame)
        ours = [look.moment for look, *_ in groups(moments[step].race)]
        shown.append([tile.moment is moment for tile, moment in zip(view.tiles, ours, strict=True)])
    assert {sum(frame) for frame in shown} == {1}
    assert all(any(column) for column in zip(*shown, strict=True))
    # In other looks, and of another training, all are: frame 0.
    view.follow(moments[41], 0)
    assert [tile.moment for tile in view.tiles] == [look.moment for look, *_ in groups(moments[41].race)]
    view.follow(moments[47], 5)
    view.catch_up()
    assert [tile.moment for tile in view.tiles] == [look.moment for look, *_ in groups(moments[47].race)]


def grid_of(tile):
    return tile.stage._source.grid if tile.kind == "surface" else tile.stage._grid


def test_the_legend_of_a_basin_map_says_whose_basins_they_are(raced, painter_of, colored):
    """By name and colour, where another racer has other ones; a tile that one racer has alone has its name above it."""
    view = RaceView()
    painter = painter_of(view, size=(760, 420))
    legend = view.lead.basins.legend
    basins = "[view]\nbasins = true\nbasin_steps = 20\n"
    for chosen, name in ((0, "SGD, "), (1, "swing"), (2, "Adam, 100 steps")):
        pixels = painter.paint(raced(basins + RACE, chosen=chosen))
        assert legend.racer.startswith(name)
        box = legend.box.toAlignedRect()
        look = raced(basins + RACE, chosen=chosen).race[chosen]
        row = pixels[box.top() + 2 : box.top() + 24, box.left() : box.left() + 16]
        assert colored(row, look.color)
        assert view.lead.plot.area.toAlignedRect().contains(box)
    painter.paint(raced(basins + APART, chosen=1))
    assert view.tiles[0].basins.legend.racer == "ReLU, SGD, 300 steps"
    assert view.tiles[1].basins.legend.racer == ""
    painter.paint(raced(RACE))
    assert legend.racer == ""
    alone = raced(basins + RACE.split("[[variation]]", maxsplit=1)[0])
    painter.paint(alone.race[0].moment)
    assert legend.racer == ""
    assert legend._lines
