"""Runs exported programs one after the other, so that TensorFlow is imported once; a program of its own.

`python run_programs.py FILE…` runs each, a notebook by its code cells, and prints its output as a JSON list.
"""

import contextlib
import io
import json
import os
import sys
from pathlib import Path

os.environ["MPLBACKEND"] = "agg"

import keras


def main() -> None:
    outputs = []
    for name in sys.argv[1:]:
        text = Path(name).read_text(encoding="utf-8")
        if name.endswith(".ipynb"):
            cells = json.loads(text)["cells"]
            pieces = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
        else:
            pieces = [text]
        keras.config.set_floatx("float32")
        space: dict[str, object] = {"__name__": "__main__"}
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            for piece in pieces:
                exec(compile(piece, name, "exec"), space)
        outputs.append(printed.getvalue())
    print(json.dumps(outputs))


if __name__ == "__main__":
    main()
