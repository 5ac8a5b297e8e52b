"""What a compiled training depends on; all else may change without compiling again; any thread."""

from dataclasses import dataclass

from reluviz.scenario.model import Data, Model, Target, Training
from reluviz.scenario.parameters import units
from reluviz.training.engine import Problem
from reluviz.training.exact_nodes import exact_nodes


@dataclass(frozen=True, slots=True)
class Recipe:
    """All that a compiled loop has inside it; two trainings with equal recipes share the loop.

    The learning rate, the momentum, the batches, the parameters and the optimizer's memory are not in it.

    Attributes
    ----------
    data, target
        None with mini-batches, which come from outside.
    nesterov
        Only where there is a momentum.
    batch_size
        0 with exact gradients.
    capacity
        How many runs there is room for: runs may be added up to it.
    """

    model: Model
    data: Data | None
    target: tuple[Target, ...] | None
    optimizer: str
    nesterov: bool
    batch_size: int
    precision: str
    capacity: int

    @property
    def inputs(self) -> int:
        """How many inputs a step looks at for each run; with exact gradients, how many points of the quadrature."""
        if self.data is None or self.target is None:
            return self.batch_size
        return exact_nodes(self.data, self.target, self.model).count(units(self.model))


def recipe_for(problem: Problem, training: Training, runs: int) -> Recipe:
    """Return the recipe of a training with a number of runs, the capacity rounded up to a power of two."""
    exact = training.gradient == "exact"
    return Recipe(
        model=problem.model,
        data=problem.data if exact else None,
        target=problem.target if exact else None,
        optimizer=training.optimizer,
        nesterov=training.optimizer == "sgd" and training.nesterov and training.momentum != 0.0,
        batch_size=0 if exact else training.batch_size,
        precision=training.precision,
        capacity=1 << max(runs - 1, 0).bit_length(),
    )
