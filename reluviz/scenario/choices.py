"""The choices that a scenario may name, each list once: variants, activations, optimizers and the rest; any thread."""

VARIANTS = {
    "weight": "weight",
    "weight-bias": "weight and bias",
    "weight-bias-output": "weight, bias and output",
    "hidden-layer": "hidden layer",
}
"""Which parameters the student has."""

ACTIVATIONS = {
    "relu": "ReLU",
    "leaky_relu": "Leaky ReLU",
    "elu": "ELU",
    "selu": "SELU",
    "softplus": "Softplus",
    "gelu": "GELU",
    "silu": "SiLU",
    "tanh": "tanh",
}

OPTIMIZERS = {
    "sgd": "SGD",
    "rmsprop": "RMSprop",
    "adagrad": "Adagrad",
    "adam": "Adam",
    "adamw": "AdamW",
    "nadam": "Nadam",
    "lion": "Lion",
}
"""The label is the name of Keras's class as well, in `keras.optimizers`."""

DISTRIBUTIONS = {"normal": "normal", "uniform": "uniform"}

GRADIENTS = {"batch": "mini-batch", "exact": "exact"}

ENGINES = {"auto": "automatic", "tensorflow": "TensorFlow", "numpy": "NumPy"}

PRECISIONS = {"float32": "float32", "float64": "float64"}

INITIALIZERS = {
    "glorot_uniform": "Glorot uniform",
    "he_normal": "He normal",
    "normal": "normal",
    "uniform": "uniform",
    "zeros": "zeros",
}

VIEW_KINDS = {"auto": "automatic", "curve": "curve", "map": "map", "surface": "surface"}

SURFACE_HEIGHTS = {"log": "logarithmic", "linear": "linear"}

THEMES = {"light": "light", "dark": "dark", "transparent": "transparent"}

PACES = {"linear": "even in steps", "smooth": "slow, fast, slow", "path": "even along the paths"}
"""How a film's frames share out the steps."""

LAYOUTS = {"auto": "by the shape", "beside": "beside the landscape", "below": "below the landscape"}
"""Where a picture has the panels that are not the landscape."""

PANELS = {
    "landscape": "landscape",
    "neuron": "neuron",
    "push": "push",
    "loss": "loss",
    "parameters": "parameters",
    "fates": "fates",
}

START_COLORS = {
    "": "by fate",
    "blue": "blue",
    "red": "red",
    "green": "green",
    "purple": "purple",
    "grey": "grey",
    "orange": "orange",
    "sky": "sky blue",
    "brown": "brown",
}
"""The colour that a run wears until its fate is settled."""

RACER_COLORS = START_COLORS | {"": "another one"}
"""The colour of a racer, whatever the fates of its runs."""
