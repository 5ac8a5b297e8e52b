"""Starts that NumPy steps in the TensorFlow process are where they would be here, and leave nothing there."""

import numpy as np
import pytest

from reluviz.errors import EngineFailed
from reluviz.scenario.model import Model, Training
from reluviz.training.basins import compute_basins
from reluviz.training.basins_numpy import numpy_starts
from reluviz.training.basins_remote import StartsBeside, piece_seconds, released
from reluviz.training.engine_process import Server
from reluviz.training.pace import CHUNK_SECONDS
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


@pytest.mark.parametrize("width", [1, 4, 64])
def test_a_step_works_on_so_few_numbers_that_the_training_beside_it_does_not_wait(width, tensorflow_process):
    asked = case_question(Model(variant="hidden-layer", hidden_units=width), Training(gradient="batch", batch_size=100))
    beside = StartsBeside(tensorflow_process, asked).capacity
    assert 0 < beside * width * 100 <= 1_500_000
    assert beside <= numpy_starts(asked).capacity


def test_the_starts_of_one_unit_are_stepped_as_many_at_once_as_here(tensorflow_process):
    asked = case_question(*CASES[4])
    assert StartsBeside(tensorflow_process, asked).capacity == numpy_starts(asked).capacity


def test_pieces_are_shorter_than_those_of_a_training(tensorflow_process):
    asked = case_question(*CASES[4])
    assert piece_seconds(StartsBeside(tensorflow_process, asked)) < CHUNK_SECONDS < piece_seconds(numpy_starts(asked))


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


def test_starts_that_cannot_be_stepped_are_no_end_of_the_process(tensorflow_process):
    asked = case_question(*CASES[4])
    here = numpy_starts(asked)
    with pytest.raises(EngineFailed), released(StartsBeside(tensorflow_process, asked)) as beside:
        beside.advance(3)  # they have not begun
    with released(StartsBeside(tensorflow_process, asked)) as beside:
        for each in (beside, here):
            each.begin(asked.starts()[:5])
            each.advance(3)
        np.testing.assert_array_equal(beside.standing()[0], here.standing()[0])


def test_a_process_that_has_ended_is_told_of():
    process = TensorflowProcess()
    process.close()
    asked = case_question(*CASES[4])
    with pytest.raises(EngineFailed), released(StartsBeside(process, asked)) as beside:
        compute_basins(asked, beside)


def _beside(process):
    return lambda question: StartsBeside(process, question)
