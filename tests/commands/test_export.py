"""`reluviz export` as a scenario; the Keras program has tests of its own."""

import os
import subprocess
import sys

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


def test_a_program_survives_an_output_that_lacks_a_sign(tmp_path):
    (tmp_path / "mine.toml").write_text('[[start]]\nweight = 1.5\nlabel = "from −10, à l’envers"\n', "utf-8")
    words = ["export", str(tmp_path / "mine.toml"), "-o", str(tmp_path / "mine.py"), "--set", "training.steps=1"]
    assert cli.main(words) == 0
    done = subprocess.run(
        [sys.executable, "-P", "mine.py"],
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONIOENCODING": "ascii", "MPLBACKEND": "agg", "CUDA_VISIBLE_DEVICES": "-1"},
        cwd=tmp_path,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    label, result = done.stdout.splitlines()
    assert label == r"from \u221210, \xe0 l\u2019envers"
    assert result.startswith("weight = 1.")
