"""A film as the pages of a PDF, lines and text as such, for LaTeX's animate; GUI thread of any process."""

from contextlib import ExitStack, suppress

from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QPainter, QPdfWriter

from reluviz.output import cannot_be_written
from reluviz.recording.buffers import Buffer
from reluviz.recording.encoder import Check
from reluviz.recording.film import Film, FilmPainter
from reluviz.recording.sheet import pdf_writer, steady_fonts, undated
from reluviz.recording.sinks import Place
from reluviz.scene.fonts import figures_as_text


class PageSink:
    """Paints a page a frame. Qt keeps a picture that many pages show, such as the heat map, once.

    What Qt writes goes through memory: its own files forget with the next write that one has failed.
    """

    takes_pixels = False

    def __init__(self, place: Place, film: Film) -> None:
        self._place = place
        self._film = film
        self._buffer = QBuffer()
        self._buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        self._writer: QPdfWriter | None = None
        self._painter: QPainter | None = None
        self._stack = ExitStack()
        self._file = self._stack.enter_context(place.temporary.open("wb"))
        self._stack.enter_context(steady_fonts())

    def wants(self, frame: int) -> bool:
        """Tell that every frame is for it."""
        return True

    def put(self, buffer: Buffer, check: Check) -> None:
        """Do nothing: it paints itself."""

    def paint(self, painter: FilmPainter) -> None:
        """Paint one more page.

        Raises
        ------
        ReluvizError
            If it cannot be written.
        """
        if self._painter is None or self._writer is None:
            self._writer = pdf_writer(self._buffer, painter.points, self._film.title)
            self._painter = QPainter(self._writer)
        else:
            self._writer.newPage()
        self._painter.save()
        with figures_as_text():
            painter.paint_on(self._painter)
        self._painter.restore()
        self._pass_on()

    def finish(self, check: Check) -> None:
        """Complete the file, without what would be another each time."""
        self._end()
        self._pass_on()
        self._stack.close()
        self._place.temporary.write_bytes(undated(self._place.temporary.read_bytes()))

    def abort(self) -> None:
        """Let go of the file, complete or not."""
        self._end()
        with suppress(OSError):
            self._stack.close()

    def _end(self) -> None:
        if self._painter is not None:
            self._painter.end()
        self._painter = self._writer = None

    def _pass_on(self) -> None:
        """Write what Qt has written since the last time."""
        try:
            self._file.write(self._buffer.data().data())
            self._file.flush()
        except OSError as error:
            raise cannot_be_written(self._place.asked, error.strerror or str(error)) from error
        self._buffer.buffer().clear()
        self._buffer.seek(0)
