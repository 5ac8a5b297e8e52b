"""The plane in which paths through many parameters move most, found by principal components; any thread."""

import math
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]

ROUNDING = 1e-12
"""A share of the variance below this is rounding: the points lie on a line."""


@dataclass(frozen=True, eq=False)
class Plane:
    """A plane in the space of the parameters; equal ones have the same numbers.

    Attributes
    ----------
    origin : (P,)
        Where both coordinates are 0.
    across, up : (P,)
        Directions of length 1, at a right angle: a coordinate is a distance in the space of the parameters.
    explained
        The shares of the points' variance that lie along the two directions; nan where the plane is of no points, or
        where they do not vary.
    """

    origin: Array
    across: Array
    up: Array
    explained: tuple[float, float] = (math.nan, math.nan)

    @cached_property
    def _numbers(self) -> bytes:
        return np.concatenate([self.origin, self.across, self.up, self.explained]).tobytes()

    def __eq__(self, other: object) -> bool:
        """Tell whether another plane has the same numbers."""
        return self is other or (isinstance(other, Plane) and self._numbers == other._numbers)

    def __hash__(self) -> int:
        """Return a hash of the numbers."""
        return hash(self._numbers)

    @classmethod
    def of_paths(cls, parameters: ArrayLike, origin: ArrayLike) -> "Plane":
        """Return the plane through `origin` along the first two principal directions of points.

        As Li et al. (2018, arXiv 1712.09913) look at paths: directions in which the points vary most, from their last
        point. Each direction's largest number is positive, so that the same points give the same plane. Of points on a
        line the second direction is the part at a right angle of the parameter that the line runs along least.

        Parameters
        ----------
        parameters : (…, P)
            The points, P ≥ 2; those that are not finite are left out.
        origin : (P,)
            Such as the last point of the followed run.
        """
        points = np.asarray(parameters, np.float64)
        points = points.reshape(-1, points.shape[-1])
        points = points[np.isfinite(points).all(axis=1)]
        offsets = points - points.mean(axis=0) if len(points) else np.zeros((1, points.shape[-1]))
        # The eigenvectors of a P × P matrix: paths have many points but few parameters.
        squares, directions = np.linalg.eigh(offsets.T @ offsets)
        first, second = directions.T[:-3:-1]
        squares = np.maximum(squares, 0.0)
        whole = float(squares.sum())
        if squares[-2] <= ROUNDING * whole:
            # Else rounding would choose the second direction.
            squares[:-1] = 0.0
            whole = float(squares[-1])
            second = np.zeros(len(first))
            second[np.abs(first).argmin()] = 1.0
            second -= (first @ second) * first
            second /= np.linalg.norm(second)
        first, second = (direction * np.sign(direction[np.abs(direction).argmax()]) for direction in (first, second))
        explained = (float(squares[-1]) / whole, float(squares[-2]) / whole) if whole > 0.0 else (math.nan, math.nan)
        return cls(np.asarray(origin, np.float64), first, second, explained)

    def alike(self, other: "Plane") -> "Plane":
        """Return the same plane, with its directions turned round where they run against those of another."""
        signs = [-1.0 if mine @ its < 0.0 else 1.0 for mine, its in ((self.across, other.across), (self.up, other.up))]
        return Plane(self.origin, signs[0] * self.across, signs[1] * self.up, self.explained)

    def beside(self, parameters: ArrayLike) -> Array:
        """Return the points (…, P) where the parallel planes through parameters (…, P) have both coordinates 0."""
        x, y = self.coordinates(parameters)
        return np.asarray(parameters, np.float64) - x[..., None] * self.across - y[..., None] * self.up

    def at(self, x: ArrayLike, y: ArrayLike) -> Array:
        """Return the parameters (…, P) at coordinates (…)."""
        x, y = np.asarray(x, np.float64), np.asarray(y, np.float64)
        return self.origin + x[..., None] * self.across + y[..., None] * self.up

    def coordinates(self, parameters: ArrayLike) -> tuple[Array, Array]:
        """Return the coordinates (…) and (…) of the points of the plane nearest to parameters (…, P)."""
        offsets = np.asarray(parameters, np.float64) - self.origin
        return offsets @ self.across, offsets @ self.up
