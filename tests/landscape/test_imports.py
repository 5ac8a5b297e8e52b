"""What the window's first picture may import: neither SciPy nor contourpy, which take a quarter of a second."""

import subprocess
import sys

FIRST_PICTURE = """
import sys
import numpy as np
from reluviz.landscape.landscape import Landscape
from reluviz.scenario.model import Data, Model, Target

landscape = Landscape(Data(), (Target(),), Model(variant={variant!r}))
rows = np.zeros((2, len(landscape.names)))
rows[:, 0] = 10.0, -10.0
landscape.curve("weight", np.linspace(-12, 12, 200), rows[0])
landscape.loss_and_gradient(rows), landscape.fast_loss_and_gradient(rows)
landscape.active_share(rows), landscape.learning_share(rows), landscape.lowest_loss
landscape.student(rows, [0.0, 1.0]), landscape.teacher([0.0, 1.0]), landscape.density([0.0])
print(sorted(set(sys.modules) & {{"scipy", "contourpy", "tensorflow", "keras", "PySide6"}}))
"""


def test_the_first_picture_needs_numpy_alone():
    for variant in ("weight", "weight-bias"):
        done = subprocess.run(
            [sys.executable, "-W", "error", "-c", FIRST_PICTURE.format(variant=variant)],
            capture_output=True,
            text=True,
            check=True,
        )
        assert done.stdout.strip() == "[]"
