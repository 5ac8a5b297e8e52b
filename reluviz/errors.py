"""The errors that a user may see, one line of text and an exit status each; any thread raises, cli and desktop show."""


class ReluvizError(Exception):
    """The work failed; the text is one line that says what is wrong and what is allowed."""

    exit_status = 1


class ScenarioError(ReluvizError):
    """A scenario is wrong; the text names the file, the key, what was found and what is allowed.

    Attributes
    ----------
    found, allowed
        Both in words, where one key is wrong and the place tells which: ``found 0; allowed: …``, and what is behind
        the colon alone. Empty for other errors.
    """

    exit_status = 2

    def __init__(self, text: str = "", found: str = "", allowed: str = "") -> None:
        super().__init__(text)
        self.found = found
        self.allowed = allowed


class UsageError(ReluvizError):
    """The command line is wrong."""

    exit_status = 2


class EngineFailed(ReluvizError):  # noqa: N818 — a state of affairs, not a mistake of somebody's
    """An engine cannot be had, or has ended; the training can go on with another."""
