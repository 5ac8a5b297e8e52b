"""The soak, in a process of its own: what other tests leave in memory would hide what grows (see tests/soaking.py)."""

import pytest
from soaking import SOAK


@pytest.mark.timeout(700)
def test_three_thousand_frames_of_changes_leave_nothing_behind(request):
    status, said = request.config.stash[SOAK].finish(650.0)
    assert status == 0, said[-8000:]
