"""Where the program begins: main.py, `python -m reluviz` and the installed command; main thread."""

import sys


def main() -> int:
    """Run the command line that the program was started with, and return its exit status."""
    try:
        # Within the try, because this import takes a while: Ctrl+C in the middle of it is no accident either.
        from reluviz import cli

        return cli.main()
    except KeyboardInterrupt:
        if sys.stderr is not None:
            print("reluviz: interrupted", file=sys.stderr)
        return 130
