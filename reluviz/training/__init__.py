"""How the student learns: engines, optimizers, history, fates and the worker thread; NumPy, TensorFlow in one file."""
