"""Where the runs of a scenario start: one table a run, or many runs at once; any thread."""

from dataclasses import dataclass

from reluviz.language import marked
from reluviz.scenario import choices
from reluviz.scenario.spec import Numbers, Text, described


@dataclass(frozen=True, slots=True)
class Start:
    """The initial parameters of one run."""

    weight: Numbers = described(
        0.0,
        "floats",
        marked("Field", "Weight"),
        marked("Field", "The initial weight."),
        minimum=-1e6,
        maximum=1e6,
        slider=(-12, 12),
        symbol="w",
    )
    bias: Numbers = described(
        0.0,
        "floats",
        marked("Field", "Bias"),
        marked("Field", "The initial bias."),
        minimum=-1e6,
        maximum=1e6,
        slider=(-12, 12),
        symbol="b",
    )
    output_weight: Numbers = described(
        1.0,
        "floats",
        marked("Field", "Output weight"),
        marked("Field", "The initial output weight."),
        minimum=-1e6,
        maximum=1e6,
        slider=(-12, 12),
        symbol="v",
    )
    output_bias: float = described(
        0.0,
        "float",
        marked("Field", "Output bias"),
        marked("Field", "The initial output bias."),
        minimum=-1e6,
        maximum=1e6,
        slider=(-12, 12),
        symbol="c",
    )
    label: Text = described("", "text", marked("Field", "Label"), marked("Field", "The name of the run."))
    color: str = described(
        "",
        "choice",
        marked("Field", "Colour while moving"),
        marked(
            "Field",
            "The run's colour while it is moving; then it has that of its fate (red stays while it is dying), and in a "
            "race that of its racer.",
        ),
        choices=choices.START_COLORS,
    )


@dataclass(frozen=True, slots=True)
class Axis:
    """Numbers with equal steps between them: count of them, from one end to the other."""

    start: float
    stop: float
    count: int


@dataclass(frozen=True, slots=True)
class Starts:
    """Many runs at once: drawn at random, or on a grid."""

    kind: str = described(
        "random",
        "choice",
        marked("Field", "Starts"),
        marked("Field", "How the starts are made."),
        choices={"random": marked("Choice", "random"), "grid": marked("Choice", "grid")},
    )
    count: int = described(
        100,
        "int",
        marked("Field", "Count"),
        marked("Field", "How many starts are drawn."),
        minimum=1,
        maximum=10_000,
        slider=(1, 10_000),
        logarithmic=True,
        unit=marked("Unit", "runs"),
        only=marked("Only", "random"),
    )
    initializer: str = described(
        "glorot_uniform",
        "choice",
        marked("Field", "Initializer"),
        marked("Field", "The distribution of the initial weights, as Keras scales it."),
        choices=choices.INITIALIZERS,
        only=marked("Only", "random"),
    )
    bias_initializer: str = described(
        "zeros",
        "choice",
        marked("Field", "Bias initializer"),
        marked("Field", "The distribution of the initial biases."),
        choices=choices.INITIALIZERS,
        only=marked("Only", "random"),
    )
    scale: float = described(
        1.0,
        "float",
        marked("Field", "Scale"),
        marked("Field", "The scale of the initializers normal and uniform."),
        minimum=0,
        open_minimum=True,
        maximum=1000,
        slider=(0.1, 10),
        logarithmic=True,
        only=marked("Only", "random"),
    )
    seed: int = described(
        0,
        "int",
        marked("Field", "Seed"),
        marked("Field", "The number that the starts are drawn from."),
        minimum=0,
        maximum=2**63 - 1,
        slider=(0, 100),
        only=marked("Only", "random"),
    )
    weight: Axis | None = described(
        None,
        "axis",
        marked("Field", "Weights"),
        marked("Field", "The weights of the grid."),
        only=marked("Only", "grid"),
    )
    bias: Axis | None = described(
        None, "axis", marked("Field", "Biases"), marked("Field", "The biases of the grid."), only=marked("Only", "grid")
    )
