"""TensorFlow's process, once for all tests that need it: importing it takes seconds; and engines that stand for it.

Those obey a test: they are slow to start, block, fail, or die.
"""

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest

from reluviz.errors import EngineFailed
from reluviz.landscape.landscape import Landscape
from reluviz.scenario.model import Training
from reluviz.training.engine import Chunk, EngineState, Problem
from reluviz.training.numpy_engine import NumpyEngine
from reluviz.training.remote import TensorflowProcess
from reluviz.training.session import Session
from tests.training.sessions import FAST, PUZZLE


@pytest.fixture(scope="session")
def tensorflow_process() -> Iterator[TensorflowProcess]:
    process = TensorflowProcess()
    process.start()
    yield process
    process.close()


class Obedient(NumpyEngine):
    """A NumPy engine that does what a test says.

    `blocks`, when set, holds the next `advance` until `release` is set; `raises` is raised by it. `loads` counts.
    """

    def __init__(self, problem: Problem, landscape: Landscape) -> None:
        super().__init__(problem, landscape)
        self.blocks = threading.Event()
        self.release = threading.Event()
        self.is_blocking = threading.Event()
        self.raises: Exception | None = None
        self.is_closed = False
        self.chunks: list[int] = []
        self.batches: list[int] = []
        self.batch_size = 0
        self.loads = 0

    def load(self, training: Training, state: EngineState) -> None:
        self.batch_size = training.batch_size
        self.loads += 1
        super().load(training, state)

    def advance(self, count: int) -> Chunk:
        if self.blocks.is_set():
            self.is_blocking.set()
            self.release.wait()
        if self.raises is not None:
            raise self.raises
        self.chunks.append(count)
        self.batches.append(self.batch_size)
        return super().advance(count)

    def close(self) -> None:
        self.is_closed = True
        super().close()


class Late(Obedient):
    """Stands for TensorFlow: computes with NumPy, so that its path is the same to the last bit.

    `ready` says for how many runs, and which optimizers, it is compiled; `compiles_after`, that it is when it has been
    asked that often; once `dead` it fails at everything; with `dies_at_state` it dies when it is asked for its state.
    """

    name = "TensorFlow"

    def __init__(self, problem: Problem, landscape: Landscape) -> None:
        super().__init__(problem, landscape)
        self.ready: set[tuple[str, int]] = set()
        self.asked: list[tuple[str, int]] = []
        self.dead = False
        self.dies_at_state = False
        self.dies_after: int | None = None
        self.compiles_after: int | None = None

    def check(self) -> None:
        if self.dead:
            raise EngineFailed("the process ended (signal 9)")

    def prepare(self, problem: Problem, training: Training, runs: int) -> None:
        self.check()
        self.asked.append((training.optimizer, runs))
        if len(self.asked) == self.compiles_after:
            self.ready.add((training.optimizer, runs))

    def is_ready(self, problem: Problem, training: Training, runs: int) -> bool:
        self.check()
        return (training.optimizer, runs) in self.ready

    def load(self, training: Training, state: EngineState) -> None:
        self.check()
        assert (training.optimizer, len(state.parameters)) in self.ready, "it would have to compile"
        super().load(training, state)

    def advance(self, count: int) -> Chunk:
        self.check()
        if self.dies_after is not None and super().state().step + count > self.dies_after:
            self.dead = True
            self.check()
        return super().advance(count)

    def state(self) -> EngineState:
        self.dead = self.dead or self.dies_at_state
        self.check()
        return super().state()


@dataclass
class Source:
    """An `EngineSource` that remembers what it has made."""

    cannot: str = ""
    ready: set[tuple[str, int]] = field(default_factory=set)
    quicks: list[Obedient] = field(default_factory=list)
    lates: list[Late] = field(default_factory=list)
    dies_after: int | None = None
    dies_at_state: bool = False
    compiles_after: int | None = None
    raises: Exception | None = None
    blocks: bool = False
    is_interrupted: bool = False

    def quick(self, problem: Problem, landscape: Landscape) -> Obedient:
        self.quicks.append(Obedient(problem, landscape))
        self.quicks[-1].raises = self.raises
        if self.blocks:
            self.quicks[-1].blocks.set()
        return self.quicks[-1]

    def late(self, problem: Problem) -> Late:
        if self.cannot:
            raise EngineFailed(self.cannot)
        late = Late(problem, Landscape(problem.data, problem.target, problem.model))
        late.ready, late.dies_after, late.compiles_after = self.ready, self.dies_after, self.compiles_after
        late.dies_at_state = self.dies_at_state
        self.lates.append(late)
        return late

    def interrupt(self) -> None:
        self.is_interrupted = True
        for engine in (*self.quicks, *self.lates):
            engine.raises = EngineFailed("ended")
            engine.release.set()


@pytest.fixture
def source() -> Iterator[Source]:
    made = Source()
    yield made
    made.interrupt()


@pytest.fixture
def make(source) -> Iterator:
    """Makes sessions, and sees to it that they leave no thread behind."""
    before = set(threading.enumerate())
    sessions = []

    def made(scenario=PUZZLE, **options) -> Session:
        landscape = Landscape(scenario.data, scenario.target, scenario.model)
        sessions.append(Session(scenario, landscape, source, **({"speed": FAST} | options)))
        return sessions[-1]

    yield made
    for engine in (*source.quicks, *source.lates):
        engine.release.set()
    for session in sessions:
        session.close()
    assert set(threading.enumerate()) == before
