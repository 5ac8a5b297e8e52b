"""Wilson's interval beside SciPy's."""

import pytest
from scipy.stats import binomtest

from reluviz.training.shares import wilson_interval


@pytest.mark.parametrize(("count", "total"), [(0, 10), (10, 10), (1, 1), (3, 17), (500, 1000), (6543, 10_000)])
def test_it_is_scipys(count, total):
    expected = binomtest(count, total).proportion_ci(0.95, "wilson")
    assert wilson_interval(count, total) == pytest.approx((expected.low, expected.high), abs=1e-12)


@pytest.mark.parametrize(("count", "total"), [(0, 0), (-1, 3), (4, 3)])
def test_there_must_be_a_sample(count, total):
    with pytest.raises(ValueError, match="no share"):
        wilson_interval(count, total)
