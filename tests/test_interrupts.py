"""Interrupts wait while Qt is at work, and are not lost; a picture that is interrupted leaves nothing."""

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import psutil
import pytest

from reluviz.interrupts import interrupts_held

ROOT = Path(__file__).resolve().parent.parent
PICTURE = [sys.executable, "-m", "reluviz", "picture", "bias", "-o", "p.svg", "--size", "640x360"]


def test_an_interrupt_waits_until_the_block_ends():
    reached = []

    def interrupted():
        with interrupts_held():
            signal.raise_signal(signal.SIGINT)
            signal.raise_signal(signal.SIGINT)
            reached.append("end")

    before = signal.getsignal(signal.SIGINT)
    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert reached == ["end"]
    assert signal.getsignal(signal.SIGINT) is before


def test_what_is_ignored_stays_ignored():
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        with interrupts_held():
            signal.raise_signal(signal.SIGINT)
    finally:
        signal.signal(signal.SIGINT, before)


def test_other_threads_are_left_alone():
    done = []

    def work():
        with interrupts_held():
            done.append(True)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert done


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("work_s", [0.0, 0.2, 0.4, 0.7, 1.0])
def test_an_interrupted_picture_leaves_nothing(tmp_path, number, work_s):
    """The delay is counted in the process's own work, so that it means the same on a busy machine."""
    with subprocess.Popen(
        PICTURE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        cwd=tmp_path,
    ) as process:
        seen = psutil.Process(process.pid)

        def worked():
            times = seen.cpu_times()
            return times.user + times.system

        while not list(tmp_path.glob(".reluviz-*")) and process.poll() is None:
            os.sched_yield()
        begin = worked()
        while worked() - begin < work_s and list(tmp_path.glob(".reluviz-*")):
            os.sched_yield()
        process.send_signal(number)
        out, err = process.communicate(timeout=60)
    if (tmp_path / "p.svg").exists():
        assert process.returncode in (0, 130, -number)
        assert (tmp_path / "p.svg").read_text("utf-8").endswith("</svg>\n")
        (tmp_path / "p.svg").unlink()
    else:
        assert (process.returncode, out, err) == (130, "", "reluviz: interrupted\n")
    assert list(tmp_path.iterdir()) == []
