"""The pieces of an exported Keras program, as Python code made from a scenario; any thread."""

import json
import textwrap
from dataclasses import dataclass

from reluviz.scenario.choices import OPTIMIZERS
from reluviz.scenario.model import Model, Scenario, Training
from reluviz.scenario.parameters import FORMULAS, parameter_names, split_name, units
from reluviz.scenario.text import localized
from reluviz.training.exact_nodes import ExactNodes, exact_nodes
from reluviz.training.export_words import word
from reluviz.training.starts import initial_rows

IMPORTS = "import keras\nimport numpy as np\n"

MOST_INPUTS_AN_EPOCH = 10_000_000
LINE = 100


@dataclass(frozen=True)
class Section:
    """One part of the program: the names of its heading and words, and its code."""

    heading: str
    words: str
    code: str


def sections(scenario: Scenario, language: str) -> list[Section]:
    """Return the program of a scenario, from its imports to its figure."""
    exact = scenario.training.gradient == "exact"
    return [
        Section("settings", "settings exact" if exact else "settings words", _settings(scenario)),
        Section("starts", "starts words", _starts(scenario, language)),
        Section("data", "data exact" if exact else "data words", (_points if exact else _epochs)(scenario)),
        Section("student", "student words", _student(scenario.model) + "\n\n\n" + _train(scenario)),
        Section("results", "results words", _results(scenario.model)),
        Section("figure", "figure words", _figure()),
    ]


def _settings(scenario: Scenario) -> str:
    training = scenario.training
    epoch = max(1, min(100, training.steps, MOST_INPUTS_AN_EPOCH // training.batch_size))
    lines = [IMPORTS]
    if training.precision != "float32":
        lines += [f'keras.config.set_floatx("{training.precision}")', ""]
    lines.append(f"STEPS = {training.steps}")
    lines.append(f"EPOCH = {epoch}")
    if training.gradient == "batch":
        lines.append(f"BATCH_SIZE = {training.batch_size}")
        lines.append(f"SEED = {training.seed}")
    return "\n".join(lines)


def _starts(scenario: Scenario, language: str) -> str:
    model = scenario.model
    initial = initial_rows(scenario)
    lines = ["STARTS = ["]
    for number, (row, label) in enumerate(zip(initial.rows.tolist(), initial.labels, strict=True)):
        kinds: dict[str, list[float]] = {}
        for name, value in zip(parameter_names(model), row, strict=True):
            kinds.setdefault(split_name(name)[0], []).append(value)
        several = {split_name(name)[0] for name in parameter_names(model) if split_name(name)[1] is not None}
        text = localized(label, language) or f"{word('run')} {number}"
        quoted = json.dumps(text, ensure_ascii=False)
        entries = [f'"{kind}": {values if kind in several else values[0]!r}' for kind, values in kinds.items()]
        line = f"    ({quoted}, {{{', '.join(entries)}}}),"
        if len(line) > LINE:
            entries = [f"            {entry},\n" for entry in entries]
            line = f"    (\n        {quoted},\n        {{\n{''.join(entries)}        }},\n    ),"
        lines.append(line)
    return "\n".join([*lines, "]"])


def _teacher(scenario: Scenario) -> str:
    terms = []
    for term in scenario.target:
        inside = "x" if term.weight == 1.0 else f"{term.weight!r} * x"
        if term.bias != 0.0:
            inside += f" + {term.bias!r}" if term.bias > 0 else f" - {-term.bias!r}"
        unit = f"np.maximum({inside}, 0)"
        terms.append(unit if term.output_weight == 1.0 else f"{term.output_weight!r} * {unit}")
    joined = " + ".join(terms)
    if len(joined) > LINE:
        joined = "(\n        " + "\n        + ".join(terms) + "\n    )"
    return f'def teacher(x):\n    """{word("teacher")}"""\n    return {joined}'


def _epochs(scenario: Scenario) -> str:
    data, precision = scenario.data, scenario.training.precision
    if data.distribution == "uniform":
        draw = f"uniform({data.low!r}, {data.high!r}, shape)"
    else:
        draw = f"normal({data.mean!r}, {data.std!r}, shape)"
    lines = [
        "def epochs():",
        f'    """{word("epochs")}"""',
        "    rng = np.random.Generator(np.random.SFC64(SEED))",
        *(["    noise_rng = rng.spawn(1)[0]"] if data.noise else []),
        "    for first in range(0, STEPS, EPOCH):",
        "        shape = (min(EPOCH, STEPS - first) * BATCH_SIZE, 1)",
        f'        x = rng.{draw}.astype("{precision}")',
        "        y = teacher(x)",
        *([f'        y += noise_rng.normal(0.0, {data.noise!r}, shape).astype("{precision}")'] if data.noise else []),
        "        yield x, y",
    ]
    return _teacher(scenario) + "\n\n\n" + "\n".join(lines)


def _points(scenario: Scenario) -> str:
    model = scenario.model
    nodes = exact_nodes(scenario.data, scenario.target, model)
    moving = []
    if nodes.reach:
        bias = "0.0" if model.variant == "weight" else "model.weights[1].numpy().astype(float)"
        reaches = sorted({sign * reach + 0.0 for reach in nodes.reach for sign in (-1.0, 1.0)})
        moving = [
            "    weight = model.weights[0].numpy().astype(float).ravel()",
            f"    bias = {bias}",
            '    with np.errstate(divide="ignore", invalid="ignore"):',
            f"        kinks = (np.array({reaches})[:, np.newaxis] - bias) / weight"
            if len(reaches) > 1
            else "        kinks = -bias / weight",
            "    kinks = np.where(np.isfinite(kinks), kinks, ENDS[-1]).clip(ENDS[0], ENDS[-1])",
            "    ends = np.sort(np.concatenate([ENDS, kinks.ravel()]))",
        ]
    lines = [
        f"ENDS = np.array({_numbers(nodes.ends)})",
        f"NODES, SHARES = np.polynomial.legendre.leggauss({len(nodes.places)})",
        "",
        "",
        "def points(model):",
        f'    """{word("points")}"""',
        *(moving or ["    ends = ENDS"]),
        "    half = np.diff(ends)[:, np.newaxis] / 2",
        "    x = (ends[:-1, np.newaxis] + half * (NODES + 1)).reshape(-1, 1)",
        f"    density = {_density(nodes)}",
        "    weights = (half * SHARES).ravel() * density",
        "    return x, teacher(x), weights * len(weights)",
    ]
    return _teacher(scenario) + "\n\n\n" + "\n".join(lines)


def _numbers(values: tuple[float, ...]) -> str:
    line = ", ".join(map(repr, values))
    if len(line) <= LINE - 20:
        return f"[{line}]"
    return f"[\n{textwrap.fill(line, LINE, initial_indent='    ', subsequent_indent='    ')}\n]"


def _density(nodes: ExactNodes) -> str:
    if not nodes.normal:
        return repr(0.5 / nodes.spread)
    standard = "x.ravel()"
    if nodes.center:
        standard = f"({standard} - {nodes.center!r})"
    if nodes.spread != 1.0:
        standard += f" / {nodes.spread!r}"
    standard = standard if standard == "x.ravel()" else f"({standard})"
    factor = "np.sqrt(2 * np.pi)" if nodes.spread == 1.0 else f"(np.sqrt(2 * np.pi) * {nodes.spread!r})"
    return f"np.exp(-0.5 * {standard} ** 2) / {factor}"


def _student(model: Model) -> str:
    function = "relu" if model.activation == "relu" else model.activation
    layers = [
        "keras.Input((1,))",
        f"keras.layers.Dense({units(model)}{', use_bias=False' if model.variant == 'weight' else ''})",
        {
            "relu": "keras.layers.ReLU()",
            "leaky_relu": f"keras.layers.LeakyReLU(negative_slope={model.negative_slope!r})",
        }.get(model.activation, f'keras.layers.Activation("{model.activation}")'),
    ]
    if model.variant in {"weight-bias-output", "hidden-layer"}:
        layers.append("keras.layers.Dense(1)")
    formula = FORMULAS[model.variant].replace("act(", f"{function}(")
    return "\n".join(
        [
            "def student():",
            f'    """{word("returns student").format(formula)}"""',
            "    return keras.Sequential(",
            "        [",
            *(f"            {layer}," for layer in layers),
            "        ]",
            "    )",
        ]
    )


def _optimizer(training: Training) -> str:
    options = [f"learning_rate={training.learning_rate!r}"]
    if training.optimizer == "sgd" and training.momentum:
        options.append(f"momentum={training.momentum!r}")
        options += ["nesterov=True"] if training.nesterov else []
    return f"keras.optimizers.{OPTIMIZERS[training.optimizer]}({', '.join(options)})"


def _train(scenario: Scenario) -> str:
    lines = [
        "def train(start):",
        f'    """{word("train")}"""',
        "    model = student()",
        "    shaped = [np.reshape(value, w.shape) for value, w in zip(start.values(), model.weights)]",
        "    model.set_weights(shaped)",
        f'    model.compile(loss="mse", optimizer={_optimizer(scenario.training)})',
        "    losses = []",
    ]
    if scenario.training.gradient == "exact":
        lines += [
            "    for step in range(STEPS):",
            "        x, y, weights = points(model)",
            "        if step % EPOCH == 0:",
            "            losses.append(np.mean(weights * (model(x).numpy() - y).ravel() ** 2))",
            "        model.train_on_batch(x, y, sample_weight=weights)",
        ]
    else:
        lines += [
            "    for x, y in epochs():",
            "        fitted = model.fit(x, y, batch_size=BATCH_SIZE, shuffle=False, verbose=0)",
            '        losses += fitted.history["loss"]',
        ]
    return "\n".join([*lines, "    return model, losses"])


def _results(model: Model) -> str:
    lines = [
        "trained = [(label, start, *train(start)) for label, start in STARTS]",
        "for label, start, model, losses in trained:",
        "    try:",
        "        print(label)",
        "    except UnicodeEncodeError:",
        '        print(label.encode("ascii", "backslashreplace").decode())',
        "    for name, values in zip(start, model.get_weights()):",
    ]
    if model.variant == "hidden-layer":
        lines += [
            "        for index, value in enumerate(values.ravel().tolist()):",
            '            place = f"[{index}]" if isinstance(start[name], list) else ""',
            '            print(f"{name}{place} = {value!r}")',
        ]
    else:
        lines.append('        print(f"{name} = {values.item()!r}")')
    return "\n".join(lines)


def _figure() -> str:
    return "\n".join(
        [
            "try:",
            "    import matplotlib.pyplot as plt",
            "except ImportError:",
            "    plt = None",
            "if plt is not None:",
            "    for label, start, model, losses in trained:",
            "        plt.semilogy(EPOCH * np.arange(len(losses)), losses, label=label)",
            f'    plt.xlabel("{word("step")}")',
            f'    plt.ylabel("{word("loss")}")',
            "    plt.legend()",
            "    plt.show()",
        ]
    )
