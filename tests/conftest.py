"""What every test stands on: no display, no settings of the person's own, and nothing left behind."""

import gc
import os
import sys
import threading
from pathlib import Path

SCREEN = Path(__file__).parent / "data" / "screen.json"
os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={SCREEN}"
os.environ["PYQTGRAPH_QT_LIB"] = "PySide6"
os.environ["OPENBLAS_NUM_THREADS"] = "1"

import psutil
import pytest
from soaking import SOAK, begin_with_the_soak


@pytest.hookimpl(trylast=True)  # after `-k` and the like
def pytest_collection_modifyitems(config, items):
    """Have the soak run beside all other tests."""
    begin_with_the_soak(config, items)


def pytest_unconfigure(config):
    """End it where the tests have been broken off."""
    if SOAK in config.stash:
        config.stash[SOAK].end()


@pytest.fixture(scope="session")
def qapp(tmp_path_factory):
    """The application as the program makes it; pytest-qt's fixtures use it."""
    from reluviz.desktop.program import qt_application

    return qt_application()


@pytest.fixture(autouse=True)
def isolated_folders(tmp_path_factory, monkeypatch):
    """Keep settings, drafts and caches out of the person's own folders."""
    folder = tmp_path_factory.mktemp("home")
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(folder / name))
    return folder


def _windows():
    widgets = sys.modules.get("PySide6.QtWidgets")
    if widgets is None or widgets.QApplication.instance() is None:
        return []
    return [widget for widget in widgets.QApplication.topLevelWidgets() if widget.isVisible()]


def _timers():
    core = sys.modules.get("PySide6.QtCore")
    if core is None or core.QCoreApplication.instance() is None:
        return []
    from shiboken6 import isValid

    return [
        found for found in gc.get_objects() if isinstance(found, core.QTimer) and isValid(found) and found.isActive()
    ]


def _children(config):
    found = []
    children = psutil.Process().children(recursive=True)
    others = {process.pid for process in config.stash[SOAK].family()} if SOAK in config.stash else set()
    for child in children:
        try:
            # Python's own, of the shared memory; it ends with this process.
            if child.pid not in others and "resource_tracker" not in " ".join(child.cmdline()):
                found.append(child)
        except psutil.NoSuchProcess:
            continue
    return found


@pytest.fixture(autouse=True)
def nothing_left_behind(request):
    """Fail a test that leaves a thread, a process, a window or a running timer behind, and say which."""
    threads, children = set(threading.enumerate()), {child.pid for child in _children(request.config)}
    is_gui = "qtbot" in request.fixturenames
    timers = {id(timer) for timer in _timers()} if is_gui else set()
    yield
    left = [f"thread {thread.name}" for thread in threading.enumerate() if thread not in threads and thread.is_alive()]
    left += [f"process {' '.join(child.cmdline())}" for child in _children(request.config) if child.pid not in children]
    if is_gui:
        left += [f"window {window.windowTitle() or type(window).__name__}" for window in _windows()]
        left += [f"timer of {timer.parent()}" for timer in _timers() if id(timer) not in timers]
    assert not left, f"left behind: {', '.join(left)}"
