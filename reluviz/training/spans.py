"""Which settings led from each step to the next, read off the live changes of a history; any thread."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from reluviz.scenario.model import Training
from reluviz.training.records import Event


@dataclass(frozen=True, slots=True)
class Span:
    """Steps that were made with the same settings.

    Attributes
    ----------
    first_step
        The settings led from this step to the next one, and so on until the next span.
    training
        The settings.
    is_fresh
        Whether every optimizer began anew at `first_step`, without a memory.
    """

    first_step: int
    training: Training
    is_fresh: bool = False


def spans(training: Training, events: Sequence[Event], renewals: Iterable[int]) -> tuple[Span, ...]:
    """Return the spans of a training, in order; the first one begins at step 0, the last one has no end.

    Parameters
    ----------
    training
        The settings of now.
    events
        What was changed live until now.
    renewals
        The steps at which the optimizers began anew.
    """
    changes = {event.step: event.changes for event in events if event.kind == "training"}
    fresh = frozenset(renewals)
    found: list[Span] = []
    # From the settings of now backwards: what they were at first is told by nothing else.
    for step in sorted(changes.keys() | fresh | {0}, reverse=True):
        found.append(Span(step, training, step in fresh))
        if step in changes:
            training = replace(training, **{key: old for key, old, _ in changes[step]})
    return tuple(reversed(found))


def span_at(all_spans: Sequence[Span], step: int) -> Span:
    """Return the span whose settings lead from `step` to the next one."""
    return all_spans[bisect_right(all_spans, step, key=_first_step) - 1]


def next_change(all_spans: Sequence[Span], step: int) -> int | None:
    """Return the first step after `step` at which another span begins; None if there is none."""
    place = bisect_right(all_spans, step, key=_first_step)
    return all_spans[place].first_step if place < len(all_spans) else None


def same_until(some: Sequence[Span], others: Sequence[Span]) -> int | None:
    """Return the last step up to which two trainings were led by the same settings; None: they always are."""
    for one, other in zip(some, others, strict=False):
        if one != other:
            return min(one.first_step, other.first_step)
    if len(some) == len(others):
        return None
    longer = max(some, others, key=len)
    return longer[min(len(some), len(others))].first_step


def _first_step(span: Span) -> int:
    return span.first_step
