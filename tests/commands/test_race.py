"""`reluviz train` and `export` of a scenario with variations: every racer as if it were trained alone."""

import csv
import dataclasses

import numpy as np
import pytest

from reluviz import cli
from reluviz.commands.race import told_apart
from reluviz.scenario.racers import racers
from reluviz.scenario.reading import parse_scenario, read_scenario
from reluviz.training.headless import train
from reluviz.training.shares import wilson_interval

RACE = """
[training]
engine = "numpy"
steps = 40
batch_size = 50
learning_rate = 0.1
momentum = 0.5
[model]
variant = "hidden-layer"
[[start]]
weight = -1.0
label = "backwards"
[starts]
count = 30
initializer = "he_normal"
[[variation]]
training.optimizer = "adam"
[[variation]]
label = {en = "many", fr = "beaucoup"}
model.hidden_units = 5
training.gradient = "exact"
[[variation]]
model.activation = "tanh"
training.steps = 20
"""


@pytest.fixture
def scenario(tmp_path):
    path = tmp_path / "race.toml"
    path.write_text(RACE, "utf-8")
    return path


@pytest.fixture
def run(scenario, tmp_path, capsys):
    def run(name, *words):
        path = tmp_path / name
        command = "export" if path.suffix in {".py", ".toml"} else "train"
        assert cli.main([command, str(scenario), "-o", str(path), *words]) == 0
        captured = capsys.readouterr()
        return path, captured.out, captured.err

    return run


def test_each_racer_takes_the_path_of_its_scenario_trained_alone(run, scenario):
    path, _, err = run("race.npz")
    assert err == ""
    with np.load(path) as file:
        arrays = dict(file)
    found = racers(read_scenario(scenario))
    for prefix, racer in zip(("", "variation_0_", "variation_1_", "variation_2_"), found, strict=True):
        alone = train(racer.scenario)
        np.testing.assert_array_equal(arrays[f"{prefix}parameters"], alone.parameters)
        np.testing.assert_array_equal(arrays[f"{prefix}loss"], alone.loss)
        assert arrays[f"{prefix}fate"].tolist() == list(alone.fate)
        assert arrays[f"{prefix}parameter_names"].tolist() == list(alone.names)
        assert (f"{prefix}batch_loss" in arrays) == (racer.scenario.training.gradient == "batch")
    assert arrays["racer"].tolist() == [
        "ReLU, 2 hidden units, SGD, mini-batch, 40 steps",
        "Adam",
        "many",
        "tanh, 20 steps",
    ]
    assert parse_scenario(str(arrays["scenario"])) == read_scenario(scenario)
    assert parse_scenario(str(arrays["variation_1_scenario"])) == found[2].scenario
    assert not np.array_equal(arrays["parameters"], arrays["variation_0_parameters"])


def test_the_table_tells_the_fates_of_each_racer(run, scenario):
    _, out, _ = run("race.npz")
    heading, *lines = out.splitlines()
    assert heading.split()[:2] == ["racer", "steps"]
    assert heading.endswith("% converged   from  to (95 %)")
    fates = heading.split()[2 : heading.split().index("%")]
    for racer, line in zip(racers(read_scenario(scenario)), lines, strict=True):
        alone = train(racer.scenario)
        *_, steps = line.split()[: -len(fates) - 3]
        assert steps == str(racer.scenario.training.steps)
        assert line.split()[-len(fates) - 3 : -3] == [str(alone.fate.count(name)) for name in fates]
        converged = alone.fate[1:].count("converged")
        shares = (converged / 30, *wilson_interval(converged, 30))
        assert line.split()[-3:] == [f"{100 * share:.2f}" for share in shares]


def test_the_rows_name_the_racer_and_lack_what_it_has_not(run, scenario):
    path, _, _ = run("race.csv", "--every", "20", "--language", "fr", "--set", "starts.count=1")
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert list(rows[0])[:6] == ["variation", "step", "run", "label", "loss", "weight[0]"]
    many = [row for row in rows if row["variation"] == "beaucoup"]
    own = [row for row in rows if row["variation"].startswith("ReLU")]
    assert [(row["step"], row["run"]) for row in own] == [(str(s), str(r)) for s in (0, 20, 40) for r in (0, 1)]
    assert all(row["weight[4]"] for row in many)
    assert all(row["weight[1]"] and row["weight[4]"] == "" for row in own)
    assert len(rows) == 2 * (3 + 3 + 3 + 2)
    racer = racers(read_scenario(scenario))[2].scenario
    alone = train(dataclasses.replace(racer, starts=dataclasses.replace(racer.starts, count=1)))
    assert float(many[-1]["weight[4]"]) == alone.parameters[-1, 1, 4]


def test_a_table_without_random_starts_has_no_share(run):
    _, out, _ = run("race.npz", "--set", "starts={kind = 'grid', weight = {from = -1, to = 1, count = 2}}")
    assert "%" not in out
    assert len(out.splitlines()) == 5


def test_export_keeps_the_variations_or_says_that_it_does_not(run, scenario):
    path, _, err = run("race-too.toml", "--set", "variation.0.training.learning_rate=0.2")
    assert err == ""
    assert dict(read_scenario(path).variation[0].changes)["training.learning_rate"] == 0.2
    path, _, err = run("race.py")
    assert err == f"reluviz: {path}: the scenario itself only; its variations are left out\n"


def test_check_looks_at_the_variations(scenario, capsys):
    assert cli.main(["check", str(scenario)]) == 0
    assert cli.main(["check", str(scenario), "--set", "variation.0.training.momentum=0.5"]) == 2
    assert "variation.0.training.momentum: found 0.5" in capsys.readouterr().err


def test_equal_labels_are_told_apart():
    assert told_apart(["a", "b", "a", "a"]) == ["a", "b", "a (2)", "a (3)"]
    assert told_apart(["a", "a", "a (2)"]) == ["a", "a (3)", "a (2)"]
