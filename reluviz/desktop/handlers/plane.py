"""What the choice of the plane of the path does: the axes, and the part of the plane that is shown; GUI thread."""

from dataclasses import replace

from PySide6.QtCore import QObject

from reluviz.desktop.document import Document
from reluviz.desktop.edits import with_plane
from reluviz.desktop.experiment import Experiment
from reluviz.language import translate
from reluviz.scenario.axes import has_plane, is_plane
from reluviz.scenario.model import Scenario, View
from reluviz.scene.path_plane import PathPlanes, path_points, ranges_around


class PlaneHandlers(QObject):
    """Puts the plane of the followed run's path on the axes, or what was there before: a part of the scenario.

    Parameters
    ----------
    planes
        Those that are shown.
    """

    def __init__(
        self, document: Document, experiment: Experiment, planes: PathPlanes, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._document = document
        self._experiment = experiment
        self._planes = planes
        self._before: View | None = None
        document.opened.connect(self._on_document_opened)

    @property
    def is_possible(self) -> bool:
        """Whether the student has more than two parameters."""
        return has_plane(self._document.scenario.model)

    @property
    def is_shown(self) -> bool:
        """Whether the scenario asks for the plane."""
        return is_plane(self._document.scenario)

    def set_shown(self, shown: bool) -> None:
        """Show the plane, or what was shown before it."""
        scenario = self._document.scenario
        if shown == self.is_shown or not self.is_possible:
            return
        if shown:
            changed = self.fitted(with_plane(scenario))
        else:
            before = self._before or View()
            view = replace(scenario.view, x=before.x, y=before.y, kind=_kind(scenario.view.kind, before.kind))
            changed = self.fitted(replace(scenario, view=view))
        self._document.change(changed, translate("Edits", "plane of the path"))

    def fitted(self, changed: Scenario) -> Scenario:
        """Return a changed scenario with the path in view where its plane comes, and the ranges before where it goes.

        A path that has no plane yet leaves the ranges as they are.
        """
        before = self._document.scenario
        if is_plane(changed) == is_plane(before):
            return changed
        if not is_plane(changed):
            old = self._before or View()
            return replace(changed, view=replace(changed.view, x_range=old.x_range, y_range=old.y_range))
        self._before = before.view
        history, step = self._experiment.history, self._experiment.playback.playhead
        # In a replay it may have had another life, or have been none yet: then the first one is followed.
        there = [run.id for run in history.standing(step).runs]
        followed = self._experiment.followed if self._experiment.followed in there else next(iter(there), None)
        if followed is None or changed.model != before.model:
            return changed
        plane, points = self._planes.plane(history, followed, step), path_points(history, followed, step)
        if plane is None or not len(points):
            return changed
        x_range, y_range = ranges_around(*plane.coordinates(points))
        return replace(changed, view=replace(changed.view, x_range=x_range, y_range=y_range))

    def _on_document_opened(self) -> None:
        self._before = None


def _kind(now: str, before: str) -> str:
    """Return the kind of view after the plane: a surface stays one, a curve comes back."""
    return before if before == "curve" and now != "surface" else now
