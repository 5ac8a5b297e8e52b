"""`reluviz [SCENARIO]` hands the scenario over to the window."""

import sys
import types

import pytest

from reluviz import cli
from reluviz.scenario.settings import lesson_with
from reluviz.scenario.sources import find_scenario, find_source


@pytest.fixture
def opened(monkeypatch):
    """Put a stand-in where the window would be, and return what it was opened with."""
    calls = []

    def run_window(scenario, path, language, debug, **lesson):
        calls.append((scenario, path, language, debug, *lesson.values()))
        return 7

    stand_in = types.ModuleType("reluviz.desktop.program")
    stand_in.run_window = run_window
    monkeypatch.setitem(sys.modules, "reluviz.desktop.program", stand_in)
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    return calls


def test_the_puzzle_is_what_it_opens_on(opened):
    assert cli.main([]) == 7
    assert opened == [(find_scenario("puzzle"), None, None, False)]


def test_a_file_may_be_saved_again_under_its_name(opened, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine.toml").write_text("[[start]]\nweight = 3")
    assert cli.main(["mine.toml", "--language", "fr", "--debug"]) == 7
    ((scenario, path, language, debug),) = opened
    assert scenario.start[0].weight == 3.0
    assert (path, language, debug) == (tmp_path / "mine.toml", "fr", True)


def test_but_not_if_settings_have_changed_it(opened, tmp_path):
    (tmp_path / "mine.toml").write_text("[[start]]\nweight = 3")
    assert cli.main([str(tmp_path / "mine.toml"), "--set", "start.0.weight=4"]) == 7
    ((scenario, path, _, _),) = opened
    assert scenario.start[0].weight == 4.0
    assert path is None


def test_settings_act_on_every_cue_of_a_lesson(opened):
    settings = ["training.optimizer=adam", "training.steps=50"]
    assert cli.main(["question/answer", *(word for setting in settings for word in ("--set", setting))]) == 7
    ((scenario, path, _, _, lesson, cue),) = opened
    plain = find_source("question").load()[1]
    assert cue == "answer"
    assert lesson == lesson_with(plain, settings)
    assert scenario == lesson.cue("answer").scenario
    assert path is None
    assert lesson.cue_names == plain.cue_names
    assert {each.scenario.training.optimizer for each in lesson.cues} == {"adam"}
    assert [each.words for each in lesson.cues] == [each.words for each in plain.cues]
