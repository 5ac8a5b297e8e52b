"""The program in a real window, on a virtual screen: it shows the puzzle, a key trains it, closing ends everything."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import psutil
import pytest
from PySide6.QtGui import QColor, QImage

MARK = "RELUVIZ_TEST_WINDOW"
"""A variable in the environment of the program, by which its processes are found."""

DRIVER = """
import sys
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from reluviz.desktop import application as root

show = root.Application.show

def until(condition, what):
    for _ in range(12000):
        if condition():
            print(what, flush=True)
            return
        QTest.qWait(10)
    print("waited in vain:", what, flush=True)
    app.window.close()

def visit():
    canvas = app.stage.canvas
    until(lambda: app.frames.moment is not None, "shown")
    app.window.screen().grabWindow(0).save(sys.argv[1] + "/start.png")
    QTest.keyClick(canvas, Qt.Key.Key_Space)
    until(lambda: app.experiment.history.last_step > 300, "trained")
    QTest.mouseClick(canvas.viewport(), Qt.MouseButton.LeftButton, pos=canvas.viewport().rect().center())
    until(lambda: app.document.modified, "placed")
    app.window.screen().grabWindow(0).save(sys.argv[1] + "/trained.png")
    until(lambda: app.experiment.status.engine_name == "TensorFlow", "handed over")
    app.window.close()

def shown(self):
    global app
    app = self
    show(self)
    self.window.painted.connect(lambda: QTimer.singleShot(0, visit))

root.Application.show = shown
from reluviz.cli import main
sys.exit(main(["puzzle", "--set", "training.steps=1000000"]))
"""


def marked():
    found = []
    for process in psutil.process_iter():
        try:
            if MARK in process.environ():
                found.append(process)
        except psutil.Error:
            continue
    return found


@pytest.fixture
def screen():
    """A virtual screen; its name, as DISPLAY has it."""
    assert shutil.which("Xvfb"), "Xvfb is missing: apt-get install xvfb"
    reading, writing = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1920x1080x24", "-nolisten", "tcp", "-noreset"],
        pass_fds=(writing,),
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    with os.fdopen(reading) as pipe:
        number = pipe.readline().strip()
    yield f":{number}"
    server.terminate()
    server.wait(10)


def count(path: Path, color: str) -> int:
    """Return how many pixels of a picture have about a colour."""
    image, wanted = QImage(str(path)), QColor(color)
    assert not image.isNull()
    found = 0
    for y in range(0, image.height(), 2):
        for x in range(0, image.width(), 2):
            pixel = image.pixelColor(x, y)
            found += (
                abs(pixel.red() - wanted.red()) < 12
                and abs(pixel.green() - wanted.green()) < 12
                and abs(pixel.blue() - wanted.blue()) < 12
            )
    return found


def test_the_puzzle_in_a_real_window(screen, tmp_path, isolated_folders):
    environment = {**os.environ, "DISPLAY": screen, "QT_QPA_PLATFORM": "xcb", MARK: str(os.getpid())}
    program = subprocess.run(
        [sys.executable, "-c", DRIVER, str(tmp_path)],
        env=environment,
        capture_output=True,
        text=True,
        timeout=200,
        check=False,
    )
    assert program.stdout.splitlines() == ["shown", "trained", "placed", "handed over"], program.stderr
    assert program.returncode == 0, program.stderr
    assert program.stderr == ""
    assert marked() == []
    # A blue start and a red one; then their trails as well.
    for color in ("#0072b2", "#d55e00"):
        assert count(tmp_path / "start.png", color) > 20
    assert count(tmp_path / "trained.png", "#0072b2") > 2 * count(tmp_path / "start.png", "#0072b2")
