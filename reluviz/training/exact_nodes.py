"""Where the TensorFlow engine evaluates an exact gradient's residual: Gauss–Legendre panels; any thread."""

from dataclasses import dataclass

import numpy as np

from reluviz.landscape.activations import activation_of
from reluviz.landscape.inputs import Inputs
from reluviz.landscape.legendre import legendre
from reluviz.landscape.normal import FAR
from reluviz.scenario.model import Data, Model, Target

LINEAR_ENDS = (-4.5, -2.0, 0.0, 2.0, 4.5, 9.0, 14.0, 22.0, FAR)
SMOOTH_ENDS = (-4.5, -2.0, -1.0, 0.0, 1.0, 2.0, 4.5, 9.0)


@dataclass(frozen=True)
class ExactNodes:
    """The panels of an expectation over the inputs, as far as they do not move with the parameters.

    Attributes
    ----------
    ends : (E,)
        Sorted ends of panels in x: fixed ones and the teacher's kinks; the first and the last bound the inputs.
    reach
        Each unit adds the ends (−b ± reach) / w: its kink, and how far its bend stretches. Empty where all kinks stand
        still.
    places, shares : (N,)
        Nodes and weights on [0, 1].
    normal, center, spread
        The density: N(center, spread²), or uniform within center ± spread.
    target
        The teacher.
    """

    ends: tuple[float, ...]
    reach: tuple[float, ...]
    places: tuple[float, ...]
    shares: tuple[float, ...]
    normal: bool
    center: float
    spread: float
    target: tuple[Target, ...]

    def count(self, units: int) -> int:
        """Return how many points there are for a student with a number of units."""
        moving = units * len({sign * reach for reach in self.reach for sign in (-1.0, 1.0)})
        return (len(self.ends) - 1 + moving) * len(self.places)


def exact_nodes(data: Data, target: tuple[Target, ...], model: Model) -> ExactNodes:
    """Return the panels for a problem.

    For piecewise-linear students the integrand is a polynomial times the density between two kinks: 16 nodes a panel
    leave an error of 3e-16. The panels reach so far out that a unit which is active in the outermost tail alone still
    has a gradient with the right sign, which is all that Lion looks at. Smooth students need more ends and nodes,
    around each unit's bend.
    """
    inputs = Inputs.of(data)
    linear = activation_of(model).slopes is not None
    if inputs.normal:
        outward = LINEAR_ENDS if linear else SMOOTH_ENDS
        standard = {*outward, *(-end for end in outward)}
    else:
        standard = {-1.0, 0.0, 1.0}
    low, high = (inputs.center + sign * max(standard) * inputs.spread for sign in (-1.0, 1.0))
    kinks = [-term.bias / term.weight for term in target if term.weight != 0.0]
    if model.variant == "weight":
        kinks.append(0.0)
    ends = np.unique(np.clip([*(inputs.center + end * inputs.spread for end in standard), *kinks], low, high))
    places, shares = legendre(16 if linear else 24)
    reach: tuple[float, ...] = (0.0,) if linear else (0.0, 3.0, 9.0, 24.0)
    if model.variant == "weight":  # the kink stands still, the bend does not
        reach = reach[1:]
    return ExactNodes(
        ends=tuple((ends + 0.0).tolist()),
        reach=reach,
        places=tuple(places.tolist()),
        shares=tuple(shares.tolist()),
        normal=inputs.normal,
        center=inputs.center,
        spread=inputs.spread,
        target=target,
    )
