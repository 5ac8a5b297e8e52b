"""`reluviz basins` writes the map as the contract says, and prints the shares."""

import numpy as np
import pytest

from reluviz import cli
from reluviz.training import basins_remote
from reluviz.training.fates import FATE_NAMES

NUMPY = ["--set", "training.engine=numpy", "--set", "training.gradient=exact"]


@pytest.fixture
def basins(tmp_path, capsys):
    def basins(*words):
        path = tmp_path / "basins.npz"
        status = cli.main(["basins", *words, "-o", str(path), "--overwrite"])
        captured = capsys.readouterr()
        assert (status, captured.err) == (0, "")
        with np.load(path) as arrays:
            return dict(arrays), captured.out

    return basins


def test_a_map(basins):
    arrays, out = basins("bias", *NUMPY, "--size", "6x5")
    assert arrays.keys() == {
        "x", "y", "x_name", "y_name", "fate", "fate_names", "final_loss", "final_parameters", "parameter_names",
    }  # fmt: skip
    assert (str(arrays["x_name"]), str(arrays["y_name"])) == ("weight", "bias")
    assert arrays["fate"].dtype == np.uint8
    assert arrays["fate"].shape == arrays["final_loss"].shape == (5, 6)
    assert arrays["final_parameters"].shape == (5, 6, 2)
    assert arrays["fate_names"].tolist() == list(FATE_NAMES)
    assert arrays["parameter_names"].tolist() == ["weight", "bias"]
    names = arrays["fate_names"][arrays["fate"]]
    # Upper right: where the minimum is reached; lower left: active on x < 0 only.
    assert names[-1, -1] == "converged"
    assert names[0, 0] in {"dying", "dead"}
    lines = out.splitlines()
    assert lines[0].split() == ["fate", "starts", "per", "cent"]
    told = {line.split()[0]: (int(line.split()[1]), float(line.split()[2])) for line in lines[1:-1]}
    assert told == {
        name: ((names == name).sum(), pytest.approx(100 * (names == name).mean(), abs=5e-4)) for name in told
    }
    assert sum(count for count, _ in told.values()) == 30
    assert lines[-1] == "30 starts after 4000 steps"


def test_a_single_weight_has_one_axis(basins):
    arrays, out = basins("puzzle", *NUMPY, "--size", "10x3")
    assert "y" not in arrays
    assert arrays["fate"].shape == arrays["final_loss"].shape == (10,)
    assert arrays["final_parameters"].shape == (10, 1)
    assert np.array_equal(arrays["fate_names"][arrays["fate"]] == "converged", arrays["x"] > 0)
    assert "50.000" in out


def test_one_step_is_no_steps(basins):
    assert basins("puzzle", *NUMPY, "--size", "10x3", "--set", "training.steps=1")[1].endswith(
        "10 starts after 1 step\n"
    )


def test_with_mini_batches_no_tensorflow_is_started(basins, monkeypatch):
    monkeypatch.setattr(basins_remote.TensorflowProcess, "start", lambda self: pytest.fail("started"))
    arrays, _ = basins("bias", "--set", "training.gradient=batch", "--set", "training.steps=20", "--size", "4x3")
    assert arrays["fate"].shape == (3, 4)


def test_numpy_goes_on_where_tensorflow_cannot_be_had(tmp_path, capsys, monkeypatch):
    from reluviz.training.tensorflow_process import TensorflowProcess

    def without(self):
        self._reason = "TensorFlow cannot be imported: no module"

    monkeypatch.setattr(TensorflowProcess, "start", without)
    words = ["basins", "bias", "--set", "training.gradient=exact", "--size", "4x3", "-o", str(tmp_path / "x.npz")]
    assert cli.main([*words, "--set", "training.steps=50"]) == 0
    assert capsys.readouterr().err == "reluviz: TensorFlow cannot be imported: no module. NumPy goes on.\n"
    with np.load(tmp_path / "x.npz") as arrays:
        assert arrays["fate"].shape == (3, 4)


PLANE = ["--set", "model.variant=weight-bias-output", "--set", "view.x=pca", "--set", "view.y=pca"]


def test_in_the_plane_of_a_path_starts_lie_on_it(basins):
    arrays, _ = basins("bias", *NUMPY, *PLANE, "--set", "training.steps=60", "--size", "6x5")
    assert (str(arrays["x_name"]), str(arrays["y_name"])) == ("pca[0]", "pca[1]")
    assert arrays["fate"].shape == (5, 6)
    across, up = arrays["x_direction"], arrays["y_direction"]
    np.testing.assert_allclose([across @ across, up @ up, across @ up], [1.0, 1.0, 0.0], atol=1e-12)
    assert 0.5 < arrays["explained_variance"].sum() <= 1.0 + 1e-12
    # What is found is what this very start comes to by itself.
    weight, bias, *rest = (arrays["origin"] + arrays["x"][2] * across + arrays["y"][3] * up).tolist()
    others = [word for name, value in zip(("output_weight", "output_bias"), rest, strict=True)
              for word in ("--set", f"start.0.{name}={value!r}")]  # fmt: skip
    ranges = ["--set", f"view.x_range=[{weight!r}, {weight + 1!r}]", "--set", f"view.y_range=[{bias!r}, {bias + 1!r}]"]
    words = [*NUMPY, *PLANE[:2], "--set", "training.steps=60", *others, *ranges]
    alone, _ = basins("bias", *words, "--size", "2x2")
    np.testing.assert_allclose(arrays["final_parameters"][3, 2], alone["final_parameters"][0, 0], rtol=1e-4)


def test_a_path_without_a_plane_has_no_basins_in_it(tmp_path, capsys):
    words = ["basins", "bias", *NUMPY, *PLANE, "--set", "training.steps=1", "-o", str(tmp_path / "x.npz")]
    assert cli.main(words) == 2
    error = capsys.readouterr().err
    assert error.count("\n") == 1
    assert 'view.x: found "pca"; allowed: "weight", "bias", "output_weight", "output_bias" (' in error
    assert "it takes three points that differ" in error
    assert list(tmp_path.iterdir()) == []


def test_a_picture_in_the_plane_of_a_path_has_the_runs_on_it(qapp, tmp_path):
    from PySide6.QtGui import QImage

    path = tmp_path / "map.png"
    words = [*NUMPY, *PLANE, "--set", "training.steps=60", "--set", "recording.size=[640, 360]"]
    assert cli.main(["basins", "bias", *words, "--size", "30x20", "-o", str(path)]) == 0
    image = QImage(str(path))
    assert (image.width(), image.height()) == (640, 360)
    # Trails and heads have colours, the fates hatchings of theirs.
    hues = {image.pixelColor(x, y).hue() for x in range(60, 600, 30) for y in range(60, 300, 30)}
    assert len(hues - {-1}) > 4


def test_a_file_that_is_there_is_kept(tmp_path, capsys):
    path = tmp_path / "x.npz"
    path.write_text("kept")
    assert cli.main(["basins", "puzzle", *NUMPY, "-o", str(path)]) == 1
    assert path.read_text() == "kept"
    assert "--overwrite" in capsys.readouterr().err


@pytest.mark.parametrize(("scenario", "theme"), [("bias", "light"), ("puzzle", "dark")])
def test_a_picture(qapp, tmp_path, capsys, scenario, theme):
    from PySide6.QtGui import QColor, QImage

    from reluviz.scene.theme import FATE_LOOKS, THEMES

    path = tmp_path / "map.png"
    words = [*NUMPY, "--size", "30x20", "--set", "recording.size=[640, 360]", "--set", f"recording.theme={theme}"]
    assert cli.main(["basins", scenario, *words, "-o", str(path)]) == 0
    assert "converged" in capsys.readouterr().out
    image = QImage(str(path))
    assert (image.width(), image.height()) == (640, 360)
    # On the right, where it converges, the ground is blue; on the left it is not.
    right, left = image.pixelColor(560, 240), image.pixelColor(60, 240)
    blue = QColor(FATE_LOOKS["converged"].color(THEMES[theme]))
    assert abs(right.hue() - blue.hue()) < 25
    assert abs(left.hue() - blue.hue()) > 60


DRAWN = ["--set", "starts.kind=random", "--set", "starts.initializer=normal", "--set", "starts.bias_initializer=normal"]


def test_random_starts_are_those_of_a_training_and_end_as_its_runs_do(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    words = ["bias", *NUMPY, *DRAWN, "--set", "training.steps=300"]
    assert cli.main(["train", *words, "--set", "starts.count=200", "-o", "train.npz"]) == 0
    *_, table = capsys.readouterr().out.split("\n\n")
    assert cli.main(["basins", *words, "--random", "200", "-o", "drawn.npz"]) == 0
    out = capsys.readouterr().out
    # The same table, of the runs that were drawn; then how many there were.
    assert out == f"{table.rstrip()}\n200 starts after 300 steps\n"
    assert table.splitlines()[-1].split()[0] == "failed"
    with np.load("train.npz") as trained, np.load("drawn.npz") as drawn:
        assert set(drawn) == {
            "start", "fate", "fate_names", "final_loss", "final_parameters", "parameter_names",
        }  # fmt: skip
        assert drawn["start"].shape == drawn["final_parameters"].shape == (200, 2)
        runs = trained["parameters"][:, -200:]
        np.testing.assert_allclose(drawn["start"], runs[0], rtol=1e-6)
        np.testing.assert_allclose(drawn["final_parameters"], runs[-1], rtol=1e-4, atol=1e-6)
        assert drawn["fate_names"][drawn["fate"]].tolist() == trained["fate"][-200:].tolist()


def test_random_starts_need_no_file_and_fail_as_often_as_the_mathematics_says(capsys):
    # Of a weight alone, the negative half: w ← (1 − η) w never becomes positive.
    words = ["puzzle", *NUMPY, *DRAWN[:4], "--set", "training.steps=2000"]
    assert cli.main(["basins", *words, "--random", "100000"]) == 0
    failed = next(line for line in capsys.readouterr().out.splitlines() if line.startswith("failed"))
    share, low, high = (float(number) for number in failed.split()[2:])
    assert low < 50.0 < high
    assert high - low == pytest.approx(2 * 196 * np.sqrt(0.25 / 100_000), rel=0.01)
    assert low < share < high


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--random", "0"], "found '0'; allowed: a whole number from 1 to 10000000"),
        (["--random", "5", "-o", "a.png"], "a.png: starts that are drawn at random have no picture; allowed: .npz"),
        (["--random", "5", "--size", "4x4"], "not allowed with argument"),
        (
            ["--random", "5", "--set", "starts.kind=grid", "--set", "starts.weight={from = 0, to = 1, count = 2}"],
            'starts.kind: found "grid"; allowed: "random" (with --random)',
        ),
        ([], "-o is missing: a map is written to a file; --random needs none"),
    ],
)
def test_what_random_starts_cannot_be(words, said, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert cli.main(["basins", "bias", *NUMPY, *words]) != 0
    captured = capsys.readouterr()
    assert said in captured.err.splitlines()[-1]
    assert captured.out == ""
    assert list(tmp_path.iterdir()) == []
