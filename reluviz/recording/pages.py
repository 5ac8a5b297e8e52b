"""A film as the pages of a PDF, lines and text as such, for LaTeX's animate; GUI thread of any process."""

from contextlib import ExitStack

from PySide6.QtCore import QFile, QIODevice
from PySide6.QtGui import QPainter

from reluviz.errors import ReluvizError
from reluviz.recording.buffers import Buffer
from reluviz.recording.encoder import Check
from reluviz.recording.film import Film, FilmPainter
from reluviz.recording.sheet import pdf_writer, steady_fonts, undated
from reluviz.recording.sinks import Place
from reluviz.scene.fonts import LABEL, font


class PageSink:
    """Paints a page a frame. Qt keeps a picture that many pages show, such as the heat map, once."""

    takes_pixels = False

    def __init__(self, place: Place, film: Film) -> None:
        self._place = place
        self._film = film
        self._file = QFile(str(place.temporary))
        self._painter: QPainter | None = None
        self._stack = ExitStack()
        if not self._file.open(QIODevice.OpenModeFlag.WriteOnly):
            raise ReluvizError(f"{place.asked}: cannot be written: {self._file.errorString()}")
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
        if self._painter is None:
            self._writer = pdf_writer(self._file, painter.frame.points, self._film.title)
            self._painter = QPainter(self._writer)
        else:
            self._writer.newPage()
        self._painter.save()
        self._painter.setFont(font(LABEL))
        painter.frame.paint_on(self._painter)
        self._painter.restore()
        self._require_whole()

    def finish(self, check: Check) -> None:
        """Complete the file, without what would be another each time."""
        self._end()
        self._file.flush()
        self._require_whole()
        self._file.close()
        self._place.temporary.write_bytes(undated(self._place.temporary.read_bytes()))

    def abort(self) -> None:
        """Let go of the file, complete or not."""
        self._end()
        self._file.close()

    def _end(self) -> None:
        if self._painter is not None:
            self._painter.end()
            self._painter = None
        self._stack.close()

    def _require_whole(self) -> None:
        if self._file.error() != QFile.FileError.NoError:
            raise ReluvizError(f"{self._place.asked}: cannot be written: {self._file.errorString()}")
