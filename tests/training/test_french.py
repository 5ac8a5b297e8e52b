"""What is told of the engines in French: by this process, and by TensorFlow's, which speaks English only."""

import pytest

from reluviz.errors import EngineFailed
from reluviz.language import speaking
from reluviz.training.reasons import REASONS, shown_reason
from reluviz.training.tensorflow_process import TensorflowProcess
from tests.french import badly_spaced_in, english_left_in


@pytest.mark.parametrize("reason", REASONS)
def test_what_the_process_tells_is_said_in_french(reason):
    told = reason.format(error="No module named 'tensorflow'")
    assert shown_reason(told) == told
    with speaking("fr"):
        said = shown_reason(told)
    assert said.endswith("\u00a0: No module named 'tensorflow'")
    assert english_left_in(said.removesuffix("No module named 'tensorflow'")) == []
    assert badly_spaced_in(said) == []


def test_what_nobody_knows_stays_as_it_is():
    with speaking("fr"):
        assert shown_reason("another reason: 3") == "another reason: 3"


def test_a_process_that_is_not_running():
    process = TensorflowProcess()
    process.close()
    with speaking("fr"), pytest.raises(EngineFailed, match="le processus de TensorFlow ne tourne pas"):
        process.ask(("compile",))
