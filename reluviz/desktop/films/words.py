"""What the Record dialog says of files and of how far they are; GUI thread."""

from pathlib import Path
from typing import TYPE_CHECKING

from reluviz.language import translate
from reluviz.scene.numbers import format_count, local

if TYPE_CHECKING:
    from reluviz.recording.job import Report


def running_words(report: "Report", left: float | None) -> str:
    """Return how far a recording is."""
    if not report.count:
        return translate("Record", "Getting ready…")
    if report.done >= report.count:
        # The encoder has some frames still, a presentation is packed, a PDF is closed: how long is not known.
        return translate("Record", "All frames are painted; completing the file…")
    words = translate("Record", "Frame {done} of {count}").format(
        done=format_count(report.done), count=format_count(report.count)
    )
    if left is None:
        return words
    minutes, seconds = divmod(max(round(left), 0), 60)
    time = _time_words(minutes, seconds)
    return words + translate("Record", " · {time} left").format(time=time)


def _time_words(minutes: int, seconds: int) -> str:
    if minutes:
        return translate("Record", "{minutes}:{seconds} min").format(minutes=minutes, seconds=f"{seconds:02}")
    return translate("Record", "{seconds} s").format(seconds=seconds)


def bytes_of(path: Path) -> int:
    """Return how large a file is, or all files of a folder."""
    files = path.iterdir() if path.is_dir() else [path]
    return sum(file.stat().st_size for file in files)


def size_words(size: float) -> str:
    """Return a number of bytes as people say it: ``1.2 MB``."""
    if size >= 1e9:
        return translate("Record", "{size} GB").format(size=local(f"{size / 1e9:.3g}"))
    if size >= 1e6:
        return translate("Record", "{size} MB").format(size=local(f"{size / 1e6:.3g}"))
    return translate("Record", "{size} kB").format(size=f"{max(size / 1e3, 1):.0f}")
