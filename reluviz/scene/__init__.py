"""What is drawn: views as functions of (landscape, history, playhead, theme, size); pyqtgraph and QtGui, GUI thread."""
