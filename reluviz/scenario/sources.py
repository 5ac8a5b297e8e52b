"""Finds scenarios by name: files, and those that belong to the program; any thread."""

from dataclasses import dataclass
from pathlib import Path

from reluviz.assets import resource
from reluviz.errors import ScenarioError
from reluviz.scenario.messages import near_miss, one_line, shown
from reluviz.scenario.model import Scenario
from reluviz.scenario.reading import read_scenario


@dataclass(frozen=True, slots=True)
class Source:
    """Where a scenario comes from.

    Attributes
    ----------
    name
        What was asked for.
    path
        The file that holds it.
    built_in
        Whether it belongs to the program, and so is not to be written over.
    """

    name: str
    path: Path
    built_in: bool

    def read(self) -> Scenario:
        """Read and check it; ScenarioError if that fails."""
        return read_scenario(self.path)


def built_in_names() -> tuple[str, ...]:
    """Return the names of the built-in scenarios, ``lesson`` or ``lesson/cue``, in order."""
    folder = resource("lessons")
    return tuple(sorted(path.relative_to(folder).with_suffix("").as_posix() for path in folder.rglob("*.toml")))


def is_known(name: str) -> bool:
    """Return whether a file or a folder, or a built-in scenario, has this name."""
    try:
        return name in built_in_names() or Path(name).exists()
    except (OSError, ValueError):
        return False


def find_source(name: str) -> Source:
    """Return where the scenario is that a file's name or a built-in name means; a file that is there comes first.

    Raises
    ------
    ScenarioError
        If it is neither.
    """
    try:
        is_there = Path(name).is_file() or (Path(name).exists() and not Path(name).is_dir())
    except (OSError, ValueError):
        is_there = False
    if is_there:
        return Source(name, Path(name), built_in=False)
    names = built_in_names()
    if name in names:
        return Source(name, resource("lessons", *f"{name}.toml".split("/")), built_in=True)
    if Path(name).suffix != ".toml":
        hint = near_miss(name, names)
        is_folder = " (it is a folder)" if name and "\0" not in name and Path(name).is_dir() else ""
        asked, known = one_line(name, 300) or shown(name), ", ".join(names)
        raise ScenarioError(f"{asked}: no such scenario file{is_folder}; built-in scenarios: {known}{hint}")
    return Source(name, Path(name), built_in=False)


def find_scenario(name: str) -> Scenario:
    """Read the scenario that a file's name or a built-in name means; ScenarioError if it is neither or is wrong."""
    return find_source(name).read()
