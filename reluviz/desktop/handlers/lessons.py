"""Lessons in the window: from cue to cue, what each plays, and what it hides until it is revealed; GUI thread."""

import dataclasses
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from reluviz.desktop.document import Document
from reluviz.desktop.experiment import Experiment
from reluviz.desktop.frame_loop import FrameLoop
from reluviz.desktop.hush import HUSH
from reluviz.errors import ReluvizError
from reluviz.language import language, translate
from reluviz.scenario.model import Scenario
from reluviz.scenario.sources import built_in_lessons
from reluviz.scenario.text import localized

if TYPE_CHECKING:
    from reluviz.desktop.window import MainWindow
    from reluviz.scenario.lessons import Cue, Lesson


class LessonHandlers(QObject):
    """The lesson that is given, if there is one, and where it is.

    Parameters
    ----------
    put_away
        Keeps what is unsaved before something else is opened; False if that cannot be done.
    window
        Shows panels and speed of a cue; they are not remembered, and those of before come back with the lesson's end.
    say
        Says what went wrong.
    """

    changed = Signal()
    """Another cue is shown, it has been revealed, or the lesson is over."""

    def __init__(
        self,
        document: Document,
        experiment: Experiment,
        frames: FrameLoop,
        *,
        put_away: Callable[[], bool],
        window: "MainWindow",
        say: Callable[[str], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._document = document
        self._experiment = experiment
        self._frames = frames
        self._put_away = put_away
        self._window = window
        self._say = say
        self.lesson: Lesson | None = None
        self.index = 0
        self.asking = False
        """Whether the audience is asked first: the fates are hidden."""
        self._panels: tuple[str, ...] = ()
        """Those that were open before the lesson."""
        self._shown: Scenario | None = None
        self.is_opening = False
        """Whether the document is being opened for a cue, which is not whole yet."""
        self._has_told_end = False
        """Whether it has been told that the last cue is shown."""
        self._start_at: int | None = None
        self._stop_at: int | None = None
        document.opened.connect(self._on_document_opened)
        frames.shown.connect(self._on_shown)

    @property
    def cue(self) -> "Cue | None":
        """The cue that is shown."""
        return None if self.lesson is None else self.lesson.cues[self.index]

    def built_in(self) -> "tuple[Lesson, ...]":
        """Return the program's own lessons; none, and a message, if they cannot be read."""
        try:
            return built_in_lessons()
        except ReluvizError as error:
            self._say(str(error))
            return ()

    def begin(self, lesson: "Lesson", cue: str = "") -> None:
        """Give a lesson, from one of its cues on."""
        if self._put_away():
            if self.lesson is None:
                self._window.set_stage_alone(False)
                self._window.state.borrow("lesson")
                self._panels = tuple(name for name, panel in self._window.panels.items() if not panel.isHidden())
            self.lesson = lesson
            self._show(lesson.cue_names.index(cue) if cue else 0, in_turn=False)

    def next_cue(self) -> None:
        """Reveal what is hidden, else show the next cue; after the last one tell of the next lesson, then begin it."""
        if self.lesson is None or self.reveal() or self.jump(self.index + 1):
            return
        following = self._following(self.lesson)
        if following is not None and self._has_told_end:
            self.begin(following)
            return
        self._has_told_end = True
        words = translate("Lessons", "That was the last cue.")
        if following is not None:
            words = translate("Lessons", "That was the last cue. Once more for the next lesson: {title}")
            words = words.format(title=localized(following.title, language()))
        self._window.stage.messages.tell(words)

    def _following(self, lesson: "Lesson") -> "Lesson | None":
        """Return the lesson that stands below one in the menu; None for the last one, and for one from a file."""
        lessons = self.built_in()
        place = lessons.index(lesson) + 1 if lesson in lessons else len(lessons)
        return lessons[place] if place < len(lessons) else None

    def previous_cue(self) -> None:
        """Show the cue before."""
        self.jump(self.index - 1)

    def jump(self, index: int) -> bool:
        """Show a cue by its place, and tell whether there is one."""
        if self.lesson is None or not 0 <= index < len(self.lesson.cues):
            return False
        in_turn = index == self.index + 1 and self._document.scenario == self._shown
        if in_turn or self._put_away():
            self._show(index, in_turn=in_turn)
        return True

    def reveal(self) -> bool:
        """Show the fates that are hidden, and play; tell whether any were."""
        cue = self.cue
        if cue is None or not self.asking:
            return False
        self._ask(False)
        shown = self._document.scenario
        scenario = dataclasses.replace(shown, view=dataclasses.replace(shown.view, basins=cue.scenario.view.basins))
        if shown == self._shown:
            self._take(scenario, opened=False)
        else:
            # Starts were placed, or something else was changed, while the audience was asked.
            self._document.change(scenario, translate("Lessons", "Show the fates"))
        self._begin(cue)
        self.changed.emit()
        self._frames.show_at_once()
        return True

    def leave(self) -> None:
        """End the lesson: what it has shown stays open, in the panels and at the speed that a person has chosen."""
        if self.lesson is not None:
            self._ask(False)
            self.lesson = self._start_at = self._stop_at = None
            self.index = 0
            self._set_speed(self._window.settings.get("run/speed"))
            self._window.show_only(self._panels)
            self._window.state.give_back("lesson")
            self.changed.emit()

    # ---- one cue -----------------------------------------------------------------------------------------------------

    def _show(self, index: int, *, in_turn: bool) -> None:
        lesson = self.lesson
        if lesson is None:
            return
        HUSH.begin()  # until the curtain opens, which `show_at_once` draws
        goes_on = in_turn and lesson.goes_on(index)
        self.index, self._has_told_end = index, False
        cue = lesson.cues[index]
        self._experiment.pause()
        self._start_at = self._stop_at = None
        self._ask(cue.ask)
        scenario = cue.scenario
        if cue.ask:
            scenario = dataclasses.replace(scenario, view=dataclasses.replace(scenario.view, basins=False))
        self._take(scenario, opened=not goes_on)
        self._set_speed(cue.speed)
        self._window.show_only(cue.panels)
        if not cue.ask:
            self._begin(cue)
        self.changed.emit()
        self._frames.show_at_once()

    def _set_speed(self, speed: float) -> None:
        self._experiment.set_speed(speed)
        self._window.transport.show_speed(speed)

    def _take(self, scenario: Scenario, *, opened: bool) -> None:
        self.is_opening = True
        if opened:
            self._document.open(scenario, None)
        else:
            # Not a change to undo: the training goes on under other words.
            self._document.show_scenario(scenario)
        self.is_opening = False
        self._shown = scenario

    def _ask(self, asking: bool) -> None:
        self.asking = self._frames.veiled = asking
        self._frames.wake()

    def _begin(self, cue: "Cue") -> None:
        """Play, from where the cue before would have stopped."""
        first = 0 if self.lesson is None else self.lesson.first_step(self.index)
        playhead = self._experiment.playback.playhead
        if playhead < first:
            self._start_at = first
            self._experiment.step(first - playhead)
        elif cue.play:
            self._play(cue)

    def _play(self, cue: "Cue") -> None:
        if self._experiment.playback.playhead < cue.last_step:
            self._stop_at = cue.last_step
            self._experiment.play()

    def _on_shown(self, _moment: object) -> None:
        cue, experiment = self.cue, self._experiment
        if cue is None:
            return
        if self._start_at is not None and experiment.newest >= self._start_at:
            experiment.go_to(self._start_at)
            self._start_at = None
            if cue.play:
                self._play(cue)
        elif self._stop_at is not None and experiment.playback.playhead >= self._stop_at:
            stop_at, self._stop_at = self._stop_at, None
            experiment.pause()
            experiment.go_to(stop_at)

    def _on_document_opened(self) -> None:
        if not self.is_opening:
            self.leave()
