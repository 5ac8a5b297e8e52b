"""TensorFlow's own process as its parent sees it: started, told, asked and ended; any thread."""

import os
import pickle
import signal
import subprocess
import sys
import threading
import weakref
from collections import OrderedDict
from collections.abc import Callable, Sequence
from itertools import count
from pathlib import Path
from typing import IO, Any, Literal

from reluviz.errors import EngineFailed
from reluviz.interrupts import OWN_GROUP
from reluviz.language import translate
from reluviz.training.compiled_basins import BasinRecipe
from reluviz.training.process_board import Board
from reluviz.training.reasons import shown_reason
from reluviz.training.recipe import Recipe
from reluviz.training.watch import Watch

Standing = Literal["idle", "starting", "ready", "failed", "closed"]

CHILD = """
import importlib, importlib.util, sys
folder = sys.argv.pop(1)
spec = importlib.util.spec_from_file_location("reluviz", folder + "/__init__.py", submodule_search_locations=[folder])
sys.modules["reluviz"] = importlib.util.module_from_spec(spec)
spec.loader.exec_module(sys.modules["reluviz"])
importlib.import_module("reluviz.training.engine_process").main()
"""
"""What the process runs: this very package, wherever it lies, while the places of all others stay as they are."""

MEMORY = {"MALLOC_MMAP_THRESHOLD_": str(32 << 20), "MALLOC_TRIM_THRESHOLD_": str(128 << 20)}
"""What glibc is told: to keep what is let go. Each chunk needs the same few megabytes again, and to have them handed
out anew, page by page, would take longer than to train on them."""

PATIENCE_SECONDS = 1.0
"""How long a process that was asked to end may take until it is killed."""

ANSWER_SECONDS = 10.0
"""How long an answer may take, besides the time that the work itself needs; a thousand times as long as it does."""


class TensorflowProcess:
    """A process that imports TensorFlow, compiles trainings and steps them; one serves the whole life of the program.

    Importing TensorFlow stops every other thread of its process for up to 0.7 s at a time, so it lives in its own.
    Nothing here is waited for but the answers of `ask`. When the child dies, whoever waits for it knows at once; when
    it does not answer, it is killed (`Watch`); when this process dies, the child reads the end of its pipe, and ends.

    Any thread may call any method.
    """

    def __init__(self) -> None:
        self._life = threading.Lock()  # held while the process is started or ended
        self._lock = threading.Lock()  # held from a message to its answer
        self._process: subprocess.Popen[bytes] | None = None
        self._board: Board | None = None
        self._watch: Watch | None = None
        self._reason = ""
        self._closed = False
        self._slots: OrderedDict[Recipe | BasinRecipe, tuple[int, int]] = OrderedDict()
        self._serials = count(1)
        self._engine_numbers = count(1)

    def start(self) -> None:
        """Start the process if it has not been started yet; returns at once."""
        with self._life:
            if self._process is not None or self._reason or self._closed:
                return
            try:
                board = Board.create()
                try:
                    self._process = self._spawned(board)
                finally:
                    board.block.forget_descriptor()
            except OSError as error:
                words = translate("Engine", "the TensorFlow process cannot be started: {reason}")
                self._reason = words.format(reason=error.strerror or error)
                return
            self._board, self._watch = board, Watch(self._process)
            weakref.finalize(self, _end, self._process, self._watch)

    def _spawned(self, board: Board) -> subprocess.Popen[bytes]:
        package = str(Path(__file__).resolve().parents[1])
        creation = (
            subprocess.BELOW_NORMAL_PRIORITY_CLASS | subprocess.CREATE_NO_WINDOW if sys.platform == "win32" else 0
        )
        return subprocess.Popen(
            # −P: the folder that the user works in is no place to import from.
            [sys.executable, "-P", "-W", "ignore", "-c", CHILD, package, board.block.name, str(board.block.size)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            process_group=OWN_GROUP,
            creationflags=creation,
            pass_fds=board.block.descriptors,
            env={**MEMORY, **os.environ},
        )

    @property
    def standing(self) -> Standing:
        """How the process stands; returns at once."""
        if self._closed:
            return "closed"
        if self._reason:
            return "failed"
        process, board = self._process, self._board
        if process is None or board is None:
            return "closed" if self._closed else "idle"
        reason = board.failure()
        if reason is None and process.poll() is not None:
            reason = board.failure() or self._how_it_ended()
        if reason is not None:
            self._reason = shown_reason(reason)
            return "failed"
        return "ready" if board.is_ready else "starting"

    @property
    def reason(self) -> str:
        """Why it has failed, in one line; empty while it has not."""
        return self._reason if self.standing == "failed" else ""

    @property
    def pid(self) -> int | None:
        """The process's number; None before the start."""
        return None if self._process is None else self._process.pid

    def new_engine_number(self) -> int:
        """Return a number that no other engine of this process has."""
        return next(self._engine_numbers)

    def want(self, recipe: Recipe | BasinRecipe) -> None:
        """Have a recipe compiled, before all others that wait; returns at once. EngineFailed if that cannot be."""
        self.start()
        with self._lock:
            board = self._checked()
            slot = self._slots.get(recipe)
            if slot is not None and not board.is_dropped(*slot):
                self._slots.move_to_end(recipe)
                return
            if slot is not None:
                place = slot[0]
            elif len(self._slots) < board.slots:
                place = len(self._slots)
            else:
                place = self._slots.popitem(last=False)[1][0]
            serial = next(self._serials)
            self._slots[recipe] = (place, serial)
            self._slots.move_to_end(recipe)
            self._send(("compile", place, serial, recipe))

    def has(self, recipe: Recipe | BasinRecipe) -> bool:
        """Return at once whether a recipe is compiled. EngineFailed if the process has ended."""
        board = self._checked()
        slot = self._slots.get(recipe)
        return slot is not None and board.is_compiled(*slot)

    def tell(self, message: Sequence[Any]) -> None:
        """Send a message that has no answer. EngineFailed if the process has ended."""
        with self._lock:
            self._checked()
            self._send(message)

    def ask(
        self, message: Sequence[Any], read: Callable[[Any, Board], Any] | None = None, *, seconds: float = 0.0
    ) -> Any:
        """Send a message and wait for its answer; EngineFailed at once if the process ends meanwhile.

        Parameters
        ----------
        read
            Called with the answer and the board while no other thread can ask for something that would overwrite the
            board's rows; what it returns is returned.
        seconds
            How long the work may take; a process that takes `ANSWER_SECONDS` more is lost, and EngineFailed says so.
        """
        with self._lock:
            board = self._checked()
            process, watch = self._process, self._watch
            assert process is not None
            assert process.stdout is not None
            assert watch is not None
            with watch.limit(ANSWER_SECONDS + seconds):
                self._send(message)
                try:
                    fine, answer = pickle.load(process.stdout)
                except (EOFError, OSError, ValueError, pickle.UnpicklingError):
                    raise self._lost() from None
            if not fine:
                self._reason = shown_reason(str(answer))
                raise EngineFailed(self._reason)
            return answer if read is None else read(answer, board)

    def close(self) -> None:
        """End the process, within about a second; it may be called twice, and while another thread waits for it."""
        with self._life:
            self._closed = True
            if self._process is not None and self._watch is not None:
                _end(self._process, self._watch)
            self._board = None

    def _checked(self) -> Board:
        standing, board = self.standing, self._board
        if standing == "failed":
            raise EngineFailed(self._reason)
        if board is None or standing in {"closed", "idle"}:
            raise EngineFailed(translate("Engine", "the TensorFlow process is not running"))
        return board

    def _send(self, message: Sequence[Any]) -> None:
        process = self._process
        assert process is not None
        assert process.stdin is not None
        try:
            pickle.dump(tuple(message), process.stdin, protocol=pickle.HIGHEST_PROTOCOL)
            process.stdin.flush()
        except (OSError, ValueError):  # the pipe is broken, or closed
            raise self._lost() from None

    def _lost(self) -> EngineFailed:
        """Return the error that says how the process ended; its pipe is at its end."""
        assert self._process is not None
        assert self._watch is not None
        if self._closed:
            return EngineFailed(translate("Engine", "the TensorFlow process is not running"))
        try:
            self._process.wait(PATIENCE_SECONDS)  # the pipe closes a moment before the process is gone
        except subprocess.TimeoutExpired:
            _end(self._process, self._watch)
        return EngineFailed(self.reason or self._how_it_ended())

    def _how_it_ended(self) -> str:
        assert self._process is not None
        if self._watch is not None and self._watch.has_struck:
            return translate("Engine", "the TensorFlow process did not answer")
        status = self._process.returncode
        if status is not None and status < 0:
            words = translate("Engine", "the TensorFlow process ended (signal {signal})")
            return words.format(signal=f"{-status}{_signal_name(-status)}")
        return translate("Engine", "the TensorFlow process ended (exit status {status})").format(status=status)


def _signal_name(number: int) -> str:
    try:
        return f", {signal.Signals(number).name}"
    except ValueError:
        return ""


def _close_quietly(pipe: IO[bytes] | None) -> None:
    if pipe is not None:
        try:
            pipe.close()
        except OSError:  # what was not yet written finds no reader any more
            return


def _end(process: "subprocess.Popen[bytes]", watch: Watch) -> None:
    """End a process that holds nothing worth keeping."""
    watch.close()
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(PATIENCE_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
    _close_quietly(process.stdin)
    _close_quietly(process.stdout)
