"""The wheel carries resources/ and gives the command; the README tells the truth about the format."""

import configparser
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import numpy as np
import pytest

from reluviz import cli
from reluviz.assets import resources
from reluviz.commands import window
from reluviz.language import LANGUAGES
from reluviz.scenario.lesson_reading import parse_lesson
from reluviz.scenario.settings import apply_settings
from reluviz.scenario.sources import find_scenario
from reluviz.training.headless import train
from tests.readme_reference import PARTS, README

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    uv = shutil.which("uv")
    assert uv, "the gate installs uv"
    done = subprocess.run(
        [uv, "build", "--wheel", "--quiet", "--out-dir", str(folder), str(ROOT)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    (found,) = folder.glob("*.whl")
    return found


def test_wheel_carries_every_resource_but_the_readme_s_pictures_the_compiled_words_and_the_command(wheel):
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        (entry_points,) = (name for name in names if name.endswith(".dist-info/entry_points.txt"))
        parsed = configparser.ConfigParser()
        parsed.read_string(archive.read(entry_points).decode())
    expected = {
        "reluviz/_resources/" + path.relative_to(ROOT / "resources").as_posix()
        for path in (ROOT / "resources").rglob("*")
        if path.is_file() and not {"pictures", "i18n"} & set(path.parts)
    } | {f"reluviz/_resources/i18n/reluviz_{language}.qm" for language in list(LANGUAGES)[1:]}
    assert len(expected) > 10
    assert {name for name in names if name.startswith("reluviz/_resources/")} == expected
    assert "reluviz/py.typed" in names
    assert parsed["console_scripts"]["reluviz"] == "reluviz.start:main"


def test_installed_wheel_finds_its_own_resources(wheel, tmp_path):
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path)
    program = "from reluviz.assets import resource; print(resource('lessons', 'puzzle.toml').read_text('utf-8'))"
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(tmp_path)},
        capture_output=True,
        check=True,
    )
    assert done.stdout.decode().strip() == (resources() / "lessons" / "puzzle.toml").read_text("utf-8").strip()
    spoken = subprocess.run(
        [sys.executable, "-m", "reluviz", "check", "puzzle", "--language", "fr"],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(tmp_path), "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        check=True,
    )
    assert spoken.stdout.decode() == "puzzle\u00a0: rien à redire\n"
    located = subprocess.run(
        [sys.executable, "-c", "from reluviz.assets import resources; print(resources())"],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert Path(located.stdout.strip()).is_relative_to(tmp_path)


@pytest.mark.parametrize("part", PARTS)
def test_readme_has_the_tables_that_the_program_makes(part):
    assert PARTS[part]() in README.read_text("utf-8"), "run: PYTHONPATH=. uv run python tests/readme_reference.py"


def test_readme_shows_a_lesson_that_is_fine():
    (text,) = re.findall(r'```toml\n([^`]*kind = "lesson"[^`]*)```', README.read_text("utf-8"))
    assert parse_lesson(text).cue_names == ("ask", "map")


def test_readme_lists_every_command_as_its_help_does():
    listed = re.findall(r"^\| `(reluviz\b.*?)` \|", README.read_text("utf-8"), re.MULTILINE)
    commands = [window.COMMAND, *cli.COMMANDS.values()]
    expected = [" ".join(filter(None, ["reluviz", command.name, command.usage])) for command in commands]
    assert [row.replace("\\|", "|") for row in listed] == expected


def test_readme_counts_the_fates_of_its_film():
    """It ends with the training; a start that is still on its way would make the caption untrue."""
    text = README.read_text("utf-8")
    assert "six reach the minimum, six fade](resources/pictures/bias.gif)" in text
    scenario = apply_settings(find_scenario("bias"), ["training.engine=numpy"])
    trained = train(scenario, every=scenario.training.steps)
    reached = np.abs(trained.parameters[-1] - [1.0, 0.0]).max(axis=1) < 0.05
    fading = (trained.parameters[-1] < 0).all(axis=1)  # left of 0 and below: no input with a target is seen
    assert (int(reached.sum()), int(fading.sum())) == (6, 6)
    assert [fate == "converged" for fate in trained.fate] == reached.tolist()


def test_readme_names_the_two_commands_and_files_that_exist():
    text = README.read_text("utf-8")
    assert "pip install uv && uv run main.py" in text
    assert "\nuv run pytest\n" in text
    for part in text.split("](")[1:]:
        target = part.split(")")[0]
        if "://" not in target and not target.startswith("#"):
            assert (ROOT / target).is_file(), target
