"""Puts another theme, scale or language on all parts of the window, one after another, behind the curtain."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Slot

from reluviz.scene.theme import Theme

if TYPE_CHECKING:
    from reluviz.desktop.application import Application


class Dressed(Protocol):
    """A part that takes colours and scale."""

    def set_theme(self, theme: Theme, scale: float) -> None:
        """Take them."""


class Outfit(QObject):
    """What the window wears and speaks.

    Parameters
    ----------
    application
        The composition root, whose parts these are.
    """

    def __init__(self, application: "Application") -> None:
        super().__init__(application)
        self._app = application
        self._scale = 0.0

    @Slot()
    def wear(self) -> None:
        """Have all parts take the theme behind the curtain; at once another scale, by which panels share their room."""
        if self._app.looks.scale != self._scale:
            self.wear_at_once()
        else:
            self._take()
            self._app.curtain.change(self._steps())

    @Slot()
    def wear_at_once(self) -> None:
        """Have all parts take theme and scale in one go."""
        self._take()
        for step in self._steps().values():
            step()

    @Slot()
    def speak(self) -> None:
        """Say everything anew: parts first, then what they are told of each other, then all that is drawn."""
        app = self._app
        for part in (app.window, app.document, app.captions, app.desk):
            part.retranslate()
        app.curtain.change(
            app.column.retranslations()
            | {
                "help": app.handlers.help.retranslate,
                "record": app.handlers.record.retranslate,
                "scenario": app.show_scenario,
            }
            | self._steps()
            | {"verdict": app.stage.verdict.describe}
        )

    def _take(self) -> None:
        app = self._app
        self._scale, app.frames.theme = app.looks.scale, app.looks.theme
        app.actions.check(app.looks.checks())

    def _steps(self) -> dict[str, Callable[[], None]]:
        """Return what has everything look as it should by now, the views last."""
        app, stage = self._app, self._app.stage
        parts: dict[str, Dressed] = {
            name: canvas for name, canvas in app.canvases.items() if canvas is not stage.canvas
        }
        parts |= {"messages": stage.messages, "strip": stage.verdict, "cue": stage.cue_bar}
        dressed = {f"looks_{name}": partial(self._dress, part) for name, part in parts.items()}
        return {"racers": app.show_race, **dressed, "transport": self._dress_transport, "views": self._show_views}

    def _dress(self, part: Dressed) -> None:
        part.set_theme(self._app.looks.theme, self._app.looks.scale)

    def _dress_transport(self) -> None:
        app = self._app
        app.transport.set_theme(app.looks.theme, app.looks.scale, app.actions.actions)

    def _show_views(self) -> None:
        app = self._app
        moment = app.frames.moment
        with app.tiles.view.hold():  # the moment of before is not drawn in other looks
            self._dress(app.stage.canvas)
        app.frames.show_at_once()
        if app.frames.moment is moment:  # in another size
            app.tiles.view.refresh()
        app.frames.wake()
