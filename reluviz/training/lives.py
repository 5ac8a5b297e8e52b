"""The lives that a run has had before its start was moved: which are kept of them; frozen values, any thread."""

import itertools
from dataclasses import replace

from reluviz.training.records import Life, Run

MOST_LIVES = 32
"""So many former lives of a run at most: a start that is dragged while it trains begins anew sixty times a second."""

MOST_OF_ALL = 2000
"""So many of all runs together, but one of each: a thinned history keeps the row at which each begins."""


def begun_anew(run: Run, step: int, runs: int) -> Run:
    """Return a run, one of `runs`, that begins anew at `step`, with what it was until then as a former life.

    Of too many lives, the two neighbours that are shortest together become one: the run is then still seen at each of
    its steps where it was, with a trail through all of it. So of a drag there are a few lives, and a long one stays.
    """
    lives = run.lives
    if run.first_step < step:
        lives = (*lives, Life(run.first_step, step - 1, run.diverged_at))
    room = max(min(MOST_LIVES, MOST_OF_ALL // max(runs, 1)), 1)
    while len(lives) > room:
        lengths = [other.last_step - one.first_step for one, other in itertools.pairwise(lives)]
        place = lengths.index(min(lengths))
        one, other = lives[place : place + 2]
        joined = Life(one.first_step, other.last_step, other.diverged_at, is_pieced=True)
        lives = (*lives[:place], joined, *lives[place + 2 :])
    return replace(run, first_step=step, diverged_at=None, lives=lives)
