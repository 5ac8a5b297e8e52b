"""A lesson in the window: cues in turn, what they play and hide, presenting with a clicker, and the speaker's notes."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from reluviz.desktop.settings import Settings
from reluviz.scenario.lesson_reading import parse_lesson
from reluviz.scenario.text import localized
from reluviz.scene.landscape_view import LandscapeView

LESSON = """
format = 1
kind = "lesson"
title = "Two starts"
[[cue]]
name = "ask"
title = "The question"
words = "Where will they go?"
notes = "Let them vote."
ask = true
play = true
play_to = 30
speed = 100000
panels = ["landscape", "neuron"]
[cue.scenario.training]
engine = "numpy"
steps = 200
[[cue.scenario.start]]
weight = 0.5
[[cue.scenario.start]]
weight = -1e-5
[[cue]]
name = "on"
title = "Further"
words = "The one has arrived, the other has not moved."
play = true
play_to = 200
panels = ["landscape", "loss"]
[[cue]]
name = "bias"
title = "With a bias"
words = "Now with a bias."
play = false
[cue.scenario.model]
variant = "weight-bias"
"""


@pytest.fixture
def lessons(application):
    application.window.resize(1280, 900)
    application.handlers.lessons.begin(parse_lesson(LESSON, "two"))
    application.frames.show_now()
    return application.handlers.lessons


def playhead(application):
    return application.experiment.playback.playhead


def stands_at(application, step):
    return not application.experiment.is_playing and application.frames.moment.playhead == step


def test_fates_are_hidden_until_space_reveals_them_and_it_plays_to_its_step(application, lessons, qtbot):
    assert application.stage.cue_bar.isVisible()
    assert application.stage.cue_bar.words.text().startswith("Where will they go?")
    assert {run.fate for run in application.frames.moment.runs} == {"moving"}
    assert not application.experiment.is_playing
    QTest.keyClick(application.stage.canvas, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: stands_at(application, 30))
    assert not lessons.asking
    assert [run.fate for run in application.frames.moment.runs][1] == "stuck"
    assert "Space" not in application.stage.cue_bar.words.text()


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ("", ("Space shows where it ends.", "Espace montre où il finit.")),
        ("[[cue.scenario.start]]\nweight = 2", ("Space shows where they end.", "Espace montre où ils finissent.")),
        (
            "[[cue.scenario.variation]]\ntraining.optimizer = 'adam'",
            ("Space shows where they end.", "Espace montre où ils finissent."),
        ),
    ],
)
def test_a_cue_that_asks_counts_what_it_asks_about(more, words, application):
    text = f"""
format = 1
kind = "lesson"
title = "One"
[[cue]]
name = "ask"
words = "Where to?"
ask = true
[[cue.scenario.start]]
weight = -3
{more}
"""
    application.handlers.lessons.begin(parse_lesson(text, "one"))
    for language, expected in zip(("en", "fr"), words, strict=True):
        application.actions[f"language_{language}"].trigger()
        assert application.stage.cue_bar.words.text().replace("\u00a0", " ").endswith(expected)


def test_a_cue_that_changes_words_alone_goes_on_with_the_training(application, lessons, qtbot):
    application.actions["play"].trigger()
    qtbot.waitUntil(lambda: stands_at(application, 30))
    history = application.experiment.history
    QTest.keyClick(application.stage.canvas, Qt.Key.Key_PageDown)
    assert lessons.cue.name == "on"
    qtbot.waitUntil(lambda: stands_at(application, 200))
    assert application.experiment.history is history
    assert application.window.panels["loss"].isVisible()
    assert not application.window.panels["neuron"].isVisible()
    # Nothing to undo, nothing unsaved: the lecturer has changed nothing.
    assert not application.document.modified


def test_another_student_begins_anew_and_back_is_as_before(application, lessons, qtbot):
    assert lessons.jump(2)
    assert application.document.scenario.model.variant == "weight-bias"
    assert playhead(application) == 0
    assert not lessons.jump(3)
    QTest.keyClick(application.stage.canvas, Qt.Key.Key_PageUp)
    # Reached by a jump, it begins where the one before would have stopped.
    qtbot.waitUntil(lambda: stands_at(application, 200))
    assert lessons.cue.name == "on"
    application.actions["previous_cue"].trigger()
    assert lessons.asking
    assert playhead(application) == 0


def test_a_change_by_hand_is_kept_and_the_lesson_goes_on(application, lessons, qtbot):
    application.actions["add_start"].trigger()
    assert application.document.modified
    application.actions["next_cue"].trigger()
    assert not lessons.asking
    assert len(application.document.scenario.start) == 3
    application.actions["next_cue"].trigger()
    assert lessons.index == 1
    assert len(application.document.scenario.start) == 2
    assert application.handlers.file.has_draft


def test_opening_something_else_ends_it(application, lessons):
    application.actions["new"].trigger()
    assert lessons.lesson is None
    assert not application.stage.cue_bar.isVisible()
    assert not application.frames.veiled


def test_after_the_last_cue_the_next_lesson_is_told_then_begun(application, qtbot):
    handlers, messages, window = application.handlers.lessons, application.stage.messages, application.window
    first, second = handlers.built_in()[:2]
    handlers.begin(first, first.cue_names[-1])
    if handlers.asking:
        handlers.reveal()
    QTest.keyClick(window, Qt.Key.Key_PageDown)
    assert localized(second.title, "en") in messages.text
    assert messages.is_floating
    assert (handlers.lesson, handlers.cue) == (first, first.cues[-1])
    QTest.keyClick(window, Qt.Key.Key_PageDown)
    assert (handlers.lesson, handlers.index) == (second, 0)
    assert messages.text == ""
    # Gone back and come again, it is told again.
    handlers.begin(first, first.cue_names[-1])
    handlers.next_cue()
    handlers.previous_cue()
    handlers.jump(len(first.cues) - 1)
    handlers.next_cue()
    assert handlers.lesson == first
    last = handlers.built_in()[-1]
    handlers.begin(last, last.cue_names[-1])
    handlers.reveal()
    for _ in range(2):
        handlers.next_cue()
        assert messages.text == "That was the last cue."
        assert handlers.lesson == last


def test_a_lesson_of_ones_own_has_none_that_follows(lessons, application):
    lessons.jump(2)
    for _ in range(2):
        QTest.keyClick(application.stage.canvas, Qt.Key.Key_PageDown)
        assert application.stage.messages.text == "That was the last cue."
        assert lessons.cue.name == "bias"


def shown(application):
    return {name for name, panel in application.window.panels.items() if not panel.isHidden()}


@pytest.mark.parametrize("leave", ["new", "leave_lesson"])
def test_after_a_lesson_panels_and_speed_are_those_of_before(leave, application):
    application.handlers.run.set_speed(400)
    application.window.show_panel("parameters", False)
    application.window.show_panel("update", True)
    before = shown(application)
    handlers = application.handlers.lessons
    handlers.begin(parse_lesson(LESSON, "two"))
    handlers.begin(parse_lesson(LESSON, "another"), "on")
    assert application.experiment.speed != 400
    assert shown(application) == {"controls", "loss"}
    application.actions[leave].trigger()
    assert handlers.lesson is None
    assert shown(application) == before
    assert application.experiment.speed == 400
    assert application.transport.speed_label.text() == "400 steps/s"


@pytest.mark.parametrize("order", ["lesson", "present", "lesson present", "present lesson"])
def test_closed_in_a_lesson_or_while_presenting_the_lecturers_own_comes_back(order, make_application, tmp_path):
    first = make_application(settings=Settings(tmp_path / "kept.ini"), size=(1280, 900))
    first.handlers.run.set_speed(400)
    first.window.show_panel("parameters", False)
    first.window.sharing.settle()
    before = shown(first), first.window.sharing.sizes()
    for what in order.split():
        if what == "lesson":
            first.handlers.lessons.begin(parse_lesson(LESSON, "two"), "on")
            first.actions["faster"].trigger()
        else:
            first.handlers.presenter.set_presenting(True)
    assert shown(first) != before[0]
    first.window.close()
    second = make_application(settings=Settings(tmp_path / "kept.ini"), size=(1280, 900))
    assert (shown(second), second.window.sharing.sizes()) == before
    assert not second.window.transport_bar.isHidden()
    assert second.experiment.speed == 400


def test_a_lesson_that_the_window_opens_with_shows_the_panels_of_its_cue_alone(make_application, qtbot):
    application = make_application(size=(1280, 960), shown=False)
    application.handlers.lessons.begin(parse_lesson(LESSON, "two"), "on")
    application.show()
    qtbot.waitUntil(application.stage_is_painted)
    assert shown(application) == {"controls", "loss"}


def test_after_a_lesson_the_panels_are_remembered_again(make_application, tmp_path):
    first = make_application(settings=Settings(tmp_path / "kept.ini"))
    first.handlers.lessons.begin(parse_lesson(LESSON, "two"))
    first.actions["leave_lesson"].trigger()
    first.window.show_panel("loss", False)
    first.window.close()
    second = make_application(settings=Settings(tmp_path / "kept.ini"))
    assert second.window.panels["loss"].isHidden()


def test_a_lesson_file_is_opened_like_a_scenario(application, tmp_path):
    path = tmp_path / "two.toml"
    path.write_text(LESSON)
    assert application.handlers.file.open_path(path)
    assert application.handlers.lessons.cue.name == "ask"
    path.write_text(LESSON.replace("weight = 0.5", "weigth = 0.5"))
    assert not application.handlers.file.open_path(path)
    assert "weigth" in application.stage.messages.text
    assert application.handlers.lessons.lesson is not None


def test_the_menu_lists_the_programs_lessons(application, qtbot):
    application.desk.fill_menu()
    menus = [action.menu() for action in application.window.lessons_menu.actions() if action.menu()]
    built_in = application.handlers.lessons.built_in()
    assert [menu.title() for menu in menus] == [localized(lesson.title, "en") for lesson in built_in]
    assert len(menus) >= 11
    menus[0].actions()[1].trigger()
    assert application.handlers.lessons.lesson == built_in[0]
    assert application.handlers.lessons.index == 1


def test_presenting_with_a_clicker(application, lessons, qtbot):
    window, canvas = application.window, application.stage.canvas
    QTest.keyClick(window, Qt.Key.Key_F5)
    qtbot.waitUntil(window.isFullScreen)
    assert application.actions["present"].isChecked()
    assert not window.menuBar().isVisible()
    assert not window.panels["controls"].isVisible()
    QTest.keyClick(canvas, Qt.Key.Key_Right)
    assert not lessons.asking
    QTest.keyClick(canvas, Qt.Key.Key_3)
    assert lessons.cue.name == "bias"
    QTest.keyClick(canvas, Qt.Key.Key_Left)
    assert lessons.cue.name == "on"
    basins = application.document.scenario.view.basins
    QTest.keyClick(canvas, Qt.Key.Key_B)
    blank = application.handlers.presenter.blank
    assert blank is not None
    assert blank.grab().toImage().pixelColor(5, 5).name() == "#000000"
    assert application.document.scenario.view.basins == basins
    QTest.keyClick(canvas, Qt.Key.Key_Right)  # any key brings the picture back, and does nothing else
    assert application.handlers.presenter.blank is None
    assert lessons.cue.name == "on"
    QTest.keyClick(canvas, Qt.Key.Key_W)
    assert application.stage.cue_bar.maximumHeight() == 0
    QTest.keyClick(canvas, Qt.Key.Key_W)
    QTest.keyClick(canvas, Qt.Key.Key_Escape)
    assert not application.handlers.presenter.presenting
    assert window.menuBar().isVisible()
    assert window.panels["controls"].isVisible()
    assert not window.isFullScreen()


def test_the_notes_follow_the_cue(application, lessons):
    application.actions["notes"].trigger()
    notes = application.handlers.presenter.notes
    assert notes.isVisible()
    assert notes.notes.text() == "Let them vote."
    assert "Further" in notes.following.text()
    lessons.jump(2)
    assert "With a bias" in notes.title.text()
    assert "the end" in notes.following.text()
    assert notes.parent() is application.window  # on one screen, so that it stands above
    before = notes.title.text()
    QTest.keyClick(notes, Qt.Key.Key_PageUp)
    assert notes.title.text() != before
    QTest.keyClick(notes, Qt.Key.Key_PageDown)
    assert notes.title.text() == before
    QTest.keyClick(notes, Qt.Key.Key_Space)
    assert application.experiment.is_playing
    application.experiment.pause()
    notes.close()
    assert application.handlers.presenter.notes is None
    assert not application.actions["notes"].isChecked()


def test_the_windows_title_is_that_of_the_cue(application):
    (lesson,) = [found for found in application.handlers.lessons.built_in() if found.name == "swing"]
    application.handlers.lessons.begin(lesson)
    for index, cue in enumerate(lesson.cues):
        application.handlers.lessons.jump(index)
        assert application.window.windowTitle() == f"{localized(cue.title, 'en')}[*] — reluviz"


def test_a_cue_is_shown_with_its_key_in_the_size_that_its_words_leave(lessons, application, qtbot):
    canvas = application.stage.canvas
    for _ in range(3):
        application.actions["next_cue"].trigger()
        moment, size = application.frames.moment, canvas.size()
        assert moment.landscape is application.experiment.landscape
        assert application.landscape_view.moment is moment
        assert canvas.y() == application.stage.cue_bar.geometry().bottom() + 9, "what is above it has been laid out"
        qtbot.waitUntil(lambda: application.stage.view.moment is not None)
        assert canvas.size() == size


def test_what_was_shown_before_is_not_drawn_again_for_another_document(lessons, application, monkeypatch):
    shown = []
    show_moment = LandscapeView.show_moment
    monkeypatch.setattr(
        LandscapeView, "show_moment", lambda view, moment: (shown.append(moment), show_moment(view, moment))
    )
    lessons.jump(2)
    assert {moment.landscape for moment in shown} == {application.experiment.landscape}


def test_the_same_scenario_opened_again_is_shown_from_its_own_part(application, puzzle):
    application.landscape_view.zoom_by(0.5)
    assert application.landscape_view.plot.x_range != puzzle.view.x_range
    application.document.open(puzzle, None)
    assert application.landscape_view.plot.x_range == puzzle.view.x_range
    assert application.landscape_view.moment is application.frames.moment


def test_a_slide_that_is_recorded_while_a_cue_asks_keeps_the_answer(application, lessons):
    application.actions["record"].trigger()
    assert lessons.asking
    assert application.handlers.record.order("a.pptx").asks
    application.actions["next_cue"].trigger()
    assert not lessons.asking
    assert not application.handlers.record.order("a.pptx").asks
