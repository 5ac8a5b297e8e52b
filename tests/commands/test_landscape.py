"""`reluviz landscape` writes the exact loss over the view's axes."""

import numpy as np
import pytest

from reluviz import cli
from reluviz.landscape.plane import Plane

X = np.linspace(-9, 9, 20_001)
WEIGHTS = np.exp(-(X**2) / 2) / np.sqrt(2 * np.pi) * (X[1] - X[0])


def by_sum(w, b=0.0, v=1.0, c=0.0):
    return ((v * np.maximum(w * X + b, 0) + c - np.maximum(X, 0)) ** 2 * WEIGHTS).sum()


@pytest.fixture
def landscape(tmp_path, capsys):
    def landscape(*words):
        path = tmp_path / "landscape.npz"
        assert cli.main(["landscape", *words, "-o", str(path), "--overwrite"]) == 0
        said = capsys.readouterr()
        with np.load(path) as arrays:
            found = dict(arrays)
        if "explained_variance" in found:
            assert said.out.startswith(f"The plane has {100 * found['explained_variance'].sum():.2f} % of the paths'")
            said = said._replace(out="")
        assert said == ("", "")
        return found

    return landscape


def test_a_curve(landscape):
    arrays = landscape("puzzle", "--size", "7x3")
    assert arrays.keys() == {"x", "x_name", "loss"}
    assert str(arrays["x_name"]) == "weight"
    x = np.linspace(-12, 12, 7)
    assert arrays["x"].tolist() == x.tolist()
    expected = np.where(x > 0, (x - 1) ** 2 / 2, 0.5 + x**2 / 2)
    np.testing.assert_allclose(arrays["loss"], expected, rtol=1e-14)


def test_a_map(landscape):
    arrays = landscape("bias", "--size", "5x4")
    assert arrays.keys() == {"x", "y", "x_name", "y_name", "loss"}
    assert (str(arrays["x_name"]), str(arrays["y_name"])) == ("weight", "bias")
    assert arrays["loss"].shape == (4, 5)
    expected = [[by_sum(w, b) for w in np.linspace(-3, 3, 5)] for b in np.linspace(-3, 3, 4)]
    np.testing.assert_allclose(arrays["loss"], expected, rtol=1e-6)


def test_it_is_400_by_400_by_default(landscape):
    assert landscape("bias")["loss"].shape == (400, 400)


def test_the_other_parameters_stand_at_the_first_start(landscape):
    arrays = landscape(
        "output", "--set", "start.0.bias=0.5", "--set", "start.0.output_bias=-0.25", "--size", "3x2",
        "--set", "view.x_range=[-1, 2]", "--set", "view.y_range=[0, 1]",
    )  # fmt: skip
    assert (str(arrays["x_name"]), str(arrays["y_name"])) == ("weight", "output_weight")
    expected = [[by_sum(w, 0.5, v, -0.25) for w in (-1, 0.5, 2)] for v in (0, 1)]
    np.testing.assert_allclose(arrays["loss"], expected, rtol=1e-6)


def test_without_a_start_they_stand_where_a_start_would(landscape):
    arrays = landscape("output", "--set", "start=[]", "--set", "view.y=bias", "--size", "2x2")
    assert arrays["loss"][1, 1] == pytest.approx(by_sum(3, 3, 1, 0), rel=1e-6)


def test_a_hidden_layer_and_a_curve_over_one_of_its_parameters(landscape):
    settings = ["--set", "view.kind=curve", "--set", "view.x=output_weight[1]", "--set", "starts.count=1"]
    arrays = landscape("hidden", *settings, "--size", "9x2")
    assert str(arrays["x_name"]) == "output_weight[1]"
    assert arrays["loss"].shape == (9,)


def test_the_plane_of_a_hidden_layers_paths(landscape):
    settings = ["--set", "view.x=pca", "--set", "training.engine=numpy", "--set", "training.steps=300"]
    arrays = landscape("hidden", *settings, "--size", "5x3")
    assert (str(arrays["x_name"]), str(arrays["y_name"])) == ("pca[0]", "pca[1]")
    across, up = arrays["x_direction"], arrays["y_direction"]
    assert np.linalg.norm(across) == pytest.approx(1)
    assert across @ up == pytest.approx(0, abs=1e-12)
    assert (
        0 < arrays["explained_variance"][1] <= arrays["explained_variance"][0] < arrays["explained_variance"].sum() <= 1
    )
    # The middle of the map is the last point of the first run.
    w, b, v, c = (arrays["origin"][part] for part in (slice(0, 2), slice(2, 4), slice(4, 6), 6))
    student = (v[:, None] * np.maximum(w[:, None] * X + b[:, None], 0)).sum(0) + c
    assert arrays["loss"][1, 2] == pytest.approx(((student - np.maximum(X, 0)) ** 2 * WEIGHTS).sum(), rel=1e-6)


def test_principal_directions_agree_with_the_singular_value_decomposition():
    rng = np.random.default_rng(3)
    points = rng.normal(size=(40, 5)) * [5, 0.1, 2, 0.1, 0.1]
    plane = Plane.of_paths(np.vstack([points, [np.nan] * 5]).reshape(1, 41, 5), points[0])
    _, scales, directions = np.linalg.svd(points - points.mean(0))
    directions = directions[:2]
    assert plane.explained == pytest.approx(scales[:2] ** 2 / (scales**2).sum(), rel=1e-12)
    np.testing.assert_allclose(np.abs([plane.across, plane.up]), np.abs(directions), atol=1e-12)
    x, y = plane.coordinates(plane.at(np.array([0.5, -2.0]), np.array([3.0, 1.0])))
    np.testing.assert_allclose([x, y], [[0.5, -2.0], [3.0, 1.0]], atol=1e-12)


def test_a_plane_of_runs_that_stand_still_is_still_a_plane():
    plane = Plane.of_paths(np.ones((10, 3)), np.ones(3))
    assert np.linalg.norm(plane.across) == pytest.approx(1)
    assert plane.across @ plane.up == pytest.approx(0, abs=1e-12)
    assert np.isnan(plane.explained).all()


def test_the_plane_needs_something_to_train(tmp_path, capsys):
    words = ["landscape", "hidden", "--set", "view.x=pca", "--set", "start=[]", "-o", str(tmp_path / "x.npz")]
    scenario = tmp_path / "bare.toml"
    scenario.write_text("[model]\nvariant = 'hidden-layer'\n[view]\nx = 'pca'\n")
    words[1] = str(scenario)
    assert cli.main(words) == 2
    assert "start: found none" in capsys.readouterr().err
