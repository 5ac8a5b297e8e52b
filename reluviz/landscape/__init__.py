"""What the loss looks like: exact loss, gradient, grids and contours as functions of the parameters; NumPy, any thread."""
