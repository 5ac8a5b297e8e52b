"""The window: controls, transport, actions, settings; QtWidgets, GUI thread."""
