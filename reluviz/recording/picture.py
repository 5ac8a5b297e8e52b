"""One still of a scenario at a step, drawn off screen with the window's own views: PNG, SVG, PDF; GUI thread."""

from collections.abc import Sequence
from pathlib import Path

from reluviz.errors import UsageError
from reluviz.interrupts import interrupts_held
from reluviz.language import translate
from reluviz.recording.drawing import drawing_application
from reluviz.recording.entrants import moment_of, newest_step, trained_entrants
from reluviz.recording.frame import Frame
from reluviz.recording.sheet import FORMATS, Sheet
from reluviz.recording.sights import Look
from reluviz.scenario.model import Scenario
from reluviz.scenario.text import localized
from reluviz.scene.theme import PICTURE_THEMES
from reluviz.training.headless import Progress, Warn


def render_picture(
    scenario: Scenario,
    path: Path | str,
    *,
    image_format: str = "",
    step: int | None = None,
    size: tuple[int, int] | None = None,
    theme: str = "",
    panels: Sequence[str] = (),
    language: str = "en",
    veiled: bool = False,
    progress: Progress | None = None,
    warn: Warn | None = None,
) -> None:
    """Train a scenario up to a step and write a picture of it; the same arguments give the same bytes.

    Parameters
    ----------
    image_format
        ``png``, ``svg`` or ``pdf``; by default what the file's extension says.
    step
        The step that is shown; by default the last. A racer whose training is shorter stands at its end.
    size
        Pixels; by default, as theme and panels, what the scenario's `[recording]` says. SVG and PDF take its shape.
    language
        Of the scenario's texts.
    veiled
        Whether fates and basin map are hidden, as while the audience guesses.

    Raises
    ------
    UsageError
        If the format is none of `FORMATS`, or the step is beyond the training.
    ReluvizError
        If the picture is too large for the memory.
    OSError
        If it cannot be written.
    """
    path = Path(path)
    image_format = (image_format or path.suffix.lstrip(".")).lower()
    if image_format not in FORMATS:
        words = translate("Film", "found the picture format {format}; allowed: {formats}")
        raise UsageError(words.format(format=repr(image_format), formats=", ".join(FORMATS)))
    steps = scenario.training.steps
    if step is not None and not 0 <= step <= steps:
        words = translate("Film", "found the step {step}; allowed: 0 to {steps} (training.steps)")
        raise UsageError(words.format(step=step, steps=steps))
    # Kept until the picture is there: without a reference Python would end Qt's application at once.
    with interrupts_held():
        application = drawing_application()
    recording = scenario.recording
    entrants = trained_entrants(scenario, step, progress, warn)
    colours = PICTURE_THEMES[theme or recording.theme]
    # An exception within a view's paint would be lost in Qt, or leave a painter behind that ends the process.
    with interrupts_held():
        caption = localized(recording.caption, language)
        shown = tuple(panels) or recording.panels
        frame = Frame(size or recording.size, shown, colours, recording.layout, caption)
        try:
            moment = moment_of(scenario, entrants, newest_step(entrants), colours, language, Look(veiled=veiled))
            frame.show_moment(moment)
            sheet = Sheet(frame.paint_on, frame.points, frame.size, frame.title, frame.is_opaque)
            content = sheet.content(image_format)
        finally:
            frame.close()
        application.processEvents()
    path.write_bytes(content)
