"""The gradient of the expected loss of one piecewise-linear unit, elementwise, for NumPy or TensorFlow; any thread."""

from collections.abc import Callable, Sequence
from math import pi, sqrt
from typing import Any, NamedTuple

import numpy as np

from reluviz.landscape import normal
from reluviz.landscape.activations import activation_of
from reluviz.landscape.inputs import Inputs
from reluviz.landscape.landscape import Landscape
from reluviz.landscape.units import Teacher
from reluviz.scenario.model import Model
from reluviz.training.engine import Problem

MILLS_SHIFT = 0.375
MILLS = (
    0.37499996, 0.37501037, 0.32184898, 0.22298288, 0.03633317, 0.13255659, -0.47385654, 0.34683573, -0.08339729,
)  # fmt: skip
"""Q(t) = φ(t) s (m₀ + m₁ s + m₂ s² + …), s = 1 / (1 + 0.375 t), t ≥ 0: least squares at Chebyshev's nodes; relative
error 2.4e-7, in the tail too, where ½ − ½ erf has no digit left in float32 and Adam would still look at the rest."""

NEARLY_NONE, NONE = 1e-30, 1e-36
"""Added to |b| and |w|, so that w = 0 needs no branch: b < 0 is off everywhere, b > 0 on, and both 0 are off."""

FARTHEST = 40.0
"""A kink beyond so many standard deviations is as good as at infinity."""


def has_closed_form(model: Model) -> bool:
    """Return whether the student is one unit with a piecewise-linear activation."""
    return model.variant != "hidden-layer" and activation_of(model).slopes is not None


class Moments(NamedTuple):
    """E[1], E[u], E[u²], E[y], E[u y] over some of the inputs u: numbers, or arrays with one value a student."""

    zeroth: Any
    first: Any
    second: Any
    target: Any
    target_first: Any


def gradient_of_moments(
    parameters: Sequence[Any], slopes: tuple[float, float], on: Moments, everywhere: Moments, *, stein: bool = False
) -> tuple[Any, ...]:
    """Return ∂L/∂w and ∂L/∂b, and of four parameters ∂L/∂v and ∂L/∂c, from the moments where the unit is active.

    With g = act(w u + b): ∂L/∂w = 2 v E[(v g + c − y) g' u], and likewise the others; g' is one number where the unit
    is active and another elsewhere, so that each expectation is a combination of moments.

    Parameters
    ----------
    slopes
        The activation's, where it is not active and where it is.
    on, everywhere
        The moments over the active inputs, and over all of them.
    stein
        Whether u is standard normal: then E[g g' u] = w E[g'²] (Stein), in which nothing cancels.
    """
    w, b = parameters[:2]
    negative, positive = slopes
    once, square, rest = positive - negative, positive**2 - negative**2, negative**2
    value = _scaled(square, w * on.first + b * on.zeroth)
    value_u = _scaled(square, w * on.zeroth if stein else w * on.second + b * on.first)
    target, target_u = _scaled(once, on.target), _scaled(once, on.target_first)
    if negative:
        value = value + rest * (b + w * everywhere.first)
        value_u = value_u + rest * (w * everywhere.second + b * everywhere.first)
        target, target_u = target + negative * everywhere.target, target_u + negative * everywhere.target_first
    if len(parameters) == 2:
        return 2 * (value_u - target_u), 2 * (value - target)
    v, c = parameters[2:]
    slope = _scaled(once, on.zeroth) + negative
    slope_u = _scaled(once, on.first) + negative * everywhere.first
    residual_w, residual_b = v * value_u + c * slope_u - target_u, v * value + c * slope - target
    by_v = 2 * (w * residual_w + b * residual_b)
    return 2 * v * residual_w, 2 * v * residual_b, by_v, 2 * (v * (w * slope_u + b * slope) + c - everywhere.target)


def _scaled(factor: float, value: Any) -> Any:
    return value if factor == 1.0 else factor * value


class ClosedForm:
    """From parameters, one array each, to the gradient of the expected loss, one array each, without a branch or a sum.

    What is active is a half-line of the inputs, and its moments are known (`reluviz.landscape.half_lines`); with
    t = |b| / |w| and the tail Q(t), the unit is active in the tail where b < 0, and outside of it where b > 0, whatever
    the sign of w. All of it is one elementwise expression, which XLA makes one loop of.

    Parameters
    ----------
    problem
        With `has_closed_form`.
    math
        The module numpy or tensorflow.
    precision
        ``float32`` or ``float64``: of the arrays.
    """

    def __init__(self, problem: Problem, math: Any, precision: str) -> None:
        self._math = math
        self._kind = np.dtype(precision).type
        self._model = problem.model
        self._slopes = activation_of(problem.model).slopes or (0.0, 1.0)
        inputs = self._inputs = Inputs.of(problem.data)
        self._ramps = [
            _Ramp.of(float(weight), float(bias), float(output), inputs)
            for weight, bias, output in zip(*_arrays(Teacher.of(problem.target)), strict=True)
        ]
        ends = [ramp.whole for ramp in self._ramps]
        self._everywhere = Moments(
            1.0, 0.0, inputs.variance_standard, sum(end[0] for end in ends), sum(end[1] for end in ends)
        )
        self._tail = self._tail_of()
        self._parabolas = _two_parabolas(problem) if problem.model.variant == "weight" else ()

    def __call__(self, *parameters: Any) -> tuple[Any, ...]:
        """Return the gradient, one array for each parameter."""
        if self._parabolas:
            return (self._weight_only(parameters[0]),)
        inputs = self._inputs
        spread, center = inputs.spread, inputs.center
        w, b = parameters[:2]
        u_w = w if spread == 1.0 else w * self._kind(spread)
        u_b = b if center == 0.0 else b + w * self._kind(center)
        found = gradient_of_moments(
            (u_w, u_b, *parameters[2:]), self._slopes, self._active(u_w, u_b), self._everywhere, stein=inputs.normal
        )
        by_w = found[0] if spread == 1.0 else found[0] * self._kind(spread)
        if center != 0.0:
            by_w = by_w + found[1] * self._kind(center)
        return by_w, *found[1:]

    def _active(self, w: Any, b: Any) -> Moments:
        """Return the moments over the half-line where w u + b > 0."""
        math, inputs = self._math, self._inputs
        limit = FARTHEST if inputs.normal else 1.0
        a = abs(w)
        t = math.minimum((abs(b) + NEARLY_NONE) / (a + NONE), self._kind(limit))
        tail, edge, tail_second = self._tail(t)
        rising, above = w > 0, b > 0
        rest, rest_second = 1 - tail, inputs.variance_standard - tail_second
        zeroth = math.where(above, rest, tail)
        second = None if inputs.normal else math.where(above, rest_second, tail_second)
        right = math.not_equal(rising, above)  # whether the kink lies right of the mean
        target = target_first = 0 * t
        for ramp in self._ramps:
            # The moments of the ramp's line outwards from the student's kink, or from its own if that lies further out.
            outward = right if ramp.rising else math.logical_not(right)
            beyond = outward
            if ramp.kink != 0.0:
                z, kink = math.where(right, t, -t), self._kind(ramp.kink)
                beyond = z > kink if ramp.rising else z < kink
            whole, whole_first = map(self._kind, ramp.whole)
            slope = ramp.slope if ramp.rising else -ramp.slope
            here, here_first = slope * edge, ramp.slope * math.where(outward, tail_second, rest_second)
            if ramp.height != 0.0:
                height = ramp.height if ramp.rising else -ramp.height
                here = here + ramp.height * math.where(outward, tail, rest)
                here_first = here_first + height * edge
            here, here_first = math.where(beyond, here, whole), math.where(beyond, here_first, whole_first)
            # Where the unit is active on the inner side, what is left of the whole.
            same = rising if ramp.rising else math.logical_not(rising)
            target = target + math.where(same, here, whole - here)
            target_first = target_first + math.where(same, here_first, whole_first - here_first)
        return Moments(zeroth, math.where(rising, edge, -edge), second, target, target_first)

    def _tail_of(self) -> Callable[[Any], tuple[Any, Any, Any]]:
        """Return the function from t ≥ 0 to E[1; u > t], E[u; u > t] and E[u²; u > t]."""
        math, kind = self._math, self._kind
        if not self._inputs.normal:
            return lambda t: ((1 - t) / 2, (1 - t * t) / 4, (1 - t * t * t) / 6)
        scale = kind(1.0 / sqrt(2.0 * pi))

        def normal_tail(t: Any) -> tuple[Any, Any, Any]:
            edge = scale * math.exp(kind(-0.5) * t * t)
            if kind is np.float32:
                s = 1 / (1 + kind(MILLS_SHIFT) * t)
                mills = kind(MILLS[-1]) * s + kind(MILLS[-2])
                for number in MILLS[-3::-1]:
                    mills = mills * s + kind(number)
                tail = edge * (mills * s)
            elif math is np:
                tail = normal.distribution(-t)
            else:
                tail = 0.5 * math.math.erfc(sqrt(0.5) * t)
            return tail, edge, tail + t * edge

        return normal_tail

    def _weight_only(self, w: Any) -> Any:
        right_slope, right_zero, left_slope, left_zero, at_zero = map(self._kind, self._parabolas)
        math = self._math
        found = math.where(w > 0, right_slope * (w - right_zero), left_slope * (w - left_zero))
        return math.where(math.not_equal(w, self._kind(0.0)), found, at_zero)


class _Ramp(NamedTuple):
    """One ReLU of the teacher in u: slope · u + height on its side of the kink; its E[y] and E[u y]."""

    rising: bool
    kink: float
    slope: float
    height: float
    whole: tuple[float, float]

    @classmethod
    def of(cls, weight: float, bias: float, output: float, inputs: Inputs) -> "_Ramp":
        steepness, level = weight * inputs.spread, bias + weight * inputs.center
        if steepness == 0.0:
            # A constant is a line that rises from the far left on.
            level, kink = max(level, 0.0), -inputs.limit
        else:
            kink = min(max(-level / steepness, -inputs.limit), inputs.limit) + 0.0
        slope, height = output * steepness, output * level
        below = [float(part[0]) for part in inputs.cumulative(np.array([kink]))]
        side = below
        if steepness >= 0:
            side = [
                all_of_it - part for all_of_it, part in zip((1.0, 0.0, inputs.variance_standard), below, strict=True)
            ]
        return cls(
            steepness >= 0,
            kink,
            slope,
            height,
            (slope * side[1] + height * side[0], slope * side[2] + height * side[1]),
        )


def _arrays(teacher: Teacher) -> tuple[Any, Any, Any]:
    return teacher.weight, teacher.bias, teacher.output


def _two_parabolas(problem: Problem) -> tuple[float, float, float, float, float]:
    """Return c and w* of ∂L/∂w = c (w − w*) for w > 0 and for w < 0, and its value at 0.

    Which inputs are active depends on the sign of w alone, so on either side the gradient is a straight line.
    """
    landscape = Landscape(problem.data, problem.target, problem.model)
    numbers: list[float] = []
    for near, far in ((1.0, 2.0), (-1.0, -2.0)):
        low, high = (float(value) for value in landscape.gradient([[near], [far]])[:, 0])
        slope = (high - low) / (far - near)
        numbers += [slope, near - low / slope if slope != 0.0 else 0.0]
    return numbers[0], numbers[1], numbers[2], numbers[3], float(landscape.gradient([[0.0]])[0, 0])
