"""Compiles the catalogues when a wheel is built, since an installed program has no tool for it; hatchling runs it."""

import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CatalogueHook(BuildHookInterface):
    """Puts one compiled catalogue a language into the wheel; an editable install has the sources, and compiles them."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile into a folder of its own, so that a checkout stays as it is; hatchling's own."""
        if version == "editable":
            return
        sys.path.insert(0, self.root)
        try:
            from reluviz.catalogues import compile_catalogue
        finally:
            sys.path.remove(self.root)
        self._folder = tempfile.TemporaryDirectory(prefix="reluviz-")
        sources: dict[str, list[Path]] = {}
        for source in sorted((Path(self.root) / "resources" / "i18n").glob("*.ts")):
            sources.setdefault(source.stem.rpartition("_")[2], []).append(source)
        for language, parts in sources.items():
            compiled = Path(self._folder.name) / f"reluviz_{language}.qm"
            compile_catalogue(parts, compiled)
            build_data["force_include"][str(compiled)] = f"reluviz/_resources/i18n/{compiled.name}"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Remove what was compiled; hatchling's own."""
        if version != "editable":
            self._folder.cleanup()
