"""No work is lost: what was never saved is kept, and gives way only when it is saved or too old."""

import os
from dataclasses import replace
from pathlib import Path

import pytest

from reluviz.desktop.drafts import MOST, Drafts
from reluviz.scenario.reading import parse_scenario, read_scenario
from reluviz.scenario.writing import scenario_text


def titled(scenario, title):
    return replace(scenario, title=title)


def change(application, title):
    application.document.change(titled(application.document.scenario, title), "Title")


def refuse(name, *_rest):
    """Answer as the system does where the disk is full."""
    raise OSError(28, "No space left on device", str(name))


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

    monkeypatch.setattr(os, "open", refuse)
    if leave == "new":
        application.handlers.file.new()
    elif leave == "open":
        assert not application.handlers.file.open_path(other)
    else:
        application.handlers.file.reopen_unsaved()
    assert application.document.scenario.title == "Second"
    assert "No space left" in application.stage.messages.text


def test_the_window_stays_open_if_its_work_cannot_be_kept(application, answers, tmp_path, monkeypatch):
    change(application, "First")
    monkeypatch.setattr(os, "open", refuse)
    assert not application.window.close()
    assert application.window.isVisible()
    said = application.stage.messages.text
    assert said == (
        "Not closed, since the unsaved work cannot be kept (No space left on device). "
        "Save it, or close again to lose it."
    )
    monkeypatch.undo()
    answers.path = tmp_path / "elsewhere.toml"
    assert application.handlers.file.save()
    assert application.window.close()
    assert read_scenario(answers.path).title == "First"
    assert list(tmp_path.glob("unsaved*")) == []


def test_closing_again_loses_what_was_warned_of_and_nothing_more(application, monkeypatch):
    change(application, "First")
    monkeypatch.setattr(os, "open", refuse)
    assert not application.window.close()
    change(application, "First, and more")
    assert not application.window.close()
    assert application.experiment.session is not None
    assert application.window.close()
    assert not application.window.isVisible()


def test_what_cannot_be_kept_at_the_end_is_written_out(make_application, monkeypatch, capsys):
    application = make_application()
    change(application, "First “and” é")
    monkeypatch.setattr(os, "open", refuse)
    application.close()
    first, empty, text = capsys.readouterr().err.split("\n", 2)
    assert first == "reluviz: the unsaved work could not be kept (No space left on device); it was:"
    assert empty == ""
    assert parse_scenario(text) == application.document.scenario


def test_a_folder_that_cannot_be_made_keeps_the_window_open(make_application, tmp_path):
    application = make_application()
    application.handlers.file._drafts._first = tmp_path / "file" / "unsaved.toml"
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    change(application, "First")
    assert not application.window.close()
    assert "\n" not in application.stage.messages.text
    assert str(tmp_path) not in application.stage.messages.text


def test_a_draft_that_cannot_be_removed_is_not_offered_as_other_work(application, answers, tmp_path, monkeypatch):
    change(application, "First")
    application.handlers.file.keep_draft()
    answers.path = tmp_path / "first.toml"
    unlink = Path.unlink

    def stuck(path, **rest):
        if path.name.startswith("unsaved"):
            raise PermissionError(13, "Permission denied", str(path))
        unlink(path, **rest)

    monkeypatch.setattr(Path, "unlink", stuck)
    assert application.handlers.file.save()
    assert application.stage.messages.text == ""
    assert not application.handlers.file.has_draft


def drafts_menu(application):
    """Return the entries of the menu of unsaved works, as it opens."""
    menu = application.window.drafts_menu
    menu.aboutToShow.emit()
    return menu.actions() if menu.menuAction().isVisible() else []


def test_every_unsaved_work_can_be_reached(application):
    titles = ["First", "Second & last", "Third", ""]
    for title in titles:
        assert len(drafts_menu(application)) != 1
        change(application, title)
        application.handlers.file.new()
    entries = drafts_menu(application)
    assert [entry.text().partition(" — ")[0] for entry in entries] == ["unnamed", "Third", "Second && last", "First"]
    entries[3].trigger()
    assert application.document.scenario.title == "First"
    assert [entry.text().partition(" — ")[0] for entry in drafts_menu(application)] == [
        "unnamed",
        "Third",
        "Second && last",
    ]


def test_the_oldest_does_not_give_way_while_it_is_being_opened(application, tmp_path, puzzle):
    for index in range(MOST):
        Drafts(tmp_path / "unsaved.toml").keep(titled(puzzle, f"work {index}"))
        os.utime(Drafts(tmp_path / "unsaved.toml").kept()[0], ns=(index, index))
    change(application, "Open")
    application.handlers.file.reopen_draft(application.handlers.file.drafts[-1])
    assert application.document.scenario.title == "work 0"
    application.handlers.file.new()
    kept = {read_scenario(path).title for path in application.handlers.file.drafts}
    assert kept == {"Open", "work 0", *(f"work {index}" for index in range(2, MOST))}


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


def test_two_windows_have_drafts_of_their_own(tmp_path, puzzle):
    """Neither opens what the other has open, writes over it, or removes it."""
    one, other = (Drafts(tmp_path / "unsaved.toml") for _ in range(2))
    one.keep(titled(puzzle, "One"))
    assert other.kept() == []
    other.keep(titled(puzzle, "Other"))
    assert one.kept() == []
    one.keep(titled(puzzle, "One, changed"))
    other.drop()
    assert read_scenario(tmp_path / "unsaved.toml").title == "One, changed"
    one.take(None)
    assert other.kept() == [tmp_path / "unsaved.toml"]
    other.take(tmp_path / "unsaved.toml")
    one.take(tmp_path / "unsaved.toml")
    one.keep(titled(puzzle, "Third"))
    assert read_scenario(tmp_path / "unsaved.toml").title == "One, changed"
    for drafts in (one, other):
        drafts.take(None)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["unsaved-2.toml", "unsaved.toml"]


def test_a_closed_window_leaves_its_draft_to_others(make_application, tmp_path):
    first = make_application()
    change(first, "First")
    first.window.close()
    assert not list(tmp_path.rglob("*.lock"))
    second = make_application()
    assert second.handlers.file.has_draft
