"""The one recording that runs beside the window: begun, watched, given up; GUI thread."""

from pathlib import Path
from time import perf_counter

from PySide6.QtCore import QObject, QTimer, Signal

from reluviz.recording.job import Order, RecordingJob, Report

LOOK_MS = 100
"""How often it is asked how it stands."""

PATIENCE_LOOKS = 50
"""So often a recorder that has told how it ended may still be there, before it is ended."""


class Recorder(QObject):
    """Runs one recording at a time in a process of its own."""

    reported = Signal(object)
    """A `Report`: how it stands; the last one tells how it has ended."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.job: RecordingJob | None = None
        self.path: Path | None = None
        """The file, or the folder, that is or was written last."""
        self._first: tuple[float, int] | None = None
        self._looks = 0
        """How often it has been seen to end."""
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.look)

    @property
    def is_recording(self) -> bool:
        """Whether a recording is under way."""
        return self.job is not None

    def start(self, order: Order) -> None:
        """Begin a recording; none may be under way."""
        if self.job is not None:
            raise RuntimeError("a recording is under way")
        self.path = Path(order.names[0])
        self._first = None
        self._looks = 0
        self.job = RecordingJob(order)
        self._timer.start()
        self.reported.emit(Report())

    def look(self) -> None:
        """Tell how it stands; the timer calls it."""
        job = self.job
        if job is None:
            return
        report = job.report()
        if report.done and self._first is None:
            self._first = perf_counter(), report.done
        if report.state != "running":
            self._looks += 1
            # Until its process has gone, which takes a tenth of a second, the window does not wait for it.
            if not job.has_gone() and self._looks < PATIENCE_LOOKS:
                return
            self._timer.stop()
            self.job = None
            job.close()
        self.reported.emit(report)

    def seconds_left(self, report: Report) -> float | None:
        """Return how long it will take still, by the rate so far; None: not known yet."""
        if self._first is None or report.done <= self._first[1]:
            return None
        since, first = self._first
        return (perf_counter() - since) / (report.done - first) * (report.count - report.done)

    def cancel(self) -> None:
        """Give it up; that it has ended is reported."""
        if self.job is not None:
            self.job.cancel()

    def close(self) -> None:
        """Give it up, and wait until nothing is left of it."""
        self._timer.stop()
        if self.job is not None:
            job, self.job = self.job, None
            job.close()
