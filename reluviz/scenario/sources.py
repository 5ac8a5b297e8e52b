"""Finds scenarios by name: files, those that belong to the program, and the cues of lessons; any thread."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reluviz.assets import resource
from reluviz.errors import ScenarioError
from reluviz.language import translate
from reluviz.scenario.files import read_document
from reluviz.scenario.messages import at, listed, near_miss, one_line, refusal, shown
from reluviz.scenario.model import Scenario
from reluviz.scenario.reading import checked_scenario, is_lesson

if TYPE_CHECKING:
    from reluviz.scenario.lessons import Cue, Lesson


@dataclass(frozen=True, slots=True)
class Source:
    """Where a scenario or a lesson comes from.

    Attributes
    ----------
    name
        What was asked for.
    path
        The file that holds it.
    built_in
        Whether it belongs to the program, and so is not to be written over.
    cue
        The cue that was asked for; empty: none, or a lesson's first.
    """

    name: str
    path: Path
    built_in: bool
    cue: str = ""

    def read(self) -> Scenario:
        """Read and check it; of a lesson, the scenario of the cue. ScenarioError if that fails."""
        return self.load()[0]

    def load(self) -> "tuple[Scenario, Lesson | None]":
        """Read and check it, and tell what it is.

        Returns
        -------
        scenario
            The scenario, or that of the cue.
        lesson
            The lesson that it is from; None if the file is a scenario. `cue_of` gives the cue.

        Raises
        ------
        ScenarioError
            If it cannot be read or is wrong, or the lesson has no such cue.
        """
        document = read_document(self.path)
        if is_lesson(document):
            lesson = self._lesson(document)
            return self.cue_of(lesson).scenario, lesson
        if self.cue:
            file = one_line(str(self.path), 300)
            words = translate("File", "it is a scenario, not a lesson: it has no cue {cue}")
            raise ScenarioError(at(file, words.format(cue=shown(self.cue))))
        return checked_scenario(document, str(self.path)), None

    def cue_of(self, lesson: "Lesson") -> "Cue":
        """Return the cue of the source's lesson that was asked for, or the first; ScenarioError if there is none."""
        if not self.cue:
            return lesson.cues[0]
        try:
            return lesson.cue(self.cue)
        except KeyError:
            names = lesson.cue_names
            hint = near_miss(self.cue, names)
            raise refusal(str(self.path), "cue", shown(self.cue), listed(names), hint) from None

    def _lesson(self, document: dict[str, Any]) -> "Lesson":
        # Only where there is one: the window opens sooner.
        from reluviz.scenario.lesson_reading import lesson_of

        return lesson_of(document, str(self.path), self.path.stem)


def _file_names() -> tuple[str, ...]:
    """Return the names of the program's own scenarios and lessons, in order."""
    folder = resource("lessons")
    return tuple(sorted(path.relative_to(folder).with_suffix("").as_posix() for path in folder.rglob("*.toml")))


def _built_in_path(name: str) -> Path:
    return resource("lessons", *f"{name}.toml".split("/"))


def _read_built_in() -> "Iterator[tuple[str, Lesson | None]]":
    """Yield the names of the program's own files, in order, each with its lesson, if it is one."""
    for name in _file_names():
        yield name, Source(name, _built_in_path(name), built_in=True).load()[1]


def built_in_lessons() -> "tuple[Lesson, ...]":
    """Return the program's own lessons, in the order of their numbers, then names."""
    lessons = [lesson for _, lesson in _read_built_in() if lesson is not None]
    return tuple(sorted(lessons, key=lambda lesson: (lesson.order, lesson.name)))


def built_in_scenarios() -> tuple[str, ...]:
    """Return the names of the program's own scenarios that are no lessons, in order."""
    return tuple(name for name, lesson in _read_built_in() if lesson is None)


def built_in_names() -> tuple[str, ...]:
    """Return what SCENARIO may be without a file: scenarios, ``lesson`` and ``lesson/cue``, in order."""
    names: list[str] = []
    for name, lesson in _read_built_in():
        names += [name, *(f"{name}/{cue.name}" for cue in (() if lesson is None else lesson.cues))]
    return tuple(names)


def is_known(name: str) -> bool:
    """Return whether a file or a folder, a built-in scenario or lesson, or something in such, has this name."""
    try:
        if name in _file_names() or Path(name).exists():
            return True
        head, slash, _ = name.rpartition("/")
        return bool(slash) and (head in _file_names() or _is_there(head))
    except (OSError, ValueError):
        return False


def _is_there(name: str) -> bool:
    """Return whether there is a file of this name, or a pipe."""
    try:
        return bool(name) and Path(name).exists() and not Path(name).is_dir()
    except (OSError, ValueError):
        return False


def find_source(name: str) -> Source:
    """Return where the scenario is that a file's name or a built-in name means; a file that is there comes first.

    What stands behind the last slash may be a cue of a lesson.

    Raises
    ------
    ScenarioError
        If it is neither.
    """
    head, _, cue = name.rpartition("/")
    for file, part in ((name, ""), *(((head, cue),) if cue else ())):
        if _is_there(file):
            return Source(name, Path(file), built_in=False, cue=part)
        if file in _file_names():
            return Source(name, _built_in_path(file), built_in=True, cue=part)
    if Path(name).suffix != ".toml":
        hint = near_miss(name, built_in_names())
        words = translate("File", "no such scenario file; built-in scenarios: {scenarios}; lessons: {lessons}")
        if name and "\0" not in name and Path(name).is_dir():
            words = translate(
                "File", "no such scenario file (it is a folder); built-in scenarios: {scenarios}; lessons: {lessons}"
            )
        lessons = ", ".join(lesson.name for lesson in built_in_lessons())
        known = words.format(scenarios=", ".join(built_in_scenarios()), lessons=lessons)
        raise ScenarioError(at(one_line(name, 300) or shown(name), f"{known}{hint}"))
    return Source(name, Path(name), built_in=False)


def find_scenario(name: str) -> Scenario:
    """Read the scenario that a file's name or a built-in name means; ScenarioError if it is neither or is wrong."""
    return find_source(name).read()
