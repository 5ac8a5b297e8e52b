"""Every word that is shown is marked, extracted and translated, and the translation keeps what the text is made of."""

import re
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from tests.i18n.rooms import ROOMS, ROOT, TRANSLATED, WITHOUT_CATALOGUE, catalogue_of, modules
from tests.i18n.sources import FROM_ELSEWHERE, NO_WORDS, marked_in, prose_in, shown_in

EXTRACT = "run: PYTHONPATH=. uv run python tests/i18n/rooms.py"

SHOWN = ("scene", "desktop")
"""The rooms of which all words are shown."""

BADLY_SET = re.compile(r"(?<![\u00a0\u202f:(\[/])[?!;»]|(?<![\u00a0\u202f])(?<!^)[:%](?= |$)|«(?![\u00a0\u202f])|\w'\w")

CATALOGUES = [
    pytest.param(room, language, id=f"{room}_{language}")
    for room in ROOMS
    for language in TRANSLATED
    if catalogue_of(room, language).exists() or room not in WITHOUT_CATALOGUE
]


@dataclass(frozen=True)
class Message:
    """One text and its translations: one, or one for each grammatical number."""

    context: str
    source: str
    translations: tuple[str, ...]
    kind: str
    counts: bool


def messages(room: str, language: str) -> Iterator[Message]:
    """Yield the messages of a catalogue."""
    for context in ET.parse(catalogue_of(room, language)).getroot().iter("context"):
        for message in context.iter("message"):
            translation = message.find("translation")
            assert translation is not None
            forms = [form.text or "" for form in translation.iter("numerusform")]
            yield Message(
                context=context.findtext("name", ""),
                source=message.findtext("source", ""),
                translations=tuple(forms or [translation.text or ""]),
                kind=translation.get("type", ""),
                counts=message.get("numerus") == "yes",
            )


@pytest.mark.parametrize(("room", "language"), CATALOGUES)
def test_catalogue_holds_just_what_the_modules_mark(room, language):
    marked = {
        (found.context, found.text)
        for module in modules(room)
        for found in marked_in(module)
        if found.context is not None and found.text is not None
    }
    known = {(message.context, message.source) for message in messages(room, language) if message.kind != "vanished"}
    assert sorted(marked - known) == [], EXTRACT
    assert sorted(known - marked) == [], EXTRACT


def test_a_text_that_is_no_literal_is_marked_where_it_is_written():
    found = {
        mark.place.split(":")[0]
        for room in ROOMS
        for module in modules(room)
        for mark in marked_in(module)
        if mark.text is None or mark.context is None
    }
    assert found == FROM_ELSEWHERE


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_context_belongs_to_one_room(language):
    """The catalogues are compiled into one."""
    owners: dict[str, set[str]] = {}
    for room in ROOMS:
        if catalogue_of(room, language).exists():
            for message in messages(room, language):
                owners.setdefault(message.context, set()).add(room)
    assert {context: rooms for context, rooms in owners.items() if len(rooms) > 1} == {}


@pytest.mark.parametrize(("room", "language"), CATALOGUES)
def test_every_text_is_translated(room, language):
    missing = [
        message.source
        for message in messages(room, language)
        if message.kind == "unfinished" or not all(message.translations)
    ]
    assert missing == []
    uncounted = [
        message.source for message in messages(room, language) if message.counts and len(message.translations) < 2
    ]
    assert uncounted == []


@pytest.mark.parametrize(("room", "language"), CATALOGUES)
def test_a_translation_keeps_fields_counts_keys_marks_and_the_ending(room, language):
    wrong = [
        (message.source, translation)
        for message in messages(room, language)
        for translation in message.translations
        if translation and _made_of(message.source) != _made_of(translation)
    ]
    assert wrong == []


def _made_of(text: str) -> tuple[object, ...]:
    """Return what a text and its translation have in common."""
    fields = Counter(re.findall(r"\{[^}]*\}", text))
    tags = Counter(re.findall(r"</?\w+>", text))
    keys = len(re.findall(r"(?<!&)&(?=\w)", text.replace("&&", "").replace("&nbsp;", "")))
    ending = re.search(r"[.:;?!…]*$", text)
    return (
        fields,
        tags,
        text.count("%n"),
        keys,
        text.count("\n"),
        ending and ending[0],
        text[:1] == " ",
        text[-1:] == " ",
    )


@pytest.mark.parametrize("room", [param.values[0] for param in CATALOGUES if param.values[1] == "fr"])
def test_french_is_set_as_french_is(room):
    """A space that does not break stands before high signs and within quotes, and an apostrophe is a real one."""
    wrong = []
    for message in messages(room, "fr"):
        for translation in message.translations:
            text = re.sub(r"</?\w+>|\{[^}]*\}|https?:\S+|'[A-Za-z]'|;;", "x", translation)
            # Straight quotes stand only where the English has them: in what a file or a command line holds.
            has_quotes = '"' in text and '"' not in message.source
            if BADLY_SET.search(text) or has_quotes:
                wrong.append(translation)
    assert wrong == []


@pytest.mark.parametrize("room", SHOWN)
def test_no_word_is_shown_without_a_mark(room):
    found = [(place, text) for module in modules(room) for place, text in [*shown_in(module), *prose_in(module)]]
    unknown = [(place, text) for place, text in found if text.strip() not in NO_WORDS]
    assert unknown == []


def test_the_search_for_unmarked_words_finds_some(tmp_path, monkeypatch):
    module = tmp_path / "module.py"
    module.write_text(
        'label.setText("Plain")\n'
        'label.setText(f"<b>{step} of</b> {count}")\n'
        'menu.addAction("Open" if ready else QCoreApplication.translate("X", "Close"))\n'
        'label.setToolTip(QCoreApplication.translate("X", "marked").format(name="n"))\n'
        'label = QLabel("A label")\n'
        'words = "this reads as prose"\n'
        'label.setText(" – ")\n',
        "utf-8",
    )
    monkeypatch.setattr("tests.i18n.sources.ROOT", tmp_path)
    assert [text for _, text in shown_in(module)] == ["Plain", " of</b> ", "Open", "A label"]
    assert [text for _, text in prose_in(module)] == ["this reads as prose"]
    assert [mark.text for mark in marked_in(module)] == ["Close", "marked"]


def test_every_room_is_in_the_table():
    folders = {path.parent.name for path in (ROOT / "reluviz").glob("*/__init__.py")}
    assert folders == set(ROOMS)
