"""What can be done to the starts: from the landscape, the menu and the controls; GUI thread."""

from collections.abc import Callable, Sequence
from math import floor, log10

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Slot

from reluviz.desktop import edits
from reluviz.desktop.document import Document
from reluviz.desktop.experiment import Experiment, changed_rows
from reluviz.errors import ScenarioError
from reluviz.language import translate
from reluviz.scenario.model import Scenario, Start
from reluviz.scenario.parameters import start_row
from reluviz.scenario.validation import MOST_RUNS, check_variations
from reluviz.scene.moment import Moment

BESIDE = 1.0
"""How far to the right of the followed start a new one is added from the menu."""

DRAG = "start"
"""The key of the gesture that moves a start with the mouse."""


class StartHandlers(QObject):
    """Sets, adds, moves, removes and follows starts.

    Parameters
    ----------
    moment
        Returns what the views show now.
    widths
        Returns how wide and how high the part of the landscape is that is shown.
    say
        Takes what cannot be done, in words.
    """

    def __init__(
        self,
        document: Document,
        experiment: Experiment,
        moment: Callable[[], Moment | None],
        widths: Callable[[], tuple[float, float]],
        say: Callable[[str], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._document = document
        self._experiment = experiment
        self._moment = moment
        self._widths = widths
        self._say = say
        # After the experiment, which has made the runs of the starts by then.
        document.changed.connect(self._on_document_changed)

    # ---- from the landscape ---------------------------------------------------------------------------------------

    @Slot(float, float)
    def set_at(self, x: float, y: float) -> None:
        """Let the followed run begin at a point of the landscape; without one, add it."""
        index = self._experiment.followed_start
        if index is None:
            self.add_at(x, y)
            return
        # A drag that goes on from here is the same step to undo.
        self._document.end_gesture()
        if self._change(
            edits.with_moved_start(self._document.scenario, index, self._row(x, y)),
            translate("Starts", "Set start"),
            DRAG,
        ):
            self._experiment.go_on()

    @Slot(float, float)
    def add_at(self, x: float, y: float) -> None:
        """Add a run at a point of the landscape, and follow it."""
        self._add(self._row(x, y))

    @Slot(int, float, float, bool)
    def move_to(self, run: int, x: float, y: float, finished: bool) -> None:
        """Let a run begin at the point that it is dragged to."""
        index = self._experiment.start_of(run)
        if index is None:
            if finished:
                self._say(
                    translate("Starts", "This start is made by a rule; add a start of your own with Shift and a click.")
                )
            return
        moment = self._moment()
        look = next((look for look in moment.runs if look.id == run), None) if moment is not None else None
        row = self._row(x, y, None if look is None else look.position)
        self._change(
            edits.with_moved_start(self._document.scenario, index, row),
            translate("Starts", "Move start"),
            DRAG,
        )
        self._experiment.follow(run)
        if finished:
            self._document.end_gesture()
            self._experiment.go_on()

    @Slot(int)
    def follow(self, run: int) -> None:
        """Follow a run."""
        self._experiment.follow(run)

    # ---- from menu and controls -----------------------------------------------------------------------------------

    @Slot()
    def add(self) -> None:
        """Add a start beside the followed one."""
        scenario = self._document.scenario
        index = self._experiment.followed_start
        like = scenario.start[index] if index is not None else Start(weight=0.0 if index is not None else -BESIDE)
        row = list(start_row(scenario.model, like))
        row[0] += BESIDE
        self._add(row)

    @Slot()
    def remove(self) -> None:
        """Remove the followed run and its start."""
        index = self._experiment.followed_start
        if index is not None:
            self._change(
                edits.without_start(self._document.scenario, index),
                translate("Starts", "Remove start"),
            )
        elif self._experiment.followed is not None:
            self._say(
                translate("Starts", "This start is made by a rule: change how many there are under Start, Many starts.")
            )

    def follow_next(self) -> None:
        """Follow the next run."""
        self._experiment.follow_neighbour(1)

    def follow_previous(self) -> None:
        """Follow the run before."""
        self._experiment.follow_neighbour(-1)

    def _on_document_changed(self, before: Scenario, after: Scenario) -> None:
        """Follow a start that has come, also by the undoing of its removal."""
        if len(after.start) != len(before.start) + 1:
            return
        came = [new for old, new in changed_rows(before.start, after.start) if old is None and new is not None]
        if len(came) == 1:
            self._experiment.follow_start(came[0])

    def _add(self, row: Sequence[float]) -> None:
        scenario = self._document.scenario
        if len(self._experiment.history.runs) >= MOST_RUNS:
            self._say(translate("Starts", "There are {count} runs, as many as there may be.").format(count=MOST_RUNS))
            return
        if self._change(edits.with_added_start(scenario, row), translate("Starts", "Add start")):
            self._experiment.go_on()

    def _change(self, scenario: Scenario, text: str, key: str = "") -> bool:
        """Take a change of the starts; False if the racers have students that these do not fit, which is said."""
        try:
            # The document would leave out what makes no sense in the variations: the racers would be alike.
            check_variations("", scenario)
        except ScenarioError:
            self._say(
                translate("Starts", "A start of your own fits one number of hidden units, but the racers have several.")
            )
            return False
        self._document.change(scenario, text, key)
        return True

    def _row(self, x: float, y: float, position: NDArray[np.float64] | None = None) -> list[float]:
        """Return the parameters at a point of the landscape as it is shown: the others stand at the followed run's."""
        moment = self._moment()
        if moment is None:
            return list(start_row(self._document.scenario.model, Start()))
        widths = self._widths()
        if moment.plane is not None:
            # All parameters move with the plane's point; digits of which a pixel knows nothing are left out.
            return [rounded(value, min(widths)) for value in moment.row_at(x, y, position)]
        row = [float(value) for value in (moment.base if position is None else position)]
        names = moment.names
        row[names.index(moment.x_name)] = rounded(x, widths[0])
        if moment.y_name in names:
            row[names.index(moment.y_name)] = rounded(y, widths[1])
        return row


def rounded(value: float, width: float) -> float:
    """Return a number that the mouse has given, without the digits beyond a pixel of an axis of that width."""
    decimals = 3 - floor(log10(width)) if width > 0 else 15
    return round(float(value), min(max(decimals, 0), 15)) + 0.0
