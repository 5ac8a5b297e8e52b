"""Finds the compiled catalogue of a language, and compiles it with Qt's ``lrelease``; any thread, and the build."""

import os
from pathlib import Path

from reluviz.assets import resources
from reluviz.errors import ReluvizError


def compiled_catalogue(language: str) -> Path:
    """Return where the compiled catalogue of a language is, or will be."""
    return resources() / "i18n" / f"reluviz_{language}.qm"


def catalogue(language: str) -> Path:
    """Return the compiled catalogue of a language, such as ``reluviz_fr.qm``.

    A wheel carries it, compiled when it was built. A checkout compiles it when a source is newer.

    Raises
    ------
    ReluvizError
        If it is missing and cannot be compiled.
    """
    compiled = compiled_catalogue(language)
    sources = sorted(compiled.parent.glob(f"*_{language}.ts"))
    newest = max((source.stat().st_mtime for source in sources), default=0.0)
    if sources and (not compiled.exists() or compiled.stat().st_mtime < newest):
        compile_catalogue(sources, compiled)
    if not compiled.exists():
        raise ReluvizError(f"the catalogue {compiled.name} is missing; install reluviz again, or use --language en")
    return compiled


def compile_catalogue(sources: list[Path], compiled: Path) -> None:
    """Compile Qt Linguist's sources into one catalogue with Qt's own ``lrelease``.

    Raises
    ------
    ReluvizError
        If ``lrelease`` is missing or refuses them.
    """
    import subprocess

    import PySide6

    tool = Path(PySide6.__file__).parent / ("lrelease.exe" if os.name == "nt" else "lrelease")
    unfinished = compiled.with_name(f".{compiled.name}.{os.getpid()}")
    try:
        done = subprocess.run(
            [tool, "-silent", *sources, "-qm", unfinished], capture_output=True, text=True, timeout=60, check=False
        )
        if done.returncode == 0:
            unfinished.replace(compiled)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise ReluvizError(f"{compiled.name} cannot be compiled: {error}; use --language en") from error
    finally:
        unfinished.unlink(missing_ok=True)
    if done.returncode:
        raise ReluvizError(f"{compiled.name} cannot be compiled: {done.stderr.strip()}; use --language en")
