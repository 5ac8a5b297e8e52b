"""`reluviz record` with the real encoder: what it writes, and how it fails without leaving anything behind."""

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from reluviz import cli
from reluviz.recording import lesson_deck
from tests.recording import films

ROOT = Path(__file__).resolve().parent.parent.parent
SHORT = ["--size", "160x90", "--seconds", "0.2", "--fps", "10", "--hold", "0"]
ENDLESS = ["--size", "640x360", "--seconds", "8", "--fps", "50", "--hold", "3600", "--set", "training.steps=400"]
"""Its first frames all differ: ffmpeg writes a quarter of a megabyte at a time, and what stands still takes nothing."""

STEPS = ["--set", "training.steps=20", "--set", "training.batch_size=20"]
DEADLINE_S = 120.0

STARTED: list[subprocess.Popen[str]] = []


@pytest.fixture(autouse=True)
def waited_for():
    """End the commands of a test that has failed, and wait for them: whatever it waited for did not come."""
    yield
    for process in STARTED:
        if process.returncode is None:
            process.kill()
            process.communicate()
    STARTED.clear()


def started(folder, *words, environment=(), blocks=None):
    """Start the command in a folder; no file of its may become larger than so many half kilobytes."""
    command = [sys.executable, "-m", "reluviz", "record", "bias", *STEPS, *words]
    if blocks is not None:
        command = ["sh", "-c", f'ulimit -f {blocks}; exec "$@"', "sh", *command]
    process = subprocess.Popen(
        command,
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), **dict(environment)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    STARTED.append(process)
    return process


def ended(process):
    """Wait for its end, and return exit status, standard output and standard error."""
    out, error = process.communicate(timeout=DEADLINE_S)
    return process.returncode, out, error


def until(condition):
    """Wait until something holds, and return what it gives."""
    deadline = time.monotonic() + DEADLINE_S
    while not (found := condition()):
        assert time.monotonic() < deadline
        time.sleep(0.01)
    return found


def encoders(process):
    """Return the processes of ffmpeg that it has started."""
    try:
        return [child for child in psutil.Process(process.pid).children(recursive=True) if "ffmpeg" in child.name()]
    except psutil.NoSuchProcess:
        return []


def under_way(process, folder):
    """Wait until an encoder has written some of its film, and return the encoder."""
    until(lambda: any(entry.stat().st_size for entry in unfinished(folder)))
    return until(lambda: encoders(process))[0]


def unfinished(folder):
    return [entry for entry in folder.iterdir() if entry.name.startswith(".reluviz-")]


def test_several_films_of_one_painting(tmp_path):
    names = ["a.mp4", "b é.gif", "c/"]
    words = [word for name in names for word in ("-o", name)]
    status, out, error = ended(started(tmp_path, *words, *SHORT, environment={"QT_QPA_PLATFORM": ""}))
    assert (status, out, error) == (0, "", "")
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["a.mp4", "b é.gif", "c"]
    assert len(films.decoded(tmp_path / "a.mp4", (160, 90))) == 2
    assert sorted(entry.name for entry in (tmp_path / "c").iterdir())[1:] == ["frame-00000.png", "frame-00001.png"]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["-o", "a.avi"], r"argument -o/--output: found 'a.avi'; allowed: a file that ends in \.mp4, .*"),
        (["-o", ".mp4"], r"argument -o/--output: found '.mp4'; allowed: .*"),
        ([], r"the following arguments are required: -o/--output"),
        (["-o", "a.mp4", "--fps", "0"], r"argument --fps: found '0'; allowed: a number from 1 to 240"),
        (["-o", "a.mp4", "--fps", "x"], r"argument --fps: found 'x'; allowed: a number from 1 to 240"),
        (["-o", "a.mp4", "--seconds", "nan"], r"argument --seconds: found 'nan'; allowed: .*"),
        (["-o", "a.mp4", "--hold", "-1"], r"argument --hold: found '-1'; allowed: a number from 0 to 3600"),
        (["-o", ""], r"argument -o/--output: found ''; allowed: .*"),
        (["-o", "a.mp4", "--size", "8x8"], r"argument --size: found '8x8'; .*"),
        (["-o", "a.mp4", "--pace", "quick"], r"argument --pace: found 'quick'; allowed: .*"),
        (["-o", "a.mp4", "--panels", "nonsense"], r"argument --panels: found 'nonsense'; .*"),
        (["-o", "a.mp4", "-o", "a.mp4"], r"two outputs have the same name"),
        (["-o", "a.mp4", "--theme", "transparent"], r"a\.mp4: found the theme 'transparent', which H\.264 cannot .*"),
        (["-o", "a.mp4", "--caption", "two\nlines"], r"argument --caption: found .*; allowed: a text on one line.*"),
        (["-o", "a.mp4", "--set", "recording.fps=9999"], r"--set: recording\.fps: .*"),
        (
            ["-o", "a.mp4", "--size", "16384x16384"],
            r"a\.mp4: found the size 16384 × 16384; allowed: sides up to 16384, and 264 million pixels in all",
        ),
    ],
)
def test_wrong_words(words, message, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert cli.main(["record", "puzzle", *words]) == 2
    error = capsys.readouterr().err
    assert re.fullmatch(rf"reluviz: {message}( \(see reluviz record --help\))?\n", error), error
    assert list(tmp_path.iterdir()) == []


def test_a_lesson_that_no_presentation_holds_is_not_trained(tmp_path, monkeypatch, capsys):
    """The first cue would fit."""
    trained = []
    monkeypatch.setattr(lesson_deck, "trained_entrants", lambda *words, **rest: trained.append(words))
    text = (
        'format = 1\nkind = "lesson"\n[[cue]]\nname = "a"\n[[cue.scenario.start]]\nweight = 1.0\n'
        '[[cue]]\nname = "b"\nscenario.recording.theme = "transparent"\n'
    )
    (tmp_path / "lesson.toml").write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert cli.main(["record", "lesson.toml", "-o", "a.pptx"]) == 2
    error = capsys.readouterr().err
    assert re.fullmatch(r"reluviz: a\.pptx: found the theme 'transparent', which .*\n", error), error
    assert (trained, [entry.name for entry in tmp_path.iterdir()]) == ([], ["lesson.toml"])


def test_what_is_there_stays_unless_it_may_go(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    Path("a.mp4").write_text("mine")
    Path("c").mkdir()
    Path("c/frame-00000.png").write_text("mine")
    Path("d").mkdir()
    Path("d/letter.txt").write_text("mine")
    for name, why in (("a.mp4", "it is there already"), ("c/", "it is there already"), ("d/", "it is there already")):
        assert cli.main(["record", "puzzle", "-o", name, *STEPS, *SHORT]) == 1
        assert capsys.readouterr().err.startswith(f"reluviz: {name}: {why}")
    assert cli.main(["record", "puzzle", "-o", "d/", "--overwrite", *STEPS, *SHORT]) == 1
    assert capsys.readouterr().err == "reluviz: d/: it holds other files, such as letter.txt; name another folder\n"
    assert Path("a.mp4").read_text() == Path("c/frame-00000.png").read_text() == Path("d/letter.txt").read_text()
    assert cli.main(["record", "puzzle", "-o", "a.mp4", "-o", "c", "--overwrite", *STEPS, *SHORT]) == 0
    assert len(films.decoded(Path("a.mp4"), (160, 90))) == 2
    assert Path("c/frame-00000.png").read_bytes().startswith(b"\x89PNG")
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["a.mp4", "c", "d"]


def test_options_are_keys_of_the_scenario(tmp_path, monkeypatch):
    from reluviz.recording import recorder

    taken = []
    monkeypatch.setattr(recorder, "record", lambda film, places, progress: taken.append((film, places)))
    words = ["--fps", "25", "--seconds", "2", "--hold", "0.4", "--pace", "smooth", "--loop-back", "--theme", "dark"]
    words += ["--size", "641x361", "--panels", "landscape,loss", "--caption", 'Look: "é" 😀 = 1', "--language", "fr"]
    assert cli.main(["record", "puzzle", "-o", str(tmp_path / "a.gif"), *words, *STEPS]) == 0
    ((film, (place,)),) = taken
    recording = film.scenario.recording
    assert (recording.fps, recording.seconds, recording.hold, recording.pace) == (25, 2, 0.4, "smooth")
    assert (recording.theme, recording.size, recording.panels) == ("dark", (641, 361), ("landscape", "loss"))
    assert (recording.loop_back, recording.caption, film.language) == (True, 'Look: "é" 😀 = 1', "fr")
    assert film.plan.count == 50 + 10 + 48
    assert place.temporary.parent == tmp_path


def test_two_scenarios_side_by_side(tmp_path, monkeypatch, capsys):
    from reluviz.recording import recorder

    taken = []
    monkeypatch.setattr(recorder, "record", lambda film, places, progress: taken.append(film))
    assert cli.main(["record", "puzzle", "--beside", "bias", "-o", str(tmp_path / "a.gif"), *STEPS]) == 0
    (film,) = taken
    assert film.beside is not None
    assert (film.plan.last, film.beside.plan.last) == (4000, 4000)
    assert cli.main(["record", "puzzle", "--beside", "nonsense", "-o", str(tmp_path / "b.gif")]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_a_folder_that_is_missing(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert cli.main(["record", "puzzle", "-o", "no/a.mp4", *STEPS, *SHORT]) == 1
    assert capsys.readouterr().err == f"reluviz: no/a.mp4: there is no folder {tmp_path / 'no'}\n"


def test_without_an_encoder(tmp_path):
    environment = {"IMAGEIO_FFMPEG_EXE": str(tmp_path / "none")}
    status, out, error = ended(started(tmp_path, "-o", "a.mp4", *SHORT, environment=environment))
    assert (status, out) == (1, "")
    assert re.fullmatch(r"reluviz: there is no ffmpeg to write films with; install .*\n", error)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["a.mp4", "a.gif", "c/", "a.pptx"])
def test_interrupted(name, tmp_path):
    process = started(tmp_path, "-o", name, *ENDLESS)
    encoder = under_way(process, tmp_path) if name != "c/" else until(lambda: encoders(process))[0]
    process.send_signal(signal.SIGINT)
    assert ended(process) == (130, "", "reluviz: interrupted\n")
    assert psutil.wait_procs([encoder], DEADLINE_S)[1] == []  # one that was just being started ends by itself
    assert list(tmp_path.iterdir()) == []


def test_an_encoder_that_dies(tmp_path):
    (tmp_path / "a.mp4").write_text("mine")
    process = started(tmp_path, "-o", "a.mp4", "--overwrite", *ENDLESS)
    under_way(process, tmp_path).kill()
    assert ended(process) == (1, "", "reluviz: a.mp4: the encoder was ended by signal 9\n")
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.mp4"]
    assert (tmp_path / "a.mp4").read_text() == "mine"


@pytest.mark.parametrize("name", ["a.mp4", "a.gif", "a.webm"])
def test_a_file_that_cannot_grow(name, tmp_path):
    process = started(tmp_path, "-o", name, *ENDLESS, blocks=100)
    assert ended(process) == (1, "", f"reluviz: {name}: File too large\n")
    assert list(tmp_path.iterdir()) == []


FULL = """\
mount -t tmpfs -o size=40k none "$1" || exit 77
cd "$1" && shift
"$@"
status=$?
ls -A . | sed 's/^/left: /'
exit $status
"""


@pytest.mark.parametrize("name", ["a.mp4", "a.gif", "a.pdf", "a.pptx", "c/"])
def test_a_full_disk(name, tmp_path):
    folder = tmp_path / "disk"
    folder.mkdir()
    command = [sys.executable, "-m", "reluviz", "record", "bias", *STEPS, "-o", name, "--size", "640x360"]
    command += ["--seconds", "30", "--fps", "30"]
    try:
        done = subprocess.run(
            ["unshare", "-rm", "sh", "-c", FULL, "sh", str(folder), *command],
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            timeout=DEADLINE_S,
            check=False,
        )
    except FileNotFoundError:
        pytest.skip("there is no unshare")
    if done.returncode == 77 or "unshare" in done.stderr:
        pytest.skip("nothing can be mounted here")
    assert (done.returncode, done.stdout) == (1, "")
    assert re.fullmatch(rf"reluviz: {name}: .*No space left on device\n", done.stderr), done.stderr


def test_killed(tmp_path):
    process = started(tmp_path, "-o", "a.mp4", *ENDLESS)
    encoder = under_way(process, tmp_path)
    process.kill()
    process.communicate()
    until(lambda: not encoder.is_running() or encoder.status() == psutil.STATUS_ZOMBIE)
    assert len(unfinished(tmp_path)) == 1
    assert ended(started(tmp_path, "-o", "b.mp4", *SHORT)) == (0, "", "")
    assert [entry.name for entry in tmp_path.iterdir()] == ["b.mp4"]
