"""A live training: a worker thread that steps the runs at the asked speed; any thread may command it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from functools import partial
from math import isfinite
from time import perf_counter

from reluviz.errors import ReluvizError
from reluviz.landscape.landscape import Landscape
from reluviz.scenario.model import Scenario, Text, Training
from reluviz.training.engine import Problem
from reluviz.training.history import History, RunId
from reluviz.training.pace import Pace, next_chunk
from reluviz.training.relay import Relay
from reluviz.training.source import EngineSource
from reluviz.training.starts import initial_rows
from reluviz.training.status import State, Status
from reluviz.training.stepper import FIXED_SETTINGS, QUIET_SETTINGS, Placed, Stepper

__all__ = ["DEFAULT_SPEED", "Session", "State", "Status"]

DEFAULT_SPEED = 500.0
"""Steps per second."""

POLL_SECONDS = 0.02
"""How often an engine that is waited for is asked whether it is ready."""

IDLE_SECONDS = 1.0
"""How often a thread with nothing to do looks whether the program has ended without closing it."""

PATIENCE_SECONDS = 2.0
"""How long a session that ends waits for the answer of an engine in another process."""

RATE_SECONDS = 0.5
"""Over how long a time the speed is measured."""


@dataclass(slots=True)
class _Asked:
    """Single steps that are still to be made; whoever forgets them makes a new one, for later wishes."""

    steps: int = 0


class Session:
    """One training of a scenario, with its history.

    All methods return at once, but for `wait_still` and `close`. The thread starts with the first command; whoever made
    the session closes it.

    Parameters
    ----------
    scenario
        Another problem (data, teacher, model, seed, precision) is another session.
    landscape
        That of the scenario.
    engines
        Where the engines come from; it serves other sessions too, and is not closed with this one.
    history
        An empty one; by default the session makes its own.
    is_held
        Whether commands wait until `release`, or until somebody waits for them.
    keep
        Called in the threads before steps are made, or the lowest loss is sought: it may wait for what is more urgent.
    """

    def __init__(
        self,
        scenario: Scenario,
        landscape: Landscape,
        engines: EngineSource,
        *,
        history: History | None = None,
        speed: float = DEFAULT_SPEED,
        is_held: bool = False,
        keep: Callable[[], object] | None = None,
    ) -> None:
        training = scenario.training
        problem = Problem(scenario.data, scenario.target, scenario.model)
        width = len(landscape.names)
        self.scenario = scenario
        self.landscape = landscape
        self.history = history or History(landscape.fast_loss, width, training.precision)
        self.error: BaseException | None = None
        starts = initial_rows(scenario)
        placed = [
            Placed(self.history.new_id(), tuple(row), label, color, is_sampled)
            for row, label, color, is_sampled in zip(
                starts.rows.tolist(), starts.labels, starts.colors, starts.sampled, strict=True
            )
        ]
        relay = Relay(problem, partial(engines.quick, problem, landscape), partial(engines.late, problem))
        self._stepper = Stepper(training, placed, relay, self.history)
        self._training = training
        self._made_with = training
        self._engines = engines
        self._wake = threading.Condition()
        self._commands: list[Callable[[], None]] = []
        self._playing = False
        self._asked = _Asked()
        self._speed = Pace(speed).at_speed(speed).speed
        self._is_still = True
        self._is_held = is_held
        self._keep = keep
        self._is_closing = False
        self._left_at = 0.0
        self._thread: threading.Thread | None = None
        self._seeker: threading.Thread | None = None
        # Of the worker thread alone:
        self._pace: Pace | None = None
        self._paced_at = 0.0
        self._chunk = 1
        self._is_waiting = False
        self._measured = (0.0, 0)
        self._rate = 0.0
        self._shown = self._look()

    @property
    def training(self) -> Training:
        """The present settings."""
        return self._training

    @property
    def has_new_settings(self) -> bool:
        """Whether steps would be made with other settings than the last one was; their number is none of them."""
        old, new = self._made_with, self._training
        keys = (entry.name for entry in fields(Training) if entry.name not in QUIET_SETTINGS)
        return any(getattr(old, key) != getattr(new, key) for key in keys)

    def status(self) -> Status:
        """Return how the session stands: what was asked for counts at once, what was done a chunk later."""
        finished, can_step, engine_name, message, end_step = self._shown
        state: State
        if self.error is not None:
            state = "failed"
        elif finished:
            state = "finished"
        elif self._playing and can_step:
            state = "running"
        else:
            state = "paused" if self.history.last_step else "ready"
        rate = self._rate if state == "running" else 0.0
        return Status(state, engine_name, self._training.precision, message, rate, end_step)

    def play(self) -> None:
        """Train until `pause`, or the end."""
        with self._wake:
            self._playing = True
            self._asked = _Asked()
        self._do()

    def pause(self) -> None:
        """Stand still."""
        with self._wake:
            self._playing = False
            self._asked = _Asked()
            self._wake.notify_all()

    def step(self, count: int = 1) -> None:
        """Make `count` steps more, and stand still; fewer at the end."""
        with self._wake:
            self._playing = False
            asked = self._asked
        self._do(partial(self._ask, asked, max(count, 0)))

    def reset(self) -> None:
        """Stand at the starts again, those added later too, at step 0, with the seed as at the beginning."""
        with self._wake:
            self._playing = False
            self._asked = _Asked()
        self._do(self._reset)

    def set_speed(self, steps_per_second: float) -> None:
        """Train at another speed, as near to it as the engine can; held between 1 and 100,000."""
        with self._wake:
            self._speed = Pace(1.0).at_speed(steps_per_second).speed
            self._wake.notify_all()

    def set_training(self, training: Training) -> None:
        """Change settings of the running training; ValueError for the seed and the precision: they make another."""
        fixed = [key for key in FIXED_SETTINGS if getattr(training, key) != getattr(self._training, key)]
        if fixed:
            raise ValueError(f"not a live change: {', '.join(fixed)}")
        self._training = training
        self._do(partial(self._stepper.set_training, training), restarts_chunks=True)

    def add_run(self, row: Sequence[float], label: Text = "", color: str = "") -> RunId:
        """Add a run that begins at the present step from `row`, (P,); ValueError if it is not P finite numbers."""
        placed = Placed(self.history.new_id(), self._checked(row), label, color)
        self._do(partial(self._stepper.add_run, placed), restarts_chunks=True)
        return placed.id

    def move_run(self, run: RunId, row: Sequence[float]) -> None:
        """Let a run begin anew at the present step from `row`; what is not there any more is left alone."""
        self._do(partial(self._stepper.move_run, run, self._checked(row)))

    def relabel_run(self, run: RunId, label: Text, color: str) -> None:
        """Give a run another label and colour; what is not there any more is left alone."""
        self._do(partial(self._stepper.relabel_run, run, label, color))

    def remove_run(self, run: RunId) -> None:
        """Remove a run with its path; what is not there any more is left alone."""
        self._do(partial(self._stepper.remove_run, run))

    def hide_run(self, run: RunId) -> None:
        """Take a run away so that `show_run` can bring it back; it is trained on as long as there are others."""
        self._do(partial(self._stepper.hide_run, run))

    def show_run(self, run: RunId) -> None:
        """Bring a hidden run back, with its path, as if it had been there all the time."""
        self._do(partial(self._stepper.show_run, run))

    def warm_up(self) -> None:
        """Begin to start what takes its time: TensorFlow, and the search for the lowest reachable loss."""
        self._do(self._stepper.warm_up)

    def wait_still(self, seconds: float) -> bool:
        """Wait until all commands are done and nothing is trained, but no longer than that; return whether it is so."""
        if seconds > 0.0:
            self.release()
        with self._wake:
            return self._wake.wait_for(lambda: self._is_still and not self._commands, seconds)

    def release(self) -> None:
        """Let the thread begin with what has been commanded meanwhile."""
        with self._wake:
            self._is_held = False
            if not self._is_still and not self._is_closing:
                self._begin()

    def leave(self) -> None:
        """Stop, and let the threads end by themselves, whenever that is; later commands do nothing."""
        with self._wake:
            self._is_closing = True
            self._wake.notify_all()
            self._left_at = self._left_at or perf_counter()

    def has_gone(self) -> bool:
        """Return whether the threads have ended, so that `close` does not wait; an engine that hangs is ended."""
        if not any(thread.is_alive() for thread in (self._thread, self._seeker) if thread is not None):
            return self._is_closing
        if self._left_at and perf_counter() - self._left_at > PATIENCE_SECONDS and self._stepper.engine.is_on_late:
            self._engines.interrupt()
        return False

    def close(self) -> None:
        """Stop, and end the threads; it may be called twice. Later commands do nothing."""
        self.leave()
        for thread in filter(None, (self._thread, self._seeker)):
            thread.join(PATIENCE_SECONDS)
            if thread.is_alive() and self._stepper.engine.is_on_late:
                self._engines.interrupt()
            thread.join()
        self._stepper.close()

    # ---- commands on their way -----------------------------------------------------------------------------------

    def _do(self, command: Callable[[], None] | None = None, *, restarts_chunks: bool = False) -> None:
        with self._wake:
            if self._is_closing:
                return
            self._is_still = False
            if command is not None:
                self._commands.append(command)
            if restarts_chunks:
                # A larger batch, or more runs: the next chunk must not be as long as the last.
                self._commands.append(self._restart_chunks)
            if not self._is_held:
                self._begin()
            self._wake.notify_all()

    def _begin(self) -> None:
        """Start the threads if they have not been started yet; `_wake` is held."""
        if self._thread is not None:
            return
        self._thread = threading.Thread(target=self._work, name="reluviz training")
        self._thread.start()
        if self.landscape.known_lowest_loss is None:
            self._seeker = threading.Thread(target=self._seek, name="reluviz lowest loss")
            self._seeker.start()

    def _checked(self, row: Sequence[float]) -> tuple[float, ...]:
        numbers = tuple(float(value) for value in row)
        if len(numbers) != self.history.width or not all(map(isfinite, numbers)):
            raise ValueError(f"a start needs {self.history.width} finite numbers: {numbers}")
        return numbers

    def _seek(self) -> None:
        try:
            self.landscape.seek_lowest_loss(self._is_not_sought)
        except Exception as error:
            self._fail(error)

    def _is_not_sought(self) -> bool:
        if self._keep is not None:
            self._keep()
        return self._is_closing

    # ---- the worker thread ---------------------------------------------------------------------------------------

    def _work(self) -> None:
        while True:
            with self._wake:
                delay = self._delay()
                if delay != 0.0 and not self._commands and not self._is_closing:
                    self._is_still = delay is None
                    if self._is_still:
                        self._pace = None
                        self._rate = 0.0
                        self._wake.notify_all()
                    self._wake.wait(IDLE_SECONDS if delay is None else delay)
                if self._is_closing or not threading.main_thread().is_alive():
                    return
                commands, self._commands = self._commands, []
            try:
                for command in commands:
                    command()
                if self._keep is not None and (self._playing or self._asked.steps > 0):
                    self._keep()
                with self._wake:  # only now: it may have been paused meanwhile, or told to step
                    playing, asked, speed = self._playing, self._asked, self._speed
                if self.error is None:
                    self._some_steps(playing, asked, speed)
            except Exception as error:  # whatever it is: a thread must not die without a word
                self._fail(error)
            self._shown = self._look()

    def _delay(self) -> float | None:
        """Return how many seconds there is nothing to do; None: until the next command."""
        wanted = self._asked.steps > 0 or self._playing
        if self.error is not None or not wanted or not self._stepper.can_step:
            return None
        if self._is_waiting:
            return POLL_SECONDS
        if self._asked.steps > 0 or self._pace is None:
            return 0.0
        return self._pace.at_speed(self._speed).after(perf_counter() - self._paced_at).wait

    def _some_steps(self, playing: bool, asked: _Asked, speed: float) -> None:
        """Make the steps that are due, as many as fit into a chunk."""
        now = perf_counter()
        if self._pace is None:
            self._pace = Pace(speed)
            self._measured = (now, self.history.last_step)
        else:
            self._pace = self._pace.at_speed(speed).after(now - self._paced_at)
        self._paced_at = now
        due = asked.steps or (self._pace.due if playing else 0)
        if due < 1 or not self._stepper.can_step:
            return
        made = self._stepper.advance(min(due, self._chunk))
        self._is_waiting = made == 0 and not self._stepper.engine.is_catching_up
        if made == 0:
            self._pace = None
            return
        later = perf_counter()
        self._chunk = next_chunk(made, later - now)
        self._made_with = self._stepper.training
        self._pace = self._pace.less(made)
        with self._wake:
            asked.steps = max(asked.steps - made, 0) if self._stepper.can_step else 0
        since, step = self._measured
        if later - since >= RATE_SECONDS:
            self._rate = (self.history.last_step - step) / (later - since)
            self._measured = (later, self.history.last_step)

    def _ask(self, asked: _Asked, count: int) -> None:
        with self._wake:
            asked.steps += count if self._stepper.can_step else 0

    def _restart_chunks(self) -> None:
        self._chunk = 1

    def _reset(self) -> None:
        self.error = None
        self._stepper.reset()
        self._pace = None

    def _fail(self, error: Exception) -> None:
        self.error = error
        self._shown = self._look()
        with self._wake:
            self._playing = False
            self._asked = _Asked()

    def _look(self) -> tuple[bool, bool, str, str, int]:
        stepper, message = self._stepper, self._stepper.engine.message
        if self.error is not None:
            first = next(iter(str(self.error).splitlines()), "")
            message = first if isinstance(self.error, ReluvizError) else f"{type(self.error).__name__}: {first}"
        return stepper.is_finished, stepper.can_step, stepper.engine.name, message, stepper.end_step
