"""Which starts a basin map is of."""

from reluviz.scene.basins import GivenBasins
from reluviz.scene.landscape_view import LandscapeView


def test_what_the_axes_leave_open_is_as_in_the_first_start_wherever_the_runs_are(trained, painter_of):
    text = """
    [model]
    variant = "weight-bias-output"
    [training]
    learning_rate = 0.1
    gradient = "exact"
    steps = 30
    [view]
    basins = true
    [[start]]
    weight = 0.5
    output_weight = 0.75
    output_bias = -0.25
    [[start]]
    weight = -1.0
    output_weight = 2.0
    """
    training = trained(text)
    view = LandscapeView()
    asked = []

    class Asked(GivenBasins):
        def request(self, question):
            asked.append(question)

    view.basins.source = Asked(None)
    painter = painter_of(view)
    for step in (0, 30):
        moment = training.moment(step, followed=training.history.runs[1].id)
        painter.paint(moment)
        assert asked[-1].base == (0.0, 0.0, 0.75, -0.25)
        # The playhead's runs are elsewhere.
        assert step == 0 or abs(moment.runs[0].position[2] - 0.75) > 1e-3
