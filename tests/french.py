"""What every French sentence has, and no English one: for the tests of words."""

import re

LEFT_OVER = re.compile(
    r"\b(the|is|are|it|its|of|and|or|an|with|without|since|such|which|found|allowed|unknown|did|nothing|"
    r"numbers?|tables?\] |line|there|file|folder|cannot|be|been|has|have|not|only|must|that|this|see)\b",
    re.IGNORECASE,
)
"""English words that no French sentence of the program has."""

TYPED = re.compile(r'"[^"]*"|\'[^\']*\'|\{[^}]*\}|\[[^]]*\]|--\S+|[\w-]+(?:\.[\w.-]*\w)+|\S*/\S*')
"""What people type, or have typed: it is the same in all languages."""

SPACED = re.compile(r"[^\u00a0\u202f\s][;!?»%](?:\s|$)|[^\u00a0\u202f\s:]:(?:\s|$)|«[^\u00a0\u202f]| [:;!?»%]")
"""High signs without a space before them that does not break."""


def english_left_in(text: str) -> list[str]:
    """Return the English words that are left in a French text, beside what people type."""
    return [found[0] for found in LEFT_OVER.finditer(TYPED.sub(" ", text))]


def badly_spaced_in(text: str) -> list[str]:
    """Return what is not set as French is: the sign with what stands before it."""
    return [found[0] for found in SPACED.finditer(TYPED.sub("x", text))]
