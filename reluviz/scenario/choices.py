"""The choices that a scenario may name, each list once: variants, activations, optimizers and the rest; any thread."""

from reluviz.language import marked

VARIANTS = {
    "weight": marked("Choice", "weight"),
    "weight-bias": marked("Choice", "weight and bias"),
    "weight-bias-output": marked("Choice", "weight, bias and output"),
    "hidden-layer": marked("Choice", "hidden layer"),
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

DISTRIBUTIONS = {"normal": marked("Choice", "normal"), "uniform": marked("Choice", "uniform")}

GRADIENTS = {"batch": marked("Choice", "mini-batch"), "exact": marked("Choice", "exact")}

ENGINES = {"auto": marked("Choice", "automatic"), "tensorflow": "TensorFlow", "numpy": "NumPy"}

PRECISIONS = {"float32": "float32", "float64": "float64"}

INITIALIZERS = {
    "glorot_uniform": marked("Choice", "Glorot uniform"),
    "he_normal": marked("Choice", "He normal"),
    "normal": marked("Choice", "normal"),
    "uniform": marked("Choice", "uniform"),
    "zeros": marked("Choice", "zeros"),
}

VIEW_KINDS = {
    "auto": marked("Choice", "automatic"),
    "curve": marked("Choice", "curve"),
    "map": marked("Choice", "map"),
    "surface": marked("Choice", "surface"),
}

SURFACE_HEIGHTS = {"log": marked("Choice", "logarithmic"), "linear": marked("Choice", "linear")}

THEMES = {
    "light": marked("Choice", "light"),
    "dark": marked("Choice", "dark"),
    "transparent": marked("Choice", "transparent"),
}

PACES = {
    "linear": marked("Choice", "even in steps"),
    "smooth": marked("Choice", "slow, fast, slow"),
    "path": marked("Choice", "even along the paths"),
}
"""How a film's frames share out the steps."""

LAYOUTS = {
    "auto": marked("Choice", "by the shape"),
    "beside": marked("Choice", "beside the landscape"),
    "below": marked("Choice", "below the landscape"),
}
"""Where a picture has the panels that are not the landscape."""

PANELS = {
    "landscape": marked("Choice", "landscape"),
    "neuron": marked("Choice", "neuron"),
    "push": marked("Choice", "push"),
    "loss": marked("Choice", "loss"),
    "parameters": marked("Choice", "parameters"),
    "fates": marked("Choice", "fates"),
    "update": marked("Choice", "update"),
}

START_COLORS = {
    "": marked("Choice", "by fate"),
    "blue": marked("Choice", "blue"),
    "red": marked("Choice", "red"),
    "green": marked("Choice", "green"),
    "purple": marked("Choice", "purple"),
    "grey": marked("Choice", "grey"),
    "orange": marked("Choice", "orange"),
    "sky": marked("Choice", "sky blue"),
    "brown": marked("Choice", "brown"),
}
"""The colour that a run wears while it is moving (`reluviz.scene.moment.WORN`)."""

RACER_COLORS = START_COLORS | {"": marked("Choice", "another one")}
"""The colour of a racer, whatever the fates of its runs."""
