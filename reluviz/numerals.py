"""Numbers within words, as the language that is spoken writes them; any thread."""

from reluviz.language import language

_MARKS = {"fr": str.maketrans({".": ",", ",": "\u202f"})}
"""For each language what stands for Python's decimal point and for its comma between thousands."""


def local_digits(number: str) -> str:
    """Return a number that Python has written, ``1,234.5``, as people read it: ``1\u202f234,5`` in French."""
    return number.translate(_MARKS.get(language(), {}))
