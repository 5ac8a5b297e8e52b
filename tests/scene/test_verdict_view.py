"""The strip counts in the colours that the runs wear, sums up many runs truly, and keeps within its rectangle."""

import numpy as np
import pytest
from PySide6.QtGui import QFontMetricsF

from reluviz.scene import verdict_view
from reluviz.scene.theme import FATE_LOOKS, LIGHT, RUN_COLORS
from reluviz.scene.verdict_view import VerdictView

PLAIN = "[training]\nsteps = 10\n"


def test_counts_wear_what_the_runs_wear(placed):
    view = VerdictView()
    view.show_moment(placed(PLAIN, [[-1.0], [-2.0], [5.0], [6.0]], ["red", "red", "blue", "green"]).moment())
    assert {count.fate: count.color for count in view.counts} == {
        "dying": RUN_COLORS["red"][0],
        "moving": FATE_LOOKS["moving"].color(LIGHT),
    }


@pytest.mark.parametrize(
    ("rows", "summary"),
    [
        ([5.0, 6.0, 7.0, 8.0, -1.0], ""),
        ([1.0, 6.0, 7.0, 8.0, -1.0], "20 % of all 5 runs have succeeded so far"),
        ([1.0, 1.0, 1.0, -1.0, -1.0], "60 % of all 5 runs have succeeded so far"),
        ([-3.0, -1.0, -1.0, -1.0, -1.0], ""),
        ([1.0, 1.0, 1.0, -1e-9, -1e-9], "60 % of all 5 starts succeed"),
        ([-1e-9, -1e-9, -1e-9, -1e-9, -1e-9], "0 % of all 5 starts succeed"),
        ([1.0, 1.0], ""),
    ],
)
def test_the_share_is_final_only_when_nothing_is_under_way(placed, rows, summary):
    view = VerdictView()
    view.show_moment(placed(PLAIN, [[weight] for weight in rows]).moment())
    assert view.summary.replace("\u202f", " ").replace("\xa0", " ") == summary


@pytest.mark.parametrize(
    "settings", ['optimizer = "adam"\nlearning_rate = 0.1', "momentum = 0.9\nlearning_rate = 0.01"]
)
def test_starts_that_are_carried_across_are_never_said_to_fail(trained, settings):
    """Dying to begin with, they all converge in the end."""
    starts = "".join(f"[[start]]\nweight = {weight}\n" for weight in (-1.0, -1.5, -2.0, -2.5, -3.0))
    training = trained(
        f'{starts}[training]\nengine = "numpy"\ngradient = "exact"\nsteps = 1500\nprecision = "float64"\n{settings}\n'
    )
    view, said = VerdictView(), []
    for step in [*range(0, 1500, 20), 1500]:
        view.show_moment(training.moment(step))
        if view.summary and view.summary not in said:
            said.append(view.summary)
    assert said[-1].startswith("100")
    assert all("so far" in words for words in said[:-1])


@pytest.mark.parametrize(("width", "scale"), [(1400, 1.0), (711, 1.0), (711, 1.3), (560, 1.5)])
def test_a_long_sentence_is_set_smaller_then_in_two_lines_and_not_cut_off(
    painter_of, placed, monkeypatch, width, scale
):
    training = placed('[model]\nvariant = "weight-bias-output"\n', [[1.343, -0.002, 0.745, 3.2e-4]])
    cut = []

    class Watched(QFontMetricsF):
        def elidedText(self, text, *rest):  # noqa: N802
            cut.append(text)
            return super().elidedText(text, *rest)

    monkeypatch.setattr(verdict_view, "QFontMetricsF", Watched)
    view = VerdictView()
    painter = painter_of(view, size=(width, round(112 * scale)))
    painter.canvas.set_theme(LIGHT, scale)
    painter.paint(training.moment())
    assert len(view.verdict.headline) > 55
    assert view.verdict.headline not in cut


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
@pytest.mark.parametrize("width", [420, 760, 1400])
def test_nothing_is_painted_over_the_counts(painter_of, placed, scale, width):
    text = '[model]\nvariant = "weight-bias"\n'
    training = placed(text, [[-1.2, 2.0], [2.0, 1.0], [-1.0, -1.0]])
    view = VerdictView()
    painter = painter_of(view, size=(width, round(112 * scale)))
    painter.canvas.set_theme(LIGHT, scale)
    whole = painter.paint(training.moment())
    counts, view.counts = view.counts, ()
    view.update()
    without = painter.paint()
    view.counts = counts
    foot = round(112 * scale) - round(3.5 * 8 * scale)
    muted = np.abs(whole - np.array([0x56, 0x5E, 0x68])).max(axis=2) < 40
    # The gap between the reason and the counts is empty in the picture with counts, whatever there is to say.
    assert not muted[foot - 1 : foot + round(4 * scale)].any()
    assert whole.shape == without.shape
