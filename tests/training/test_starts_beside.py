"""Starts that NumPy steps in the TensorFlow process are where they would be here, and leave nothing there."""

from dataclasses import replace

import numpy as np
import pytest

from reluviz.errors import EngineFailed
from reluviz.training.basins import compute_basins
from reluviz.training.basins_numpy import numpy_starts
from reluviz.training.basins_remote import StartsBeside, released
from reluviz.training.engine_process import Server
from reluviz.training.tensorflow_process import TensorflowProcess
from tests.training.test_basins import CASES, case_question


@pytest.mark.parametrize(("model", "training"), [case for case in CASES if case[1].gradient == "batch"])
def test_the_other_process_paints_the_very_same_map(tensorflow_process, model, training):
    asked = case_question(model, training)
    steps = (training.steps // 2, training.steps)
    with released(StartsBeside(tensorflow_process, asked)) as beside:
        there = compute_basins(asked, beside, steps)
    for ours, theirs in zip(compute_basins(asked, numpy_starts(asked), steps), there, strict=True):
        np.testing.assert_array_equal(ours.fate, theirs.fate)
        np.testing.assert_array_equal(ours.final_parameters, theirs.final_parameters)


def test_blocks_are_as_large_as_here(tensorflow_process):
    for model, training in CASES:
        asked = case_question(model, replace(training, gradient="batch"))
        assert StartsBeside(tensorflow_process, asked).capacity == numpy_starts(asked).capacity


def test_two_maps_at_once_do_not_disturb_each_other(tensorflow_process):
    asked = [case_question(*case) for case in CASES if case[1].gradient == "batch"][:2]
    beside, here = ([made(question) for question in asked] for made in (_beside(tensorflow_process), numpy_starts))
    for starts in (beside, here):
        for each, question in zip(starts, asked, strict=True):
            each.begin(question.starts()[:50])
        for count in (3, 7):
            for each in starts:
                each.advance(count)
    for theirs, ours in zip(beside, here, strict=True):
        np.testing.assert_array_equal(theirs.standing()[0], ours.standing()[0])
        theirs.close()


def test_what_is_released_is_let_go():
    server = Server(board=None, compiler=None)  # type: ignore[arg-type]  # neither is asked
    asked = case_question(*CASES[4])
    (standing,) = server.answer(("starts begin", 7, asked, asked.starts()[:5]))
    assert standing[0].shape == (5, 2)
    assert list(server._starts) == [7]
    assert server.answer(("forget starts", 7)) == ()
    assert not server._starts
    assert server.answer(("forget starts", 7)) == ()


def test_a_process_that_has_ended_is_told_of():
    process = TensorflowProcess()
    process.close()
    asked = case_question(*CASES[4])
    with pytest.raises(EngineFailed), released(StartsBeside(process, asked)) as beside:
        compute_basins(asked, beside)


def _beside(process):
    return lambda question: StartsBeside(process, question)
