"""Films from the window: the dialog that asks how, and the recorder that runs beside the training."""
