"""Larger type: everything grows with it, the stage keeps its share, and the usual size brings all of it back."""

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QRect, Qt
from PySide6.QtGui import QFontMetrics, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from reluviz.desktop.controls.choice_control import ChoiceBox, ChoiceControl
from reluviz.desktop.controls.control import Control
from reluviz.desktop.controls.number_control import NumberControl
from reluviz.desktop.controls.slider import Slider
from reluviz.desktop.controls.text_control import TextControl
from reluviz.desktop.settings import Settings
from reluviz.desktop.sharing import largest_scale
from reluviz.scenario.sources import find_scenario
from reluviz.scene.numbers import format_count
from reluviz.training.pace import FASTEST

SIZES = [(1280, 720), (1920, 1080)]


def enlarge(application, times=10):
    for _ in range(times):
        application.actions["text_larger"].trigger()
    QApplication.processEvents()


def places(window):
    """Return where everything lies that can be seen, by who it is."""
    found = {}
    for number, widget in enumerate(window.findChildren(QWidget)):
        if widget.isVisible():
            found[number, type(widget).__name__] = QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())
    return found


def ink(widget):
    """Return how many of a widget's pixels are not as the pixel in its corner."""
    image = widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    raw = np.frombuffer(image.constBits(), np.uint32).reshape(image.height(), image.width())
    return int((raw != raw[0, 0]).sum())


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("larger", [0, 3, 10])
def test_the_stage_keeps_its_share_and_the_panels_their_use(larger, size, make_application):
    application = make_application(size=size)
    enlarge(application, larger)
    assert application.stage.canvas.width() >= 0.55 * size[0]
    assert application.window.size().toTuple() == size
    assert application.canvases["push"].isVisible() == (size[1] > 1000)
    for name in ("neuron", "loss", "parameters", *(["push"] if size[1] > 1000 else [])):
        canvas, view = application.canvases[name], application.canvases[name].views[0]
        assert canvas.height() >= 0.18 * size[1]
        # Three tenths of the panel are the plot, but for the largest type, and type is never smaller than usual.
        assert view.plot.area.height() >= (0.28 if larger == 10 else 0.3) * canvas.height()
        assert view.zoom >= 1.0
    column = application.column
    assert column.widget().width() <= column.viewport().width()


@pytest.mark.parametrize("larger", [0, 2])
def test_headers_keep_the_usual_size_of_type_in_a_small_window(larger, make_application):
    application = make_application(find_scenario("flips"), size=(1280, 720))
    enlarge(application, larger)
    for name in ("neuron", "loss", "parameters"):
        assert application.canvases[name].views[0]._header_rows()[0] >= 1.0


def test_as_much_larger_as_the_window_has_room_for(make_application):
    small, large = (make_application(size=size) for size in SIZES)
    for application in (small, large):
        enlarge(application, 20)
    assert [application.landscape_view.zoom for application in (small, large)] == [1.5, 2.0]
    assert [canvas.views[0].zoom for canvas in large.canvases.values() if canvas.isVisible()] == [2.0, *[1.5] * 4]
    assert [largest_scale(width, 5000) for width in (300, 1000, 1299, 1300, 9999)] == [1.0, 1.25, 1.5, 1.625, 2.0]


@pytest.mark.parametrize("size", SIZES)
def test_the_usual_size_brings_everything_back(size, make_application):
    application = make_application(size=size)
    QApplication.processEvents()
    before = places(application.window)
    enlarge(application)
    assert places(application.window) != before
    application.actions["text_normal"].trigger()
    QApplication.processEvents()
    assert places(application.window) == before


def test_widths_that_were_dragged_come_back_too(make_application):
    application = make_application()
    window = application.window
    window.sharing.give({"controls": 300, "neuron": 350})
    QApplication.processEvents()
    before = places(window)
    for name in ("text_larger", "text_larger", "text_smaller", "text_normal"):
        application.actions[name].trigger()
        QApplication.processEvents()
    assert places(window) == before
    enlarge(application, 2)
    window.sharing.give({"neuron": 250})
    QApplication.processEvents()
    application.actions["text_normal"].trigger()
    QApplication.processEvents()
    # Dragged with large type: not what it was before that.
    assert window.panels["neuron"].width() < 300


def test_a_remembered_scale_shrinks_with_the_window_and_comes_back(make_application, tmp_path):
    settings = Settings(tmp_path / "large.ini")
    settings.set("view/scale", 2.0)
    application = make_application(settings=settings, size=(1024, 640))
    assert application.landscape_view.zoom == 1.25
    assert application.stage.canvas.width() >= 0.55 * 1024
    application.window.resize(1920, 1080)
    QApplication.processEvents()
    assert application.landscape_view.zoom == 2.0
    assert settings.get("view/scale") == 2.0


def test_icons_knobs_and_chevrons_grow(make_application):
    application = make_application(size=(1920, 1080))
    column, transport = application.column, application.transport
    knob = column.control("start.weight").slider
    box = column.control("model.variant").box
    heading = column.sections["model"].heading
    step = transport.buttons["step_forward"]
    close = application.stage.messages.close_button
    knob_radius, icon = knob.handle, step.iconSize().width()
    before = {widget: ink(widget) for widget in (step, transport.speed, heading)}
    closing = close.iconSize().width()
    enlarge(application)
    assert application.landscape_view.zoom == 2.0
    assert knob.handle == pytest.approx(2 * knob_radius)
    assert step.iconSize().width() == 2 * icon
    assert step.icon().actualSize(step.iconSize()).width() == 2 * icon
    assert close.iconSize().width() == 2 * closing
    for widget, was in before.items():
        # Twice as wide and twice as high, but for the groove's length.
        assert ink(widget) > 2.5 * was
    assert isinstance(box, ChoiceBox)
    assert box.height() >= 2 * box.fontMetrics().ascent()


def test_the_knob_is_under_the_pointer_that_took_it(make_application):
    application = make_application(size=(1920, 1080))
    enlarge(application)
    slider = application.column.control("start.weight").slider
    for position in (slider.minimum(), 300, slider.maximum()):
        assert slider.position_at(slider.x_of(position)) == position


# ---- nothing is cut ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("larger", [0, 10])
def test_the_transports_words_are_whole_at_any_speed_and_step(larger, make_application):
    application = make_application()
    enlarge(application, larger)
    transport = application.transport
    transport.show_speed(FASTEST)
    assert transport.speed_label.text() == "100,000 steps/s"
    assert transport.speed_label.sizeHint().width() <= transport.speed_label.width()
    for last in (1, 2000, 100_000, 1_000_000):
        for step in (0, last):
            transport.show_steps(step, last, last, False)
            assert format_count(last) in transport.counter.text()
            assert transport.counter.sizeHint().width() <= transport.counter.width()


@pytest.mark.parametrize("larger", [0, 10])
def test_a_field_in_use_leaves_its_unit_free(larger, make_application, puzzle):
    application = make_application()
    enlarge(application, larger)
    application.column.set_open_sections(list(application.column.sections))
    application.column.start_section.many.changed.emit("random")
    application.column.control("model.variant").changed.emit("hidden-layer")
    QApplication.processEvents()
    seen = 0
    for section in application.column.sections.values():
        for control in section.controls.values():
            if isinstance(control, NumberControl) and control.spec.unit and control.isVisible():
                words = QFontMetrics(control.font()).horizontalAdvance(control.spec.unit)
                assert control.field.geometry().right() < control.right - words
                seen += 1
    assert seen >= 4


@pytest.mark.parametrize("size", [(1024, 640), (1280, 720), (1280, 800), (1680, 980), (1920, 1080)])
@pytest.mark.parametrize("larger", [0, 10])
def test_all_boxes_begin_at_one_line(larger, size, make_application):
    application = make_application(size=size)
    enlarge(application, larger)
    column = application.column
    column.set_open_sections(list(column.sections))
    column.start_section.many.changed.emit("random")
    column.control("model.variant").changed.emit("weight-bias")
    QApplication.processEvents()
    boxes = [
        part
        for kind in (ChoiceBox, QLineEdit)
        for part in column.findChildren(kind)
        if part.isVisible() and isinstance(part.parentWidget(), ChoiceControl | TextControl)
    ]
    assert len(boxes) >= 10
    # But for those whose text has no room there.
    fitting = [box for box in boxes if box.width() == box.parentWidget().box_rect().width()]
    assert len(boxes) - len(fitting) <= (1 if size == (1024, 640) else 0)
    assert all(box.wanted_width() > box.parentWidget().box_rect().width() for box in set(boxes) - set(fitting))
    assert len({box.mapTo(column.widget(), QPoint(0, 0)).x() for box in fitting}) == 1
    assert len({box.mapTo(column.widget(), QPoint(box.width(), 0)).x() for box in boxes}) == 1


def test_a_box_that_cuts_its_choice_tells_it(application):
    variant = application.column.control("model.variant")
    variant.changed.emit("weight-bias-output")
    assert variant.toolTip().endswith("<br>Now: weight, bias and output")
    variant.box.showPopup()
    widest = max(
        variant.box.fontMetrics().horizontalAdvance(variant.box.itemText(at)) for at in range(variant.box.count())
    )
    assert variant.box.view().viewport().width() >= widest
    variant.box.hidePopup()


LONG = {"en": (-4.92, 9.46), "fr": (0.477, -0.065)}
"""Starts whose names are long, by the language."""


@pytest.mark.parametrize("language", LONG)
@pytest.mark.parametrize("size", [(1280, 720), (1680, 980)])
def test_long_choices_have_the_type_of_all_others_and_the_room_beside_their_label(
    size, language, make_application, qtbot
):
    application = make_application(find_scenario("bias"), size=size)
    column = application.column
    application.actions[f"language_{language}"].trigger()
    qtbot.waitUntil(lambda: not application.curtain.is_drawn)
    column.set_open_sections(list(column.sections))
    for control, value in zip(("start.weight", "start.bias"), LONG[language], strict=True):
        column.control(control).changed.emit(value)
    QApplication.processEvents()
    run, activation = column.start_section.run, column.control("model.activation")
    assert run.box.font() == activation.box.font()
    assert run.box.x() < activation.box.x()
    column.control("model.variant").changed.emit("weight-bias-output")
    QApplication.processEvents()
    variant = column.control("model.variant")
    assert variant.box.shown_text() == variant.box.currentText()
    for control in (run, variant):
        words = control.fontMetrics().horizontalAdvance(control.label)
        assert control.box.x() >= words + control.unit_px // 2
        assert control.box.geometry().right() == activation.box.geometry().right()
    # What does not fit is cut off, and told whole.
    assert run.box.currentText() in run.toolTip()
    variant.changed.emit("weight")
    QApplication.processEvents()
    assert variant.box.x() == activation.box.x()


def test_a_long_choice_is_painted_in_the_size_of_all_others(application):
    """The height of its letters, as the eye sees them."""
    box = ChoiceBox(application.column)
    box.addItems(["lowest", "lowest lowest lowest lowest"])
    box.resize(120, 28)
    inked = []
    for index in range(2):
        box.setCurrentIndex(index)
        area = box.text_rect().adjusted(0, 4, 0, -4)
        picture = box.grab(area).toImage().convertToFormat(QImage.Format.Format_Grayscale8)
        grey = np.array([[picture.pixelColor(x, y).value() for x in range(30)] for y in range(picture.height())])
        inked.append(np.flatnonzero((grey < 128).any(axis=1)).tolist())
    assert inked[0] == inked[1]
    assert len(inked[0]) > 6
    box.deleteLater()


def test_a_box_stands_still_while_digits_come_and_go(application):
    run = application.column.start_section.run
    names = {"0": "w = −4.92, b = 9.46, v = 1.25", "1": "short"}
    run.set_choices(names)
    run.show_value("0")
    wide = run.box.geometry()
    room = run.box_rect().width()
    shorter = names["0"]
    while run.box.fontMetrics().horizontalAdvance(shorter) > room - 50:
        shorter = shorter[:-1]
    run.set_choices({})
    run.set_choices({"0": shorter, "1": "short"})
    run.show_value("0")
    assert run.box.wanted_width() <= room
    assert run.box.geometry() == wide
    run.show_value("1")
    assert run.box.geometry() == run.box_rect()


def test_labels_are_no_wider_than_their_place(make_application):
    application = make_application(size=(1024, 640))
    for control in application.column.findChildren(NumberControl):
        if control.isVisible():
            assert control.label_rect().right() <= control.field.x()
    slider = application.column.findChild(Slider)
    event = QEvent(QEvent.Type.FontChange)
    QApplication.sendEvent(slider, event)
    assert slider.sizeHint().height() == 20


# ---- the window's width ----------------------------------------------------------------------------------------------


def drag_edge(window, panel, by):
    """Drag the edge between a panel and the stage by some pixels, as the mouse does."""
    place = QRect(panel.mapTo(window, QPoint(0, 0)), panel.size())
    is_left = place.x() < window.width() // 2
    at = QPoint(place.right() + 3 if is_left else place.x() - 2, place.center().y())
    QTest.mousePress(window, Qt.MouseButton.LeftButton, pos=at)
    QTest.mouseMove(window, at + QPoint(by, 0))
    QApplication.processEvents()
    QTest.mouseRelease(window, Qt.MouseButton.LeftButton, pos=at + QPoint(by, 0))
    QApplication.processEvents()


def resize(window, width):
    window.resize(width, window.height())
    QApplication.processEvents()


@pytest.mark.parametrize("dragged", [(), (("neuron", -90),), (("controls", -60), ("neuron", 80)), (("controls", 200),)])
@pytest.mark.parametrize("larger", [0, 3])
def test_the_panels_are_as_they_were_when_the_window_is(larger, dragged, make_application):
    application = make_application(size=(1920, 1000))
    window = application.window
    enlarge(application, larger)
    for name, by in dragged:
        before = window.panels[name].width()
        drag_edge(window, window.panels[name], by)
        assert window.panels[name].width() == before + (by if name == "controls" else -by)
    before = places(window)
    for width in (1024, 1500, 1920):
        resize(window, width)
    assert places(window) == before


def test_sides_follow_the_window_without_the_neuron(make_application):
    application = make_application(size=(1920, 1000))
    window = application.window
    window.panels["neuron"].setFloating(True)
    window.panels["neuron"].resize(640, 300)
    QApplication.processEvents()
    assert window.panels["loss"].width() == 480
    resize(window, 1600)
    assert window.panels["loss"].width() == 400
    enlarge(application, 1)
    # As far as the controls, which are wider now, leave room.
    assert window.panels["loss"].width() >= 340


def test_dragged_widths_that_are_remembered_come_back_too(make_application, tmp_path):
    first = make_application(size=(1600, 900), settings=Settings(tmp_path / "kept.ini"))
    drag_edge(first.window, first.window.panels["neuron"], 100)
    before = places(first.window)
    first.window.close()
    second = make_application(size=(1600, 900), settings=Settings(tmp_path / "kept.ini"))
    assert places(second.window) == before
    for width in (1024, 1600):
        resize(second.window, width)
    assert places(second.window) == before


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("larger", [0, 2, 4])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_no_label_of_a_control_is_cut_off_or_smaller_than_others(language, larger, size, make_application, qtbot):
    application = make_application(find_scenario("flips"), size=size)
    application.actions[f"language_{language}"].trigger()
    qtbot.waitUntil(lambda: not application.curtain.is_drawn)
    enlarge(application, larger)
    application.column.set_open_sections(list(application.column.sections))
    QApplication.processEvents()
    controls = [control for control in application.column.findChildren(Control) if control.isVisible()]
    labels = {control.label: control.fitted_label() for control in controls}
    assert {"en": "Many starts", "fr": "Départs multiples"}[language] in labels
    assert [label for label, (_, shown) in labels.items() if shown.replace("\u00a0", " ") != label] == []
    sizes = {label: font.pixelSize() / application.column.font().pixelSize() for label, (font, _) in labels.items()}
    assert {label: size for label, size in sizes.items() if size < 0.9} == {}
    # The layout gives each the height that it wants at this width.
    qtbot.waitUntil(lambda: all(control.height() >= control.content_height() for control in controls))
