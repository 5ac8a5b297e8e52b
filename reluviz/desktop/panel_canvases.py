"""Makes the views of the side panels, in the widgets that hold them; GUI thread."""

from reluviz.desktop.panels import PanelCanvas
from reluviz.desktop.updates import Traces
from reluviz.scene.neuron_view import NeuronView
from reluviz.scene.push_view import PushView
from reluviz.scene.steps_view import StepsView
from reluviz.scene.view import Canvas, View


def panel_canvases(traces: Traces) -> dict[str, Canvas]:
    """Return a canvas for each view by name; those that are closed at first are made when they are first shown.

    Parameters
    ----------
    traces
        Where single steps are traced again.
    """
    return {
        "neuron": PanelCanvas(NeuronView()),
        "push": PanelCanvas(PushView(traces.batches)),
        "loss": PanelCanvas(StepsView("loss")),
        "parameters": PanelCanvas(StepsView("parameters")),
        "fates": PanelCanvas(_fates_view),
        "update": PanelCanvas(traces.make_view),
    }


def _fates_view() -> View:
    from reluviz.scene.fates_view import FatesView

    return FatesView()
