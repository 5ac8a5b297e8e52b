"""Chooses a text in the language asked for; any thread."""

from reluviz.scenario.model import Text


def localized(text: Text, language: str = "en") -> str:
    """Return a text in a language (``fr`` stands for ``fr-CA`` too), else in English, else in the first that it has."""
    if isinstance(text, str):
        return text
    for wanted in (language, language.partition("-")[0].partition("_")[0], "en"):
        if wanted in text:
            return text[wanted]
    return next(iter(text.values()), "")


def tells_place(text: Text) -> bool:
    """Return whether a label may tell where its start stands, as "from 10" does: it would be wrong of another one."""
    texts = text.values() if isinstance(text, dict) else (text,)
    return any(character.isdigit() for words in texts for character in words)
