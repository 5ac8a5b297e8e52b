"""`reluviz inspect` says the exact loss, gradient and active share at each start."""

import json
import math

import pytest

from reluviz import cli

P0 = 1 / math.sqrt(2 * math.pi)


@pytest.fixture
def inspect(capsys):
    def inspect(*words):
        status = cli.main(["inspect", *words])
        captured = capsys.readouterr()
        assert (status, captured.err) == (0, "")
        return captured.out

    return inspect


def test_json_of_the_puzzle(inspect):
    first, second = json.loads(inspect("puzzle", "--json"))
    assert first.keys() == {"label", "parameters", "loss", "gradient", "active"}
    assert (first["label"], second["label"]) == ("from 10", "from −10")
    assert first["parameters"] == {"weight": 10.0}
    # L = ½(w − 1)² and w − 1 on the one side, ½ + ½w² and w on the other.
    assert first["loss"] == pytest.approx(40.5, rel=1e-14)
    assert first["gradient"]["weight"] == pytest.approx(9.0, rel=1e-14)
    assert second["loss"] == pytest.approx(50.5, rel=1e-14)
    assert second["gradient"]["weight"] == pytest.approx(-10.0, rel=1e-14)
    assert first["active"] == second["active"] == [0.5]


def test_json_in_french(inspect):
    assert [entry["label"] for entry in json.loads(inspect("puzzle", "--json", "--language", "fr"))] == [
        "depuis 10",
        "depuis −10",
    ]


def test_json_of_a_hidden_layer(inspect):
    settings = ["--set", "starts={}", "--set", "starts.count=3", "--set", "model.hidden_units=4", "--set", "view={}"]
    entries = json.loads(inspect("hidden", "--json", *settings))
    assert len(entries) == 3
    names = [f"{kind}[{unit}]" for kind in ("weight", "bias", "output_weight") for unit in range(4)]
    assert list(entries[0]["parameters"]) == list(entries[0]["gradient"]) == [*names, "output_bias"]
    assert entries[0]["active"] == [0.5] * 4


def test_json_carries_all_digits(inspect):
    (entry,) = json.loads(
        inspect("bias", "--json", "--set", "start=[{weight=-1, bias=-0.1}]", "--set", "data.noise=0.1")
    )
    assert entry["parameters"] == {"weight": -1.0, "bias": -0.1}
    # MATHS: w < 0, b ≤ 0 meets no target: L = ½ + A₂ with A₂ = (w² + b²)Φ(z) + a b φ(z).
    z = -0.1
    phi, tail = P0 * math.exp(-z * z / 2), 0.5 * math.erfc(-z / math.sqrt(2))
    assert entry["loss"] == pytest.approx(0.5 + 1.01 * tail - 0.1 * phi + 0.01, rel=1e-14)
    assert entry["gradient"]["weight"] == pytest.approx(-2 * tail, rel=1e-13)
    assert entry["active"] == [pytest.approx(tail, rel=1e-14)]


def test_the_text_is_for_people(inspect):
    out = inspect("puzzle")
    assert "from 10: loss 40.5, active on 50 % of the inputs" in out
    assert "weight       -10       -10" in out
    out = inspect("hidden", "--set", "starts.count=1")
    assert out.startswith("run 0: loss ")
    assert "output_weight[1]" in out
    assert "active on" in out


def test_without_starts_the_list_is_empty(capsys):
    assert cli.main(["inspect", "puzzle", "--set", "start=[]", "--json"]) == 0
    captured = capsys.readouterr()
    assert json.loads(captured.out) == []
    assert "no starts" in captured.err


def test_a_start_that_is_set_elsewhere_loses_a_label_that_tells_its_place(capsys):
    def labels(*settings):
        words = [word for setting in settings for word in ("--set", setting)]
        assert cli.main(["inspect", "puzzle", "--json", *words]) == 0
        return [entry["label"] for entry in json.loads(capsys.readouterr().out)]

    assert labels("start.0.weight=-3") == ["", "from −10"]
    assert labels("start.0.weight=10", "training.steps=5") == ["from 10", "from −10"]
    assert labels("start.0.weight=-3", "start.0.label=from 10") == ["from 10", "from −10"]
    assert labels("start.1.label=left") == ["from 10", "left"]
    assert labels("start.2.weight=3") == ["from 10", "from −10", ""]


def test_help_says_what_becomes_of_starts(capsys):
    assert cli.main(["inspect", "--help"]) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert "the number after the last start's adds one; a moved start loses a label that tells its place" in said
