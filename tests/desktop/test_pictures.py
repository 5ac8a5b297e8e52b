"""Pictures and numbers saved from the window: drawn by other programs, and compared with what the window shows."""

import csv
import io
import re
import shutil
import subprocess
import xml.etree.ElementTree as ET
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from reluviz.desktop.handlers.file_words import file_name
from reluviz.desktop.view_tables import fates_table
from reluviz.landscape.landscape import Landscape
from reluviz.scenario.model import Scenario
from reluviz.scenario.reading import parse_scenario
from reluviz.scene.moment import moment_at
from reluviz.scene.theme import LIGHT
from reluviz.training.headless import history_of

VIEWS = ("landscape", "neuron", "push", "loss", "parameters", "fates", "update")

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def trained(application, qtbot):
    """The window, with twenty steps trained and looked at."""
    application.experiment.step(20)
    qtbot.waitUntil(lambda: application.frames.moment.playhead == 20)
    application.window.resize(1280, 1250)
    for name in ("push", "fates", "update"):
        application.actions[f"panel_{name}"].trigger()
        qtbot.waitUntil(application.canvases[name].isVisible)
    return application


@pytest.fixture
def saved(trained, answers, tmp_path):
    """Saves a view as a picture, as its menu does, and returns the file."""

    def save(name, extension):
        answers.path = tmp_path / f"picture.{extension}"
        trained.handlers.views.save_picture(name)
        assert trained.stage.messages.text == f"picture.{extension} is saved"
        return answers.path

    return save


def size_of(application, name):
    size = application.canvases[name].viewport().size()
    return size.width(), size.height()


def pixels_of(image):
    image = image.convertToFormat(QImage.Format.Format_RGB888)
    raw = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return raw[:, : 3 * image.width()].reshape(image.height(), image.width(), 3).astype(int)


def drawn_by(program, *arguments):
    """Return the picture that another program makes of a file; the gate installs it."""
    if shutil.which(program) is None:
        pytest.skip(f"{program} is not installed")
    subprocess.run([program, *map(str, arguments)], check=True, timeout=60)


@pytest.mark.parametrize("name", VIEWS)
def test_an_svg_looks_as_the_window_does(name, trained, saved, tmp_path):
    file = saved(name, "svg")
    width, height = size_of(trained, name)
    drawn_by("rsvg-convert", "-w", width, "-h", height, "-o", tmp_path / "drawn.png", file)
    drawn = pixels_of(QImage(str(tmp_path / "drawn.png")))
    shown = pixels_of(trained.canvases[name].grab().toImage())
    assert drawn.shape == shown.shape
    difference = np.abs(drawn - shown).max(axis=2)
    # Curves, fills and labels beyond the plot, as without clipping, are more than one percent.
    assert (difference > 60).mean() < 0.01
    assert difference.mean() < 3


@pytest.mark.parametrize("name", VIEWS)
def test_an_svg_needs_no_font_and_has_the_windows_size(name, trained, saved):
    root = ET.parse(saved(name, "svg")).getroot()
    width, height = size_of(trained, name)
    assert not list(root.iter(f"{SVG}text"))
    assert root.get("viewBox") == f"0 0 {width} {height}"
    assert (root.get("width"), root.get("height")) == (f"{width}px", f"{height}px")
    assert root.find(f"{SVG}title").text == "The puzzle"


def test_a_pdf_has_one_page_of_the_windows_size(trained, saved, tmp_path):
    file = saved("landscape", "pdf")
    (box,) = re.findall(rb"/MediaBox \[([^]]*)\]", file.read_bytes())
    sides = [float(side) for side in box.split()]
    assert sides == pytest.approx([0, 0, *(0.75 * side for side in size_of(trained, "landscape"))], abs=1)
    drawn_by("pdftoppm", "-png", "-singlefile", "-r", "96", file, tmp_path / "drawn")
    drawn = QImage(str(tmp_path / "drawn.png"))
    shown = trained.canvases["landscape"].grab().toImage().scaled(drawn.size())
    assert (np.abs(pixels_of(drawn) - pixels_of(shown)).max(axis=2) > 60).mean() < 0.02


def test_a_png_is_twice_as_fine_as_the_screen(trained, saved):
    image = QImage(str(saved("neuron", "png")))
    assert (image.width(), image.height()) == tuple(2 * side for side in size_of(trained, "neuron"))


def test_another_extension_is_told_by_the_files_own_name(trained, answers, tmp_path):
    answers.path = tmp_path / "win.xyz"
    trained.actions["save_picture"].trigger()
    assert trained.stage.messages.text == "win.xyz: found .xyz; allowed: .png, .svg, .pdf"
    assert not list(tmp_path.glob("*xyz"))


@pytest.mark.parametrize("call", ["save_picture", "save_table"])
def test_a_folder_that_is_missing_is_told_in_one_line(call, trained, answers, tmp_path):
    answers.path = tmp_path / "missing" / "one.png"
    getattr(trained.handlers.views, call)("loss")
    assert trained.stage.messages.text == f"one.png: there is no folder {tmp_path / 'missing'}"
    answers.path = tmp_path / "one.png"
    getattr(trained.handlers.views, call)("loss")
    assert trained.stage.messages.text == "one.png is saved"
    assert answers.path.stat().st_size


@pytest.mark.parametrize(("call", "name"), [("save_picture", "there.png"), ("save_table", "there.csv")])
def test_a_name_without_its_ending_replaces_no_file_unasked(call, name, trained, answers, tmp_path):
    (tmp_path / name).write_text("mine")
    answers.path = tmp_path / "there"
    getattr(trained.handlers.views, call)("loss")
    said = trained.stage.messages.text
    assert said == f"{name}: it is there already; choose another name, or this one with its ending"
    assert (tmp_path / name).read_text() == "mine"
    answers.path = tmp_path / name
    getattr(trained.handlers.views, call)("loss")
    assert trained.stage.messages.text == f"{name} is saved"
    assert (tmp_path / name).read_bytes() != b"mine"


def test_names_are_made_of_the_title(trained, answers, tmp_path):
    home = trained.handlers.file.folder()
    trained.actions["save_picture"].trigger()
    trained.handlers.views.save_picture("loss")
    trained.handlers.views.save_table("parameters")
    trained.actions["save_as"].trigger()
    assert [suggested for _, suggested in answers.asked] == [
        f"{home}/the-puzzle.png",
        f"{home}/the-puzzle-loss.png",
        f"{home}/the-puzzle-parameters.csv",
        f"{home}/the-puzzle.toml",
    ]


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("", "scenario"),
        ("Four starts / 2 fates?", "four-starts-2-fates"),
        ({"en": "x", "fr": "À côté du zéro"}, "a-cote-du-zero"),
        ("../../etc", "etc"),
        ("…", "scenario"),
        ("a" * 300, "a" * 60),
    ],
)
def test_a_title_becomes_a_files_name(title, name):
    assert file_name(replace(Scenario(), title=title), "fr") == name


# ---- menus -----------------------------------------------------------------------------------------------------------


def open_menu(application, name, qtbot):
    """Ask for a view's menu as a right click does, and return it."""
    canvas = application.canvases[name].viewport()
    middle = canvas.rect().center()
    if name == "landscape":
        QTest.mouseClick(canvas, Qt.MouseButton.RightButton, Qt.KeyboardModifier.NoModifier, middle)
    else:
        place = canvas.mapToGlobal(middle)
        QApplication.sendEvent(canvas, QContextMenuEvent(QContextMenuEvent.Reason.Mouse, middle, place))
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None)
    return QApplication.activePopupWidget()


def choose(menu, text):
    """Choose an entry of an open menu as the keys do."""
    entry = next(action for action in menu.actions() if action.text() == text)
    menu.setActiveAction(entry)
    QTest.keyClick(menu, Qt.Key.Key_Return)


@pytest.mark.parametrize("name", VIEWS)
def test_every_views_menu_copies_its_picture(name, trained, qtbot):
    menu = open_menu(trained, name, qtbot)
    assert [action.text() for action in menu.actions()] == [
        "Copy picture",
        "Save picture…",
        "Copy data as CSV",
        "Save data as CSV…",
    ]
    choose(menu, "Copy picture")
    copied = QGuiApplication.clipboard().image()
    width, height = size_of(trained, name)
    assert (copied.width(), copied.height()) == (2 * width, 2 * height)
    shown = trained.canvases[name].grab().toImage()
    smaller = copied.scaled(shown.size(), mode=Qt.TransformationMode.SmoothTransformation)
    assert np.abs(pixels_of(smaller) - pixels_of(shown)).mean() < 3


@pytest.mark.parametrize("name", VIEWS)
def test_every_views_menu_saves_what_it_copies(name, trained, qtbot, answers, tmp_path):
    answers.path = tmp_path / "asked"
    choose(open_menu(trained, name, qtbot), "Save data as CSV…")
    choose(open_menu(trained, name, qtbot), "Copy data as CSV")
    assert (tmp_path / "asked.csv").read_text(encoding="utf-8") == QGuiApplication.clipboard().text()
    choose(open_menu(trained, name, qtbot), "Save picture…")
    assert QImage(str(tmp_path / "asked.png")).width() == 2 * size_of(trained, name)[0]


def copied_table(application, name):
    application.handlers.views.copy_table(name)
    head, *rows = csv.reader(io.StringIO(QGuiApplication.clipboard().text()))
    return head, [[float(number) for number in row] for row in rows]


def test_the_numbers_of_loss_and_parameters_are_the_historys(trained):
    history = trained.experiment.history
    head, rows = copied_table(trained, "loss")
    assert head == ["step", "run", "loss"]
    assert len(rows) == 2 * 21
    landscape = trained.experiment.landscape
    for step, run, loss in rows:
        # The history keeps float32.
        assert loss == pytest.approx(float(landscape.loss(history.at(int(run), int(step)))), rel=1e-6)
    head, rows = copied_table(trained, "parameters")
    assert head == ["step", "weight"]
    followed = trained.experiment.followed
    assert rows == [[step, float(history.at(followed, step)[0])] for step in range(21)]


def test_the_numbers_of_the_fates(trained):
    trained.handlers.views.copy_table("fates")
    head, *rows = csv.reader(io.StringIO(QGuiApplication.clipboard().text()))
    assert head == ["fate", "runs", "share", "low", "high", "drawn"]
    assert rows == [["dying", "1", "0.5", "", "", "1"], ["moving", "1", "0.5", "", "", "1"]]


def test_the_numbers_of_the_fates_tell_how_many_runs_are_drawn(qapp):
    scenario = parse_scenario('[training]\nsteps = 1\n[starts]\nkind = "random"\ncount = 300\n')
    landscape = Landscape(scenario.data, scenario.target, scenario.model)
    moment = moment_at(scenario, landscape, history_of(scenario, landscape), 1, LIGHT)
    head, rows = fates_table(moment, ((0.0, 1.0), (0.0, 1.0)))
    runs, drawn = head.index("runs"), head.index("drawn")
    rows = list(rows)
    assert sum(row[runs] for row in rows) == 300
    assert sum(row[drawn] for row in rows) == len(moment.drawn) < 300
    assert all(row[drawn] <= row[runs] for row in rows)


def test_the_numbers_of_the_curve_are_the_loss_of_a_relu(trained):
    head, rows = copied_table(trained, "landscape")
    assert head == ["weight", "loss"]
    # Of relu(w x) against relu(x) with normal inputs: half of E x² each side.
    for weight, loss in rows:
        truth = (weight - 1) ** 2 / 2 if weight > 0 else (weight**2 + 1) / 2
        assert loss == pytest.approx(truth, rel=1e-12, abs=1e-14)


def test_the_numbers_of_the_neuron_are_its_formula(trained):
    head, rows = copied_table(trained, "neuron")
    assert head == ["x", "density", "teacher", "student"]
    weight = float(trained.experiment.history.at(trained.experiment.followed, 20)[0])
    for x, density, teacher, student in rows:
        assert density == pytest.approx(np.exp(-(x**2) / 2) / np.sqrt(2 * np.pi), rel=1e-9)
        assert teacher == max(x, 0)
        assert student == pytest.approx(max(weight * x, 0), rel=1e-12)


def test_a_maps_numbers_are_weight_bias_and_loss(trained, qtbot):
    trained.column.control("model.variant").changed.emit("weight-bias")
    qtbot.waitUntil(lambda: trained.landscape_view.kind == "map")
    head, rows = copied_table(trained, "landscape")
    assert head == ["weight", "bias", "loss"]
    assert len(rows) == 101 * 101
    landscape = trained.experiment.landscape
    for weight, bias, loss in rows[::1009]:
        assert loss == pytest.approx(float(landscape.loss(np.array([weight, bias]))), rel=1e-9, abs=1e-12)


def test_a_menu_by_the_keyboard_stands_at_its_view(trained, qtbot):
    canvas = trained.canvases["loss"]
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(5, 5), canvas.mapToGlobal(QPoint(5, 5)))
    QApplication.sendEvent(canvas, event)
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None)
    QApplication.activePopupWidget().close()


@pytest.mark.parametrize("order", ["menu at press", "menu at release"])
@pytest.mark.parametrize("place", ["margin", "plot", "header"])
@pytest.mark.parametrize("name", VIEWS)
def test_a_right_click_anywhere_in_a_view_asks_for_its_menu_once(name, place, order, trained, monkeypatch):
    asked = []
    monkeypatch.setattr(trained.handlers.views, "show_menu", lambda *of: asked.append(of))
    canvas = trained.canvases[name].viewport()
    at = {
        "margin": QPoint(4, canvas.height() // 2),
        "plot": canvas.rect().center(),
        "header": QPoint(canvas.width() // 2, 4),
    }[place]
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, canvas.mapToGlobal(at))
    QTest.mousePress(canvas, Qt.MouseButton.RightButton, pos=at)
    if order == "menu at press":
        QApplication.sendEvent(canvas, event)
    QTest.mouseRelease(canvas, Qt.MouseButton.RightButton, pos=at)
    if order == "menu at release":
        QApplication.sendEvent(canvas, event)
    assert asked == [(name, canvas.mapToGlobal(at))]
