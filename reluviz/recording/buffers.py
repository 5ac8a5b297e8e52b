"""The few images that frames are drawn into again and again, while others are still being written; any thread."""

import threading
from queue import Empty, Queue
from typing import TYPE_CHECKING

from PySide6.QtGui import QImage

from reluviz.errors import ReluvizError
from reluviz.language import translate

if TYPE_CHECKING:
    from collections.abc import Callable

POLL_S = 0.05


class Buffer:
    """One image, which goes back to its pool when all who were given it have released it."""

    def __init__(self, pool: "BufferPool", image: QImage, straight: QImage | None) -> None:
        self.image = image
        """What is painted on."""
        self._straight = straight
        self._pool = pool
        self._holders = 0
        self._lock = threading.Lock()

    def hold(self) -> None:
        """Say that there is one more holder."""
        with self._lock:
            self._holders += 1

    def content(self) -> memoryview:
        """Return the bytes, row after row; opacity is not multiplied into the colours."""
        return memoryview((self.image if self._straight is None else self._straight).constBits())

    def release(self) -> None:
        """Say that one holder has done with it."""
        with self._lock:
            self._holders -= 1
            is_free = self._holders == 0
        if is_free:
            self._pool.give_back(self)

    def settle(self) -> None:
        """Have `content` be what has been painted: called by the painter of the frame, before others hold it."""
        if self._straight is not None:
            self._straight = self.image.convertToFormat(QImage.Format.Format_ARGB32)


class BufferPool:
    """So many images of one size.

    Raises
    ------
    ReluvizError
        If they do not fit into the memory.
    """

    def __init__(self, size: tuple[int, int], is_opaque: bool, count: int) -> None:
        self._free: Queue[Buffer] = Queue()
        kind = QImage.Format.Format_RGB32 if is_opaque else QImage.Format.Format_ARGB32_Premultiplied
        for _ in range(count):
            image = QImage(*size, kind)
            if image.isNull():
                words = translate("Film", "frames of {width} × {height} pixels do not fit into the memory")
                raise ReluvizError(words.format(width=size[0], height=size[1]))
            self._free.put(Buffer(self, image, None if is_opaque else QImage()))

    def take(self, check: "Callable[[], None]") -> Buffer:
        """Return one that nobody holds, as soon as there is one; `check` is called while it is waited for."""
        while True:
            try:
                return self._free.get(timeout=POLL_S)
            except Empty:
                check()

    def give_back(self, buffer: Buffer) -> None:
        """Take one back."""
        self._free.put(buffer)
