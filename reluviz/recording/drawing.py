"""Qt's application of a process without a window, which draws in the language that is spoken; GUI thread."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication

from reluviz.language import spoken_translator


def drawing_application() -> QCoreApplication:
    """Return Qt's application; where there is none yet, one whose words are those of the language that is spoken.

    Keep it until all is drawn: without a reference Python would end it at once. A window has one of its own already,
    which knows its language.
    """
    found = QCoreApplication.instance()
    if found is not None:
        return found
    made = QApplication(["reluviz"])
    translator = spoken_translator()
    if translator is not None:
        made.installTranslator(translator)
    return made
