"""The composition root: builds every part of the window, connects them, and ends them in order; GUI thread."""

from pathlib import Path

from PySide6.QtCore import QObject, Slot

from reluviz.desktop.action_set import ActionSet, Handlers
from reluviz.desktop.captions import Captions
from reluviz.desktop.controls.column import ControlColumn
from reluviz.desktop.controls.race_section import RacerEntry
from reluviz.desktop.controls.words import refused_words
from reluviz.desktop.curtain import Curtain
from reluviz.desktop.document import Document
from reluviz.desktop.drafts import Drafts
from reluviz.desktop.experiment import Experiment
from reluviz.desktop.frame_hush import FrameHush
from reluviz.desktop.frame_loop import FrameLoop
from reluviz.desktop.handlers.basins import BasinHandlers
from reluviz.desktop.handlers.camera import CameraHandlers
from reluviz.desktop.handlers.edit import EditHandlers
from reluviz.desktop.handlers.file import Dialogs, FileHandlers
from reluviz.desktop.handlers.help import HelpHandlers
from reluviz.desktop.handlers.language import LanguageHandlers
from reluviz.desktop.handlers.lessons import LessonHandlers
from reluviz.desktop.handlers.pictures import PictureHandlers
from reluviz.desktop.handlers.plane import PlaneHandlers
from reluviz.desktop.handlers.presenter import PresenterHandlers
from reluviz.desktop.handlers.race import RaceHandlers
from reluviz.desktop.handlers.record import RecordHandlers
from reluviz.desktop.handlers.run import RunHandlers
from reluviz.desktop.handlers.starts import StartHandlers
from reluviz.desktop.handlers.view import ViewHandlers
from reluviz.desktop.lesson_desk import LessonDesk
from reluviz.desktop.looks import Looks
from reluviz.desktop.outfit import Outfit
from reluviz.desktop.panel_canvases import panel_canvases
from reluviz.desktop.seen import Seen
from reluviz.desktop.settings import Settings
from reluviz.desktop.showing import Showing
from reluviz.desktop.stage import Stage
from reluviz.desktop.status import status_words
from reluviz.desktop.tiles import Tiles
from reluviz.desktop.transport import Transport
from reluviz.desktop.updates import Traces
from reluviz.desktop.window import MainWindow
from reluviz.errors import ReluvizError
from reluviz.language import language
from reluviz.scenario.idle import settled
from reluviz.scenario.model import Scenario
from reluviz.scenario.text import localized
from reluviz.scenario.validation import check_scenario
from reluviz.scene.moment import Moment
from reluviz.scene.theme import RUN_COLORS, Theme
from reluviz.scene.view import Canvas
from reluviz.training.source import EngineSource


class Application(QObject):
    """All parts of the window, connected.

    Parameters
    ----------
    scenario, path
        What is open first, and its file; None for a built-in scenario.
    settings
        What was remembered.
    engines
        Where the trainings get their engines; closed by whoever made it.
    dialogs
        Asks for files.
    draft
        Where unsaved work is kept.
    """

    def __init__(
        self,
        scenario: Scenario,
        path: Path | None,
        *,
        settings: Settings,
        engines: EngineSource,
        dialogs: Dialogs,
        draft: Path,
    ) -> None:
        super().__init__()
        self.settings = settings
        self._is_painted = False
        self.looks = Looks(settings, self)
        self.document = Document(scenario, path, self)
        self.experiment = Experiment(self.document, engines, settings.get("run/speed"), settings.get("run/loop"), self)
        self.frames = FrameLoop(self.experiment, self)
        self.frames.epochs = settings.get("view/epochs")
        self.seen = Seen(self.experiment, self.frames)
        # Before the first widget is made, so that each is polished once.
        self.looks.style()
        self.race = RaceHandlers(self.document, self.experiment, self._edit, self)
        self.column = ControlColumn(self._edit, self.race.edit)
        self.tiles = Tiles(engines.shared_process, self._say, self)
        self.landscape_view = self.tiles.lead
        self.stage = Stage(self.tiles.view)
        self.traces = Traces(self)
        self.canvases: dict[str, Canvas] = {"landscape": self.stage.canvas, **panel_canvases(self.traces)}
        self.transport = Transport()
        self.window = MainWindow(settings, self.stage, self.column, self.canvases, self.transport)
        self.curtain = Curtain((*self.canvases.values(), self.stage.verdict), self)
        self.frame_hush = FrameHush(self.experiment.is_behind, self)
        self.frames.begins_laborious = self.frame_hush.begin
        self.window.about_to_paint.connect(self._on_about_to_paint)
        self.frames.may_begin = lambda: not self.curtain.is_drawn and self.frame_hush.is_over
        self.experiment.may_begin = lambda: not self.curtain.is_drawn
        self.showing = Showing(self.window, self.canvases, self.stage.verdict)
        self.handlers = self._handlers(dialogs, draft)
        self.actions = ActionSet(self.handlers, self)
        self.window.install(self.actions)
        self.outfit = Outfit(self)
        self._connect()
        self.captions = Captions(self.document, self.window, self.actions, self.handlers.file)
        self.desk = LessonDesk(
            self.handlers.lessons,
            self.handlers.presenter,
            self.stage.cue_bar,
            menu=self.window.lessons_menu,
            actions=self.actions,
            parent=self,
        )
        self.handlers.presenter.changed.connect(self._on_presenter_changed)
        self.window.restore()
        self.outfit.wear_at_once()
        self._show_choices()
        self.transport.show_speed(self.experiment.speed)
        self.actions.check({"loop": self.experiment.loop, "epochs": self.frames.epochs})
        self.show_scenario()
        self.handlers.file.tell_of_draft()
        self.handlers.help.greet()

    # ---- parts -----------------------------------------------------------------------------------------------------

    def _handlers(self, dialogs: Dialogs, draft: Path) -> Handlers:
        say, clear = self.stage.messages.say, self.stage.messages.clear
        view = ViewHandlers(self.looks.use_theme, self.looks.use_palette)
        view.window = self.window
        file = FileHandlers(
            self.document,
            self.settings,
            dialogs,
            Drafts(draft),
            finish_typing=self.column.finish_typing,
            say=say,
            tell=self.stage.messages.tell,
            clear=clear,
            parent=self,
        )
        lessons = LessonHandlers(
            self.document,
            self.experiment,
            self.frames,
            put_away=file.put_away,
            window=self.window,
            say=say,
            parent=self,
        )
        file.lesson_opened.connect(lessons.begin)
        presenter = PresenterHandlers(lessons, self.stage.cue_bar, self.window.hide_chrome, self)
        presenter.window = self.window
        return Handlers(
            file=file,
            edit=EditHandlers(self.document),
            run=RunHandlers(self.experiment, self.transport, self.settings, self.column.finish_typing, lessons),
            starts=StartHandlers(self.document, self.experiment, self._lead_moment, self._widths, say, self),
            view=view,
            basins=BasinHandlers(self.document),
            plane=PlaneHandlers(self.document, self.experiment, self.frames.planes, self),
            race=self.race,
            camera=CameraHandlers(self.document, self.frames, self.tiles.view, self.settings, self),
            views=PictureHandlers(
                self.canvases, self._moment, dialogs, file.folder, self.settings, self.stage.messages
            ),
            record=RecordHandlers(
                self.document,
                self.experiment,
                self.seen,
                dialogs,
                file.folder,
                self.window,
                known_basins=self.tiles.known_basins,
            ),
            language=LanguageHandlers(self.settings, self),
            lessons=lessons,
            presenter=presenter,
            help=HelpHandlers(self.window, self.settings, self.looks, presenter, self),
        )

    def _connect(self) -> None:
        handlers, window, view, column = self.handlers, self.window, self.tiles, self.column
        self.document.changed.connect(self.show_scenario)
        self.document.opened.connect(self._on_document_opened)
        self.experiment.followed_changed.connect(self._on_followed_changed)
        self.frames.shown.connect(self._show_moment)
        self.frames.jumped.connect(self.curtain.draw_alone)
        self.frames.rested.connect(self.showing.catch_up)
        view.start_set.connect(handlers.starts.set_at)
        view.start_added.connect(handlers.starts.add_at)
        view.start_moved.connect(handlers.starts.move_to)
        view.gesture_ended.connect(self.document.end_gesture)
        view.run_followed.connect(handlers.starts.follow)
        view.racer_chosen.connect(self.experiment.choose)
        view.menu_requested.connect(handlers.views.show_stage_menu)
        view.camera_turned.connect(handlers.camera.take)
        view.camera_reset.connect(handlers.camera.reset_view)
        view.view_changed.connect(self.frames.unsettle)
        handlers.camera.changed.connect(self._show_camera)
        handlers.language.about_to_change.connect(column.finish_typing)
        handlers.language.changed.connect(self.outfit.speak)
        handlers.language.chosen.connect(self._show_choices)
        handlers.views.scale_chosen.connect(self._show_choices)
        column.gesture_ended.connect(self.document.end_gesture)
        column.start_section.followed.connect(self.experiment.follow_start)
        column.race_section.chosen.connect(self.experiment.choose)
        column.race_section.add_asked.connect(self.race.add)
        column.race_section.remove_asked.connect(self.race.remove)
        self.experiment.chosen_changed.connect(self.show_scenario)
        column.start_section.add_asked.connect(handlers.starts.add)
        column.start_section.remove_asked.connect(handlers.starts.remove)
        self.transport.speed_changed.connect(handlers.run.set_speed)
        self.transport.dragged.connect(self.experiment.go_to)
        self.transport.drag_began.connect(self.experiment.playback.hold)
        self.transport.drag_ended.connect(self.experiment.playback.release)
        for panel in window.panels.values():
            panel.visibilityChanged.connect(self._on_panel_visibility_changed)
        window.painted.connect(self._on_window_painted)
        window.file_dropped.connect(handlers.file.open_path)
        window.may_close = handlers.file.may_close
        window.closing.connect(self.close)
        window.scale_changed.connect(self.looks.use_scale)
        self.looks.changed.connect(self.outfit.wear)
        window.ratio_changed.connect(self.outfit.wear_at_once)
        window.epochs_changed.connect(self._on_epochs_changed)

    def _moment(self) -> Moment | None:
        # Of the document as it is: between two frames another variant may have been chosen.
        self.frames.show_now()
        return self.frames.moment

    def _lead_moment(self) -> Moment | None:
        """Return the moment of the first racer, whose student is the scenario's own; starts are made for it."""
        moment = self._moment()
        return moment.race[0].moment if moment is not None and moment.race else moment

    def _say(self, text: str) -> None:
        self.stage.messages.say(text)

    def _widths(self) -> tuple[float, float]:
        x, y = self.landscape_view.stage.domain
        return x[1] - x[0], y[1] - y[0]

    # ---- changes ---------------------------------------------------------------------------------------------------

    def _edit(self, scenario: Scenario, text: str, key: str) -> str:
        """Take a change of a control into the document; return what is wrong with it."""
        scenario = self.handlers.plane.fitted(scenario)
        try:
            check_scenario("", settled(scenario))
        except ReluvizError as error:
            return refused_words(error)
        self.document.change(scenario, text, key)
        return ""

    def _on_document_opened(self) -> None:
        self.show_scenario()
        self.tiles.view.forget()
        self.frames.forget()
        if not self.handlers.lessons.is_opening:
            self.frames.show_at_once()

    def _on_followed_changed(self) -> None:
        self.column.show_followed(self.experiment.followed_start)

    def _on_panel_visibility_changed(self, shown: bool) -> None:
        """Show the present moment in a panel that has been hidden; hidden ones are not kept up to date."""
        if shown and self.frames.moment is not None:
            self.showing.fill(self.frames.moment)

    def _on_presenter_changed(self) -> None:
        presenter = self.handlers.presenter
        self.actions.check({"present": presenter.presenting, "notes": presenter.notes is not None})

    def _on_epochs_changed(self, epochs: bool) -> None:
        self.frames.epochs = epochs
        self.frames.wake()

    @Slot()
    def show_scenario(self) -> None:
        """Show the scenario in all that tells of it but is no view."""
        self.column.show_scenario(self.document.scenario, self.experiment.followed_start, self.race.shown())
        self.show_race()
        plane = self.handlers.plane
        self.actions["plane"].setEnabled(plane.is_possible)
        self.actions.check({"basins": self.document.scenario.view.basins, "plane": plane.is_shown})
        self._show_camera()

    def _show_choices(self) -> None:
        self.actions.check(self.handlers.language.checks() | self.handlers.views.checks())

    def show_race(self) -> None:
        """Show the racers in the column, and let them be walked through."""
        theme = self.looks.theme
        entries = []
        for racer in self.experiment.race.racers:
            color = RUN_COLORS[racer.color][theme.is_dark]
            entries.append(RacerEntry(localized(racer.label, language()), color, theme.ink(color)))
        self.column.show_race(entries, self.experiment.chosen)
        for name in ("next_racer", "previous_racer"):
            self.actions[name].setEnabled(len(entries) > 1)

    @Slot()
    def _show_camera(self) -> None:
        for name, enabled in self.handlers.camera.enabled().items():
            self.actions[name].setEnabled(enabled)
        checks = self.handlers.camera.checks()
        self.actions.check(checks)
        self.window.let_glide(not checks["reduced_motion"])

    @Slot(object)
    def _show_moment(self, moment: Moment) -> None:
        experiment, status = self.experiment, self.experiment.status
        # The views first: what they draw is what everything else tells of.
        if self.showing.show(moment, is_playing=experiment.is_playing):
            self.curtain.draw()
        playhead, end_step = experiment.playback.playhead, experiment.race.end_step
        has_runs = bool(moment.history.runs)
        self.transport.show_steps(playhead, experiment.newest, end_step, experiment.is_playing, has_runs)
        # A lesson that asks is answered with Play, and what plays can always be stopped.
        can_play = has_runs or experiment.is_playing or self.handlers.lessons.asking
        for name, enabled in (("play", can_play), ("run_backwards", has_runs), ("step_forward", has_runs)):
            self.actions[name].setEnabled(enabled)
        self.transport.timeline.show_marks(tuple(event.step for event in moment.history.events))
        words = status_words(status, moment.scenario, experiment.speed)
        if words != self.window.status_label.text():
            self.window.status_label.setText(words)
        if status.state == "failed" and not self.stage.messages.text:
            self.stage.messages.say(status.message)
        self.actions["remove_start"].setEnabled(bool(moment.runs))
        self.actions["step_back"].setEnabled(playhead > 0 and has_runs)
        self.stage.verdict.follow(moment)
        if not experiment.is_playing:
            self.stage.verdict.describe()

    # ---- looks -----------------------------------------------------------------------------------------------------

    @property
    def theme(self) -> Theme:
        """The theme that everything wears."""
        return self.looks.theme

    # ---- the end -----------------------------------------------------------------------------------------------------

    def stage_is_painted(self) -> bool:
        """Tell whether the first picture has been painted."""
        return self._is_painted

    @Slot()
    def _on_about_to_paint(self) -> None:
        if self.frames.moment is not None and self.frames.moment.is_laborious:
            self.frame_hush.begin()

    def _on_window_painted(self) -> None:
        self._is_painted = True
        self.experiment.warm_up()
        self.traces.begin()
        self.frames.shown.connect(self.seen.take)
        self.frames.wake()

    def show(self) -> None:
        """Open the window, with the keys on the stage."""
        self.window.show()
        # Not before all have their sizes: each view would be laid out, and filled, a dozen times.
        self.frames.show_now()
        self.stage.canvas.setFocus()

    @Slot()
    def close(self) -> None:
        """End the frame loop and all threads; unsaved work is kept."""
        self.frames.stop()
        self.curtain.close()
        self.showing.close()
        self.frame_hush.end()
        self.handlers.help.close()
        self.handlers.presenter.close()
        self.handlers.record.close()
        self.handlers.file.leave()
        for threads in (self.experiment, self.tiles, self.traces):
            threads.close()
        self.settings.flush()
