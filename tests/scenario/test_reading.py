"""What a scenario file may say, and the one line that refuses the rest."""

from pathlib import Path

import pytest

from reluviz.errors import ScenarioError
from reluviz.scenario.files import LARGEST_FILE
from reluviz.scenario.model import FIELDS, Axis, Data, Scenario, Start, Starts, Target
from reluviz.scenario.reading import ARRAYS, parse_scenario, read_scenario
from reluviz.scenario.sources import built_in_names, find_scenario, find_source

CONTRACT = """
format = 1
title = {en = "Backwards start", fr = "Départ à l’envers"}
[data]
distribution = "normal"
mean = 0.0
std = 1.0
low = -1.0
high = 1.0
noise = 0.0
[[target]]
weight = 1.0
bias = 0.0
output_weight = 1.0
[model]
variant = "weight"
activation = "relu"
negative_slope = 0.3
hidden_units = 2
[training]
optimizer = "sgd"
learning_rate = 0.01
momentum = 0.0
nesterov = false
gradient = "batch"
batch_size = 1000
steps = 2000
seed = 0
engine = "auto"
precision = "float32"
[[start]]
weight = -10.0
bias = 0.0
output_weight = 1.0
output_bias = 0.0
label = "backwards"
[starts]
kind = "random"
count = 100
initializer = "glorot_uniform"
bias_initializer = "zeros"
scale = 1.0
seed = 0
[view]
kind = "auto"
x = "weight"
y = "bias"
x_range = [-12.0, 12.0]
y_range = [-12.0, 12.0]
[recording]
size = [1920, 1080]
fps = 60
seconds = 8.0
hold = 1.0
theme = "light"
panels = ["landscape", "neuron", "loss"]
"""


def refused(text, name="lesson.toml"):
    with pytest.raises(ScenarioError) as caught:
        parse_scenario(text, name)
    message = str(caught.value)
    assert "\n" not in message
    assert len(message) < 600
    assert caught.value.exit_status == 2
    return message


def test_every_key_of_the_format_at_its_default_is_the_default():
    read = parse_scenario(CONTRACT)
    assert read == Scenario(
        title={"en": "Backwards start", "fr": "Départ à l’envers"},
        start=(Start(weight=-10.0, label="backwards"),),
        starts=Starts(),
    )
    assert parse_scenario("") == Scenario()


def test_whole_numbers_stand_for_real_ones_and_lists_become_tuples():
    read = parse_scenario(
        "start = [{weight = -3}, {weight = 4}]\nstarts = {kind = 'grid', weight = {from = -1, to = 2, count = 4}}\n"
        "view = {x_range = [-3, 3]}"
    )
    assert isinstance(read.start[0].weight, float)
    assert read.start == (Start(weight=-3.0), Start(weight=4.0))
    assert read.starts == Starts(kind="grid", weight=Axis(-1.0, 2.0, 4))
    assert read.view.x_range == (-3.0, 3.0)


def test_hidden_layer_takes_lists_and_single_numbers():
    text = "[model]\nvariant = 'hidden-layer'\nhidden_units = 3\n[[start]]\nweight = [1, -2, 0.5]\nbias = 0.25\n"
    assert parse_scenario(text).start[0] == Start(weight=(1.0, -2.0, 0.5), bias=0.25)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("[training]\nlearning_rat = 0.1", ["training.learning_rat", "unknown", "did you mean learning_rate?"]),
        ("learning_rate = 0.1", ["learning_rate", "did you mean training.learning_rate?"]),
        ("[trainig]\nsteps = 5", ["trainig", "did you mean training?"]),
        ("[model]\nactivation = 'RELU'", ['model.activation: found "RELU"', '"leaky_relu"', "did you mean relu?"]),
        ("[training]\noptimizer = 'adamax'", ['found "adamax"', '"nadam"', "did you mean adam"]),
        ("[training]\nlearning_rate = 0", ["training.learning_rate: found 0", "above 0, up to 1000"]),
        ("[training]\nlearning_rate = -0.5", ["found -0.5"]),
        ("[training]\nlearning_rate = '0.1'", ['found "0.1"', "a number"]),
        ("[training]\nlearning_rate = nan", ["found nan"]),
        ("[training]\nlearning_rate = inf", ["found inf"]),
        ("[training]\nlearning_rate = true", ["found true"]),
        ("[training]\nsteps = true", ["found true", "a whole number from 1 to 10000000"]),
        ("[training]\nsteps = 2000.0", ["found 2000.0", "whole"]),
        ("[training]\nsteps = 0", ["found 0"]),
        ("[training]\nseed = 9223372036854775808", ["found 9223372036854775808"]),
        ("[training]\nseed = " + "9" * 400, ["found a huge whole number"]),
        ("[training]\nseed = 0x" + "f" * 9000, ["found a huge whole number"]),
        ("[training]\nseed = " + "9" * 5000, ["too many digits"]),
        ("[training]\nlearning_rate = 1" + "0" * 400, ["a huge whole number"]),
        ("[training]\nnesterov = 1", ["found 1", "true, false"]),
        ("[training]\nbatch_size = 2020-01-01", ["found the date or time 2020-01-01"]),
        ("[data]\nstd = 0", ["data.std: found 0", "above 0"]),
        ("[data]\ndistribution = 'uniform'\nlow = 2.0", ["data.high: found 1.0", "above data.low = 2.0"]),
        ("[data]\ndistribution = 'uniform'\nmean = 2.0", ["data.mean: found 2.0", 'data.distribution = "normal"']),
        ("[data]\nlow = 0.5", ["data.low: found 0.5", 'data.distribution = "uniform"']),
        ("[model]\nnegative_slope = 0.1", ["model.negative_slope: found 0.1", 'model.activation = "leaky_relu"']),
        ("[model]\nhidden_units = 8", ["model.hidden_units: found 8", 'model.variant = "hidden-layer"']),
        (
            "[training]\noptimizer = 'adam'\nmomentum = 0.9",
            ["training.momentum: found 0.9", 'training.optimizer = "sgd"'],
        ),
        ("[training]\nnesterov = true", ["training.nesterov: found true", "training.momentum above 0"]),
        ("[training]\nmomentum = 1.5", ["training.momentum: found 1.5", "from 0 to 1"]),
        ("[[start]]\nbias = 2", ["start.0.bias: found 2.0", "a model.variant that has a bias"]),
        ("[[start]]\n[[start]]\noutput_bias = 2", ["start.1.output_bias: found 2.0", "has an output"]),
        ("[[start]]\nweight = [1, 2]", ["start.0.weight: found [1.0, 2.0]", 'model.variant = "weight"']),
        (
            "[model]\nvariant = 'hidden-layer'\n[[start]]\nweight = [1]",
            ["start.0.weight: found 1 number;", "allowed: 2"],
        ),
        ("[[start]]\nweight = []", ["start.0.weight: found []"]),
        ("[[start]]\nweight = [1, 'two']", ['start.0.weight: found [1, "two"]']),
        ("[[start]]\nweight = 2e6", ["found 2000000.0", "from -1000000 to 1000000"]),
        ("[[start]]\ncolor = 'bleu'", ["start.0.color", "did you mean blue?"]),
        ("[[start]]\nlabel = 3", ["start.0.label: found 3", "a string, or a table by language"]),
        ("title = {}", ["title: found an empty table"]),
        ("title = {en = 3}", ["title"]),
        ("title = {English = 'x'}", ["title: found {English}"]),
        ('title = "two\\nlines"', ['title: found "two\\nlines"', "one line"]),
        (f'title = "{"x" * 1001}"', ["at most 1000 characters"]),
        ("[start]\nweight = 1", ["start: found {weight}", "[[start]]"]),
        ("target = 3", ["target: found 3", "[[target]]"]),
        ("target = []", ["target: found 0 tables"]),
        ("data = 3", ["data: found 3", "[data]"]),
        ("[[data]]\nmean = 1", ["data: found", "[data]"]),
        ("start = [3]", ["start.0: found 3"]),
        ("[starts]\nkind = 'grid'", ["starts.weight: found nothing", "{from"]),
        ("[starts]\nkind = 'grid'\nweight = {from = 1, to = -1, count = 3}", ["starts.weight", "from below to"]),
        ("[starts]\nkind = 'grid'\nweight = {from = 0, to = 1, count = 0}", ["starts.weight", "a count from 1"]),
        ("[starts]\nkind = 'grid'\nweight = {from = 0, to = 1}", ["starts.weight: found {from, to}"]),
        ("[starts]\nkind = 'grid'\nweight = {from = 0, to = inf, count = 3}", ["starts.weight"]),
        ("[starts]\nkind = 'grid'\nweight = {from = 0, to = 1, count = 3}\nseed = 4", ["starts.seed: found 4"]),
        ("[starts]\nweight = {from = 0, to = 1, count = 3}", ["starts.weight", 'starts.kind = "grid"']),
        ("[starts]\nscale = 3", ["starts.scale: found 3.0", "normal"]),
        ("[[start]]\n[starts]\ncount = 10000", ["starts: found 10001 runs", "at most 10000"]),
        ("[view]\nx_range = [3, -3]", ["view.x_range: found [3, -3]", "the second above the first"]),
        ("[view]\nx_range = [3, 3]", ["view.x_range"]),
        ("[view]\nx_range = [1]", ["view.x_range"]),
        ("[view]\nx_range = [-inf, 3]", ["view.x_range"]),
        ("[view]\nx = 'bias'", ['view.x: found "bias"', '"weight"']),
        ("[view]\nx = 'wieght'", ["did you mean weight?"]),
        ("[view]\nkind = 'map'", ['view.kind: found "map"', "one parameter only"]),
        ("[view]\ncut = 2.0", ["view.cut: found 2.0", 'view.kind = "surface"']),
        ("[view]\nkind = 'curve'\nazimuth = 3.0", ["view.azimuth: found 3.0", 'view.kind = "surface"']),
        ("[model]\nvariant = 'weight-bias'\n[view]\ny = 'weight'", ["the same as view.x", '"bias"']),
        ("[model]\nvariant = 'weight-bias'\n[view]\nx = 'pca'", ['view.x: found "pca"']),
        (
            "[model]\nvariant = 'hidden-layer'\n[view]\nx = 'weight[2]'",
            ['view.x: found "weight[2]"', '"weight[1]"', "pca"],
        ),
        ("[model]\nvariant = 'hidden-layer'\n[view]\ny = 'pca'", ['view.y: found "pca"']),
        ("[recording]\nsize = [1920]", ["recording.size", "two whole numbers from 16 to 16384"]),
        ("[recording]\nsize = [1920, 1080.0]", ["recording.size"]),
        ("[recording]\npanels = []", ["recording.panels"]),
        ("[recording]\npanels = ['loss', 'loss']", ["recording.panels", "each once"]),
        ("[recording]\npanels = ['neurone']", ["did you mean neuron?"]),
        ("format = 2", ["format: found 2", "allowed: 1"]),
        ("format = true", ["format: found true"]),
        ("format = 1.0", ["format: found 1.0"]),
        ("a = ", ["line 1, column 5", "not TOML"]),
        ("title = '''", ["end of the file", "not TOML"]),
        ("[training]\nsteps = = 3", ["line 2, column 9", "not TOML"]),
        ("[training]\nsteps = 3\nsteps = 4", ["line 3", "not TOML"]),
        ("x = " + "[" * 5000, ["nested too deeply"]),
    ],
)
def test_refusals_name_file_key_what_was_found_and_what_is_allowed(text, parts):
    message = refused(text)
    assert message.startswith("lesson.toml: ")
    for part in parts:
        assert part in message


@pytest.mark.parametrize(
    "text",
    [
        "[training]\ngradient = 'exact'\nbatch_size = 100",  # harmless, and --set training.gradient=exact is common
        "[model]\nvariant = 'hidden-layer'",  # the default axes stand for weight[0] and bias[0]
        "[model]\nvariant = 'hidden-layer'\n[view]\nx = 'pca'\ny = 'pca'",
        "[model]\nvariant = 'weight-bias-output'\n[view]\nx = 'pca'",
        "[model]\nvariant = 'weight-bias-output'\n[view]\nx = 'output_weight'\ny = 'weight'",
        "[model]\nvariant = 'weight-bias'\n[view]\nkind = 'curve'\nx = 'bias'",
        "[model]\nvariant = 'weight-bias'\n[view]\ncut = 2.0\nazimuth = 3.0",  # for when the surface is shown
        "[model]\nvariant = 'hidden-layer'\n[view]\nkind = 'map'\nheight = 'linear'\nelevation = 90",
        "[model]\nactivation = 'leaky_relu'\nnegative_slope = 0",
        "[starts]\ninitializer = 'normal'\nscale = 4",
        "[data]\ndistribution = 'uniform'\nlow = 0\nhigh = 3",
        "[training]\nmomentum = 0.9\nnesterov = true",
        "\ufeff# made with Notepad\r\nformat = 1\r\n".removeprefix("\ufeff"),
    ],
)
def test_what_makes_sense_is_accepted(text):
    parse_scenario(text)


def test_every_field_refuses_every_wrong_type():
    for table, entries in FIELDS.items():
        for entry in entries:
            for wrong in ("[[[]]]", "{a = {b = 1}}", "1979-05-27T07:32:00Z"):
                line = f"{entry.key} = {wrong}"
                heading = "" if not table else f"[[{table}]]\n" if table in ARRAYS else f"[{table}]\n"
                message = refused(heading + line)
                assert entry.key in message


def test_several_targets_and_their_order():
    text = "[[target]]\nweight = 2\n[[target]]\nbias = -1\noutput_weight = -0.5"
    assert parse_scenario(text).target == (Target(weight=2.0), Target(bias=-1.0, output_weight=-0.5))


def test_files_that_cannot_be_read(tmp_path):
    def message(path):
        with pytest.raises(ScenarioError) as caught:
            read_scenario(path)
        assert "\n" not in str(caught.value)
        return str(caught.value)

    assert "there is no such file" in message(tmp_path / "missing.toml")
    assert "a folder" in message(tmp_path)
    binary = tmp_path / "latin.toml"
    binary.write_bytes("title = 'x'\n# énigme".encode("latin-1"))
    assert "line 2: not UTF-8" in message(binary)
    huge = tmp_path / "huge.toml"
    huge.write_bytes(b"#" * (LARGEST_FILE + 1))
    assert "larger than" in message(huge)
    assert "larger than" in message("/dev/zero")
    assert "cannot be read" in message("nul\0l.toml")
    assert "cannot be read" in message("x" * 5000)
    odd = tmp_path / "two\nlines.toml"
    odd.write_text("x = 1")
    assert "two\\nlines.toml" in message(odd)


def test_accents_spaces_and_a_byte_order_mark(tmp_path):
    path = tmp_path / "leçon d’été 1.toml"
    path.write_bytes("\ufeff[data]\r\nnoise = 0.5\r\n".encode())
    assert read_scenario(path).data == Data(noise=0.5)


def test_built_in_names_and_files(tmp_path, monkeypatch):
    assert {"puzzle", "bias", "output", "hidden"} <= set(built_in_names())
    monkeypatch.chdir(tmp_path)
    assert find_source("puzzle").built_in
    assert [start.weight for start in find_scenario("puzzle").start] == [10.0, -10.0]
    (tmp_path / "puzzle").mkdir()
    assert find_source("puzzle").built_in
    (tmp_path / "mine.toml").write_text("[[start]]\nweight = 3")
    assert find_scenario("mine.toml").start == (Start(weight=3.0),)
    assert not find_source("mine.toml").built_in
    with pytest.raises(ScenarioError, match=r"puzle: no such scenario file; .*did you mean puzzle\?"):
        find_scenario("puzle")
    for outside in ("../lessons/puzzle", "/etc/passwd/puzzle", "", ".", "puzzle/", "a\0b"):
        with pytest.raises(ScenarioError):
            find_scenario(outside)


def test_a_lesson_holds_cues(tmp_path, monkeypatch):
    cue = tmp_path / "lessons" / "swing" / "start.toml"
    cue.parent.mkdir(parents=True)
    cue.write_text("[[start]]\nweight = 7")
    monkeypatch.setattr("reluviz.scenario.sources.resource", tmp_path.joinpath)
    assert built_in_names() == ("swing/start",)
    assert find_scenario("swing/start").start == (Start(weight=7.0),)


def test_reading_leaves_no_file_open(tmp_path):
    before = len(list(Path("/proc/self/fd").iterdir()))
    for _ in range(20):
        with pytest.raises(ScenarioError):
            read_scenario(tmp_path / "missing.toml")
    assert len(list(Path("/proc/self/fd").iterdir())) == before
