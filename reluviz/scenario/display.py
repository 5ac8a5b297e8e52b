"""How a scenario is shown: the tables view and recording; any thread."""

from dataclasses import dataclass

from reluviz.language import marked
from reluviz.scenario import choices
from reluviz.scenario.spec import Text, described


@dataclass(frozen=True, slots=True)
class View:
    """What the stage shows of the landscape."""

    kind: str = described(
        "auto",
        "choice",
        marked("Field", "View"),
        marked("Field", "A curve over one parameter, or a map or a surface in 3-D over two."),
        choices=choices.VIEW_KINDS,
    )
    gradient_field: bool = described(
        False,
        "bool",
        marked("Field", "Gradient field"),
        marked(
            "Field",
            "Arrows of −∇L on the map; the shorter, the smaller the gradient; below 10⁻¹² the map is shaded.",
        ),
    )
    basins: bool = described(
        False,
        "bool",
        marked("Field", "Basin map"),
        marked("Field", "Colours the landscape by where a training from each place would end up."),
    )
    basin_steps: int = described(
        2000,
        "int",
        marked("Field", "After steps"),
        marked("Field", "How many updates each start of the basin map makes."),
        minimum=1,
        maximum=10_000_000,
        slider=(1, 10_000),
        logarithmic=True,
        unit=marked("Unit", "steps"),
    )
    x: str = described(
        "weight",
        "text",
        marked("Field", "Across"),
        marked("Field", "The parameter across, such as weight or weight[0]."),
    )
    y: str = described(
        "bias", "text", marked("Field", "Up"), marked("Field", "The parameter upwards, such as bias or output_weight.")
    )
    x_range: tuple[float, float] = described(
        (-12.0, 12.0), "range", marked("Field", "Range across"), marked("Field", "The ends of the axis across.")
    )
    y_range: tuple[float, float] = described(
        (-12.0, 12.0), "range", marked("Field", "Range up"), marked("Field", "The ends of the axis upwards.")
    )
    azimuth: float = described(
        -60.0,
        "float",
        marked("Field", "Azimuth"),
        marked("Field", "From where the surface is seen, counterclockwise from the direction of the parameter across."),
        minimum=-180,
        maximum=180,
        unit=marked("Unit", "°"),
        only=marked("Only", "surface"),
    )
    elevation: float = described(
        40.0,
        "float",
        marked("Field", "Elevation"),
        marked("Field", "How high above the horizon the surface is seen from; at 90 it is a map."),
        minimum=0,
        maximum=90,
        unit=marked("Unit", "°"),
        only=marked("Only", "surface"),
    )
    height: str = described(
        "log",
        "choice",
        marked("Field", "Height"),
        marked("Field", "Logarithmic, so that the flat part and the minimum are both seen, or linear."),
        choices=choices.SURFACE_HEIGHTS,
        only=marked("Only", "surface"),
    )
    cut: float = described(
        1e6,
        "float",
        marked("Field", "Cut at"),
        marked("Field", "The loss at which the surface is cut off; what is left takes the whole height."),
        minimum=0,
        maximum=1e6,
        open_minimum=True,
        slider=(0.01, 1000),
        logarithmic=True,
        only=marked("Only", "surface"),
    )


@dataclass(frozen=True, slots=True)
class Recording:
    """How pictures and films of the scenario are made."""

    size: tuple[int, int] = described(
        (1920, 1080),
        "size",
        marked("Field", "Size"),
        marked("Field", "Width and height."),
        minimum=16,
        maximum=16_384,
        unit=marked("Unit", "pixels"),
    )
    fps: float = described(
        60.0,
        "float",
        marked("Field", "Frame rate"),
        marked("Field", "Frames a second."),
        minimum=1,
        maximum=240,
        slider=(10, 60),
        unit=marked("Unit", "frames/s"),
    )
    seconds: float = described(
        8.0,
        "float",
        marked("Field", "Duration"),
        marked("Field", "How long the film lasts before it holds."),
        minimum=0,
        open_minimum=True,
        maximum=36_000,
        slider=(1, 60),
        unit=marked("Unit", "s"),
    )
    hold: float = described(
        1.0,
        "float",
        marked("Field", "Hold"),
        marked("Field", "How long the last frame stands still."),
        minimum=0,
        maximum=3600,
        slider=(0, 10),
        unit=marked("Unit", "s"),
    )
    pace: str = described(
        "linear",
        "choice",
        marked("Field", "Pace"),
        marked(
            "Field",
            "How the frames share out the steps: evenly; slow, fast, slow; or so that the paths grow evenly in length.",
        ),
        choices=choices.PACES,
    )
    loop_back: bool = described(
        False,
        "bool",
        marked("Field", "Back to the start"),
        marked("Field", "After the hold the film runs backwards to its first frame."),
    )
    theme: str = described(
        "light", "choice", marked("Field", "Theme"), marked("Field", "The colours."), choices=choices.THEMES
    )
    panels: tuple[str, ...] = described(
        ("landscape", "neuron", "loss"),
        "panels",
        marked("Field", "Panels"),
        marked("Field", "What the picture shows."),
        choices=choices.PANELS,
    )
    layout: str = described(
        "auto",
        "choice",
        marked("Field", "Layout"),
        marked(
            "Field",
            "Where the other panels stand: beside the landscape or below it; by itself, beside in wide pictures.",
        ),
        choices=choices.LAYOUTS,
    )
    caption: Text = described(
        "",
        "text",
        marked("Field", "Caption"),
        marked("Field", "A line at the foot of the picture, such as what to look at."),
    )
