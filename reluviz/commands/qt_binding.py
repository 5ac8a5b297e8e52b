"""Makes PySide6 and pyqtgraph do only what the window's first picture needs while they are imported; main thread."""

import sys
from importlib import import_module
from types import ModuleType
from typing import Any

LOOK = "_mod_uses_pyside"
"""What PySide6 calls the function that reads a module's source."""

MIRRORED = ("QtCore", "QtGui", "QtWidgets")
"""The modules of PySide6 that pyqtgraph has copies of, for Qt's versions to look alike."""


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


def _asks_for_no_feature(module: ModuleType) -> bool:
    return False


class Mirror(ModuleType):
    """A module that has what another one has, looked up when it is asked for, and what is set on itself."""

    def __init__(self, name: str, source: ModuleType) -> None:
        super().__init__(name, source.__doc__)
        self._source = source

    def __getattr__(self, name: str) -> Any:
        value = getattr(self._source, name)
        setattr(self, name, value)
        return value

    def __dir__(self) -> list[str]:
        return sorted({*super().__dir__(), *dir(self._source)})


def import_plots() -> None:
    """Import pyqtgraph without making each of Qt's classes, of which the window uses a part.

    PySide6 makes a class when it is first looked up. pyqtgraph copies all names of three modules, one by one, and so
    has all of them made: a tenth of the time to the first picture. Here it finds its copies there already, as mirrors,
    and nothing to copy.
    """
    if "pyqtgraph" in sys.modules:
        return
    sources = [import_module(f"PySide6.{name}") for name in MIRRORED]
    listings = [vars(source).get("__dir__") for source in sources]
    for name, source in zip(MIRRORED, sources, strict=True):
        mirror = f"pyqtgraph.Qt.{name}"
        sys.modules[mirror] = Mirror(mirror, source)
        vars(source)["__dir__"] = list  # so that there is nothing to copy
    try:
        import pyqtgraph  # noqa: F401 — for those who import it after
    finally:
        for source, listing in zip(sources, listings, strict=True):
            if listing is None:
                del vars(source)["__dir__"]
            else:
                vars(source)["__dir__"] = listing
