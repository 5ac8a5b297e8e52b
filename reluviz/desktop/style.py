"""How the window's widgets look: palette, typeface and one small style sheet, made from a theme; GUI thread."""

from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication

from reluviz.scene.fonts import LABEL, font
from reluviz.scene.theme import Theme

GRID = 8
"""The pixels, before the scale, that distances are multiples of."""


def palette_of(theme: Theme) -> QPalette:
    """Return the palette; controls that paint themselves take their colours from these roles."""
    role = QPalette.ColorRole
    palette = QPalette()
    colors = {
        role.Window: theme.window,
        role.WindowText: theme.text,
        role.Base: theme.panel,
        role.AlternateBase: theme.window,
        role.Text: theme.text,
        role.PlaceholderText: theme.muted,
        role.Button: theme.panel,
        role.ButtonText: theme.text,
        role.BrightText: theme.record,
        role.Light: theme.panel,
        role.Midlight: theme.line,
        role.Mid: theme.control,
        role.Dark: theme.muted,
        role.Shadow: theme.line,
        role.Highlight: theme.accent,
        role.HighlightedText: theme.on_accent,
        role.ToolTipBase: theme.panel,
        role.ToolTipText: theme.text,
        role.Link: theme.teacher,
        role.Accent: theme.accent,
    }
    for each, color in colors.items():
        palette.setColor(each, QColor(color))
    faded = QColor(theme.muted)
    faded.setAlpha(150)
    for each in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, each, faded)
    return palette


def style_sheet(theme: Theme, scale: float = 1.0) -> str:
    """Return the style sheet: menus, fields, buttons, scroll bars, docks, tooltips."""
    grid = round(GRID * scale)
    small, radius = grid // 2, round(6 * scale)
    return f"""
QMainWindow, QMainWindow > QWidget {{ background: {theme.window}; }}
QMainWindow::separator {{ background: transparent; width: {grid}px; height: {grid}px; }}
QMenuBar {{ background: {theme.window}; color: {theme.muted}; border: none; padding: {small}px {grid}px; }}
QMenuBar::item {{ background: transparent; padding: {small}px {grid}px; border-radius: {small}px; }}
QMenuBar::item:selected {{ background: {theme.control}; color: {theme.text}; }}
QMenu {{ background: {theme.panel}; color: {theme.text}; border: 1px solid {theme.line}; padding: {small}px; }}
QMenu::item {{ padding: {small}px {3 * grid}px {small}px {3 * grid}px; border-radius: {small}px; }}
QMenu::item:selected {{ background: {theme.control}; }}
QMenu::item:disabled {{ color: {theme.muted}; }}
QMenu::separator {{ height: 1px; background: {theme.line}; margin: {small}px {grid}px; }}
QMenu::indicator {{ width: {grid}px; height: {grid}px; left: {grid}px; }}
QMenu::indicator:checked {{ background: {theme.accent}; border-radius: {small}px; }}
QToolTip {{ background: {theme.panel}; color: {theme.text}; border: 1px solid {theme.line}; padding: {small}px; }}
QStatusBar {{ background: {theme.window}; color: {theme.muted}; }}
QStatusBar::item {{ border: none; }}
QToolBar {{ background: {theme.window}; border: none; padding: 0; spacing: 0; }}
QScrollArea, QScrollArea > QWidget > QWidget {{ background: transparent; border: none; }}
QScrollBar:vertical {{ background: transparent; width: {grid}px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: {grid}px; margin: 0; }}
QScrollBar::handle {{ background: {theme.control}; border-radius: {small}px; min-height: {4 * grid}px; }}
QScrollBar::handle:hover {{ background: {theme.muted}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QLineEdit {{ background: transparent; color: {theme.text}; border: 1px solid transparent; border-radius: {small}px;
  padding: 0 {small + 1}px; selection-background-color: {theme.accent}; selection-color: {theme.on_accent}; }}
QLineEdit:hover {{ background: {theme.panel}; border-color: {theme.line}; }}
QLineEdit:focus {{ background: {theme.panel}; border-color: {theme.accent}; }}
QLineEdit[wrong="true"] {{ border-color: {theme.record}; }}
QLineEdit[framed="true"] {{ background: {theme.panel}; border-color: {theme.line}; border-radius: {radius}px; }}
QLineEdit:disabled {{ color: {theme.muted}; }}
QLineEdit[framed="true"]:focus {{ border-color: {theme.accent}; }}
QPushButton {{ background: {theme.panel}; color: {theme.text}; border: 1px solid {theme.line};
  border-radius: {radius}px; padding: {small}px {grid + small}px; }}
QPushButton:hover {{ border-color: {theme.muted}; }}
QPushButton:pressed {{ background: {theme.control}; }}
QPushButton:focus {{ border-color: {theme.accent}; }}
QPushButton:disabled {{ color: {theme.muted}; background: transparent; }}
QPushButton#main {{ background: {theme.accent}; color: {theme.on_accent}; border-color: {theme.accent}; }}
QPushButton#main:hover, QPushButton#main:focus {{ border-color: {theme.text}; }}
QPushButton#chip {{ padding: 0; }}
QPushButton#chip:checked {{ background: {theme.control}; border-color: {theme.muted}; }}
QPushButton#chip:!checked {{ color: {theme.muted}; }}
QProgressBar {{ background: {theme.control}; border: none; border-radius: {small // 2 + 1}px; }}
QProgressBar::chunk {{ background: {theme.record}; border-radius: {small // 2 + 1}px; }}
QToolButton {{ background: transparent; border: 1px solid transparent; border-radius: {radius}px; padding: {small}px; }}
QToolButton:hover {{ background: {theme.control}; }}
QToolButton:focus {{ border-color: {theme.accent}; }}
QToolButton:checked {{ background: {theme.control}; }}
QComboBox QAbstractItemView {{ background: {theme.panel}; color: {theme.text}; border: 1px solid {theme.line};
  outline: none; padding: {small}px; selection-background-color: {theme.control};
  selection-color: {theme.text}; }}
QComboBox QAbstractItemView::item {{ min-height: {3 * grid + small}px; padding: 0 {small}px; }}
QDialog {{ background: {theme.window}; }}
QDialogButtonBox {{ dialogbuttonbox-buttons-have-icons: 0; }}
QDialog QAbstractItemView {{ background: {theme.panel}; color: {theme.text}; border: 1px solid {theme.line};
  border-radius: {small}px; outline: none; selection-background-color: {theme.control};
  selection-color: {theme.text}; }}
QDialog QAbstractItemView::item {{ padding: {small // 2}px {small}px; }}
QDialog QHeaderView {{ background: {theme.panel}; border: none; border-radius: 0; padding: 0; }}
QDialog QHeaderView::section {{ background: {theme.panel}; color: {theme.muted}; border: none;
  padding: {small // 2}px {small}px; }}
QFileDialog QLineEdit {{ background: {theme.panel}; border-color: {theme.line}; padding: {small}px; }}
"""


def apply_style(application: QApplication, theme: Theme, scale: float = 1.0) -> None:
    """Give the whole application the looks of a theme; windows that are open change at once."""
    # With a sheet on, each widget would be polished for the old sheet with the new palette first: three times as long.
    application.setStyleSheet("")
    application.setPalette(palette_of(theme))
    words = font(LABEL * scale)
    # Figures of one width are for numbers; in words they would part the hyphens.
    words.unsetFeature(QFont.Tag("tnum"))
    application.setFont(words)
    application.setStyleSheet(style_sheet(theme, scale))
