"""The language of all words that people read: marks them, says them, and finds their catalogue; any thread.

Sources are English. ``translate`` and ``marked`` are what Qt's ``lupdate`` looks for, so contexts and texts are literal
strings, never f-strings; fields in braces are filled in after the translation. The catalogues are Qt Linguist's:
``resources/i18n/*_fr.ts``, compiled to one ``reluviz_fr.qm``. English needs none, so that a command without a display
imports no Qt; another language imports QtCore, which needs no display either.
"""

import locale
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reluviz.catalogues import catalogue, compiled_catalogue

if TYPE_CHECKING:
    from PySide6.QtCore import QTranslator

LANGUAGES = {"en": "English", "fr": "Français"}
"""The languages by code, each in its own name; the first is that of the sources."""

_SOURCE = next(iter(LANGUAGES))


class Said(str):
    """A text in the language that was spoken when it was asked for, which can be said again in another."""

    __slots__ = ("_anew",)

    def __new__(cls, text: str, anew: Callable[[], str]) -> "Said":  # noqa: D102
        said = super().__new__(cls, text)
        said._anew = anew
        return said

    def __str__(self) -> str:
        """Return itself, so that the text of an error can be said again."""
        return self

    def __reduce__(self) -> tuple[type[str], tuple[str]]:
        """Let other processes have the mere text."""
        return str, (str.__str__(self),)

    def anew(self) -> str:
        """Return the text in the language that is spoken now."""
        return self._anew()

    def format(self, *values: Any, **fields: Any) -> str:
        """Fill in the fields; those that are texts of this kind are said again with it."""
        return Said(
            str.format(self, *values, **fields),
            lambda: again(self).format(
                *(again(value) for value in values), **{name: again(value) for name, value in fields.items()}
            ),
        )

    def __add__(self, other: str) -> str:
        """Return both together, to be said again together."""
        return Said(str.__add__(self, other), lambda: again(self) + again(other))

    def altered(self, alter: Callable[[str], str]) -> str:
        """Return what a function makes of the text, and of each later one."""
        return Said(alter(str.__str__(self)), lambda: alter(again(self)))


def again(text: Any) -> Any:
    """Return a text in the language that is spoken now, if it knows how; anything else as it is."""
    return text.anew() if isinstance(text, Said) else text


class _Spoken:
    """The language that is spoken now, and its catalogue."""

    def __init__(self) -> None:
        self.code = _SOURCE
        self.translator: QTranslator | None = None


_spoken = _Spoken()


def spoken_translator() -> "QTranslator | None":
    """Return the catalogue of the language that is spoken now; None for that of the sources."""
    return _spoken.translator


def language() -> str:
    """Return the code of the language that is spoken now, such as ``fr``."""
    return _spoken.code


def speak(code: str) -> "QTranslator | None":
    """Speak a language from now on; what has been said stays as it is.

    Parameters
    ----------
    code
        One of `LANGUAGES`.

    Returns
    -------
    QTranslator or None
        The catalogue, for a window to install into its application as well; None for the language of the sources.

    Raises
    ------
    ReluvizError
        If the catalogue is missing: the installation is damaged.
    """
    translator = None if code == _SOURCE else _translator(catalogue(code))
    _spoken.code, _spoken.translator = code, translator
    return translator


def _translator(path: Path) -> "QTranslator":
    from PySide6.QtCore import QTranslator

    translator = QTranslator()
    translator.load(str(path))
    return translator


@contextmanager
def speaking(code: str) -> "Iterator[QTranslator | None]":
    """Speak a language as long as the block lasts, then the one before again; as `speak`."""
    before = (_spoken.code, _spoken.translator)
    translator = speak(code)
    try:
        yield translator
    finally:
        _spoken.code, _spoken.translator = before


def speak_if_at_hand(code: str) -> None:
    """Speak a language if that takes no work that may fail: its catalogue is compiled, and Qt whole or not begun.

    For the last words of a program that has been interrupted in the middle of anything, an import of Qt among it.
    """
    is_whole = "PySide6.QtCore" in sys.modules or "PySide6" not in sys.modules
    if code != _SOURCE and is_whole and compiled_catalogue(code).exists():
        _spoken.code, _spoken.translator = code, _translator(compiled_catalogue(code))


def system_language() -> str:
    """Return the code of the system's language, by LC_ALL, LC_MESSAGES, LANG or the system's own settings."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if os.environ.get(name):
            found = os.environ[name]
            break
    else:
        found = locale.getlocale()[0] or ""
    code = found[:2].lower()
    return code if code in LANGUAGES else _SOURCE


def asked_language(words: Sequence[str]) -> str | None:
    """Return the language that the words ask for, before they are read: what is wrong with them is told in it.

    None where they ask for none, or for one that there is not.
    """
    asked = None
    for word, following in zip(words, [*words[1:], ""], strict=False):
        if word == "--":
            break
        code = following if word == "--language" else word.removeprefix("--language=")
        if word.startswith("--language") and code in LANGUAGES:
            asked = code
    return asked


def translate(context: str, text: str, comment: str = "", n: int = -1) -> str:
    """Return a text in the language that is spoken now; `again` says it in the one that is spoken then.

    Parameters
    ----------
    context, text
        Where the text belongs, and the text in English.
    comment
        Tells translators which of two meanings it has.
    n
        A count, for ``%n`` in the text: ``%n run(s)`` becomes ``1 run`` or ``7 runs``. Such a text is `marked`.
    """
    return Said(_said(context, text, comment, n), lambda: translate(context, text, comment, n))


def _said(context: str, text: str, comment: str, n: int) -> str:
    if _spoken.translator is not None:
        said = _spoken.translator.translate(context, text, comment or None, n)
        if said:
            return said.replace("%n", str(n)) if n >= 0 else said
    if n < 0:
        return text
    return text.replace("%n", str(n)).replace("(s)", "" if n == 1 else "s")


def marked(context: str, text: str, comment: str = "", n: int = -1) -> str:
    """Return the text as it is, marked for translation later, by `translate` with the same context.

    A text with ``%n`` is marked with a comment that may be empty and any number, as Qt's ``lupdate`` knows only by a
    literal number that there is one translation for each grammatical number.
    """
    return text
