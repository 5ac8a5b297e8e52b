"""The few frames that are drawn into again and again, while others are still being written; any thread."""

import threading
from abc import ABC, abstractmethod
from collections.abc import Callable
from functools import partial
from queue import Empty, Queue
from typing import Generic, TypeVar

from PySide6.QtGui import QImage

from reluviz.errors import ReluvizError
from reluviz.language import translate

POLL_S = 0.05


class Kept(ABC):
    """A frame that goes back to its pool when all who were given it have released it."""

    def __init__(self) -> None:
        self.give_back: Callable[[], object] = lambda: None
        """Set by the pool."""
        self._holders = 0
        self._lock = threading.Lock()

    @abstractmethod
    def content(self) -> memoryview:
        """Return the bytes, as an encoder reads them."""

    def hold(self) -> None:
        """Say that there is one more holder."""
        with self._lock:
            self._holders += 1

    def release(self) -> None:
        """Say that one holder has done with it."""
        with self._lock:
            self._holders -= 1
            is_free = self._holders == 0
        if is_free:
            self.give_back()


Frames = TypeVar("Frames", bound=Kept)


class Pool(Generic[Frames]):
    """So many frames of one size, made by `make`.

    Raises
    ------
    ReluvizError
        If they do not fit into the memory.
    """

    def __init__(self, make: Callable[[], Frames], size: tuple[int, int], count: int) -> None:
        self._free: Queue[Frames] = Queue()
        for _ in range(count):
            try:
                made = make()
            except MemoryError:
                words = translate("Film", "frames of {width} × {height} pixels do not fit into the memory")
                raise ReluvizError(words.format(width=size[0], height=size[1])) from None
            made.give_back = partial(self._free.put, made)
            self._free.put(made)

    def take(self, check: Callable[[], None]) -> Frames:
        """Return one that nobody holds, as soon as there is one; `check` is called while it is waited for."""
        while True:
            try:
                return self._free.get(timeout=POLL_S)
            except Empty:
                check()


class Buffer(Kept):
    """One image."""

    def __init__(self, size: tuple[int, int], is_opaque: bool) -> None:
        super().__init__()
        kind = QImage.Format.Format_RGB32 if is_opaque else QImage.Format.Format_ARGB32_Premultiplied
        self.image = QImage(*size, kind)
        """What is painted on."""
        if self.image.isNull():
            raise MemoryError
        self._straight = None if is_opaque else QImage()

    def content(self) -> memoryview:
        """Return the bytes, row after row; opacity is not multiplied into the colours."""
        return memoryview((self.image if self._straight is None else self._straight).constBits())

    def settle(self) -> None:
        """Have `content` be what has been painted: called by the painter of the frame, before others hold it."""
        if self._straight is not None:
            self._straight = self.image.convertToFormat(QImage.Format.Format_ARGB32)


def buffer_pool(size: tuple[int, int], is_opaque: bool, count: int) -> Pool[Buffer]:
    """Return so many images; ReluvizError if they do not fit into the memory."""
    return Pool(partial(Buffer, size, is_opaque), size, count)
