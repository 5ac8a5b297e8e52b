"""The lecturer's guide in a window of its own: headings at the left, text at the right; GUI thread, once asked for."""

import re

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QCloseEvent, QFont, QFontDatabase, QKeyEvent, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QTextBrowser, QWidget

from reluviz.assets import resource
from reluviz.desktop.guide_text import LINE, dressed
from reluviz.language import language
from reluviz.scenario.sources import built_in_lessons
from reluviz.scenario.text import localized
from reluviz.scene.fonts import BODY, LABEL, font
from reluviz.scene.theme import Theme

LESSONS = "<!-- lessons -->"
"""Where the guide lists the lessons, which tell themselves what they show."""

SIZE = (980, 720)
"""The window's size at first, before the scale."""

GAP = 24
"""The least distance from the screen's edges, in pixels; the frame is without the size."""

CONTENTS, TEXT = 236, 744
"""The width of the headings, and the greatest of the text, whose lines would else be too long; before the scale."""

SLIM = "\u2009"
"""A space that parts a key from the edges of its ground."""


def guide_markdown(code: str) -> str:
    """Return the guide in a language, with the lessons in their places."""
    lines = (f"- **{localized(lesson.title, code)}**. {localized(lesson.about, code)}" for lesson in built_in_lessons())
    text = resource("guide", f"guide.{code}.md").read_text("utf-8").replace(LESSONS, "\n".join(lines))
    text = re.sub(r"\b([wbxy]) = ", "\\1\u00a0=\u00a0", text)
    return re.sub(r"(?<!`)`([^`\n]+)`(?!`)", rf"`{SLIM}\1{SLIM}`", text)


class GuideWindow(QWidget):
    """Shows the guide in the language and the looks of now."""

    closed = Signal()

    def __init__(self, theme: Theme, scale: float) -> None:
        super().__init__()
        self.contents = QListWidget(self)
        self.contents.setFrameShape(QListWidget.Shape.NoFrame)
        self.contents.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.contents.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.contents.itemClicked.connect(self._on_heading_chosen)
        self.contents.itemActivated.connect(self._on_heading_chosen)
        self.browser = QTextBrowser(self)
        self.browser.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.browser.setOpenLinks(False)
        self.browser.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 8, 8, 8)
        row.setSpacing(8)
        row.addWidget(self.contents)
        row.addWidget(self.browser, 1)
        self.wear(theme, scale)

    def open_over(self, window: QWidget) -> None:
        """Open in the middle of another window, as large as its screen has room for."""
        room = window.screen().availableGeometry()
        width, height = (round(side * self._scale) for side in SIZE)
        self.resize(min(width, room.width() - 2 * GAP), min(height, room.height() - 4 * GAP))
        place = self.rect()
        place.moveCenter(window.geometry().center())
        self.move(max(place.left(), room.left() + GAP), max(place.top(), room.top() + GAP))
        self.show()

    def wear(self, theme: Theme, scale: float) -> None:
        """Take colours and scale."""
        self._theme, self._scale = theme, scale
        self.contents.setFont(font(LABEL * scale))
        self.contents.setFixedWidth(round(CONTENTS * scale))
        self.browser.setMaximumWidth(round(TEXT * scale))
        unit = round(8 * scale)
        self.setStyleSheet(
            f"GuideWindow {{ background: {theme.window}; }}"
            f"QListWidget {{ background: transparent; color: {theme.muted}; border: none; outline: none; }}"
            f"QListWidget::item {{ padding: {unit - 2}px {unit}px; border-radius: {unit // 2}px; }}"
            f"QListWidget::item:hover {{ color: {theme.text}; }}"
            f"QListWidget::item:selected {{ background: {theme.control}; color: {theme.text}; }}"
            f"QTextBrowser {{ background: {theme.panel}; color: {theme.text}; border: none; border-radius: {unit}px;"
            f" selection-background-color: {theme.accent}; selection-color: {theme.on_accent}; }}"
        )
        self.retranslate()

    def retranslate(self) -> None:
        """Say everything in the language of now, at the heading that was being read."""
        row = self.contents.currentRow()
        self.setWindowTitle(QCoreApplication.translate("Help", "Guide — reluviz"))
        self.contents.setAccessibleName(QCoreApplication.translate("Help", "Headings"))
        self.browser.setAccessibleName(QCoreApplication.translate("Help", "Guide"))
        document = self.browser.document()
        words = font(BODY * self._scale)
        words.unsetFeature(QFont.Tag("tnum"))
        self.browser.setFont(words)
        document.setDefaultFont(words)
        document.setDocumentMargin(28 * self._scale)
        document.setIndentWidth(20 * self._scale)
        self.browser.setMarkdown(guide_markdown(language()))
        plain = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        headings = dressed(document, self._theme, self._scale, plain.family())
        self.contents.clear()
        self.contents.addItems([text for text, _ in headings])
        self._blocks = [number for _, number in headings]
        self.contents.setCurrentRow(max(row, 0))
        if row > 0:
            self._go_to(row)
        else:
            self.browser.moveCursor(QTextCursor.MoveOperation.Start)

    def _top_of(self, row: int) -> int:
        document = self.browser.document()
        rect = document.documentLayout().blockBoundingRect(document.findBlockByNumber(self._blocks[row]))
        return round(rect.top())

    def _go_to(self, row: int) -> None:
        """Let a heading stand at the top; the first one, the title, with the margin above it."""
        top = self._top_of(row) - round(16 * self._scale) if row else 0
        self.browser.verticalScrollBar().setValue(top)
        self.contents.setCurrentRow(row)

    def _on_heading_chosen(self) -> None:
        self._go_to(self.contents.currentRow())

    def _on_scrolled(self, value: int) -> None:
        """Mark the heading whose text is being read."""
        edge = value + round(2 * LINE * BODY * self._scale)
        row = 0
        for place in range(len(self._blocks)):
            if self._top_of(place) <= edge:
                row = place
        self.contents.setCurrentRow(row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close with Escape, as a dialog does; Qt's own."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Tell that it is gone; Qt's own."""
        super().closeEvent(event)
        self.closed.emit()
