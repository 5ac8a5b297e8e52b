"""A file appears under its name only when it is whole."""

import errno
import os
import stat

import pytest

from reluviz.errors import ReluvizError
from reluviz.output import whole_file


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_it_appears_when_the_block_ends(tmp_path):
    path = tmp_path / "leçon 1.txt"
    with whole_file(path) as temporary:
        assert temporary.parent == tmp_path
        assert temporary.suffix == ".txt"
        temporary.write_text("whole")
        assert not path.exists()
    assert path.read_text() == "whole"
    assert names(tmp_path) == ["leçon 1.txt"]


def test_its_permissions_are_those_of_any_new_file(tmp_path):
    mask = os.umask(0o027)
    try:
        with whole_file(tmp_path / "new.txt") as temporary:
            temporary.write_text("x")
    finally:
        os.umask(mask)
    assert stat.S_IMODE((tmp_path / "new.txt").stat().st_mode) == 0o640


@pytest.mark.parametrize("exception", [ValueError, KeyboardInterrupt, SystemExit])
def test_a_failed_or_interrupted_block_leaves_what_stood(tmp_path, exception):
    path = tmp_path / "old.txt"
    path.write_text("old")

    def work():
        with whole_file(path, overwrite=True) as temporary:
            temporary.write_text("half")
            raise exception

    with pytest.raises(exception):
        work()
    assert path.read_text() == "old"
    assert names(tmp_path) == ["old.txt"]


def test_a_file_that_is_there_is_kept(tmp_path):
    path = tmp_path / "old.txt"
    path.write_text("old")
    with pytest.raises(ReluvizError, match=r"old\.txt: it is there already; --overwrite replaces it"), whole_file(path):
        pytest.fail("the work must not begin")
    assert path.read_text() == "old"


def test_also_one_that_appears_meanwhile(tmp_path):
    path = tmp_path / "new.txt"

    def work():
        with whole_file(path) as temporary:
            temporary.write_text("mine")
            path.write_text("another program's")

    with pytest.raises(ReluvizError, match="there already"):
        work()
    assert path.read_text() == "another program's"
    assert names(tmp_path) == ["new.txt"]


def test_overwriting_keeps_permissions_and_links(tmp_path):
    path = tmp_path / "real.txt"
    path.write_text("old")
    path.chmod(0o604)
    link = tmp_path / "link.txt"
    link.symlink_to(path)
    with whole_file(link, overwrite=True) as temporary:
        temporary.write_text("new")
    assert link.is_symlink()
    assert path.read_text() == "new"
    assert stat.S_IMODE(path.stat().st_mode) == 0o604


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("missing/file.txt", "there is no folder"),
        ("folder", "it is a folder"),
        ("old.txt/file.txt", "there is no folder|Not a directory"),
        ("x" * 300, "cannot be written"),
        ("loop", "cannot be written"),
    ],
)
def test_what_cannot_be_written_is_said_before_the_work(tmp_path, name, said):
    (tmp_path / "folder").mkdir()
    (tmp_path / "old.txt").write_text("old")
    (tmp_path / "loop").symlink_to("loop")
    with pytest.raises(ReluvizError, match=said), whole_file(tmp_path / name, overwrite=True):
        pytest.fail("the work must not begin")
    assert names(tmp_path) == ["folder", "loop", "old.txt"]


def test_a_folder_that_takes_no_files():
    # The tests may run as root, whom permissions do not stop: /proc takes no files from anybody.
    with pytest.raises(ReluvizError, match=r"/proc/new\.txt: cannot be written: "), whole_file("/proc/new.txt"):
        pytest.fail("the work must not begin")


def test_devices_are_not_replaced():
    with pytest.raises(ReluvizError, match="no regular file"), whole_file("/dev/null", overwrite=True):
        pytest.fail("the work must not begin")


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT, errno.EFBIG])
def test_a_full_disk_is_one_line(tmp_path, number):
    path = tmp_path / "new.txt"

    def work():
        with whole_file(path) as temporary:
            temporary.write_text("half")
            raise OSError(number, os.strerror(number))

    with pytest.raises(ReluvizError, match=rf"new\.txt: cannot be written: {os.strerror(number)}"):
        work()
    assert names(tmp_path) == []


def test_a_disk_that_is_found_full_at_the_end(tmp_path, monkeypatch):
    def full(descriptor):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    path = tmp_path / "old.txt"
    path.write_text("old")
    with pytest.raises(ReluvizError, match="No space left on device"), whole_file(path, overwrite=True) as temporary:
        temporary.write_text("new")
    assert path.read_text() == "old"
    assert names(tmp_path) == ["old.txt"]


def test_errors_of_the_work_are_its_own(tmp_path):
    with pytest.raises(FileNotFoundError), whole_file(tmp_path / "new.txt"):
        (tmp_path / "other.txt").read_text()
    assert names(tmp_path) == []
