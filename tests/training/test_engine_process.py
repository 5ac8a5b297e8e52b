"""The TensorFlow process's compiler, with programs that cost nothing."""

import threading
from collections.abc import Iterator
from dataclasses import replace

import pytest

from reluviz.scenario.model import Data, Model, Target, Training
from reluviz.training import tensorflow_engine
from reluviz.training.engine import Problem
from reluviz.training.engine_process import Compiler
from reluviz.training.recipe import Recipe, recipe_for

PROBLEM = Problem(Data(), (Target(),), Model())
FIRST, SECOND, THIRD, WRONG = (recipe_for(PROBLEM, replace(Training(), batch_size=size), 1) for size in (1, 2, 3, 4))
DEADLINE_SECONDS = 20.0


class Told:
    """Stands for the board: remembers what has been compiled."""

    def __init__(self) -> None:
        self._news = threading.Condition()
        self._compiled: list[int] = []

    def tell_ready(self) -> None:
        pass

    def tell_failed(self, reason: str) -> None:
        pass

    def tell_dropped(self, slot: int, serial: int) -> None:
        pass

    def tell_compiled(self, slot: int, serial: int) -> None:
        with self._news:
            self._compiled.append(serial)
            self._news.notify_all()

    def has_compiled(self, serial: int) -> bool:
        with self._news:
            return self._news.wait_for(lambda: serial in self._compiled, DEADLINE_SECONDS)


@pytest.fixture
def made(monkeypatch) -> list[Recipe]:
    """The recipes that have been compiled, in order."""
    found: list[Recipe] = []

    class Program:
        def __init__(self, recipe: Recipe) -> None:
            if recipe == WRONG:
                raise ValueError("nothing to compile")
            found.append(recipe)

    monkeypatch.setattr(tensorflow_engine, "Program", Program)
    monkeypatch.setattr(tensorflow_engine, "import_tensorflow", lambda: None)
    return found


@pytest.fixture
def board() -> Told:
    return Told()


@pytest.fixture
def compiler(board, made) -> Iterator[Compiler]:
    """A compiler that is at work; what it cannot compile ends it."""
    others = set(threading.enumerate())
    compiler = Compiler(board, end=lambda: None)
    compiler.start()
    (thread,) = set(threading.enumerate()) - others
    yield compiler
    compiler.want(0, 0, WRONG)
    thread.join(DEADLINE_SECONDS)


def test_a_recipe_in_two_places_goes_with_the_second_of_them(compiler, board, made):
    # The first place was given to a wish that was dropped, and so still holds what is wished for again elsewhere.
    for serial, place, recipe in ((1, 0, FIRST), (2, 1, FIRST), (3, 0, SECOND)):
        compiler.want(place, serial, recipe)
        assert board.has_compiled(serial)
    compiler.program(FIRST)
    assert made == [FIRST, SECOND]
    compiler.want(1, 4, THIRD)
    assert board.has_compiled(4)
    compiler.program(FIRST)
    assert made == [FIRST, SECOND, THIRD, FIRST]
