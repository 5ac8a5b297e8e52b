"""The stable form against 241 cases of 20 digits each, computed elsewhere with mpmath."""

from dataclasses import replace

import numpy as np

from reluviz.landscape.landscape import Landscape

UNDERFLOW = 1e-300


def error_in_tolerances(case, found):
    smooth = case.model.activation not in {"relu", "leaky_relu"}
    relative, of_scale = (1e-10, 1e-12) if smooth else (1e-12, 2e-15)
    expected = case.expected[: len(found)]
    tolerance = relative * np.abs(expected) + of_scale * case.scale[: len(found)]
    underflown = (np.abs(expected) < UNDERFLOW) & (np.abs(found) < UNDERFLOW)
    error = np.where(underflown, 0.0, np.abs(found - expected))
    return np.where(error == 0, 0.0, error / np.where(tolerance == 0, UNDERFLOW, tolerance))


def test_all_cases_are_there(reference_cases):
    assert len(reference_cases) == 241


def test_loss_and_all_derivatives_agree(reference_cases):
    for case in reference_cases:
        loss, gradient = Landscape(case.data, case.target, case.model).loss_and_gradient(case.row)
        errors = error_in_tolerances(case, np.array([loss, *gradient]))
        assert errors.max() <= 1, (case.name, errors)


def test_each_variant_trains_its_own_parameters(reference_cases):
    for case in reference_cases:
        if case.variant == "hidden-layer":
            continue
        landscape = Landscape(case.data, case.target, replace(case.model, variant=case.variant))
        loss, gradient = landscape.loss_and_gradient(case.row[case.columns])
        whole = np.array([loss, *gradient])
        kept = [0, *(1 + column for column in case.columns)]
        part = replace(case, expected=case.expected[kept], scale=case.scale[kept])
        assert error_in_tolerances(part, whole).max() <= 1, case.name


def test_fast_form_agrees_to_its_absolute_error(reference_cases):
    for case in reference_cases:
        smooth = case.model.activation not in {"relu", "leaky_relu"}
        loss, gradient = Landscape(case.data, case.target, case.model).fast_loss_and_gradient(case.row)
        error = np.abs(np.array([loss, *gradient]) - case.expected)
        assert (error <= (5e-9 if smooth else 5e-15) * (1 + case.scale)).all(), case.name


def test_w_zero_tiny_and_far_kinks_are_among_the_cases(reference_cases):
    weights = np.concatenate([case.row[[0]] for case in reference_cases])
    ratios = [abs(case.row[1] / case.row[0]) for case in reference_cases if len(case.row) == 4 and case.row[0]]
    assert {0.0, 1e-8, -1e-8} <= set(weights)
    assert 37.0 in ratios
