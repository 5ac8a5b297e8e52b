"""TensorFlow's own process, which `tensorflow_process.py` starts: compiles trainings and steps them.

The main thread reads the parent's messages from standard input and answers on standard output; a second thread imports
TensorFlow and compiles. When the input ends, because the parent has closed it or has died, the process ends; and so it
does when it has told the parent that it cannot go on, for TensorFlow takes 690 MB.
"""

import contextlib
import os
import pickle
import signal
import sys
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from reluviz.training.basins import BasinQuestion, ManyStarts
from reluviz.training.compiled_basins import BasinRecipe
from reluviz.training.engine import Problem
from reluviz.training.process_board import Board
from reluviz.training.recipe import Recipe
from reluviz.training.shared_block import SharedBlock
from reluviz.training.sorted_inputs import BatchMemory

if TYPE_CHECKING:
    from reluviz.training.tensorflow_engine import TensorflowEngine

AnyRecipe = Recipe | BasinRecipe

NICENESS = 10
"""How far the thread that imports and compiles steps back, so that the window stays fluid.

Only Linux can lower one thread. On Windows the whole process has a low priority from its start; elsewhere nothing does.
"""


class Compiler:
    """Imports TensorFlow and compiles what is wanted, the newest wish first, in a thread of its own.

    Parameters
    ----------
    board
        Where it tells what it has done.
    end
        Ends the process; called when the board says why.
    """

    def __init__(self, board: Board, end: Callable[[], None]) -> None:
        self._board = board
        self._end = end
        self._news = threading.Condition()
        self._wish: tuple[int, int, AnyRecipe] | None = None
        self._places: dict[int, AnyRecipe] = {}
        self._programs: dict[AnyRecipe, Any] = {}

    def start(self) -> None:
        """Begin with the import; returns at once."""
        threading.Thread(target=self._work, daemon=True).start()

    def want(self, place: int, serial: int, recipe: AnyRecipe) -> None:
        """Compile a recipe next; a wish that has not been begun gives way."""
        with self._news:
            if self._wish is not None:
                self._board.tell_dropped(*self._wish[:2])
            self._wish = (place, serial, recipe)
            self._news.notify()

    def program(self, recipe: AnyRecipe) -> Any:
        """Return a compiled recipe: a `Program`, or a `BasinProgram`."""
        program = self._programs.get(recipe)
        # Where there is none, it gave its place to a newer one just now.
        return compiled(recipe) if program is None else program

    def _work(self) -> None:
        step_back()
        try:
            from reluviz.training.tensorflow_engine import import_tensorflow

            import_tensorflow()
        except BaseException as error:
            self._board.tell_failed(f"TensorFlow cannot be imported: {words(error)}")
            self._end()
            return
        self._board.tell_ready()
        while True:
            with self._news:
                while self._wish is None:
                    self._news.wait()
                (place, serial, recipe), self._wish = self._wish, None
            try:
                if recipe not in self._programs:
                    self._programs[recipe] = compiled(recipe)
            except Exception as error:
                self._board.tell_failed(f"TensorFlow cannot compile this training: {words(error)}")
                self._end()
                return
            before = self._places.get(place)
            self._places[place] = recipe
            # A wish that was dropped may have left the same recipe in two places.
            if before is not None and before not in self._places.values():
                self._programs.pop(before, None)
            self._board.tell_compiled(place, serial)


class Server:
    """Answers the parent's messages."""

    def __init__(self, board: Board, compiler: Compiler) -> None:
        self._board = board
        self._compiler = compiler
        self._engines: dict[int, TensorflowEngine] = {}
        self._starts: dict[int, ManyStarts] = {}
        self._batch_memory = BatchMemory()

    def answer(self, message: tuple[Any, ...]) -> tuple[Any, ...]:
        """Return the answer to a message: a tuple with one item, or none where the parent waits for nothing."""
        match message:
            case ("compile", int(place), int(serial), Recipe() | BasinRecipe() as recipe):
                self._compiler.want(place, serial, recipe)
                return ()
            case ("load", int(number), Problem() as problem, training, state):
                from reluviz.training.tensorflow_engine import TensorflowEngine

                engine = self._engines.get(number)
                if engine is None or engine.problem != problem:
                    engine = self._engines[number] = TensorflowEngine(problem, self._compiler.program)
                engine.load(training, state)
                return (None,)
            case ("advance", int(number), int(count)):
                return (self._advanced(self._engines[number], count),)
            case ("state", int(number)):
                return (self._engines[number].state(),)
            case ("basins begin", BasinRecipe() as recipe, rows):
                return (self._compiler.program(recipe).first_memory(rows),)
            case ("basins advance", BasinRecipe() as recipe, training, int(count), memory):
                return (self._compiler.program(recipe).run(count, training, memory),)
            case ("starts begin", int(number), BasinQuestion() as question, rows):
                return (self._standing(number, lambda: self._starts_of(number, question).begin(rows)),)
            case ("starts advance", int(number), int(count)):
                return (self._standing(number, lambda: self._starts[number].advance(count)),)
            case ("forget starts", int(number)):
                self._starts.pop(number, None)
                return ()
            case ("forget", int(number)):
                self._engines.pop(number, None)
                return ()
            case _:
                raise ValueError(f"an unknown message: {message[:1]}")

    def _starts_of(self, number: int, question: BasinQuestion) -> ManyStarts:
        if number not in self._starts:
            from reluviz.training.basins_numpy import numpy_starts

            self._starts[number] = numpy_starts(question, self._batch_memory)
        return self._starts[number]

    def _standing(self, number: int, move: Callable[[], None]) -> Any:
        """Move starts, and return where they are; or in words why they cannot be moved: trainings go on without."""
        try:
            move()
            return self._starts[number].standing()
        except Exception as error:
            self._starts.pop(number, None)
            return words(error)

    def _advanced(self, engine: "TensorflowEngine", count: int) -> tuple[Any, ...]:
        """Lay the next chunk, or as much of it as there is room for, on the board."""
        runs, width, precision = engine.shape
        count = min(count, self._board.room(runs, width, precision))
        chunk = engine.advance(count)
        parameters, losses = self._board.rows(chunk.parameters.shape, precision)
        parameters[...] = chunk.parameters
        if chunk.batch_loss is not None:
            losses[...] = chunk.batch_loss
        return chunk.first_step, chunk.parameters.shape, precision, chunk.batch_loss is not None


def compiled(recipe: AnyRecipe) -> Any:
    """Return the program of a recipe, compiled, which takes about half a second."""
    from reluviz.training.tensorflow_engine import Program, basin_program

    return basin_program(recipe) if isinstance(recipe, BasinRecipe) else Program(recipe)


def words(error: BaseException) -> str:
    """Return an error on one line, not too long."""
    text = " ".join(str(error).split()) or type(error).__name__
    return text if len(text) <= 200 else text[:199] + "…"


def step_back() -> None:
    """Lower the priority of the calling thread, where that is possible for one thread alone."""
    if sys.platform == "linux":
        with contextlib.suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), NICENESS)


def main() -> None:
    """Serve the parent until it closes the pipe, or dies."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # Whatever a library prints must not get between the answers.
    with os.fdopen(os.dup(1), "wb") as answers, os.fdopen(os.dup(0), "rb") as messages:
        os.dup2(2, 1)
        board = Board(SharedBlock.open(sys.argv[1], int(sys.argv[2])))
        compiler = Compiler(board, end=lambda: os._exit(1))
        compiler.start()
        server = Server(board, compiler)
        while True:
            try:
                message = pickle.load(messages)
            except EOFError:
                os._exit(0)
            try:
                answer = server.answer(message)
                reply = (True, *answer) if answer else None
            except Exception as error:
                reply = (False, f"TensorFlow cannot go on: {words(error)}")
            if reply is not None:
                try:
                    pickle.dump(reply, answers, protocol=pickle.HIGHEST_PROTOCOL)
                    answers.flush()
                except OSError:
                    os._exit(0)
                if not reply[0]:
                    os._exit(1)
