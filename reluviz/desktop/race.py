"""The sessions of all racers of a scenario, commanded as one; a scenario without variations has one; GUI thread."""

from collections.abc import Mapping, Sequence

from reluviz.desktop.hush import keep, let_go
from reluviz.landscape.landscape import Landscape
from reluviz.scenario.idle import settled
from reluviz.scenario.model import Scenario, Start
from reluviz.scenario.parameters import start_row
from reluviz.scenario.racers import Racer, racers
from reluviz.scene.race import Entrant
from reluviz.training.history import RunId
from reluviz.training.session import Session
from reluviz.training.source import EngineSource

OVER = frozenset({"finished", "failed"})
"""The states in which a session trains no more by itself."""

MOST_GONE = 16
"""How many runs of removed starts are kept, so that Undo can bring them back."""


def problem_of(scenario: Scenario) -> tuple[object, ...]:
    """Return what makes a training another one: a change of any of it starts anew."""
    training = scenario.training
    return scenario.data, scenario.target, scenario.model, scenario.starts, training.seed, training.precision


def problems_of(scenario: Scenario) -> list[tuple[object, ...]]:
    """Return what makes a race another one: the problem of the scenario as it stands, and of each variation."""
    varied = racers(settled(scenario))[1:] if scenario.variation else ()
    return [problem_of(scenario), *(problem_of(racer.scenario) for racer in varied)]


class Race:
    """One session a racer, each with a history and a landscape of its own.

    They get the same commands in the same order, so the runs of one start have the same number in all histories.

    Parameters
    ----------
    engines
        Where the sessions get their engines; they share its TensorFlow process.
    is_held
        Whether no thread is started before `release`.
    """

    def __init__(self, scenario: Scenario, engines: EngineSource, speed: float, *, is_held: bool = False) -> None:
        self.racers: tuple[Racer, ...] = racers(settled(scenario))
        self.sessions = [
            Session(
                racer.scenario,
                Landscape(racer.scenario.data, racer.scenario.target, racer.scenario.model),
                engines,
                speed=speed,
                is_held=is_held,
                keep=keep,
            )
            for racer in self.racers
        ]
        self.runs: list[RunId] = [run.id for run in self.sessions[0].history.runs][: len(scenario.start)]
        """The run of each of the scenario's starts."""
        self._gone: list[tuple[Start, RunId]] = []
        """Starts that were removed, with their runs: Undo puts the very same start into the scenario again."""

    @property
    def newest(self) -> int:
        """The newest step that all racers have made that have not come to their end; of those, the last one."""
        # The states first: what is finished has no later rows than those that are read after it.
        states = [session.status().state for session in self.sessions]
        lasts = [session.history.last_step for session in self.sessions]
        running = [last for last, state in zip(lasts, states, strict=True) if state not in OVER]
        return min(running) if running else max(lasts)

    @property
    def end_step(self) -> int:
        """The step at which the last racer comes to its end."""
        return max(session.status().end_step for session in self.sessions)

    @property
    def is_over(self) -> bool:
        """Whether no racer trains any more by itself."""
        return all(session.status().state in OVER for session in self.sessions)

    @property
    def has_new_settings(self) -> bool:
        """Whether a racer would make its next steps with other settings than the last."""
        return any(session.has_new_settings for session in self.sessions)

    @property
    def is_still(self) -> bool:
        """Whether all commands are done and nothing is trained."""
        return all(session.wait_still(0.0) for session in self.sessions)

    @property
    def is_apart(self) -> bool:
        """Whether some racers have come to their end, and others have not: a start would begin at other steps."""
        return len({session.status().state in OVER for session in self.sessions}) > 1

    def is_slower(self, steps_per_second: float) -> bool:
        """Return whether a racer trains more slowly than that, as far as it has been measured."""
        return any(0.0 < session.status().steps_per_second < steps_per_second for session in self.sessions)

    @property
    def is_seeking(self) -> bool:
        """Whether the lowest loss of a landscape is not known yet."""
        return any(session.landscape.known_lowest_loss is None for session in self.sessions)

    def entrants(self) -> list[Entrant]:
        """Return the racers with what they have been trained to."""
        return [
            Entrant(racer, session.landscape, session.history)
            for racer, session in zip(self.racers, self.sessions, strict=True)
        ]

    def key(self) -> tuple[object, ...]:
        """Return what a picture of the race depends on, beyond the playhead: equal keys, equal pictures."""
        return (
            self.racers,
            *(
                (id(history), history.revision, history.last_step, history.runs, session.landscape.known_lowest_loss)
                for session in self.sessions
                for history in (session.history,)
            ),
        )

    # ---- commands ------------------------------------------------------------------------------------------------

    def play(self) -> None:
        """Let all train."""
        for session in self.sessions:
            session.play()

    def go_on(self) -> None:
        """Let those train that stand and have not come to their end."""
        for session in self.sessions:
            if session.status().state in {"ready", "paused"}:
                session.play()

    def pause(self) -> None:
        """Let all stand still."""
        for session in self.sessions:
            session.pause()

    def step_to(self, step: int) -> None:
        """Let all train up to a step, and stand still."""
        for session in self.sessions:
            if step > session.history.last_step:
                session.step(step - session.history.last_step)

    def reset(self, patience: float) -> None:
        """Put all back to their starts, and wait so long until it is done."""
        let_go()
        for session in self.sessions:
            session.reset()
        for session in self.sessions:
            session.wait_still(patience)

    def set_speed(self, steps_per_second: float) -> None:
        """Train at another speed."""
        for session in self.sessions:
            session.set_speed(steps_per_second)

    def release(self) -> None:
        """Let the threads begin."""
        for session in self.sessions:
            session.release()

    def warm_up(self) -> None:
        """Begin to start what takes its time."""
        for session in self.sessions:
            session.warm_up()

    def leave(self) -> None:
        """Let all threads end by themselves."""
        for session in self.sessions:
            session.leave()

    def has_gone(self) -> bool:
        """Return whether all threads have ended, so that `close` does not wait."""
        return all(session.has_gone() for session in self.sessions)

    def close(self) -> None:
        """End all threads; while one is waited for, the others end."""
        let_go()
        self.leave()
        for session in self.sessions:
            session.close()

    def take(self, scenario: Scenario) -> None:
        """Take a scenario with the same problems: other settings act on the running trainings."""
        self.racers = racers(settled(scenario))
        for racer, session in zip(self.racers, self.sessions, strict=True):
            if racer.scenario.training != session.training:
                session.set_training(racer.scenario.training)

    def carry_starts(
        self, edits: Sequence[tuple[int | None, int | None]], before: Sequence[Start], after: Sequence[Start]
    ) -> None:
        """Move, add and remove the runs of all racers, so that each start has its run again.

        A start that was removed and is put back by Undo has its old run, with all that it has drawn: that was hidden,
        and has been trained on. One that somebody makes at the same place is another, and begins at the present step.

        Parameters
        ----------
        edits
            Which start became which, as `changed_rows` tells.
        """
        back = {new: run for old, new in edits if old is None for start, run in self._gone if start is after[new or 0]}
        gone = [(before[old or 0], self.runs[old or 0]) for old, new in edits if new is None]
        carried = [self._carry(session, edits, before, after, back) for session in self.sessions]
        self.runs = carried[0]
        kept = [(start, run) for start, run in self._gone if run not in back.values()] + gone
        self._gone = kept[-MOST_GONE:]
        for _, run in kept[:-MOST_GONE]:
            for session in self.sessions:
                session.remove_run(run)

    def _carry(
        self,
        session: Session,
        edits: Sequence[tuple[int | None, int | None]],
        before: Sequence[Start],
        after: Sequence[Start],
        back: Mapping[int | None, RunId],
    ) -> list[RunId]:
        model = session.scenario.model
        runs: list[RunId] = []
        for old, new in edits:
            if new is None:
                session.hide_run(self.runs[old or 0])
                continue
            start = after[new]
            if new in back:
                session.show_run(back[new])
                runs.append(back[new])
                continue
            if old is None:
                runs.append(session.add_run(start_row(model, start), start.label, start.color))
                continue
            run, was = self.runs[old], before[old]
            if (was.label, was.color) != (start.label, start.color):
                session.relabel_run(run, start.label, start.color)
            if start_row(model, was) != start_row(model, start):
                session.move_run(run, start_row(model, start))
            runs.append(run)
        return runs
