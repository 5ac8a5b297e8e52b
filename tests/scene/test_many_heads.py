"""Heads of many runs are copied: they stand where they would be drawn, look the same, and are all painted again."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPointF, QRectF

from reluviz.scene import heads as heads_module
from reluviz.scene.heads import MANY, Arrow
from reluviz.scene.stage import FAINT, HIDDEN
from reluviz.scene.theme import DARK, LIGHT
from tests.scene.test_heads import SHAPES, HeadView, head

SIZE = (640, 480)
COLORS = ("#d55e00", "#0072b2")


def many(count=2 * MANY, at=(0.0, 0.0)):
    """Return heads on a grid, none over another's, of all shapes and two colours."""
    made = []
    for index in range(count):
        x, y = 30.0 + 48.0 * (index % 12) + at[0], 30.0 + 48.0 * (index // 12) + at[1]
        made.append(
            replace(
                head(SHAPES[index % len(SHAPES)], at=(x, y), start=(x + 22.0, y + 18.0), id=index),
                color=COLORS[index % 2],
            )
        )
    return made


@pytest.fixture
def shown(painter_of):
    return painter_of(HeadView(), size=SIZE)


def one_by_one(shown, monkeypatch, heads, *rest):
    """Return the picture of heads that are drawn each by itself."""
    with monkeypatch.context() as patch:
        patch.setattr(heads_module, "MANY", 10_000)
        shown.view.heads.show_heads([])
        shown.view.heads.show_heads(heads, *rest)
        return shown.paint()


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_in_whole_pixels_they_are_what_they_would_be_drawn_as(shown, monkeypatch, theme):
    shown.view.set_theme(theme)
    heads = [replace(each, at=(each.at[0] + 0.5, each.at[1] + 0.5)) for each in many()]
    heads = [replace(each, start=(each.start[0] + 0.5, each.start[1] + 0.5)) for each in heads]
    heads[3] = replace(heads[3], followed=True)
    heads[5] = replace(heads[5], sight=FAINT, start_sight=FAINT)
    heads[7] = replace(heads[7], sight=HIDDEN, start_sight=HIDDEN)
    heads[9] = replace(heads[9], at=(5000.0, 100.0))
    arrow = Arrow(heads[3].at, (0.0, 30.0))
    shown.view.heads.show_heads(heads, arrow)
    copied = shown.paint().astype(int)
    drawn = one_by_one(shown, monkeypatch, heads, arrow).astype(int)
    apart = np.abs(copied - drawn).max(axis=2)
    # Of what is faint, halo and mark are faint together, not one over the other.
    x, y = (round(coordinate) for coordinate in heads[5].at)
    apart[y - 16 : y + 34, x - 16 : x + 34] = 0
    assert apart.max() <= 3
    assert len(np.unique(copied)) > 2


def test_between_pixels_each_stands_in_the_nearest(shown, monkeypatch):
    heads = many(at=(0.2, 0.7))
    shown.view.heads.show_heads(heads)
    copied = shown.paint().astype(int)
    drawn = one_by_one(shown, monkeypatch, heads).astype(int)
    for each in heads:
        x, y = (round(coordinate) for coordinate in each.at)
        ours, theirs = (part[y - 18 : y + 19, x - 18 : x + 19] for part in (copied, drawn))
        ground = copied[2, 2]
        middles = []
        for part in (ours, theirs):
            ink = np.abs(part - ground).sum(axis=2)
            middles.append([np.average(np.arange(37), weights=ink.sum(axis=axis)) for axis in (0, 1)])
        assert np.abs(np.subtract(*middles)).max() <= 0.75


def test_what_has_moved_or_gone_leaves_nothing_behind(shown, painter_of):
    for step in range(5):
        shown.view.heads.show_heads(many(at=(step, 2.0 * step)))
        shown.paint()
    few = many(3)
    shown.view.heads.show_heads(few)
    fresh = painter_of(HeadView(), size=SIZE)
    fresh.view.heads.show_heads(few)
    np.testing.assert_array_equal(shown.paint(), fresh.paint())
    for each in (shown, fresh):
        each.view.heads.show_heads(many())
    np.testing.assert_array_equal(shown.paint(), fresh.paint())


def test_nothing_is_painted_again_while_all_stand(shown, monkeypatch):
    asked = []
    shown.view.heads.show_heads(many())
    monkeypatch.setattr(heads_module, "repaint", lambda _, rects: asked.append(list(rects)))
    monkeypatch.setattr(shown.view.heads, "update", lambda: asked.append("all"))
    shown.view.heads.show_heads(many())
    assert not asked
    shown.view.heads.show_heads(many(at=(0.0, 1.0)))
    assert len(asked) == 1


def test_what_is_painted_again_is_where_they_were_and_are(shown, monkeypatch):
    """Not all of the item: it reaches into the landscapes beside this one."""
    asked = []
    monkeypatch.setattr(heads_module, "repaint", lambda _, rects: asked.extend(rects))
    heads = [replace(each, at=(200.0 + index, 150.0), start=(220.0, 160.0)) for index, each in enumerate(many(60))]
    shown.view.heads.show_heads(heads)
    asked.clear()
    moved = [replace(each, at=(each.at[0], 250.0)) for each in heads]
    moved[7] = replace(moved[7], at=(207.0, 5000.0))  # a mark at the frame tells of it
    before = shown.paint()
    shown.view.heads.show_heads(moved)
    changed = np.argwhere((before != shown.paint()).any(axis=2))
    place = shown.view.plot.pos() + shown.view.plot.area.topLeft()
    (top, left), (bottom, right) = changed.min(axis=0), changed.max(axis=0)
    united = asked[0] | asked[1]
    united.translate(place)
    assert united.contains(QRectF(QPointF(left, top), QPointF(right + 1.0, bottom + 1.0)))
    assert united.width() < 160.0


def test_they_are_hit_as_others(shown):
    heads = many()
    shown.view.heads.show_heads(heads)
    found = shown.view.heads.hit(QPointF(*heads[17].at), 6.0)
    assert found is not None
    assert found[0].id == 17
    found = shown.view.heads.hit(QPointF(*heads[31].start), 6.0)
    assert found is not None
    assert (found[0].id, found[1]) == (31, True)
