"""What is said where no window can be opened."""

import socket

import pytest

from reluviz.commands import display
from reluviz.errors import ReluvizError


@pytest.mark.parametrize(
    "environment",
    [
        {"QT_QPA_PLATFORM": "offscreen"},
        {"QT_QPA_PLATFORM": "wayland", "WAYLAND_DISPLAY": "wayland-0"},
        {"WAYLAND_DISPLAY": "wayland-0"},
    ],
)
def test_other_platforms_are_left_to_qt(environment):
    display.require_display(environment, "linux")


def test_other_systems_have_a_display():
    display.require_display({}, "darwin")
    display.require_display({}, "win32")


@pytest.mark.parametrize("environment", [{}, {"DISPLAY": ""}, {"QT_QPA_PLATFORM": "xcb"}])
def test_no_display(environment):
    with pytest.raises(ReluvizError, match=r"no display .*reluviz train"):
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
    monkeypatch.setattr(display, "X11_LIBRARIES", ("libnowhere.so.9",))
    with pytest.raises(ReluvizError) as caught:
        display.require_display({"DISPLAY": ":0"}, "linux")
    assert "libnowhere.so.9" in str(caught.value)
    assert "apt-get install" in str(caught.value)
    for package in ("libegl1", "libxkbcommon-x11-0", "libxcb-cursor0"):
        assert package in str(caught.value)


def test_an_import_error_of_qt_names_the_packages():
    def import_qt(message):
        with display.qt_libraries():
            raise ImportError(message)

    with pytest.raises(ReluvizError, match=r"libEGL\.so\.1.*apt-get install libegl1"):
        import_qt("libEGL.so.1: cannot open shared object file: No such file or directory")
    with pytest.raises(ImportError, match="another"):
        import_qt("another")
