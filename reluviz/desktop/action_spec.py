"""What is known of one action of the window: its words, keys, menu, and what it calls; GUI thread."""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """One thing that the program does at a person's word.

    Attributes
    ----------
    name
        What the program calls it.
    text, help
        What the menu says, and one sentence more: strings, marked for translation.
    keys
        The keys that trigger it, the first of them shown in the menu. Those without Ctrl or a function key act only
        when the focused control does not want them.
    menu
        The menu that it stands in; empty: it has a button or a key only.
    call
        What is called: a group of `Handlers` and its method, such as ``run.toggle_play``.
    checkable
        Whether it is on or off.
    group
        Actions of the same group are parted from the others by a line in the menu.
    lacking
        What is told if its key is pressed where it can do nothing, marked for translation; empty: nothing.
    """

    name: str
    text: object
    help: object
    keys: tuple[str, ...]
    menu: str
    call: str
    checkable: bool = False
    group: int = 0
    lacking: object = ""

    def shown_text(self) -> str:
        """Return what the menu says, in the window's language."""
        return QCoreApplication.translate("Actions", str(self.text))

    def shown_help(self) -> str:
        """Return the sentence, in the window's language."""
        return QCoreApplication.translate("Actions", str(self.help))

    def shown_lacking(self) -> str:
        """Return why it can do nothing, in the window's language; empty where that is plain to see."""
        return QCoreApplication.translate("Actions", str(self.lacking)) if self.lacking else ""
