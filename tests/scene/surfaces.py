"""The scenarios that the tests of the surface share: four runs on the loss over weight and bias."""

SIZE = (640, 480)

SURFACE = """
[model]
variant = "weight-bias"
[training]
engine = "numpy"
gradient = "exact"
learning_rate = 0.05
steps = 400
[view]
kind = "surface"
x_range = [-3.0, 3.0]
y_range = [-3.0, 3.0]
"""
RUNS = SURFACE + "".join(
    f"[[start]]\nweight = {w}\nbias = {b}\n" for w, b in ((2.2, 1.2), (-2.0, -0.5), (1.8, -1.5), (-1.5, 1.7))
)
