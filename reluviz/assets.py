"""Finds the files of resources/ in a checkout and in an installed wheel; any thread."""

from functools import cache
from pathlib import Path

from reluviz.errors import ReluvizError

DESKTOP_ID = "local.reluviz.reluviz"
"""What a Linux desktop knows the program by: its entry, its metadata, its windows.

Reversed, as AppStream wants it, it is the name of a host. The project has no address of its own, and an id below
somebody else's would claim to be theirs; nobody can own one that ends with ``local``. The old one goes to
`reluviz.commands.desktop_entry.EARLIER_IDS`.
"""


@cache
def resources() -> Path:
    """Return the folder that holds fonts, icons and lessons.

    A wheel carries it inside the package, a checkout (and an editable install) beside it.

    Raises
    ------
    ReluvizError
        If neither place has it: the installation is damaged.
    """
    package = Path(__file__).resolve().parent
    for folder in (package / "_resources", package.parent / "resources"):
        if folder.is_dir():
            return folder
    raise ReluvizError(f"the folder of fonts, icons and lessons is missing beside {package}; install reluviz again")


def resource(*parts: str) -> Path:
    """Return the path of one file of resources/, such as ``resource("icons", "play.svg")``."""
    return resources().joinpath(*parts)
