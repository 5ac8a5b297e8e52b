"""Recording in a process of its own, beside a window that stays usable; asked by any one thread, never blocking."""

import json
import os
import pickle
import subprocess
import sys
import threading
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from reluviz.interrupts import OWN_GROUP
from reluviz.language import speak, translate
from reluviz.leftovers import remove_leftovers
from reluviz.recording.sights import Sights
from reluviz.scenario.messages import at
from reluviz.scenario.model import Scenario
from reluviz.scenario.racers import Racer

if TYPE_CHECKING:
    from reluviz.scene.race import Entrant
    from reluviz.training.basins import Basins
    from reluviz.training.history import History

NICENESS = 19
"""How far a recording steps back behind the window and the training: as far as it can."""

PATIENCE_S = 5.0
"""How long a process may take to give up before it is killed."""


@dataclass(frozen=True)
class Order:
    """What is to be recorded: plain data and histories, which can be sent to another process.

    Attributes
    ----------
    scenario
        Its `[recording]`, fitted to the formats (`reluviz.recording.places.fitted`), says how.
    racers
        The racers with their histories, as they stand when the order is sent; one without a race.
    names
        The files to write.
    overwrite
        Whether files that are there may be replaced: ask first.
    language
        Of everything that is painted, written or told.
    first, last
        The part of the history; None: to its newest step.
    sights
        What was seen, to be shown instead of a part; None: nothing of the kind.
    asks
        Whether the audience is still guessing what comes of it (`Film.asks`).
    basins
        Basin maps that there are already: to compute one may take longer than all frames.
    """

    scenario: Scenario
    racers: "tuple[tuple[Racer, History], ...]"
    names: tuple[str, ...]
    overwrite: bool = False
    language: str = "en"
    first: int = 0
    last: int | None = None
    sights: Sights | None = None
    asks: bool = False
    basins: "tuple[Basins, ...]" = ()


def order_of(scenario: Scenario, entrants: "Sequence[Entrant]", names: Sequence[str], **rest: Any) -> Order:
    """Return the order to record what a window holds."""
    return Order(scenario, tuple((entrant.racer, entrant.history) for entrant in entrants), tuple(names), **rest)


@dataclass(frozen=True, slots=True)
class Report:
    """How a recording stands.

    Attributes
    ----------
    done, count
        How many frames are painted, of how many; `count` is 0 before the first.
    state
        ``"running"``, ``"finished"``, ``"cancelled"`` or ``"failed"``.
    message
        What went wrong, in one line.
    """

    done: int = 0
    count: int = 0
    state: str = "running"
    message: str = ""


class RecordingJob:
    """Records in a process of its own, at a lower priority than a window.

    It is begun at once. `report` tells how it stands, whenever asked; `close` has to be called, and leaves no process,
    no thread and no unfinished file.
    """

    def __init__(self, order: Order) -> None:
        self._report = Report()
        self._is_cancelled = False
        self._process = subprocess.Popen(
            [sys.executable, "-c", "from reluviz.recording.job import serve; serve()"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            process_group=OWN_GROUP,
            env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        )
        # Long histories take a moment to send: neither that nor what is told keeps the window waiting.
        self._thread = threading.Thread(target=self._attend, args=(order,), name="recording", daemon=True)
        self._thread.start()

    def report(self) -> Report:
        """Return how it stands; at once."""
        return self._report

    def cancel(self) -> None:
        """Give it up; returns at once, and `report` tells when it has ended."""
        self._is_cancelled = True
        # The process takes it for a cancellation, and its parent's death likewise.
        with suppress(OSError, ValueError):
            assert self._process.stdin is not None
            self._process.stdin.close()

    def has_gone(self) -> bool:
        """Return whether its process has ended, so that `close` does not wait."""
        return not self._thread.is_alive()

    def close(self) -> None:
        """Give it up if it is under way, and wait until it has ended."""
        self.cancel()
        try:
            self._process.wait(PATIENCE_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
            remove_leftovers()
        self._thread.join()

    def _attend(self, order: Order) -> None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        try:
            pickle.dump(order, self._process.stdin, pickle.HIGHEST_PROTOCOL)
            self._process.stdin.flush()
        except (OSError, ValueError):
            pass  # it has ended, or has been given up
        except Exception as error:
            words = translate("Film", "unexpected error: {error}").format(error=f"{type(error).__name__}: {error}")
            self._report = Report(state="failed", message=words)
            self._process.kill()  # it would wait for the rest for ever
        with self._process.stdout as told:
            for line in told:
                with suppress(ValueError, TypeError):
                    self._report = Report(**json.loads(line))
        status = self._process.wait()
        if self._report.state == "running":
            state = "cancelled" if self._is_cancelled else "failed"
            message = translate("Film", "the recorder ended with {status}").format(status=status)
            self._report = Report(self._report.done, self._report.count, state, message)


def serve() -> None:
    """Record what standard input orders, and tell on standard output how it stands; this process's main thread."""
    with suppress(OSError, AttributeError):
        os.nice(NICENESS)
    order: Order = pickle.load(sys.stdin.buffer)
    is_unwanted = threading.Event()

    def watch() -> None:
        # Nothing more is sent: this returns when the other end is closed, or has died.
        with suppress(OSError, ValueError):
            os.read(sys.stdin.fileno(), 1)
        is_unwanted.set()

    threading.Thread(target=watch, daemon=True).start()
    last = Report()

    def tell(report: Report) -> None:
        nonlocal last
        last = report
        text = json.dumps(
            {"done": report.done, "count": report.count, "state": report.state, "message": report.message}
        )
        with suppress(OSError):
            sys.stdout.write(f"{text}\n")
            sys.stdout.flush()

    from reluviz.errors import ReluvizError
    from reluviz.recording.recorder import Cancelled

    try:
        # The words of errors, and of what is painted (`reluviz.recording.drawing`), are those of who has ordered it.
        speak(order.language)
        _record(order, tell, is_unwanted)
        tell(Report(last.count, last.count, "finished"))
    except Cancelled:
        tell(Report(last.done, last.count, "cancelled"))
    except (ReluvizError, OSError) as error:
        named = str(error)
        if isinstance(error, OSError) and error.filename:
            named = at(str(error.filename), error.strerror or "")
        tell(Report(last.done, last.count, "failed", named))
    except MemoryError:
        tell(Report(last.done, last.count, "failed", translate("Film", "not enough memory")))
    except Exception as error:
        words = translate("Film", "unexpected error: {error}").format(error=f"{type(error).__name__}: {error}")
        tell(Report(last.done, last.count, "failed", words))


def _record(order: Order, tell: Any, is_unwanted: threading.Event) -> None:
    from reluviz.landscape.landscape import Landscape
    from reluviz.recording.film import film_of
    from reluviz.recording.places import open_places
    from reluviz.recording.recorder import record
    from reluviz.scene.race import Entrant

    with open_places(order.names, overwrite=order.overwrite) as places:
        entrants = []
        for racer, history in order.racers:
            landscape = Landscape(racer.scenario.data, racer.scenario.target, racer.scenario.model)
            landscape.seek_lowest_loss(is_unwanted.is_set)
            entrants.append(Entrant(racer, landscape, history))
        film = film_of(order.scenario, entrants, order.language, order.first, order.last, sights=order.sights)
        film = replace(film, asks=order.asks)
        record(film, places, lambda done, count: tell(Report(done, count)), is_unwanted.is_set, order.basins)
