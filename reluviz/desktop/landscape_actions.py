"""The actions that change how the landscape is seen, and what the mouse does to it; GUI thread."""

from PySide6.QtCore import QT_TRANSLATE_NOOP

from reluviz.desktop.action_spec import ActionSpec

ONLY_SURFACE = QT_TRANSLATE_NOOP("Actions", "This is for a surface only (S).")

LANDSCAPE_ACTIONS: tuple[ActionSpec, ...] = (
    ActionSpec(
        "reset_view",
        QT_TRANSLATE_NOOP("Actions", "Whole landscape"),
        QT_TRANSLATE_NOOP(
            "Actions", "Shows the whole range; in the plane of a path, all runs; of a surface, what is seen at first."
        ),
        ("V",), "view", "camera.reset_view", group=2,
    ),
    ActionSpec(
        "basins",
        QT_TRANSLATE_NOOP("Actions", "Basin map"),
        QT_TRANSLATE_NOOP("Actions", "Colours the landscape by where a training from each place would end up."),
        ("B",), "view", "basins.set_shown", checkable=True, group=2,
    ),
    ActionSpec(
        "plane",
        QT_TRANSLATE_NOOP("Actions", "Plane of the path"),
        QT_TRANSLATE_NOOP("Actions", "Shows the plane (PCA) in which the followed path varies most; or as before."),
        ("G",), "view", "plane.set_shown", checkable=True, group=2,
        lacking=QT_TRANSLATE_NOOP("Actions", "The plane of the path takes a student of more than two parameters."),
    ),
    ActionSpec(
        "surface",
        QT_TRANSLATE_NOOP("Actions", "Surface in 3-D"),
        QT_TRANSLATE_NOOP("Actions", "Shows the loss over two parameters as a surface; once more: as before."),
        ("S",), "view", "camera.set_surface", checkable=True, group=2,
        lacking=QT_TRANSLATE_NOOP("Actions", "A surface takes a student of two parameters or more."),
    ),
    ActionSpec(
        "log_height",
        QT_TRANSLATE_NOOP("Actions", "Logarithmic height"),
        QT_TRANSLATE_NOOP("Actions", "Shows both the flat part of the surface and its minimum; off: linear."),
        ("H",), "view", "camera.set_log_height", checkable=True, group=2,
        lacking=ONLY_SURFACE,
    ),
    ActionSpec(
        "turntable",
        QT_TRANSLATE_NOOP("Actions", "Turntable"),
        QT_TRANSLATE_NOOP("Actions", "Lets the surface turn slowly; the same key stops it where it is."),
        ("O",), "view", "camera.set_turntable", checkable=True, group=2,
        lacking=QT_TRANSLATE_NOOP("Actions", "The turntable is for a surface only (S), without reduced motion."),
    ),
    ActionSpec(
        "reduced_motion",
        QT_TRANSLATE_NOOP("Actions", "Reduced motion"),
        QT_TRANSLATE_NOOP("Actions", "Nothing moves but what trains: no turntable, no gliding panels."),
        (), "view", "camera.set_reduced_motion", checkable=True, group=2,
    ),
    ActionSpec(
        "zoom_in",
        QT_TRANSLATE_NOOP("Actions", "Zoom in"),
        QT_TRANSLATE_NOOP("Actions", "Shows less of the landscape, and larger."),
        ("+", "="), "", "camera.zoom_in",
    ),
    ActionSpec(
        "zoom_out",
        QT_TRANSLATE_NOOP("Actions", "Zoom out"),
        QT_TRANSLATE_NOOP("Actions", "Shows more of the landscape, and smaller."),
        ("-",), "", "camera.zoom_out",
    ),
    ActionSpec(
        "move_left",
        QT_TRANSLATE_NOOP("Actions", "Look further left"),
        QT_TRANSLATE_NOOP("Actions", "Moves the view over the landscape."),
        ("Alt+Left",), "", "camera.move_left",
    ),
    ActionSpec(
        "move_right",
        QT_TRANSLATE_NOOP("Actions", "Look further right"),
        QT_TRANSLATE_NOOP("Actions", "Moves the view over the landscape."),
        ("Alt+Right",), "", "camera.move_right",
    ),
    ActionSpec(
        "move_up",
        QT_TRANSLATE_NOOP("Actions", "Look further up"),
        QT_TRANSLATE_NOOP("Actions", "Moves the view over the landscape."),
        ("Alt+Up",), "", "camera.move_up",
    ),
    ActionSpec(
        "move_down",
        QT_TRANSLATE_NOOP("Actions", "Look further down"),
        QT_TRANSLATE_NOOP("Actions", "Moves the view over the landscape."),
        ("Alt+Down",), "", "camera.move_down",
    ),
    ActionSpec(
        "turn_left",
        QT_TRANSLATE_NOOP("Actions", "Turn left"),
        QT_TRANSLATE_NOOP("Actions", "Looks at the surface from further left."),
        ("Shift+Left",), "", "camera.turn_left", lacking=ONLY_SURFACE,
    ),
    ActionSpec(
        "turn_right",
        QT_TRANSLATE_NOOP("Actions", "Turn right"),
        QT_TRANSLATE_NOOP("Actions", "Looks at the surface from further right."),
        ("Shift+Right",), "", "camera.turn_right", lacking=ONLY_SURFACE,
    ),
    ActionSpec(
        "tilt_up",
        QT_TRANSLATE_NOOP("Actions", "Tilt up"),
        QT_TRANSLATE_NOOP("Actions", "Looks at the surface from higher above."),
        ("Shift+Up",), "", "camera.tilt_up", lacking=ONLY_SURFACE,
    ),
    ActionSpec(
        "tilt_down",
        QT_TRANSLATE_NOOP("Actions", "Tilt down"),
        QT_TRANSLATE_NOOP("Actions", "Looks at the surface from nearer the ground."),
        ("Shift+Down",), "", "camera.tilt_down", lacking=ONLY_SURFACE,
    ),
    ActionSpec(
        "epochs",
        QT_TRANSLATE_NOOP("Actions", "Count in epochs"),
        QT_TRANSLATE_NOOP("Actions", "Counts epochs of 100 steps along loss and parameters."),
        ("E",), "view", "view.set_epochs", checkable=True, group=2,
    ),
)  # fmt: skip
"""In the order of the menu."""

MOUSE: tuple[tuple[object, object], ...] = (
    (QT_TRANSLATE_NOOP("Actions", "Click the landscape"), QT_TRANSLATE_NOOP("Actions", "sets the followed start")),
    (QT_TRANSLATE_NOOP("Actions", "Shift-click"), QT_TRANSLATE_NOOP("Actions", "adds a start")),
    (QT_TRANSLATE_NOOP("Actions", "Drag a start or a head"), QT_TRANSLATE_NOOP("Actions", "moves it")),
    (QT_TRANSLATE_NOOP("Actions", "Wheel"), QT_TRANSLATE_NOOP("Actions", "zooms at the pointer")),
    (
        QT_TRANSLATE_NOOP("Actions", "Drag a map or a curve with Ctrl or the middle button"),
        QT_TRANSLATE_NOOP("Actions", "moves the view"),
    ),
    (QT_TRANSLATE_NOOP("Actions", "Drag a surface"), QT_TRANSLATE_NOOP("Actions", "turns it")),
    (
        QT_TRANSLATE_NOOP("Actions", "Drag a surface with Shift or the middle button"),
        QT_TRANSLATE_NOOP("Actions", "moves the view"),
    ),
    (
        QT_TRANSLATE_NOOP("Actions", "Double-click beside a surface"),
        QT_TRANSLATE_NOOP("Actions", "brings the camera back"),
    ),
    (
        QT_TRANSLATE_NOOP("Actions", "Drag the timeline with Shift"),
        QT_TRANSLATE_NOOP("Actions", "marks a part for a film"),
    ),
    (QT_TRANSLATE_NOOP("Actions", "Right click"), QT_TRANSLATE_NOOP("Actions", "copies or saves a view")),
)
"""What the mouse does, for the list of keys."""
