"""The training on the stage: makes sessions of the document, carries changes into them; GUI thread."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QTimer, Signal

from reluviz.desktop.document import Document
from reluviz.desktop.playback import Playback
from reluviz.desktop.race import Race, problems_of
from reluviz.landscape.landscape import Landscape
from reluviz.scenario.model import Scenario
from reluviz.training.history import History, RunId
from reluviz.training.session import Session, Status
from reluviz.training.source import EngineSource

COMMAND_SECONDS = 0.04
"""How long the window waits for a command that the next picture depends on."""

BEGIN_MS = 20
"""After how long the threads of another training begin, and how often they are put off while it is still drawn."""

NEARLY = 0.9
"""Of the speed that is asked for: a training that is slower is behind."""

HOLD_SECONDS = 1.0
"""How long the last step stands still before a loop begins again."""


class Experiment(QObject):
    """One session at a time, or one for each racer, and the one playhead over their histories.

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

    chosen_changed = Signal()
    """Another racer is told of."""

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
        self.chosen = 0
        """Which of the racers neuron, parameters and verdict tell of."""
        self._race = Race(document.scenario, engines, speed)
        self._left: list[Race] = []
        """Those of before, whose threads are ending."""
        self.may_begin: Callable[[], bool] = lambda: True
        """Asked before threads begin: whether what they train is seen."""
        self._begin = QTimer(self)
        self._begin.setSingleShot(True)
        self._begin.setInterval(BEGIN_MS)
        self._begin.timeout.connect(self._on_begin)
        document.changed.connect(self._on_document_changed)
        document.opened.connect(self._on_document_opened)

    # ---- what there is -------------------------------------------------------------------------------------------

    @property
    def race(self) -> Race:
        """The sessions of all racers."""
        return self._race

    @property
    def session(self) -> Session:
        """The session of the chosen racer; without a race the only one."""
        return self._race.sessions[self.chosen]

    @property
    def history(self) -> History:
        """The history of the chosen racer."""
        return self.session.history

    @property
    def landscape(self) -> Landscape:
        """The landscape of the chosen racer."""
        return self.session.landscape

    @property
    def status(self) -> Status:
        """How the chosen racer's session stands."""
        return self.session.status()

    @property
    def newest(self) -> int:
        """The newest step that can be looked at: all racers that still train have made it."""
        return self._race.newest

    @property
    def is_playing(self) -> bool:
        """Whether play has been pressed, and nothing has ended it."""
        return self.playback.direction != 0

    def is_behind(self) -> bool:
        """Return whether what plays is trained more slowly than it is to be shown."""
        return self.is_playing and self._race.is_slower(NEARLY * self.speed)

    @property
    def is_restless(self) -> bool:
        """Whether something may have changed by the next frame."""
        return self.is_playing or self._to_follow is not None or not self._race.is_still

    @property
    def is_waiting(self) -> bool:
        """Whether something is on its way that comes by itself: the lowest loss, TensorFlow, the end of old threads."""
        return bool(self._left) or (self._is_warm and (self._race.is_seeking or bool(self.status.message)))

    # ---- the chosen racer ----------------------------------------------------------------------------------------

    def choose(self, racer: int) -> None:
        """Tell of another racer."""
        if racer != self.chosen and 0 <= racer < len(self._race.sessions):
            self.chosen = racer
            self.chosen_changed.emit()
            self.moved.emit()

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
        return self._race.runs.index(wanted) if wanted is not None and wanted in self._race.runs else None

    def start_of(self, run: RunId) -> int | None:
        """Return which of the scenario's starts is that of a run; None if it was made by rule."""
        return self._race.runs.index(run) if run in self._race.runs else None

    def follow(self, run: RunId) -> None:
        """Follow a run."""
        self._to_follow = None
        if run != self._followed:
            self._followed = run
            self.followed_changed.emit()
            self.moved.emit()

    def follow_start(self, index: int) -> None:
        """Follow the run of one of the scenario's starts, as soon as it is there."""
        if 0 <= index < len(self._race.runs):
            run = self._race.runs[index]
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
            if self._race.is_over and self.status.state == "finished" and self.newest:
                if self._race.has_new_settings:
                    self.reset()
                    self._race.play()
                else:
                    self.playback.go_to(0)
            else:
                self._race.play()
        self.playback.play()
        self.moved.emit()

    def pause(self) -> None:
        """Let training and playhead stand."""
        self._race.pause()
        self.playback.stop()
        self._ran_out = False
        self.moved.emit()

    def run_backwards(self) -> None:
        """Let the training stand, and the playhead run back."""
        self._race.pause()
        self.playback.run_backwards()
        self.moved.emit()

    def step(self, count: int) -> None:
        """Let everything stand, and move the playhead by single steps; beyond the newest: train them."""
        self.pause()
        there = self.playback.playhead + count
        newest = self.newest
        if there > newest:
            self._race.step_to(there)
            there = newest
        self.playback.go_to(there)
        self.moved.emit()

    def go_to(self, step: int) -> None:
        """Look at a step; training, or the replay, goes on."""
        self.playback.advance(self.newest, 0.0, self.speed)
        self.playback.go_to(step)
        self.moved.emit()

    def reset(self) -> None:
        """Put all runs back to their starts, at step 0, with the seed as at the beginning."""
        self._race.reset(COMMAND_SECONDS)
        self._ran_out = False
        self.playback.restart()
        self.moved.emit()

    def set_speed(self, steps_per_second: float) -> None:
        """Train and replay at another speed."""
        self.speed = steps_per_second
        self._race.set_speed(steps_per_second)

    def set_loop(self, loop: bool) -> None:
        """Replay from step 0 whenever the training has ended, or not."""
        self.loop = loop

    def advance(self, seconds: float) -> bool:
        """Move the playhead by the time that has passed; tell whether it has moved."""
        race = self._race
        self._let_go()
        if self._to_follow is not None and any(run.id == self._to_follow for run in self.history.runs):
            self.follow(self._to_follow)
        # The status first: what is finished has no later rows than those that are read after it.
        is_over = race.is_over
        moved = self.playback.advance(self.newest, seconds, self.speed)
        if self.playback.direction > 0 and self.playback.following and not self.playback.held:
            if not self.history.runs and race.is_still:
                # Nothing is left to train: a start that is placed goes on.
                self._end(seconds)
            elif is_over:
                self._end(seconds)
            elif self.history.runs:
                race.go_on()
        return moved

    def _end(self, seconds: float) -> None:
        if self.loop and self.newest and self.status.state == "finished":
            self._stood += seconds
            if self._stood >= HOLD_SECONDS:
                self._stood = 0.0
                self.playback.go_to(0)
        else:
            self._race.pause()
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
        self._race.warm_up()

    def close(self) -> None:
        """End the sessions' threads."""
        self._begin.stop()
        for race in (*self._left, self._race):
            race.close()
        self._left.clear()

    def _let_go(self) -> None:
        """Close the sessions of before whose threads have ended."""
        for race in [race for race in self._left if race.has_gone()]:
            race.close()
            self._left.remove(race)

    def _renew(self, playing: bool, *, is_held: bool) -> None:
        place = self.followed_start
        # Not waited for: a thread may be importing what it needs for the lowest loss, which takes half a second.
        self._race.leave()
        self._left.append(self._race)
        # While the first picture is drawn, the threads of several racers would have it take three times as long. Under
        # a slider it is one picture after the other: who waited for the last would see nothing of the trainings.
        self._race = Race(self.document.scenario, self._engines, self.speed, is_held=is_held)
        if is_held:
            self._begin.start()
        if self.chosen >= len(self._race.sessions):
            self.chosen = 0
            self.chosen_changed.emit()
        self._followed = self._race.runs[place] if place is not None and place < len(self._race.runs) else None
        self._to_follow = None
        self._ran_out = False
        self.playback.restart()
        if self._is_warm:
            self._race.warm_up()
        self.renewed.emit()
        self.followed_changed.emit()
        if playing:
            self.play()
        self.moved.emit()

    def _on_begin(self) -> None:
        if self.may_begin():
            self._race.release()
        else:
            self._begin.start()

    def _on_document_opened(self) -> None:
        self._followed = None
        self.chosen = 0
        self._renew(playing=False, is_held=True)
        self.chosen_changed.emit()

    def _on_document_changed(self, before: Scenario, after: Scenario) -> None:
        if problems_of(before) != problems_of(after):
            self._renew(playing=self.playback.direction > 0, is_held=False)
            return
        self._race.take(after)
        if before.start != after.start:
            if self._race.is_apart:
                # Those that have come to their end stand at other steps: the race begins anew.
                direction = self.playback.direction
                self.reset()
                self.playback.direction = direction
            self._carry_starts(before, after)
        self.moved.emit()

    def _carry_starts(self, before: Scenario, after: Scenario) -> None:
        """Move, add and remove runs, so that each start has its run again."""
        place = self.followed_start
        self._race.carry_starts(changed_rows(before.start, after.start), before.start, after.start)
        runs = self._race.runs
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
