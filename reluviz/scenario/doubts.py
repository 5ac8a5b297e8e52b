"""What is allowed but hardly meant, in words: racers that are alike, starts that lose numbers; any thread."""

from collections.abc import Iterator

from reluviz.language import translate
from reluviz.scenario.idle import idle_keys
from reluviz.scenario.messages import at
from reluviz.scenario.model import Scenario
from reluviz.scenario.racers import racers

MOST_LOST = 3
"""How many lost keys of starts are named."""


def doubts(scenario: Scenario) -> Iterator[str]:
    """Yield what is doubtful of a valid scenario, a line each, the key first: ``variation.1: …``."""
    if not scenario.variation:
        return
    names = ["", *(f"variation.{index}" for index in range(len(scenario.variation)))]
    racing = racers(scenario)
    for index, (name, racer) in enumerate(zip(names, racing, strict=True)):
        if not index:
            continue
        own = scenario.variation[index - 1]
        alike = next((place for place in range(index) if racing[place].scenario == racer.scenario), None)
        if alike == 0:
            yield at(name, translate("Doubt", "trains just as the scenario without it: it changes nothing"))
        elif alike is not None:
            yield at(name, translate("Doubt", "trains just as {other}").format(other=names[alike]))
        other = next((place for place in range(1, index) if scenario.variation[place - 1].color == own.color), None)
        if own.color and other is not None:
            words = translate("Doubt", '"{color}" is the colour of {other}, too')
            yield at(f"{name}.color", words.format(color=own.color, other=names[other]))
        lost = [
            idle.path for idle in idle_keys(scenario.varied(own)) if idle.path.partition(".")[0] in {"start", "starts"}
        ]
        if lost:
            words = translate("Doubt", "its student has no such parameter, so that it trains without {keys}")
            keys = ", ".join([*lost[:MOST_LOST], *(["…"] if len(lost) > MOST_LOST else [])])
            yield at(f"{name}.model.variant", words.format(keys=keys))
