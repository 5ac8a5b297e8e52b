"""Runs the soak beside all other tests, since it takes minutes of one core: begun first, and waited for last."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import psutil
import pytest

FILE = Path(__file__).parent / "desktop" / "soak.py"

GIVEN_BACK = {"MALLOC_MMAP_THRESHOLD_": "65536", "MALLOC_ARENA_MAX": "1", "MALLOC_TRIM_THRESHOLD_": "65536"}
"""Has glibc give pictures and arrays back as soon as they are freed: what lies free between others is no growth."""


class Soak:
    """The process that soaks, and what it says."""

    def __init__(self) -> None:
        self._said = tempfile.TemporaryFile()  # noqa: SIM115  `end` closes it
        self.process = subprocess.Popen(
            [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(FILE)],
            cwd=FILE.parents[2],
            env={**os.environ, **GIVEN_BACK},
            stdout=self._said,
            stderr=subprocess.STDOUT,
        )

    def finish(self, seconds: float) -> tuple[int, str]:
        """Wait for its end; return its exit status and what it has said."""
        try:
            status = self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            status = -1
        self._said.seek(0)
        return status, self._said.read().decode(errors="replace")

    def family(self) -> list[psutil.Process]:
        """Return its processes."""
        try:
            process = psutil.Process(self.process.pid)
            return [process, *process.children(recursive=True)]
        except psutil.NoSuchProcess:
            return []

    def end(self) -> None:
        """End it, finished or not."""
        for process in self.family():
            process.kill()
        self.process.wait()
        self._said.close()


SOAK = pytest.StashKey[Soak]()


def begin_with_the_soak(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Begin the soak if it is among the tests, and put its test last."""
    soaks = [item for item in items if item.path.name == "test_soak.py"]
    if soaks and not config.option.collectonly:
        items[:] = [item for item in items if item not in soaks] + soaks
        config.stash[SOAK] = Soak()
