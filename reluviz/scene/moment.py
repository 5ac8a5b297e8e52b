"""What stands at one step: the values that every view draws from, judged once for all; GUI thread and recorder."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, overload

import numpy as np
from numpy.typing import NDArray

from reluviz.scenario.axes import PLANE_AXES, is_plane, view_axes
from reluviz.scenario.model import Scenario, Start
from reluviz.scenario.parameters import parameter_names, start_row
from reluviz.scenario.text import localized
from reluviz.scene.path_plane import PathPlanes
from reluviz.scene.theme import FATE_LOOKS, RUN_COLORS, Shape, Theme
from reluviz.training.fates import FATE_NAMES, judge_indices

if TYPE_CHECKING:
    from reluviz.landscape.landscape import Landscape
    from reluviz.landscape.plane import Plane
    from reluviz.scene.race import RacerLook
    from reluviz.training.history import History
    from reluviz.training.records import Standing

STEPS_AN_EPOCH = 100
"""An epoch of the question's figure: Keras's `fit` on 100,000 samples in batches of 1,000."""

WORN = {"moving": frozenset(RUN_COLORS), "dying": frozenset({"red"})}
"""The colours of their own that runs wear while their fate is unsettled; none that stands for a better fate."""


@dataclass(frozen=True, eq=False)
class RunLook:
    """One run at the playhead: where it is, and how it looks.

    Attributes
    ----------
    id
        The history's number of the run.
    color
        ``#rrggbb``, to fill the head with: what the start asks for while the fate is unsettled, else the fate's own.
    ink
        The same colour for lines: dark (in the dark theme light) enough to stand off the ground.
    shape, dashed
        The head's shape and the trail's line, both told by the fate.
    first_step
        The step at which the run began, in the life that it has at the playhead: its start may be moved later.
    start, position : (P,)
        The parameters at its start and at the playhead; those of the last finite step if it has diverged.
    loss
        The expected loss at `position`, as the history keeps it.
    diverged_at
        The step at which it blew up, if it has done so by the playhead.
    last_step
        The last step before its start is moved; None if it is not.
    is_pieced
        Whether its path so far may have jumps that are no steps (`Life`).
    """

    id: int
    label: str
    color: str
    ink: str
    shape: Shape
    dashed: bool
    fate: str
    first_step: int
    start: NDArray[np.float64]
    position: NDArray[np.float64]
    loss: float
    diverged_at: int | None = None
    last_step: int | None = None
    is_pieced: bool = False


MOST_AT_ONCE = 48
"""Landscapes with more runs are not drawn in the same frame as other views, nor as each other."""

MOST_DRAWN = 200
"""So many runs at most have all of them a head, a trail and a curve of their own."""

DRAWN_OF_MORE = 40
"""Of more runs than that, so many trails and curves are drawn, spread over the runs' order."""

GOLDEN = (5**0.5 - 1) / 2
"""The golden section: its multiples, without their whole parts, are spread out however many there are."""

PLACED_OF_MORE = 20
"""And besides those, so many at most of the starts that were placed, not drawn at random or laid out in a grid."""


class RunLooks(Sequence[RunLook]):
    """The looks of all runs, each made when it is asked for: of thousands, most are only counted.

    Parameters
    ----------
    standing
        Where the runs are.
    fates : (R,)
        Indices into `FATE_NAMES`.
    starts : (R, P)
        Where they began.
    racer
        In a race, the colour that tells whose runs they are (one of `RUN_COLORS`); their shapes tell the fates.
    """

    def __init__(
        self,
        standing: "Standing",
        fates: NDArray[np.uint8],
        starts: NDArray[np.floating],
        theme: Theme,
        language: str,
        racer: str = "",
    ) -> None:
        self._standing = standing
        self.fates = fates
        self.positions = np.asarray(standing.parameters, dtype=np.float64)
        """The parameters at the playhead, (R, P)."""
        self.starts = np.where(np.isfinite(starts), starts, self.positions).astype(np.float64)
        """The parameters at the starts, (R, P)."""
        self.theme = theme
        """Whose colours the runs wear."""
        self._language = language
        self.racer = racer
        """The colour that the runs wear whatever their fates; empty: none."""
        self._made: dict[int, RunLook] = {}

    def __len__(self) -> int:
        return len(self._standing.runs)

    @overload
    def __getitem__(self, index: int) -> RunLook: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[RunLook]: ...

    def __getitem__(self, index: int | slice) -> RunLook | Sequence[RunLook]:
        if isinstance(index, slice):
            return [self[place] for place in range(*index.indices(len(self)))]
        made = self._made.get(index)
        if made is not None:
            return made
        place = range(len(self))[index]
        made = self._made.get(place)
        if made is None:
            made = self._made[place] = self._look(place)
        return made

    def __iter__(self) -> Iterator[RunLook]:
        # The one that sequences have asks until an index is out of range, in Python: every view goes through all runs.
        return map(self.__getitem__, range(len(self)))

    def place(self, run: int) -> int | None:
        """Return which of the runs has a number; None if it has not begun, or is gone."""
        return self._places.get(run)

    @cached_property
    def _places(self) -> dict[int, int]:
        return {run.id: place for place, run in enumerate(self._standing.runs)}

    def counts(self) -> dict[str, int]:
        """Return how many runs have which fate, for the fates that there are."""
        return _counted(self.fates)

    def sampled_counts(self) -> dict[str, int]:
        """Return the same of the runs whose starts were drawn at random; empty without any."""
        return _counted(self.fates[[run.is_sampled for run in self._standing.runs]])

    def placed(self) -> list[int]:
        """Return which of the runs began at placed starts: those with a name or a colour, or beside a random sample."""
        runs = self._standing.runs
        is_sample = any(run.is_sampled for run in runs)
        return [place for place, run in enumerate(runs) if run.label or run.color or (is_sample and not run.is_sampled)]

    @property
    def losses(self) -> NDArray[np.floating]:
        """The expected losses at the playhead, (R,)."""
        return self._standing.loss

    def _look(self, place: int) -> RunLook:
        run = self._standing.runs[place]
        fate = FATE_NAMES[self.fates[place]]
        look, theme = FATE_LOOKS[fate], self.theme
        worn = self.racer or (run.color if run.color in WORN.get(fate, ()) else "")
        asked = RUN_COLORS.get(worn)
        color = look.color(theme) if asked is None else asked[theme.is_dark]
        return RunLook(
            id=run.id,
            label=localized(run.label, self._language),
            color=color,
            ink=theme.ink(color),
            shape=look.shape,
            dashed=look.dashed,
            fate=fate,
            first_step=run.first_step,
            start=self.starts[place],
            position=self.positions[place],
            loss=float(self._standing.loss[place]),
            diverged_at=run.diverged_at if self._standing.diverged[place] else None,
            last_step=run.last_step,
            is_pieced=run.is_pieced,
        )


def _counted(fates: NDArray[np.uint8]) -> dict[str, int]:
    found = np.bincount(fates, minlength=len(FATE_NAMES)).tolist()
    return {fate: count for fate, count in zip(FATE_NAMES, found, strict=True) if count}


@dataclass(frozen=True, eq=False)
class Moment:
    """Everything that a view draws from: the scenario, its landscape, the history, and the step being looked at.

    Attributes
    ----------
    playhead
        The step being looked at.
    runs
        The runs that have begun by the playhead, as they were there, in the history's order.
    followed
        The number of the run that the neuron, the parameters and the verdict tell of; None without runs.
    x_name, y_name
        The parameters across and upwards; `y_name` is empty where the student has one parameter. `PLANE_AXES` where
        the plane of the path is shown.
    plane
        The plane of the path, whose directions are the axes; None where parameters are, be it that the scenario asks
        for the plane, but the path has none yet.
    epochs
        Whether axes of steps are counted in epochs of `STEPS_AN_EPOCH` steps.
    turn
        Degrees by which a surface is turned beyond its azimuth, while it turns; None where it stands.
    race
        All racers, this one among them, if several settings race; else empty.
    """

    scenario: Scenario
    landscape: "Landscape"
    history: "History"
    playhead: int
    runs: RunLooks
    followed: int | None
    x_name: str
    y_name: str
    language: str = "en"
    epochs: bool = False
    turn: float | None = None
    race: "tuple[RacerLook, ...]" = ()
    plane: "Plane | None" = None

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the parameters, in the order of a row."""
        return parameter_names(self.scenario.model)

    @cached_property
    def drawn(self) -> Sequence[RunLook]:
        """The runs with a trail and a curve: all, or `DRAWN_OF_MORE` spread out, placed starts, and the followed.

        Each is a golden section further on: evenly spaced ones would be the diagonal of a grid whose side fits.
        """
        if len(self.runs) <= MOST_DRAWN:
            # A list: every view goes through them some times in a frame.
            return list(self.runs)
        places = {int(len(self.runs) * (number * GOLDEN % 1.0)) for number in range(DRAWN_OF_MORE)}
        places.update(self.runs.placed()[:PLACED_OF_MORE])
        if self.followed is not None and (place := self.runs.place(self.followed)) is not None:
            places.add(place)
        return [self.runs[place] for place in sorted(places)]

    @cached_property
    def is_crowded(self) -> bool:
        """Whether so many runs are drawn, of all racers, that the landscape takes turns with the other views."""
        racers = [look.moment for look in self.race] or [self]
        return sum(min(len(racer.runs), MOST_DRAWN) for racer in racers) > MOST_AT_ONCE

    @property
    def is_laborious(self) -> bool:
        """Whether it takes so long to draw, or so many trainings run beside it, that each has its own time."""
        return self.is_crowded or len(self.race) > 1

    @property
    def followed_run(self) -> RunLook | None:
        """The followed run as it looks at the playhead."""
        place = None if self.followed is None else self.runs.place(self.followed)
        return None if place is None else self.runs[place]

    @property
    def step(self) -> int:
        """The step that the whole race has come to: the playhead, but for racers whose training is shorter."""
        return max([self.playhead, *(look.moment.playhead for look in self.race)])

    @property
    def base(self) -> NDArray[np.float64]:
        """(P,): the followed run's parameters at the playhead; those of a start that names none without runs."""
        run = self.followed_run
        return np.array(start_row(self.scenario.model, Start())) if run is None else run.position

    # -- what is on the axes: two parameters, or two directions ----------------------------------------------------

    def coordinates(self, parameters: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Return where parameters (…, P) are on the two axes (…)."""
        if self.plane is not None:
            return self.plane.coordinates(parameters)
        x, y = self.names.index(self.x_name), self.names.index(self.y_name)
        return parameters[..., x], parameters[..., y]

    def slopes(self, gradient: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Return the parts of gradients (…, P) along the two axes (…)."""
        if self.plane is not None:
            return gradient @ self.plane.across, gradient @ self.plane.up
        return self.coordinates(gradient)

    def row_at(self, x: float, y: float, base: NDArray[np.float64] | None = None) -> NDArray[np.float64]:
        """Return the parameters (P,) at x and y; all that the axes leave open is as in `base`, or the moment's own."""
        row = self.remainder(base)
        if self.plane is not None:
            return row + x * self.plane.across + y * self.plane.up
        row[self.names.index(self.x_name)] = x
        row[self.names.index(self.y_name)] = y
        return row

    def remainder(self, base: NDArray[np.float64] | None = None) -> NDArray[np.float64]:
        """Return `base` (P,), or the moment's own, put to 0 along both axes."""
        row = (self.base if base is None else base).astype(np.float64)
        if self.plane is not None:
            return self.plane.beside(row)
        for name in (self.x_name, self.y_name):
            row[self.names.index(name)] = 0.0
        return row


def axis_names(scenario: Scenario) -> tuple[str, str]:
    """Return the parameters on the axes: those that the scenario's view asks for, as far as the student has them."""
    x_name, y_name = view_axes(scenario)
    others = (name for name in parameter_names(scenario.model) if name != x_name)
    return x_name, next(others, "") if y_name is None else y_name


def moment_at(
    scenario: Scenario,
    landscape: "Landscape",
    history: "History",
    playhead: int,
    theme: Theme,
    *,
    followed: int | None = None,
    x_name: str = "",
    y_name: str = "",
    language: str = "en",
    epochs: bool = False,
    turn: float | None = None,
    racer: str = "",
    planes: PathPlanes | None = None,
    veiled: bool = False,
) -> Moment:
    """Return what stands at the step `playhead`; all runs are judged together.

    `followed` falls back to the first run, `x_name` and `y_name` to what the scenario's view asks for; `racer` is the
    colour of a racer. `planes` keeps the planes of paths from one moment to the next; without it each is found anew.
    `veiled` hides the fates: all runs look as if they were still moving.
    """
    standing = history.standing(playhead)
    fates = judge_indices(landscape, standing.parameters, standing.diverged)
    if veiled:
        fates = np.full_like(fates, FATE_NAMES.index("moving"))
    runs = RunLooks(standing, fates, history.starts(standing.runs), theme, language, racer)
    if followed is None or runs.place(followed) is None:
        followed = runs[0].id if runs else None
    plane = (planes or PathPlanes()).plane(history, followed, playhead) if is_plane(scenario) else None
    x_asked, y_asked = axis_names(scenario) if plane is None else PLANE_AXES
    return Moment(
        scenario=scenario,
        landscape=landscape,
        history=history,
        playhead=playhead,
        runs=runs,
        followed=followed,
        x_name=x_name or x_asked,
        y_name=y_name or y_asked,
        language=language,
        epochs=epochs,
        turn=turn,
        plane=plane,
    )
