"""`reluviz export` as a scenario; the Keras program has tests of its own."""

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
