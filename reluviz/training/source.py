"""Where sessions get their engines from: NumPy's in this process, TensorFlow's in its own; any thread."""

import threading
from typing import TYPE_CHECKING, Protocol

from reluviz.landscape.landscape import Landscape
from reluviz.training.engine import Engine, Problem
from reluviz.training.numpy_engine import NumpyEngine
from reluviz.training.relay import LateEngine

if TYPE_CHECKING:
    # Imported when first needed, which is after the window's first picture.
    from reluviz.training.tensorflow_process import TensorflowProcess


class EngineSource(Protocol):
    """Makes engines, which whoever asked closes; it outlives sessions, because TensorFlow takes seconds to start."""

    def quick(self, problem: Problem, landscape: Landscape) -> Engine:
        """Return a new engine that is ready at once."""
        ...

    def late(self, problem: Problem) -> LateEngine:
        """Return a new engine that takes its time; EngineFailed if it cannot be had."""
        ...

    def shared_process(self) -> "TensorflowProcess | None":
        """Return the process of the late engines, for maps; None where there is none to be had."""
        ...

    def interrupt(self) -> None:
        """End the late engines that there are: calls that have not returned end with EngineFailed."""
        ...


class Engines:
    """The engines of the program: the late ones share a TensorFlow process, which starts when one is first prepared."""

    def __init__(self, process: "TensorflowProcess | None" = None) -> None:
        self._lock = threading.Lock()
        self._process = process
        self._is_closed = False

    def quick(self, problem: Problem, landscape: Landscape) -> Engine:
        """Return a new NumPy engine."""
        return NumpyEngine(problem, landscape)

    def late(self, problem: Problem) -> LateEngine:
        """Return a new TensorFlow engine; where the process has ended before, it tries another one."""
        from reluviz.training.remote import RemoteEngine

        with self._lock:
            process = self._made()
            if process.standing in {"failed", "closed"} and not self._is_closed:
                process.close()
                self._process = None
                process = self._made()
            return RemoteEngine(process, problem)

    def shared_process(self) -> "TensorflowProcess | None":
        """Return the TensorFlow process, which may not have been started yet; None after `close`."""
        with self._lock:
            return None if self._is_closed else self._made()

    def interrupt(self) -> None:
        """End the TensorFlow process; the next engine begins another one."""
        with self._lock:
            process = self._process
        if process is not None:
            process.close()

    def close(self) -> None:
        """End the TensorFlow process for good; it may be called twice."""
        with self._lock:
            self._is_closed = True
        self.interrupt()

    def _made(self) -> "TensorflowProcess":
        """Return the process, which is made when it is first asked for, but not yet started; with the lock held."""
        from reluviz.training.tensorflow_process import TensorflowProcess

        if self._process is None:
            self._process = TensorflowProcess()
            if self._is_closed:
                self._process.close()
        return self._process
