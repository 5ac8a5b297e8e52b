"""`reluviz inspect`: loss, gradient and active inputs at each start; main thread."""

import argparse
from typing import Any

from reluviz.commands.command import Command, add_scenario, scenario_of
from reluviz.commands.tables import table
from reluviz.commands.telling import tell
from reluviz.interrupts import interrupts_held
from reluviz.language import marked, translate
from reluviz.numerals import local_digits
from reluviz.scenario.model import Scenario
from reluviz.scenario.text import localized


def _add_arguments(parser: argparse.ArgumentParser) -> None:
    add_scenario(parser)
    parser.add_argument(
        "--json", action="store_true", help=translate("Command", "print JSON with all digits, for programs")
    )


def inspected(scenario: Scenario, language: str = "en") -> list[dict[str, Any]]:
    """Return what is known of each start, as the JSON has it: label, parameters, loss, gradient, active."""
    with interrupts_held():
        from reluviz.landscape.landscape import Landscape
        from reluviz.training.starts import initial_rows

    landscape = Landscape(scenario.data, scenario.target, scenario.model)
    starts = initial_rows(scenario)
    if not len(starts.rows):
        return []
    losses, gradients = landscape.loss_and_gradient(starts.rows)
    active = landscape.active_share(starts.rows)
    return [
        {
            "label": localized(label, language),
            "parameters": dict(zip(landscape.names, map(float, row), strict=True)),
            "loss": float(loss),
            "gradient": dict(zip(landscape.names, map(float, gradient), strict=True)),
            "active": [float(share) for share in shares],
        }
        for label, row, loss, gradient, shares in zip(
            starts.labels, starts.rows, losses, gradients, active, strict=True
        )
    ]


def _described(number: int, entry: dict[str, Any]) -> str:
    def digits(value: float, format_spec: str = ".6g") -> str:
        return local_digits(format(value, format_spec))

    run = entry["label"] or translate("Table", "run {number}").format(number=number)
    words = translate("Table", "{run}: loss {loss}")
    shares = entry["active"]
    share = ""
    if len(shares) == 1:
        words = translate("Table", "{run}: loss {loss}, active on {share} % of the inputs")
        share = digits(100 * shares[0], ".4g")
    heading = words.format(run=run, loss=digits(entry["loss"]), share=share)
    values = [
        [f"  {name}", digits(value), digits(entry["gradient"][name])] for name, value in entry["parameters"].items()
    ]
    columns = [translate("Table", "parameter"), translate("Table", "value"), translate("Table", "gradient")]
    lines = [heading, table([f"  {columns[0]}", *columns[1:]], values, [False, True, True])]
    if len(shares) > 1:
        percent = translate("Table", "{share} %")
        units = [[f"  {unit}", percent.format(share=digits(100 * share, ".4g"))] for unit, share in enumerate(shares)]
        columns = [translate("Table", "unit"), translate("Table", "active on")]
        lines.append(table([f"  {columns[0]}", columns[1]], units, [False, True]))
    return "\n".join(lines)


def _run(arguments: argparse.Namespace) -> int:
    import json

    entries = inspected(scenario_of(arguments), arguments.language)
    if not entries:
        tell(translate("Command", "this scenario has no starts; --set start.0.weight=-1 adds one"))
    if arguments.json:
        # ASCII only: what standard output cannot show would become an escape that JSON does not know.
        print(json.dumps(entries, indent=2, allow_nan=False))
    elif entries:
        print("\n\n".join(_described(number, entry) for number, entry in enumerate(entries)))
    return 0


COMMAND = Command(
    name="inspect",
    usage=marked("Command", "SCENARIO [--json]"),
    summary=marked("Command", "print loss, gradient and active inputs at each start"),
    details=marked(
        "Command",
        "At each start: the parameters, the expected loss, its gradient, and the share of the inputs on which "
        "each unit is active. All of it is exact.",
    ),
    add_arguments=_add_arguments,
    run=_run,
)
