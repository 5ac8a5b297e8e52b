"""Files that appear under their name only when they are whole; the thread that writes them."""

import errno
import os
import shutil
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from reluviz.errors import ReluvizError
from reluviz.language import translate
from reluviz.leftovers import BEFORE, PREFIX, noted, remove_leftovers

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EROFS}


@contextmanager
def whole_file(path: Path | str, *, overwrite: bool = False) -> Iterator[Path]:
    """Give a temporary file to write to, and give it its name when the block ends without an exception.

    The temporary file lies in the same folder, so that it takes its name at once, and has the same extension. Enter
    the block before the long work: what would fail at its end then fails at its beginning. Whatever ends the block
    otherwise, an interrupt too, removes the temporary file and leaves what stood.

    Parameters
    ----------
    path
        The file to be. Where it is a link, the file that it points to is replaced.
    overwrite
        Whether a file that is there may be replaced.

    Yields
    ------
    Path
        The temporary file, which is there and empty.

    Raises
    ------
    ReluvizError
        If the file is there and may not be replaced, is no regular file, its folder is missing or cannot be written
        to, or the disk is full.
    """
    asked = path
    try:
        path = Path(path).resolve()
        _check_free(path, asked, overwrite)
    except (OSError, ValueError, RuntimeError) as error:  # RuntimeError: a loop of links; ValueError: a null character
        raise _cannot(asked, error) from error
    if not path.parent.is_dir():
        words = translate("Output", "{name}: there is no folder {folder}")
        raise ReluvizError(words.format(name=asked, folder=path.parent))
    # Its name is known before it is made, so that an interrupt at any moment finds it.
    temporary = path.with_name(f"{PREFIX}{os.urandom(4).hex()}{path.suffix}")
    remove_leftovers()
    try:
        with noted(temporary, path):
            _create(temporary, like=path)
            yield temporary
            _settle_on_disk(temporary)
            _check_free(path, asked, overwrite)
            temporary.replace(path)
    except OSError as error:
        if error.errno in _FULL or error.filename == str(temporary):
            raise _cannot(asked, error) from error
        raise
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


@contextmanager
def whole_folder(path: Path | str, owned: Callable[[str], bool], *, overwrite: bool = False) -> Iterator[Path]:
    """Give a temporary folder to write files into, and give it its name when the block ends without an exception.

    Likewise `whole_file`. A folder that is there is replaced if it is empty; with `overwrite` also if all that it holds
    is of the kind that is written now: whatever else somebody keeps in it stays.

    Parameters
    ----------
    owned
        Tells of a file's name whether it may be one that was written before.
    """
    asked = path
    try:
        path = Path(path).resolve()
        _check_replaceable(path, asked, owned, overwrite)
    except (OSError, ValueError, RuntimeError) as error:
        raise _cannot(asked, error) from error
    if not path.parent.is_dir():
        words = translate("Output", "{name}: there is no folder {folder}")
        raise ReluvizError(words.format(name=asked, folder=path.parent))
    temporary = path.with_name(f"{PREFIX}{os.urandom(4).hex()}")
    before = path.with_name(f"{temporary.name}{BEFORE}")
    remove_leftovers()
    try:
        with noted(temporary, path):
            temporary.mkdir()
            yield temporary
            _check_replaceable(path, asked, owned, overwrite)
            if path.is_dir():
                path.rename(before)
            try:
                temporary.rename(path)
            except BaseException:
                if before.is_dir():
                    before.rename(path)
                raise
    except OSError as error:
        if error.errno in _FULL or error.filename == str(temporary):
            raise _cannot(asked, error) from error
        raise
    finally:
        for folder in (temporary, before):
            shutil.rmtree(folder, ignore_errors=True)


def _check_replaceable(path: Path, asked: Path | str, owned: Callable[[str], bool], overwrite: bool) -> None:
    try:
        names = [entry.name for entry in path.iterdir()]
    except FileNotFoundError:
        return
    except NotADirectoryError:
        raise ReluvizError(translate("Output", "{name}: it is no folder").format(name=asked)) from None
    if names and not overwrite:
        raise _already_there(asked)
    other = next((name for name in sorted(names) if not owned(name)), None)
    if other is not None:
        words = translate("Output", "{name}: it holds other files, such as {other}; name another folder")
        raise ReluvizError(words.format(name=asked, other=other))


def _check_free(path: Path, asked: Path | str, overwrite: bool) -> None:
    try:
        status = path.stat()
    except FileNotFoundError:
        return
    if stat.S_ISDIR(status.st_mode):
        raise ReluvizError(translate("Output", "{name}: it is a folder").format(name=asked))
    if not stat.S_ISREG(status.st_mode):
        raise ReluvizError(translate("Output", "{name}: it is no regular file").format(name=asked))
    if not overwrite:
        raise _already_there(asked)


def _create(temporary: Path, like: Path) -> None:
    """Make the temporary file, with the permissions of the one that it will replace, else those of any new file."""
    os.close(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666))
    with suppress(FileNotFoundError):
        temporary.chmod(stat.S_IMODE(like.stat().st_mode))


def _settle_on_disk(path: Path) -> None:
    with path.open("rb") as file:
        os.fsync(file.fileno())


def _cannot(path: Path | str, error: Exception) -> ReluvizError:
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return cannot_be_written(path, reason)


def cannot_be_written(name: Path | str, reason: str) -> ReluvizError:
    """Return the error for a file that cannot be written, with the system's reason."""
    words = translate("Output", "{name}: cannot be written: {reason}")
    return ReluvizError(words.format(name=name, reason=reason))


def overwrite_hint() -> str:
    """Return the end of what is said of a file that is there already: the command line's way to replace it."""
    return translate("Output", "; --overwrite replaces it")


def _already_there(name: Path | str) -> ReluvizError:
    return ReluvizError(translate("Output", "{name}: it is there already").format(name=name) + overwrite_hint())
