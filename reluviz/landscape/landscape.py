"""The expected loss over the parameters, exact: values, gradients, grids, shares of inputs; NumPy, any thread."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike, NDArray

from reluviz.landscape import lowest, quadrature, segments, sorted_kinks
from reluviz.landscape.activations import Activation, activation_of
from reluviz.landscape.half_lines import HalfLines
from reluviz.landscape.inputs import Inputs
from reluviz.landscape.units import Teacher, Units, gradient_row, units_of
from reluviz.scenario.model import Data, Model, Target
from reluviz.scenario.parameters import parameter_names

Array = NDArray[np.float64]
Evaluate = Callable[[Units, bool], tuple[Array, Units | None]]

NEAR = 1e-8
"""A loss below this part of E[target²] is computed from the residual, not from large terms that cancel."""

BLOCK = 1 << 19
"""How many numbers the largest array of one block may have: 4 MB."""


@dataclass(frozen=True)
class Landscape:
    """L(p) = E[(f(x) − y)²] over the inputs' distribution, with the noise's variance in it.

    Cheap to build, hashable, and free of state but for cached constants, so any thread may share it. Parameters are
    arrays (..., P) in the order of `names`; they may be anything: where a parameter or the loss is not finite, the loss
    is inf and the gradient nan, without a warning.

    Two forms: `loss` and its kin are right to the last digits near the optimum, and for piecewise-linear activations
    far out in the tails; for the smooth ones they leave out the inputs beyond 9 standard deviations, 2e-19 of all, and
    are right to about 1e-12 of what the others make. `fast_loss` and its kin are for grids and histories, with an
    absolute error of about 1e-15 · (1 + |p|⁴) E[x²] for piecewise-linear activations (less where the loss is small),
    and 1e-9 · (1 + |p|⁴) E[x²] for the smooth ones; without an output weight, |p|² stands for |p|⁴.
    """

    data: Data
    target: tuple[Target, ...]
    model: Model

    def __reduce__(self) -> "tuple[type[Landscape], tuple[Data, tuple[Target, ...], Model]]":
        """Return what another process makes it of: what is cached holds functions, which cannot be sent."""
        return Landscape, (self.data, self.target, self.model)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The parameters' names, in the order of a row."""
        return parameter_names(self.model)

    @cached_property
    def inputs(self) -> Inputs:
        """The distribution of x."""
        return Inputs.of(self.data)

    @cached_property
    def teacher_units(self) -> Teacher:
        """The teacher's units as arrays."""
        return Teacher.of(self.target)

    @cached_property
    def activation(self) -> Activation:
        """What each of the student's units does."""
        return activation_of(self.model)

    @property
    def noise_variance(self) -> float:
        """E[(y − E[y|x])²]: no student's loss is below it."""
        return self.data.noise**2

    @cached_property
    def target_power(self) -> float:
        """E[E[y|x]²]: the loss of the student that says 0, without the noise."""
        nothing = np.zeros((1, 1))
        silent = Units(nothing, nothing, nothing, np.zeros(1))
        return float(segments.loss_and_gradient(silent, (0.0, 1.0), self.inputs, self.teacher_units)[0][0])

    @cached_property
    def target_span(self) -> tuple[float, float] | None:
        """The lowest and the highest x between which lie all inputs whose target is not 0; None without any."""
        return segments.target_span(self.inputs, self.teacher_units)

    @cached_property
    def _half_lines(self) -> HalfLines:
        slopes = self.activation.slopes or (0.0, 1.0)
        return HalfLines(slopes, self.inputs, self.teacher_units, self.target_power)

    @cached_property
    def lowest_loss(self) -> float:
        """The lowest loss that this student can reach; the first question may take some tenths of a second."""
        return lowest.search(self)

    @property
    def known_lowest_loss(self) -> float | None:
        """`lowest_loss` if it has been asked for or sought before; None otherwise. It never takes time."""
        return self.__dict__.get("lowest_loss")

    def seek_lowest_loss(self, should_stop: Callable[[], bool]) -> None:
        """Find `lowest_loss`, so that it is known; return early and without it when `should_stop` returns True."""
        if self.known_lowest_loss is None:
            with suppress(lowest.SearchStopped):
                # Where a cached property keeps its value.
                self.__dict__["lowest_loss"] = lowest.search(self, should_stop)

    def loss(self, parameters: ArrayLike) -> Array:
        """Return the loss (...) of parameters (..., P), in the stable form."""
        return self._evaluate(parameters, self._stable, False)[0]

    def gradient(self, parameters: ArrayLike) -> Array:
        """Return the gradient (..., P) at parameters (..., P), in the stable form."""
        return self.loss_and_gradient(parameters)[1]

    def loss_and_gradient(self, parameters: ArrayLike) -> tuple[Array, Array]:
        """Return loss (...) and gradient (..., P) of parameters (..., P), in the stable form."""
        return self._evaluate(parameters, self._stable, True)

    def fast_loss(self, parameters: ArrayLike) -> Array:
        """Return the loss (...) of parameters (..., P), in the fast form."""
        return self._evaluate(parameters, self._fast, False)[0]

    def fast_loss_and_gradient(self, parameters: ArrayLike) -> tuple[Array, Array]:
        """Return loss (...) and gradient (..., P) of parameters (..., P), in the fast form."""
        return self._evaluate(parameters, self._fast, True)

    def active_share(self, parameters: ArrayLike) -> Array:
        """Return the share of inputs on which each unit is active, w x + b > 0: (..., J)."""
        return self._over_units(parameters, lambda units: segments.active_share(units, self.inputs))

    def learning_share(self, parameters: ArrayLike) -> Array:
        """Return the share of inputs on which some unit is active and the teacher is not 0: (...)."""
        return self._over_units(
            parameters, lambda units: segments.learning_share(units, self.inputs, self.teacher_units)
        )

    def student(self, parameters: ArrayLike, x: ArrayLike) -> Array:
        """Return f(x) of parameters (..., P) at x (n,): (..., n)."""
        points = np.asarray(x, dtype=float)

        def value(units: Units) -> Array:
            total = np.repeat(units.offset[:, None], len(points), axis=1)
            for weight, bias, output in zip(units.weight.T, units.bias.T, units.output.T, strict=True):
                total += output[:, None] * self.activation.value(weight[:, None] * points + bias[:, None])
            return total

        return self._over_units(parameters, value)

    def teacher(self, x: ArrayLike) -> Array:
        """Return E[y|x] at x of any shape."""
        return self.teacher_units.value(np.asarray(x, dtype=float))

    def density(self, x: ArrayLike) -> Array:
        """Return the inputs' density at x of any shape."""
        return self.inputs.density(np.asarray(x, dtype=float))

    def input_range(self) -> tuple[float, float]:
        """Return an interval of x that holds practically all inputs."""
        return self.inputs.shown_range()

    def curve(self, x_name: str, xs: ArrayLike, base: ArrayLike) -> Array:
        """Return the loss (len(xs),) along one parameter; the others are those of `base` (P,)."""
        values = np.asarray(xs, dtype=float)
        points = np.tile(np.asarray(base, dtype=float), (len(values), 1))
        points[:, self.names.index(x_name)] = values
        return self.fast_loss(points)

    def grid(self, x_name: str, y_name: str, xs: ArrayLike, ys: ArrayLike, base: ArrayLike) -> Array:
        """Return the loss (len(ys), len(xs)) over two parameters; the others are those of `base` (P,)."""
        across, up = np.asarray(xs, dtype=float), np.asarray(ys, dtype=float)
        base = np.asarray(base, dtype=float)
        loss = np.empty((len(up), len(across)))
        rows = max(1, BLOCK // (len(across) * len(base)))
        for first in range(0, len(up), rows):
            part = up[first : first + rows]
            points = np.empty((len(part), len(across), len(base)))
            points[:] = base
            points[..., self.names.index(x_name)] = across
            points[..., self.names.index(y_name)] = part[:, None]
            loss[first : first + rows] = self.fast_loss(points)
        return loss

    def _stable(self, units: Units, gradient: bool) -> tuple[Array, Units | None]:
        slopes = self.activation.slopes
        if slopes is None:
            rule = quadrature.FINE
            return quadrature.loss_and_gradient(
                units, self.activation, self.inputs, self.teacher_units, rule, gradient=gradient
            )
        return segments.loss_and_gradient(units, slopes, self.inputs, self.teacher_units, gradient=gradient)

    def _fast(self, units: Units, gradient: bool) -> tuple[Array, Units | None]:
        slopes = self.activation.slopes
        if slopes is None:
            rule = quadrature.COARSE
            return quadrature.loss_and_gradient(
                units, self.activation, self.inputs, self.teacher_units, rule, gradient=gradient
            )
        if units.weight.shape[1] > 1:
            return sorted_kinks.loss_and_gradient(units, slopes, self.inputs, self.teacher_units, gradient=gradient)
        loss, slope = self._half_lines.loss_and_gradient(units, gradient=gradient)
        if not gradient:
            # There the explicit form has no digits left for a logarithmic axis.
            near = np.flatnonzero(loss < NEAR * self.target_power)
            if len(near):
                loss[near] = sorted_kinks.loss_and_gradient(
                    units.rows(near), slopes, self.inputs, self.teacher_units, gradient=False
                )[0]
        return loss, slope

    def _numbers_a_point(self, *, stable: bool) -> int:
        """How many numbers the largest array holds for one point."""
        width = self.model.hidden_units if self.model.variant == "hidden-layer" else 1
        if self.activation.slopes is None:
            return quadrature.nodes_a_point(quadrature.FINE if stable else quadrature.COARSE, width)
        pieces = width + len(self.target) + 3
        return pieces * max(width, 32) if stable else 16 * pieces

    def _evaluate(self, parameters: ArrayLike, form: Evaluate, gradient: bool) -> tuple[Array, Array]:
        points = np.asarray(parameters, dtype=float)
        rows = points.reshape(-1, points.shape[-1])
        losses = np.empty(len(rows))
        gradients = np.empty(rows.shape if gradient else (0, 0))
        size = max(1, BLOCK // self._numbers_a_point(stable=form == self._stable))
        with np.errstate(all="ignore"):
            for first in range(0, len(rows), size):
                part = slice(first, first + size)
                loss, by_units = form(units_of(self.model.variant, rows[part]), gradient)
                loss = np.maximum(loss, 0.0) + self.noise_variance
                losses[part] = np.where(np.isfinite(loss) & np.isfinite(rows[part]).all(axis=1), loss, np.inf)
                if by_units is not None:
                    found = gradient_row(self.model.variant, by_units)
                    gradients[part] = np.where(np.isfinite(losses[part])[:, None], found, np.nan)
        return losses.reshape(points.shape[:-1]), gradients.reshape(points.shape) if gradient else gradients

    def _over_units(self, parameters: ArrayLike, function: Callable[[Units], Array]) -> Array:
        points = np.asarray(parameters, dtype=float)
        rows = points.reshape(-1, points.shape[-1])
        size = max(1, BLOCK // self._numbers_a_point(stable=True))
        with np.errstate(all="ignore"):
            blocks = [
                function(units_of(self.model.variant, rows[first : first + size]))
                for first in range(0, max(1, len(rows)), size)
            ]
        found = np.concatenate(blocks)
        return found.reshape((*points.shape[:-1], *found.shape[1:]))
