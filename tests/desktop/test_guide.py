"""The lecturer's guide names only keys, menus, lessons and commands that there are, and is shown as everything else."""

import re
import shlex

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from reluviz import cli
from reluviz.desktop import panels
from reluviz.desktop.actions import ACTIONS, MENUS
from reluviz.desktop.controls import column
from reluviz.desktop.controls.focus_keys import FOCUS_KEYS
from reluviz.desktop.films.destinations import DESTINATIONS
from reluviz.desktop.films.form import FOR
from reluviz.desktop.guide_window import guide_markdown
from reluviz.desktop.handlers import presenter
from reluviz.desktop.tongue import wear
from reluviz.language import LANGUAGES
from reluviz.scenario.lesson_reading import parse_lesson
from reluviz.scenario.sources import built_in_lessons, find_source
from reluviz.scenario.text import localized
from reluviz.scene.theme import DARK

CODE = re.compile(r"```(\w*)\n(.*?)```", re.DOTALL)
"""Blocks of code: their language and their lines."""


TABLE = re.compile(r"\[(cue\.scenario\.)?model\]")
"""The tables that are named as an example."""


def written(key):
    """Return a key as the window writes it."""
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)


def said(context, text):
    return QCoreApplication.translate(context, str(text)).replace("&", "")


@pytest.fixture(params=list(LANGUAGES))
def guide(request, qapp):
    """The guide in a language that is spoken, without its blocks of code."""
    wear(request.param)
    return CODE.sub("", guide_markdown(request.param))


def keys_named(guide):
    return {found.strip("\u2009") for found in re.findall(r"`([^`\n]+)`", guide) if not TABLE.search(found)}


def test_every_key_is_one_of_the_program(guide):
    known = {written(key) for spec in ACTIONS for key in spec.keys} | {written(key) for key in FOCUS_KEYS.values()}
    presenting = presenter.NEXT | presenter.PREVIOUS | presenter.BLANK | {presenter.WORDS, presenter.SWAP}
    known |= {written(key) for key in presenting} | {written(Qt.Key(key)) for key in presenter.DIGITS}
    named = keys_named(guide)
    assert named - known == set()
    assert len(named) > 30


def test_what_a_key_is_said_to_do_is_what_it_does(guide):
    """Beside a menu's entry stands that entry's key, and of the panels each its own."""
    by_text = {(said("Actions", MENUS[spec.menu]), spec.shown_text()): spec for spec in ACTIONS if spec.menu}
    beside = re.findall(r"\*\*([^*▸]+) ▸ ([^*]+)\*\* \(`\u2009([^`]+)\u2009`\)", guide)
    assert len(beside) == 2
    for menu, text, key in beside:
        assert key in [written(each) for each in by_text[menu, text].keys]
    titled = {said("Panels", each) for each in panels.TITLES.values()}
    rows = re.findall(r"^\| `\u2009(\d)\u2009` \| \*\*([^*]+)\*\*", guide, re.MULTILINE)
    assert len(rows) == 6
    for key, title in rows:
        assert title in titled
        (spec,) = [spec for spec in ACTIONS if key in spec.keys]
        assert spec.shown_text() == title


def test_every_name_in_bold_is_a_menu_a_section_a_panel_or_a_lesson(guide, request):
    code = request.node.callspec.params["guide"]
    menus = {said("Actions", title) for title in MENUS.values()}
    entries = {(said("Actions", MENUS[spec.menu]), spec.shown_text()) for spec in ACTIONS if spec.menu}
    names = menus | {said("Controls", title) for title in column.TITLES.values()}
    names |= {said("Panels", title) for title in panels.TITLES.values()}
    names |= {localized(lesson.title, code) for lesson in built_in_lessons()}
    for bold in re.findall(r"\*\*([^*]+)\*\*", guide):
        menu, arrow, entry = bold.partition(" ▸ ")
        assert (menu, entry) in entries if arrow else bold in names, bold


def test_the_lessons_of_the_quarter_of_an_hour_are_in_their_order(guide, request):
    code = request.node.callspec.params["guide"]
    titles = [localized(lesson.title, code) for lesson in built_in_lessons()]
    rows = re.findall(r"^\| (\d+) \w+ (\d+) \| \*\*([^*]+)\*\*", guide, re.MULTILINE)
    assert [titles.index(title) for *_, title in rows] == sorted(titles.index(title) for *_, title in rows)
    assert [int(end) for _, end, _ in rows[:-1]] == [int(start) for start, _, _ in rows[1:]]
    assert (rows[0][0], rows[-1][1]) == ("0", "15")
    assert all(f"**{title}**. " in guide for title in titles)


def test_where_films_go_is_called_as_the_dialog_does(guide):
    assert f"*{said('Record', FOR[0])}*" in guide
    for name in ("PowerPoint", "Keynote", "Google Slides", "LibreOffice", "LaTeX Beamer"):
        assert name in guide
        assert any(name in said("Record", there.label) for there in DESTINATIONS.values())


@pytest.mark.parametrize("code", LANGUAGES)
def test_its_commands_and_its_lesson_are_right(code, tmp_path, monkeypatch):
    blocks = CODE.findall(guide_markdown(code))
    (toml,) = [text for kind, text in blocks if kind == "toml"]
    assert parse_lesson(toml).cue_names == ("ask", "all")
    (tmp_path / "mine.toml").write_text(toml, "utf-8")
    monkeypatch.chdir(tmp_path)
    commands = [line for kind, text in blocks if not kind for line in text.splitlines()]
    assert len(commands) == 4
    for line in commands:
        program, *words = shlex.split(line)
        command, arguments = cli._parse(words)
        assert (program, command.name) == ("reluviz", words[0])
        for scenario in [arguments.scenario] if hasattr(arguments, "scenario") else arguments.files:
            assert find_source(scenario)


def test_both_languages_have_the_same_parts():
    shapes = []
    for code in LANGUAGES:
        text = guide_markdown(code)
        lines = [line.partition(" ")[0] for line in text.splitlines() if line.startswith(("#", "-", "|", "```"))]
        shapes.append((lines, len(re.findall(r"`[^`\n]+`", text)), text.count("**")))
    assert shapes[0] == shapes[1]


@pytest.fixture
def opened(application):
    application.actions["guide"].trigger()
    return application.handlers.help.guide


def test_a_heading_leads_to_its_text_and_scrolling_marks_it(opened, qtbot):
    bar = opened.browser.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    for row in (4, 2):
        item = opened.contents.item(row)
        QTest.mouseClick(
            opened.contents.viewport(), Qt.MouseButton.LeftButton, pos=opened.contents.visualItemRect(item).center()
        )
        assert opened.contents.currentRow() == row
        first = opened.browser.cursorForPosition(opened.browser.viewport().rect().center() * 0.1).block()
        seen = [first.text(), first.next().text()]
        assert item.text() in seen
    bar.setValue(0)
    assert opened.contents.currentRow() == 0


def test_it_follows_language_theme_and_size(opened, application, qtbot):
    opened._go_to(3)
    application.actions["language_fr"].trigger()
    qtbot.waitUntil(lambda: not application.curtain.is_drawn)
    assert opened.windowTitle().startswith("Guide")
    assert opened.contents.item(1).text() == "La première minute"
    assert opened.contents.currentRow() == 3
    application.actions["theme_dark"].trigger()
    looks = opened.browser.document().begin().begin().fragment().charFormat()
    assert looks.foreground().color().name() == DARK.text
    before = opened.browser.font().pixelSize()
    application.actions["text_larger"].trigger()
    assert opened.browser.font().pixelSize() > before


def test_it_wears_the_program_s_typeface_and_closes_with_escape(opened, application, qtbot):
    block = opened.browser.document().begin()
    while block.isValid():
        fragments = block.begin()
        while not fragments.atEnd():
            families = fragments.fragment().charFormat().fontFamilies()
            is_code = block.blockFormat().hasProperty(0x1091)  # BlockCodeFence
            assert is_code or families == ["Inter"], block.text()
            fragments += 1
        block = block.next()
    QTest.keyClick(opened.browser, Qt.Key.Key_Escape)
    QApplication.processEvents()
    assert application.handlers.help.guide is None
