"""The verdict: what is happening to the followed run, in one sentence made of numbers; GUI thread and recorder."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from reluviz.scene import verdict_reasons, verdict_steps
from reluviz.scene.numbers import format_count
from reluviz.scene.theme import FATE_LOOKS, Theme
from reluviz.scene.verdict_facts import Facts

if TYPE_CHECKING:
    from reluviz.scene.moment import Moment


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is said of the followed run.

    Attributes
    ----------
    fate
        The run's fate at the playhead; empty where there is no run.
    headline
        The one sentence, short enough for the back row.
    detail
        Why, in a sentence or two for those who ask.
    """

    fate: str
    headline: str
    detail: str


@dataclass(frozen=True, slots=True)
class FateCount:
    """How many of the runs have a fate, and the colour that they wear; the fate's own where they wear several."""

    fate: str
    word: str
    count: int
    color: str

    @property
    def text(self) -> str:
        """The number as it is written: ``2,473``."""
        return format_count(self.count)


def verdict(moment: "Moment") -> Verdict:
    """Return what is happening to the followed run at the playhead; every number in it is computed from there."""
    run = moment.followed_run
    if run is None and moment.history.runs:
        first = min(life.first_step for run in moment.history.runs for life in (*run.lives, run))
        words = QCoreApplication.translate("Verdict", "The first one begins at step {step}.")
        return Verdict(
            "",
            QCoreApplication.translate("Verdict", "No run has begun at this step"),
            words.format(step=format_count(first)),
        )
    if run is None:
        return Verdict(
            "",
            QCoreApplication.translate("Verdict", "No run yet"),
            QCoreApplication.translate("Verdict", "Click the landscape to place a start."),
        )
    headline, detail = _TELL[run.fate](Facts(moment, run))
    return Verdict(run.fate, headline, detail)


def fate_word(fate: str, count: int = 1) -> str:
    """Return the word for a fate of so many runs, as it follows their number: ``7 converged``."""
    if count >= 2:
        return {
            "diverged": QCoreApplication.translate("Fate", "diverged", "several"),
            "converged": QCoreApplication.translate("Fate", "converged", "several"),
            "dead": QCoreApplication.translate("Fate", "dead", "several"),
            "stuck": QCoreApplication.translate("Fate", "stuck", "several"),
            "dying": QCoreApplication.translate("Fate", "dying", "several"),
            "moving": QCoreApplication.translate("Fate", "moving", "several"),
        }[fate]
    return {
        "diverged": QCoreApplication.translate("Fate", "diverged"),
        "converged": QCoreApplication.translate("Fate", "converged"),
        "dead": QCoreApplication.translate("Fate", "dead"),
        "stuck": QCoreApplication.translate("Fate", "stuck"),
        "dying": QCoreApplication.translate("Fate", "dying"),
        "moving": QCoreApplication.translate("Fate", "moving"),
    }[fate]


SUMMARY_ORDER = ("converged", "stuck", "dead", "dying", "diverged", "moving")
"""The fates as a summary counts them: what succeeded, what failed, what is under way."""


def fate_counts(moment: "Moment", theme: Theme) -> tuple[FateCount, ...]:
    """Return how many runs have which fate at the playhead, for the fates that there are: ``7 converged · 5 dying``."""
    counts = moment.runs.counts()
    worn = {fate: {run.color for run in moment.drawn if run.fate == fate} for fate in counts}
    return tuple(
        FateCount(
            fate,
            fate_word(fate, counts[fate]),
            counts[fate],
            worn[fate].pop() if len(worn[fate]) == 1 else FATE_LOOKS[fate].color(theme),
        )
        for fate in SUMMARY_ORDER
        if fate in counts
    )


_TELL: dict[str, Callable[[Facts], tuple[str, str]]] = {
    "diverged": verdict_steps.diverged,
    "converged": verdict_reasons.converged,
    "dead": verdict_reasons.dead,
    "stuck": verdict_reasons.stuck,
    "dying": verdict_reasons.dying,
    "moving": verdict_reasons.moving,
}
