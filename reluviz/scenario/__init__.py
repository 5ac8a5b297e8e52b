"""What to show: a scenario as frozen dataclasses, its table of fields, TOML in and out; any thread."""
