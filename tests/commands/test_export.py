"""`reluviz export` as a scenario; the Keras program has tests of its own."""

import os
import subprocess
import sys

import pytest

from reluviz import cli
from reluviz.scenario.reading import read_scenario
from reluviz.scenario.settings import apply_settings
from reluviz.scenario.sources import find_scenario


def test_a_scenario_with_its_settings(tmp_path, capsys):
    path = tmp_path / "mine.toml"
    words = ["export", "bias", "--set", "training.learning_rate=0.1", "-o", str(path)]
    assert cli.main(words) == 0
    assert capsys.readouterr() == ("", "")
    assert read_scenario(path) == apply_settings(find_scenario("bias"), ["training.learning_rate=0.1"])
    assert b"\r" not in path.read_bytes()
    assert cli.main(words) == 1
    assert cli.main([*words, "--overwrite"]) == 0


@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
def test_a_program_survives_an_output_that_lacks_a_sign(tmp_path, encoding):
    """Only its last part matters here; what comes before is stood in for, so that no training is waited for."""
    label = "from −10, à l’envers"
    (tmp_path / "mine.toml").write_text(f'[[start]]\nweight = -10\nlabel = "{label}"\n', "utf-8")
    assert cli.main(["export", str(tmp_path / "mine.toml"), "-o", str(tmp_path / "mine.py")]) == 0
    (tmp_path / "keras.py").write_text(
        "import numpy\n"
        "class Stub:\n"
        "    history = {'loss': []}\n"
        "    weights = [numpy.zeros((1, 1))]\n"
        "    def __getattr__(self, name): return self\n"
        "    def __call__(self, *args, **kwargs): return self\n"
        "    def get_weights(self): return [numpy.array([0.25])]\n"
        "import sys\nsys.modules[__name__] = Stub()\n",
        "utf-8",
    )
    (tmp_path / "matplotlib.py").write_text("raise ImportError\n", "utf-8")
    done = subprocess.run(
        [sys.executable, "mine.py"],
        capture_output=True,
        env=os.environ | {"PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"},
        cwd=tmp_path,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.decode("ascii").splitlines() == [
        label.encode("ascii", "backslashreplace").decode(),
        "weight = 0.25",
    ]
