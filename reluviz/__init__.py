"""reluviz shows, live, why gradient descent gets stuck on a single ReLU neuron."""

__version__ = "0.1.0"
