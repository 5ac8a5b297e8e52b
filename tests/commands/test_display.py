"""What is said where no window can be opened."""

import re
import socket
import subprocess
from importlib.util import find_spec
from pathlib import Path

import pytest

from reluviz.commands import display
from reluviz.errors import ReluvizError

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.mark.parametrize("platform", ["offscreen", "offscreen:configfile=screen.json", "VNC"])
def test_platforms_that_need_no_display(platform):
    display.require_display({"QT_QPA_PLATFORM": platform}, "linux")


@pytest.fixture
def wayland(tmp_path, monkeypatch):
    """The environment of a session whose Wayland display answers."""
    monkeypatch.setattr(display, "missing_libraries", lambda names: [])
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "wayland-7"))
        server.listen()
        yield {"WAYLAND_DISPLAY": "wayland-7", "XDG_RUNTIME_DIR": str(tmp_path)}


@pytest.mark.parametrize("platform", ["", "wayland", "wayland;xcb", "wayland-egl", "xcb;wayland", "nonsense;wayland"])
def test_a_wayland_display_that_answers(wayland, platform):
    display.require_display(wayland | {"QT_QPA_PLATFORM": platform}, "linux")


def test_a_wayland_display_by_its_path_or_open_already(wayland):
    path = f"{wayland['XDG_RUNTIME_DIR']}/{wayland['WAYLAND_DISPLAY']}"
    display.require_display({"WAYLAND_DISPLAY": path}, "linux")
    display.require_display({"WAYLAND_SOCKET": "3", "QT_QPA_PLATFORM": "wayland"}, "linux")


@pytest.mark.parametrize("platform", ["", "wayland", "wayland;xcb"])
@pytest.mark.parametrize("name", ["wayland-8", "/nowhere/wayland-8", "../wayland-7"])
def test_a_wayland_display_that_does_not_answer(wayland, platform, name):
    with pytest.raises(ReluvizError, match=f"the Wayland display '{name}' does not answer; .*commands work without a window"):
        display.require_display(wayland | {"WAYLAND_DISPLAY": name, "QT_QPA_PLATFORM": platform}, "linux")


@pytest.mark.parametrize("platform", ["wayland", "wayland;xcb"])
def test_wayland_asked_for_where_there_is_none(platform):
    with pytest.raises(ReluvizError, match=r"the Wayland display 'wayland-0' does not answer; .*commands work without a window"):
        display.require_display({"QT_QPA_PLATFORM": platform}, "linux")


def test_x11_is_taken_where_wayland_does_not_answer(monkeypatch):
    monkeypatch.setattr(display, "answers", lambda name: True)
    monkeypatch.setattr(display, "missing_libraries", lambda names: [])
    for platform in ("", "wayland;xcb"):
        display.require_display({"WAYLAND_DISPLAY": "x", "DISPLAY": ":0", "QT_QPA_PLATFORM": platform}, "linux")


def test_a_platform_that_qt_does_not_have():
    with pytest.raises(ReluvizError, match=r"'nonsense', which Qt does not have \(it has .*xcb.*\); unset it"):
        display.require_display({"QT_QPA_PLATFORM": "nonsense", "DISPLAY": ":0"}, "linux")
    elsewhere = {"QT_QPA_PLATFORM": "nonsense", "QT_PLUGIN_PATH": "/somewhere"}
    with pytest.raises(ReluvizError, match=r"'nonsense', which does not work here"):
        display.require_display(elsewhere, "linux")


@pytest.mark.parametrize("platform", ["eglfs", "linuxfb", "linuxfb:fb=/dev/null", "eglfs;xcb", "xcb;minimalegl"])
def test_a_platform_that_would_end_the_process(platform, monkeypatch):
    # Where Qt has a file for a screen, it may well work.
    monkeypatch.setattr(display, "TRIAL", "import sys\nprint('No such\\n  screen\\n', file=sys.stderr)\nsys.exit(134)")
    name = platform.partition(";")[0].partition(":")[0]
    words = r"QT_QPA_PLATFORM names 'NAME', which does not work here \(screen\); unset it; .*commands work without a window"
    if name == "xcb":
        words = "there is no display"
    with pytest.raises(ReluvizError, match=words.replace("NAME", name)) as raised:
        display.require_display({"QT_QPA_PLATFORM": platform}, "linux")
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize("platform", ["eglfs", "nonsense;eglfs", "xcb;eglfs"])
def test_a_platform_that_works(platform, monkeypatch):
    monkeypatch.setattr(display, "TRIAL", "")
    display.require_display({"QT_QPA_PLATFORM": platform}, "linux")


def test_a_platform_without_a_screen_does_not_work():
    # Qt finds no framebuffer there, wherever the tests run, and would go on without one until it crashes.
    with pytest.raises(ReluvizError, match="'linuxfb', which does not work here"):
        display.require_display({"QT_QPA_PLATFORM": "linuxfb:fb=/dev/null"}, "linux")


def test_a_trial_leaves_a_platform_that_takes_its_time_to_qt(monkeypatch):
    monkeypatch.setattr(display, "TRIAL", "import sys\nsys.stdin.read()\nimport threading\nthreading.Event().wait()")
    monkeypatch.setattr(display, "TRIAL_S", 0.2)
    display.require_display({"QT_QPA_PLATFORM": "eglfs"}, "linux")


@pytest.mark.parametrize("platform", ["minimal", "vkkhrdisplay"])
def test_a_platform_that_shows_nothing(platform):
    with pytest.raises(ReluvizError, match=f"'{platform}', which shows no window; .*commands work without a window"):
        display.require_display({"QT_QPA_PLATFORM": platform}, "linux")


@pytest.mark.parametrize("name", ["foo", "4242", "localhost", ":", ":x", "host:0:0"])
def test_what_is_no_display(name):
    with pytest.raises(ReluvizError, match=f"the display '{name}' does not answer"):
        display.require_display({"DISPLAY": name}, "linux")


def test_the_socket_of_a_display_by_its_path_is_left_to_qt():
    assert display.answers("/tmp/launch-1/org.xquartz:0")


def test_other_systems_have_a_display():
    display.require_display({}, "darwin")
    display.require_display({}, "win32")


@pytest.mark.parametrize("environment", [{}, {"DISPLAY": ""}, {"QT_QPA_PLATFORM": "xcb"}])
def test_no_display(environment):
    with pytest.raises(ReluvizError, match=r"no display .*commands work without a window"):
        display.require_display(environment, "linux")


def test_a_display_that_does_not_answer():
    with pytest.raises(ReluvizError, match="':4242' does not answer"):
        display.require_display({"DISPLAY": ":4242"}, "linux")
    with pytest.raises(ReluvizError, match="does not answer"):
        display.require_display({"DISPLAY": "localhost:59000.0"}, "linux")


def test_a_display_that_answers(monkeypatch):
    monkeypatch.setattr(display, "missing_libraries", lambda names: [])
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        port = server.getsockname()[1]
        name = f"127.0.0.1:{port - 6000}.0"
        assert display.answers(name)
        display.require_display({"DISPLAY": name}, "linux")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("\0/tmp/.X11-unix/X4243")
        server.listen()
        assert display.answers(":4243")
        assert display.answers("unix:4243.0")
    assert not display.answers(":4243")


def test_missing_libraries_are_named_with_their_packages(monkeypatch):
    assert display.missing_libraries(["libc.so.6", "libnowhere.so.9"]) == ["libnowhere.so.9"]
    monkeypatch.setattr(display, "answers", lambda name: True)
    monkeypatch.setattr(display, "X11_LIBRARIES", display.X11_LIBRARIES | {"libnowhere.so.9": "libnowhere9"})
    with pytest.raises(ReluvizError) as caught:
        display.require_display({"DISPLAY": ":0"}, "linux")
    assert "libnowhere.so.9" in str(caught.value)
    assert "apt-get install" in str(caught.value)
    for package in ("libegl1", "libxkbcommon-x11-0", "libxcb-cursor0"):
        assert package in str(caught.value)


def test_every_library_that_qt_links_is_looked_for(monkeypatch):
    """What `ldd` finds missing is what the packages are for; libxcb itself comes with any of them."""
    plugin = Path(str(find_spec("PySide6").origin)).parent / "Qt" / "lib" / "libQt6XcbQpa.so.6"
    needed = subprocess.run(["ldd", str(plugin)], capture_output=True, text=True, check=True).stdout
    linked = set(re.findall(r"^\s*(libxcb-\S+|libX11-\S+|libxkbcommon-\S+) =>", needed, re.MULTILINE))
    # Those two come with libxcb-image0 and libxcb-render-util0.
    assert linked - set(display.X11_LIBRARIES) == {"libxcb-render.so.0", "libxcb-util.so.1"}


def test_the_readme_and_the_gate_install_them():
    packages = [*display.QT_PACKAGES, *display.X11_LIBRARIES.values()]
    for name in ("README.md", ".ci/run"):
        words = (ROOT / name).read_text("utf-8").replace("\\\n", " ").split()
        place = words.index(packages[0]) if packages[0] in words else words.index(f'packages="{packages[0]}')
        assert [word.rpartition('"')[2] for word in words[place : place + len(packages)]] == packages, name


def test_an_import_error_of_qt_names_the_packages():
    def import_qt(message):
        with display.qt_libraries():
            raise ImportError(message)

    with pytest.raises(ReluvizError, match=r"libEGL\.so\.1.*apt-get install libegl1"):
        import_qt("libEGL.so.1: cannot open shared object file: No such file or directory")
    with pytest.raises(ImportError, match="another"):
        import_qt("another")
