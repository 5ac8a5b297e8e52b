"""The soak, in a process of its own: what other tests leave in memory would hide what grows (see tests/conftest.py)."""

import pytest


@pytest.mark.timeout(700)
def test_three_thousand_frames_of_changes_leave_nothing_behind(soak):
    status, said = soak.finish(650.0)
    assert status == 0, said[-8000:]
