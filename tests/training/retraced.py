"""What the tests of retracing share: histories with live changes, questions about them, an independent way."""

from dataclasses import replace

import numpy as np

from reluviz.errors import EngineFailed
from reluviz.landscape.landscape import Landscape
from reluviz.scenario.model import Model, Scenario, Training
from reluviz.training.engine import Problem
from reluviz.training.history import BUDGET_BYTES, History
from reluviz.training.numpy_engine import NumpyEngine
from reluviz.training.relay import Relay
from reluviz.training.spans import spans
from reluviz.training.stepper import Placed, Stepper
from reluviz.training.updates import UpdateQuestion

SCENARIO = Scenario(model=Model(variant="weight-bias"))
ROWS = [(0.5, -0.3), (-0.9, 0.7)]
ALL = [
    Training(),
    Training(momentum=0.9),
    Training(momentum=0.9, nesterov=True),
    *(Training(optimizer=name) for name in ("rmsprop", "adagrad", "adam", "adamw", "nadam", "lion")),
]


def no_late(_problem=None):
    raise EngineFailed("none")


class Way:
    """A training with live changes: calls of its stepper, and questions about its second run."""

    def __init__(self, training, rows=ROWS, scenario=SCENARIO, budget=BUDGET_BYTES):
        training = replace(training, engine="numpy")
        self.scenario = replace(scenario, training=training)
        self.problem = Problem(scenario.data, scenario.target, scenario.model)
        self.landscape = Landscape(scenario.data, scenario.target, scenario.model)
        self.history = History(self.landscape.fast_loss, len(self.landscape.names), training.precision, budget)
        placed = [Placed(self.history.new_id(), tuple(row)) for row in rows]
        relay = Relay(self.problem, lambda: NumpyEngine(self.problem, self.landscape), no_late)
        self.stepper = Stepper(training, placed, relay, self.history)

    def go(self, count):
        """Make steps in chunks of several lengths, as a session does."""
        end = self.history.last_step + count
        while self.history.last_step < end:
            self.stepper.advance(min(37, end - self.history.last_step))
        return self

    def change(self, **changes):
        self.stepper.set_training(replace(self.stepper.training, **changes))
        return self

    def question(self, step, run=-1):
        history = self.history
        entry = history.runs[run]
        return UpdateQuestion(
            problem=self.problem,
            landscape=self.landscape,
            history=history,
            spans=spans(self.stepper.training, history.events, history.renewals),
            run=entry.id,
            first_step=entry.first_step,
            step=step,
            is_known=step < history.last_step,
            revision=history.revision,
        )

    def at(self, step, run=-1):
        return np.asarray(self.history.at(self.history.runs[run].id, step), np.float64)
