"""How often something happens, told from a sample; any thread."""

from math import sqrt

NORMAL_95 = 1.959963984540054
"""The standard normal distribution has 95 % of itself within ± this."""


def wilson_interval(count: int, total: int) -> tuple[float, float]:
    """Return the ends of Wilson's 95 % interval for a share of which `count` out of `total` are a sample.

    (p + z²/2n ± z √(p (1 − p)/n + z²/4n²)) / (1 + z²/n) (Wilson 1927): within 0 and 1, and sound for rare things too.
    ValueError without a sample.
    """
    if total <= 0 or not 0 <= count <= total:
        raise ValueError(f"no share: {count} of {total}")
    share, square = count / total, NORMAL_95**2 / total
    middle = share + square / 2
    reach = NORMAL_95 * sqrt(share * (1 - share) / total + square / (4 * total))
    low, high = (middle - reach) / (1 + square), (middle + reach) / (1 + square)
    # Where nothing or everything counts, one end is the share itself but for rounding.
    return 0.0 if count == 0 else low, 1.0 if count == total else high
