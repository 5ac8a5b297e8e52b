"""An ffmpeg process that is given frames, through a thread and a short queue of its own; made by any one thread."""

import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from queue import Full, Queue
from typing import IO

from reluviz.errors import ReluvizError
from reluviz.interrupts import OWN_GROUP
from reluviz.recording.buffers import Kept
from reluviz.recording.ffmpeg import cannot_be_started, command, complaint
from reluviz.scenario.messages import at

WAITING = 1
"""How many frames may wait for the writer: each takes its memory until it is written."""

POLL_S = 0.05
"""How often, while ffmpeg is waited for, it is asked whether the work is still wanted."""

BEHIND = 10
"""By how much an encoder steps back behind who paints, on POSIX: it always finds a frame, and whoever paints a core."""

PIPE_BYTES = 1 << 20
"""What a pipe may hold on Linux without asking the administrator: a frame then takes few calls."""

Check = Callable[[], None]
"""Raises what ends the work, if it is not wanted any more."""


class Encoder:
    """Writes one file with ffmpeg, in its own process and at its own pace.

    `put` waits as long as the frame before has not been taken. Whatever happens, `finish` or `abort` has to be called;
    after it there is no process and no thread.

    Parameters
    ----------
    arguments
        Of ffmpeg, with the file last.
    name
        What errors call the file.
    """

    def __init__(self, arguments: Sequence[str], name: str) -> None:
        self._name = name
        self._said: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - `_end` closes it
        try:
            self._process = subprocess.Popen(
                command(arguments),
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=self._said,
                bufsize=0,
                process_group=OWN_GROUP,
                # As Python does: a pipe or a file that ends is an error that is told, not the end of the program.
                restore_signals=False,
            )
        except OSError as error:
            self._said.close()
            raise ReluvizError(at(name, cannot_be_started(error))) from error
        except BaseException:
            self._said.close()
            raise
        _step_back(self._process)
        _widen(self._process.stdin)
        self._queue: Queue[Kept | None] = Queue(WAITING)
        self._has_failed = threading.Event()
        self._writer = threading.Thread(target=self._write, name=f"encoder of {name}", daemon=True)
        self._writer.start()

    def put(self, frame: Kept, check: Check) -> None:
        """Have a frame written; it is released when that is done.

        Raises
        ------
        ReluvizError
            If ffmpeg has ended.
        """
        while True:
            if self._has_failed.is_set():
                frame.release()
                raise self._failure()
            try:
                self._queue.put(frame, timeout=POLL_S)
                return
            except Full:
                check()

    def finish(self, check: Check) -> None:
        """Wait until all is written and ffmpeg has ended.

        Raises
        ------
        ReluvizError
            If it failed.
        """
        while True:
            try:
                self._queue.put(None, timeout=POLL_S)
                break
            except Full:
                check()
        while self._process.poll() is None:
            check()
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(POLL_S)
        self._writer.join()
        if self._has_failed.is_set() or self._process.returncode != 0:
            raise self._failure()
        self._said.close()

    def abort(self) -> None:
        """End ffmpeg, whatever it is doing; harmless after `finish`."""
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait()
        if self._writer.is_alive():
            # Its pipe has broken: it only releases frames now, until this.
            self._queue.put(None)
            self._writer.join()
        self._said.close()

    def _write(self) -> None:
        pipe = self._process.stdin
        assert pipe is not None
        while (frame := self._queue.get()) is not None:
            try:
                if not self._has_failed.is_set():
                    _write_all(pipe, frame.content())
            except (OSError, ValueError):
                # From here on frames are only taken and released, so that nobody waits for this thread.
                self._has_failed.set()
            finally:
                frame.release()
        with suppress(OSError):
            pipe.close()

    def _failure(self) -> ReluvizError:
        with suppress(subprocess.TimeoutExpired):
            # It has closed its pipe, so it is about to end.
            self._process.wait(10 * POLL_S)
        self._said.seek(0)
        said = self._said.read().decode("utf-8", "replace")
        return ReluvizError(at(self._name, complaint(said, self._process.poll())))


def _write_all(pipe: IO[bytes], content: memoryview) -> None:
    while len(content):
        content = content[pipe.write(content) :]


def _step_back(process: subprocess.Popen[bytes]) -> None:
    if sys.platform != "win32":
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, process.pid, os.getpriority(os.PRIO_PROCESS, 0) + BEHIND)


def _widen(pipe: IO[bytes] | None) -> None:
    if pipe is not None and sys.platform == "linux":
        import fcntl

        with suppress(OSError):
            fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, PIPE_BYTES)
