"""What the loss looks like: exact loss and gradient, grids and contours over the parameters; NumPy, any thread."""
