"""The window: controls, transport, actions, settings; QtWidgets, GUI thread."""

import os

# Before NumPy is imported: its linear algebra would keep a thread of its own spinning, which on few cores makes a frame
# of a smooth activation ten times as long.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
