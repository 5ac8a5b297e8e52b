"""Recording from the window: the dialog, the order that it makes, and how that comes along; GUI thread."""

import os
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication

from reluviz.desktop.document import Document
from reluviz.desktop.experiment import Experiment
from reluviz.desktop.handlers.file import Dialogs
from reluviz.desktop.handlers.file_words import file_name, file_problem
from reluviz.desktop.seen import Seen
from reluviz.errors import ReluvizError
from reluviz.language import language, translate

if TYPE_CHECKING:
    from reluviz.desktop.films.dialog import RecordDialog
    from reluviz.desktop.films.recorder import Recorder
    from reluviz.desktop.window import MainWindow
    from reluviz.recording.film import Film
    from reluviz.recording.job import Order, Report
    from reluviz.recording.sights import Sights
    from reluviz.training.basins import Basins

PREVIEW_MS = 250
"""So long after the last change the preview is painted anew."""

WATCH_MS = 1000
"""How often it is looked whether there are other steps to show."""


class RecordHandlers(QObject):
    """Opens the dialog, and records what it asks for; one film at a time."""

    def __init__(
        self,
        document: Document,
        experiment: Experiment,
        seen: Seen,
        dialogs: Dialogs,
        folder: Callable[[], str],
        window: "MainWindow",
        *,
        known_basins: "Callable[[], Sequence[Basins]]",
    ) -> None:
        super().__init__(window)
        self._document = document
        self._experiment = experiment
        self._seen = seen
        self._sights: Sights | None = None
        """What had been seen when the dialog was asked for: what comes after is work with the dialog."""
        self._dialogs = dialogs
        self._folder = folder
        self._window = window
        self._known_basins = known_basins
        self._film: Film | None = None
        """That of the preview."""
        self.dialog: RecordDialog | None = None
        self.recorder: Recorder | None = None
        self._may_replace = ""
        """The name of which it was asked whether what is there may be replaced."""
        self._is_outdated = False
        """Whether another scenario has been opened since the film that is being made was asked for."""
        self._preview_timer = QTimer(self)
        self._preview_timer.setSingleShot(True)
        self._preview_timer.timeout.connect(self._on_preview_due)
        self._previewed: tuple[object, ...] = ()
        """What the preview has been painted from."""
        self._looked: tuple[object, ...] = ()
        """What it would have been painted from when that was looked at last."""
        document.opened.connect(self._on_document_opened)
        experiment.renewed.connect(self._on_renewed)
        window.transport.timeline.part_marked.connect(self._on_part_marked)

    def open(self) -> None:
        """Show the dialog; a recording goes on while it is closed."""
        self._sights = self._seen.sights()
        if self.dialog is None:
            self._make()
        if self.dialog is not None:
            self.dialog.show()
            self.dialog.raise_()
            self.dialog.activateWindow()
        if not self._is_outdated:  # else the preview of the film that is being made stays
            self.show_preview()
        self._preview_timer.start(WATCH_MS)

    def _make(self) -> None:
        # Imported when first needed: the window's start is not to wait for it.
        from reluviz.desktop.films.recorder import Recorder

        self.recorder = Recorder(self)
        self.recorder.reported.connect(self._on_reported)
        self.dialog = self._made(self.recorder)
        part = self._window.transport.timeline.part
        self._on_document_opened()
        if part is not None:
            self.dialog.form.mark(part)

    def _made(self, recorder: "Recorder") -> "RecordDialog":
        from reluviz.desktop.films.dialog import RecordDialog

        dialog = RecordDialog(self._window)
        dialog.preview.frames.known_basins = self._known_basins
        dialog.preview.painted.connect(self._tell_about)
        dialog.record_asked.connect(self.record)
        dialog.place_asked.connect(self.choose_place)
        dialog.cancel_asked.connect(recorder.cancel)
        dialog.show_asked.connect(self.show_in_folder)
        dialog.copy_asked.connect(self.copy_path)
        dialog.changed.connect(self._on_changed)
        dialog.returned.connect(self._on_returned)
        return dialog

    def retranslate(self) -> None:
        """Say the dialog in the language of now: another one takes its place, with what it was told."""
        before = self.dialog
        if before is None or self.recorder is None:
            return
        self.dialog = self._made(self.recorder)
        self.dialog.take_over(before)
        before.close()
        before.deleteLater()
        self.show_preview()

    def _on_document_opened(self) -> None:
        if self.dialog is None or self.recorder is None:
            return
        # While a film is made, the dialog tells of that one.
        self._is_outdated = self.recorder.is_recording
        if not self._is_outdated:
            self._begin_anew(self.dialog)
            self._on_changed()

    def _begin_anew(self, dialog: "RecordDialog") -> None:
        """Ask for what the scenario that is open says, under its name."""
        from reluviz.desktop.films.destinations import DESTINATIONS, with_suffix

        self._is_outdated = False
        self._window.transport.timeline.show_part(None)
        dialog.form.show_recording(self._document.scenario.recording)
        name = Path(self._folder()) / file_name(self._document.scenario, language())
        dialog.show_path(with_suffix(str(name), DESTINATIONS[dialog.form.wish.destination].suffix))

    def _on_renewed(self) -> None:
        self._sights = None  # of another history

    def _on_part_marked(self, part: tuple[int, int] | None) -> None:
        if self.dialog is not None and (self.recorder is None or not self.recorder.is_recording):
            self.dialog.form.mark(part)

    def _on_changed(self) -> None:
        """Take another wish: the name gets its ending, and what was said of the one before is gone."""
        from reluviz.desktop.films.destinations import DESTINATIONS, with_suffix

        dialog = self.dialog
        if dialog is None:
            return
        wish = dialog.form.wish
        if wish.span == "part" and wish.part is None and self._experiment.newest:
            dialog.form.mark((0, self._experiment.newest))  # comes back here
            return
        self._window.transport.timeline.show_part(wish.part if wish.span == "part" else None)
        there = DESTINATIONS[wish.destination]
        if not dialog.line.hasFocus():
            dialog.show_path(with_suffix(dialog.line.text(), there.suffix))
        self._may_replace = ""
        dialog.show_replacing(False)
        dialog.show_state(is_recording=False, is_done=False)
        dialog.say(translate("Record", str(there.help)))
        self._preview_timer.start(PREVIEW_MS)

    def _on_preview_due(self) -> None:
        """Paint the preview if it would be another one: at once after a change by hand, of other steps at rest."""
        dialog, recorder = self.dialog, self.recorder
        if dialog is None or recorder is None or not dialog.isVisible():
            return
        has_changed = self._previewed[:1] != (dialog.form.wish,)
        key, before = self._preview_key(), self._looked
        self._looked = key
        # What is played again moves no film's end, unless that is where the playhead is.
        may_follow = not recorder.is_recording and (not self._experiment.is_playing or key == before)
        if has_changed or (may_follow and self._previewed != key):
            self.show_preview()
        self._preview_timer.start(WATCH_MS)

    def _on_returned(self) -> None:
        """Paint the preview of the steps that there are now, once, though the training goes on."""
        dialog, recorder = self.dialog, self.recorder
        if dialog is None or recorder is None or recorder.is_recording or dialog.preview.frames.is_busy:
            return
        if self._previewed and self._previewed != self._preview_key():
            self.show_preview()

    def _preview_key(self) -> tuple[object, ...]:
        assert self.dialog is not None
        film = self._sights if self._is_seen else self._steps()
        return self.dialog.form.wish, self._document.scenario, film, self._experiment.race.key()

    def show_preview(self) -> None:
        """Paint the first and the last frame, and say how long and how large the film will be."""
        dialog = self.dialog
        if dialog is None or not dialog.isVisible():
            return
        from reluviz.recording.film import film_of
        from reluviz.scene.numbers import format_count

        self._previewed = self._preview_key()
        wish = dialog.form.wish
        scenario = replace(self._document.scenario, recording=replace(wish.recording, pace="linear"))
        film = film_of(
            scenario, self._experiment.race.entrants(), language(), *self._steps(), sights=self._wanted_sights()
        )
        film = replace(film, asks=self._seen.is_veiled)
        first, last = film.plan.first, film.plan.last
        words = (
            translate("Record", "First frame: step {step}"),
            translate("Record", "Last frame: step {step}"),
        )
        steps = format_count(first), format_count(last)
        dialog.preview.show_film(film, (words[0].format(step=steps[0]), words[1].format(step=steps[1])))
        self._film = film
        self._tell_about()

    def _tell_about(self) -> None:
        """Say how long and how large the film of the preview will be."""
        from reluviz.desktop.films.destinations import DESTINATIONS, estimated_bytes, frame_count, shown_in
        from reluviz.desktop.films.words import size_words
        from reluviz.scene.numbers import format_count, local

        dialog, film = self.dialog, self._film
        if dialog is None or film is None:
            return
        wish = dialog.form.wish
        suffix = DESTINATIONS[wish.destination].suffix
        counted = replace(wish.recording, seconds=float(film.plan.moving / film.plan.fps))
        picture = None if suffix else dialog.preview.picture_bytes()
        size = estimated_bytes(counted, suffix, shown_in(film), picture)
        about = translate("Record", "{seconds} s, {frames} frames, about {size}").format(
            seconds=local(f"{film.plan.seconds:.3g}"),
            frames=format_count(frame_count(counted)),
            size=size_words(float(f"{size:.2g}")),
        )
        dialog.show_about("\n".join([about, *self._changes()]))

    def _steps(self) -> tuple[int, int]:
        assert self.dialog is not None
        return self.dialog.form.wish.steps(self._experiment.playback.playhead, self._experiment.newest)

    @property
    def _is_seen(self) -> bool:
        assert self.dialog is not None
        return self.dialog.form.wish.span == "seen"

    def _wanted_sights(self) -> "Sights | None":
        return self._sights if self._is_seen else None

    # ---- the place -------------------------------------------------------------------------------------------------

    def choose_place(self) -> None:
        """Ask for a file; the dialog has asked whether one that is there may be replaced."""
        from reluviz.desktop.films.destinations import DESTINATIONS, with_suffix

        dialog = self.dialog
        if dialog is None:
            return
        asked = self._dialogs.film_path(dialog.path)
        if asked is not None:
            path = with_suffix(str(asked), DESTINATIONS[dialog.form.wish.destination].suffix)
            dialog.show_path(path)
            self._on_changed()
            self._may_replace = path if path == str(asked) else ""

    # ---- the recording ---------------------------------------------------------------------------------------------

    def record(self) -> None:
        """Begin to record what the dialog asks for; a file that is there asks first."""
        dialog, recorder = self.dialog, self.recorder
        if dialog is None or recorder is None or recorder.is_recording:
            return
        from reluviz.desktop.films.destinations import DESTINATIONS, with_suffix

        dialog.show_path(with_suffix(dialog.path, DESTINATIONS[dialog.form.wish.destination].suffix))
        path = dialog.path
        if self._experiment.newest == 0:
            dialog.say(translate("Record", "There is nothing to film yet: press play first."), wrong=True)
            return
        if os.path.lexists(path) and path != self._may_replace:
            self._may_replace = path
            words = translate("Record", "{name} is there already. Replace it, or choose another name.")
            dialog.say(words.format(name=Path(path).name), wrong=True)
            dialog.show_replacing(True)
            return
        try:
            order = self.order(path)
        except ReluvizError as error:
            dialog.say(file_problem(Path(path), error), wrong=True)
            return
        recorder.start(order)
        self.show_preview()

    def _changes(self) -> list[str]:
        """Return what will be otherwise than is asked for, or why it cannot be at all; said before recording."""
        from reluviz.recording.places import fitted

        assert self.dialog is not None
        wish = self.dialog.form.wish
        try:
            name = self.dialog.path
            return fitted(wish.recording, [name], ("size", "fps"))[1] if name else []
        except ReluvizError as error:
            return [file_problem(Path(self.dialog.path), error)]

    def order(self, path: str) -> "Order":
        """Return the order for what the dialog asks for; ReluvizError if the format cannot hold it."""
        from reluviz.recording.job import order_of
        from reluviz.recording.places import fitted

        assert self.dialog is not None
        recording, _ = fitted(self.dialog.form.wish.recording, [path], ("size", "fps"))
        first, last = self._steps()
        return order_of(
            replace(self._document.scenario, recording=recording),
            self._experiment.race.entrants(),
            [path],
            overwrite=path == self._may_replace,
            language=language(),
            first=first,
            last=last,
            sights=self._wanted_sights(),
            asks=self._seen.is_veiled,
            basins=tuple(self._known_basins()),
        )

    def _on_reported(self, report: "Report") -> None:
        dialog, recorder = self.dialog, self.recorder
        if dialog is None or recorder is None or recorder.path is None:
            return
        from reluviz.desktop.films.words import bytes_of, running_words, size_words

        is_running = report.state == "running"
        share = report.done / report.count if report.count else 0.0
        self._window.transport.record.show_share(share if is_running else None)
        dialog.show_state(is_recording=is_running, is_done=report.state == "finished")
        dialog.show_done(report.done, report.count)
        if is_running:
            dialog.say(running_words(report, recorder.seconds_left(report)))
            return
        self._may_replace = ""
        dialog.show_replacing(False)
        if self._is_outdated:
            self._begin_anew(dialog)
        if report.state == "finished":
            dialog.show_film(recorder.path)
            words = translate("Record", "{name} is there: {size}")
            dialog.say(words.format(name=recorder.path.name, size=size_words(bytes_of(recorder.path))))
        elif report.state == "cancelled":
            dialog.say(translate("Record", "Cancelled; nothing is left of it."))
        else:
            dialog.say(file_problem(recorder.path, ReluvizError(report.message)), wrong=True)
        # What had the focus was disabled meanwhile: a name that was wrong can be typed anew, else Enter records.
        (dialog.line if report.state == "failed" else dialog.record).setFocus()

    # ---- the film --------------------------------------------------------------------------------------------------

    def show_in_folder(self) -> None:
        """Open the folder that the film lies in; of pictures, their own."""
        if self.recorder is not None and (path := self.recorder.path) is not None:
            folder = path if path.is_dir() else path.parent
            is_shown = QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder.absolute())))
            if not is_shown and self.dialog is not None:
                words = translate("Record", "No program here shows folders; it is in {folder}")
                self.dialog.say(words.format(folder=folder.absolute()), wrong=True)

    def copy_path(self) -> None:
        """Put the film's whole name on the clipboard."""
        if self.recorder is not None and (path := self.recorder.path) is not None:
            QGuiApplication.clipboard().setText(str(path.absolute()))

    def close(self) -> None:
        """Give up what is under way, leaving nothing of it, and close the dialog."""
        self._preview_timer.stop()
        if self.recorder is not None:
            self.recorder.close()
        if self.dialog is not None:
            self.dialog.close()
            self.dialog.deleteLater()
            self.dialog = None
