"""The distribution of the inputs x: density, probabilities and partial moments; NumPy, any thread."""

from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from reluviz.landscape.legendre import legendre
from reluviz.landscape.normal import FAR, ROOT_TWO_PI, density, distribution
from reluviz.scenario.model import Data

Array = NDArray[np.float64]

EXPONENT = 45.0
"""A tail's integrand falls by exp(−EXPONENT) before it is cut off."""


NARROW = 0.02
"""A piece of u narrower than this is integrated by itself."""


@dataclass(frozen=True, slots=True)
class Inputs:
    """The inputs as x = center + spread · u, with u from N(0, 1), or from U(−1, 1).

    Attributes
    ----------
    normal
        Whether u is normal; else it is uniform.
    limit
        No u lies beyond ± limit (with a normal u: none that float64 could tell from none).
    """

    center: float
    spread: float
    normal: bool
    limit: float

    @classmethod
    def of(cls, data: Data) -> "Inputs":
        """Return the inputs that a scenario describes."""
        if data.distribution == "normal":
            return cls(data.mean, data.std, True, FAR)
        return cls((data.low + data.high) / 2, (data.high - data.low) / 2, False, 1.0)

    @property
    def ends(self) -> tuple[float, float]:
        """The lowest and the highest x that counts."""
        return self.center - self.limit * self.spread, self.center + self.limit * self.spread

    def shown_range(self) -> tuple[float, float]:
        """Return an interval of x that holds practically all inputs: ± 4 standard deviations, or from low to high."""
        reach = 4.0 if self.normal else 1.0
        return self.center - reach * self.spread, self.center + reach * self.spread

    def standard(self, x: Array) -> Array:
        """Return u of x."""
        return (x - self.center) / self.spread

    def density_standard(self, u: Array) -> Array:
        """Return the density of u."""
        if self.normal:
            return density(u)
        return np.where(np.abs(u) <= 1, 0.5, 0.0)

    def density(self, x: Array) -> Array:
        """Return the density of x."""
        return self.density_standard(self.standard(x)) / self.spread

    @property
    def variance_standard(self) -> float:
        """E[u²]."""
        return 1.0 if self.normal else 1 / 3

    @property
    def power(self) -> float:
        """E[x²]."""
        return self.center**2 + self.spread**2 * self.variance_standard

    def tail(self, share: float) -> float:
        """Return the distance from the center beyond which, on one side, lies this share of all x."""
        return self.spread * (NormalDist().inv_cdf(1 - share) if self.normal else 1 - 2 * share)

    def cumulative(self, u: Array) -> tuple[Array, Array, Array]:
        """Return E[1; U < u], E[U; U < u] and E[U²; U < u], with an absolute error of about 1e-16."""
        u = np.clip(u, -self.limit, self.limit)
        if self.normal:
            here, below = density(u), distribution(u)
            return below, -here, below - u * here
        square = u * u
        return (u + 1) / 2, (square - 1) / 4, (square * u + 1) / 6

    def share_below(self, u: Array) -> Array:
        """Return E[1; U < u] as `cumulative` does, where nothing else is asked for."""
        u = np.clip(u, -self.limit, self.limit)
        return distribution(u) if self.normal else (u + 1) / 2

    def between(self, cuts: Array) -> tuple[Array, Array, Array]:
        """Return ∫ uᵏ density(u) du, k = 0, 1, 2, over the pieces between growing cuts (N, C): (N, C + 1) each.

        The absolute error is about 1e-16, times the width of a narrow piece.
        """
        count, width = cuts.shape
        pieces = []
        for below, whole in zip(self.cumulative(cuts), (1.0, 0.0, self.variance_standard), strict=True):
            ends = np.empty((count, width + 2))
            ends[:, 1:-1] = below
            ends[:, 0], ends[:, -1] = 0.0, whole
            pieces.append(np.diff(ends, axis=1))
        # Between neighbouring values of a distribution function no digits are left: three nodes of Gauss–Legendre do.
        length = np.diff(cuts, axis=1)
        narrow = length < NARROW
        if narrow.any():
            nodes, weights = legendre(3)
            u = cuts[:, :-1][narrow][:, None] + length[narrow][:, None] * nodes
            mass = length[narrow][:, None] * weights * self.density_standard(u)
            for power, piece in enumerate(pieces):
                piece[:, 1:-1][narrow] = (mass * u**power).sum(axis=1)
        return pieces[0], pieces[1], pieces[2]

    def moments(self, end: Array, length: Array) -> tuple[Array, Array, Array]:
        """Return ∫₀ʰ tᵏ density(end + t) dt for k = 0, 1, 2, all digits right far out in the tail too.

        Parameters
        ----------
        end : (...)
            The end that is nearest to u = 0; not negative.
        length : (...)
            h, so that end + h ≤ limit.

        Notes
        -----
        density(e + t) = φ(e) exp(−t (e + t/2)), so the sum of 32 Gauss–Legendre nodes has positive terms only; the
        explicit forms, Φ and φ, lose 1e-7 of the second moment at e = 37.
        """
        if not self.normal:
            return length / 2, length**2 / 4, length**3 / 6
        length = np.minimum(length, 2 * EXPONENT / (end + np.sqrt(end * end + 2 * EXPONENT)))
        nodes, weights = legendre(32)
        t = length[..., None] * nodes
        falling = np.exp(-t * (end[..., None] + 0.5 * t))
        sums = falling @ np.stack([weights, weights * nodes, weights * nodes**2], axis=-1)
        factor = length * np.exp(-0.5 * end * end) / ROOT_TWO_PI
        return factor * sums[..., 0], factor * length * sums[..., 1], factor * length**2 * sums[..., 2]
