"""Basin maps are computed in a thread: the newest question alone, a coarse answer first, never a stale one."""

import threading
from dataclasses import replace

import numpy as np
import pytest

from reluviz.desktop import basins
from reluviz.desktop.basins import ThreadedBasins
from reluviz.landscape.landscape import Landscape
from reluviz.scenario.model import Data, Model, Target, Training
from reluviz.scenario.sources import find_scenario
from reluviz.scene.basins import FINE
from reluviz.training import basins_numpy
from reluviz.training.basins import BasinQuestion, compute_basins
from reluviz.training.basins_numpy import numpy_starts


def question(rate=0.1, size=60, **changes):
    landscape = Landscape(Data(), (Target(),), Model(variant="weight-bias"))
    training = Training(gradient="exact", learning_rate=rate, steps=30, **changes)
    return BasinQuestion(landscape, training, "weight", "bias", (-3.0, 3.0), (-3.0, 3.0), size, size, (0.0, 0.0))


@pytest.fixture
def source(qapp):
    made = ThreadedBasins(lambda: None)
    yield made
    made.close()


def test_a_coarse_map_comes_before_the_fine_one_in_the_gui_thread(source, qtbot):
    told = []
    asked = question()

    def changed():
        told.append((threading.current_thread(), source.request(asked).fate.shape))

    source.set_changed(changed)
    assert source.request(asked) is None
    qtbot.waitUntil(lambda: bool(told) and told[-1][1] == (60, 60))
    assert {thread for thread, _ in told} == {threading.main_thread()}
    answer = source.request(asked)
    assert answer.question == asked
    np.testing.assert_array_equal(answer.fate, compute_basins(asked, numpy_starts(asked))[0].fate)


class Held:
    """Starts that wait at a gate before each piece; they tell of it."""

    maps = 0
    """How many have been made."""

    def __init__(self, asked, gate, begun):
        Held.maps += 1
        self._inner = numpy_starts(asked)
        self.capacity = self._inner.capacity
        self._gate, self._begun, self._rate = gate, begun, asked.training.learning_rate

    def begin(self, rows):
        self._inner.begin(rows)

    def advance(self, count):
        self._begun.append(self._rate)
        assert self._gate.wait(20)
        self._inner.advance(count)

    def standing(self):
        return self._inner.standing()


@pytest.fixture
def held(monkeypatch):
    gate, begun = threading.Event(), []
    Held.maps = 0
    monkeypatch.setattr(basins_numpy, "numpy_starts", lambda asked, _: Held(asked, gate, begun))
    yield gate, begun
    gate.set()


def test_a_newer_question_drops_the_older_ones_answer(source, qtbot, held):
    gate, begun = held
    older, newer = question(0.1), question(0.2)
    shown = []
    source.set_changed(lambda: shown.append(source.request(newer)))
    source.request(older)
    qtbot.waitUntil(lambda: begun == [0.1])
    assert source.request(newer) is None
    gate.set()
    qtbot.waitUntil(lambda: bool(shown) and shown[-1] is not None and shown[-1].fate.shape == (60, 60))
    # The older one was left after the piece that it was in, and nothing of it was ever an answer.
    assert begun.count(0.1) == 1
    assert {answer.question.training.learning_rate for answer in shown} == {0.2}


def test_an_answer_is_there_only_while_its_question_is_asked(source, qtbot):
    first, second = question(0.1), question(0.2)
    source.request(first)
    qtbot.waitUntil(lambda: source.request(first) is not None)
    assert source.request(second) is None
    assert source.request(first) is None  # it has been asked anew


def test_what_is_left_is_not_computed(source, qtbot, held):
    gate, begun = held
    source.request(question(0.1))
    qtbot.waitUntil(lambda: begun == [0.1])
    source.leave(keep=True)
    gate.set()
    source.request(question(0.2))
    qtbot.waitUntil(lambda: source.request(question(0.2)) is not None)
    assert begun.count(0.1) == 1


def test_what_is_asked_again_goes_on_where_it_was_left(source, qtbot, held):
    gate, begun = held
    gate.set()
    source.request(question(0.1))
    qtbot.waitUntil(lambda: fine_map(source, 0.1) is not None)
    maps = Held.maps
    gate.clear()
    source.request(question(0.2))
    qtbot.waitUntil(lambda: begun.count(0.2) == 1)
    source.leave(keep=True)
    gate.set()
    qtbot.waitUntil(lambda: source._is_paused)
    assert begun.count(0.2) == 1
    source.request(question(0.2))
    qtbot.waitUntil(lambda: fine_map(source, 0.2) is not None)
    assert Held.maps == 2 * maps  # none was begun anew
    expected = compute_basins(question(0.2), numpy_starts(question(0.2)))[0].fate
    np.testing.assert_array_equal(fine_map(source, 0.2).fate, expected)


def fine_map(source, rate):
    """Return the answer to a question if it is the whole one."""
    answer = source.request(question(rate))
    return answer if answer is not None and answer.fate.shape == (60, 60) else None


def test_a_map_that_was_left_is_back_at_once_unless_another_is_asked_for(source, qtbot):
    first, second = question(0.1), question(0.2)
    source.request(first)
    qtbot.waitUntil(lambda: fine_map(source, 0.1) is not None)
    answer = fine_map(source, 0.1)
    source.leave(keep=True)
    assert source.request(first) is answer
    source.leave(keep=True)
    assert source.request(second) is None
    assert source.newest() is None  # not even as an outdated one
    source.leave(keep=True)
    assert source.request(first) is None


def test_a_map_that_is_left_for_good_is_let_go(source, qtbot, held):
    gate, begun = held
    gate.set()
    source.request(question(0.1))
    qtbot.waitUntil(lambda: fine_map(source, 0.1) is not None)
    source.leave(keep=True)
    source.leave()
    assert source._answer is source._newest is source._wanted is None
    # One that stands still is given up as well.
    gate.clear()
    source.request(question(0.2))
    qtbot.waitUntil(lambda: begun.count(0.2) == 1)
    source.leave(keep=True)
    gate.set()
    qtbot.waitUntil(lambda: source._is_paused)
    source.leave()
    qtbot.waitUntil(lambda: not source._is_paused)
    assert source.request(question(0.1)) is None


def test_a_map_that_is_left_keeps_nobody_from_closing(source, qtbot, held):
    gate, begun = held
    source.request(question(0.1))
    qtbot.waitUntil(lambda: begun == [0.1])
    source.leave(keep=True)
    gate.set()
    qtbot.waitUntil(lambda: source._is_paused)
    source.close()
    assert not source._thread.is_alive()


def test_a_row_of_quick_questions_does_not_starve_and_what_comes_of_it_is_no_answer(source, qtbot, held, monkeypatch):
    gate, begun = held
    monkeypatch.setattr(basins, "STARVING_SECONDS", 0.0)
    monkeypatch.setattr(basins, "SPARED_SECONDS", 60.0)
    source.request(question(0.1))
    qtbot.waitUntil(lambda: begun == [0.1])
    source.request(question(0.2))  # the first one is left at once
    gate.set()
    qtbot.waitUntil(lambda: 0.2 in begun)
    gate.clear()
    source.request(question(0.3))
    gate.set()
    rates = []
    source.set_changed(lambda: rates.append(source.newest().question.training.learning_rate))
    qtbot.waitUntil(lambda: source.request(question(0.3)) is not None)
    assert begun.count(0.1) == 1
    assert source.request(question(0.2)) is None


def test_what_takes_long_begins_with_a_tiny_map_of_fewer_steps_and_says_how_far_it_is(source, qtbot, monkeypatch):
    monkeypatch.setattr(basins, "TELLING_SECONDS", 0.0)
    monkeypatch.setattr(basins, "PATIENCE_SECONDS", 0.0)
    landscape = Landscape(Data(), (Target(),), Model(variant="hidden-layer", hidden_units=2))
    training = Training(gradient="batch", batch_size=20, steps=40)
    base = (1.0, -1.0, 1.0, 1.0)[: len(landscape.names)] + (0.0,) * max(0, len(landscape.names) - 4)
    names = landscape.names[:2]
    asked = BasinQuestion(landscape, training, *names, (-3.0, 3.0), (-3.0, 3.0), 30, 30, base)
    seen, told = [], []

    def changed():
        answer = source.request(asked)
        seen.append(None if answer is None else (answer.fate.shape[0], answer.step))
        told.append(source.progress())

    source.set_changed(changed)
    source.request(asked)
    qtbot.waitUntil(lambda: bool(seen) and seen[-1] == (30, 40))
    assert list(dict.fromkeys(one for one in seen if one)) == [(10, 2), (10, 40), (25, 40), (30, 40)]
    known = [one for one in told if one]
    assert {one.columns for one in known} <= {10, 25, 30}
    assert known
    assert all(0.0 <= one.share <= 1.0 for one in known)
    assert source.progress() is None


def test_closing_leaves_an_answer_unfinished(qapp, qtbot, held):
    gate, begun = held
    source = ThreadedBasins(lambda: None)
    source.request(question())
    qtbot.waitUntil(lambda: begun == [0.1])
    closing = threading.Thread(target=source.close)
    closing.start()
    gate.set()
    closing.join(10)
    assert not closing.is_alive()
    assert begun == [0.1]


def test_an_error_is_raised_in_the_gui_thread_and_others_are_answered(source, qtbot, monkeypatch):
    def broken(asked, memory):
        if asked.training.learning_rate == 0.1:
            raise ZeroDivisionError("broken on purpose")
        return numpy_starts(asked, memory)

    monkeypatch.setattr(basins_numpy, "numpy_starts", broken)
    with qtbot.captureExceptions() as caught:
        source.request(question(0.1))
        qtbot.waitUntil(lambda: len(caught) == 1)
    assert "on purpose" in str(caught[0][1])
    source.request(question(0.2))
    qtbot.waitUntil(lambda: source.request(question(0.2)) is not None)


def test_key_b_shows_the_map_and_undo_takes_it_away(make_application, qtbot):
    bias = find_scenario("bias")
    training = replace(bias.training, engine="numpy", gradient="exact")
    app = make_application(replace(bias, training=training, view=replace(bias.view, basin_steps=20)))
    layer = app.landscape_view.basins
    assert layer.basins is None
    app.actions["basins"].trigger()
    assert app.document.scenario.view.basins
    qtbot.waitUntil(lambda: layer.basins is not None and layer.basins.fate.shape == (400, 400))
    assert layer.basins.step == 20
    ends = layer.basins.question.x_range, layer.basins.question.y_range
    assert ends == (app.landscape_view.plot.x_range, app.landscape_view.plot.y_range)
    app.column.set_open_sections(["basins"])
    control = app.column.control("view.basin_steps")
    control.slider.setValue(control.scale.count)  # the longest
    assert app.document.scenario.view.basin_steps > 20
    assert app.actions["basins"].isChecked()
    app.actions["basins"].trigger()
    qtbot.waitUntil(lambda: layer.basins is None)
    app.actions["undo"].trigger()
    assert app.document.scenario.view.basins


def test_a_control_moved_replaces_the_map(make_application, qtbot):
    bias = find_scenario("bias")
    training = replace(bias.training, engine="numpy", gradient="exact")
    view = replace(bias.view, basins=True, basin_steps=20)
    app = make_application(replace(bias, training=training, view=view))
    layer = app.landscape_view.basins
    qtbot.waitUntil(lambda: layer.basins is not None)
    changed = replace(app.document.scenario, training=replace(training, learning_rate=0.5))
    app.document.change(changed, "learning rate", "")
    qtbot.waitUntil(lambda: layer.basins is not None and layer.basins.question.training.learning_rate == 0.5)


def test_the_key_b_takes_a_map_away_and_has_it_back_at_once(make_application, qtbot):
    bias = find_scenario("bias")
    training = replace(bias.training, engine="numpy", gradient="exact")
    app = make_application(replace(bias, training=training, view=replace(bias.view, basins=True, basin_steps=5)))
    layer = app.landscape_view.basins
    qtbot.waitUntil(lambda: layer.basins is not None and layer.basins.question.columns == FINE, timeout=20_000)
    kept, shown = layer.basins, []
    seen, layer.show_basins = layer.show_basins, lambda *args: (shown.append(args[0]), seen(*args))
    app.actions["basins"].trigger()
    qtbot.waitUntil(lambda: layer.basins is None)
    shown.clear()
    app.actions["basins"].trigger()
    qtbot.waitUntil(lambda: layer.basins is not None)
    assert shown[0] is kept


def test_tensorflow_answers_as_numpy_does_and_numpy_goes_on_when_it_dies(qapp, qtbot):
    from reluviz.training.tensorflow_process import TensorflowProcess

    process = TensorflowProcess()
    source = ThreadedBasins(lambda: process)
    try:
        asked = question(size=70)
        source.request(asked)
        qtbot.waitUntil(lambda: (found := source.request(asked)) is not None and found.fate.shape == (70, 70),
                        timeout=60_000)  # fmt: skip
        assert process.standing == "ready"
        expected = compute_basins(asked, numpy_starts(asked))[0]
        np.testing.assert_array_equal(source.request(asked).fate, expected.fate)
        process.close()
        other = question(0.2, size=70)
        source.request(other)
        qtbot.waitUntil(lambda: (found := source.request(other)) is not None and found.fate.shape == (70, 70))
    finally:
        source.close()
        process.close()


@pytest.fixture
def gates(monkeypatch):
    """A gate for the work on each rate, and the rates of all pieces that were begun."""
    opened, begun = {rate: threading.Event() for rate in (0.1, 0.2, 0.3)}, []

    def starts(asked, _):
        return Held(asked, opened[asked.training.learning_rate], begun)

    monkeypatch.setattr(basins_numpy, "numpy_starts", starts)
    yield opened, begun
    for gate in opened.values():
        gate.set()


@pytest.mark.parametrize(("seconds", "spared"), [(60.0, [0.2]), (0.0, [])])
def test_of_a_row_of_quick_questions_one_is_spared_unless_it_takes_long(
    source, qtbot, gates, monkeypatch, seconds, spared
):
    opened, begun = gates
    monkeypatch.setattr(basins, "STARVING_SECONDS", 0.0)
    monkeypatch.setattr(basins, "SPARED_SECONDS", seconds)
    rates = []
    source.set_changed(lambda: rates.append(source.newest().question.training.learning_rate))
    source.request(question(0.1))
    qtbot.waitUntil(lambda: begun == [0.1])
    source.request(question(0.2))
    opened[0.1].set()
    qtbot.waitUntil(lambda: begun == [0.1, 0.2])
    source.request(question(0.3))
    opened[0.2].set()
    qtbot.waitUntil(lambda: 0.3 in begun)
    qtbot.waitUntil(lambda: rates == spared)
    opened[0.3].set()
    qtbot.waitUntil(lambda: source.request(question(0.3)) is not None)
    assert set(rates) <= {*spared, 0.3}


def test_after_a_question_that_was_left_the_first_map_is_small_and_the_last_is_not(source, qtbot, monkeypatch, held):
    gate, begun = held
    sides = []

    def starts(asked, _):
        sides.append((asked.training.learning_rate, asked.columns))
        return Held(asked, gate, begun)

    monkeypatch.setattr(basins_numpy, "numpy_starts", starts)

    def sides_of(rate):
        """Return the sides of the maps of a question, all of which are waited for."""
        asked = question(rate)
        source.request(asked)
        gate.set()
        qtbot.waitUntil(lambda: (found := source.request(asked)) is not None and found.question == asked)
        return [side for of, side in sides if of == rate]

    source.request(question(0.1))
    qtbot.waitUntil(lambda: begun == [0.1])
    first, *others = sides_of(0.2)
    assert first == basins.SMALL
    assert others[-1] == 60
    assert sides_of(0.3)[0] == basins.COARSE  # all before it has been answered
