"""What films, slides and folders say in French, and what keeps one from being made."""

import os
import subprocess
import sys
import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from reluviz.errors import UsageError
from reluviz.language import speaking
from reluviz.recording.ffmpeg import SYSTEM_REASONS, complaint
from reluviz.recording.formats import FORMATS
from reluviz.recording.job import RecordingJob, order_of
from reluviz.recording.latex import folder_snippet
from reluviz.recording.places import fitted
from reluviz.recording.slides import slide_of
from reluviz.scenario.display import Recording
from tests.french import badly_spaced_in, english_left_in
from tests.recording import films

ROOT = Path(__file__).resolve().parents[2]
DEADLINE_S = 60.0


@pytest.fixture(scope="module")
def film(qapp):
    return films.film()


def test_names_of_formats():
    with speaking("fr"):
        said = {suffix: made.shown_what() for suffix, made in FORMATS.items()}
    assert (said[""], said[".webp"], said[".mp4"]) == ("images PNG", "WebP animé", "H.264")


def test_what_a_format_cannot_hold():
    odd = Recording(size=(641, 361), fps=60.0)
    transparent = replace(odd, theme="transparent")
    with speaking("fr"):
        words = fitted(odd, ["a.mp4"])[1] + fitted(odd, ["a.gif"], ["fps"])[1]
        for recording, names in ((transparent, ["a.mp4"]), (odd, ["a.avi"]), (odd, ["a.gif", "a.gif"])):
            with pytest.raises(UsageError) as caught:
                fitted(recording, names)
            words.append(str(caught.value))
    assert words[0] == "641 × 361 pixels deviennent 642 × 362\u00a0: H.264 veut des côtés pairs"
    assert words[1].startswith("60 images par seconde deviennent 50\u00a0: ")
    assert words[-1] == "deux sorties portent le même nom"
    assert [word for word in words if english_left_in(word) or badly_spaced_in(word)] == []


def test_what_ffmpeg_says():
    with speaking("fr"):
        for reason in SYSTEM_REASONS:
            said = complaint(f"[out#0 @ 0x1] Error: {reason}", 1)
            assert said != reason
            assert english_left_in(said) == []
        assert complaint("", -9) == "l’encodeur a été arrêté par le signal 9"
        assert complaint("Unknown encoder", 1) == "l’encodeur a échoué\u00a0: Unknown encoder"


def test_a_folder_s_snippet(film):
    english = folder_snippet("frames", film)
    with speaking("fr"):
        french = folder_snippet("frames", film)
    assert french.splitlines()[0] == "% Dans le préambule\u00a0: \\usepackage{graphicx,animate}"
    assert english_left_in(french.splitlines()[1]) == []
    assert french.splitlines()[2] == english.splitlines()[2]


ALONE = """
[training]
steps = 5
[[start]]
weight = 2
[recording]
seconds = 0.5
hold = 0
fps = 20
"""


@pytest.mark.parametrize(
    ("text", "first"),
    [(films.SHORT.replace("A short é one", ""), "2 parcours, sgd, "), (ALONE, "1 parcours, sgd, ")],
)
def test_a_slide_s_notes(text, first, qapp):
    made = films.film(text)
    with speaking("fr"):
        slide = slide_of(made, Path("a.mp4"), b"")
    assert slide.title == "Descente de gradient"
    line = slide.notes.splitlines()[-1]
    assert line.startswith(f"{first}taux d’apprentissage 0,01, pas 0 à ")
    assert line.endswith(" s.")
    assert "learning rate 0.01" in slide_of(made, Path("a.mp4"), b"").notes


def test_a_recording_in_a_process_of_its_own_fails_in_french(qapp, film, tmp_path):
    (tmp_path / "a.mp4").write_text("mine")
    job = RecordingJob(order_of(film.scenario, film.entrants, [str(tmp_path / "a.mp4")], language="fr"))
    try:
        deadline = time.monotonic() + DEADLINE_S
        while job.report().state == "running":
            assert time.monotonic() < deadline
            threading.Event().wait(0.01)
    finally:
        job.close()
    assert job.report().state == "failed"
    assert job.report().message.endswith("a.mp4\u00a0: existe déjà\u00a0; --overwrite le remplace")


def test_a_process_without_a_window_draws_in_french(tmp_path):
    """The words of views are Qt's: the application that is made for drawing knows the catalogue."""
    source = (
        "from PySide6.QtCore import QCoreApplication\n"
        "from reluviz.language import speak\n"
        "from reluviz.recording.drawing import drawing_application\n"
        "speak('fr'); application = drawing_application()\n"
        "print(ascii(QCoreApplication.translate('Frame', 'step {step}')))"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", source], capture_output=True, text=True, env=environment, check=True)
    assert done.stdout.strip() == "'pas {step}'"


def test_the_picture_of_a_command_is_french(tmp_path):
    """Title, step and verdict: another picture than that of an English window with a French title."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    words = ["picture", "puzzle", "--set", "training.steps=20", "--set", "training.engine=numpy", "--size", "640x360"]
    for code in ("en", "fr"):
        command = [sys.executable, "-m", "reluviz", *words, "--set", "title=Same", "-o", f"{code}.png"]
        subprocess.run([*command, "--language", code], cwd=tmp_path, env=environment, check=True)
    english, french = (QImage(str(tmp_path / f"{code}.png")) for code in ("en", "fr"))
    assert english.size() == french.size()
    # The step, at the upper right.
    assert english.copy(540, 0, 100, 22) != french.copy(540, 0, 100, 22)
