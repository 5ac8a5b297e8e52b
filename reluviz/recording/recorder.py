"""Paints the frames of a film once, and hands them to all that write it; GUI thread of any process."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from functools import partial
from typing import TYPE_CHECKING

from reluviz.interrupts import interrupt_waits, interrupts_held
from reluviz.recording.buffers import Buffer, Pool, buffer_pool
from reluviz.recording.drawing import drawing_application
from reluviz.recording.encoder import Check
from reluviz.recording.film import Film, FilmPainter
from reluviz.recording.sinks import Place, Sink, open_sink
from reluviz.scene.basins import ImmediateBasins, computed_while
from reluviz.scene.landscape_view import LandscapeView
from reluviz.scene.race_view import RaceView
from reluviz.scene.view import View

if TYPE_CHECKING:
    from reluviz.training.basins import Basins

BUFFERS = 4
"""One is painted, one waits, one is written, one may be shown again."""

Progress = Callable[[int, int], None]
"""Called with the number of frames that are painted, and that of all."""


class Cancelled(Exception):  # noqa: N818 - no error: it was asked for
    """The recording has been given up because it was not wanted any more."""


def record(
    film: Film,
    places: Sequence[Place],
    progress: Progress | None = None,
    is_cancelled: Callable[[], bool] = lambda: False,
    known: "Sequence[Basins]" = (),
) -> None:
    """Write a film to some files at once, painting each frame once.

    The same film gives the same frames every time. Whatever ends it, no process of an encoder is left; the temporary
    files are the caller's. An interrupt is heard between two frames, and whenever something is waited for: raised in
    the middle of a view's paint it would be lost in Qt, and within a queue it could keep a lock that nobody can open.

    Parameters
    ----------
    is_cancelled
        Asked often; once it is true, nothing more is done.
    known
        Basin maps that need not be computed.

    Raises
    ------
    Cancelled
        If it was not wanted any more.
    ReluvizError
        If an encoder cannot be had or fails, or the frames do not fit into the memory.
    OSError
        If a file cannot be written.
    """

    def check() -> None:
        if is_cancelled() or interrupt_waits():
            raise Cancelled

    with interrupts_held(), ExitStack() as stack:
        # Kept until the film is there: without a reference Python would end Qt's application at once.
        application = drawing_application()
        stack.enter_context(_cancelled_within(is_cancelled))
        painter = FilmPainter(film, partial(_landscape, known))
        stack.callback(painter.close)
        sinks: list[Sink] = []
        for place in places:
            sinks.append(open_sink(place, film, painter.is_opaque, check))
            stack.callback(sinks[-1].abort)
        pool = buffer_pool(film.size, painter.is_opaque, BUFFERS) if any(s.takes_pixels for s in sinks) else None
        canvas = _Canvas(film, painter, pool, check)
        for frame in range(film.plan.count):
            check()
            canvas.record(frame, [sink for sink in sinks if sink.wants(frame)])
            if progress is not None:
                progress(frame + 1, film.plan.count)
        for sink in sinks:
            sink.finish(check)
        application.processEvents()


@contextmanager
def _cancelled_within(is_cancelled: Callable[[], bool]) -> Iterator[None]:
    """Let it be given up in the middle of a basin map too, which may take longer than all frames."""
    from reluviz.training.basins import AbandonedError

    with computed_while(lambda: not is_cancelled()):
        try:
            yield
        except AbandonedError:
            raise Cancelled from None


def _landscape(known: "Sequence[Basins]") -> View:
    """Return the view of the landscape, or of those of a race."""

    def tile() -> LandscapeView:
        return LandscapeView(basins=ImmediateBasins(known))

    return RaceView(tile(), tile)


class _Canvas:
    """Paints frame after frame; one that shows the same step as that before is not painted again."""

    def __init__(self, film: Film, painter: FilmPainter, pool: Pool[Buffer] | None, check: Check) -> None:
        self._film = film
        self._painter = painter
        self._pool = pool
        self._check = check
        self._shown: object = None
        self._painted: Buffer | None = None

    def record(self, frame: int, sinks: Sequence[Sink]) -> None:
        """Have the sinks take a frame of the film."""
        step, look = shown = self._film.shown(frame)
        takers = [sink for sink in sinks if sink.takes_pixels]
        is_another = shown != self._shown
        if is_another and self._painted is not None:
            self._painted.release()
            self._painted = None
        buffer = self._painted
        if takers and buffer is None and self._pool is not None:
            buffer = self._pool.take(self._check)
        if is_another:
            self._painter.show(step, look)
            self._shown = shown
        for sink in sinks:
            if not sink.takes_pixels:
                sink.paint(self._painter)
        if buffer is not None and self._painted is None:
            self._painter.paint(buffer.image)
            buffer.settle()
            buffer.hold()
            self._painted = buffer
        for sink in takers:
            if buffer is not None:
                buffer.hold()
                sink.put(buffer, self._check)
