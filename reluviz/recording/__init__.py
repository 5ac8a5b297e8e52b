"""Pictures (and later films) rendered off screen from scenario and history with the window's own views."""
