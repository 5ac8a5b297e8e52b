"""What undo and redo do; GUI thread."""

from reluviz.desktop.document import Document


class EditHandlers:
    """Takes changes back, and does them again."""

    def __init__(self, document: Document) -> None:
        self._document = document

    def undo(self) -> None:
        """Take back the last change."""
        self._document.end_gesture()
        self._document.undo_stack.undo()

    def redo(self) -> None:
        """Do again what was undone."""
        self._document.end_gesture()
        self._document.undo_stack.redo()
