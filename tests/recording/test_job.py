"""Recordings in a process of their own, beside a window: what they make, how they end, and that they step back."""

import os
import re
import subprocess
import sys
import threading
import time
from dataclasses import replace

import numpy as np
import psutil
import pytest
from pptx import Presentation

from reluviz.recording.job import RecordingJob, order_of
from reluviz.training import basins
from tests.recording import films

DEADLINE_S = 60.0


def settled(job):
    """Wait until a recording has ended, and return its report."""
    deadline = time.monotonic() + DEADLINE_S
    while job.report().state == "running":
        assert time.monotonic() < deadline
        threading.Event().wait(0.01)
    return job.report()


def under_way(job):
    """Wait until a job has painted some frames."""
    deadline = time.monotonic() + DEADLINE_S
    while job.report().done < 5:
        assert time.monotonic() < deadline
        assert job.report().state == "running"
        threading.Event().wait(0.01)


def test_in_a_process_of_its_own_from_what_is_in_the_memory(qapp, tmp_path):
    made = films.film(films.RACE)
    (tmp_path / "a.toml").write_text(films.RACE, "utf-8")
    words = [str(tmp_path / "a.toml"), "-o", f"{tmp_path / 'here'}/"]
    subprocess.run([sys.executable, "-m", "reluviz", "record", *words], check=True)
    job = RecordingJob(order_of(made.scenario, made.entrants, [f"{tmp_path / 'there'}/", str(tmp_path / "a.gif")]))
    try:
        report = settled(job)
    finally:
        job.close()
    assert (report.state, report.done, report.count, report.message) == ("finished", 6, 6, "")
    assert films.hashes(tmp_path / "here") == films.hashes(tmp_path / "there")
    assert (tmp_path / "a.gif").exists()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux shares the processors out among sessions")
def test_it_and_its_encoder_step_back_behind_the_window(qapp, tmp_path):
    made = films.film(seconds=3600.0)
    job = RecordingJob(order_of(made.scenario, made.entrants, [str(tmp_path / "a.mp4")]))
    try:
        under_way(job)
        recorder = psutil.Process(job._process.pid)
        both = [recorder, *recorder.children()]
        assert len(both) == 2
        for one in both:
            assert one.nice() == 19
            # A lower priority counts for nothing between two sessions.
            assert os.getsid(one.pid) == os.getsid(0)
            assert os.getpgid(one.pid) != os.getpgid(0)
    finally:
        job.close()


def test_a_basin_map_that_there_is_already_is_not_computed_again(qapp, tmp_path, monkeypatch):
    made = films.film(films.BASINS)
    computed = []
    compute = basins.compute_basins

    def computing(*arguments, **rest):
        computed.extend(found := compute(*arguments, **rest))
        return found

    monkeypatch.setattr(basins, "compute_basins", computing)
    films.write(made, f"{tmp_path / 'computed'}/")
    assert len(computed) == 1
    other = after_other_steps(computed[0].question, 19)
    films.write(made, f"{tmp_path / 'known'}/", known=[other, computed[0]])
    assert len(computed) == 1
    assert films.hashes(tmp_path / "known") == films.hashes(tmp_path / "computed")
    # One that is in another process, as a window's is.
    job = RecordingJob(order_of(made.scenario, made.entrants, [f"{tmp_path / 'there'}/"], basins=(computed[0],)))
    try:
        assert settled(job).state == "finished"
    finally:
        job.close()
    assert films.hashes(tmp_path / "there") == films.hashes(tmp_path / "computed")


def after_other_steps(question, steps):
    """Return a map after another number of steps: the answer to another question."""
    other = replace(question, training=replace(question.training, steps=steps))
    return basins.Basins(other, steps, np.zeros((2, 2), np.uint8), np.zeros((2, 2, 2)))


@pytest.mark.parametrize("ends", ["cancel", "close"])
def test_given_up_beside_a_window(ends, qapp, tmp_path):
    made = films.film(seconds=3600.0)
    job = RecordingJob(order_of(made.scenario, made.entrants, [str(tmp_path / "a.mp4")]))
    try:
        under_way(job)
        if ends == "cancel":
            job.cancel()
            assert settled(job).state == "cancelled"
    finally:
        job.close()
    assert job.report().state == "cancelled"
    assert list(tmp_path.iterdir()) == []


def test_what_fails_there_is_told_here(qapp, tmp_path):
    (tmp_path / "a.mp4").write_text("mine")
    made = films.film()
    job = RecordingJob(order_of(made.scenario, made.entrants, [str(tmp_path / "a.mp4")]))
    try:
        report = settled(job)
    finally:
        job.close()
    assert report.state == "failed"
    assert re.fullmatch(r".*/a\.mp4: it is there already; .*", report.message)
    assert (tmp_path / "a.mp4").read_text() == "mine"


def test_a_recorder_that_is_killed_is_told(qapp, tmp_path):
    made = films.film(seconds=3600.0)
    job = RecordingJob(order_of(made.scenario, made.entrants, [str(tmp_path / "a.mp4")]))
    try:
        job._process.kill()
        assert settled(job).state == "failed"
    finally:
        job.close()


def test_an_order_that_cannot_be_sent_ends_the_process(qapp, tmp_path):
    made = films.film()
    job = RecordingJob(order_of(made.scenario, made.entrants, [str(tmp_path / "a.mp4")], language=lambda: "en"))
    try:
        report = settled(job)
    finally:
        job.close()
    assert report.state == "failed"
    assert re.match(r"unexpected error: \w+: .*lambda", report.message)
    assert job._process.returncode is not None
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("asks", [True, False])
def test_a_slide_made_beside_a_window_keeps_the_answer_while_it_is_asked(asks, qapp, tmp_path):
    made = films.film()
    job = RecordingJob(order_of(made.scenario, made.entrants, [str(tmp_path / "a.pptx")], asks=asks))
    try:
        assert settled(job).state == "finished"
    finally:
        job.close()
    (slide,) = Presentation(str(tmp_path / "a.pptx")).slides
    (movie,) = (shape for shape in slide.shapes if "MEDIA" in str(shape.shape_type))
    told = movie._element.nvPicPr.cNvPr.get("descr")
    assert (told == "A short é one.") == asks
    assert ("loss" in told) != asks
