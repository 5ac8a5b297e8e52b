"""What the actions do, one module a group of them; GUI thread."""
