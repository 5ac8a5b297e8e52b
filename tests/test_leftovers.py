"""What a killed program leaves behind is removed later, and nothing else is."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from reluviz.leftovers import notes_folder, remove_leftovers
from reluviz.output import whole_file, whole_folder

DIES = """\
import os, signal, sys
from reluviz.output import whole_file, whole_folder
kind, name = sys.argv[1:]
with whole_file(name) if kind == "file" else whole_folder(name, lambda name: True, overwrite=True) as path:
    if kind == "file":
        path.write_text("half")
        path.with_suffix(".part").write_text("beside it")
    else:
        (path / "half").write_text("half")
    os.kill(os.getpid(), signal.SIGKILL)
"""


def die(kind: str, path: Path) -> None:
    subprocess.run([sys.executable, "-c", DIES, kind, str(path)], check=False, timeout=60, env=dict(os.environ))


@pytest.mark.parametrize("kind", ["file", "folder"])
def test_what_a_killed_program_leaves_is_removed_by_the_next_that_writes(kind, tmp_path):
    work = tmp_path / "work"
    work.mkdir()
    (work / "kept.txt").write_text("mine")
    (work / ".reluviz-deadbeef.mp4").write_text("somebody else's, of whom there is no note")
    die(kind, work / "a b é.mp4")
    assert len(list(work.iterdir())) > 2
    assert len(list(notes_folder().iterdir())) == 1
    with whole_file(tmp_path / "other") as path:
        path.write_text("whole")
    assert sorted(entry.name for entry in work.iterdir()) == [".reluviz-deadbeef.mp4", "kept.txt"]
    assert list(notes_folder().iterdir()) == []


def test_what_is_being_written_is_left_alone(tmp_path):
    with whole_file(tmp_path / "a.txt") as path, whole_folder(tmp_path / "b", lambda name: True) as folder:
        path.write_text("in the making")
        remove_leftovers()
        assert path.exists()
        assert folder.is_dir()
        assert len(list(notes_folder().iterdir())) == 2
    assert list(notes_folder().iterdir()) == []


def test_a_folder_that_was_moved_aside_comes_back(tmp_path):
    target = tmp_path / "frames"
    target.mkdir()
    (target / "old").write_text("old")
    die("folder", target)
    (temporary,) = (entry for entry in tmp_path.iterdir() if entry.name.startswith(".reluviz-"))
    target.rename(f"{temporary}.before")
    remove_leftovers()
    assert [entry.name for entry in tmp_path.iterdir() if entry.name != "work"] == ["frames"]
    assert (target / "old").read_text() == "old"


def test_without_a_place_for_notes_files_are_written_all_the_same(tmp_path, monkeypatch):
    blocked = tmp_path / "blocked"
    blocked.write_text("no folder")
    monkeypatch.setenv("XDG_CACHE_HOME", str(blocked))
    remove_leftovers()
    with whole_file(tmp_path / "a.txt") as path:
        path.write_text("whole")
    assert (tmp_path / "a.txt").read_text() == "whole"


def test_a_note_that_is_nonsense_removes_nothing(tmp_path):
    notes_folder().mkdir(parents=True)
    (notes_folder() / "one").write_text("no path")
    (notes_folder() / "two").write_text(f"{tmp_path / 'mine'}\0{tmp_path / 'x'}")
    (tmp_path / "mine").write_text("mine")
    remove_leftovers()
    assert (tmp_path / "mine").read_text() == "mine"
