"""The Record dialog: controls, a preview, the place, and how the recording stands; GUI thread."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QSize, Qt, Signal
from PySide6.QtGui import QHideEvent, QPalette
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QProgressBar, QPushButton, QScrollArea, QVBoxLayout, QWidget

from reluviz.desktop.controls.control import scale_of
from reluviz.desktop.controls.line import Line
from reluviz.desktop.films.destinations import DESTINATIONS
from reluviz.desktop.films.form import RecordForm
from reluviz.desktop.films.handle import FilmHandle
from reluviz.desktop.films.preview import Preview
from reluviz.language import again

SIZE = (864, 664)
"""Its size in pixels, before the scale; it fits a window of 1280 × 720."""

COLUMN = 368


class RecordDialog(QDialog):
    """Asks how a film is to be made, and shows how it comes along; what is pressed is signalled."""

    record_asked = Signal()
    place_asked = Signal()
    """Another place is to be chosen in the file dialog."""

    cancel_asked = Signal()
    show_asked = Signal()
    copy_asked = Signal()
    changed = Signal()
    """A control or the place has been changed."""

    returned = Signal()
    """It has become the window that is worked with."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(QCoreApplication.translate("Record", "Record a film"))
        self._said = "", False
        self._is_replacing = False
        self._state = False, False
        scale = scale_of(self)
        self.form = RecordForm(self)
        self.preview = Preview(self)
        self.about = _label(self)
        self.line = Line(self)
        self.line.setProperty("framed", True)
        self.line.setAccessibleName(QCoreApplication.translate("Record", "File"))
        self.line.setFixedHeight(round(30 * scale))
        self.progress = QProgressBar(self)
        self.progress.setTextVisible(False)
        self.progress.setFixedHeight(round(6 * scale))
        policy = self.progress.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.progress.setSizePolicy(policy)
        self.message = _label(self)
        self.handle = FilmHandle(self)
        self.browse = self._button(QCoreApplication.translate("Record", "Choose…"), self.place_asked)
        self.show_button = self._button(QCoreApplication.translate("Record", "Show in folder"), self.show_asked)
        self.copy_button = self._button(QCoreApplication.translate("Record", "Copy path"), self.copy_asked)
        self.cancel = self._button(QCoreApplication.translate("Record", "Cancel"), self.cancel_asked)
        self.record = self._button(QCoreApplication.translate("Record", "Record"), self.record_asked)
        self.record.setObjectName("main")
        self.record.setDefault(True)
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(self.form)
        area.setFixedWidth(round(COLUMN * scale))
        self.area = area
        right = QVBoxLayout()
        right.setSpacing(8)
        right.addWidget(self.preview, 1)
        right.addWidget(self.about)
        top = QHBoxLayout()
        top.setSpacing(round(24 * scale))
        top.addWidget(area)
        top.addLayout(right, 1)
        place = QHBoxLayout()
        place.setSpacing(8)
        place.addWidget(self.line, 1)
        place.addWidget(self.browse)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.handle)
        foot.addWidget(self.message, 1)
        for button in (self.show_button, self.copy_button, self.cancel, self.record):
            foot.addWidget(button)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(*(round(side * scale) for side in (24, 16, 24, 16)))
        rows.setSpacing(round(12 * scale))
        rows.addLayout(top, 1)
        rows.addLayout(place)
        rows.addWidget(self.progress)
        rows.addLayout(foot)
        self.form.changed.connect(self.changed)
        self.line.textEdited.connect(self.changed)
        self.show_state(is_recording=False, is_done=False)
        self.resize(round(SIZE[0] * scale), round(SIZE[1] * scale))

    def minimumSizeHint(self) -> QSize:
        """Return the smallest size; Qt's own."""
        return QSize(640, 400)

    def changeEvent(self, event: QEvent) -> None:
        """Tell that one works with it again; Qt's own."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            self.returned.emit()

    def hideEvent(self, event: QHideEvent) -> None:
        """Leave the preview that is under way; Qt's own."""
        super().hideEvent(event)
        self.preview.frames.close()

    def _button(self, text: str, signal: object) -> QPushButton:
        button = QPushButton(text, self)
        button.setAutoDefault(False)
        button.clicked.connect(signal)
        return button

    @property
    def path(self) -> str:
        """The file, or with a slash at its end the folder, that is asked for."""
        text = self.line.text().strip()
        is_folder = not DESTINATIONS[self.form.wish.destination].suffix
        return f"{text.rstrip('/')}/" if is_folder and text else text

    def show_path(self, path: Path | str) -> None:
        """Show where the film goes."""
        self.line.setText(str(path))

    def show_film(self, path: Path | None) -> None:
        """Have the grip give away a film that is there; its first frame goes with the pointer."""
        self.handle.path = path
        self.handle.picture = self.preview.thumbnail()

    def show_about(self, text: str) -> None:
        """Tell under the preview what the film will be, and what of it will be otherwise than was asked for."""
        self.about.setText(text)

    def say(self, text: str, *, wrong: bool = False) -> None:
        """Say in one line how it stands, or what is wrong."""
        role = QPalette.ColorRole.BrightText if wrong else QPalette.ColorRole.WindowText
        self.message.setForegroundRole(role)
        self.message.setText(text)
        self._said = text, wrong

    def take_over(self, before: "RecordDialog") -> None:
        """Take the place of a dialog that was made in another language: its wish, its name, what it says."""
        self.form.take_over(before.form)
        self.line.setText(before.line.text())
        self.show_replacing(before._is_replacing)
        self.show_state(is_recording=before._state[0], is_done=before._state[1])
        self.show_done(before.progress.value(), before.progress.maximum())
        self.show_film(before.handle.path)
        text, wrong = before._said
        self.say(again(text), wrong=wrong)
        self.setGeometry(before.geometry())
        self.setVisible(before.isVisible())

    def show_state(self, *, is_recording: bool, is_done: bool) -> None:
        """Offer what can be done: while a film is recorded, to give it up; when it is there, to use it."""
        self._state = is_recording, is_done
        for part in (self.form, self.line, self.browse):
            part.setEnabled(not is_recording)
        for part in (self.progress, self.cancel):
            part.setVisible(is_recording)
        self.record.setVisible(not is_recording)
        for part in (self.handle, self.show_button, self.copy_button):
            part.setVisible(is_done)

    def show_replacing(self, replacing: bool) -> None:
        """Have the button say that a file is replaced."""
        self._is_replacing = replacing
        words = QCoreApplication.translate("Record", "Replace") if replacing else None
        self.record.setText(words or QCoreApplication.translate("Record", "Record"))

    def show_done(self, done: int, count: int) -> None:
        """Show how much is painted; a count of 0: nothing yet."""
        self.progress.setRange(0, max(count, 1))
        self.progress.setValue(done)


def _label(parent: QWidget) -> QLabel:
    label = QLabel(parent)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
