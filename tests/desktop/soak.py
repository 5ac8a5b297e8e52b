"""Three thousand frames of live training, everything changed at random; `test_soak` runs it in its own process."""

import ctypes
import ctypes.util
import gc
import random
import sys
import threading
from dataclasses import replace

import psutil
import pytest
from PySide6.QtCore import QCoreApplication, QEvent

FRAMES = 3000
CHANGES = 500
GROWTH = 0.05
MOST_QUARTERS = 6
"""What was only in use at the end of the fourth quarter is free after the next ones; what leaks is more by then."""


def resident_bytes():
    gc.collect()
    if sys.platform == "linux":
        # What is free but not given back is no growth.
        ctypes.CDLL(ctypes.util.find_library("c") or "libc.so.6").malloc_trim(0)
    return psutil.Process().memory_info().rss


class Visitor:
    """Does what a person at the window might do, at random, always the same from the seed."""

    def __init__(self, application, move, seed=1):
        self.app = application
        self.move = move
        self.random = random.Random(seed)

    def change(self):
        """Move a control, and do something else besides."""
        app, random = self.app, self.random
        shown = [
            control
            for section in app.column.sections.values()
            for path, control in section.controls.items()
            # A hundred units or ten thousand runs are no matter of memory but of minutes.
            if control.isVisibleTo(app.column) and not path.endswith((".hidden_units", ".count"))
        ]
        self.move(random.choice(shown), random)
        kind = random.choice(("set", "add", "drag", "remove", "reset", "variant", "play", "undo", "seek"))
        x, y = random.uniform(-12, 12), random.uniform(-12, 12)
        view = app.landscape_view
        if kind == "variant":
            self.move(app.column.control("model.variant"), random)
        elif kind == "set":
            view.start_set.emit(x, y)
        elif kind == "add" and len(app.experiment.history.runs) < 20:
            view.start_added.emit(x, y)
        elif kind == "drag" and app.experiment.followed is not None:
            for part in (0.5, 1.0):
                view.start_moved.emit(app.experiment.followed, part * x, part * y, part == 1.0)
        elif kind == "remove" and len(app.experiment.history.runs) > 1:
            app.actions["remove_start"].trigger()
        elif kind == "reset":
            app.actions["reset"].trigger()
            app.experiment.play()
        elif kind == "undo":
            app.actions[random.choice(("undo", "redo"))].trigger()
        elif kind == "seek":
            app.experiment.go_to(random.randrange(app.experiment.history.last_step + 1))
        elif kind == "play":
            app.actions["play"].trigger()

    def look_at_everything(self):
        """Have all kinds of views drawn once: what they keep from then on is no growth."""
        document = self.app.document
        shown = document.scenario
        for kind in ("auto", "map", "surface"):
            model = replace(shown.model, variant="weight" if kind == "auto" else "weight-bias")
            view = replace(shown.view, kind=kind, basins=True, gradient_field=True)
            document.change(replace(shown, model=model, view=view), "", "")
            for _ in range(60):
                self.frame()
        self.app.handlers.file.new()
        document.undo_stack.clear()

    def rest(self, qtbot):
        """Go on until all other threads wait: what a map needs while it is computed is no growth."""

        def all_wait():
            self.frame()
            frames, others = sys._current_frames(), set(threading.enumerate()) - {threading.main_thread()}
            return all(frames[each.ident].f_code.co_name == "wait" for each in others if each.ident in frames)

        qtbot.waitUntil(all_wait, timeout=60_000)

    def frame(self):
        app = self.app
        app.frames.wake()
        app.frames.tick()
        QCoreApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.mark.timeout(900)
def test_soak(make_application, move, qtbot):
    # What is imported when it is first needed is no growth.
    import scipy.optimize  # noqa: F401

    app = make_application(size=(1280, 720))
    app.column.set_open_sections(list(app.column.sections))
    visitor = Visitor(app, move)
    visitor.look_at_everything()
    app.experiment.set_speed(2000)
    app.experiment.play()
    memory = []
    changes = 0
    shown = []
    app.frames.shown.connect(lambda moment: shown.append(moment.playhead))
    for quarter in range(MOST_QUARTERS):
        # The window's own timer draws frames, too.
        while len(shown) < FRAMES // 4 * (quarter + 1):
            visitor.frame()
            while changes < CHANGES * len(shown) // FRAMES:
                visitor.change()
                changes += 1
            if not app.experiment.is_playing:
                app.experiment.play()
        # The same state at the end of each quarter: all kinds of views have been drawn, so that they keep the same.
        visitor.look_at_everything()
        del shown[FRAMES // 4 * (quarter + 1) :]
        app.handlers.file.new()
        app.document.undo_stack.clear()
        for _ in range(10):
            visitor.frame()
        visitor.rest(qtbot)
        assert app.stage.messages.text == "", quarter
        memory.append(resident_bytes())
        if quarter >= 3 and memory[-1] <= memory[1] * (1 + GROWTH):
            break
    assert changes >= CHANGES
    # In the first quarter the caches fill, which have bounds.
    assert memory[-1] <= memory[1] * (1 + GROWTH), [round(size / 1e6, 1) for size in memory]
