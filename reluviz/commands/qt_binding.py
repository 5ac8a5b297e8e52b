"""Makes PySide6 import the window's modules without reading their sources once more; main thread."""

import sys
from types import ModuleType


def import_without_sources() -> None:
    """Tell PySide6 that no module imported from now on switches its features, so that it need not look.

    PySide6 can give its classes ``snake_case`` names in modules that ask for it (``from __feature__ import …``). To
    know which do, it reads the source of every module imported after it, whoever imports it: a tenth of the time
    to the first picture. Nothing here asks for it, and neither does pyqtgraph. It has no setting for that; where a
    version of it works in another way, it is left to do so.
    """
    import PySide6.QtCore  # noqa: F401 — what looks into modules comes with it

    feature = sys.modules.get("shibokensupport.feature")
    if feature is not None and hasattr(feature, LOOK):
        setattr(feature, LOOK, _asks_for_no_feature)


LOOK = "_mod_uses_pyside"
"""What PySide6 calls the function that reads a module's source."""


def _asks_for_no_feature(module: ModuleType) -> bool:
    return False
