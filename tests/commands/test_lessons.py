"""`reluviz lessons`, and cues of lessons wherever a command takes a scenario."""

import json

import numpy as np
import pytest

from reluviz import cli
from reluviz.scenario.reading import read_scenario
from reluviz.scenario.sources import built_in_lessons, find_scenario
from reluviz.scenario.text import localized


def test_lists_lessons_and_cues_in_the_language_asked_for(capsys):
    for language in ("en", "fr"):
        assert cli.main(["lessons", "--language", language]) == 0
        lines = capsys.readouterr().out.splitlines()[1:]
        expected = []
        for lesson in built_in_lessons():
            expected.append((lesson.name, localized(lesson.title, language)))
            expected += [(f"{lesson.name}/{cue.name}", localized(cue.title, language)) for cue in lesson.cues]
        assert [tuple(part.strip() for part in line.split("  ", 1)) for line in lines] == expected


def test_takes_no_scenario(capsys):
    assert cli.main(["lessons", "swing"]) == 2
    assert "unknown argument 'swing'" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["swing/why", "question"])
def test_commands_take_a_cue(name, tmp_path, capsys):
    scenario = find_scenario(name)
    assert cli.main(["check", name]) == 0
    assert capsys.readouterr().out == f"{name}: fine\n"
    assert cli.main(["inspect", name, "--json"]) == 0
    assert len(json.loads(capsys.readouterr().out)) == len(scenario.start)
    assert cli.main(["export", name, "-o", str(tmp_path / "cue.toml")]) == 0
    assert read_scenario(tmp_path / "cue.toml") == scenario
    assert cli.main(["landscape", name, "-o", str(tmp_path / "loss.npz"), "--size", "20x20"]) == 0
    with np.load(tmp_path / "loss.npz") as arrays:
        assert np.isfinite(arrays["loss"]).all()
    short = ["--set", "training.steps=5", "--set", "training.engine=numpy"]
    assert cli.main(["train", name, "-o", str(tmp_path / "path.npz"), *short]) == 0
    with np.load(tmp_path / "path.npz") as arrays:
        assert arrays["parameters"].shape[:2] == (6, len(scenario.start))


def test_a_lesson_in_a_file_is_checked_whole(tmp_path, capsys):
    path = tmp_path / "mine.toml"
    path.write_text('kind = "lesson"\n[[cue]]\nname = "a"\n[[cue]]\nname = "b"\nspede = 3\n')
    assert cli.main(["check", str(path)]) == 2
    said = capsys.readouterr().err
    assert "cue 2 (b): spede: found an unknown key; allowed: name, " in said
    assert "did you mean speed?" in said
    path.write_text('kind = "lesson"\n[[cue]]\nname = "a"\n[[cue]]\nname = "b"\n')
    assert cli.main(["check", str(path), f"{path}/b"]) == 0
    assert capsys.readouterr().out == f"{path}: fine\n{path}/b: fine\n"
    assert cli.main(["inspect", f"{path}/c"]) == 2
    assert 'cue: found "c"; allowed: "a", "b"' in capsys.readouterr().err
