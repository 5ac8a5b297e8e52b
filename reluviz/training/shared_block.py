"""A block of memory that two processes share, without a name that could be left behind; an engine's thread."""

import mmap
import os
import sys
import tempfile
from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray


class SharedBlock:
    """Memory that this process and one that it starts see alike; it goes when the last of the two lets go of it.

    On Linux it is an anonymous file in memory, elsewhere on POSIX a temporary file that has no name any more, on
    Windows a mapping that the system counts the users of. So nothing is left behind however the processes end.
    """

    def __init__(self, memory: mmap.mmap, size: int, name: str) -> None:
        self._memory = memory
        self.size = size
        self.name = name
        """What `open` in the other process needs."""

    @classmethod
    def create(cls, size: int) -> "SharedBlock":
        """Make a block of `size` bytes, all 0; pages that are never written take no memory."""
        if sys.platform == "win32":
            name = f"reluviz-{os.urandom(8).hex()}"
            return cls(mmap.mmap(-1, size, tagname=name), size, name)
        if hasattr(os, "memfd_create"):
            descriptor = os.memfd_create("reluviz")
        else:
            with tempfile.TemporaryFile() as file:
                descriptor = os.dup(file.fileno())
        try:
            os.ftruncate(descriptor, size)
            memory = mmap.mmap(descriptor, size)
        except BaseException:
            os.close(descriptor)
            raise
        block = cls(memory, size, str(descriptor))
        block._descriptor = descriptor
        return block

    @classmethod
    def open(cls, name: str, size: int) -> "SharedBlock":
        """Return the block that the process that started this one has made."""
        if sys.platform == "win32":
            return cls(mmap.mmap(-1, size, tagname=name), size, name)
        block = cls(mmap.mmap(int(name), size), size, name)
        os.close(int(name))
        return block

    _descriptor: int | None = None

    @property
    def descriptors(self) -> tuple[int, ...]:
        """What `subprocess.Popen` has to pass on (`pass_fds`) so that the child can `open` the block."""
        return () if self._descriptor is None else (self._descriptor,)

    def forget_descriptor(self) -> None:
        """Let go of what only the start of the child needs; the memory stays."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None

    def array(self, offset: int, shape: tuple[int, ...], dtype: DTypeLike) -> NDArray[Any]:
        """Return a part of the block as an array: a view, which both processes write to."""
        return np.ndarray(shape, dtype, buffer=self._memory, offset=offset)
