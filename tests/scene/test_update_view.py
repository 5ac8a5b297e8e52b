"""The update in formulas: what is shown adds up, is what has happened, and can be read in any panel."""

import re
from dataclasses import replace
from math import sqrt

import numpy as np
import pytest

from reluviz.language import speaking
from reluviz.scene.theme import DARK, LIGHT
from reluviz.scene.update_view import LEGIBLE, UpdateView
from reluviz.training.engine import Chunk

STARTS = "[[start]]\nweight = -0.8\nbias = 0.9\n"
RULES = {
    "sgd": "optimizer = 'sgd'",
    "momentum": "optimizer = 'sgd'\nmomentum = 0.9",
    "nesterov": "optimizer = 'sgd'\nmomentum = 0.9\nnesterov = true",
} | {name: f"optimizer = '{name}'" for name in ("rmsprop", "adagrad", "adam", "adamw", "nadam", "lion")}
GRADIENTS = {"exact": "gradient = 'exact'", "batch": "batch_size = 40"}


def text_of(rule, gradient="exact", rate=0.05, steps=31):
    training = f"[training]\n{RULES[rule]}\n{GRADIENTS[gradient]}\nlearning_rate = {rate}\nsteps = {steps}\n"
    return f"[model]\nvariant = 'weight-bias'\n{training}{STARTS}"


def value_of(text):
    """Return what a formula comes to, as a pocket calculator has it from what stands there."""
    digits = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
    text = re.sub(r"10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)", lambda found: f"1e{found[1].translate(digits)}", text)
    for sign, python in (("·1e", "*1e"), ("−", "-"), ("×", "*"), ("√", "sqrt"), ("^", "**"), (",", "")):
        text = text.replace(sign, python)
    return eval(text, {"sqrt": sqrt})


def terms(line):
    left, numbers, result = line.split(" = ")
    return left, numbers, result


@pytest.mark.parametrize("gradient", GRADIENTS)
@pytest.mark.parametrize("rule", RULES)
def test_what_is_shown_adds_up_and_leads_to_the_next_row(trained, painter_of, rule, gradient):
    training = trained(text_of(rule, gradient))
    painter = painter_of(UpdateView(), size=(900, 700))
    for step in (0, 17, 30):
        painter.paint(training.moment(step))
        view = painter.view
        run = training.history.runs[0].id
        before, after = (training.history.at(run, at).tolist() for at in (step, step + 1))
        moves = {name: (before[place], after[place]) for place, name in enumerate("wb")}
        counted = 0
        for line in view.formulas:
            left, numbers, result = terms(line)
            if left == "g":
                continue
            shown, worked_out = value_of(result), value_of(numbers)
            if left[0] in "wb":
                start, end = moves[left[0]]
                # Rounded to what is shown, it is where the history says that the run has gone.
                assert shown == pytest.approx(end, abs=0.1 * abs(end - start) + 1e-6 * abs(end))
                assert worked_out == pytest.approx(end, abs=0.1 * abs(end - start) + 1e-6 * abs(end))
                counted += 1
            else:
                parts = [abs(value_of(part)) for part in re.findall(r"\d[\d.,]*(?:·10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)?", numbers)]
                assert worked_out == pytest.approx(shown, rel=2e-3, abs=2e-3 * min(max(parts), 1.0))
        assert counted == 2


def test_it_is_the_step_from_the_playhead_to_the_next_one_and_says_so(trained, painter_of):
    training = trained(text_of("adam", "batch"), steps=20)
    painter = painter_of(UpdateView())
    painter.paint(training.moment(7))
    assert painter.view.header.over == "step 7 → 8"
    assert painter.view.update_shown.step == 7
    painter.paint(training.moment(20))
    assert painter.view.header.over == "next: 20 → 21"
    assert painter.view.header.caption == "Adam, batch of 40"


def test_each_rule_has_its_symbols(trained, painter_of):
    painter = painter_of(UpdateView(), size=(900, 700))
    painter.paint(trained(text_of("adam", "batch")).moment(4))
    lefts = [terms(line)[0] for line in painter.view.formulas]
    # The size of the step is the same for both parameters.
    assert [left.replace("\u200a", "") for left in lefts] == [
        "g", "m_k+1", "s_k+1", "α", "w_k+1", "g", "m_k+1", "s_k+1", "α", "b_k+1",
    ]  # fmt: skip
    assert "0.9^(5)" in painter.view.formulas[3]


@pytest.mark.parametrize("theme", [LIGHT, DARK])
@pytest.mark.parametrize("size", [(250, 130), (320, 240), (440, 230), (900, 160), (700, 700)])
@pytest.mark.parametrize("rule", ["sgd", "adam", "nadam"])
def test_nothing_is_cut_and_all_can_be_read(trained, painter_of, rule, size, theme):
    painter = painter_of(UpdateView(), size=size, theme=theme)
    pixels = painter.paint(trained(text_of(rule, "batch")).moment(3, theme=theme))
    view = painter.view
    room = view.body()
    assert 0 < view.sheet.width <= room.width()
    assert 0 < view.sheet.height <= room.height()
    if size != (250, 130):
        assert view.sheet.plan.size >= LEGIBLE
    # The margin is empty, and there is ink inside.
    ground = pixels[size[1] // 2, 5]
    assert (pixels[40:-12, 3:9] == ground).all()
    assert (pixels[40:-12, -9:-3] == ground).all()
    assert (pixels[50:, 12:-12] != ground).any(axis=-1).sum() > 300


def test_little_room_shows_the_result_and_says_that_there_is_more(trained, painter_of):
    painter = painter_of(UpdateView(), size=(250, 140))
    painter.paint(trained(text_of("adam", "batch")).moment(3))
    assert painter.view.formulas[-1].startswith("w_k")
    assert painter.view.left_out == "1 of 5 equations: a larger panel shows all"
    painter.resize(700, 600)
    assert len(painter.view.formulas) == 10
    assert painter.view.left_out == ""


@pytest.mark.parametrize("rule", RULES)
def test_a_narrow_panel_breaks_a_long_result_rather_than_be_tiny(trained, painter_of, rule):
    painter = painter_of(UpdateView(), size=(210, 240))
    pixels = painter.paint(trained(text_of(rule, "batch")).moment(3))
    view = painter.view
    assert view.sheet.plan.size >= LEGIBLE
    assert view.sheet.width <= view.body().width()
    if view.left_out:
        # There is room for saying that there is more, and it is said.
        below = pixels[int(view.body().top() + view.sheet.height) + 12 :, 12:-12]
        assert (below != below[-1, 0]).any(axis=-1).sum() > 100


def test_the_size_stays_while_numbers_change(trained, painter_of):
    training = trained(text_of("rmsprop", "batch"))
    painter = painter_of(UpdateView(), size=(440, 330))
    painter.paint(training.moment(0))
    plans = set()
    for step in range(1, 31):
        painter.paint(training.moment(step))
        plans.add(painter.view.sheet.plan)
    assert len(plans) <= 3


def test_without_a_step_it_says_why(trained, placed, painter_of):
    painter = painter_of(UpdateView())
    painter.paint(placed("", np.zeros((0, 1))).moment())
    assert (painter.view.formulas, painter.view._words) == ([], "There is no run.")
    diverged = "[training]\nlearning_rate = 50.0\nsteps = 60\nbatch_size = 10\n[[start]]\nweight = 5.0\n"
    painter.paint(trained(diverged).moment())
    assert painter.view._words == "The run has diverged: no step leads on."
    assert painter.view.table()[1] == []
    dragged = placed("", [[5.0]])
    for step in range(200):
        dragged.history.move_run(dragged.history.runs[0].id, np.array([float(step)]))
        dragged.history.append(Chunk(3 * step + 1, np.full((3, 1, 1), 2.0), None))
    painter.paint(dragged.moment(300))
    assert painter.view._words == "The start was being moved: its steps are not traced."


class Waiting:
    """A source whose answers do not come."""

    def request(self, question):
        return None

    def set_changed(self, callback):
        self.tell = callback


def test_until_the_numbers_are_there_it_says_so(trained, painter_of):
    painter = painter_of(UpdateView(Waiting()))
    painter.paint(trained(text_of("adam")).moment(12))
    assert painter.view._words == "Following the optimizer to step 12…"


def test_numbers_are_written_as_the_language_has_them(trained, painter_of, qapp):
    training = trained(text_of("adam", "batch"))
    painter = painter_of(UpdateView(), size=(900, 700))
    with speaking("fr") as translator:
        qapp.installTranslator(translator)
        try:
            painter.paint(replace(training.moment(4), language="fr"))
            assert painter.view.header.over == "pas 4 → 5"
            assert "0,9 × " in painter.view.formulas[1]
            assert not re.search(r"\d\.\d", "".join(painter.view.formulas))
        finally:
            qapp.removeTranslator(translator)


def test_the_table_has_all_digits(trained, painter_of):
    training = trained(text_of("adam", "batch"))
    painter = painter_of(UpdateView())
    painter.paint(training.moment(4))
    head, rows = painter.view.table()
    rows = [dict(zip(head, row, strict=True)) for row in rows]
    assert [row["parameter"] for row in rows] == ["weight", "bias"]
    after = training.history.at(training.history.runs[0].id, 5)
    assert [row["after"] for row in rows] == pytest.approx(after.tolist(), rel=1e-6)
    assert {"momentum_before", "momentum_after", "velocity_before", "velocity_after"} < set(head)


def test_the_table_tells_the_memory_before_and_after_the_step(trained, painter_of):
    """By Adam's own rule, and from one step to the next: what is before it is what was after the one before."""
    training = trained(text_of("adam", "batch"))
    painter = painter_of(UpdateView())
    tables = []
    for step in (3, 4):
        painter.paint(training.moment(step))
        head, rows = painter.view.table()
        tables.append([dict(zip(head, row, strict=True)) for row in rows])
    for place, (earlier, later) in enumerate(zip(*tables, strict=True)):
        assert (earlier["step"], later["step"]) == (3, 4)
        run = training.history.runs[0].id
        assert later["before"] == training.history.at(run, 4)[place]
        assert later["before"] == pytest.approx(earlier["after"], rel=1e-6)
        for slot, share, seen in (("momentum", 0.9, later["gradient"]), ("velocity", 0.999, later["gradient"] ** 2)):
            before, after = later[f"{slot}_before"], later[f"{slot}_after"]
            assert before == pytest.approx(earlier[f"{slot}_after"], rel=1e-5)
            assert after == pytest.approx(share * before + (1 - share) * seen, rel=1e-5)
            assert after != pytest.approx(before, rel=1e-4)
