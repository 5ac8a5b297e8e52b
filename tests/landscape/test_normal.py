"""The normal distribution, its moments and the quadrature against SciPy, the C library and identities."""

import math

import numpy as np
import pytest
from scipy.special import ndtr

from reluviz.landscape.inputs import Inputs
from reluviz.landscape.legendre import legendre
from reluviz.landscape.normal import density, distribution
from reluviz.scenario.model import Data


def test_distribution_is_right_to_the_last_digits():
    z = np.concatenate([np.linspace(-10, 10, 20_001), np.random.default_rng(0).normal(size=1000)])
    exact = np.array([0.5 * math.erfc(-value / math.sqrt(2)) for value in z])
    assert np.abs(distribution(z) - exact).max() <= 3e-16
    np.testing.assert_allclose(distribution(z), exact, rtol=3e-14)


def test_distribution_keeps_its_digits_far_below():
    z = np.linspace(-37.5, -8, 1001)
    np.testing.assert_allclose(distribution(z), ndtr(z), rtol=1e-12)
    np.testing.assert_array_equal(distribution(np.array([-np.inf, np.inf, np.nan])), [0.0, 1.0, np.nan])


def test_tail_moments_have_all_their_digits():
    inputs = Inputs.of(Data())
    for end in (0.0, 1.0, 8.0, 37.0):
        zeroth, first, second = (part[0] for part in inputs.moments(np.array([end]), np.array([40.0 - end])))
        # Integration by parts: T₁ = φ − e T₀ and T₂ = T₀ − e T₁, read so that nothing cancels
        assert abs(zeroth / ndtr(-end) - 1) < 3e-13
        assert abs((first + end * zeroth) / density(np.array(end)) - 1) < 3e-14
        assert abs((second + end * first) / zeroth - 1) < 3e-14


def test_moments_between_cuts_add_up():
    for data in (Data(), Data(distribution="uniform", low=0.0, high=2.0)):
        inputs = Inputs.of(data)
        cuts = np.sort(np.random.default_rng(1).uniform(-1, 1, (3, 6)), axis=1)
        cuts[:, 3] = cuts[:, 2] + 1e-9
        cuts[:, 4] = cuts[:, 3]
        cuts.sort(axis=1)
        zeroth, first, second = inputs.between(cuts)
        np.testing.assert_allclose(zeroth.sum(axis=1), 1, rtol=1e-14)
        np.testing.assert_allclose(first.sum(axis=1), 0, atol=1e-15)
        np.testing.assert_allclose(second.sum(axis=1), inputs.variance_standard, rtol=1e-14)
        narrow = np.diff(cuts, axis=1) < 1e-8
        middle = (cuts[:, :-1] + cuts[:, 1:]) / 2
        expected = np.diff(cuts, axis=1) * inputs.density_standard(middle)
        np.testing.assert_allclose(zeroth[:, 1:-1][narrow], expected[narrow], rtol=1e-12)


@pytest.mark.parametrize(
    ("count", "index", "node", "weight"),
    [  # roots and derivatives of Legendre's polynomials, by Rodrigues's formula with 60 digits
        (3, 0, 0.1127016653792583114821, 0.2777777777777777777778),
        (3, 2, 0.8872983346207416885179, 0.2777777777777777777778),
        (12, 0, 0.009219682876640374654725, 0.02358766819325591359731),
        (12, 1, 0.04794137181476257166077, 0.05346966299765921548013),
        (12, 5, 0.4373832957442655422638, 0.1245735229067013925003),
        (24, 0, 0.002406390001489319910001, 0.006170614899993599773403),
        (24, 1, 0.0126357220143452509008, 0.01426569431446683159065),
        (24, 11, 0.4679715535686971869575, 0.06396909767337607848703),
        (24, 23, 0.99759360999851068009, 0.006170614899993599773403),
        (32, 0, 0.001368069075259218227509, 0.003509305004735048300204),
        (32, 1, 0.007194244227365832299912, 0.008137197365452835302585),
        (32, 31, 0.9986319309247407817725, 0.003509305004735048300204),
    ],
)
def test_nodes_and_weights_are_right_to_the_last_digit(count, index, node, weight):
    nodes, weights = legendre(count)
    assert abs(nodes[index] - node) <= np.spacing(node)
    assert abs(weights[index] - weight) <= np.spacing(weight)


def test_quadrature_of_n_nodes_is_exact_to_degree_2n_minus_1():
    for count in (1, 3, 12, 24, 32):
        nodes, weights = legendre(count)
        assert (np.diff(nodes) > 0).all()
        for degree in (0, 1, count, 2 * count - 1):
            exact = 1 / (degree + 1)
            assert abs(math.fsum(weights * nodes**degree) / exact - 1) < 2e-15, (count, degree)
