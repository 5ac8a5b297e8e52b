"""What to show: a scenario as frozen dataclasses, its table of fields, and TOML in and out; standard library, any thread."""
