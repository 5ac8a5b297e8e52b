"""Controls made from the scenario's table of fields: sliders with typed numbers, choices, switches; GUI thread."""
