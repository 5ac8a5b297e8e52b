"""What PySide6 reads while the window's modules are imported."""

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
