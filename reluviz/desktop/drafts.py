"""Work that was never saved, kept in a few small files until it is, and brought back from them; GUI thread."""

import os
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QLockFile

from reluviz.errors import ReluvizError
from reluviz.output import whole_file
from reluviz.scenario.model import Scenario
from reluviz.scenario.writing import scenario_text

MOST = 9
"""So many works are kept; the oldest gives way."""


class Drafts:
    """Keeps one file for each work that was left unsaved; the open document may have one of them.

    A lock beside it keeps other windows from the open document's file; one whose process has died holds nothing.

    Parameters
    ----------
    first
        The first file's path; the others stand beside it, with numbers.
    """

    def __init__(self, first: Path) -> None:
        self._first = first
        self._own: Path | None = None
        self._lock: QLockFile | None = None

    def kept(self) -> list[Path]:
        """Return the files of works that are open in no window, the newest first."""
        found = [
            (when, path)
            for path in self._places()
            if path != self._own and (when := written(path)) is not None and _is_free(path)
        ]
        return [path for _, path in sorted(found, reverse=True)]

    def keep(self, scenario: Scenario, spared: Path | None = None) -> None:
        """Write the open document's work to its file; OSError or ReluvizError if that cannot be.

        Parameters
        ----------
        spared
            A file that does not give way, though it be the oldest: it is about to be opened.
        """
        self._first.parent.mkdir(parents=True, exist_ok=True)
        if self._own is None:
            free = [path for path in self._places() if written(path) is None]
            oldest = [path for path in reversed(self.kept()) if path != spared]
            own, lock = next(
                ((path, lock) for path in (*free, *oldest) if (lock := _locked(path)) is not None), (None, None)
            )
            if own is None:
                raise ReluvizError(f"{self._first.parent}: no file in it can be had")
        else:
            own, lock = self._own, self._lock
        with whole_file(own, overwrite=True) as file:
            file.write_text(scenario_text(scenario), encoding="utf-8")
        self._own, self._lock = own, lock

    def take(self, path: Path | None) -> None:
        """Let the open document be the one that was kept in a file; None: it has none yet."""
        self._own, self._lock = path, None if path is None else _locked(path)
        if self._lock is None:
            self._own = None  # another window was quicker; what is kept gets a file of its own

    def drop(self) -> None:
        """Remove the open document's file: its work is saved elsewhere. One that cannot be removed stays its own."""
        if self._own is not None:
            with suppress(OSError):
                self._own.unlink(missing_ok=True)
                self._own = self._lock = None

    def _places(self) -> list[Path]:
        first = self._first
        return [first, *(first.with_name(f"{first.stem}-{number}{first.suffix}") for number in range(2, MOST + 1))]


def _is_free(path: Path) -> bool:
    """Tell whether no window has a draft."""
    # A lock is made on the disk itself, which takes some milliseconds; nearly always there is none to be tried.
    return not os.path.lexists(f"{path}.lock") or _locked(path) is not None


def _locked(path: Path) -> QLockFile | None:
    """Return a lock on a draft, which is held as long as it is kept; None if another window has it."""
    lock = QLockFile(f"{path}.lock")
    lock.setStaleLockTime(0)  # that of a process that lives is never stale
    if lock.tryLock(0):
        return lock
    # Where nothing can be written there is no lock, and no other window that writes.
    return None if lock.error() == QLockFile.LockError.LockFailedError else lock


def written(path: Path) -> int | None:
    """Return when a file was written, in nanoseconds; None if there is none, or none that may be looked at."""
    try:
        return path.stat().st_mtime_ns if path.is_file() else None
    except OSError:
        return None
