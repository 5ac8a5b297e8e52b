"""The step from the playhead to the next one, asked for and answered, at once or later; GUI thread and recorder."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from reluviz.scenario.idle import settled
from reluviz.training.engine import Problem
from reluviz.training.spans import Span, spans
from reluviz.training.updates import Update, UpdateQuestion

if TYPE_CHECKING:
    from reluviz.scene.moment import Moment


class UpdateSource(Protocol):
    """Answers questions, at once or later."""

    def request(self, question: UpdateQuestion) -> Update | None:
        """Return the step asked for, or one of the same path shortly before it; None where there is none yet."""
        ...

    def set_changed(self, callback: Callable[[], None]) -> None:
        """Take the function to call, in the GUI thread, when an answer has come: the view then asks again."""
        ...


class ImmediateUpdates:
    """Answers where it is asked, and keeps the last answer: for pictures, films and tests.

    Parameters
    ----------
    with_memory
        Whether the optimizer's memory is wanted.
    """

    def __init__(self, *, with_memory: bool = True) -> None:
        # Not with the module: the window asks a thread of its own.
        from reluviz.training.retracing import Retracer

        self._retracer = Retracer(with_memory=with_memory)
        self._last: tuple[object, Update] | None = None

    def request(self, question: UpdateQuestion) -> Update | None:
        """Return the step asked for."""
        if self._last is None or self._last[0] != question.key:
            self._last = question.key, self._retracer.answer(question)
        return self._last[1]

    def set_changed(self, callback: Callable[[], None]) -> None:
        """Do nothing: every answer is there at once."""


class Questions:
    """Makes questions of moments; what they have in common is worked out once."""

    def __init__(self) -> None:
        self._made_of: tuple[object, ...] = ()
        self._problem: Problem | None = None
        self._spans: tuple[Span, ...] = ()

    def question(self, moment: "Moment") -> UpdateQuestion | None:
        """Return what to ask for the followed run's step at the playhead; None where there is no run that moves.

        And none where its past has jumps that are no steps: what the optimizer remembered does not follow from it.
        """
        run, history, scenario = moment.followed_run, moment.history, moment.scenario
        if run is None or run.diverged_at is not None or run.is_pieced:
            return None
        # The newest step before the changes: those that come between the two are of a later step.
        last, revision = history.last_step, history.revision
        events, renewals = history.events, history.renewals
        made_of = scenario, events, renewals
        if self._problem is None or any(one is not other for one, other in zip(made_of, self._made_of, strict=True)):
            training = settled(scenario).training
            self._problem = Problem(scenario.data, scenario.target, scenario.model)
            self._spans = spans(training, events, renewals)
            self._made_of = made_of
        return UpdateQuestion(
            problem=self._problem,
            landscape=moment.landscape,
            history=history,
            spans=self._spans,
            run=run.id,
            first_step=run.first_step,
            step=moment.playhead,
            is_known=moment.playhead < last,
            revision=revision,
        )
