"""What stands at one step: the values that every view draws from, judged once for all; GUI thread and recorder."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from reluviz.scenario.axes import view_axes
from reluviz.scenario.model import Scenario, Start
from reluviz.scenario.parameters import parameter_names, start_row
from reluviz.scenario.text import localized
from reluviz.scene.theme import FATE_LOOKS, RUN_COLORS, Shape, Theme
from reluviz.training.fates import judge

if TYPE_CHECKING:
    from reluviz.landscape.landscape import Landscape
    from reluviz.training.history import History

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
        The step at which the run began.
    start, position : (P,)
        The parameters at its start and at the playhead; those of the last finite step if it has diverged.
    loss
        The expected loss at `position`, as the history keeps it.
    diverged_at
        The step at which it blew up, if it has done so by the playhead.
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


@dataclass(frozen=True, eq=False)
class Moment:
    """Everything that a view draws from: the scenario, its landscape, the history, and the step being looked at.

    Attributes
    ----------
    playhead
        The step being looked at.
    runs
        The runs that have begun by the playhead, in the history's order.
    followed
        The number of the run that the neuron, the parameters and the verdict tell of; None without runs.
    x_name, y_name
        The parameters across and upwards; `y_name` is empty where the student has one parameter.
    epochs
        Whether axes of steps are counted in epochs of `STEPS_AN_EPOCH` steps.
    """

    scenario: Scenario
    landscape: "Landscape"
    history: "History"
    playhead: int
    runs: tuple[RunLook, ...]
    followed: int | None
    x_name: str
    y_name: str
    language: str = "en"
    epochs: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the parameters, in the order of a row."""
        return parameter_names(self.scenario.model)

    @property
    def followed_run(self) -> RunLook | None:
        """The followed run as it looks at the playhead."""
        return next((run for run in self.runs if run.id == self.followed), None)

    @property
    def base(self) -> NDArray[np.float64]:
        """(P,): the followed run's parameters at the playhead; those of a start that names none without runs."""
        run = self.followed_run
        return np.array(start_row(self.scenario.model, Start())) if run is None else run.position


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
) -> Moment:
    """Return what stands at the step `playhead`; all runs are judged together.

    `followed` falls back to the first run, `x_name` and `y_name` to what the scenario's view asks for.
    """
    standing = history.standing(playhead)
    positions = np.asarray(standing.parameters, dtype=np.float64)
    fates = judge(landscape, positions, standing.diverged) if standing.runs else []
    looks = []
    for row, run in enumerate(standing.runs):
        fate = fates[row]
        look = FATE_LOOKS[fate]
        asked = RUN_COLORS.get(run.color) if run.color in WORN.get(fate, ()) else None
        color = look.color(theme) if asked is None else asked[theme.is_dark]
        start = history.at(run.id, run.first_step)
        looks.append(
            RunLook(
                id=run.id,
                label=localized(run.label, language),
                color=color,
                ink=theme.ink(color),
                shape=look.shape,
                dashed=look.dashed,
                fate=fate,
                first_step=run.first_step,
                start=positions[row] if start is None else np.asarray(start, dtype=np.float64),
                position=positions[row],
                loss=float(standing.loss[row]),
                diverged_at=run.diverged_at if standing.diverged[row] else None,
            )
        )
    if all(look.id != followed for look in looks):
        followed = looks[0].id if looks else None
    x_asked, y_asked = axis_names(scenario)
    return Moment(
        scenario=scenario,
        landscape=landscape,
        history=history,
        playhead=playhead,
        runs=tuple(looks),
        followed=followed,
        x_name=x_name or x_asked,
        y_name=y_name or y_asked,
        language=language,
        epochs=epochs,
    )
