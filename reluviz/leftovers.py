"""Remembers which files are unfinished, so that those of a killed program are removed later; the thread that writes."""

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

PREFIX = ".reluviz-"
"""What the name of an unfinished file or folder begins with; it lies in the folder of the finished one."""

BEFORE = ".before"
"""What is added to it for the folder that it replaces, while that is moved aside."""


def notes_folder() -> Path:
    """Return where the notes lie: in the person's folder for what a program can do without."""
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local"
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Caches"
    else:
        base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "reluviz" / "unfinished"


@contextmanager
def noted(temporary: Path, target: Path) -> Iterator[None]:
    """Keep a note of an unfinished file, and of the name that it will get, for as long as the block lasts.

    The note is locked: the system lets go of it when the program dies, however that comes. Where no note can be kept,
    the work goes on without.
    """
    note: Path | None = None
    file: IO[str] | None = None
    with suppress(OSError, RuntimeError):  # RuntimeError: no home
        folder = notes_folder()
        folder.mkdir(parents=True, exist_ok=True)
        note = folder / temporary.name.removeprefix(PREFIX)
        file = note.open("w", encoding="utf-8", errors="surrogateescape")
        _lock(file)
        file.write(f"{temporary}\0{target}")
        file.flush()
    try:
        yield
    finally:
        with suppress(OSError):
            if note is not None:
                note.unlink(missing_ok=True)
        with suppress(OSError):
            if file is not None:
                file.close()


def remove_leftovers() -> None:
    """Remove the unfinished files of programs that have died; what cannot be removed now stays noted."""
    with suppress(OSError, RuntimeError):
        for note in list(notes_folder().iterdir()):
            with suppress(OSError, ValueError), note.open("r+", encoding="utf-8", errors="surrogateescape") as file:
                _lock(file)
                temporary, target = map(Path, file.read().split("\0"))
                if not temporary.name.startswith(PREFIX) or _remove(temporary, target):
                    note.unlink(missing_ok=True)


def _remove(temporary: Path, target: Path) -> bool:
    """Remove a file or folder, and what has been written beside it under the same name; tell whether all is gone."""
    before = Path(f"{temporary}{BEFORE}")
    if before.exists() and not target.exists():
        # It died between the two moves.
        before.rename(target)
    # Eight digits, then an extension or nothing.
    stem = temporary.name[: len(PREFIX) + 8]
    if not temporary.parent.is_dir():
        return True
    found = [path for path in temporary.parent.iterdir() if path.name.startswith(stem)]
    for path in found:
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)
    return not any(path.exists() for path in found)


def _lock(file: IO[str]) -> None:
    """Take a file for this program alone; OSError if another one has it."""
    if sys.platform == "win32":
        import msvcrt

        # Far behind the text, which this program reads and writes.
        file.seek(1 << 20)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        file.seek(0)
    else:
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
