"""Hands over to `reluviz.start`, so that `uv run main.py` and the installed command are the same program."""

import sys

from reluviz.start import main

if __name__ == "__main__":
    sys.exit(main())
