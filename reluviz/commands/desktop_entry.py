"""Puts the program among a Linux desktop's applications, or takes it away: entry, icons, metadata; main thread."""

import os
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path

from reluviz.assets import DESKTOP_ID, resource
from reluviz.commands.display import qt_libraries
from reluviz.errors import ReluvizError
from reluviz.language import translate
from reluviz.output import whole_file

NAME = "reluviz"
"""The program's name: that of its command, its icon, and the class of its windows."""

EARLIER_IDS = ("reluviz",)
"""What `DESKTOP_ID` was before: files of these names are taken away, or the desktop would list the program twice."""

SIDES = (128, 256)
"""The icon's sizes in pixels, for desktops that draw no SVG."""

ELSEWHERE = frozenset({"win32", "cygwin", "darwin"})
"""The systems whose desktops have other ways."""

RESERVED = frozenset(" \t\n\"'\\><~|&;$*?#()`")
"""What an argument of an entry's Exec has to be quoted for."""


def install(environment: Mapping[str, str] = os.environ) -> int:
    """Write all files for the person who asks, and say where; return the exit status."""
    _require_linux()
    home = data_home(environment)
    files = _files()
    for place, content in files.items():
        path = home / place
        path.parent.mkdir(parents=True, exist_ok=True)
        with whole_file(path, overwrite=True) as file:
            file.write_bytes(content)
    for place in _earlier_places():
        (home / place).unlink(missing_ok=True)
    words = translate("Desktop", "reluviz is among your applications now; written below {folder}: {files}")
    print(words.format(folder=home, files=", ".join(files)))
    return 0


def remove(environment: Mapping[str, str] = os.environ) -> int:
    """Remove what `install` has written, and say what; return the exit status."""
    _require_linux()
    home = data_home(environment)
    found = [place for place in (*places(), *_earlier_places()) if (home / place).exists()]
    for place in found:
        (home / place).unlink()
    if found:
        words = translate("Desktop", "removed below {folder}: {files}")
        print(words.format(folder=home, files=", ".join(found)))
    else:
        print(translate("Desktop", "there is nothing to remove below {folder}").format(folder=home))
    return 0


def data_home(environment: Mapping[str, str]) -> Path:
    """Return the folder of the person's own data: XDG_DATA_HOME where that is a whole path, else ``~/.local/share``."""
    asked = environment.get("XDG_DATA_HOME", "")
    return Path(asked) if Path(asked).is_absolute() else Path.home() / ".local" / "share"


def places() -> tuple[str, ...]:
    """Return the files' paths below `data_home`."""
    icons = (f"icons/hicolor/{side}x{side}/apps/{NAME}.png" for side in SIDES)
    return (
        *_named(DESKTOP_ID),
        f"icons/hicolor/scalable/apps/{NAME}.svg",
        *icons,
    )


def _named(desktop_id: str) -> tuple[str, str]:
    """Return the paths of entry and metadata."""
    return f"applications/{desktop_id}.desktop", f"metainfo/{desktop_id}.metainfo.xml"


def _earlier_places() -> list[str]:
    return [place for earlier in EARLIER_IDS for place in _named(earlier)]


def _files() -> dict[str, bytes]:
    """Return the files' contents, by their paths."""
    entry, metadata, drawing, *pictures = places()
    command = start_command()
    # Within a key's value a backslash is written twice, whatever it stands for in a command.
    line = " ".join(map(quoted, command)).replace("\\", "\\\\")
    text = resource("desktop", f"{NAME}.desktop").read_text("utf-8")
    text = text.replace("@EXEC@", line).replace("@PROGRAM@", command[0].replace("\\", "\\\\"))
    told = resource("desktop", f"{NAME}.metainfo.xml").read_text("utf-8").replace("@ID@", DESKTOP_ID).encode()
    svg = resource("desktop", f"{NAME}.svg").read_bytes()
    files = {entry: text.encode(), metadata: told, drawing: svg}
    return files | {place: _png(svg, side) for place, side in zip(pictures, SIDES, strict=True)}


def start_command() -> tuple[str, ...]:
    """Return how the program is started from anywhere: the installed command, else Python with the module."""
    beside = Path(sys.executable).with_name(NAME)
    if os.access(beside, os.X_OK):
        return (str(beside),)
    found = shutil.which(NAME)
    return (str(Path(found).absolute()),) if found else (sys.executable, "-m", NAME)


def quoted(argument: str) -> str:
    """Return an argument as an entry's Exec holds it."""
    argument = argument.replace("%", "%%")
    if not RESERVED & set(argument):
        return argument
    for sign in ("\\", '"', "`", "$"):
        argument = argument.replace(sign, f"\\{sign}")
    return f'"{argument}"'


def _png(svg: bytes, side: int) -> bytes:
    """Return the icon as a PNG; paths alone are drawn, so that no QGuiApplication is needed."""
    with qt_libraries():
        from PySide6.QtCore import QBuffer, QByteArray, QIODevice
        from PySide6.QtGui import QImage, QPainter
        from PySide6.QtSvg import QSvgRenderer

    image = QImage(side, side, QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    QSvgRenderer(QByteArray(svg)).render(painter)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())


def _require_linux() -> None:
    if sys.platform in ELSEWHERE:
        raise ReluvizError(
            translate(
                "Desktop", "--install-desktop and --remove-desktop are for Linux desktops; this is another system"
            )
        )
