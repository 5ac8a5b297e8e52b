"""What PySide6 and pyqtgraph do while the window's modules are imported."""

import os
import subprocess
import sys

READS = """
import inspect
from contextlib import contextmanager
from reluviz import cli
from reluviz.commands import qt_binding, window

read = []
getsource = inspect.getsource
inspect.getsource = lambda module: read.append(module.__name__) or getsource(module)
if {looks}:
    window.import_without_sources = lambda: None

libraries = window.qt_libraries

@contextmanager
def watched():
    with libraries():
        yield
    print(*read)
    raise SystemExit

window.qt_libraries = watched
try:
    cli.main([])
except SystemExit:
    pass
"""
"""Imports what the window imports, as its command does, and prints the modules whose sources were read."""


def modules_read(*, looks: bool) -> list[str]:
    """Return the modules that PySide6 looked into: all that it wants to, or as the command has it."""
    done = subprocess.run(
        [sys.executable, "-c", READS.format(looks=looks)],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    return done.stdout.split()


def test_no_source_is_read_twice_when_the_window_is_imported():
    assert not [name for name in modules_read(looks=False) if name.split(".")[0] in ("reluviz", "pyqtgraph", "numpy")]


def test_pyside_would_read_them_if_it_were_let():
    read = modules_read(looks=True)
    assert "reluviz.desktop.application" in read, "PySide6 reads no sources any more: qt_binding.py can go"


MADE = """
import PySide6.QtCore, PySide6.QtGui, PySide6.QtWidgets
from reluviz.commands.qt_binding import MIRRORED, import_plots

sources = [getattr(PySide6, name) for name in MIRRORED]
names = [set(dir(source)) for source in sources]
if {spares}:
    import_plots()
import pyqtgraph.Qt
print(sum(name.startswith("Q") for source in sources for name in vars(source)))
for name, source, known in zip(MIRRORED, sources, names):
    copy = getattr(pyqtgraph.Qt, name)
    assert set(dir(source)) == known, "what a module lists has changed"
    assert known - {{"__dir__"}} <= set(dir(copy)), known - set(dir(copy))
    own = {{"__name__", "__spec__", "__loader__", "__package__", "__file__", "__path__", "__doc__", "__dir__"}}
    assert all(getattr(copy, one) is getattr(source, one) for one in known - own if one.startswith("Q"))
print(sum(name.startswith("Q") for source in sources for name in vars(source)))
"""
"""Imports pyqtgraph, and prints how many of Qt's classes have been made: by that, and after all were looked up."""


def classes_made(*, spares: bool) -> list[int]:
    """Return how many of Qt's classes are made when pyqtgraph is imported, and how many there are."""
    done = subprocess.run(
        [sys.executable, "-c", MADE.format(spares=spares)],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYQTGRAPH_QT_LIB": "PySide6"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return [int(word) for word in done.stdout.split()]


def test_only_classes_in_use_are_made_and_all_can_be_had():
    made, known = classes_made(spares=True)
    assert made < known / 2


def test_pyqtgraph_would_make_them_all():
    made, known = classes_made(spares=False)
    assert made == known, "pyqtgraph copies no names any more: import_plots can go"
