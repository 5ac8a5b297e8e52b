"""A scenario as plain data: frozen dataclasses, one a table of the format, each field described once; any thread."""

from dataclasses import dataclass
from typing import Any

from reluviz.scenario import choices
from reluviz.scenario.spec import Field, described, fields_of

FORMAT = 1
"""The version of the file format that this program reads and writes."""

Text = str | dict[str, str]
"""A string, or one by language: ``{"en": …, "fr": …}``."""

Numbers = float | tuple[float, ...]
"""One number, or one a hidden unit."""


@dataclass(frozen=True, slots=True)
class Data:
    """The inputs x, and the noise on the targets."""

    distribution: str = described(
        "normal", "choice", "Inputs", "The distribution of the inputs x.", choices=choices.DISTRIBUTIONS
    )
    mean: float = described(
        0.0,
        "float",
        "Mean",
        "The mean of the inputs.",
        minimum=-1000,
        maximum=1000,
        slider=(-3, 3),
        symbol="μ",
        only="normal",
    )
    std: float = described(
        1.0,
        "float",
        "Standard deviation",
        "The standard deviation of the inputs.",
        minimum=0,
        open_minimum=True,
        maximum=1000,
        slider=(0.1, 4),
        symbol="σ",
        only="normal",
    )
    low: float = described(
        -1.0,
        "float",
        "Low",
        "The lower end of the inputs.",
        minimum=-1000,
        maximum=1000,
        slider=(-4, 4),
        only="uniform",
    )
    high: float = described(
        1.0,
        "float",
        "High",
        "The upper end of the inputs.",
        minimum=-1000,
        maximum=1000,
        slider=(-4, 4),
        only="uniform",
    )
    noise: float = described(
        0.0,
        "float",
        "Noise",
        "The standard deviation of the Gaussian noise added to the targets.",
        minimum=0,
        maximum=1000,
        slider=(0, 2),
    )


@dataclass(frozen=True, slots=True)
class Target:
    """One ReLU of the teacher: output_weight · relu(weight · x + bias)."""

    weight: float = described(
        1.0, "float", "Weight", "The teacher's weight.", minimum=-1000, maximum=1000, slider=(-3, 3)
    )
    bias: float = described(0.0, "float", "Bias", "The teacher's bias.", minimum=-1000, maximum=1000, slider=(-3, 3))
    output_weight: float = described(
        1.0, "float", "Output weight", "The teacher's output weight.", minimum=-1000, maximum=1000, slider=(-3, 3)
    )


@dataclass(frozen=True, slots=True)
class Model:
    """The student: which parameters it has, and its activation."""

    variant: str = described(
        "weight", "choice", "Variant", "Which parameters the student has.", choices=choices.VARIANTS
    )
    activation: str = described(
        "relu", "choice", "Activation", "The function that the unit applies.", choices=choices.ACTIVATIONS
    )
    negative_slope: float = described(
        0.3,
        "float",
        "Negative slope",
        "The slope of the leaky ReLU below 0.",
        minimum=0,
        maximum=1,
        slider=(0, 1),
        symbol="α",
        only="leaky_relu",
    )
    hidden_units: int = described(
        2,
        "int",
        "Hidden units",
        "How many units the hidden layer has.",
        minimum=1,
        maximum=100,
        slider=(1, 20),
        unit="units",
        only="hidden-layer",
    )


@dataclass(frozen=True, slots=True)
class Training:
    """How the student learns."""

    optimizer: str = described(
        "sgd",
        "choice",
        "Optimizer",
        "The update rule, with Keras's name and defaults.",
        choices=choices.OPTIMIZERS,
        live=True,
    )
    learning_rate: float = described(
        0.01,
        "float",
        "Learning rate",
        "How far one step follows the gradient: w ← w − η · gradient.",
        minimum=0,
        open_minimum=True,
        maximum=1000,
        slider=(1e-4, 10),
        logarithmic=True,
        symbol="η",
        live=True,
    )
    momentum: float = described(
        0.0,
        "float",
        "Momentum",
        "The part of the last step that is taken again.",
        minimum=0,
        maximum=1,
        slider=(0, 1),
        symbol="β",
        only="sgd",
        live=True,
    )
    nesterov: bool = described(False, "bool", "Nesterov", "Whether the momentum looks ahead.", only="sgd", live=True)
    gradient: str = described(
        "batch",
        "choice",
        "Gradient",
        "Mini-batch: a fresh batch each step, as Keras would see it. Exact: the gradient of the expected loss.",
        choices=choices.GRADIENTS,
        live=True,
    )
    batch_size: int = described(
        1000,
        "int",
        "Batch size",
        "How many inputs each step sees.",
        minimum=1,
        maximum=100_000,
        slider=(1, 10_000),
        logarithmic=True,
        unit="inputs",
        only="mini-batch",
        live=True,
    )
    steps: int = described(
        2000,
        "int",
        "Steps",
        "How many updates the training makes.",
        minimum=1,
        maximum=10_000_000,
        slider=(100, 100_000),
        logarithmic=True,
        unit="steps",
        live=True,
    )
    seed: int = described(
        0,
        "int",
        "Seed",
        "The number that the batches are drawn from; the same seed gives the same path.",
        minimum=0,
        maximum=2**63 - 1,
        slider=(0, 100),
    )
    engine: str = described(
        "auto",
        "choice",
        "Engine",
        "What computes the steps; both give the same path.",
        choices=choices.ENGINES,
        live=True,
    )
    precision: str = described(
        "float32",
        "choice",
        "Precision",
        "The floating-point numbers that the parameters are kept in.",
        choices=choices.PRECISIONS,
    )


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


@dataclass(frozen=True, slots=True)
class View:
    """What the stage shows of the landscape."""

    kind: str = described(
        "auto", "choice", "View", "A curve over one parameter, or a map over two.", choices=choices.VIEW_KINDS
    )
    x: str = described("weight", "text", "Across", "The parameter across, such as weight or weight[0].")
    y: str = described("bias", "text", "Up", "The parameter upwards, such as bias or output_weight.")
    x_range: tuple[float, float] = described((-12.0, 12.0), "range", "Range across", "The ends of the axis across.")
    y_range: tuple[float, float] = described((-12.0, 12.0), "range", "Range up", "The ends of the axis upwards.")


@dataclass(frozen=True, slots=True)
class Recording:
    """How pictures and films of the scenario are made."""

    size: tuple[int, int] = described(
        (1920, 1080), "size", "Size", "Width and height.", minimum=16, maximum=16_384, unit="pixels"
    )
    fps: float = described(
        60.0, "float", "Frame rate", "Frames a second.", minimum=1, maximum=240, slider=(10, 60), unit="frames/s"
    )
    seconds: float = described(
        8.0,
        "float",
        "Duration",
        "How long the film lasts before it holds.",
        minimum=0,
        open_minimum=True,
        maximum=36_000,
        slider=(1, 60),
        unit="s",
    )
    hold: float = described(
        1.0, "float", "Hold", "How long the last frame stands still.", minimum=0, maximum=3600, slider=(0, 10), unit="s"
    )
    theme: str = described("light", "choice", "Theme", "The colours.", choices=choices.THEMES)
    panels: tuple[str, ...] = described(
        ("landscape", "neuron", "loss"), "panels", "Panels", "What the picture shows.", choices=choices.PANELS
    )


@dataclass(frozen=True, slots=True)
class Scenario:
    """Everything that a demonstration needs, as plain data.

    The attributes have the names of the file's tables: ``target`` and ``start`` are tuples, one entry a table.
    """

    title: Text = described("", "text", "Title", "The title of the demonstration.")
    data: Data = Data()
    target: tuple[Target, ...] = (Target(),)
    model: Model = Model()
    training: Training = Training()
    start: tuple[Start, ...] = ()
    starts: Starts | None = None
    view: View = View()
    recording: Recording = Recording()


TABLES: dict[str, type[Any]] = {
    "data": Data,
    "target": Target,
    "model": Model,
    "training": Training,
    "start": Start,
    "starts": Starts,
    "view": View,
    "recording": Recording,
}
"""The tables of the file, in its order; ``target`` and ``start`` are arrays of tables."""

FIELDS: dict[str, tuple[Field, ...]] = {"": fields_of("", Scenario)} | {
    name: fields_of(name, cls) for name, cls in TABLES.items()
}
"""The described fields of every table, in the order of the file."""


def field(path: str) -> Field:
    """Return one field by its path, such as ``training.learning_rate``; KeyError if there is none."""
    table, _, key = path.rpartition(".")
    for entry in FIELDS[table]:
        if entry.key == key:
            return entry
    raise KeyError(path)
