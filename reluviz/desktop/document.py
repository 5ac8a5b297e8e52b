"""The scenario that is open: its file, whether it is saved, and every change to it as one step to undo; GUI thread."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from reluviz.language import again
from reluviz.scenario.model import Scenario


class _Change(QUndoCommand):
    """One change, as the scenario before and after it."""

    def __init__(self, document: "Document", before: Scenario, after: Scenario, text: str, gesture: int) -> None:
        super().__init__(text)
        self.words = text
        self._document = document
        self._before = before
        self._after = after
        self._gesture = gesture

    def id(self) -> int:
        """Return the gesture that the change is part of; equal ones are undone together; Qt's own."""
        return self._gesture

    def mergeWith(self, other: QUndoCommand) -> bool:  # noqa: N802
        """Take over the end of a later change of the same gesture; Qt's own."""
        if not isinstance(other, _Change):
            return False
        self._after = other._after
        self.setObsolete(self._after == self._before)
        return True

    def retranslate(self) -> None:
        """Say in the language of now what Undo says of it."""
        self.setText(again(self.words))

    def redo(self) -> None:
        """Do it; Qt's own."""
        self._document.show_scenario(self._after)

    def undo(self) -> None:
        """Undo it; Qt's own."""
        self._document.show_scenario(self._before)


class Document(QObject):
    """The open scenario.

    Parameters
    ----------
    scenario
        What is open first.
    path
        Its file; None for a built-in scenario, which has to be saved under a name of its own.
    """

    changed = Signal(object, object)
    """The scenario before and after a change, its undoing or redoing."""

    opened = Signal()
    """Another scenario has been opened; nothing of the old one is left to undo."""

    file_changed = Signal()
    """The file, or whether the scenario is saved in it, is another."""

    undo_changed = Signal()
    """What can be undone or redone is something else."""

    def __init__(self, scenario: Scenario, path: Path | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._scenario = scenario
        self._path = path
        self._gesture = 1
        self._key = ""
        self.undo_stack = QUndoStack(self)
        self.undo_stack.cleanChanged.connect(self._on_clean_changed)
        # Handed on, since the stack signals while it ends: by then this object has let go of everyone.
        self.undo_stack.canUndoChanged.connect(self.undo_changed)
        self.undo_stack.canRedoChanged.connect(self.undo_changed)
        self.undo_stack.indexChanged.connect(self.undo_changed)

    @property
    def scenario(self) -> Scenario:
        """The scenario as it is now."""
        return self._scenario

    @property
    def path(self) -> Path | None:
        """The file that Save writes."""
        return self._path

    @property
    def modified(self) -> bool:
        """Whether there is something that the file does not have."""
        return not self.undo_stack.isClean()

    def change(self, scenario: Scenario, text: str, key: str = "") -> bool:
        """Take another scenario as one step to undo, and tell whether it differs.

        Parameters
        ----------
        text
            What Undo says of it, such as ``Learning rate``.
        key
            What is being changed: changes of the same key are one step until `end_gesture`. Empty: a step of its own.
        """
        if scenario == self._scenario:
            return False
        if not key or key != self._key:
            self.end_gesture()
            self._key = key
        self.undo_stack.push(_Change(self, self._scenario, scenario, text, self._gesture))
        if not key:
            self.end_gesture()
        return True

    def end_gesture(self) -> None:
        """Let the next change be a step of its own."""
        self._gesture = self._gesture % 1_000_000_000 + 1
        self._key = ""

    def open(self, scenario: Scenario, path: Path | None) -> None:
        """Replace everything by another scenario."""
        self.undo_stack.clear()
        self.end_gesture()
        self._scenario, self._path = scenario, path
        self.opened.emit()
        self.file_changed.emit()

    def open_unsaved(self, scenario: Scenario) -> None:
        """Replace everything by a scenario that no file has."""
        self.open(scenario, None)
        self.undo_stack.resetClean()

    def saved_as(self, path: Path) -> None:
        """Note that the scenario stands in a file."""
        self._path = path
        self.end_gesture()
        self.undo_stack.setClean()
        self.file_changed.emit()

    def show_scenario(self, scenario: Scenario) -> None:
        """Put a scenario in place; the steps of the undo stack call it."""
        before, self._scenario = self._scenario, scenario
        if before != scenario:
            self.changed.emit(before, scenario)

    def retranslate(self) -> None:
        """Say in the language of now what can be undone and redone."""
        for index in range(self.undo_stack.count()):
            step = self.undo_stack.command(index)
            if isinstance(step, _Change):
                step.retranslate()
        self.undo_changed.emit()

    def _on_clean_changed(self, _clean: Any) -> None:
        self.file_changed.emit()
