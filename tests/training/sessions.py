"""What the tests of the session share: scenarios, waiting with a deadline, an engine to compare with."""

from dataclasses import replace
from time import monotonic, sleep

from reluviz.landscape.landscape import Landscape
from reluviz.scenario.model import Model, Scenario, Start, Training
from reluviz.training.engine import Problem
from reluviz.training.numpy_engine import NumpyEngine
from reluviz.training.session import Session
from reluviz.training.states import state_of_rows

DEADLINE = 20.0
FAST = 100_000.0
NUMPY = Training(engine="numpy", batch_size=50)
PUZZLE = Scenario(
    training=NUMPY,
    start=(Start(weight=10.0, label="from 10", color="blue"), Start(weight=-10.0, label="from −10", color="red")),
)
PLANE = replace(PUZZLE, model=Model(variant="weight-bias"), training=replace(NUMPY, precision="float64"))


def until(condition, what: str, deadline: float = DEADLINE) -> None:
    end = monotonic() + deadline
    while not condition():
        assert monotonic() < end, f"waited in vain: {what}"
        sleep(0.001)


def still(session: Session) -> None:
    assert session.wait_still(DEADLINE), "it does not come to rest"


def engine_of(scenario: Scenario, rows, training: Training | None = None) -> NumpyEngine:
    problem = Problem(scenario.data, scenario.target, scenario.model)
    engine = NumpyEngine(problem, Landscape(scenario.data, scenario.target, scenario.model))
    training = training or scenario.training
    engine.load(training, state_of_rows(rows, training.precision))
    return engine
