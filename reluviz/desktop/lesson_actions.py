"""The actions of lessons: from cue to cue, and how they are presented; GUI thread."""

from PySide6.QtCore import QT_TRANSLATE_NOOP

from reluviz.desktop.action_spec import ActionSpec

LESSON_ACTIONS: tuple[ActionSpec, ...] = (
    ActionSpec(
        "next_cue",
        QT_TRANSLATE_NOOP("Actions", "Next cue"),
        QT_TRANSLATE_NOOP(
            "Actions", "Shows what is hidden, else the next cue, after the last one the next lesson; a clicker’s key."
        ),
        ("PgDown",), "lessons", "lessons.next_cue", group=1,
    ),
    ActionSpec(
        "previous_cue",
        QT_TRANSLATE_NOOP("Actions", "Previous cue"),
        QT_TRANSLATE_NOOP("Actions", "Shows the cue before; a clicker’s key."),
        ("PgUp",), "lessons", "lessons.previous_cue", group=1,
    ),
    ActionSpec(
        "leave_lesson",
        QT_TRANSLATE_NOOP("Actions", "End the lesson"),
        QT_TRANSLATE_NOOP("Actions", "Closes the lesson’s words; what it has shown stays open."),
        (), "lessons", "lessons.leave", group=1,
    ),
    ActionSpec(
        "present",
        QT_TRANSLATE_NOOP("Actions", "Present"),
        QT_TRANSLATE_NOOP(
            "Actions", "Fills the screen, without menus and controls; then arrows and digits go through the cues, too."
        ),
        ("F5",), "lessons", "presenter.set_presenting", checkable=True, group=2,
    ),
    ActionSpec(
        "notes",
        QT_TRANSLATE_NOOP("Actions", "Speaker’s notes"),
        QT_TRANSLATE_NOOP("Actions", "Opens a window with the cue’s notes, the next cue and a clock."),
        ("F6",), "lessons", "presenter.set_notes", checkable=True, group=2,
    ),
)  # fmt: skip
"""In the order of the menu."""


PRESENTING: tuple[tuple[tuple[str, ...], object, object, bool], ...] = (
    (
        ("Right", "Down", "PgDown", "Return"),
        QT_TRANSLATE_NOOP("Actions", "Next cue"),
        QT_TRANSLATE_NOOP(
            "Actions", "Shows what is hidden, else the next cue, after the last one the next lesson; a clicker’s key."
        ),
        True,
    ),
    (
        ("Left", "Up", "PgUp", "Backspace"),
        QT_TRANSLATE_NOOP("Actions", "Previous cue"),
        QT_TRANSLATE_NOOP("Actions", "Shows the cue before; a clicker’s key."),
        True,
    ),
    (
        tuple("123456789"),
        QT_TRANSLATE_NOOP("Actions", "Cue of this number"),
        QT_TRANSLATE_NOOP("Actions", "Jumps to a cue of the lesson."),
        True,
    ),
    (
        ("B", "."),
        QT_TRANSLATE_NOOP("Actions", "Blank screen"),
        QT_TRANSLATE_NOOP("Actions", "Covers everything in black; any key brings the picture back."),
        False,
    ),
    (
        ("W",),
        QT_TRANSLATE_NOOP("Actions", "Words of the cue"),
        QT_TRANSLATE_NOOP("Actions", "Hides the words above the landscape, or shows them again."),
        True,
    ),
    (
        ("X",),
        QT_TRANSLATE_NOOP("Actions", "Swap the screens"),
        QT_TRANSLATE_NOOP("Actions", "Window and notes change places, where there are two screens."),
        False,
    ),
    (
        ("Escape",),
        QT_TRANSLATE_NOOP("Actions", "End presenting"),
        QT_TRANSLATE_NOOP("Actions", "Brings menus, controls and transport back."),
        False,
    ),
)  # fmt: skip
"""The keys that mean something else while presenting, for the list of keys; whether they do so in a lesson only."""
