"""A race at one step: the moments of all racers, which of them share a landscape, how they stand; GUI thread."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from reluviz.scenario.racers import Racer
from reluviz.scenario.text import localized
from reluviz.scene.moment import Moment, moment_at
from reluviz.scene.path_plane import PathPlanes
from reluviz.scene.theme import RUN_COLORS, Theme

if TYPE_CHECKING:
    from reluviz.landscape.landscape import Landscape
    from reluviz.training.history import History


@dataclass(frozen=True, slots=True)
class Entrant:
    """A racer with what it has been trained to."""

    racer: Racer
    landscape: "Landscape"
    history: "History"


@dataclass(frozen=True, eq=False, slots=True)
class RacerLook:
    """One racer at the playhead.

    Attributes
    ----------
    color, ink
        ``#rrggbb``, to fill with and for lines and text.
    is_chosen
        Whether it is the one that neuron, parameters and verdict tell of.
    moment
        What it has come to; beyond the end of its training, its last step.
    """

    label: str
    color: str
    ink: str
    is_chosen: bool
    moment: Moment


@dataclass(frozen=True, slots=True)
class Placing:
    """One line of the standings.

    Attributes
    ----------
    counts
        How many runs have which fate, for the fates that there are.
    loss
        The loss of the racer's only run, or the median of many; None without runs.
    """

    label: str
    color: str
    ink: str
    is_chosen: bool
    counts: tuple[tuple[str, int], ...]
    loss: float | None


def race_at(
    entrants: Sequence[Entrant],
    playhead: int,
    theme: Theme,
    *,
    chosen: int = 0,
    followed: int | None = None,
    language: str = "en",
    epochs: bool = False,
    turn: float | None = None,
    planes: PathPlanes | None = None,
    veiled: bool = False,
) -> Moment:
    """Return what stands at a step: the chosen racer's moment, which holds those of all.

    `followed` is the number of a run; those of the same start have the same number in every history.
    """
    looks = []
    for index, (racer, landscape, history) in enumerate(
        (entrant.racer, entrant.landscape, entrant.history) for entrant in entrants
    ):
        moment = moment_at(
            racer.scenario,
            landscape,
            history,
            min(playhead, history.last_step),
            theme,
            followed=followed,
            language=language,
            epochs=epochs,
            turn=turn,
            racer=racer.color,
            planes=planes,
            veiled=veiled,
        )
        color = RUN_COLORS[racer.color][theme.is_dark]
        looks.append(RacerLook(localized(racer.label, language), color, theme.ink(color), index == chosen, moment))
    looks = _on_common_planes(looks)
    return replace(looks[chosen].moment, race=tuple(looks))


def _on_common_planes(looks: list[RacerLook]) -> list[RacerLook]:
    """Return the looks of racers, where those that have the same landscape share the plane of the first above it."""
    if all(look.moment.plane is None for look in looks):
        return looks
    leads = {id(look): lead_first(group)[0].moment for group in groups(looks) for look in group}
    return [
        replace(look, moment=replace(look.moment, plane=lead.plane, x_name=lead.x_name, y_name=lead.y_name))
        for look in looks
        for lead in (leads[id(look)],)
    ]


def lead_first(group: Sequence[RacerLook]) -> list[RacerLook]:
    """Return racers that share a landscape in the order in which they lie over it: the chosen one above all."""
    return sorted(group, key=lambda look: not look.is_chosen)


def groups(race: Sequence[RacerLook]) -> tuple[tuple[RacerLook, ...], ...]:
    """Return the racers that have the same landscape together, in their order."""
    found: list[list[RacerLook]] = []
    keys: list[object] = []
    for look in race:
        scenario = look.moment.scenario
        key = scenario.data, scenario.target, scenario.model
        if key in keys:
            found[keys.index(key)].append(look)
        else:
            keys.append(key)
            found.append([look])
    return tuple(map(tuple, found))


def placings(moment: Moment) -> tuple[Placing, ...]:
    """Return how the racers of a moment stand; empty where there is no race."""
    return tuple(
        Placing(
            look.label,
            look.color,
            look.ink,
            look.is_chosen,
            tuple(look.moment.runs.counts().items()),
            _loss(look.moment),
        )
        for look in moment.race
    )


def _loss(moment: Moment) -> float | None:
    losses = np.asarray(moment.runs.losses, dtype=np.float64)
    return float(np.median(losses)) if len(losses) else None
