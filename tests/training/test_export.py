"""Exported programs and notebooks: they run by themselves, and end where our engines end."""

import ast
import itertools
import json
import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from reluviz import cli
from reluviz.language import speaking
from reluviz.scenario.choices import ACTIVATIONS, DISTRIBUTIONS, GRADIENTS, OPTIMIZERS, PRECISIONS, VARIANTS
from reluviz.scenario.model import Axis, Data, Model, Scenario, Start, Starts, Target, Training
from reluviz.scenario.parameters import parameter_names
from reluviz.training.engine import Problem
from reluviz.training.export import keras_notebook, keras_program
from reluviz.training.numpy_engine import NumpyEngine
from reluviz.training.starts import initial_rows
from reluviz.training.states import initial_state
from tests.french import english_left_in

TOLERANCE = {"float32": 5e-6, "float64": 1e-12}

PUZZLE = Scenario(
    title="The puzzle",
    training=Training(steps=250),  # not yet where all batches lead
    start=(Start(weight=10.0, label="forwards"), Start(weight=-10.0, label={"en": "backwards", "fr": "à l’envers"})),
)
TEACHERS = (Target(1.0, 0.5, 2.0), Target(-2.0, -1.0, -0.5))
SCENARIOS = {
    "hidden.py": Scenario(
        data=Data(distribution="uniform", low=-2.0, high=1.5, noise=0.2),
        target=TEACHERS,
        model=Model("hidden-layer", "leaky_relu", hidden_units=3),
        training=Training(optimizer="adam", precision="float64", batch_size=20, steps=130, seed=5),
        start=(
            Start(weight=(1.0, -2.0, 0.5), bias=(0.0, 1.0, 2.0), output_weight=(1.0, 0.5, -1.0), label='a "b" \\n'),
        ),
        starts=Starts(count=1, initializer="he_normal", bias_initializer="normal"),
    ),
    "bias.ipynb": Scenario(
        data=Data(mean=0.5, std=2.0),
        model=Model("weight-bias"),
        training=Training(optimizer="nadam", batch_size=30, steps=201),
        starts=Starts(kind="grid", weight=Axis(-1.0, 1.0, 2), bias=Axis(0.5, 0.5, 1)),
    ),
    "exact.ipynb": Scenario(
        data=Data(mean=0.5, std=2.0),
        target=TEACHERS,
        model=Model("weight-bias-output", "softplus"),
        training=Training(momentum=0.8, nesterov=True, gradient="exact", precision="float64", steps=40),
        start=(Start(weight=-1.0, bias=2.0, output_bias=0.5),),
    ),
    "exact.py": Scenario(
        model=Model("weight-bias"),
        training=Training(optimizer="lion", gradient="exact", precision="float64", steps=30),
        start=(Start(weight=-1.0, bias=-2.0),),
    ),
}
PROGRAM = re.compile(r"^(?P<name>[a-z_]+(\[\d+\])?) = (?P<value>\S+)$")


def run(*arguments: str | Path, cwd: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-P", "-W", "ignore", *map(str, arguments)],
        capture_output=True, text=True, check=False, timeout=280, cwd=cwd,
        env=os.environ | {"PYTHONIOENCODING": "utf-8", "MPLBACKEND": "agg", "CUDA_VISIBLE_DEVICES": "-1"},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


def parsed(output: str) -> list[tuple[str, dict[str, float]]]:
    """Return each run's label and final parameters."""
    runs: list[tuple[str, dict[str, float]]] = []
    for line in output.splitlines():
        if found := PROGRAM.match(line):
            runs[-1][1][found["name"]] = float(found["value"])
        else:
            runs.append((line, {}))
    return runs


def assert_ends_where_we_end(scenario: Scenario, output: str) -> None:
    engine = NumpyEngine(Problem(scenario.data, scenario.target, scenario.model))
    engine.load(scenario.training, initial_state(scenario))
    expected = engine.advance(scenario.training.steps).parameters[-1]
    runs = parsed(output)
    assert [tuple(parameters) for _, parameters in runs] == [parameter_names(scenario.model)] * len(expected)
    found = [list(parameters.values()) for _, parameters in runs]
    np.testing.assert_allclose(found, expected, rtol=0, atol=TOLERANCE[scenario.training.precision])
    assert np.abs(expected - initial_rows(scenario).rows).max() > 1e-3


def test_the_program_of_the_puzzle_runs_by_itself_and_ends_at_the_same_weights(tmp_path):
    (tmp_path / "puzzle.py").write_text(keras_program(PUZZLE), encoding="utf-8")
    output = run("puzzle.py", cwd=tmp_path)
    assert_ends_where_we_end(PUZZLE, output)
    assert [label for label, _ in parsed(output)] == ["forwards", "backwards"]


@pytest.fixture(scope="module")
def outputs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What the programs and notebooks print."""
    folder = tmp_path_factory.mktemp("exported")
    for name, scenario in SCENARIOS.items():
        write = keras_program if name.endswith(".py") else keras_notebook
        with speaking("fr"):
            (folder / name).write_text(write(scenario, "fr"), encoding="utf-8")
    printed = run(Path(__file__).with_name("run_programs.py"), *SCENARIOS, cwd=folder)
    return dict(zip(SCENARIOS, json.loads(printed.splitlines()[-1]), strict=True))


@pytest.mark.parametrize("name", SCENARIOS)
def test_programs_and_notebooks_end_at_the_same_weights(outputs, name):
    assert_ends_where_we_end(SCENARIOS[name], outputs[name])


def test_runs_without_a_label_are_numbered(outputs):
    assert [label for label, _ in parsed(outputs["hidden.py"])] == ['a "b" \\n', "parcours 1"]


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("write", [keras_program, keras_notebook])
def test_runs_without_a_label_have_the_names_that_inspect_gives_them(language, write, tmp_path, capsys):
    file = tmp_path / "two.toml"
    file.write_text("[[start]]\nweight = 1.0\n[[start]]\nweight = -1.0\n", encoding="utf-8")
    assert cli.main(["inspect", str(file), "--language", language]) == 0
    told = re.findall(r"^(\w+ \d+)\b", capsys.readouterr().out, re.MULTILINE)
    assert [name.partition(" ")[2] for name in told] == ["0", "1"]
    with speaking(language):
        program = write(Scenario(start=(Start(weight=1.0), Start(weight=-1.0))), language)
    assert re.findall(r'\(\\?"(\w+ \d+)\\?", ', program) == told


EVERY = [
    Scenario(
        data=Data(distribution=distribution, std=3.0, low=-3.0),
        model=Model(variant, activation),
        training=Training(optimizer=optimizer, gradient=gradient, precision=precision, batch_size=size),
        start=(Start(label="x"),),
        target=targets,
    )
    for (variant, activation, distribution), (optimizer, gradient, precision), size, targets in itertools.product(
        [*itertools.product(VARIANTS, ["relu", "tanh"], DISTRIBUTIONS), ("weight", "elu", "normal")],
        [*itertools.product(["sgd"], GRADIENTS, PRECISIONS), *((name, "batch", "float32") for name in OPTIMIZERS)],
        [1, 100_000],
        [(Target(),), TEACHERS * 4],
    )
]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_program_is_plain_python_that_needs_tensorflow_and_numpy_alone(language):
    for scenario in EVERY:
        with speaking(language):
            source = keras_program(scenario, language)
        tree = ast.parse(source)
        imported = {
            alias.name
            for node in ast.walk(tree)
            if isinstance(node, ast.Import | ast.ImportFrom)
            for alias in node.names
        }
        assert imported == {"keras", "numpy", "matplotlib.pyplot"}
        assert ast.get_docstring(tree)
        assert max(map(len, source.splitlines())) <= 100
        assert "\n\n\n\n" not in source
        assert "[[" not in source.replace("[[start]]", "")


def test_every_activation_and_optimizer_is_named_as_keras_names_it():
    layers = {"relu": "keras.layers.ReLU()", "leaky_relu": "keras.layers.LeakyReLU(negative_slope=0.25)"}
    for activation in ACTIVATIONS:
        source = keras_program(replace(PUZZLE, model=Model(activation=activation, negative_slope=0.25)))
        assert layers.get(activation, f'keras.layers.Activation("{activation}")') in source
    settings = Training(optimizer="sgd", learning_rate=0.5, momentum=0.9, nesterov=True)
    assert "keras.optimizers.SGD(learning_rate=0.5, momentum=0.9, nesterov=True)" in keras_program(
        replace(PUZZLE, training=settings)
    )
    assert "keras.optimizers.RMSprop(learning_rate=0.5)" in keras_program(
        replace(PUZZLE, training=replace(settings, optimizer="rmsprop"))
    )


@pytest.mark.parametrize("title", ['"""; import os', "a\\", '"', "# *bold* <b> $x$", "ünïcode − …", "x" * 300])
def test_a_title_stays_a_title(title):
    scenario = replace(PUZZLE, title=title)
    docstring = ast.get_docstring(ast.parse(keras_program(scenario)))
    assert docstring is not None
    assert docstring.splitlines()[0] == title
    first = json.loads(keras_notebook(scenario))["cells"][0]["source"][0]
    assert first.startswith("# ")
    assert re.sub(r"\\(?=[^\w\s])", "", first).strip() == f"# {title}" or "\\" in title


def test_a_notebook_is_valid_and_has_words_in_the_language_asked_for():
    for language, heading in (("en", "## Student and training"), ("fr-CA", "## Élève et entraînement")):
        with speaking(language[:2]):
            notebook = json.loads(keras_notebook(PUZZLE, language))
        assert (notebook["nbformat"], notebook["nbformat_minor"]) == (4, 5)
        assert set(notebook) == {"cells", "metadata", "nbformat", "nbformat_minor"}
        ids = [cell["id"] for cell in notebook["cells"]]
        assert len(set(ids)) == len(ids)
        for cell in notebook["cells"]:
            assert re.fullmatch(r"[a-zA-Z0-9_-]{1,64}", cell["id"])
            code = cell["cell_type"] == "code"
            expected = {"cell_type", "id", "metadata", "source"} | ({"execution_count", "outputs"} if code else set())
            assert set(cell) == expected
            assert all(line.endswith("\n") for line in cell["source"][:-1])
        assert any(cell["source"][0].strip() == heading for cell in notebook["cells"])
        assert ("à l’envers" in json.dumps(notebook, ensure_ascii=False)) == (language == "fr-CA")


def test_the_words_between_the_code_are_in_the_language_that_is_spoken():
    def parts(source):
        """Return comments and docstrings, and the other constants of the code."""
        tree = ast.parse(source)
        functions = [node for node in ast.walk(tree) if isinstance(node, ast.Module | ast.FunctionDef)]
        docstrings = [text for node in functions if (text := ast.get_docstring(node, clean=False))]
        constants = [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)]
        code = [value for value in constants if value not in {*docstrings, "step", "loss", "pas", "perte"}]
        return [*re.findall("^ *# (.*)", source, re.MULTILINE), *docstrings], code

    words, code = parts(keras_program(PUZZLE))
    with speaking("fr"):
        french, _ = parts(keras_program(PUZZLE, "fr"))
        _, same = parts(keras_program(PUZZLE))
    assert "Rend l’élève\u00a0: f(x) = relu(w x)." in french
    assert len(french) >= len(words) > 8
    assert english_left_in(" ".join(text for text in french if not text.startswith("The puzzle"))) == []
    assert same == code
