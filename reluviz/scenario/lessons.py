"""A lesson as plain data: a sequence of scenarios with words, notes, and what to play; any thread."""

import dataclasses
from dataclasses import dataclass

from reluviz.language import marked
from reluviz.scenario import choices
from reluviz.scenario.model import Scenario
from reluviz.scenario.spec import Field, Text, described, fields_of

LONGEST_CAPTION = 160
"""How many characters a cue's words may have: they are read from the last row."""

LONGEST_NOTES = 4000
"""How many characters a cue's notes may have: they are read while speaking."""

MOST_CUES = 100
"""How many cues a lesson may have."""


@dataclass(frozen=True, slots=True)
class Cue:
    """One scene of a lesson.

    Attributes
    ----------
    panels
        As read from a file, never empty: those of the cue before, unless it names its own. They are the scenario's
        `recording.panels` too, so that pictures and films show the same.
    play_to
        None: to the end of the training; `last_step` tells it.
    scenario
        Complete, with the cue's title as its own.
    """

    name: str = described(
        "",
        "name",
        marked("Field", "Name"),
        marked("Field", "The name, for SCENARIO: lesson/name. No other cue of the lesson has it."),
    )
    title: Text = described(
        "", "text", marked("Field", "Title"), marked("Field", "The title, for lists and above the picture."), longest=80
    )
    words: Text = described(
        "",
        "text",
        marked("Field", "Words"),
        marked("Field", "The caption that the audience reads, one sentence or two."),
        longest=LONGEST_CAPTION,
    )
    notes: Text = described(
        "", "notes", marked("Field", "Notes"), marked("Field", "What only the speaker reads."), longest=LONGEST_NOTES
    )
    ask: bool = described(
        False,
        "bool",
        marked("Field", "Ask first"),
        marked("Field", "Stops, and shows the starts without fates and basins until they are revealed."),
    )
    play: bool = described(
        False,
        "bool",
        marked("Field", "Plays by itself"),
        marked("Field", "Whether it plays as soon as it is shown, or revealed."),
    )
    play_to: int | None = described(
        None,
        "int",
        marked("Field", "Play to"),
        marked("Field", "The step at which it stops; by default the last of the training."),
        minimum=0,
        maximum=10_000_000,
        unit=marked("Unit", "steps"),
    )
    speed: float = described(
        100.0,
        "float",
        marked("Field", "Speed"),
        marked("Field", "How fast it plays."),
        minimum=1,
        maximum=100_000,
        logarithmic=True,
        unit=marked("Unit", "steps/s"),
    )
    panels: tuple[str, ...] = described(
        (),
        "panels",
        marked("Field", "Panels"),
        marked("Field", "What is shown; by default, what the cue before showed."),
        choices=choices.PANELS,
    )
    fresh: bool = described(
        False,
        "bool",
        marked("Field", "Fresh"),
        marked("Field", "Whether the scenario begins with the defaults, not with that of the cue before."),
    )
    scenario: Scenario = dataclasses.field(default_factory=Scenario)

    @property
    def last_step(self) -> int:
        """The step at which it stops."""
        return self.scenario.training.steps if self.play_to is None else self.play_to


@dataclass(frozen=True, slots=True)
class Lesson:
    """A sequence of cues: at least one.

    Attributes
    ----------
    name
        The file's name without its ending: what SCENARIO calls it.
    """

    name: str
    title: Text = described(
        "", "text", marked("Field", "Title"), marked("Field", "The title of the lesson."), longest=80
    )
    about: Text = described(
        "", "text", marked("Field", "About"), marked("Field", "What it is about, in a sentence."), longest=300
    )
    order: int = described(
        0,
        "int",
        marked("Field", "Order"),
        marked("Field", "Where it stands among the lessons; those of one number by name."),
        minimum=0,
        maximum=1000,
    )
    cues: tuple[Cue, ...] = ()

    @property
    def cue_names(self) -> tuple[str, ...]:
        """The names of the cues, in order."""
        return tuple(cue.name for cue in self.cues)

    def cue(self, name: str) -> Cue:
        """Return the cue of that name; KeyError if there is none."""
        for cue in self.cues:
            if cue.name == name:
                return cue
        raise KeyError(name)

    def goes_on(self, index: int) -> bool:
        """Return whether a cue goes on with the training of the cue before, instead of a new one.

        It does if the scenarios differ in title, view and recording alone: other words to the same paths.
        """
        return index > 0 and _trained(self.cues[index].scenario) == _trained(self.cues[index - 1].scenario)

    def first_step(self, index: int) -> int:
        """Return the step at which a cue begins when it is reached by a jump: where the one before would have stopped.

        That is 0 for a training of its own.
        """
        if not self.goes_on(index):
            return 0
        before = self.cues[index - 1]
        return max(before.last_step, self.first_step(index - 1)) if before.play else self.first_step(index - 1)


def _trained(scenario: Scenario) -> Scenario:
    """Return a scenario without what has no say in the paths."""
    nothing = Scenario()
    return dataclasses.replace(scenario, title="", view=nothing.view, recording=nothing.recording)


LESSON_FIELDS: tuple[Field, ...] = fields_of("", Lesson)
"""The described fields at the top of a lesson's file, in its order."""

CUE_FIELDS: tuple[Field, ...] = fields_of("cue", Cue)
"""The described fields of a cue, in the order of the file."""
