"""The fates' bar and table: shares and intervals against SciPy, pixels against shares, room in small panels."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QFontMetricsF
from scipy.stats import binomtest

from reluviz.desktop.view_tables import fates_table
from reluviz.landscape.landscape import Landscape
from reluviz.scenario.racers import racers
from reluviz.scenario.reading import parse_scenario
from reluviz.scene.fates_view import OTHERS, FateRow, FatesView, fate_rows, fewer_rows
from reluviz.scene.fonts import LABEL, SEMIBOLD
from reluviz.scene.race import Entrant, race_at
from reluviz.scene.race_fates import RacerFates, RacerLine, bars, racer_lines, shown_racers
from reluviz.scene.theme import DARK, FATE_LOOKS, LIGHT
from reluviz.training.headless import history_of
from reluviz.training.shares import wilson_interval

RANDOM = """
[starts]
kind = "random"
count = 400
initializer = "normal"
[training]
engine = "numpy"
learning_rate = 0.1
steps = 200
"""
"""Of a weight alone one half of standard normal starts sticks."""

LISTED = """
[[start]]
weight = 1.0
[[start]]
weight = -1.0
"""


def test_counts_and_wilsons_intervals_are_scipys(trained):
    rows = fate_rows(trained(RANDOM).moment())
    assert {row.fate for row in rows} == {"converged", "stuck"}
    for row in rows:
        assert row.share == row.count / 400
        truth = binomtest(row.count, 400).proportion_ci(0.95, method="wilson")
        assert row.interval == pytest.approx((truth.low, truth.high), abs=1e-12)
        assert row.interval[0] < 0.5 < row.interval[1]


def test_listed_starts_are_counted_and_are_no_sample(trained):
    assert [(row.fate, row.interval) for row in fate_rows(trained(LISTED, 1).moment())] == [
        ("converged", None),
        ("dying", None),
    ]
    both = fate_rows(trained(RANDOM + LISTED).moment())
    assert sum(row.count for row in both) == 402
    for row in both:
        truth = binomtest(row.count - 1, 400).proportion_ci(0.95, method="wilson")
        assert row.interval == pytest.approx((truth.low, truth.high), abs=1e-12)


def near(pixels, color):
    wanted = np.array(QColor(color).getRgb()[:3])
    return np.abs(pixels - wanted).max(axis=2) < 24


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_the_bar_has_the_shares(painter_of, placed, theme):
    training = placed("[training]\nsteps = 10\n", [[1.0]] * 3 + [[-1.0]])
    painter = painter_of(FatesView(), size=(424, 200), theme=theme)
    pixels = painter.paint(training.moment(theme=theme))
    ground, color = (
        np.array(QColor(name).getRgb()[:3]) for name in (theme.panel, FATE_LOOKS["converged"].color(theme))
    )
    fill = np.abs(pixels - (0.66 * ground + 0.34 * color)).max(axis=2) < 6
    # Three quarters of the bar, which is 400 pixels wide.
    assert fill.sum(axis=1).max() == pytest.approx(300, abs=4)


def test_the_bracket_is_the_interval(painter_of, trained):
    view = FatesView()
    painter = painter_of(view, size=(424, 200))
    pixels = painter.paint(trained(RANDOM).moment())
    low, high = view.rows[0].interval
    dark = near(pixels, LIGHT.text)
    # Above the bar, below the header, there is nothing but the bracket.
    top = round(view.body().top())
    columns = np.flatnonzero(dark[top : top + 9].any(axis=0))
    assert columns[0] == pytest.approx(12 + 400 * low, abs=2.5)
    assert columns[-1] == pytest.approx(12 + 400 * high, abs=2.5)


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("size", [(140, 96), (240, 120), (300, 400), (1200, 300)])
def test_it_fits_in_any_panel(painter_of, trained, size, scale):
    """Nothing is painted outside the panel's margins, however small it is."""
    view = FatesView()
    painter = painter_of(view, size=size)
    painter.canvas.set_theme(LIGHT, scale)
    pixels = painter.paint(trained(RANDOM + LISTED, 20).moment())
    margin = round(12 * scale)
    panel = np.abs(pixels - np.array(QColor(LIGHT.panel).getRgb()[:3])).max(axis=2) < 8
    assert panel[round(30 * scale) : -round(10 * scale), size[0] - margin + 2 : -2].all()
    assert not panel[:, margin : size[0] - margin].all()


def test_it_is_painted_again_only_for_other_fates(painter_of, trained):
    training = trained(RANDOM)
    view = FatesView()
    painter = painter_of(view)
    first = painter.paint(training.moment(0))
    assert (painter.paint(training.moment(0)) == first).all()
    assert (painter.paint(training.moment()) != first).any()


def test_without_runs_it_says_what_to_do(painter_of, placed):
    view = FatesView()
    pixels = painter_of(view).paint(placed("", np.empty((0, 1))).moment())
    assert near(pixels, LIGHT.muted).any()
    assert view.header.caption == ""


RACE = (
    RANDOM.replace("count = 400", "count = 60")
    + """
[[variation]]
label = "leaky"
model.activation = "leaky_relu"
[[variation]]
label = "a racer with a very long name that has no room"
training.steps = 1
"""
)


@pytest.fixture
def raced():
    entrants = []
    for racer in racers(parse_scenario(RACE)):
        landscape = Landscape(racer.scenario.data, racer.scenario.target, racer.scenario.model)
        entrants.append(Entrant(racer, landscape, history_of(racer.scenario, landscape)))
    return lambda **rest: race_at(entrants, 200, LIGHT, **rest)


def test_in_a_race_every_racer_has_its_bar(painter_of, raced):
    view = FatesView()
    pixels = painter_of(view, size=(624, 200)).paint(raced())
    assert [racer.label for racer in view.racers][1] == "leaky"
    ground, color = (
        np.array(QColor(name).getRgb()[:3]) for name in (LIGHT.panel, FATE_LOOKS["converged"].color(LIGHT))
    )
    fill = np.abs(pixels - (0.66 * ground + 0.34 * color)).max(axis=2) < 6
    for look, bar in zip(raced().race, bars(view, view.racers, view.body()), strict=True):
        converged = sum(run.fate == "converged" for run in look.moment.runs) / 60
        line = fill[round(bar.top()) + 2 : round(bar.bottom()) - 2, round(bar.left()) : round(bar.right())]
        # The edges of the bar's parts are drawn, and the bracket may touch a row.
        assert np.median(line.sum(axis=1)) == pytest.approx(converged * bar.width(), abs=4)
    shares = [racer.converged()[0] for racer in view.racers]
    assert len(set(shares)) == 3
    low, high = binomtest(round(float(shares[0][:-2]) * 0.6), 60).proportion_ci(0.95, method="wilson")
    assert view.racers[0].converged()[1] == f"{100 * low:.1f} – {100 * high:.1f}\u00a0%"


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("size", [(140, 96), (240, 120), (300, 400), (1200, 300)])
def test_a_races_bars_fit_in_any_panel(painter_of, raced, size, scale):
    view = FatesView()
    painter = painter_of(view, size=size)
    painter.canvas.set_theme(LIGHT, scale)
    pixels = painter.paint(raced())
    margin = round(12 * scale)
    panel = np.abs(pixels - np.array(QColor(LIGHT.panel).getRgb()[:3])).max(axis=2) < 8
    assert panel[round(30 * scale) : -round(10 * scale), size[0] - margin + 2 : -2].all()
    assert all(bar.width() >= 1.0 for bar in bars(view, view.racers, view.body()))


@pytest.mark.parametrize(("size", "is_above"), [((600, 400), False), ((230, 400), True), ((230, 120), False)])
def test_long_names_stand_above_their_bars_where_there_is_room(painter_of, raced, size, is_above):
    view = FatesView()
    painter = painter_of(view, size=size)
    painter.paint(raced())
    view.racers = tuple(replace(racer, label="10 hidden units") for racer in view.racers)
    room = view.body()
    lines = racer_lines(view, view.racers, room)
    assert [line.name.bottom() <= line.bar.top() for line in lines] == [is_above] * 3
    if is_above:
        face = QFontMetricsF(view.text_font(LABEL, SEMIBOLD))
        assert all(face.horizontalAdvance(racer.label) <= lines[0].name.width() for racer in view.racers)
    for line, following in pairwise([*lines, RacerLine(QRectF(0, room.bottom(), 1, 1), QRectF(), QRectF())]):
        assert max(line.bar.bottom(), line.shares.bottom()) <= following.name.top() + 0.5


def test_a_races_table_tells_of_every_racer(raced):
    moment = raced(chosen=1)
    head, rows = fates_table(moment, ((0, 1), (0, 1)))
    assert head == ("racer", "fate", "runs", "share", "low", "high", "drawn")
    found = {}
    for label, fate, count, share, low, high, drawn in rows:
        assert share == count / 60
        assert drawn <= count
        truth = binomtest(count, 60).proportion_ci(0.95, method="wilson")
        assert (low, high) == pytest.approx((truth.low, truth.high), abs=1e-12)
        found.setdefault(label, {})[fate] = count
    assert found == {look.label: look.moment.runs.counts() for look in moment.race}
    assert len(found) == 3


def test_share_and_interval_are_of_the_drawn_starts_and_the_panel_says_so(painter_of, trained):
    moment = trained(RANDOM + LISTED * 6).moment()
    view = FatesView()
    painter_of(view).paint(moment)
    drawn = moment.runs.sampled_counts()
    assert sum(row.count for row in view.rows) == 412
    assert sum(row.share for row in view.rows) == pytest.approx(1.0)
    for row in view.rows:
        assert row.share == drawn[row.fate] / 400
        assert row.interval[0] < row.share < row.interval[1]
    assert view.header.caption == "412 runs, shares of 400 drawn"


def test_the_bar_stays_in_a_panel_of_usual_height(painter_of, placed):
    training = placed("[training]\nsteps = 10\n", [[1.0]] * 3 + [[-1.0]])
    pixels = painter_of(FatesView(), size=(424, 120)).paint(training.moment())
    ground, color = (
        np.array(QColor(name).getRgb()[:3]) for name in (LIGHT.panel, FATE_LOOKS["converged"].color(LIGHT))
    )
    fill = np.abs(pixels - (0.66 * ground + 0.34 * color)).max(axis=2) < 6
    assert fill.sum(axis=1).max() == pytest.approx(300, abs=4)


MIXED = """
[model]
variant = "weight-bias"
[training]
engine = "numpy"
gradient = "exact"
learning_rate = 0.5
"""


@pytest.fixture
def mixed(placed):
    """One to six runs of each of five fates."""
    found = {
        "converged": [1.0, 0.0],
        "dead": [-1.0, -30.0],
        "dying": [-0.5, -1.5],
        "moving": [2.0, 1.0],
        "stuck": [0.0, -0.5],
    }
    training = placed(MIXED, [row for many, row in enumerate(found.values(), 1) for _ in range(many)])
    return training.moment()


def sizes_of_type(view, monkeypatch, paint):
    """Return the sizes in pixels of all type that is painted below the header."""
    found = []
    make = view.text_font

    def noted(*arguments):
        font = make(*arguments)
        found.append(font.pixelSize())
        return font

    monkeypatch.setattr(view, "text_font", noted)
    paint()
    return found


@pytest.mark.parametrize("scale", [1.0, 1.5])
@pytest.mark.parametrize("size", [(225, 96), (225, 120), (225, 160), (424, 110), (424, 300)])
def test_type_is_never_smaller_than_labels_and_lines_do_not_touch(painter_of, mixed, size, scale, monkeypatch):
    view = FatesView()
    painter = painter_of(view, size=size)
    painter.canvas.set_theme(LIGHT, scale)
    assert min(sizes_of_type(view, monkeypatch, lambda: painter.paint(mixed))) >= LABEL
    lines = view.lines(view.body())
    assert len(lines) * 14 <= view.body().height() + 1
    assert sum(line.count for line in lines) == len(mixed.runs) or len(lines) == 1
    assert sum(line.share for line in lines) == pytest.approx(1.0) or len(lines) == 1
    ground = near(painter.paint(), LIGHT.panel)
    # Through the samples of colour runs ground between each two.
    band = ground[round(view.body().top()) :, round(view.body().left()) + 4].astype(int)
    samples = (np.diff(band) == -1).sum()
    named = [line for line in lines if line.fate != OTHERS]
    has_bar = samples == len(named) + 1
    assert samples == len(named) or has_bar


def test_where_lines_are_few_the_largest_fates_have_theirs_and_the_others_one(trained):
    counts = {"converged": 40, "stuck": 7, "dead": 30, "dying": 3, "moving": 20}
    rows = [FateRow(fate, count, count / 100, None) for fate, count in counts.items()]
    assert [row.fate for row in fewer_rows(rows, 5, 0)] == list(counts)
    few = fewer_rows(rows, 3, 100)
    assert [(row.fate, row.count) for row in few] == [("converged", 40), ("dead", 30), (OTHERS, 30)]
    truth = binomtest(30, 100).proportion_ci(0.95, method="wilson")
    assert few[-1].interval == pytest.approx((truth.low, truth.high), abs=1e-12)
    assert [row.fate for row in fewer_rows(rows, 1, 0)] == ["converged"]


MANY = RANDOM.replace("count = 400", "count = 5").replace("steps = 200", "steps = 2") + "".join(
    f'[[variation]]\nlabel = "racer {number}"\ntraining.learning_rate = {number / 100}\n' for number in range(1, 8)
)


@pytest.mark.parametrize("size", [(225, 96), (225, 130), (400, 220)])
@pytest.mark.parametrize("chosen", [0, 7])
def test_racers_without_room_are_counted_and_the_chosen_one_has_its_line(painter_of, size, chosen, monkeypatch):
    entrants = []
    for racer in racers(parse_scenario(MANY)):
        landscape = Landscape(racer.scenario.data, racer.scenario.target, racer.scenario.model)
        entrants.append(Entrant(racer, landscape, history_of(racer.scenario, landscape)))
    view = FatesView()
    painter = painter_of(view, size=size)
    moment = race_at(entrants, 2, LIGHT, chosen=chosen)
    assert min(sizes_of_type(view, monkeypatch, lambda: painter.paint(moment))) >= LABEL
    body = view.body()
    places = bars(view, view.racers, body)
    shown = shown_racers(view, view.racers, body)
    assert len(places) == len(shown)
    assert len(shown) == (8 if size[1] > 200 else int((body.height() + 1) / 14) - 1)
    assert any(racer.is_chosen for racer in shown)
    assert all(below.top() - above.top() >= 14 - 1e-9 for above, below in pairwise(places))
    assert places[-1].bottom() <= body.bottom()


def test_a_racer_of_which_none_has_converged_has_an_interval_too():
    failed = FateRow("dead", 100, 1.0, wilson_interval(100, 100))
    share, ends = RacerFates("", "#000000", "#000000", False, (failed,), 100).converged()
    low, high = wilson_interval(0, 100)
    assert low == 0.0
    assert (share, ends) == ("0.0\u00a0%", f"0.0 – {100 * high:.1f}\u00a0%")
    placed = FateRow("dead", 3, 1.0, None)
    assert RacerFates("", "#000000", "#000000", False, (placed,), 0).interval is None
    assert RacerFates("", "#000000", "#000000", False, (), 100).interval is None
