"""Two thousand damaged scenario files: each is read, or refused with one line, by the command as well."""

import random
import tomllib

import pytest

from reluviz import cli
from reluviz.assets import resource
from reluviz.errors import ScenarioError
from reluviz.scenario.lesson_reading import parse_lesson, read_lesson
from reluviz.scenario.lesson_writing import lesson_text
from reluviz.scenario.model import FIELDS
from reluviz.scenario.reading import is_lesson, parse_scenario, read_scenario
from reluviz.scenario.writing import scenario_text

PIECES = [
    "nan", "-inf", "1e400", "-0.0", "9" * 30, "true", '""', "''", "[]", "{}", "[[start]]\n", "[starts]\n", "[data]\n",
    '"\\u0000"', '"\\ud800"', '"""', "0x7f", "1979-05-27",
    "{from = 1, to = 0, count = 2}", "[1, 2, 3]", "=", "\n", "\0",
    "é", "\u2028", "\r", "#", ".", "[[[", "hidden-layer", "pca", "adam", "weight", "format = 2\n", "\ufeff", "-",
    "[" * 400 + "]" * 400, "{a = " * 400 + "1" + "}" * 400,
]  # fmt: skip


def mutated(random_, text):
    data = text
    for _ in range(random_.randint(1, 4)):
        where = random_.randrange(len(data) + 1)
        match random_.randrange(6):
            case 0:
                data = data[:where] + random_.choice(PIECES) + data[where:]
            case 1:
                data = data[:where] + data[where + random_.randint(1, 12) :]
            case 2:
                lines = data.split("\n")
                random_.shuffle(lines)
                data = "\n".join(lines)
            case 3:
                other = random_.choice(list(FIELDS.values()))
                data = data + f"\n{random_.choice(other).key} = {random_.choice(PIECES)}"
            case 4:
                lines = data.split("\n")
                line = random_.randrange(len(lines))
                key, equals, _ = lines[line].partition("=")
                lines[line] = f"{key}{equals}{random_.choice(PIECES)}"
                data = "\n".join(lines)
            case _:
                data = data[:where] + chr(random_.randrange(0x3000)) + data[where + 1 :]
    return data


@pytest.fixture(scope="module")
def originals():
    """Return the texts of the program's scenarios, and those of its lessons."""
    texts = [path.read_text("utf-8") for path in sorted(resource("lessons").rglob("*.toml"))]
    lessons = [text for text in texts if is_lesson(tomllib.loads(text))]
    return [text for text in texts if text not in lessons], lessons


def mutations(seed, originals, path, count):
    """Yield `count` times after a mutated original stands in the file."""
    random_ = random.Random(seed)
    for number in range(count):
        data = mutated(random_, random_.choice(originals)).encode("utf-8", "surrogatepass")
        if random_.random() < 0.1:
            where = random_.randrange(len(data) + 1)
            data = data[:where] + bytes(random_.randrange(256) for _ in range(3)) + data[where:]
        path.write_bytes(data)
        yield number


def refusal_line(path, error):
    """Check what a refusal looks like, and return what the command line says."""
    message = str(error)
    assert message.startswith(str(path))
    assert len(message.splitlines()) == 1
    assert message.isprintable()
    assert len(message) < len(str(path)) + 500
    return 2, "", f"reluviz: {message}\n"


def is_lesson_text(path):
    """Return whether the command line would take a file for a lesson, or for no TOML at all."""
    try:
        return is_lesson(tomllib.loads(path.read_text("utf-8")))
    except ValueError:
        return True


def test_mutated_files_are_read_or_refused_with_one_line(tmp_path, originals, capsys):
    read = refused = 0
    path = tmp_path / "mutated.toml"
    for number in mutations(20_240_607, originals[0], path, 2000):
        try:
            scenario = read_scenario(path)
        except ScenarioError as error:
            refused += 1
            answer = refusal_line(path, error)
        else:
            read += 1
            answer = 0, f"{path}: fine\n", ""
            assert parse_scenario(scenario_text(scenario)) == scenario
        if number % 8 == 0:
            assert (cli.main(["check", str(path)]), *capsys.readouterr()) == answer
    # Both happen often, so the mutations are neither harmless nor hopeless.
    assert read > 100
    assert refused > 1000


def test_mutated_lessons_are_read_or_refused_with_one_line(tmp_path, originals, capsys):
    read = refused = 0
    path = tmp_path / "mutated.toml"
    for number in mutations(20_240_608, originals[1], path, 400):
        try:
            lesson = read_lesson(path)
        except ScenarioError as error:
            refused += 1
            answer = refusal_line(path, error)
        else:
            read += 1
            answer = 0, f"{path}: fine\n", ""
            assert parse_lesson(lesson_text(lesson), "mutated") == lesson
        if number % 8 == 0 and is_lesson_text(path):
            assert (cli.main(["check", str(path)]), *capsys.readouterr()) == answer
    assert read > 20
    assert refused > 100


@pytest.mark.parametrize(
    "key",
    [
        "name = {}",
        "words = {}",
        "scenario = {}",
        "x = {}",
        "[cue.scenario.model]\nvariant = {}",
        "[[cue.scenario.start]]\nweight = {}",
    ],
)
def test_deep_nesting_in_a_lesson_is_refused_at_every_depth(key):
    for depth in range(100, 1001, 20):
        for nested in ("[" * depth + "]" * depth, "{a = " * depth + "1" + "}" * depth):
            name = "" if key.startswith("name") else 'name = "a"\n'
            with pytest.raises(ScenarioError) as caught:
                parse_lesson(f'kind = "lesson"\n[[cue]]\n{name}{key.format(nested)}', "deep")
            message = str(caught.value)
            assert message.startswith("deep: ")
            assert len(message.splitlines()) == 1
            assert len(message) < 500


@pytest.mark.parametrize(
    "key",
    [
        "x = {}",
        "title = {}",
        "data = {}",
        "start = {}",
        "[[start]]\nweight = {}",
        "[view]\nx_range = {}",
        "[recording]\npanels = {}",
        "[starts]\nkind = 'grid'\nweight = {{from = {}, to = 1, count = 2}}",
    ],
)
def test_deep_nesting_is_refused_at_every_depth(key):
    """Where the parser's own depth ends, and where that of whatever looks at the value would."""
    for depth in range(100, 1001, 4):
        for nested in ("[" * depth + "]" * depth, "{a = " * depth + "1" + "}" * depth):
            with pytest.raises(ScenarioError) as caught:
                parse_scenario(key.format(nested), "deep.toml")
            message = str(caught.value)
            assert message.startswith("deep.toml: ")
            assert len(message.splitlines()) == 1
            assert len(message) < 500
