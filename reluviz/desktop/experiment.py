"""The training on the stage: makes sessions of the document, carries changes into them; GUI thread."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal

from reluviz.desktop.document import Document
from reluviz.desktop.playback import Playback
from reluviz.landscape.landscape import Landscape
from reluviz.scenario.idle import settled
from reluviz.scenario.model import Scenario
from reluviz.scenario.parameters import start_row
from reluviz.training.history import History, RunId
from reluviz.training.session import Session, Status
from reluviz.training.source import EngineSource

COMMAND_SECONDS = 0.04
"""How long the window waits for a command that the next picture depends on."""

HOLD_SECONDS = 1.0
"""How long the last step stands still before a loop begins again."""


def problem_of(scenario: Scenario) -> tuple[object, ...]:
    """Return what makes a training another one: a change of any of it starts anew."""
    training = scenario.training
    return scenario.data, scenario.target, scenario.model, scenario.starts, training.seed, training.precision


class Experiment(QObject):
    """One session at a time, and the playhead over its history.

    Parameters
    ----------
    document
        Every change of its scenario is carried into the running session, or begins another one.
    engines
        Where the sessions get their engines; closed by whoever made it.
    speed
        Steps per second, of the training and of a replay.
    """

    renewed = Signal()
    """Another session has begun, with a history and a landscape of its own."""

    moved = Signal()
    """There is, or will be, something new to show: the frame loop should run."""

    followed_changed = Signal()
    """Another run is followed."""

    def __init__(
        self, document: Document, engines: EngineSource, speed: float, loop: bool, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.document = document
        self.playback = Playback()
        self.speed = speed
        self.loop = loop
        self._engines = engines
        self._is_warm = False
        self._ran_out = False
        self._stood = 0.0
        self._followed: RunId | None = None
        self._to_follow: RunId | None = None
        self._session, self._runs = self._begun()
        document.changed.connect(self._on_document_changed)
        document.opened.connect(self._on_document_opened)

    # ---- what there is -------------------------------------------------------------------------------------------

    @property
    def session(self) -> Session:
        """The present session."""
        return self._session

    @property
    def history(self) -> History:
        """The history of the present session."""
        return self._session.history

    @property
    def landscape(self) -> Landscape:
        """The landscape of the present session."""
        return self._session.landscape

    @property
    def status(self) -> Status:
        """How the session stands."""
        return self._session.status()

    @property
    def is_playing(self) -> bool:
        """Whether play has been pressed, and nothing has ended it."""
        return self.playback.direction != 0

    @property
    def is_restless(self) -> bool:
        """Whether something may have changed by the next frame."""
        return self.is_playing or self._to_follow is not None or not self._session.wait_still(0.0)

    @property
    def is_waiting(self) -> bool:
        """Whether something is on its way that comes by itself: the lowest loss, TensorFlow."""
        return self._is_warm and (self.landscape.known_lowest_loss is None or bool(self.status.message))

    # ---- the followed run ----------------------------------------------------------------------------------------

    @property
    def followed(self) -> RunId | None:
        """The run that neuron, parameters and verdict tell of; the first where that one is gone."""
        runs = [run.id for run in self.history.runs]
        return self._followed if self._followed in runs else (runs[0] if runs else None)

    @property
    def followed_start(self) -> int | None:
        """Which of the scenario's starts is that of the followed run; None if it was made by rule."""
        wanted = self._to_follow if self._to_follow is not None else self.followed
        return self._runs.index(wanted) if wanted is not None and wanted in self._runs else None

    def start_of(self, run: RunId) -> int | None:
        """Return which of the scenario's starts is that of a run; None if it was made by rule."""
        return self._runs.index(run) if run in self._runs else None

    def follow(self, run: RunId) -> None:
        """Follow a run."""
        self._to_follow = None
        if run != self._followed:
            self._followed = run
            self.followed_changed.emit()
            self.moved.emit()

    def follow_start(self, index: int) -> None:
        """Follow the run of one of the scenario's starts, as soon as it is there."""
        if 0 <= index < len(self._runs):
            run = self._runs[index]
            if any(entry.id == run for entry in self.history.runs):
                self.follow(run)
            else:
                self._to_follow = run
                self.followed_changed.emit()
                self.moved.emit()

    def follow_neighbour(self, distance: int) -> None:
        """Follow the run that many places further."""
        runs = [run.id for run in self.history.runs]
        if runs:
            here = runs.index(self.followed) if self.followed in runs else 0
            self.follow(runs[(here + distance) % len(runs)])

    # ---- transport -----------------------------------------------------------------------------------------------

    def play(self) -> None:
        """Replay from the playhead, then train on; at the end of a finished training: replay from step 0.

        If something has been changed since it ended, another training begins: a replay would show what was before.
        """
        if self.playback.following:
            if self.status.state == "finished" and self.history.last_step:
                if self._has_changed_since_the_end:
                    self.reset()
                    self._session.play()
                else:
                    self.playback.go_to(0)
            else:
                self._session.play()
        self.playback.play()
        self.moved.emit()

    @property
    def _has_changed_since_the_end(self) -> bool:
        events, newest = self.history.events, self.history.last_step
        return any(event.kind == "training" and event.step == newest for event in events[-1:])

    def pause(self) -> None:
        """Let training and playhead stand."""
        self._session.pause()
        self.playback.stop()
        self._ran_out = False
        self.moved.emit()

    def run_backwards(self) -> None:
        """Let the training stand, and the playhead run back."""
        self._session.pause()
        self.playback.run_backwards()
        self.moved.emit()

    def step(self, count: int) -> None:
        """Let everything stand, and move the playhead by single steps; beyond the newest: train them."""
        self.pause()
        there = self.playback.playhead + count
        if there > self.history.last_step:
            self._session.step(there - self.history.last_step)
            there = self.history.last_step
        self.playback.go_to(there)
        self.moved.emit()

    def go_to(self, step: int) -> None:
        """Look at a step; training, or the replay, goes on."""
        self.playback.advance(self.history.last_step, 0.0, self.speed)
        self.playback.go_to(step)
        self.moved.emit()

    def reset(self) -> None:
        """Put all runs back to their starts, at step 0, with the seed as at the beginning."""
        self._session.reset()
        self._session.wait_still(COMMAND_SECONDS)
        self._ran_out = False
        self.playback.restart()
        self.moved.emit()

    def set_speed(self, steps_per_second: float) -> None:
        """Train and replay at another speed."""
        self.speed = steps_per_second
        self._session.set_speed(steps_per_second)

    def set_loop(self, loop: bool) -> None:
        """Replay from step 0 whenever the training has ended, or not."""
        self.loop = loop

    def advance(self, seconds: float) -> bool:
        """Move the playhead by the time that has passed; tell whether it has moved."""
        session = self._session
        if self._to_follow is not None and any(run.id == self._to_follow for run in self.history.runs):
            self.follow(self._to_follow)
        # The status first: what is finished has no later rows than those that are read after it.
        state = session.status().state
        moved = self.playback.advance(self.history.last_step, seconds, self.speed)
        if self.playback.direction > 0 and self.playback.following and not self.playback.held:
            if not session.history.runs and session.wait_still(0.0):
                # Nothing is left to train: a start that is placed goes on.
                self._end(seconds)
            elif state in {"ready", "paused"} and session.history.runs:
                session.play()
            elif state in {"finished", "failed"}:
                self._end(seconds)
        return moved

    def _end(self, seconds: float) -> None:
        if self.loop and self.history.last_step and self.status.state == "finished":
            self._stood += seconds
            if self._stood >= HOLD_SECONDS:
                self._stood = 0.0
                self.playback.go_to(0)
        else:
            self._session.pause()
            self.playback.stop()
            self._ran_out = True

    def go_on(self) -> None:
        """Train on if the training had only come to its end: a start that is placed then runs at once."""
        if self._ran_out and not self.is_playing:
            self.play()

    # ---- the session and the document -----------------------------------------------------------------------------

    def warm_up(self) -> None:
        """Begin to start what takes its time; to be called after the first picture."""
        self._is_warm = True
        self._session.warm_up()

    def close(self) -> None:
        """End the session's thread."""
        self._session.close()

    def _begun(self) -> tuple[Session, list[RunId]]:
        scenario = settled(self.document.scenario)
        landscape = Landscape(scenario.data, scenario.target, scenario.model)
        session = Session(scenario, landscape, self._engines, speed=self.speed)
        return session, [run.id for run in session.history.runs][: len(scenario.start)]

    def _renew(self, playing: bool) -> None:
        place = self.followed_start
        self._session.close()
        self._session, self._runs = self._begun()
        self._followed = self._runs[place] if place is not None and place < len(self._runs) else None
        self._to_follow = None
        self._ran_out = False
        self.playback.restart()
        if self._is_warm:
            self._session.warm_up()
        self.renewed.emit()
        self.followed_changed.emit()
        if playing:
            self.play()
        self.moved.emit()

    def _on_document_opened(self) -> None:
        self._followed = None
        self._renew(playing=False)

    def _on_document_changed(self, before: Scenario, after: Scenario) -> None:
        if problem_of(before) != problem_of(after):
            self._renew(playing=self.playback.direction > 0)
            return
        training = settled(after).training
        if training != self._session.training:
            self._session.set_training(training)
        if before.start != after.start:
            self._carry_starts(before, after)
        self.moved.emit()

    def _carry_starts(self, before: Scenario, after: Scenario) -> None:
        """Move, add and remove runs, so that each start has its run again."""
        edits = changed_rows(before.start, after.start)
        model, session = after.model, self._session
        runs: list[RunId] = []
        place = self.followed_start
        for old, new in edits:
            if new is None:
                session.remove_run(self._runs[old or 0])
                continue
            start = after.start[new]
            if old is None:
                runs.append(session.add_run(start_row(model, start), start.label, start.color))
                continue
            run = self._runs[old]
            was = before.start[old]
            if (was.label, was.color) != (start.label, start.color):
                session.relabel_run(run, start.label, start.color)
            if start_row(model, was) != start_row(model, start):
                session.move_run(run, start_row(model, start))
            runs.append(run)
        self._runs = runs
        if place is not None and runs and self._followed not in runs:
            self.follow_start(min(place, len(runs) - 1))
        self.playback.go_to(self.history.last_step)


def changed_rows(before: Sequence[object], after: Sequence[object]) -> list[tuple[int | None, int | None]]:
    """Return which entry became which: pairs of places, None for one that came or went.

    Entries at both ends that are equal stay; those between are taken in turn, the rest is added or removed.
    """
    shorter = min(len(before), len(after))
    head = _equal(shorter, lambda place: before[place] == after[place])
    tail = _equal(shorter - head, lambda place: before[-1 - place] == after[-1 - place])
    pairs: list[tuple[int | None, int | None]] = [(place, place) for place in range(head)]
    old, new = range(head, len(before) - tail), range(head, len(after) - tail)
    for place in range(max(len(old), len(new))):
        pairs.append((old[place] if place < len(old) else None, new[place] if place < len(new) else None))
    pairs += [(len(before) - tail + place, len(after) - tail + place) for place in range(tail)]
    return pairs


def _equal(most: int, same: Callable[[int], bool]) -> int:
    return next((place for place in range(most) if not same(place)), most)
