"""What is known about the landscape of one ReLU neuron learning another, each fact by its own formula."""

import math

import numpy as np
import pytest
from scipy import optimize
from scipy.stats import norm

P0 = 1 / math.sqrt(2 * math.pi)


def hessian(landscape, row, step=1e-5):
    row = np.asarray(row, dtype=float)
    columns = [
        (landscape.gradient(row + shift) - landscape.gradient(row - shift)) / (2 * step)
        for shift in step * np.eye(len(row))
    ]
    return np.array(columns)


def test_the_weight_alone_makes_two_parabolas(puzzle):
    landscape = puzzle("weight")
    w = np.array([-10.0, -1.0, -1e-3, 0.0, 1e-3, 0.5, 1.0, 10.0])
    expected = np.where(w > 0, 0.5 * (w - 1) ** 2, 0.5 + 0.5 * w**2)
    np.testing.assert_allclose(landscape.loss(w[:, None]), expected, rtol=1e-14)
    np.testing.assert_allclose(landscape.fast_loss(w[:, None]), expected, rtol=1e-14, atol=1e-15)
    np.testing.assert_allclose(landscape.gradient(w[:, None])[:, 0], np.where(w > 0, w - 1, w), rtol=1e-14)


def test_zero_is_a_trap_from_one_side_only(puzzle):
    landscape = puzzle("weight")
    assert landscape.loss([0.0]) == pytest.approx(0.5, rel=1e-14)
    assert landscape.gradient([0.0])[0] == 0
    assert landscape.gradient([-1e-12])[0] == pytest.approx(0.0, abs=1e-11)
    assert landscape.gradient([1e-12])[0] == pytest.approx(-1.0, abs=1e-11)


def test_a_leaky_weight_settles_below_one(puzzle):
    for slope in (0.01, 0.3):
        landscape = puzzle("weight", "leaky_relu", negative_slope=slope)
        w = np.array([0.4, 1.7])
        np.testing.assert_allclose(landscape.loss(w[:, None]), 0.5 * ((w - 1) ** 2 + slope**2 * w**2), rtol=1e-13)
        np.testing.assert_allclose(landscape.loss(-w[:, None]), 0.5 * ((slope * w + 1) ** 2 + w**2), rtol=1e-13)
        assert landscape.gradient([1 / (1 + slope**2)])[0] == pytest.approx(0, abs=1e-15)


def test_the_optimum_and_its_curvature(puzzle):
    landscape = puzzle("weight-bias")
    loss, gradient = landscape.loss_and_gradient([1.0, 0.0])
    assert loss == 0
    assert not gradient.any()
    curvature = hessian(landscape, [1.0, 0.0])
    np.testing.assert_allclose(curvature, [[1, 2 * P0], [2 * P0, 1]], atol=1e-5)
    np.testing.assert_allclose(np.linalg.eigvalsh(curvature), [1 - 2 * P0, 1 + 2 * P0], atol=1e-5)


def test_the_dead_ray_is_stationary_at_one_half(puzzle):
    landscape = puzzle("weight-bias")
    ray = np.array([[0.0, 0.0], [0.0, -1e-8], [0.0, -1.0], [-0.0, -37.0]])
    for form in (landscape.loss_and_gradient, landscape.fast_loss_and_gradient):
        loss, gradient = form(ray)
        np.testing.assert_allclose(loss, 0.5, rtol=1e-14)
        assert not gradient.any()
    assert np.abs(landscape.gradient([0.0, 1e-3])).max() > 0.1


def test_nothing_else_is_stationary(puzzle):
    landscape = puzzle("weight-bias")
    w, b = np.meshgrid(np.linspace(-3, 3, 121), np.linspace(-3, 3, 121))
    gradient = np.abs(landscape.gradient(np.stack([w, b], axis=-1))).max(axis=-1)
    optimum = np.hypot(w - 1, b) < 0.2
    # Down the ray the slope falls like the density at the kink, but vanishes on the ray alone.
    ray = (np.abs(w) < 1e-9) & (b < 1e-9)
    assert gradient[~optimum & ~ray & (b > -0.5 * np.abs(w))].min() > 0.01
    assert gradient[~optimum & ~ray & (np.abs(b) < 30 * np.abs(w))].min() > 0
    assert gradient[ray].max() == 0


def test_the_tail_keeps_its_digits_where_the_unit_is_all_but_dead(puzzle):
    landscape = puzzle("weight-bias")
    for t in (3.0, 8.0, 20.0, 37.0):
        # ∂L/∂b = −2 ∫ₜ^∞ (x − t) φ(x) dx at w = −1, b = −t; the integral by its asymptotic-free continued fraction
        tail = norm.logsf(t)
        first = math.exp(norm.logpdf(t)) - t * math.exp(tail) if t < 5 else None
        db = landscape.gradient([-1.0, -t])[1]
        assert db > 0
        if first is not None:
            assert db == pytest.approx(2 * first, rel=1e-10)
        leading = 2 * norm.pdf(t) / t**2
        assert leading * (1 - 3 / t**2) < db < leading


def test_plateaus_of_the_output_variant(puzzle):
    landscape = puzzle("weight-bias-output")
    dead = landscape.loss_and_gradient([0.0, -1.0, 1.3, P0])
    assert dead[0] == pytest.approx(0.5 - 1 / (2 * math.pi), rel=1e-14)
    np.testing.assert_allclose(dead[1], 0, atol=4e-15)
    # f = v (w x + b) + c with slope ½ and the mean of y: the best straight line, reached as b/|w| grows
    w = -1e-3
    v = 0.5 / w
    b = 1.0
    line = landscape.loss([w, b, v, P0 - v * b])
    assert line == pytest.approx(0.5 - 1 / (2 * math.pi) - 0.25, rel=1e-9)
    flat = landscape.loss_and_gradient([2.0, 0.0, 0.5, 0.0])
    assert flat[0] == pytest.approx(0.0, abs=1e-30)
    np.testing.assert_allclose(flat[1], 0, atol=1e-15)


def test_the_flow_conserves_its_invariant(puzzle):
    landscape = puzzle("weight-bias-output")
    for row in np.random.default_rng(2).normal(size=(20, 4)):
        w, b, v, _ = row
        dw, db, dv, _ = landscape.gradient(row)
        assert v * dv - w * dw - b * db == pytest.approx(0, abs=1e-12)


def test_the_swing_of_an_upside_down_neuron(puzzle):
    landscape = puzzle("weight-bias")
    for tau in (0.0, 0.5, 2.0):
        w, b = -0.7, -0.7 * tau
        dw, db = landscape.gradient([w, b])
        # With T = step size · steps: dτ/dT = 2 φ(τ) and d ln|w|/dT = −2 Q(τ).
        assert -dw / w == pytest.approx(-2 * norm.sf(tau), rel=1e-12)
        d_tau = (-db * w + dw * b) / w**2
        assert d_tau == pytest.approx(2 * norm.pdf(tau), rel=1e-12)


def test_the_loss_of_any_teacher_is_its_power_where_the_student_says_nothing(mixtures):
    for landscape in mixtures:
        if landscape.model.activation == "relu":
            silent = np.zeros(len(landscape.names))
            expected = landscape.target_power + landscape.noise_variance
            assert landscape.loss(silent) == pytest.approx(expected, rel=1e-13)


def test_gradient_descent_on_the_exact_loss_finds_the_optimum(puzzle):
    landscape = puzzle("weight-bias")
    end = optimize.minimize(landscape.loss_and_gradient, [0.3, 0.4], jac=True, method="BFGS", options={"gtol": 1e-12})
    np.testing.assert_allclose(end.x, [1, 0], atol=1e-9)
