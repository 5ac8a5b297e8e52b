"""What is remembered between two starts: one table of keys, each checked by itself, in an INI file; GUI thread."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSettings, QStandardPaths

from reluviz.language import LANGUAGES
from reluviz.scene.theme import PALETTE_NAMES, THEMES

MOST_RECENT_FILES = 8


@dataclass(frozen=True, slots=True)
class Setting:
    """One remembered value: what it is without a file, and whether a found value is sound."""

    default: Any
    is_sound: Callable[[Any], bool]


def _flag(value: Any) -> bool:
    return isinstance(value, bool)


def _number(low: float, high: float) -> Callable[[Any], bool]:
    return lambda value: not isinstance(value, bool) and isinstance(value, int | float) and low <= value <= high


def _one_of(*names: str) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, str) and value in names


def _texts(most: int) -> Callable[[Any], bool]:
    return lambda value: (
        isinstance(value, list) and len(value) <= most and all(isinstance(text, str) and text for text in value)
    )


def _text(longest: int) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, str) and len(value) <= longest


def _place(value: Any) -> bool:
    sound = isinstance(value, list) and len(value) == 4 and all(type(number) is int for number in value)
    return value is None or (sound and all(abs(number) <= 100_000 for number in value) and min(value[2:]) >= 200)


SETTINGS: dict[str, Setting] = {
    "window/place": Setting(None, _place),
    "window/maximized": Setting(False, _flag),
    "window/panels": Setting("", _text(20_000)),
    "window/sections": Setting(["model", "start", "training"], _texts(20)),
    "view/theme": Setting("system", _one_of("system", *THEMES)),
    "view/palette": Setting("paper", _one_of(*PALETTE_NAMES)),
    "view/language": Setting("system", _one_of("system", *LANGUAGES)),
    "view/scale": Setting(1.0, _number(0.75, 2.0)),
    "view/epochs": Setting(False, _flag),
    "view/reduced_motion": Setting(False, _flag),
    "run/speed": Setting(200.0, _number(1, 100_000)),
    "run/loop": Setting(False, _flag),
    "file/recent": Setting([], _texts(MOST_RECENT_FILES)),
    "file/draft_told": Setting(0, lambda value: type(value) is int and 0 <= value < 2**63),
    "file/folder": Setting("", _text(4096)),
    "file/picture_scale": Setting(2.0, _number(1, 4)),
}
"""Every key of the file. Values are JSON texts, so that a type survives and a damaged one shows."""


class Settings:
    """The remembered values; a damaged one costs that one only.

    Parameters
    ----------
    path
        The INI file; it appears, with its folder, when something is first remembered.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.is_new = not path.exists()
        """Whether nothing has ever been remembered: it is the first start."""
        self._file = QSettings(str(path), QSettings.Format.IniFormat)
        self._values: dict[str, Any] = {}

    def get(self, key: str) -> Any:
        """Return a remembered value, or its default where there is none or a damaged one."""
        if key not in self._values:
            setting = SETTINGS[key]
            self._values[key] = setting.default
            found = self._file.value(key)
            if isinstance(found, str):
                try:
                    value = json.loads(found)
                except (ValueError, RecursionError):
                    value = found if found.isalpha() else None  # a word, written by hand without quotes
                if setting.is_sound(value):
                    self._values[key] = value
        return self._values[key]

    def set(self, key: str, value: Any) -> None:
        """Remember a value."""
        if not SETTINGS[key].is_sound(value):
            raise ValueError(f"{key} cannot be {value!r}")
        if self.get(key) != value:
            self._values[key] = value
            self._file.setValue(key, json.dumps(value))

    def flush(self) -> None:
        """Write the file now."""
        self._file.sync()


def settings_path() -> Path:
    """Return where the settings lie on this machine; nothing is created."""
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericConfigLocation)
    return Path(folder) / "reluviz" / "reluviz.ini"
