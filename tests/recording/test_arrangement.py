import itertools

import pytest

from reluviz.recording.arrangement import arrange
from reluviz.scenario.choices import PANELS

SIZES = [(1920, 1080), (1280, 720), (640, 360), (3840, 2160), (1080, 1920), (1000, 1000), (4000, 300), (16, 16)]
SOME = [panels for count in range(1, len(PANELS) + 1) for panels in itertools.combinations(list(PANELS)[::-1], count)]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("panels", SOME, ids="+".join)
@pytest.mark.parametrize(("layout", "has_caption"), [("auto", False), ("below", True), ("beside", True)])
def test_nothing_overlaps_and_nothing_is_cut(size, panels, layout, has_caption):
    found = arrange(size, panels, layout, has_caption)
    assert found.width * found.scale == pytest.approx(size[0])
    assert found.height * found.scale == pytest.approx(size[1])
    assert list(found.panels) == list(panels)
    rects = [found.title, found.verdict, *found.panels.values()]
    assert (found.caption is not None) == has_caption
    if found.caption is not None:
        rects.append(found.caption)
    for rect in rects:
        assert rect.width > 100
        assert rect.height > 30
        assert rect.x >= 0
        assert rect.y >= 0
        assert rect.x + rect.width <= found.width + 1e-6
        assert rect.y + rect.height <= found.height + 1e-6
    for one, other in itertools.combinations(rects, 2):
        apart_across = one.x + one.width <= other.x + 1e-6 or other.x + other.width <= one.x + 1e-6
        apart_down = one.y + one.height <= other.y + 1e-6 or other.y + other.height <= one.y + 1e-6
        assert apart_across or apart_down


def test_all_sizes_of_one_shape_are_arranged_alike():
    small, large = arrange((640, 360), ("landscape", "neuron")), arrange((3840, 2160), ("landscape", "neuron"))
    assert small.panels == large.panels
    assert large.scale == 6 * small.scale


def test_the_landscape_takes_most_of_the_width():
    found = arrange((1920, 1080), ("landscape", "neuron", "loss"))
    assert found.panels["landscape"].width >= 0.55 * found.width


@pytest.mark.parametrize("has_caption", [False, True])
@pytest.mark.parametrize("count", range(2, len(PANELS) + 1))
def test_rows_beside_the_landscape_are_never_slits(count, has_caption):
    found = arrange(
        (1280, 720), ["landscape", *[panel for panel in PANELS if panel != "landscape"]][:count], "beside", has_caption
    )
    others = [rect for panel, rect in found.panels.items() if panel != "landscape"]
    assert min(rect.height for rect in others) >= 130
    assert min(rect.width for rect in others) >= 240
    assert len({rect.x for rect in others}) == (1 if count <= 5 else 2)
    assert found.panels["landscape"].width >= 0.5 * found.width
