"""The main window: places controls, stage, panels and transport, and hands keys, drops and closing on; GUI thread."""

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDropEvent,
    QKeyEvent,
    QMouseEvent,
    QPaintEvent,
    QResizeEvent,
    QShortcut,
)
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow, QMenu, QSizePolicy, QToolBar, QWidget

from reluviz.desktop.action_set import ActionSet
from reluviz.desktop.chrome import Chrome
from reluviz.desktop.controls.column import ControlColumn
from reluviz.desktop.controls.focus_keys import FOCUS_KEYS, is_control
from reluviz.desktop.motion import Effects
from reluviz.desktop.panels import TITLES, Panel
from reluviz.desktop.settings import Settings
from reluviz.desktop.sharing import Sharing
from reluviz.desktop.stage import Stage
from reluviz.desktop.title_label import TitleLabel
from reluviz.desktop.transport import Transport
from reluviz.desktop.type_size import PRESENTING, TypeSize
from reluviz.desktop.window_state import WindowState
from reluviz.scenario.model import field
from reluviz.scene.view import Canvas

PANELS = tuple(TITLES)
"""The panels that can be closed and moved, from the left to the right."""

CLOSED_AT_FIRST = frozenset({"fates", "update"})
"""The panels that are shown only when they are asked for: of two runs, the verdict says it all; formulas take room."""

LEAST_HEIGHT = {"push": 880}
"""The window's height below which a panel is closed at first, since all would be too low to be read."""

SMALL = (1024, 640)
"""The window's smallest size."""


class MainWindow(QMainWindow):
    """The window; what it shows is built and connected by the composition root."""

    about_to_paint = Signal()
    painted = Signal()
    """The first picture has been painted."""

    file_dropped = Signal(Path)
    closing = Signal()
    scale_changed = Signal(float)

    ratio_changed = Signal()
    """The window is on a screen where a pixel of its own is another number of the screen's."""

    epochs_changed = Signal(bool)

    def __init__(
        self, settings: Settings, stage: Stage, column: ControlColumn, canvases: dict[str, Canvas], transport: Transport
    ) -> None:
        super().__init__()
        self.settings = settings
        self.stage = stage
        self.column = column
        self.transport = transport
        self.type_size = TypeSize(settings)
        self.scale: float = self.type_size.chosen
        self.panels: dict[str, Panel] = {}
        self.actions_by_name: ActionSet | None = None
        self.recent_menu = QMenu(self)
        self.drafts_menu = QMenu(self)
        self.lessons_menu = QMenu(self)
        self.presenter_keys: Callable[[QKeyEvent], bool] = lambda _event: False
        """Asked first for a key; tells whether it was one of presenting."""
        self.may_close: Callable[[], bool] = lambda: True
        """Asked before the window closes; where it may not, that is said by who was asked."""
        self._is_painted = False
        self.effects = Effects()
        self.chrome = Chrome(self)
        self.state = WindowState(self)
        self.setAcceptDrops(True)
        self.setDockNestingEnabled(True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setMinimumSize(*SMALL)
        self.setCentralWidget(stage)
        for name in PANELS:
            content: QWidget = column if name == "controls" else canvases[name]
            panel = Panel(name, content, 0 if name == "controls" else 16, self)
            self.panels[name] = panel
            area = Qt.DockWidgetArea.LeftDockWidgetArea if name == "controls" else Qt.DockWidgetArea.RightDockWidgetArea
            self.addDockWidget(area, panel)
            panel.visibilityChanged.connect(self._on_panel_visibility_changed)
        self.sharing = Sharing(self, self.panels, column)
        bar = QToolBar(self)
        bar.setObjectName("transport")
        bar.setMovable(False)
        bar.setFloatable(False)
        transport.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        bar.addWidget(transport)
        self.addToolBar(Qt.ToolBarArea.BottomToolBarArea, bar)
        self.transport_bar = bar
        self.status_label = QLabel(self)
        self.status_label.setForegroundRole(self.palette().ColorRole.Dark)
        self.statusBar().setSizeGripEnabled(False)
        self.statusBar().setContentsMargins(16, 0, 16, 4)
        self.statusBar().addWidget(self.status_label, 1)
        self.title_label = TitleLabel(self.menuBar())
        self.setFocusProxy(stage.canvas)

    # ---- actions ---------------------------------------------------------------------------------------------------

    def install(self, actions: ActionSet) -> None:
        """Take the actions: menus, shortcuts, buttons, keys that give a control the focus."""
        self.actions_by_name = actions
        actions.lacked.connect(self.stage.messages.tell)
        menus = actions.fill(self.menuBar())
        self.lessons_menu = menus["lessons"]
        entries = menus["file"].actions()
        menus["file"].insertMenu(actions["reopen_unsaved"], self.recent_menu)
        menus["file"].insertMenu(entries[entries.index(actions["reopen_unsaved"]) + 1], self.drafts_menu)
        self.stage.cue_bar.install(actions.actions)
        for action in actions.actions.values():
            # So that shortcuts act while the menu bar is hidden.
            self.addAction(action)
        self.transport.install(actions.actions)
        for path, keys in FOCUS_KEYS.items():
            shortcut = QShortcut(keys, self)
            shortcut.setProperty("path", path)
            shortcut.activated.connect(self._on_focus_key)
        self.retranslate()

    def retranslate(self) -> None:
        """Say menus, panels and bars in the language of now; the column of controls does so by itself."""
        self.recent_menu.setTitle(QCoreApplication.translate("Panels", "Open recent"))
        self.drafts_menu.setTitle(QCoreApplication.translate("Panels", "Unsaved work"))
        for panel in self.panels.values():
            panel.retranslate()
        self.stage.retranslate()
        self.transport.retranslate()
        if self.actions_by_name is not None:
            self.actions_by_name.retranslate()
            self.transport.tell(self.actions_by_name.actions)
            self.stage.cue_bar.tell(self.actions_by_name.actions)

    def _on_focus_key(self) -> None:
        shortcut = self.sender()
        if shortcut is not None:
            self.show_panel("controls", True)
            path = str(shortcut.property("path"))
            if not self.column.focus_control(path):
                words = QCoreApplication.translate("Panels", "{label}: it has no effect as the controls stand")
                self.stage.messages.tell(words.format(label=field(path).spec.shown_label()))

    def focus_menus(self) -> None:
        """Give the menu bar the focus, or take it away again, as the key Alt does: F10."""
        if self.chrome.is_presented:
            return
        self.set_stage_alone(False)
        # Qt lets nobody else but that key begin it, and it is Qt that gives the focus back at the end.
        for kind in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyRelease):
            QApplication.sendEvent(self, QKeyEvent(kind, Qt.Key.Key_Alt, Qt.KeyboardModifier.NoModifier))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Act on keys that the focused widget did not want; Qt's own."""
        at_control = is_control(QApplication.focusWidget())
        if self.presenter_keys(event) or (
            self.actions_by_name is not None and self.actions_by_name.press(event, at_control)
        ):
            event.accept()
        else:
            super().keyPressEvent(event)

    # ---- panels ----------------------------------------------------------------------------------------------------

    def show_panel(self, name: str, shown: bool) -> None:
        """Show or hide a panel; leaves the stage's being alone."""
        self.set_stage_alone(False)
        self.panels[name].setVisible(shown)
        if shown:
            self.sharing.make_room(name)
        self._check_panels()

    def show_only(self, names: tuple[str, ...]) -> None:
        """Show these panels, and none else but the controls, which stay as they are."""
        self.set_stage_alone(False)
        for name, panel in self.panels.items():
            if name != "controls":
                panel.setVisible(name in names)
        for name in names:
            if name in self.panels:
                self.sharing.make_room(name)
        self._check_panels()

    def hide_chrome(self, hidden: bool) -> None:
        """Hide all but the stage and what belongs to it: menus, controls, transport, status; or show it again."""
        self.set_stage_alone(False)
        self.chrome.set_presented(hidden)
        self._check_panels()
        self.stage.canvas.setFocus()

    def reset_layout(self) -> None:
        """Put all panels back where they belong."""
        self.set_stage_alone(False)
        self.arrange()

    def arrange(self) -> None:
        """Lay the panels out as at the first start, for the window's size."""
        for name, panel in self.panels.items():
            panel.setFloating(False)
            is_left = name == "controls"
            self.addDockWidget(
                Qt.DockWidgetArea.LeftDockWidgetArea if is_left else Qt.DockWidgetArea.RightDockWidgetArea, panel
            )
            panel.setVisible(self._is_open_at_first(name))
        right = [self.panels[name] for name in PANELS[1:]]
        for above, below in pairwise(right):
            self.splitDockWidget(above, below, Qt.Orientation.Vertical)
        self.sharing.begin(self.scale)
        self._check_panels()

    def _is_open_at_first(self, name: str) -> bool:
        return name not in CLOSED_AT_FIRST and self.height() >= LEAST_HEIGHT.get(name, 0)

    def set_stage_alone(self, alone: bool) -> None:
        """Let the landscape fill the window, or bring the rest back."""
        if self.chrome.set_stage_alone(alone):
            self._check("stage_alone", alone)
            self.stage.canvas.setFocus()

    def set_full_screen(self, full: bool) -> None:
        """Let the window fill the screen, or not."""
        # Not showFullScreen and showNormal: a window that was maximised is so again.
        state = self.windowState() & ~(Qt.WindowState.WindowFullScreen | Qt.WindowState.WindowMinimized)
        self.setWindowState(state | Qt.WindowState.WindowFullScreen if full else state)
        self.show()
        self._check("full_screen", full)

    def leave(self) -> None:
        """Close the message; else bring back what is hidden; else give the focus back to the stage."""
        if self.stage.messages.text:
            self.stage.messages.clear()
        elif self.chrome.stage_alone:
            self.set_stage_alone(False)
        elif self.isFullScreen():
            self.set_full_screen(False)
        self.stage.canvas.setFocus()

    def _on_panel_visibility_changed(self) -> None:
        self._check_panels()

    def _check_panels(self) -> None:
        if not self.chrome.stage_alone:
            for name, panel in self.panels.items():
                self._check(f"panel_{name}", not panel.isHidden())

    def _check(self, name: str, checked: bool) -> None:
        if self.actions_by_name is not None:
            self.actions_by_name[name].setChecked(checked)

    # ---- looks -----------------------------------------------------------------------------------------------------

    def set_scale(self, scale: float) -> None:
        """Choose the one scale of text and lines, as far as the window has room for it."""
        self.type_size.choose(scale, self.width(), self.height())
        self._rescale()

    def step_scale(self, steps: int) -> None:
        """Choose a scale that is so many steps larger, or smaller."""
        self.type_size.step(steps, self.width(), self.height())
        self._rescale()

    def enlarge(self, enlarged: bool) -> None:
        """Let all type be larger than was chosen, for presenting, or as it was chosen."""
        self.type_size.factor = PRESENTING if enlarged else 1.0
        self._rescale()

    def _rescale(self) -> None:
        scale = self.type_size.fitting(self.width(), self.height())
        if scale != self.scale:
            sizes, before, self.scale = self.sharing.sizes(), self.scale, scale
            self.scale_changed.emit(scale)
            self.sharing.rescaled(sizes, before, scale)

    def set_epochs(self, epochs: bool) -> None:
        """Count epochs along the steps, or steps."""
        self.settings.set("view/epochs", epochs)
        self._check("epochs", epochs)
        self.epochs_changed.emit(epochs)

    def let_glide(self, glides: bool) -> None:
        """Let panels glide to their places, and menus and lists as the system has them; or nothing."""
        self.setAnimated(glides)
        self.effects.let_be(glides)

    # ---- what is remembered ------------------------------------------------------------------------------------------

    def restore(self) -> None:
        """Take place, panels and open sections from the settings."""
        self.state.restore()
        self._check_panels()

    def remember(self) -> None:
        """Write place, panels and open sections to the settings."""
        self.set_stage_alone(False)
        self.state.remember()

    # ---- events ------------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tell when the first picture has been painted; Qt's own."""
        super().paintEvent(event)
        if not self._is_painted:
            self._is_painted = True
            self.sharing.painted(self.scale)
            QTimer.singleShot(0, self.painted.emit)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the panels, and type that is too large, grow and shrink with the window; Qt's own."""
        super().resizeEvent(event)
        width, height = event.size().width(), event.size().height()
        self.title_label.set_room(width // 3)
        scale = self.type_size.fitting(width, height)
        if event.oldSize().width() > 0:
            self._rescale()
            if event.oldSize().width() != width:
                self.sharing.follow_width(width, scale)
            self.chrome.resized()
            return
        if scale != self.scale:
            self.scale = scale
            self.scale_changed.emit(scale)
        if self.sharing.is_first and not self.state.is_borrowed:
            # Laid out for another height than that which it opens with.
            for name in LEAST_HEIGHT:
                self.panels[name].setVisible(self._is_open_at_first(name))
        self.sharing.shown(scale)

    def event(self, event: QEvent) -> bool:
        """Note where the mouse drags an edge between panels, and tell of another resolution; Qt's own."""
        is_left = isinstance(event, QMouseEvent) and event.button() == Qt.MouseButton.LeftButton
        if is_left and event.type() == QEvent.Type.MouseButtonPress:
            self.sharing.hold()
        if event.type() == QEvent.Type.UpdateRequest:
            self.about_to_paint.emit()
        taken = super().event(event)
        if is_left and event.type() == QEvent.Type.MouseButtonRelease:
            self.sharing.let_go(self.scale)
        elif event.type() == QEvent.Type.DevicePixelRatioChange:
            self.ratio_changed.emit()
        return taken

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take a file; Qt's own."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            _copied(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Open the first file that is dropped; Qt's own."""
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            _copied(event)
            self.file_dropped.emit(paths[0])

    def changeEvent(self, event: QEvent) -> None:
        """Keep the check marks true; Qt's own."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.WindowStateChange:
            self._check("full_screen", self.isFullScreen())

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember, and let the composition root end everything, if nothing gets lost by it; Qt's own."""
        if not self.may_close():
            event.ignore()
            return
        self.remember()
        for panel in self.panels.values():
            if panel.isFloating():
                panel.hide()  # a window of its own, which would stay
        self.closing.emit()
        super().closeEvent(event)


def _copied(event: QDropEvent) -> None:
    """Accept a drop as a copy: told that it has been moved, a file manager would delete the file."""
    event.setDropAction(Qt.DropAction.CopyAction)
    event.accept()
