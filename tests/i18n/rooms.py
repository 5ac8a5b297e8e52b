"""The rooms whose words are translated, one catalogue each; run as a program it extracts the words of all, main thread.

`PYTHONPATH=. uv run python tests/i18n/rooms.py` after a text has been added or changed: Qt's ``lupdate`` then notes it
in ``resources/i18n/<room>_<language>.ts`` as unfinished, and drops what is shown no more.
"""

import subprocess
import sys
from pathlib import Path

from reluviz.language import LANGUAGES

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "resources" / "i18n"
SOURCE, *TRANSLATED = LANGUAGES

ROOMS = ("scenario", "landscape", "training", "scene", "recording", "desktop", "commands")
"""Each with a catalogue of its own; `commands` has the modules beside the folders, `cli.py` and its like, too."""

WITHOUT_CATALOGUE = frozenset({"landscape"})
"""The rooms that may have none: nothing in them is shown."""

MARKS = {"translate": "translate", "marked": "QT_TRANSLATE_NOOP", "QT_TRANSLATE_NOOP": "QT_TRANSLATE_NOOP"}
"""The functions that mark a text, and what ``lupdate`` calls them."""


def modules(room: str) -> list[Path]:
    """Return the modules of a room."""
    package = ROOT / "reluviz"
    beside = sorted(package.glob("*.py")) if room == "commands" else []
    return sorted((package / room).rglob("*.py")) + [path for path in beside if path.name != "language.py"]


def catalogue_of(room: str, language: str) -> Path:
    """Return where the translations of a room are."""
    return FOLDER / f"{room}_{language}.ts"


def extract(room: str, language: str, target: Path) -> None:
    """Bring a catalogue up to date with the room's modules; translations of texts that are still there stay."""
    tool = Path(sys.executable).with_name("pyside6-lupdate")
    options = ["-locations", "none", "-no-obsolete", "-source-language", SOURCE, "-target-language", language]
    aliases = [f"-tr-function-alias={known}+={name}" for name, known in MARKS.items() if name != known]
    aliases = [part for alias in aliases for part in alias.split("=", 1)]
    subprocess.run([tool, *modules(room), *options, *aliases, "-ts", target], check=True, stdout=subprocess.DEVNULL)


def main() -> None:
    """Extract the words of all rooms, into catalogues that exist or where there are words."""
    FOLDER.mkdir(exist_ok=True)
    for room in ROOMS:
        for language in TRANSLATED:
            target = catalogue_of(room, language)
            extract(room, language, target)
            if "<message" not in target.read_text("utf-8"):
                target.unlink()


if __name__ == "__main__":
    main()
