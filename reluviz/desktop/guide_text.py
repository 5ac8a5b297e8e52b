"""How the guide's text is set: sizes of headings, room between lines, keys, tables, blocks of code; GUI thread."""

from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFrameFormat,
    QTextTable,
)

from reluviz.scene.fonts import BODY, MEDIUM, SEMIBOLD, VERDICT, family
from reluviz.scene.theme import Theme

LINE = 1.45
"""The distance of lines, in the type's size."""

HEADINGS = {1: VERDICT, 2: BODY * 1.2, 3: BODY}
"""The sizes of headings, by their level."""


def dressed(document: QTextDocument, theme: Theme, scale: float, plain: str) -> list[tuple[str, int]]:
    """Set a document that was read from Markdown; return its headings, each with the number of its block.

    Parameters
    ----------
    plain
        The typeface of code that fills lines of its own.
    """
    headings = []
    cursor = QTextCursor(document)
    cursor.beginEditBlock()
    block = document.begin()
    while block.isValid():
        level = block.blockFormat().headingLevel()
        if level:
            headings.append((block.text(), block.blockNumber()))
        cursor.setPosition(block.position())
        is_code = block.blockFormat().hasProperty(QTextFormat.Property.BlockCodeFence)
        is_paragraph = block.textList() is None and cursor.currentTable() is None
        cursor.mergeBlockFormat(_block_format(scale, level, is_code=is_code, is_paragraph=is_paragraph))
        for start, length, looks in _spans(block, theme, scale, plain, level, is_code=is_code):
            cursor.setPosition(start)
            cursor.setPosition(start + length, QTextCursor.MoveMode.KeepAnchor)
            cursor.mergeCharFormat(looks)
        block = block.next()
    for frame in document.rootFrame().childFrames():
        if isinstance(frame, QTextTable):
            _set_table(frame, theme, scale)
    cursor.endEditBlock()
    return headings


def _block_format(scale: float, level: int, *, is_code: bool, is_paragraph: bool) -> QTextBlockFormat:
    looks = QTextBlockFormat()
    looks.setLineHeight(LINE * 100 / 1.2, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    if level:
        looks.setTopMargin((28 if level > 1 else 0) * scale)
        looks.setBottomMargin(8 * scale)
    elif is_code:
        looks.setLeftMargin(12 * scale)
    elif is_paragraph:
        looks.setBottomMargin(8 * scale)
    return looks


def _spans(
    block: QTextBlock, theme: Theme, scale: float, plain: str, level: int, *, is_code: bool
) -> list[tuple[int, int, QTextCharFormat]]:
    """Return which parts of a block look otherwise: headings, keys, bold words, code."""
    found: list[tuple[int, int, QTextCharFormat]] = []
    fragments = block.begin()
    while not fragments.atEnd():
        fragment = fragments.fragment()
        before = fragment.charFormat()
        looks = QTextCharFormat()
        looks.setFontFamilies([family()])
        looks.setForeground(QColor(theme.text))
        looks.setProperty(QTextFormat.Property.FontPixelSize, round(HEADINGS.get(level, BODY) * scale))
        looks.clearProperty(QTextFormat.Property.FontSizeAdjustment)
        if is_code:
            looks.setFontFamilies([plain])
            looks.setProperty(QTextFormat.Property.FontPixelSize, round(0.9 * BODY * scale))
        elif before.fontFixedPitch():
            looks.setFontFixedPitch(False)
            looks.setFontWeight(MEDIUM)
            looks.setBackground(QBrush(QColor(theme.control)))
        elif level or before.fontWeight() > QFont.Weight.Medium:
            looks.setFontWeight(SEMIBOLD)
        found.append((fragment.position(), fragment.length(), looks))
        fragments += 1
    return found


def _set_table(table: QTextTable, theme: Theme, scale: float) -> None:
    looks = table.format()
    looks.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_None)
    looks.setBorder(0)
    looks.setCellSpacing(0)
    looks.setCellPadding(4 * scale)
    looks.setTopMargin(4 * scale)
    looks.setBottomMargin(12 * scale)
    table.setFormat(looks)
    for column in range(table.columns()):
        cell = table.cellAt(0, column)
        head = cell.firstCursorPosition()
        head.setPosition(cell.lastCursorPosition().position(), QTextCursor.MoveMode.KeepAnchor)
        muted = QTextCharFormat()
        muted.setForeground(QColor(theme.muted))
        muted.setFontWeight(QFont.Weight.Normal)
        head.mergeCharFormat(muted)
