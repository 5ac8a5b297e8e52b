"""Finds out, before Qt ends the process without a word, whether a window can be opened here; main thread."""

import os
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager

from reluviz.errors import ReluvizError
from reluviz.interrupts import interrupts_held

QT_PACKAGES = ("libegl1", "libgl1", "libfontconfig1", "libglib2.0-0", "libdbus-1-3", "libxkbcommon0")
"""The Debian packages of the system libraries that Qt needs for anything, pictures too."""

X11_PACKAGES = (
    "libx11-xcb1",
    "libxkbcommon-x11-0",
    "libxcb-icccm4",
    "libxcb-keysyms1",
    "libxcb-shape0",
    "libxcb-cursor0",
)
"""Those that it needs besides for a window under X11."""

X11_LIBRARIES = (
    "libX11-xcb.so.1",
    "libxkbcommon-x11.so.0",
    "libxcb-icccm.so.4",
    "libxcb-keysyms.so.1",
    "libxcb-shape.so.0",
    "libxcb-cursor.so.0",
)
"""What those packages hold: without one of them Qt ends the process."""

CONNECT_S = 2.0
"""How long a display on another machine may take to answer."""

INSTEAD = (
    "without a window: reluviz train, inspect, landscape, picture, export, check (see reluviz --help); "
    "on another machine, log in with ssh -X or set DISPLAY"
)


def require_display(environment: Mapping[str, str] = os.environ, platform: str = sys.platform) -> None:
    """Check that a window can be opened.

    Raises
    ------
    ReluvizError
        If no display is named, none answers, or Qt lacks the libraries for it; the text says what to do instead.
    """
    if not platform.startswith("linux") or environment.get("QT_QPA_PLATFORM", "xcb").partition(":")[0] != "xcb":
        return
    if environment.get("WAYLAND_DISPLAY") and not environment.get("QT_QPA_PLATFORM"):
        return
    display = environment.get("DISPLAY", "")
    if not display:
        raise ReluvizError(f"there is no display to open a window on; {INSTEAD}")
    if not answers(display):
        raise ReluvizError(f"the display {display!r} does not answer; {INSTEAD}")
    missing = missing_libraries(X11_LIBRARIES)
    if missing:
        raise ReluvizError(_install(missing))


def answers(display: str) -> bool:
    """Return whether an X server listens where DISPLAY says: ``:0``, ``host:10.0``; True where it cannot be told."""
    import socket

    found = re.fullmatch(r"(?:(?:unix|[^/:]+/unix)?|(?P<host>[^/]+)):(?P<number>\d+)(?:\.\d+)?", display)
    if found is None:
        return True
    host, number = found["host"], int(found["number"])
    name = f"/tmp/.X11-unix/X{number}"
    addresses = [(host, 6000 + number)] if host else [f"\0{name}", name]
    for address in addresses:
        family = socket.AF_UNIX if isinstance(address, str) else socket.AF_INET
        try:
            if isinstance(address, str):
                with socket.socket(family) as connection:
                    connection.settimeout(CONNECT_S)
                    connection.connect(address)
            else:
                socket.create_connection(address, CONNECT_S).close()
        except (OSError, OverflowError):
            continue
        return True
    return False


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


def _install(missing: Iterable[str]) -> str:
    packages = " ".join((*QT_PACKAGES, *X11_PACKAGES))
    return f"Qt lacks system libraries ({', '.join(missing)}); on Debian or Ubuntu: apt-get install {packages}"


def draw_off_screen() -> None:
    """Let Qt draw without a display, whatever platform the session names; before the first import of Qt."""
    if not os.environ.get("QT_QPA_PLATFORM", "").startswith("offscreen"):  # options may follow
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
