"""The landscape against independent quadrature, finite differences and samples; its shapes; and blown-up parameters."""

import itertools
import pickle

import numpy as np
import pytest
from scipy import integrate, stats

from reluviz.landscape import landscape as landscape_module
from reluviz.landscape.landscape import Landscape
from reluviz.scenario.model import Data, Model, Target


def points_of(landscape, count, seed=0):
    return np.random.default_rng(seed).normal(size=(count, len(landscape.names)))


def integrated_loss(landscape, row):
    """SciPy's adaptive quadrature of the definition, told only where the integrand bends."""
    data = landscape.data
    if data.distribution == "normal":
        density = stats.norm(data.mean, data.std).pdf
        low, high = data.mean - 10 * data.std, data.mean + 10 * data.std
    else:
        density = stats.uniform(data.low, data.high - data.low).pdf
        low, high = data.low, data.high
    teacher = [(unit.weight, unit.bias, unit.output_weight) for unit in landscape.target]
    width = 3 if landscape.model.variant == "hidden-layer" else 1
    biases = row[width : 2 * width] if len(row) > 1 else [0.0]
    student = zip(row[:width], biases, strict=True)
    bends = [-b / w for w, b in [*student, *((w, b) for w, b, _ in teacher)] if w and low < -b / w < high]

    def integrand(x):
        y = sum(v * max(w * x + b, 0.0) for w, b, v in teacher)
        return (landscape.student(row, [x])[0] - y) ** 2 * density(x)

    ends = [low, *sorted(bends), high]
    pieces = [integrate.quad(integrand, a, b, epsabs=1e-13, limit=200)[0] for a, b in itertools.pairwise(ends) if a < b]
    return sum(pieces) + data.noise**2


def test_loss_is_the_integral_of_its_definition(mixtures):
    for landscape in mixtures[::3]:
        for row in points_of(landscape, 2):
            expected = integrated_loss(landscape, row)
            assert landscape.loss(row) == pytest.approx(expected, rel=1e-9, abs=1e-10), landscape
            assert landscape.fast_loss(row) == pytest.approx(expected, rel=1e-8, abs=1e-8), landscape


def test_loss_is_the_mean_over_many_samples():
    data = Data(mean=0.5, std=2.0, noise=0.7)
    landscape = Landscape(data, (Target(1.0, 0.5), Target(-1.0, 0.2, 2.0)), Model(variant="weight-bias-output"))
    row = np.array([1.3, -0.4, 0.8, 0.3])
    random = np.random.default_rng(1)
    x = random.normal(0.5, 2.0, 1_000_000)
    y = np.maximum(x + 0.5, 0) + 2 * np.maximum(0.2 - x, 0) + 0.7 * random.standard_normal(len(x))
    errors = (0.8 * np.maximum(1.3 * x - 0.4, 0) + 0.3 - y) ** 2
    assert abs(landscape.loss(row) - errors.mean()) < 5 * errors.std() / 1000


def test_gradient_is_the_slope_of_the_loss(mixtures):
    for landscape in mixtures:
        row = points_of(landscape, 1, seed=3)[0]
        step = 1e-5
        for index in range(len(row)):
            shift = step * np.eye(len(row))[index]
            slope = (landscape.loss(row + shift) - landscape.loss(row - shift)) / (2 * step)
            assert landscape.gradient(row)[index] == pytest.approx(slope, rel=2e-6, abs=2e-8), landscape


def test_fast_and_stable_form_agree(mixtures):
    for landscape in mixtures:
        rows = np.concatenate(
            [points_of(landscape, 40), 4 * points_of(landscape, 20, 1), 1e-6 * points_of(landscape, 9)]
        )
        rows[::7, 0] = 0.0
        stable, fast = landscape.loss_and_gradient(rows), landscape.fast_loss_and_gradient(rows)
        scale = 1 + np.abs(rows).max(axis=1) ** 4
        tolerance = 1e-14 if landscape.activation.slopes else 2e-9
        assert (np.abs(stable[0] - fast[0]) <= 10 * tolerance * scale).all(), landscape
        assert (np.abs(stable[1] - fast[1]) <= 10 * tolerance * scale[:, None]).all(), landscape


def test_a_history_is_evaluated_as_its_points_are(mixtures):
    for landscape in mixtures:
        rows = points_of(landscape, 24).reshape(4, 3, 2, -1)
        for together in (landscape.loss, landscape.fast_loss, landscape.active_share, landscape.learning_share):
            whole = together(rows)
            assert whole.shape[:3] == (4, 3, 2)
            np.testing.assert_allclose(whole[2, 1, 0], together(rows[2, 1, 0]), rtol=1e-13, atol=1e-15)
        assert landscape.gradient(rows).shape == rows.shape
        assert landscape.fast_loss_and_gradient(rows)[1].shape == rows.shape
        assert landscape.loss(np.empty((0, len(landscape.names)))).shape == (0,)


def test_blocks_do_not_show(mixtures, monkeypatch):
    monkeypatch.setattr(landscape_module, "BLOCK", 2000)
    for landscape in mixtures[:8]:
        rows = points_of(landscape, 50)
        whole = [landscape.fast_loss_and_gradient(row) for row in rows]
        loss, gradient = landscape.fast_loss_and_gradient(rows)
        np.testing.assert_allclose(loss, [part[0] for part in whole], rtol=1e-14)
        np.testing.assert_allclose(gradient, [part[1] for part in whole], rtol=1e-9, atol=1e-14)


def test_float32_rows_are_computed_in_float64(puzzle):
    landscape = puzzle("weight-bias")
    rows = points_of(landscape, 5).astype(np.float32)
    assert landscape.fast_loss(rows).dtype == np.float64
    np.testing.assert_array_equal(landscape.loss(rows), landscape.loss(rows.astype(np.float64)))


def test_grid_and_curve_are_cuts_through_the_landscape(mixtures):
    for landscape in mixtures:
        base = points_of(landscape, 1)[0]
        x_name, y_name = landscape.names[0], landscape.names[-1]
        xs, ys = np.linspace(-2, 2, 7), np.linspace(-1, 3, 5)
        curve = landscape.curve(x_name, xs, base)
        grid = landscape.grid(x_name, y_name, xs, ys, base)
        assert curve.shape == (7,)
        assert grid.shape == (5, 7)
        row = base.copy()
        row[0] = xs[4]
        assert curve[4] == pytest.approx(float(landscape.loss(row)), rel=1e-8, abs=1e-8)
        if len(landscape.names) > 1:
            row[-1] = ys[1]
            assert grid[1, 4] == pytest.approx(float(landscape.loss(row)), rel=1e-8, abs=1e-8)


def test_fast_loss_keeps_its_digits_near_the_optimum(puzzle):
    landscape = puzzle("weight-bias")
    # L = ½ δᵀ H δ to leading order, with H = [[1, 2 p₀], [2 p₀, 1]] here
    p0 = 1 / np.sqrt(2 * np.pi)
    for size in (1e-6, 1e-9, 1e-13):
        shift = np.array([2.0, -1.0]) * size
        point = np.array([1.0, 0.0]) + shift
        d, e = point - [1.0, 0.0]
        parabola = 0.5 * (d * d + e * e + 4 * p0 * d * e)
        assert landscape.fast_loss(point) == pytest.approx(parabola, rel=1e-5, abs=0)
        assert landscape.loss(point) == pytest.approx(parabola, rel=1e-5, abs=0)


@pytest.mark.parametrize("bad", [np.inf, -np.inf, np.nan])
def test_blown_up_parameters_are_a_result(mixtures, bad):
    for landscape in mixtures:
        for index in range(len(landscape.names)):
            row = points_of(landscape, 1)[0]
            row[index] = bad
            for form in (landscape.loss_and_gradient, landscape.fast_loss_and_gradient):
                loss, gradient = form([row, np.zeros(len(row))])
                assert loss[0] == np.inf
                assert np.isnan(gradient[0]).all()
                assert np.isfinite(loss[1])
                assert np.isfinite(gradient[1]).all()
            assert np.isfinite(landscape.active_share(row)).all()
            assert np.isfinite(landscape.learning_share(row))


def test_huge_parameters_overflow_quietly(mixtures):
    for landscape in mixtures:
        for size in (1e6, 1e160, 1e308):
            for sign in (1, -1):
                row = np.full(len(landscape.names), sign * size)
                for form in (landscape.loss_and_gradient, landscape.fast_loss_and_gradient):
                    loss, gradient = form(row)
                    assert loss >= 0
                    assert gradient.shape == row.shape
                    if size == 1e6:
                        assert np.isfinite(loss)
                        assert np.isfinite(gradient).all()


def test_teacher_student_density_and_range():
    target = (Target(2.0, -1.0, 0.5), Target(-1.0, 0.0, 3.0))
    landscape = Landscape(Data(mean=1.0, std=0.5), target, Model(variant="weight-bias-output", activation="tanh"))
    x = np.array([-1.0, 0.25, 2.0])
    np.testing.assert_allclose(landscape.teacher(x), [3.0, 0.0, 1.5])
    np.testing.assert_allclose(landscape.student([1.0, 0.5, 2.0, -1.0], x), 2 * np.tanh(x + 0.5) - 1, rtol=1e-15)
    np.testing.assert_allclose(landscape.density(x), stats.norm(1.0, 0.5).pdf(x), rtol=1e-14)
    low, high = landscape.input_range()
    assert stats.norm(1.0, 0.5).cdf(high) - stats.norm(1.0, 0.5).cdf(low) > 0.9999
    flat = Landscape(Data(distribution="uniform", low=-1.0, high=3.0), target, Model())
    assert flat.input_range() == (-1.0, 3.0)
    np.testing.assert_array_equal(flat.density([-2.0, 0.0, 2.9, 3.1]), [0.0, 0.25, 0.25, 0.0])


def test_powers_of_target_and_noise():
    landscape = Landscape(Data(noise=0.5), (Target(),), Model())
    assert landscape.target_power == pytest.approx(0.5, rel=1e-14)
    assert landscape.noise_variance == 0.25
    assert landscape.loss([1.0]) == 0.25
    flat = Landscape(Data(distribution="uniform", low=-1.0, high=2.0), (Target(1.0, 1.0, 2.0),), Model())
    assert flat.target_power == pytest.approx(4 * 27 / 9, rel=1e-14)  # ∫₀³ 4 t² dt / 3


def test_landscapes_of_equal_parts_are_equal():
    parts = Data(), (Target(),), Model()
    assert Landscape(*parts) == Landscape(*parts)
    assert hash(Landscape(*parts)) == hash(Landscape(*parts))
    assert Landscape(*parts) != Landscape(Data(noise=1.0), *parts[1:])


def test_it_can_be_sent_to_another_process_after_it_has_been_asked():
    landscape = Landscape(Data(std=2.0), (Target(weight=3.0),), Model(variant="weight-bias"))
    asked = landscape.fast_loss_and_gradient([[1.0, 2.0]])
    sent = pickle.loads(pickle.dumps(landscape))
    assert sent == landscape
    np.testing.assert_array_equal(sent.fast_loss([[1.0, 2.0]]), asked[0])
