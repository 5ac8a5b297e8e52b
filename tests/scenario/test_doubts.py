"""What is allowed but hardly meant is told, and nothing of scenarios that are as they should be."""

import pytest

from reluviz.scenario.doubts import doubts
from reluviz.scenario.reading import parse_scenario
from reluviz.scenario.sources import built_in_names, find_source

V = "[[variation]]\n"
STARTS = '[model]\nvariant = "weight-bias"\n[[start]]\nbias = 0.5\n[[start]]\nbias = 0.25\n'


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (V, ["variation.0: trains just as the scenario without it: it changes nothing"]),
        (V + 'training.optimizer = "adam"\n' + V + 'training.optimizer = "adam"\n',
         ["variation.1: trains just as variation.0"]),
        (V + V, ["variation.0: trains just as the scenario without it: it changes nothing",
                 "variation.1: trains just as the scenario without it: it changes nothing"]),
        (V + 'color = "red"\ntraining.steps = 5\n' + V + 'color = "red"\ntraining.steps = 6\n',
         ['variation.1.color: "red" is the colour of variation.0, too']),
        (STARTS + V + 'model.variant = "weight"\n',
         ["variation.0.model.variant: its student has no such parameter, so that it trains without "
          "start.0.bias, start.1.bias"]),
        (STARTS + V + "training.steps = 5\n" + V + "training.steps = 6\n", []),
        (STARTS, []),
    ],
)  # fmt: skip
def test_what_is_hardly_meant_is_told(text, told):
    assert list(doubts(parse_scenario(text))) == told


def test_of_the_programs_own_scenarios_nothing_is_doubtful():
    assert [line for name in built_in_names() for line in doubts(find_source(name).read())] == []
