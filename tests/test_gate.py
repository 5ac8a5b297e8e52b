"""What the gate installs, on machines that are stood in for."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

GATE = Path(__file__).resolve().parent.parent / ".ci" / "run"
TOOLS = ("bash", "env", "dirname", "grep", "sed", "head")

STANDS_IN = {
    "dpkg-query": 'for name; do case " $INSTALLED " in *" $name "*) echo "install ok installed";; esac; done',
    "apt-get": 'echo "apt-get $* [$DEBIAN_FRONTEND]" >>"$LOG"; case "$*" in *python3-pip*) echo >"$HOME/pip";; esac',
    "sudo": 'echo "sudo $*" >>"$LOG"; exec "$@"',
    "id": 'echo "$USER_ID"',
    "python3": """\
[ -e "$HOME/pip" ] || exit 1
case "$*" in
  *--version) exit 0;;
  *--break-system-packages*) ;;
  *) [ -z "$REFUSES" ] || { echo "error: externally-managed-environment" >&2; exit 1; };;
esac
echo "python3 $*" >>"$LOG"
mkdir -p "$HOME/.local/bin" && ln -s "$STUBS/uv-to-be" "$HOME/.local/bin/uv" """,
    "uv-to-be": 'echo "uv $*" >>"$LOG"',
}
PACKAGES = GATE.read_text("utf-8").partition('packages="')[2].partition('"')[0].split()


@pytest.fixture
def gate(tmp_path):
    """Run the gate with nothing on its path but stand-ins, and return what it called."""
    stubs = tmp_path / "stubs"
    stubs.mkdir()
    for name in (*TOOLS, "mkdir", "ln"):
        (stubs / name).symlink_to(shutil.which(name) or name)
    for name, text in STANDS_IN.items():
        (stubs / name).write_text(f"#!{shutil.which('bash')}\n{text}\n", "utf-8")
        (stubs / name).chmod(0o755)

    def gate(installed=PACKAGES, user=0, has_uv=True, has_pip=True, refuses=False):
        if has_uv:
            (stubs / "uv").symlink_to(stubs / "uv-to-be")
        if has_pip:
            (tmp_path / "pip").touch()
        log = tmp_path / "log"
        environment = {
            "PATH": str(stubs),
            "STUBS": str(stubs),
            "HOME": str(tmp_path),
            "LOG": str(log),
            "INSTALLED": " ".join(installed),
            "USER_ID": str(user),
            "REFUSES": "yes" if refuses else "",
        }
        done = subprocess.run([str(GATE)], env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return log.read_text("utf-8").splitlines()

    return gate


CHECKS = ["uv sync --quiet", *(f"uv run {words}" for words in ("ruff format --check .", "ruff check .", "pyright"))]
CHECKS += ["uv run lint-imports", "uv run pytest"]


def test_where_all_is_there_nothing_is_installed(gate):
    assert gate() == CHECKS
    assert os.access(GATE, os.X_OK)


def test_names_of_debian_13(gate):
    assert gate([f"{name}t64" if name == "libglib2.0-0" else name for name in PACKAGES]) == CHECKS


def test_what_is_missing_is_installed_by_root(gate):
    assert gate(PACKAGES[1:]) == [
        "apt-get update -qq []",
        f"apt-get install -y -qq --no-install-recommends {PACKAGES[0]} [noninteractive]",
        *CHECKS,
    ]


def test_another_user_asks_nothing_either(gate):
    calls = gate(PACKAGES[1:], user=1000)
    assert calls[0] == "sudo apt-get update -qq"
    assert calls[2].startswith("sudo env DEBIAN_FRONTEND=noninteractive apt-get install")
    assert calls[3].endswith("[noninteractive]")


@pytest.mark.parametrize("refuses", [False, True])
@pytest.mark.parametrize("has_pip", [False, True])
def test_uv_is_installed_where_pip_is_absent_or_refuses(gate, refuses, has_pip):
    calls = gate(has_uv=False, has_pip=has_pip, refuses=refuses)
    assert any("install" in call and "python3-pip" in call for call in calls) == (not has_pip)
    option = "--break-system-packages " if refuses else ""
    assert calls[-len(CHECKS) - 1 :] == [f"python3 -m pip install --quiet {option}uv", *CHECKS]
