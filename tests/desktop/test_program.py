"""The window as a program: whenever it is told to end, it puts everything away."""

import signal

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from reluviz.desktop import program
from reluviz.scenario.sources import find_scenario


@pytest.fixture
def seen(monkeypatch, isolated_folders):
    """What a program does that is told to end while it builds its window."""
    seen, made = [], []

    class Told(program.Application):
        def __init__(self, *args, **rest):
            super().__init__(*args, **rest)
            seen.append("built")
            made.append(self)
            signal.raise_signal(signal.SIGINT)
            signal.raise_signal(signal.SIGTERM)

        def show(self):
            seen.append("shown")

        def close(self):
            super().close()
            seen.append("closed")

    class Engines(program.Engines):
        def close(self):
            super().close()
            seen.append("no engines")

    monkeypatch.setattr(program, "Application", Told)
    monkeypatch.setattr(program, "Engines", Engines)
    yield seen
    for application in made:
        application.window.deleteLater()
        application.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def test_told_to_end_while_it_is_built_it_is_put_away_unseen(seen, qapp):
    handlers = [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)]
    with pytest.raises(KeyboardInterrupt):
        program.run_window(find_scenario("puzzle"), None)
    assert seen == ["built", "closed", "no engines"]
    assert [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)] == handlers
    assert not [window for window in QApplication.topLevelWidgets() if window.isVisible()]
