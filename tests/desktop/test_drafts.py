"""No work is lost: what was never saved is kept, and gives way only when it is saved or too old."""

from dataclasses import replace

import pytest

from reluviz.desktop.drafts import MOST, Drafts
from reluviz.scenario.reading import read_scenario
from reluviz.scenario.writing import scenario_text


def titled(scenario, title):
    return replace(scenario, title=title)


def change(application, title):
    application.document.change(titled(application.document.scenario, title), "Title")


@pytest.fixture
def other(tmp_path, puzzle):
    path = tmp_path / "other.toml"
    path.write_text(scenario_text(titled(puzzle, "Other")), encoding="utf-8")
    return path


def test_saving_one_work_leaves_the_draft_of_another(application, other):
    change(application, "First")
    application.handlers.file.open_path(other)
    change(application, "Other, changed")
    assert application.handlers.file.save()
    assert application.handlers.file.has_draft
    application.actions["reopen_unsaved"].trigger()
    assert application.document.scenario.title == "First"


def test_bringing_back_keeps_what_was_open(application):
    change(application, "First")
    application.handlers.file.new()
    change(application, "Second")
    application.actions["reopen_unsaved"].trigger()
    assert application.document.scenario.title == "First"
    application.actions["reopen_unsaved"].trigger()
    assert application.document.scenario.title == "Second"


def test_a_work_that_is_saved_is_no_draft_any_more(application, answers, tmp_path):
    change(application, "First")
    application.handlers.file.new()
    application.actions["reopen_unsaved"].trigger()
    answers.path = tmp_path / "first.toml"
    assert application.handlers.file.save()
    assert read_scenario(answers.path).title == "First"
    assert not application.handlers.file.has_draft
    assert list(tmp_path.glob("unsaved*")) == []


@pytest.mark.parametrize("leave", ["new", "open", "reopen"])
def test_nothing_is_replaced_if_the_work_cannot_be_kept(leave, application, other, tmp_path, monkeypatch):
    change(application, "First")
    application.handlers.file.new()
    change(application, "Second")

    def full(self, scenario):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Drafts, "keep", full)
    if leave == "new":
        application.handlers.file.new()
    elif leave == "open":
        assert not application.handlers.file.open_path(other)
    else:
        application.handlers.file.reopen_unsaved()
    assert application.document.scenario.title == "Second"
    assert "No space left" in application.stage.messages.text


def test_the_oldest_gives_way(tmp_path, puzzle):
    for index in range(MOST + 2):
        Drafts(tmp_path / "unsaved.toml").keep(titled(puzzle, f"work {index}"))
    kept = Drafts(tmp_path / "unsaved.toml").kept()
    assert len(kept) == MOST
    assert {read_scenario(path).title for path in kept} >= {f"work {index}" for index in range(2, MOST)}


def test_a_number_that_is_being_typed_belongs_to_what_is_saved(application, answers, tmp_path, qtbot):
    control = application.column.control("training.learning_rate")
    application.column.focus_control("training.learning_rate")
    qtbot.waitUntil(control.field.hasFocus)
    control.field.selectAll()
    qtbot.keyClicks(control.field, "0.5")
    answers.path = tmp_path / "typed.toml"
    assert application.handlers.file.save()
    assert read_scenario(answers.path).training.learning_rate == 0.5
    control.field.selectAll()
    qtbot.keyClicks(control.field, "0.25")
    application.transport.play.click()
    assert application.experiment.session.training.learning_rate == 0.25


def test_a_name_without_extension_replaces_no_file_unasked(application, answers, tmp_path):
    there = tmp_path / "lecture.toml"
    there.write_text("# mine\n", encoding="utf-8")
    answers.path = tmp_path / "lecture"
    assert not application.handlers.file.save_as()
    assert there.read_text(encoding="utf-8") == "# mine\n"
    assert "lecture.toml" in application.stage.messages.text
