"""The teacher: a sum of ReLUs, in the precision of its inputs."""

import numpy as np

from reluviz.landscape.units import Teacher
from reluviz.scenario.model import Target


def test_teacher_is_a_sum_of_relus():
    target = (Target(2.0, -1.0, 0.5), Target(-1.0, 0.25, -3.0), Target())
    x = np.linspace(-3, 3, 61)
    expected = 0.5 * np.maximum(2 * x - 1, 0) - 3 * np.maximum(-x + 0.25, 0) + np.maximum(x, 0)
    np.testing.assert_allclose(Teacher.of(target).value(x), expected, rtol=1e-15, atol=1e-15)


def test_teacher_keeps_precision_and_inputs():
    x = np.linspace(-1, 1, 11, dtype="float32")
    before = x.copy()
    for target in ((Target(),), (Target(0.1, 0.2, 0.3), Target()), ()):
        y = Teacher.of(target).value(x)
        assert y.dtype == np.float32
        assert y.shape == x.shape
        y += 1
        np.testing.assert_array_equal(x, before)
