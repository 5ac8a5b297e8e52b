"""The one table of actions: menus, keys, tooltips, the key list and the tests are made from it; GUI thread."""

from PySide6.QtCore import QT_TRANSLATE_NOOP

from reluviz.desktop.action_spec import ActionSpec
from reluviz.desktop.landscape_actions import LANDSCAPE_ACTIONS
from reluviz.desktop.lesson_actions import LESSON_ACTIONS
from reluviz.desktop.picture_actions import PICTURE_ACTIONS

MENUS: dict[str, object] = {
    "file": QT_TRANSLATE_NOOP("Actions", "&File"),
    "edit": QT_TRANSLATE_NOOP("Actions", "&Edit"),
    "view": QT_TRANSLATE_NOOP("Actions", "&View"),
    "run": QT_TRANSLATE_NOOP("Actions", "&Run"),
    "lessons": QT_TRANSLATE_NOOP("Actions", "Lesso&ns"),
    "help": QT_TRANSLATE_NOOP("Actions", "&Help"),
    "theme": QT_TRANSLATE_NOOP("Actions", "Theme and colours"),
    "text_size": QT_TRANSLATE_NOOP("Actions", "Size of text"),
    "language": QT_TRANSLATE_NOOP("Actions", "Language / &Langue"),
    "picture_size": QT_TRANSLATE_NOOP("Actions", "Size of pictures"),
}
"""The menus, in their order."""

WITHIN = {"theme": "view", "text_size": "view", "language": "view", "picture_size": "edit"}
"""The menus that stand at the end of another one: a low screen shows that in one column then."""


ACTIONS: tuple[ActionSpec, ...] = (
    ActionSpec(
        "new",
        QT_TRANSLATE_NOOP("Actions", "New: the puzzle"),
        QT_TRANSLATE_NOOP("Actions", "Opens the puzzle, as at the first start."),
        ("Ctrl+N",), "file", "file.new",
    ),
    ActionSpec(
        "open",
        QT_TRANSLATE_NOOP("Actions", "Open…"),
        QT_TRANSLATE_NOOP("Actions", "Opens a scenario file; one dropped on the window opens too."),
        ("Ctrl+O",), "file", "file.open",
    ),
    ActionSpec(
        "reopen_unsaved",
        QT_TRANSLATE_NOOP("Actions", "Bring back unsaved work"),
        QT_TRANSLATE_NOOP("Actions", "Opens what was not saved when the window closed or another scenario was opened."),
        (), "file", "file.reopen_unsaved",
    ),
    ActionSpec(
        "save",
        QT_TRANSLATE_NOOP("Actions", "Save"),
        QT_TRANSLATE_NOOP("Actions", "Writes the scenario to its file."),
        ("Ctrl+S",), "file", "file.save", group=1,
    ),
    ActionSpec(
        "save_as",
        QT_TRANSLATE_NOOP("Actions", "Save as…"),
        QT_TRANSLATE_NOOP("Actions", "Writes the scenario to another file."),
        ("Ctrl+Shift+S",), "file", "file.save_as", group=1,
    ),
    ActionSpec(
        "save_picture",
        QT_TRANSLATE_NOOP("Actions", "Save picture…"),
        QT_TRANSLATE_NOOP("Actions", "Writes what the stage shows as PNG, SVG or PDF."),
        ("Ctrl+E",), "file", "views.save_stage_picture", group=1,
    ),
    ActionSpec(
        "record",
        QT_TRANSLATE_NOOP("Actions", "Record a film…"),
        QT_TRANSLATE_NOOP("Actions", "Makes a film, or slides, of the training so far, while it goes on."),
        ("Ctrl+R",), "file", "record.open", group=1,
    ),
    ActionSpec(
        "quit",
        QT_TRANSLATE_NOOP("Actions", "Quit"),
        QT_TRANSLATE_NOOP("Actions", "Closes the window; unsaved work can be brought back."),
        ("Ctrl+Q",), "file", "view.quit", group=2,
    ),
    ActionSpec(
        "undo",
        QT_TRANSLATE_NOOP("Actions", "Undo"),
        QT_TRANSLATE_NOOP("Actions", "Takes back the last change of a start or a control."),
        ("Ctrl+Z",), "edit", "edit.undo",
    ),
    ActionSpec(
        "redo",
        QT_TRANSLATE_NOOP("Actions", "Redo"),
        QT_TRANSLATE_NOOP("Actions", "Does again what was undone."),
        ("Ctrl+Shift+Z", "Ctrl+Y"), "edit", "edit.redo",
    ),
    ActionSpec(
        "add_start",
        QT_TRANSLATE_NOOP("Actions", "Add start"),
        QT_TRANSLATE_NOOP("Actions", "Adds a start; Shift and a click on the landscape adds one there."),
        ("A",), "edit", "starts.add", group=1,
    ),
    ActionSpec(
        "remove_start",
        QT_TRANSLATE_NOOP("Actions", "Remove start"),
        QT_TRANSLATE_NOOP("Actions", "Removes the followed run and its start."),
        ("Delete",), "edit", "starts.remove", group=1,
    ),
    ActionSpec(
        "next_run",
        QT_TRANSLATE_NOOP("Actions", "Follow next run"),
        QT_TRANSLATE_NOOP("Actions", "Lets neuron, parameters and verdict tell of the next run."),
        ("N",), "edit", "starts.follow_next", group=1,
    ),
    ActionSpec(
        "previous_run",
        QT_TRANSLATE_NOOP("Actions", "Follow previous run"),
        QT_TRANSLATE_NOOP("Actions", "Lets neuron, parameters and verdict tell of the run before."),
        ("P",), "edit", "starts.follow_previous", group=1,
    ),
    ActionSpec(
        "next_racer",
        QT_TRANSLATE_NOOP("Actions", "Choose next racer"),
        QT_TRANSLATE_NOOP("Actions", "Lets neuron, parameters and verdict tell of the next racer."),
        ("Shift+N",), "edit", "race.choose_next", group=1,
    ),
    ActionSpec(
        "previous_racer",
        QT_TRANSLATE_NOOP("Actions", "Choose previous racer"),
        QT_TRANSLATE_NOOP("Actions", "Lets neuron, parameters and verdict tell of the racer before."),
        ("Shift+P",), "edit", "race.choose_previous", group=1,
    ),
    ActionSpec(
        "copy_picture",
        QT_TRANSLATE_NOOP("Actions", "Copy picture"),
        QT_TRANSLATE_NOOP("Actions", "Copies what the stage shows."),
        ("Ctrl+Shift+C",), "edit", "views.copy_stage_picture", group=2,
    ),
    ActionSpec(
        "play",
        QT_TRANSLATE_NOOP("Actions", "Play or pause"),
        QT_TRANSLATE_NOOP("Actions", "Trains on; from a step of the past it first replays what has been."),
        ("Space",), "run", "run.toggle_play",
    ),
    ActionSpec(
        "run_backwards",
        QT_TRANSLATE_NOOP("Actions", "Run backwards"),
        QT_TRANSLATE_NOOP("Actions", "Lets the playhead run back towards the start."),
        ("Shift+Space",), "run", "run.toggle_backwards",
    ),
    ActionSpec(
        "step_forward",
        QT_TRANSLATE_NOOP("Actions", "One step forward"),
        QT_TRANSLATE_NOOP("Actions", "Moves one step on; at the newest step it trains one."),
        ("Right",), "run", "run.step_forward", group=1,
    ),
    ActionSpec(
        "step_back",
        QT_TRANSLATE_NOOP("Actions", "One step back"),
        QT_TRANSLATE_NOOP("Actions", "Looks one step back; nothing is lost."),
        ("Left",), "run", "run.step_back", group=1,
    ),
    ActionSpec(
        "first_step",
        QT_TRANSLATE_NOOP("Actions", "To the first step"),
        QT_TRANSLATE_NOOP("Actions", "Looks at step 0; nothing is lost."),
        ("Home",), "run", "run.go_to_first", group=1,
    ),
    ActionSpec(
        "newest_step",
        QT_TRANSLATE_NOOP("Actions", "To the newest step"),
        QT_TRANSLATE_NOOP("Actions", "Looks at the newest step and follows it."),
        ("End",), "run", "run.go_to_newest", group=1,
    ),
    ActionSpec(
        "reset",
        QT_TRANSLATE_NOOP("Actions", "Reset"),
        QT_TRANSLATE_NOOP("Actions", "Puts all runs back to their starts, with the same seed."),
        ("R",), "run", "run.reset", group=2,
    ),
    ActionSpec(
        "faster",
        QT_TRANSLATE_NOOP("Actions", "Faster"),
        QT_TRANSLATE_NOOP("Actions", "Twice as many steps a second."),
        ("]", "Up"), "run", "run.faster", group=3,
    ),
    ActionSpec(
        "slower",
        QT_TRANSLATE_NOOP("Actions", "Slower"),
        QT_TRANSLATE_NOOP("Actions", "Half as many steps a second."),
        ("[", "Down"), "run", "run.slower", group=3,
    ),
    ActionSpec(
        "loop",
        QT_TRANSLATE_NOOP("Actions", "Loop"),
        QT_TRANSLATE_NOOP("Actions", "Replays from step 0 whenever the training has ended."),
        ("L",), "run", "run.set_loop", checkable=True, group=3,
    ),
    ActionSpec(
        "panel_controls",
        QT_TRANSLATE_NOOP("Actions", "Controls"),
        QT_TRANSLATE_NOOP("Actions", "Shows or hides the controls."),
        ("1",), "view", "view.set_controls", checkable=True,
    ),
    ActionSpec(
        "panel_neuron",
        QT_TRANSLATE_NOOP("Actions", "Neuron"),
        QT_TRANSLATE_NOOP("Actions", "Shows or hides the neuron: teacher, student and inputs."),
        ("2",), "view", "view.set_neuron", checkable=True,
    ),
    ActionSpec(
        "panel_loss",
        QT_TRANSLATE_NOOP("Actions", "Loss"),
        QT_TRANSLATE_NOOP("Actions", "Shows or hides the loss over the steps."),
        ("3",), "view", "view.set_loss", checkable=True,
    ),
    ActionSpec(
        "panel_parameters",
        QT_TRANSLATE_NOOP("Actions", "Parameters"),
        QT_TRANSLATE_NOOP("Actions", "Shows or hides the parameters over the steps."),
        ("4",), "view", "view.set_parameters", checkable=True,
    ),
    ActionSpec(
        "panel_fates",
        QT_TRANSLATE_NOOP("Actions", "Fates"),
        QT_TRANSLATE_NOOP("Actions", "Shows or hides how many runs have which fate; with intervals for random starts."),
        ("5",), "view", "view.set_fates", checkable=True,
    ),
    ActionSpec(
        "panel_push",
        QT_TRANSLATE_NOOP("Actions", "Push"),
        QT_TRANSLATE_NOOP("Actions", "Shows or hides what each input contributes to the gradient."),
        ("6",), "view", "view.set_push", checkable=True,
    ),
    ActionSpec(
        "panel_update",
        QT_TRANSLATE_NOOP("Actions", "Update"),
        QT_TRANSLATE_NOOP("Actions", "Shows or hides the update rule in formulas, with the numbers of the step."),
        ("7",), "view", "view.set_update", checkable=True,
    ),
    ActionSpec(
        "reset_layout",
        QT_TRANSLATE_NOOP("Actions", "Put panels back"),
        QT_TRANSLATE_NOOP("Actions", "Shows the panels as at the first start."),
        ("0",), "view", "view.reset_layout",
    ),
    ActionSpec(
        "stage_alone",
        QT_TRANSLATE_NOOP("Actions", "Stage alone"),
        QT_TRANSLATE_NOOP("Actions", "The landscape fills the window; the same key brings the rest back."),
        ("F",), "view", "view.set_stage_alone", checkable=True, group=1,
    ),
    ActionSpec(
        "full_screen",
        QT_TRANSLATE_NOOP("Actions", "Full screen"),
        QT_TRANSLATE_NOOP("Actions", "The window fills the screen."),
        ("F11",), "view", "view.set_full_screen", checkable=True, group=1,
    ),
    ActionSpec(
        "menus",
        QT_TRANSLATE_NOOP("Actions", "Menus"),
        QT_TRANSLATE_NOOP("Actions", "The arrows lead through the menus; the same key or Escape leads back."),
        ("F10",), "", "view.focus_menus",
    ),
    ActionSpec(
        "spotlight",
        QT_TRANSLATE_NOOP("Actions", "Spotlight"),
        QT_TRANSLATE_NOOP("Actions", "Dims all but a circle round the pointer; the same key or Escape ends it."),
        ("I",), "view", "help.set_spotlight", checkable=True, group=1,
    ),
    ActionSpec(
        "leave",
        QT_TRANSLATE_NOOP("Actions", "Back to the whole window"),
        QT_TRANSLATE_NOOP("Actions", "Ends full screen and stage alone, and closes a message."),
        ("Escape",), "", "view.leave",
    ),
    *LANDSCAPE_ACTIONS,
    *LESSON_ACTIONS,
    ActionSpec(
        "theme_system",
        QT_TRANSLATE_NOOP("Actions", "Theme of the system"),
        QT_TRANSLATE_NOOP("Actions", "Light or dark, as the system is."),
        (), "theme", "view.use_system_theme", checkable=True,
    ),
    ActionSpec(
        "theme_light",
        QT_TRANSLATE_NOOP("Actions", "Light theme"),
        QT_TRANSLATE_NOOP("Actions", "Dark on light."),
        (), "theme", "view.use_light_theme", checkable=True,
    ),
    ActionSpec(
        "theme_dark",
        QT_TRANSLATE_NOOP("Actions", "Dark theme"),
        QT_TRANSLATE_NOOP("Actions", "Light on dark."),
        (), "theme", "view.use_dark_theme", checkable=True,
    ),
    ActionSpec(
        "theme_projector",
        QT_TRANSLATE_NOOP("Actions", "Projector theme"),
        QT_TRANSLATE_NOOP("Actions", "Strong dark on white, for a projector in a bright room."),
        (), "theme", "view.use_projector_theme", checkable=True,
    ),
    ActionSpec(
        "toggle_theme",
        QT_TRANSLATE_NOOP("Actions", "Switch light and dark"),
        QT_TRANSLATE_NOOP("Actions", "From light to dark, and back."),
        ("T",), "theme", "view.toggle_theme",
    ),
    ActionSpec(
        "palette_paper",
        QT_TRANSLATE_NOOP("Actions", "Landscape of the theme"),
        QT_TRANSLATE_NOOP("Actions", "Quiet colours, so that the runs stand out."),
        (), "theme", "view.use_paper_palette", checkable=True, group=1,
    ),
    ActionSpec(
        "palette_cividis",
        QT_TRANSLATE_NOOP("Actions", "Landscape in cividis"),
        QT_TRANSLATE_NOOP("Actions", "From blue at the lowest loss to yellow; everybody sees the same order."),
        (), "theme", "view.use_cividis_palette", checkable=True, group=1,
    ),
    ActionSpec(
        "palette_viridis",
        QT_TRANSLATE_NOOP("Actions", "Landscape in viridis"),
        QT_TRANSLATE_NOOP("Actions", "From violet at the lowest loss by green to yellow."),
        (), "theme", "view.use_viridis_palette", checkable=True, group=1,
    ),
    ActionSpec(
        "text_larger",
        QT_TRANSLATE_NOOP("Actions", "Larger text"),
        QT_TRANSLATE_NOOP("Actions", "Makes all text and all lines larger."),
        ("Ctrl++", "Ctrl+="), "text_size", "view.larger",
    ),
    ActionSpec(
        "text_smaller",
        QT_TRANSLATE_NOOP("Actions", "Smaller text"),
        QT_TRANSLATE_NOOP("Actions", "Makes all text and all lines smaller."),
        ("Ctrl+-",), "text_size", "view.smaller",
    ),
    ActionSpec(
        "text_normal",
        QT_TRANSLATE_NOOP("Actions", "Normal text"),
        QT_TRANSLATE_NOOP("Actions", "Puts all text back to its size."),
        ("Ctrl+0",), "text_size", "view.normal_size",
    ),
    ActionSpec(
        "language_en",
        QT_TRANSLATE_NOOP("Actions", "English"),
        QT_TRANSLATE_NOOP("Actions", "The window speaks English."),
        (), "language", "language.use_english", checkable=True,
    ),
    ActionSpec(
        "language_fr",
        QT_TRANSLATE_NOOP("Actions", "Français"),
        QT_TRANSLATE_NOOP("Actions", "The window speaks French."),
        (), "language", "language.use_french", checkable=True,
    ),
    *PICTURE_ACTIONS,
    ActionSpec(
        "guide",
        QT_TRANSLATE_NOOP("Actions", "Guide"),
        QT_TRANSLATE_NOOP("Actions", "Tells how to give a lecture with the program, in a window of its own."),
        ("F1",), "help", "help.show_guide",
    ),
    ActionSpec(
        "what_is_this",
        QT_TRANSLATE_NOOP("Actions", "What is this?"),
        QT_TRANSLATE_NOOP("Actions", "The next click tells what a control, a view or a button is, and its formula."),
        ("Shift+F1",), "help", "help.explain",
    ),
    ActionSpec(
        "keys",
        QT_TRANSLATE_NOOP("Actions", "Keys and mouse"),
        QT_TRANSLATE_NOOP("Actions", "Lists all keys, and what the mouse does."),
        ("?",), "help", "help.show_keys",
    ),
    ActionSpec(
        "about",
        QT_TRANSLATE_NOOP("Actions", "About reluviz"),
        QT_TRANSLATE_NOOP("Actions", "Version, licence, and what the program is made of."),
        (), "help", "help.show_about",
    ),
)  # fmt: skip
"""Every action, in the order of its menu."""


def action(name: str) -> ActionSpec:
    """Return one action by its name; KeyError if there is none."""
    for spec in ACTIONS:
        if spec.name == name:
            return spec
    raise KeyError(name)


def is_plain(keys: str) -> bool:
    """Tell whether a key may be wanted by a focused control: anything without Ctrl, and no function key."""
    last = keys.rpartition("+")[2]
    return "Ctrl+" not in keys and not (last.startswith("F") and last[1:].isdigit())
