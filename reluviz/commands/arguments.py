"""Has argparse, which reads the command line, say its own words in the language that is spoken; main thread."""

import argparse

from reluviz.language import marked, translate

ARGPARSE = (
    marked("Argparse", "usage: "),
    marked("Argparse", "positional arguments"),
    marked("Argparse", "options"),
    marked("Argparse", "argument %(argument_name)s: %(message)s"),
    marked("Argparse", "the following arguments are required: %s"),
    marked("Argparse", "expected one argument"),
    marked("Argparse", "expected at most one argument"),
    marked("Argparse", "expected at least one argument"),
    marked("Argparse", "ignored explicit argument %r"),
    marked("Argparse", "not allowed with argument %s"),
    marked("Argparse", "unrecognized arguments: %s"),
    marked("Argparse", "invalid %(type)s value: %(value)r"),
    marked("Argparse", "invalid choice: %(value)r (choose from %(choices)s)"),
)
"""What argparse says as the program uses it; it fills in the fields itself, as Python writes them."""


def speak_through_argparse() -> None:
    """Have argparse ask for its words here, once for all: it asks whenever it says something."""
    argparse._ = _said  # type: ignore[attr-defined]


def _said(text: str) -> str:
    return translate("Argparse", text)
