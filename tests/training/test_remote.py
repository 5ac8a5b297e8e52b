"""TensorFlow's process: starting, failing, dying, ending, and nothing left behind."""

import errno
import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import numpy as np
import psutil
import pytest

from reluviz.errors import EngineFailed
from reluviz.scenario.model import Data, Model, Target, Training
from reluviz.training.engine import Problem
from reluviz.training.process_board import Board
from reluviz.training.recipe import recipe_for
from reluviz.training.remote import RemoteEngine, TensorflowProcess
from reluviz.training.states import state_of_rows
from tests.training import sessions

PROBLEM = Problem(Data(), (Target(),), Model())
TRAINING = Training(batch_size=10)
STATE = state_of_rows([[10.0], [-10.0]], "float32")
DEADLINE_SECONDS = 60.0


until = partial(sessions.until, deadline=DEADLINE_SECONDS)


@pytest.fixture
def process() -> Iterator[TensorflowProcess]:
    """A process of this test's own."""
    process = TensorflowProcess()
    yield process
    process.close()


STARTS = """
from reluviz.training.remote import TensorflowProcess
process = TensorflowProcess(); process.start()
import time
while process.standing == 'starting': time.sleep(0.01)
print(process.standing, process.reason)
process.close()
"""

HARMLESS = """
class get_logger:
    def setLevel(self, level): pass
"""


@pytest.fixture
def fake_tensorflow(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Put a module in the place of TensorFlow and Keras, for child processes."""

    def put(source: str) -> None:
        for name in ("tensorflow", "keras"):
            (tmp_path / f"{name}.py").write_text(source)
        monkeypatch.setenv("PYTHONPATH", str(tmp_path))

    return put


class TestStarting:
    def test_it_is_not_waited_for(self, process, fake_tensorflow):
        fake_tensorflow("import threading; threading.Event().wait()")
        engine = RemoteEngine(process)
        assert process.standing == "idle"
        assert not engine.is_ready(PROBLEM, TRAINING, 2)
        engine.prepare(PROBLEM, TRAINING, 2)
        assert process.standing == "starting"
        assert process.reason == ""
        assert not engine.is_ready(PROBLEM, TRAINING, 2)

    def test_starting_again_changes_nothing(self, tensorflow_process):
        pid = tensorflow_process.pid
        tensorflow_process.start()
        assert tensorflow_process.pid == pid

    def test_the_child_imports_neither_the_main_module_nor_qt(self, tensorflow_process):
        RemoteEngine(tensorflow_process, PROBLEM).load(TRAINING, STATE)
        assert tensorflow_process.standing == "ready"
        mapped = Path(f"/proc/{tensorflow_process.pid}/maps").read_text()
        assert "tensorflow" in mapped
        assert "PySide6" not in mapped

    @pytest.mark.parametrize("way", ["script", "text"])
    def test_it_starts_whatever_the_main_module_is_and_wherever_one_works(self, tmp_path_factory, fake_tensorflow, way):
        fake_tensorflow(HARMLESS)
        tmp_path = tmp_path_factory.mktemp("work")
        decoy = Path(os.environ["PYTHONPATH"]) / "reluviz"
        decoy.mkdir()
        (decoy / "__init__.py").write_text("raise ImportError('this is not reluviz')")
        (tmp_path / "numpy.py").write_text("raise ImportError('this is not NumPy')")
        source = (
            "print('main')\n"
            f"import sys; sys.path.insert(0, {str(Path(__file__).parents[2])!r}); sys.path.remove({str(tmp_path)!r})\n"
            if way == "script"
            else f"print('main')\nimport sys; sys.path[0] = {str(Path(__file__).parents[2])!r}\n"
        )
        source += STARTS
        (tmp_path / "some main.py").write_text(source)
        command = [sys.executable, "some main.py"] if way == "script" else [sys.executable, "-c", source]
        done = subprocess.run(
            command, cwd=tmp_path, capture_output=True, text=True, timeout=DEADLINE_SECONDS, check=False
        )
        assert (done.stdout, done.stderr, done.returncode) == ("main\nready \n", "", 0)

    def test_what_lies_beside_the_installed_package_does_not_get_in_its_way(self, tmp_path_factory, fake_tensorflow):
        fake_tensorflow(HARMLESS)
        site = tmp_path_factory.mktemp("site")
        shutil.copytree(Path(__file__).parents[2] / "reluviz", site / "reluviz")
        (site / "typing.py").write_text("raise ImportError('this is not the standard library')")
        source = f"import sys, numpy; sys.path.insert(0, {str(site)!r})\n{STARTS}print(TensorflowProcess.__module__)"
        done = subprocess.run(
            [sys.executable, "-c", source], capture_output=True, text=True, timeout=DEADLINE_SECONDS, check=False
        )
        assert (done.stdout, done.stderr) == ("ready \nreluviz.training.tensorflow_process\n", "")


class TestFailing:
    def test_a_tensorflow_that_cannot_be_imported_is_told_in_one_line(self, process, fake_tensorflow):
        fake_tensorflow("print('noise'); raise ImportError('libcudart.so.9: cannot open\\n shared object')")
        engine = RemoteEngine(process, PROBLEM)
        process.start()
        until(lambda: process.standing == "failed", "the import fails")
        said = "TensorFlow cannot be imported: libcudart.so.9: cannot open shared object"
        assert process.reason == said
        for attempt in (
            lambda: engine.prepare(PROBLEM, TRAINING, 2),
            lambda: engine.is_ready(PROBLEM, TRAINING, 2),
            lambda: engine.load(TRAINING, STATE),
        ):
            with pytest.raises(EngineFailed, match=said):
                attempt()

    def test_an_import_that_kills_the_process_is_told(self, process, fake_tensorflow):
        fake_tensorflow("import signal; signal.raise_signal(signal.SIGILL)")
        process.start()
        until(lambda: process.standing == "failed", "the import fails")
        assert process.reason == "the TensorFlow process ended (signal 4, SIGILL)"

    def test_an_import_that_ends_the_process_is_told(self, process, fake_tensorflow):
        fake_tensorflow("import os; os._exit(3)")
        process.start()
        until(lambda: process.standing == "failed", "the import fails")
        assert process.reason == "the TensorFlow process ended (exit status 3)"

    def test_a_process_that_cannot_go_on_ends_by_itself(self, process, fake_tensorflow):
        fake_tensorflow("raise ImportError('nothing here')")
        process.start()
        until(lambda: process.standing == "failed", "the import fails")
        until(lambda: not psutil.pid_exists(process.pid), "the process has ended")
        assert process.reason == "TensorFlow cannot be imported: nothing here"

    def test_a_training_that_cannot_be_compiled_ends_it_too(self, process, fake_tensorflow):
        fake_tensorflow(HARMLESS)
        engine = RemoteEngine(process, PROBLEM)
        engine.prepare(PROBLEM, TRAINING, 2)
        until(lambda: process.standing == "failed", "the compiling fails")
        assert process.reason.startswith("TensorFlow cannot compile this training: ")
        until(lambda: not psutil.pid_exists(process.pid), "the process has ended")
        with pytest.raises(EngineFailed, match="cannot compile this training"):
            engine.is_ready(PROBLEM, TRAINING, 2)

    def test_an_answer_that_is_an_error_ends_it_too(self, process, fake_tensorflow):
        fake_tensorflow(HARMLESS)
        process.start()
        until(lambda: process.standing == "ready", "it has started")
        with pytest.raises(EngineFailed, match="TensorFlow cannot go on: an unknown message"):
            process.ask(("sing",))
        until(lambda: not psutil.pid_exists(process.pid), "the process has ended")
        with pytest.raises(EngineFailed, match="an unknown message"):
            process.tell(("forget", 1))

    @pytest.mark.parametrize("message", [("state", 1), ("load", b"more than a pipe holds" * 100_000)])
    def test_a_process_that_does_not_answer_is_lost(self, process, fake_tensorflow, monkeypatch, message):
        monkeypatch.setattr("reluviz.training.watch.CHECK_SECONDS", 0.01)
        monkeypatch.setattr("reluviz.training.tensorflow_process.ANSWER_SECONDS", 0.05)
        fake_tensorflow(HARMLESS)
        process.start()
        until(lambda: process.standing == "ready", "it has started")
        os.kill(process.pid, signal.SIGSTOP)
        with pytest.raises(EngineFailed, match="the TensorFlow process did not answer"):
            process.ask(message)
        assert not psutil.pid_exists(process.pid)
        assert process.standing == "failed"

    def test_work_that_takes_its_time_is_waited_for(self, process, fake_tensorflow, monkeypatch):
        monkeypatch.setattr("reluviz.training.watch.CHECK_SECONDS", 0.01)
        monkeypatch.setattr("reluviz.training.tensorflow_process.ANSWER_SECONDS", 0.0)
        fake_tensorflow(HARMLESS)
        process.start()
        until(lambda: process.standing == "ready", "it has started")
        os.kill(process.pid, signal.SIGSTOP)
        watch = process._watch

        def wake() -> None:
            until(lambda: watch._limit is not None and watch._limit.looks < 50, "half of the time is over")
            os.kill(process.pid, signal.SIGCONT)

        other = threading.Thread(target=wake)
        other.start()
        with pytest.raises(EngineFailed, match="an unknown message"):
            process.ask(("sing",), seconds=1.0)
        other.join()

    def test_a_python_that_cannot_be_started_is_told(self, process, monkeypatch, tmp_path):
        monkeypatch.setattr(sys, "executable", str(tmp_path / "python"))
        process.start()
        assert process.standing == "failed"
        assert process.reason == "the TensorFlow process cannot be started: No such file or directory"
        with pytest.raises(EngineFailed, match="cannot be started"):
            RemoteEngine(process).prepare(PROBLEM, TRAINING, 2)

    @pytest.mark.parametrize("call", ["os.memfd_create", "os.ftruncate", "mmap.mmap"])
    def test_memory_that_cannot_be_shared_is_told_and_leaves_no_open_file(self, process, monkeypatch, call):
        def fail(*_, **__):
            raise OSError(errno.EMFILE, "Too many open files")

        before = psutil.Process().num_fds()
        monkeypatch.setattr(call, fail)
        process.start()
        monkeypatch.undo()
        assert psutil.Process().num_fds() == before
        assert process.reason == "the TensorFlow process cannot be started: Too many open files"

    def test_whoever_waits_for_a_killed_process_knows_at_once(self, process):
        engine = RemoteEngine(process, PROBLEM)
        engine.load(TRAINING, STATE)
        told: list[EngineFailed] = []

        def train() -> None:
            try:
                while True:
                    engine.advance(1000)
            except EngineFailed as error:
                told.append(error)

        worker = threading.Thread(target=train)
        worker.start()
        assert process.pid is not None
        os.kill(process.pid, signal.SIGKILL)
        worker.join(DEADLINE_SECONDS)
        assert [str(error) for error in told] == ["the TensorFlow process ended (signal 9, SIGKILL)"]
        with pytest.raises(EngineFailed, match="signal 9"):
            engine.is_ready(PROBLEM, TRAINING, 2)
        with pytest.raises(EngineFailed, match="signal 9"):
            engine.state()
        engine.close()

    def test_an_engine_without_a_problem_or_a_state_says_so(self, tensorflow_process):
        with pytest.raises(RuntimeError, match="no problem"):
            RemoteEngine(tensorflow_process).load(TRAINING, STATE)
        with pytest.raises(RuntimeError, match="nothing loaded"):
            RemoteEngine(tensorflow_process, PROBLEM).advance(1)


class TestEnding:
    def test_closing_ends_it_at_once_even_while_it_imports(self, process, fake_tensorflow):
        fake_tensorflow("import time\nwhile True: time.sleep(0.001)")
        process.start()
        pid = process.pid
        assert pid is not None
        process.close()
        assert not psutil.pid_exists(pid)
        process.close()
        assert process.standing == "closed"
        with pytest.raises(EngineFailed, match="not running"):
            RemoteEngine(process).prepare(PROBLEM, TRAINING, 2)

    def test_closing_before_the_start_keeps_it_from_starting(self, process):
        process.close()
        process.start()
        assert process.pid is None

    def test_closing_frees_whoever_waits(self, process, fake_tensorflow):
        fake_tensorflow("import threading; threading.Event().wait()")
        engine = RemoteEngine(process, PROBLEM)
        told: list[str] = []

        def load() -> None:
            try:
                engine.load(TRAINING, STATE)
            except EngineFailed as error:
                told.append(str(error))

        worker = threading.Thread(target=load)
        worker.start()
        until(lambda: process.standing == "starting", "it has started")
        process.close()
        worker.join(DEADLINE_SECONDS)
        assert told == ["the TensorFlow process is not running"]

    @pytest.mark.parametrize("last", ["os.kill(os.getpid(), 9)", "sys.exit()", "raise SystemExit(3)"])
    def test_the_child_ends_when_its_parent_does(self, last):
        before = set(Path("/dev/shm").iterdir())
        source = (
            "import os, sys\n"
            "from reluviz.training.remote import TensorflowProcess\n"
            "process = TensorflowProcess(); process.start()\n"
            "print(process.pid, flush=True)\n"
            f"{last}\n"
        )
        done = subprocess.run(
            [sys.executable, "-c", source], capture_output=True, text=True, timeout=DEADLINE_SECONDS, check=False
        )
        assert done.stderr == ""
        child = int(done.stdout)
        until(lambda: not psutil.pid_exists(child), "the child has ended")
        assert set(Path("/dev/shm").iterdir()) <= before

    def test_an_interrupt_is_the_parent_s_affair(self, tensorflow_process):
        engine = RemoteEngine(tensorflow_process, PROBLEM)
        engine.load(TRAINING, STATE)
        assert os.getpgid(tensorflow_process.pid) != os.getpgid(0)
        os.kill(tensorflow_process.pid, signal.SIGINT)
        assert len(engine.advance(5).parameters) == 5

    @pytest.mark.skipif(sys.platform != "linux", reason="only Linux shares the processors out among sessions")
    def test_its_priority_counts_beside_the_window_s(self, tensorflow_process):
        assert os.getsid(tensorflow_process.pid) == os.getsid(0)

    def test_it_leaves_no_open_files(self, process, fake_tensorflow):
        here = psutil.Process()
        before = here.num_fds()
        fake_tensorflow("import threading; threading.Event().wait()")
        process.start()
        process.close()
        assert here.num_fds() <= before  # fewer, where something of before has been let go meanwhile


class TestSharing:
    def test_engines_of_one_process_do_not_mix(self, tensorflow_process):
        """A new session begins before the old one has let go, with another problem or with the same."""
        first, second, third = (RemoteEngine(tensorflow_process, PROBLEM) for _ in range(3))
        first.load(TRAINING, STATE)
        expected = first.advance(60).parameters
        first.load(TRAINING, STATE)
        second.load(TRAINING, state_of_rows([[3.0], [4.0]], "float32"))
        found = [first.advance(20).parameters]
        second.advance(20)
        other = Problem(Data(mean=1.0), (Target(),), Model("weight-bias"))
        third.prepare(other, TRAINING, 1)
        third.load(TRAINING, state_of_rows([[1.0, 2.0]], "float32"))
        third.advance(20)
        found.append(first.advance(20).parameters)
        second.close()
        found.append(first.advance(20).parameters)
        np.testing.assert_array_equal(np.concatenate(found), expected)
        first.close()
        first.close()
        with pytest.raises(RuntimeError, match="nothing loaded"):
            first.state()

    def test_a_chunk_that_has_no_room_comes_in_pieces(self, tensorflow_process):
        engine = RemoteEngine(tensorflow_process, PROBLEM)
        runs = 4000
        count = Board.create().room(runs, 1, "float32") + 5
        engine.load(Training(batch_size=1), state_of_rows(np.linspace(-10, 10, runs)[:, None], "float32"))
        chunk = engine.advance(count)
        assert chunk.parameters.shape == (count, runs, 1)
        assert chunk.batch_loss is not None
        assert chunk.batch_loss.shape == (count, runs)
        assert chunk.first_step == 1
        np.testing.assert_array_equal(chunk.parameters[-1], engine.state().parameters)

    def test_the_newest_wish_comes_first_and_dropped_ones_may_be_asked_for_again(self, tensorflow_process):
        engine = RemoteEngine(tensorflow_process, PROBLEM)
        wishes = [Training(batch_size=size) for size in (21, 22, 23, 24, 25)]
        for training in wishes:
            engine.prepare(PROBLEM, training, 1)
        until(lambda: engine.is_ready(PROBLEM, wishes[-1], 1), "the newest is ready")
        assert not all(engine.is_ready(PROBLEM, training, 1) for training in wishes[1:-1])

        def ready() -> bool:
            engine.prepare(PROBLEM, wishes[2], 1)
            return engine.is_ready(PROBLEM, wishes[2], 1)

        until(ready, "one of the dropped is ready")

    def test_the_oldest_loops_give_their_places_to_new_ones(self, tensorflow_process, monkeypatch):
        engine = RemoteEngine(tensorflow_process, PROBLEM)
        old, new = Training(batch_size=31), Training(batch_size=32)
        engine.load(old, STATE)
        monkeypatch.setattr(Board, "slots", 1)
        for training in (new, *(Training(batch_size=33 + more) for more in range(33))):
            if training != old:
                engine.prepare(PROBLEM, training, 2)
        assert not tensorflow_process.has(recipe_for(PROBLEM, old, 2))
        engine.load(old, STATE)
        assert engine.is_ready(PROBLEM, old, 2)
        assert len(engine.advance(3).parameters) == 3
