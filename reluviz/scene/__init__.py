"""What is drawn: views as functions of (landscape, history, playhead, theme, size); pyqtgraph and QtGui, GUI thread."""

import os

# pyqtgraph would take PyQt6 first where that is installed too; it decides at its first import.
os.environ.setdefault("PYQTGRAPH_QT_LIB", "PySide6")
