"""The wheel carries resources/ and gives the command; the README tells the truth about the format."""

import configparser
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from reluviz.assets import resources
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


def test_wheel_carries_every_resource_and_the_command(wheel):
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        (entry_points,) = (name for name in names if name.endswith(".dist-info/entry_points.txt"))
        parsed = configparser.ConfigParser()
        parsed.read_string(archive.read(entry_points).decode())
    expected = {
        "reluviz/_resources/" + path.relative_to(ROOT / "resources").as_posix()
        for path in (ROOT / "resources").rglob("*")
        if path.is_file()
    }
    assert len(expected) > 10
    assert expected <= names
    assert parsed["console_scripts"]["reluviz"] == "reluviz.cli:main"


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


def test_readme_names_the_two_commands_and_files_that_exist():
    text = README.read_text("utf-8")
    assert "pip install uv && uv run main.py" in text
    assert "\nuv run pytest\n" in text
    for part in text.split("](")[1:]:
        target = part.split(")")[0]
        if "://" not in target and not target.startswith("#"):
            assert (ROOT / target).is_file(), target
