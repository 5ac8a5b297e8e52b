"""Which parameters the axes show, and texts by language."""

import dataclasses

import pytest

from reluviz.scenario.axes import is_plane, view_axes, view_kind
from reluviz.scenario.model import Model, Scenario, View
from reluviz.scenario.text import localized


@pytest.mark.parametrize(
    ("variant", "view", "kind", "axes"),
    [
        ("weight", View(), "curve", ("weight", None)),
        ("weight-bias", View(), "map", ("weight", "bias")),
        ("weight-bias", View(kind="curve", x="bias"), "curve", ("bias", None)),
        ("weight-bias", View(kind="surface"), "surface", ("weight", "bias")),
        ("weight-bias-output", View(x="output_bias", y="weight"), "map", ("output_bias", "weight")),
        ("hidden-layer", View(), "map", ("weight[0]", "bias[0]")),
        ("hidden-layer", View(x="weight[1]", y="output_weight"), "map", ("weight[1]", "output_weight[0]")),
        ("hidden-layer", View(x="pca", y="pca"), "map", ("weight[0]", "bias[0]")),
        # A view that outlived its variant, as controls may leave it.
        ("weight-bias", View(x="output_weight", y="weight[3]"), "map", ("weight", "bias")),
        ("weight-bias", View(x="bias", y="bias"), "map", ("bias", "weight")),
        ("weight", View(kind="map", x="bias"), "map", ("weight", None)),
    ],
)
def test_axes(variant, view, kind, axes):
    scenario = dataclasses.replace(Scenario(), model=Model(variant=variant), view=view)
    assert view_kind(scenario) == kind
    assert view_axes(scenario) == axes


def test_the_plane_is_for_maps_of_more_than_two_parameters():
    hidden = dataclasses.replace(Scenario(), model=Model(variant="hidden-layer"), view=View(x="pca", y="pca"))
    assert is_plane(hidden)
    assert not is_plane(dataclasses.replace(hidden, view=View()))
    assert not is_plane(dataclasses.replace(hidden, view=View(kind="curve", x="pca")))
    assert is_plane(dataclasses.replace(hidden, model=Model(variant="weight-bias-output")))
    assert not is_plane(dataclasses.replace(hidden, model=Model(variant="weight-bias")))


def test_texts():
    both = {"fr": "L’énigme", "en": "The puzzle"}
    assert localized("as it is", "fr") == "as it is"
    assert localized(both) == "The puzzle"
    assert localized(both, "fr") == localized(both, "fr-CA") == localized(both, "fr_BE") == "L’énigme"
    assert localized(both, "de") == "The puzzle"
    assert localized({"fr": "seul"}, "en") == "seul"
