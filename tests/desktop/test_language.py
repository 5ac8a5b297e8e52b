"""The window's language: which one it is, Qt's own words, numbers, and lessons listed before a switch."""

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QLocale
from PySide6.QtWidgets import QMenu

from reluviz.desktop.controls.words import edited_number, read_number
from reluviz.desktop.program import chosen_language
from reluviz.desktop.settings import Settings
from reluviz.desktop.tongue import wear
from reluviz.language import speak
from reluviz.scene.numbers import format_number, format_percent, format_value, full_number
from reluviz.scene.ticks import number_text


@pytest.mark.parametrize(("chosen", "system", "spoken"), [
    ("system", "fr_CA.UTF-8", "fr"), ("system", "C.UTF-8", "en"), ("en", "fr_FR.UTF-8", "en"), ("fr", "C.UTF-8", "fr"),
])  # fmt: skip
def test_the_language_is_the_chosen_one_else_the_system_s(chosen, system, spoken, tmp_path, monkeypatch):
    settings = Settings(tmp_path / "reluviz.ini")
    settings.set("view/language", chosen)
    monkeypatch.setenv("LC_ALL", system)
    assert chosen_language(settings) == spoken


def test_qt_speaks_the_language_too(qapp):
    wear("fr")
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Annuler"
    assert QLocale().language() == QLocale.Language.French
    wear("en")
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Cancel"
    assert QLocale().language() == QLocale.Language.English


def test_numbers_are_written_and_read_as_the_language_has_it():
    assert (format_number(-1204.5, 5), format_percent(0.125, 3), read_number("1,204")) == (
        "−1,204.5",
        "12.5\u00a0%",
        1204,
    )
    speak("fr")
    assert (format_number(-1204.5, 5), format_percent(0.125, 3)) == ("−1\u202f204,5", "12,5\u00a0%")
    assert (format_number(3.2e-5, 2), format_value(0.5), full_number(0.25)) == ("3,2·10⁻⁵", "0,500", "0,25")
    assert number_text(-2500.5, 1) == "−2\u202f500,5"
    for text in ("1,204", "1.204"):
        assert read_number(text) == 1.204
    assert read_number("1\u202f204,5") == 1204.5
    for value in (-10.0, 0.0125, 1e-7):
        assert read_number(edited_number(value)) == value


def test_listed_lessons_are_listed_anew(application):
    application.desk.fill_menu()
    before = [entry.text() for entry in application.window.lessons_menu.actions()]
    application.actions["language_fr"].trigger()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    application.desk.fill_menu()
    texts = [entry.text() for entry in application.window.lessons_menu.actions()]
    assert "La question" in texts
    assert len(texts) == len(before)
    assert all(menu.title() for menu in application.window.lessons_menu.findChildren(QMenu))
