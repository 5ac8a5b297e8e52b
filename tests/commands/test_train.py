"""`reluviz train` writes the paths as the contract says, and prints the fates."""

import csv

import numpy as np
import pytest

from reluviz import cli
from reluviz.landscape.landscape import Landscape
from reluviz.scenario.model import Data, Model, Target, Training
from reluviz.scenario.reading import parse_scenario
from reluviz.scenario.settings import apply_settings
from reluviz.scenario.sources import find_scenario
from reluviz.training.basins import BasinQuestion, compute_basins
from reluviz.training.basins_numpy import numpy_starts
from reluviz.training.fates import FATE_NAMES

NUMPY = ["--set", "training.engine=numpy"]


@pytest.fixture
def train(tmp_path, capsys):
    def train(*words, name="paths.npz"):
        path = tmp_path / name
        status = cli.main(["train", *words, "-o", str(path), "--overwrite"])
        captured = capsys.readouterr()
        assert (status, captured.err) == (0, "")
        return path, captured.out

    return train


def test_the_arrays_of_the_puzzle(train):
    path, out = train("puzzle", *NUMPY)
    with np.load(path) as file:
        arrays = dict(file)
    assert arrays.keys() == {
        "step", "parameters", "parameter_names", "loss", "batch_loss", "fate", "label", "scenario",
    }  # fmt: skip
    assert arrays["step"].tolist() == list(range(2001))
    assert arrays["parameters"].shape == (2001, 2, 1)
    assert arrays["parameters"].dtype == np.float32
    assert arrays["parameters"][0, :, 0].tolist() == [10.0, -10.0]
    assert arrays["parameters"][-1, :, 0] == pytest.approx([1.0, 0.0], abs=1e-4)
    assert arrays["parameter_names"].tolist() == ["weight"]
    w = arrays["parameters"][:, :, 0].astype(float)
    expected = np.where(w > 0, (w - 1) ** 2 / 2, 0.5 + w**2 / 2)
    np.testing.assert_allclose(arrays["loss"], expected, rtol=1e-13, atol=1e-300)
    assert arrays["batch_loss"].shape == (2001, 2)
    assert arrays["batch_loss"][1, 0] == pytest.approx(40.5, rel=0.3)
    assert arrays["fate"].tolist() == ["converged", "stuck"]
    assert arrays["label"].tolist() == ["from 10", "from −10"]
    scenario = apply_settings(find_scenario("puzzle"), ["training.engine=numpy"])
    assert parse_scenario(str(arrays["scenario"])) == scenario
    lines = out.splitlines()
    assert lines[0].split() == ["run", "label", "fate", "loss", "weight"]
    assert "from 10" in lines[1]
    assert "converged" in lines[1]
    assert "stuck" in lines[2]
    assert float(lines[2].split()[-2]) == pytest.approx(0.5, abs=1e-6)
    assert float(lines[1].split()[-1]) == pytest.approx(1.0, abs=1e-4)
    assert lines[3] == "1 converged, 1 stuck after 2000 steps"


def test_the_same_scenario_gives_the_same_file(train):
    first = train("puzzle", *NUMPY, name="a.npz")[0]
    second = train("puzzle", *NUMPY, name="b.npz")[0]
    with np.load(first) as one, np.load(second) as other:
        for key in one:
            np.testing.assert_array_equal(one[key], other[key])


def test_every_kth_step_and_the_last(train):
    path, _ = train("puzzle", *NUMPY, "--set", "training.steps=25", "--every", "10")
    with np.load(path) as arrays:
        assert arrays["step"].tolist() == [0, 10, 20, 25]
        kept = arrays["parameters"]
    path, _ = train("puzzle", *NUMPY, "--set", "training.steps=25")
    with np.load(path) as arrays:
        np.testing.assert_array_equal(kept, arrays["parameters"][[0, 10, 20, 25]])


def test_exact_gradients_have_no_batches(train):
    path, _ = train("puzzle", *NUMPY, "--set", "training.gradient=exact", "--set", "training.precision=float64")
    with np.load(path) as arrays:
        assert "batch_loss" not in arrays
        assert arrays["parameters"].dtype == np.float64
        steps = arrays["step"]
        # (w − 1) ← (1 − η)(w − 1), and w ← (1 − η) w.
        np.testing.assert_allclose(arrays["parameters"][:, 0, 0], 1 + 9 * 0.99**steps, rtol=1e-12)
        np.testing.assert_allclose(arrays["parameters"][:, 1, 0], -10 * 0.99**steps, rtol=1e-11)


def test_the_csv_has_a_row_a_step_and_run_with_all_digits(train):
    settings = [*NUMPY, "--set", "training.steps=5", "--set", "start.0.label=one, two", "--every", "2"]
    path, _ = train("output", *settings, name="paths.csv")
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    names = ["weight", "bias", "output_weight", "output_bias"]
    assert list(rows[0]) == ["step", "run", "label", "loss", *names]
    assert len(rows) == 4 * 5
    assert [row["step"] for row in rows[::5]] == ["0", "2", "4", "5"]
    assert [row["run"] for row in rows[:5]] == ["0", "1", "2", "3", "4"]
    assert rows[0]["label"] == "one, two"
    path, _ = train("output", *settings)
    with np.load(path) as arrays:
        parameters = [[float(row[name]) for name in names] for row in rows]
        np.testing.assert_array_equal(np.reshape(parameters, (4, 5, 4)), arrays["parameters"])
        np.testing.assert_array_equal(np.reshape([float(row["loss"]) for row in rows], (4, 5)), arrays["loss"])


def test_labels_in_french(train):
    path, out = train("puzzle", *NUMPY, "--set", "training.steps=1", "--language", "fr")
    with np.load(path) as arrays:
        assert arrays["label"].tolist() == ["depuis 10", "depuis −10"]
    assert "depuis −10" in out


def test_a_diverging_run_is_told_and_stays_finite(train):
    path, out = train("puzzle", *NUMPY, "--set", "training.learning_rate=3")
    with np.load(path) as arrays:
        assert arrays["fate"].tolist() == ["diverged", "diverged"]
        assert np.isfinite(arrays["parameters"]).all()
        assert np.isfinite(arrays["loss"]).all()
    assert "nan" not in out
    assert "2 diverged" in out


@pytest.mark.parametrize("every", [[], ["--every", "1000"]])
def test_a_run_that_diverges_is_told_with_its_step(train, every):
    """With exact gradients w − 1 grows by 1 − η a step, here by −3: the step can be counted."""
    settings = ["--set", "training.gradient=exact", "--set", "training.learning_rate=4", "--set", "training.steps=1500"]
    words = ["puzzle", *NUMPY, *settings, "--set", "start.1.weight=1.0", *every]
    w, at = 10.0, 0
    while abs(w) <= 1e6:
        w, at = (w - 4 * (w - 1) if w > 0 else w - 4 * w), at + 1
    _, out = train(*words)
    first, second, summary = out.splitlines()[1:]
    assert first.split()[3:7] == ["diverged", "at", "step", str(at)]
    assert "converged" in second
    assert "step" not in second
    assert summary == "1 diverged, 1 converged after 1500 steps"
    path, out = train(*words, "--language", "fr")
    assert f"divergé au pas {at}" in out
    with np.load(path) as arrays:
        assert arrays["fate"].tolist() == ["diverged", "converged"]  # the names, in every language


def test_many_parameters_are_left_to_the_file(train):
    path, out = train("hidden", *NUMPY, "--set", "training.steps=2", "--set", "starts.count=30")
    assert out.splitlines()[0].split() == ["run", "label", "fate", "loss"]
    assert len(out.split("\n\n")[0].splitlines()) == 32
    with np.load(path) as arrays:
        assert arrays["parameters"].shape == (3, 30, 7)
        assert arrays["label"].tolist() == [""] * 30


def test_there_must_be_something_to_train(tmp_path, capsys):
    assert cli.main(["train", "puzzle", "--set", "start=[]", "-o", str(tmp_path / "x.npz")]) == 2
    assert "puzzle: start: found none; allowed: at least one [[start]] table" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_an_existing_file_is_kept_without_training(tmp_path, capsys, monkeypatch):
    path = tmp_path / "paths.npz"
    path.write_text("old")
    monkeypatch.setattr("reluviz.training.headless.train", lambda *_: pytest.fail("it must not train"))
    assert cli.main(["train", "puzzle", "-o", str(path)]) == 1
    assert "it is there already; --overwrite replaces it" in capsys.readouterr().err
    assert path.read_text() == "old"


def test_random_starts_are_told_with_their_interval(train):
    """Weights and biases from N(0, 1): how many fail is a sample of the map's share, weighted by the density."""
    settings = ["--set", "training.gradient=exact", "--set", "training.learning_rate=0.1", "--set", "start=[]"]
    random = ["starts.kind=random", "starts.count=1000", "starts.initializer=normal", "starts.bias_initializer=normal"]
    words = [word for setting in random for word in ("--set", setting)]
    _, out = train("bias", *NUMPY, *settings, *words, "--set", "training.steps=400", "--every", "400")
    heading, *rows = [line.split() for line in out.split("\n\n")[1].splitlines()]
    assert heading[:4] == ["fate", "runs", "per", "cent"]
    count, share, low, high = (float(number) for number in rows[-1][1:])
    assert rows[-1][0] == "failed"
    assert count == sum(int(row[1]) for row in rows[:-1] if row[0] != "converged")
    assert low < share < high
    assert high - low == pytest.approx(2 * 196 * np.sqrt(share * (100 - share) / 1e4 / 1000), rel=0.01)
    axis = np.linspace(-4, 4, 161)
    landscape = Landscape(Data(), (Target(),), Model(variant="weight-bias"))
    training = Training(gradient="exact", learning_rate=0.1, steps=400)
    question = BasinQuestion(landscape, training, "weight", "bias", (-4, 4), (-4, 4), 161, 161, (0.0, 0.0))
    density = np.exp(-(axis**2) / 2) / np.exp(-(axis**2) / 2).sum()
    failed = compute_basins(question, numpy_starts(question))[0].fate != FATE_NAMES.index("converged")
    assert share == pytest.approx(100 * density @ failed @ density, abs=1.5 * (high - low))


def test_one_step_is_no_plural(tmp_path, capsys):
    words = ["train", "puzzle", "-o", str(tmp_path / "p.npz"), "--set", "training.engine=numpy"]
    assert cli.main([*words, "--set", "training.steps=1"]) == 0
    assert capsys.readouterr().out.endswith(" after 1 step\n")
