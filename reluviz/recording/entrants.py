"""What pictures and films are made from: a scenario's racers, trained, and what stands at a step; GUI thread."""

from collections.abc import Sequence
from contextlib import closing
from typing import TYPE_CHECKING

from reluviz.landscape.landscape import Landscape
from reluviz.scenario.model import Scenario
from reluviz.scenario.racers import racers
from reluviz.scene.moment import moment_at
from reluviz.scene.race import Entrant, race_at
from reluviz.scene.theme import Theme
from reluviz.training.headless import Progress, Warn, history_of
from reluviz.training.source import Engines

if TYPE_CHECKING:
    from reluviz.scene.moment import Moment


def trained_entrants(
    scenario: Scenario, step: int | None = None, progress: Progress | None = None, warn: Warn | None = None
) -> tuple[Entrant, ...]:
    """Return the racers of a scenario, each trained up to a step; they share one TensorFlow process."""
    found = racers(scenario)
    entrants: list[Entrant] = []

    def show(share: float) -> None:
        if progress is not None:
            progress((len(entrants) + share) / len(found))

    with closing(Engines()) as engines:
        for racer in found:
            landscape = Landscape(racer.scenario.data, racer.scenario.target, racer.scenario.model)
            history = history_of(racer.scenario, landscape, step, progress=show, warn=warn, engines=engines)
            entrants.append(Entrant(racer, landscape, history))
    return tuple(entrants)


def newest_step(entrants: Sequence[Entrant]) -> int:
    """Return the step that the longest training has come to."""
    return max(entrant.history.last_step for entrant in entrants)


def moment_of(scenario: Scenario, entrants: Sequence[Entrant], step: int, theme: Theme, language: str) -> "Moment":
    """Return what stands at a step: a race's moment, or that of the one training; a shorter one is at its end."""
    if len(entrants) > 1:
        return race_at(entrants, step, theme, language=language)
    (entrant,) = entrants
    playhead = min(step, entrant.history.last_step)
    return moment_at(scenario, entrant.landscape, entrant.history, playhead, theme, language=language)
