"""The soak, in a process of its own: what other tests leave in memory would hide what grows."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

SOAK = Path(__file__).with_name("soak.py")

GIVEN_BACK = {"MALLOC_MMAP_THRESHOLD_": "65536", "MALLOC_ARENA_MAX": "1", "MALLOC_TRIM_THRESHOLD_": "65536"}
"""Has glibc give pictures and arrays back as soon as they are freed: what lies free between others is no growth."""


@pytest.mark.timeout(700)
def test_three_thousand_frames_of_changes_leave_nothing_behind():
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-n", "0", "-p", "no:cacheprovider", str(SOAK)],
        cwd=SOAK.parents[2],
        env={**os.environ, **GIVEN_BACK},
        capture_output=True,
        text=True,
        errors="replace",
        timeout=650.0,
        check=False,
    )
    assert done.returncode == 0, (done.stdout + done.stderr)[-8000:]
