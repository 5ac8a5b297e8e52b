"""The one typeface, shipped with the program: Inter with tabular figures, in three sizes; GUI thread and recorder."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from PySide6.QtGui import QFont, QFontDatabase, QGuiApplication

from reluviz.assets import resource
from reluviz.errors import ReluvizError
from reluviz.language import language

LABEL = 13.0
"""Ticks, captions and labels, in pixels before the scale."""

BODY = 15.0
"""Controls, titles and sentences."""

VERDICT = 22.0
"""The one sentence that says what is happening."""

REGULAR = QFont.Weight.Normal
MEDIUM = QFont.Weight.Medium
SEMIBOLD = QFont.Weight.DemiBold


HYPHEN = re.compile(r"(?<=[^\W\d])-(?=[^\W\d])")
"""One between letters."""

_PROPERTY = "reluviz_typeface"

_TABULAR = ContextVar("_TABULAR", default=True)


@contextmanager
def figures_as_text() -> Iterator[None]:
    """Let a PDF know which figures stand in it, so that they are found, copied, and shown by who has no such typeface.

    A file tells of a glyph what character it is: of a figure of one width, Qt names one that no other typeface has.
    """
    token = _TABULAR.set(False)
    try:
        yield
    finally:
        _TABULAR.reset(token)


def are_figures_tabular() -> bool:
    """Tell whether figures are of one width now; whoever keeps fonts keeps them by this as well."""
    return _TABULAR.get()


def writing() -> tuple[str, bool]:
    """Return what the widths of numbers and names depend on besides their size; for the keys of what is kept."""
    return language(), are_figures_tabular()


def hyphened(text: str) -> str:
    """Return words with hyphens that are as narrow as they should be.

    Where figures are of one width, the typeface makes hyphens as wide, as for numbers, and they would part the words
    that they join. That behind which no line breaks stays as it is.
    """
    return HYPHEN.sub("\u2011", text) if are_figures_tabular() else text


def family() -> str:
    """Return the name that Qt knows the typeface by; its files are loaded once for each QGuiApplication.

    Raises
    ------
    ReluvizError
        If there is no QGuiApplication, or if the files cannot be read.
    """
    application = QGuiApplication.instance()
    if application is None:
        raise ReluvizError("the typeface needs a QGuiApplication; none is there")
    # Qt forgets application fonts with the application, so the application itself remembers that they are loaded.
    name = application.property(_PROPERTY)
    if name:
        return name
    for style in ("Regular", "Medium", "SemiBold"):
        path = resource("fonts", f"Inter-{style}.ttf")
        found = QFontDatabase.applicationFontFamilies(QFontDatabase.addApplicationFont(str(path)))
        if not found:
            raise ReluvizError(f"the typeface {path} cannot be read; install reluviz again")
        name = name or found[0]
    application.setProperty(_PROPERTY, name)
    return name


def font(pixels: float, weight: QFont.Weight = REGULAR) -> QFont:
    """Return the typeface at a size in pixels, with figures of one width except within `figures_as_text`."""
    made = QFont(family())
    made.setPixelSize(max(round(pixels), 1))
    made.setWeight(weight)
    if are_figures_tabular():
        made.setFeature(QFont.Tag("tnum"), 1)
    else:
        made.setFeature(QFont.Tag("calt"), 0)  # another minus before a figure
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    # A picture looks the same on every screen: neither fitted to pixels nor coloured for the stripes of one monitor.
    made.setStyleStrategy(QFont.StyleStrategy.NoSubpixelAntialias)
    return made
