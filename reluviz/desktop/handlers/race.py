"""What can be done to the racers: one more, one less, other settings for one of them; GUI thread."""

from dataclasses import replace

from PySide6.QtCore import QObject, Slot

from reluviz.desktop import edits
from reluviz.desktop.controls.section import Edit
from reluviz.desktop.controls.words import refused_words
from reluviz.desktop.document import Document
from reluviz.desktop.experiment import Experiment
from reluviz.errors import ScenarioError
from reluviz.language import translate
from reluviz.scenario.idle import settled
from reluviz.scenario.model import Scenario, Variation
from reluviz.scenario.validation import MOST_VARIATIONS, check_variations


class RaceHandlers(QObject):
    """Changes the chosen racer, and how many there are; each change is a step to undo.

    Parameters
    ----------
    edit
        Takes a change of the whole scenario, and returns what is wrong with it.
    """

    def __init__(self, document: Document, experiment: Experiment, edit: Edit, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._experiment = experiment
        self._edit = edit

    def shown(self) -> Scenario:
        """Return the scenario as the chosen racer has it, with what does not act: for the controls."""
        scenario, chosen = self._document.scenario, self._experiment.chosen
        return scenario.varied(scenario.variation[chosen - 1]) if 0 < chosen <= len(scenario.variation) else scenario

    def edit(self, changed: Scenario, text: str, key: str) -> str:
        """Take a change of the chosen racer; return what is wrong with it."""
        chosen = self._experiment.chosen
        if not chosen:
            return self._edit(changed, text, key)
        after = edits.with_racer(self._document.scenario, chosen - 1, changed)
        try:
            # Before what makes no sense is dropped, as a file would not have it: here it is told.
            check_variations("", replace(settled(after), variation=after.variation))
        except ScenarioError as error:
            return refused_words(error)
        return self._edit(after, text, f"variation.{chosen - 1}.{key}")

    def choose_next(self) -> None:
        """Tell of the next racer; after the last one of the first."""
        self._choose_neighbour(1)

    def choose_previous(self) -> None:
        """Tell of the racer before."""
        self._choose_neighbour(-1)

    def _choose_neighbour(self, distance: int) -> None:
        self._experiment.choose((self._experiment.chosen + distance) % len(self._experiment.race.sessions))

    @Slot()
    def add(self) -> None:
        """Add a racer with the settings of the chosen one behind it, and choose it."""
        scenario, chosen = self._document.scenario, self._experiment.chosen
        if len(scenario.variation) >= MOST_VARIATIONS:
            return
        copied = Variation(changes=scenario.variation[chosen - 1].changes if chosen else ())
        variations = (*scenario.variation[:chosen], copied, *scenario.variation[chosen:])
        self._document.change(replace(scenario, variation=variations), translate("Race", "Add racer"))
        self._experiment.choose(chosen + 1)

    @Slot()
    def remove(self) -> None:
        """Remove the chosen racer, and choose the one before; the scenario itself stays."""
        scenario, chosen = self._document.scenario, self._experiment.chosen
        if not chosen:
            return
        self._experiment.choose(chosen - 1)
        variations = (*scenario.variation[: chosen - 1], *scenario.variation[chosen:])
        self._document.change(replace(scenario, variation=variations), translate("Race", "Remove racer"))
