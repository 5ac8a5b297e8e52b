"""What pictures and films are made from: a scenario's racers, trained, and what stands at a step; GUI thread."""

from collections.abc import Sequence
from contextlib import closing, nullcontext
from dataclasses import replace
from typing import TYPE_CHECKING

from reluviz.landscape.landscape import Landscape
from reluviz.recording.sights import Look
from reluviz.scenario.model import Scenario
from reluviz.scenario.racers import Racer, racers
from reluviz.scene.moment import moment_at
from reluviz.scene.race import Entrant, race_at
from reluviz.scene.theme import Theme
from reluviz.training.headless import Progress, Warn, history_of
from reluviz.training.source import Engines

if TYPE_CHECKING:
    from reluviz.scene.moment import Moment


def trained_entrants(
    scenario: Scenario,
    step: int | None = None,
    progress: Progress | None = None,
    warn: Warn | None = None,
    engines: Engines | None = None,
) -> tuple[Entrant, ...]:
    """Return the racers of a scenario, each trained up to a step; they share one TensorFlow process.

    That of the given engines, which the caller closes; else one that ends with the trainings.
    """
    found = racers(scenario)
    entrants: list[Entrant] = []

    def show(share: float) -> None:
        if progress is not None:
            progress((len(entrants) + share) / len(found))

    with closing(Engines()) if engines is None else nullcontext(engines) as shared:
        for racer in found:
            landscape = Landscape(racer.scenario.data, racer.scenario.target, racer.scenario.model)
            history = history_of(racer.scenario, landscape, step, progress=show, warn=warn, engines=shared)
            entrants.append(Entrant(racer, landscape, history))
    return tuple(entrants)


def newest_step(entrants: Sequence[Entrant]) -> int:
    """Return the step that the longest training has come to."""
    return max(entrant.history.last_step for entrant in entrants)


def moment_of(
    scenario: Scenario,
    entrants: Sequence[Entrant],
    step: int,
    theme: Theme,
    language: str,
    look: Look | None = None,
) -> "Moment":
    """Return what stands at a step: a race's moment, or that of the one training; a shorter one is at its end."""
    look = look or Look()
    if len(entrants) > 1:
        return race_at(
            [replace(entrant, racer=_viewed(entrant.racer, look)) for entrant in entrants],
            step,
            theme,
            chosen=look.chosen,
            followed=look.followed,
            language=language,
            epochs=look.epochs,
            veiled=look.veiled,
        )
    (entrant,) = entrants
    return moment_at(
        _seen(scenario, look),
        entrant.landscape,
        entrant.history,
        min(step, entrant.history.last_step),
        theme,
        followed=look.followed,
        language=language,
        epochs=look.epochs,
        veiled=look.veiled,
    )


def _viewed(racer: Racer, look: Look) -> Racer:
    return racer._replace(scenario=_seen(racer.scenario, look))


def _seen(scenario: Scenario, look: Look) -> Scenario:
    """Return a scenario in the view that it is looked at in; where the fates are hidden, without a basin map."""
    view = look.view or scenario.view
    if look.veiled and view.basins:
        view = replace(view, basins=False)
    return scenario if view is scenario.view else replace(scenario, view=view)
