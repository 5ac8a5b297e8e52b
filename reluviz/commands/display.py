"""Finds out, before Qt ends the process without a word, whether a window can be opened here; main thread."""

import os
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from reluviz.errors import ReluvizError
from reluviz.interrupts import interrupts_held
from reluviz.language import translate
from reluviz.scenario.messages import one_line

QT_PACKAGES = ("libegl1", "libgl1", "libfontconfig1", "libglib2.0-0", "libdbus-1-3", "libxkbcommon0")
"""The Debian packages of the system libraries that Qt needs for anything, pictures too."""

X11_LIBRARIES = {
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
}
"""What a window under X11 needs besides, and the package of each: without one of them Qt ends the process."""

WAYLAND_LIBRARIES = {
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
}
"""Likewise under Wayland."""

SURE = frozenset({"offscreen", "vnc"})
"""The platforms of Qt besides X11 and Wayland that work anywhere."""

BLIND = frozenset({"minimal", "vkkhrdisplay"})
"""The platforms of Qt that show no window such as this one."""

TRIAL = """\
import resource, sys
resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
from PySide6.QtGui import QGuiApplication
application = QGuiApplication([""])
sys.exit(application.primaryScreen() is None)
"""
"""What a process does that tries whether Qt ends it, or finds no screen."""

TRIAL_S = 20.0
"""A process that has not ended by then has found its platform."""

CONNECT_S = 2.0
"""How long a display on another machine may take to answer."""


def instead(complaint: str) -> str:
    """Return a complaint with what can be done instead."""
    words = translate(
        "Display",
        "{complaint}; its commands work without a window (see reluviz --help); on another machine, log in with ssh -X "
        "or set DISPLAY",
    )
    return words.format(complaint=complaint)


def require_display(environment: Mapping[str, str] = os.environ, platform: str = sys.platform) -> None:
    """Check that a window can be opened: that one of the platforms that Qt would try can be had.

    Raises
    ------
    ReluvizError
        If no display is named, none answers, Qt lacks the libraries for it, or the platform that the environment asks
        for; the text says what to do instead.
    """
    if not platform.startswith("linux"):
        return
    asked = environment.get("QT_QPA_PLATFORM", "")
    names = [name.partition(":")[0].lower() for name in asked.split(";")] if asked else ["xcb"]
    if not asked and environment.get("WAYLAND_DISPLAY"):
        names.insert(0, "wayland")
    complaints = []
    for name in names:
        complaint = _complaint(name, environment)
        if not complaint:
            # Qt takes this one, and goes on to no other if it fails.
            is_tried = name in SURE or name == "xcb" or name.startswith("wayland")
            complaint = "" if is_tried else _complaint_of_qt(name, environment)
            if not complaint:
                return
        complaints.append(complaint)
    raise ReluvizError(complaints[0])


def _complaint(name: str, environment: Mapping[str, str]) -> str:
    """Return what keeps a platform of Qt from opening a window; empty: nothing that can be told."""
    if name == "xcb":
        return _complaint_of_x11(environment.get("DISPLAY", ""))
    if name.startswith("wayland"):
        return _complaint_of_wayland(environment)
    if name in BLIND:
        words = translate("Display", "QT_QPA_PLATFORM names {name}, which shows no window; unset it")
        return instead(words.format(name=repr(name)))
    known = [] if {"QT_PLUGIN_PATH", "QT_QPA_PLATFORM_PLUGIN_PATH"} & set(environment) else _platforms()
    if not known or name in known:
        return ""
    words = translate("Display", "QT_QPA_PLATFORM names {name}, which Qt does not have (it has {known}); unset it")
    return instead(words.format(name=repr(name), known=", ".join(known)))


def _complaint_of_qt(name: str, environment: Mapping[str, str]) -> str:
    """Return what Qt says of a platform; tried in another process, which Qt may end."""
    import subprocess

    try:
        done = subprocess.run(
            [sys.executable, "-c", TRIAL],
            env=dict(environment),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            timeout=TRIAL_S,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return ""
    if not done.returncode:
        return ""
    said = done.stderr.decode(errors="replace").split("\n")
    reason = next((f" ({one_line(line.strip(), 120)})" for line in reversed(said) if line.strip()), "")
    words = translate("Display", "QT_QPA_PLATFORM names {name}, which does not work here{reason}; unset it")
    return instead(words.format(name=repr(name), reason=reason))


def _complaint_of_x11(display: str) -> str:
    if not display:
        return instead(translate("Display", "there is no display to open a window on"))
    if not answers(display):
        return instead(translate("Display", "the display {name} does not answer").format(name=repr(display)))
    missing = missing_libraries(X11_LIBRARIES)
    return _install(missing) if missing else ""


def _complaint_of_wayland(environment: Mapping[str, str]) -> str:
    if "WAYLAND_SOCKET" in environment:  # a connection that is open already
        return ""
    display = environment.get("WAYLAND_DISPLAY") or "wayland-0"
    path = Path(environment.get("XDG_RUNTIME_DIR", ""), display)  # an absolute name stands alone
    if not path.is_absolute() or not _listens(str(path)):
        return instead(translate("Display", "the Wayland display {name} does not answer").format(name=repr(display)))
    missing = missing_libraries(WAYLAND_LIBRARIES)
    return _install(missing, WAYLAND_LIBRARIES.values()) if missing else ""


def _platforms() -> list[str]:
    """Return the names of Qt's platforms, without importing Qt; none where they are not with PySide6."""
    from importlib.util import find_spec

    spec = find_spec("PySide6")
    folder = Path(spec.origin).parent / "Qt" / "plugins" / "platforms" if spec and spec.origin else None
    return sorted(path.stem.removeprefix("libq") for path in folder.glob("libq*.so")) if folder else []


def answers(display: str) -> bool:
    """Return whether an X server listens where DISPLAY says: ``:0``, ``host:10.0``; True where it cannot be told."""
    found = re.fullmatch(r"(?:(?:tcp|inet6?)/)?(?:unix|[^/:]+/unix)?(?P<host>[^/]*):(?P<number>\d+)(?:\.\d+)?", display)
    if found is None:
        return "/" in display and ":" in display  # the path of a socket; anything else is no display
    host, number = found["host"].strip("[]"), int(found["number"])
    name = f"/tmp/.X11-unix/X{number}"
    addresses = [(host, 6000 + number)] if host else [f"\0{name}", name, ("localhost", 6000 + number)]
    return any(map(_listens, addresses))


def _listens(address: str | tuple[str, int]) -> bool:
    """Return whether something takes connections at the path of a socket, or at a host's port."""
    import socket

    try:
        if isinstance(address, tuple):
            socket.create_connection(address, CONNECT_S).close()
        else:
            with socket.socket(socket.AF_UNIX) as connection:
                connection.settimeout(CONNECT_S)
                connection.connect(address)
    except (OSError, OverflowError, ValueError):
        return False
    return True


def missing_libraries(names: Iterable[str]) -> list[str]:
    """Return those of the shared libraries that the system cannot load."""
    import ctypes

    missing = []
    for name in names:
        try:
            ctypes.CDLL(name)
        except OSError:
            missing.append(name)
    return missing


@contextmanager
def qt_libraries() -> Iterator[None]:
    """Turn the error of importing Qt on a machine without its system libraries into one that names the packages.

    Interrupts wait until the import is done: in the middle of it Qt's binding ends the process, or loses them.
    """
    try:
        with interrupts_held():
            yield
    except ImportError as error:
        found = re.search(r"(\S+\.so[.\d]*): cannot open shared object file", str(error))
        if found is None:
            raise
        raise ReluvizError(_install([found[1]])) from error


def _install(missing: Iterable[str], besides: Iterable[str] = tuple(X11_LIBRARIES.values())) -> str:
    packages = " ".join((*QT_PACKAGES, *besides))
    words = translate(
        "Display", "Qt lacks system libraries ({libraries}); on Debian or Ubuntu: apt-get install {packages}"
    )
    return words.format(libraries=", ".join(missing), packages=packages)


def draw_off_screen() -> None:
    """Let Qt draw without a display, whatever platform the session names; before the first import of Qt."""
    if not os.environ.get("QT_QPA_PLATFORM", "").startswith("offscreen"):  # options may follow
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
