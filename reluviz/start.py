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
            print(f"reluviz: {_interrupted()}", file=sys.stderr)
        return 130


def _interrupted() -> str:
    """Return what is said of an interrupt, in the language asked for, or in English where anything is in the way."""
    word = "interrupted"
    try:
        from reluviz.interrupts import ignore_interrupts

        ignore_interrupts()
        from reluviz.language import asked_language, speak_if_at_hand, system_language, translate

        speak_if_at_hand(asked_language(sys.argv[1:]) or system_language())
        word = translate("CommandLine", "interrupted")
    except BaseException:  # one more interrupt among them: nothing may come after the first but its word
        pass
    return word
