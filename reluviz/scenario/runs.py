"""Where the runs of a scenario start: one table a run, or many runs at once; any thread."""

from dataclasses import dataclass

from reluviz.scenario import choices
from reluviz.scenario.spec import Numbers, Text, described


@dataclass(frozen=True, slots=True)
class Start:
    """The initial parameters of one run."""

    weight: Numbers = described(
        0.0, "floats", "Weight", "The initial weight.", minimum=-1e6, maximum=1e6, slider=(-12, 12), symbol="w"
    )
    bias: Numbers = described(
        0.0, "floats", "Bias", "The initial bias.", minimum=-1e6, maximum=1e6, slider=(-12, 12), symbol="b"
    )
    output_weight: Numbers = described(
        1.0,
        "floats",
        "Output weight",
        "The initial output weight.",
        minimum=-1e6,
        maximum=1e6,
        slider=(-12, 12),
        symbol="v",
    )
    output_bias: float = described(
        0.0, "float", "Output bias", "The initial output bias.", minimum=-1e6, maximum=1e6, slider=(-12, 12), symbol="c"
    )
    label: Text = described("", "text", "Label", "The name of the run.")
    color: str = described(
        "", "choice", "Colour", "The colour that the run wears until its fate is settled.", choices=choices.START_COLORS
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
        "random", "choice", "Starts", "How the starts are made.", choices={"random": "random", "grid": "grid"}
    )
    count: int = described(
        100,
        "int",
        "Count",
        "How many starts are drawn.",
        minimum=1,
        maximum=10_000,
        slider=(1, 1000),
        logarithmic=True,
        unit="runs",
        only="random",
    )
    initializer: str = described(
        "glorot_uniform",
        "choice",
        "Initializer",
        "The distribution of the initial weights, as Keras scales it.",
        choices=choices.INITIALIZERS,
        only="random",
    )
    bias_initializer: str = described(
        "zeros",
        "choice",
        "Bias initializer",
        "The distribution of the initial biases.",
        choices=choices.INITIALIZERS,
        only="random",
    )
    scale: float = described(
        1.0,
        "float",
        "Scale",
        "The scale of the initializers normal and uniform.",
        minimum=0,
        open_minimum=True,
        maximum=1000,
        slider=(0.1, 10),
        logarithmic=True,
        only="random",
    )
    seed: int = described(
        0,
        "int",
        "Seed",
        "The number that the starts are drawn from.",
        minimum=0,
        maximum=2**63 - 1,
        slider=(0, 100),
        only="random",
    )
    weight: Axis | None = described(None, "axis", "Weights", "The weights of the grid.", only="grid")
    bias: Axis | None = described(None, "axis", "Biases", "The biases of the grid.", only="grid")
