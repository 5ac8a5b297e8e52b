"""What every test stands on: no display, no settings of the person's own, and nothing left behind."""

import os
import signal
import sys
import threading
from pathlib import Path

SCREEN = Path(__file__).parent / "data" / "screen.json"
os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={SCREEN}"
os.environ["PYQTGRAPH_QT_LIB"] = "PySide6"
os.environ["OPENBLAS_NUM_THREADS"] = "1"
os.environ["LC_ALL"] = "C.UTF-8"  # words are English, whatever the machine speaks

# Begun in the background of a shell, all programs would ignore these, and so would those that the tests interrupt.
signal.signal(signal.SIGINT, signal.default_int_handler)
if sys.platform != "win32":
    signal.signal(signal.SIGHUP, signal.SIG_DFL)

import psutil
import pytest


@pytest.hookimpl(trylast=True)  # after `-k` and the like
def pytest_collection_modifyitems(items):
    """Begin with the soak, which takes longest."""
    items.sort(key=lambda item: item.path.name != "test_soak.py")


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
    from shiboken6 import getAllValidWrappers

    # Of Qt's objects alone: the collector's list of all objects takes a tenth of a second.
    return [found for found in getAllValidWrappers() if isinstance(found, core.QTimer) and found.isActive()]


def _children():
    found = []
    for child in psutil.Process().children(recursive=True):
        try:
            # Python's own, of the shared memory; it ends with this process.
            if "resource_tracker" not in " ".join(child.cmdline()):
                found.append(child)
        except psutil.NoSuchProcess:
            continue
    return found


@pytest.fixture(autouse=True)
def english():
    """Begin each test in English, and end it so, whatever it has spoken."""
    yield
    from reluviz import language

    if language.language() != "en":
        language.speak("en")
    core = sys.modules.get("PySide6.QtCore")
    application = None if core is None else core.QCoreApplication.instance()
    if application is not None and application.findChildren(core.QTranslator):
        from reluviz.desktop.tongue import wear

        wear("en")


@pytest.fixture(autouse=True)
def nothing_left_behind(request):
    """Fail a test that leaves a thread, a process, a window or a running timer behind, and say which."""
    threads, children = set(threading.enumerate()), {child.pid for child in _children()}
    is_gui = "qtbot" in request.fixturenames
    timers = {id(timer) for timer in _timers()} if is_gui else set()
    yield
    left = [f"thread {thread.name}" for thread in threading.enumerate() if thread not in threads and thread.is_alive()]
    for child in _children():
        if child.pid not in children:
            left.append(f"process {' '.join(child.cmdline())}")
            child.kill()  # it would keep the others waiting
    if is_gui:
        left += [f"window {window.windowTitle() or type(window).__name__}" for window in _windows()]
        left += [f"timer of {timer.parent()}" for timer in _timers() if id(timer) not in timers]
    assert not left, f"left behind: {', '.join(left)}"
