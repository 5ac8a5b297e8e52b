"""What is learnt, by whom and how: the tables data, target, model and training of a scenario; any thread."""

from dataclasses import dataclass

from reluviz.language import marked
from reluviz.scenario import choices
from reluviz.scenario.spec import described


@dataclass(frozen=True, slots=True)
class Data:
    """The inputs x, and the noise on the targets."""

    distribution: str = described(
        "normal",
        "choice",
        marked("Field", "Inputs"),
        marked("Field", "The distribution of the inputs x."),
        choices=choices.DISTRIBUTIONS,
    )
    mean: float = described(
        0.0,
        "float",
        marked("Field", "Mean"),
        marked("Field", "The mean of the inputs."),
        minimum=-1000,
        maximum=1000,
        slider=(-3, 3),
        symbol="μ",
        only=marked("Only", "normal"),
    )
    std: float = described(
        1.0,
        "float",
        marked("Field", "Standard deviation"),
        marked("Field", "The standard deviation of the inputs."),
        minimum=0,
        open_minimum=True,
        maximum=1000,
        slider=(0.1, 4),
        symbol="σ",
        only=marked("Only", "normal"),
    )
    low: float = described(
        -1.0,
        "float",
        marked("Field", "Low"),
        marked("Field", "The lower end of the inputs."),
        minimum=-1000,
        maximum=1000,
        slider=(-4, 4),
        only=marked("Only", "uniform"),
    )
    high: float = described(
        1.0,
        "float",
        marked("Field", "High"),
        marked("Field", "The upper end of the inputs."),
        minimum=-1000,
        maximum=1000,
        slider=(-4, 4),
        only=marked("Only", "uniform"),
    )
    noise: float = described(
        0.0,
        "float",
        marked("Field", "Noise"),
        marked("Field", "The standard deviation of the Gaussian noise added to the targets."),
        minimum=0,
        maximum=1000,
        slider=(0, 2),
    )


@dataclass(frozen=True, slots=True)
class Target:
    """One ReLU of the teacher: output_weight · relu(weight · x + bias)."""

    weight: float = described(
        1.0,
        "float",
        marked("Field", "Weight"),
        marked("Field", "The teacher's weight."),
        minimum=-1000,
        maximum=1000,
        slider=(-3, 3),
    )
    bias: float = described(
        0.0,
        "float",
        marked("Field", "Bias"),
        marked("Field", "The teacher's bias."),
        minimum=-1000,
        maximum=1000,
        slider=(-3, 3),
    )
    output_weight: float = described(
        1.0,
        "float",
        marked("Field", "Output weight"),
        marked("Field", "The teacher's output weight."),
        minimum=-1000,
        maximum=1000,
        slider=(-3, 3),
    )


@dataclass(frozen=True, slots=True)
class Model:
    """The student: which parameters it has, and its activation."""

    variant: str = described(
        "weight",
        "choice",
        marked("Field", "Variant"),
        marked("Field", "Which parameters the student has."),
        choices=choices.VARIANTS,
    )
    activation: str = described(
        "relu",
        "choice",
        marked("Field", "Activation"),
        marked("Field", "The function that the unit applies."),
        choices=choices.ACTIVATIONS,
    )
    negative_slope: float = described(
        0.3,
        "float",
        marked("Field", "Negative slope"),
        marked("Field", "The slope of the leaky ReLU below 0."),
        minimum=0,
        maximum=1,
        slider=(0, 1),
        symbol="α",
        only=marked("Only", "leaky_relu"),
    )
    hidden_units: int = described(
        2,
        "int",
        marked("Field", "Hidden units"),
        marked("Field", "How many units the hidden layer has."),
        minimum=1,
        maximum=100,
        slider=(1, 100),
        logarithmic=True,
        unit=marked("Unit", "units"),
        counted=marked("Racer", "{count} hidden unit(s)", "", 1),
        only=marked("Only", "hidden-layer"),
    )


@dataclass(frozen=True, slots=True)
class Training:
    """How the student learns."""

    optimizer: str = described(
        "sgd",
        "choice",
        marked("Field", "Optimizer"),
        marked("Field", "The update rule, with Keras's name and defaults."),
        choices=choices.OPTIMIZERS,
        live=True,
    )
    learning_rate: float = described(
        0.01,
        "float",
        marked("Field", "Learning rate"),
        marked("Field", "How far one step follows the gradient: w ← w − η · gradient."),
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
        marked("Field", "Momentum"),
        marked("Field", "The part of the last step that is taken again."),
        minimum=0,
        maximum=1,
        slider=(0, 1),
        symbol="β",
        only=marked("Only", "sgd"),
        live=True,
    )
    nesterov: bool = described(
        False,
        "bool",
        marked("Field", "Nesterov"),
        marked("Field", "Whether the momentum looks ahead."),
        only=marked("Only", "sgd"),
        live=True,
    )
    gradient: str = described(
        "batch",
        "choice",
        marked("Field", "Gradient"),
        marked(
            "Field",
            "Mini-batch: a fresh batch each step, as Keras would see it. Exact: the gradient of the expected loss.",
        ),
        choices=choices.GRADIENTS,
        live=True,
    )
    batch_size: int = described(
        1000,
        "int",
        marked("Field", "Batch size"),
        marked("Field", "How many inputs each step sees."),
        minimum=1,
        maximum=100_000,
        slider=(1, 10_000),
        logarithmic=True,
        unit=marked("Unit", "inputs"),
        only=marked("Only", "mini-batch"),
        live=True,
    )
    steps: int = described(
        2000,
        "int",
        marked("Field", "Steps"),
        marked("Field", "How many updates the training makes."),
        minimum=1,
        maximum=10_000_000,
        slider=(100, 100_000),
        logarithmic=True,
        unit=marked("Unit", "steps"),
        counted=marked("Racer", "{count} step(s)", "", 1),
        live=True,
    )
    seed: int = described(
        0,
        "int",
        marked("Field", "Seed"),
        marked("Field", "The number that the batches are drawn from; the same seed gives the same path."),
        minimum=0,
        maximum=2**63 - 1,
        slider=(0, 100),
    )
    engine: str = described(
        "auto",
        "choice",
        marked("Field", "Engine"),
        marked("Field", "What computes the steps; both give the same path."),
        choices=choices.ENGINES,
        live=True,
    )
    precision: str = described(
        "float32",
        "choice",
        marked("Field", "Precision"),
        marked("Field", "The floating-point numbers that the parameters are kept in."),
        choices=choices.PRECISIONS,
    )
