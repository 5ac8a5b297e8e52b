"""The command line as a process: what it imports, pipes, signals, full disks, names."""

import contextlib
import json
import os
import pty
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

ROOT = Path(__file__).resolve().parent.parent
TRAIN = [sys.executable, "-m", "reluviz", "train", "puzzle", "-o", "paths.npz", "--overwrite"]
LONG = ["--set", "training.engine=numpy", "--set", "training.steps=10000000", "--set", "training.batch_size=100000"]


@pytest.fixture
def environment(tmp_path):
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("QT_", "DISPLAY", "WAYLAND"))}
    return kept | {"HOME": str(tmp_path), "PYTHONPATH": str(ROOT)}


@pytest.fixture
def run(environment, tmp_path):
    def run(*words, **more):
        return subprocess.run(
            [sys.executable, "-m", "reluviz", *words],
            capture_output=True,
            text=True,
            env=environment,
            cwd=more.pop("cwd", tmp_path),
            timeout=120,
            check=False,
            **more,
        )

    return run


def test_help_check_and_errors_import_nothing_heavy(environment):
    code = (
        "import sys; from reluviz.cli import main\n"
        "for words in (['--help'], ['train', '--help'], ['check', 'puzzle'], ['inspect', 'puzle']): main(words)\n"
        "heavy = {'tensorflow', 'keras', 'PySide6', 'pyqtgraph', 'scipy', 'numpy', 'contourpy'} & set(sys.modules)\n"
        "sys.exit(', '.join(heavy) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environment, check=False)
    assert done.returncode == 0, done.stderr


def test_inspect_and_landscape_import_no_tensorflow_and_no_qt(environment, tmp_path):
    code = (
        "import sys; from reluviz.cli import main\n"
        "main(['inspect', 'bias']); main(['landscape', 'bias', '-o', 'x.npz', '--size', '5x5'])\n"
        "sys.exit(', '.join({'tensorflow', 'keras', 'PySide6', 'pyqtgraph'} & set(sys.modules)) or 0)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=environment, cwd=tmp_path, check=False
    )
    assert done.returncode == 0, done.stderr


def test_main_py_and_the_module_are_the_same_program(run, environment, tmp_path):
    by_module = run("inspect", "puzzle", "--json")
    by_file = subprocess.run(
        [sys.executable, str(ROOT / "main.py"), "inspect", "puzzle", "--json"],
        capture_output=True,
        text=True,
        env=environment,
        cwd=tmp_path,
        check=False,
    )
    assert by_module.stdout == by_file.stdout
    assert [entry["parameters"]["weight"] for entry in json.loads(by_file.stdout)] == [10.0, -10.0]


def test_a_reader_that_has_seen_enough_is_no_error(environment):
    reading, writing = os.pipe()
    os.close(reading)
    with subprocess.Popen(
        [sys.executable, "-m", "reluviz", "inspect", "bias"],
        stdout=writing,
        stderr=subprocess.PIPE,
        text=True,
        env=environment,
    ) as process:
        os.close(writing)
        _, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (0, "")


def test_names_with_spaces_and_accents_and_a_plain_locale(run, environment, tmp_path):
    folder = tmp_path / "cours d’été 2"
    folder.mkdir()
    (folder / "leçon ①.toml").write_text('title = "é"\n[[start]]\nweight = -1\nlabel = "à l’envers"\n', "utf-8")
    environment |= {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": "ascii"}
    done = run(
        "train", "leçon ①.toml", "-o", "résultat 1.csv", "--set", "training.engine=numpy", "--set", "training.steps=20",
        cwd=folder,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "à l’envers" in (folder / "résultat 1.csv").read_text("utf-8")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_an_interrupted_training_leaves_what_stood(environment, tmp_path, number):
    output = tmp_path / "paths.npz"
    output.write_text("old")
    with subprocess.Popen(
        [*TRAIN, "--every", "1000000", *LONG],
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
        cwd=tmp_path,
    ) as process:
        deadline = time.monotonic() + 60
        while not list(tmp_path.glob(".reluviz-*")) and process.poll() is None and time.monotonic() < deadline:
            os.sched_yield()
        children = psutil.Process(process.pid).children(recursive=True)
        process.send_signal(number)
        out, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert (out, err) == ("", "reluviz: interrupted\n")
    assert output.read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["paths.npz"]
    assert not psutil.wait_procs(children, timeout=10)[1]


def test_a_bar_on_a_terminal_and_ctrl_c(environment, tmp_path):
    """The whole group is interrupted, as a terminal does it."""
    terminal, stderr = pty.openpty()
    with subprocess.Popen(
        [*TRAIN, "--every", "1000000", *LONG],
        stderr=stderr,
        stdout=subprocess.PIPE,
        text=True,
        env=environment | {"COLUMNS": "60", "TERM": "xterm"},
        cwd=tmp_path,
        start_new_session=True,
    ) as process:
        os.close(stderr)
        seen = b""
        while b"training [" not in seen:
            seen += os.read(terminal, 1000)
        os.killpg(process.pid, signal.SIGINT)
        out, _ = process.communicate(timeout=60)
    with contextlib.suppress(OSError):  # the end of a terminal
        while piece := os.read(terminal, 1000):
            seen += piece
    os.close(terminal)
    assert (process.returncode, out) == (130, "")
    lines = seen.decode().replace("\r\x1b[K", "\r").split("\r")
    assert lines[-2:] == ["reluviz: interrupted", "\n"]
    assert all(len(line) < 60 for line in lines)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("term", ["xterm", "dumb"])
def test_a_bar_while_tensorflow_is_imported(environment, tmp_path, term):
    """It stands at nothing done before the first step, and is there while TensorFlow's process starts."""
    terminal, stderr = pty.openpty()
    with subprocess.Popen(
        [*TRAIN, "--set", "training.steps=10000000", "--every", "1000000"],
        stderr=stderr,
        stdout=subprocess.PIPE,
        env=environment | {"COLUMNS": "60", "TERM": term},
        cwd=tmp_path,
    ) as process:
        os.close(stderr)
        seen = b""
        while b"%" not in seen:
            seen += os.read(terminal, 1000)
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=60)
    with contextlib.suppress(OSError):  # the end of a terminal
        while piece := os.read(terminal, 1000):
            seen += piece
    os.close(terminal)
    assert process.returncode == 130
    assert seen.startswith(b"\rtraining [" + 40 * b" " + b"]   0%"), seen
    assert (b"\x1b" in seen) == (term == "xterm")


def test_a_full_disk_keeps_what_stood_and_is_one_line(environment, tmp_path):
    output = tmp_path / "paths.npz"
    output.write_text("old")

    def little_room():
        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))

    done = subprocess.run(
        [*TRAIN, "--set", "training.engine=numpy"],
        capture_output=True,
        text=True,
        env=environment | {"PYTHONDONTWRITEBYTECODE": "1"},
        cwd=tmp_path,
        preexec_fn=little_room,
        check=False,
    )
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr == "reluviz: paths.npz: cannot be written: File too large\n"
    assert output.read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["paths.npz"]


@pytest.mark.parametrize(
    ("words", "extension"),
    [
        (["picture", "--step", "10"], "png"),
        (["picture", "--step", "10"], "svg"),
        (["picture", "--step", "10"], "pdf"),
        (["basins", "--size", "4x4", "--set", "training.engine=numpy"], "png"),
    ],
)
def test_a_full_disk_names_the_picture_and_not_the_unfinished_file(environment, tmp_path, words, extension):
    def little_room():
        resource.setrlimit(resource.RLIMIT_FSIZE, (2_000, 2_000))

    done = subprocess.run(
        [sys.executable, "-m", "reluviz", *words, "puzzle", "-o", f"p.{extension}"],
        capture_output=True,
        text=True,
        env=environment | {"PYTHONDONTWRITEBYTECODE": "1"},
        cwd=tmp_path,
        preexec_fn=little_room,
        check=False,
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == f"reluviz: p.{extension}: cannot be written: File too large\n"
    assert not list(tmp_path.glob("*p.*")) + list(tmp_path.glob(".reluviz-*"))


def test_json_is_json_whatever_standard_output_can_show(run, environment, tmp_path):
    (tmp_path / "mine.toml").write_text('[[start]]\nweight = -1\nlabel = "à l’envers − ①"\n', "utf-8")
    environment |= {"PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"}
    (entry,) = json.loads(run("inspect", "mine.toml", "--json").stdout)
    assert entry["label"] == "à l’envers − ①"


@pytest.mark.parametrize(
    ("words", "status"),
    [
        (["check", "nowhere.toml"], 2),
        (["inspect", "puzzle", "--set", "training.steps=0", "--json"], 2),
        (["inspect", "empty.toml", "--json"], 0),
        (["landscape", "puzzle"], 2),
        (["inspect", "nowhere.toml", "--debug"], 2),
    ],
)
@pytest.mark.parametrize("way", ["2>&-", "2>/dev/full"])
def test_an_error_that_nobody_can_read_is_no_result_and_keeps_its_status(environment, tmp_path, words, status, way):
    (tmp_path / "empty.toml").write_text("start = []\n", "utf-8")
    done = subprocess.run(
        ["sh", "-c", f'"$@" {way}', "sh", sys.executable, "-m", "reluviz", *words],
        capture_output=True,
        text=True,
        env=environment,
        cwd=tmp_path,
        check=False,
    )
    assert (done.returncode, done.stdout) == (status, "[]\n" if status == 0 else "")


def test_told_twice_to_end_it_ends_once(environment, tmp_path):
    """Python takes a moment to end; the second signal comes just then."""
    with subprocess.Popen(
        [*TRAIN, "--every", "1000000", *LONG], stderr=subprocess.PIPE, text=True, env=environment, cwd=tmp_path
    ) as process:
        deadline = time.monotonic() + 60
        while not list(tmp_path.glob(".reluviz-*")) and process.poll() is None and time.monotonic() < deadline:
            os.sched_yield()
        process.send_signal(signal.SIGTERM)
        assert process.stderr.readline() == "reluviz: interrupted\n"
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            process.send_signal(number)
        assert process.wait(60) == 130
        assert process.stderr.read() == ""
    assert list(tmp_path.iterdir()) == []
