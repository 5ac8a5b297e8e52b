"""A progress bar on standard error, where that is a terminal; main thread."""

import os
import shutil
import sys
import time
from types import TracebackType
from typing import Self, TextIO

from reluviz.language import translate

INTERVAL_S = 0.1
"""How often the bar is drawn again, at most."""


class ProgressBar:
    """Shows how much of a long work is done; silent where standard error is no terminal.

    Used in a ``with`` block, at whose end the bar vanishes; called with a share from 0 to 1, as often as one likes.
    """

    def __init__(self, text: str, stream: TextIO | None = None) -> None:
        self._text = text
        self._stream = sys.stderr if stream is None else stream
        self._alive = self._stream is not None and self._stream.isatty()
        self._is_dumb = os.environ.get("TERM") == "dumb"  # which shows escapes as they are
        self._drawn_at = float("-inf")
        self._begun_at = time.monotonic()

    def __enter__(self) -> Self:
        return self

    def __call__(self, share: float) -> None:
        """Show that this share of the work is done."""
        now = time.monotonic()
        if not self._alive or now - self._drawn_at < INTERVAL_S:
            return
        self._drawn_at = now
        self._write("\r" + self.line(share, now - self._begun_at, shutil.get_terminal_size().columns))

    def begin(self, text: str) -> None:
        """Show another work from now on, if it is another."""
        if text != self._text:
            self._text, self._begun_at, self._drawn_at = text, time.monotonic(), float("-inf")

    def of_map(self, share: float) -> None:
        """Show that this share of a basin map is done, which is needed before the work can go on."""
        self.begin(translate("Progress", "basin map"))
        self(share)

    def note(self, message: str) -> None:
        """Say one line on standard error, a terminal or not, without spoiling the bar."""
        self._clear()
        self._drawn_at = float("-inf")
        self._write(f"reluviz: {message}\n")

    def line(self, share: float, elapsed_s: float, columns: int) -> str:
        """Return the bar as text that is one shorter than the terminal is wide, so that it never wraps."""
        share = min(max(share, 0.0), 1.0)
        percent = translate("Progress", "{share}%")
        numbers = f" {percent.format(share=f'{100 * share:3.0f}')}"
        if share > 0.02 and elapsed_s > 1:
            duration = _duration(elapsed_s / share * (1 - share))
            numbers += "  " + translate("Progress", "{duration} left").format(duration=duration)
        width = min(40, columns - len(self._text) - len(numbers) - 4)
        bar = f" [{'=' * round(width * share):<{width}}]" if width >= 5 else ""
        return f"{self._text}{bar}{numbers}"[: max(columns - 1, 0)].ljust(min(columns - 1, 79))

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._clear()

    def _clear(self) -> None:
        if self._alive and self._drawn_at > float("-inf"):
            blank = " " * max(shutil.get_terminal_size().columns - 1, 0)
            self._write(f"\r{blank}\r" if self._is_dumb else "\r\x1b[K")

    def _write(self, text: str) -> None:
        try:
            if self._stream is not None:  # closed
                self._stream.write(text)
                self._stream.flush()
        except (OSError, ValueError):
            self._alive = False  # The terminal is gone; the work goes on.


def _duration(seconds: float) -> str:
    minutes, seconds = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return f"{hours} h {minutes} min"
    return f"{minutes} min {seconds} s" if minutes else f"{seconds} s"
