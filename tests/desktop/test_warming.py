"""What the first picture does not need is imported while the window rests, and nothing of it before."""

import subprocess
import sys
from importlib import import_module

import pytest

from reluviz.desktop import warming
from reluviz.desktop.warming import LATER, Warming

START = """
import sys
import reluviz.desktop.program
print([name for name in {names!r} if name in sys.modules])
"""


def test_nothing_of_it_is_imported_with_the_window():
    done = subprocess.run([sys.executable, "-c", START.format(names=LATER)], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_one_after_the_other_and_what_cannot_be_had_is_left_out(qtbot, monkeypatch):
    monkeypatch.setattr(warming, "FIRST_MS", 0)
    monkeypatch.setattr(warming, "PAUSE_MS", 0)
    imported = []

    def importing(name):
        imported.append(name)
        return import_module(name)

    monkeypatch.setattr(warming, "import_module", importing)
    for name in ("colorsys", "tabnanny"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    made = Warming(["sys", "colorsys", "no_such_module_at_all", "no_such.module", "tabnanny.lost"])
    made.begin()
    qtbot.waitUntil(lambda: imported[-1:] == ["tabnanny.lost"])
    assert imported == ["colorsys", "no_such_module_at_all", "no_such.module", "tabnanny.lost"]


def test_it_ends_with_the_window(qtbot, monkeypatch):
    monkeypatch.setattr(warming, "import_module", pytest.fail)
    monkeypatch.setattr(warming, "FIRST_MS", 0)
    made = Warming(["no_such_module_at_all"])
    made.begin()
    made.stop()
    assert not made._timer.isActive()


@pytest.mark.parametrize("name", LATER)
def test_each_is_there(name):
    import_module(name)
