"""What has to be true after an action of themes, palettes or the size of text has been triggered."""

from PySide6.QtGui import QColor

from reluviz.scene.theme import DARK, LIGHT, PALETTE_NAMES, PALETTES, PROJECTOR


def checked_palettes(application):
    return [name for name in PALETTE_NAMES if application.actions[f"palette_{name}"].isChecked()]


class LooksCases:
    """One method an action, by its name: what has to be true after it has been triggered."""

    def theme_system(self, app, qtbot, tmp_path, answers):
        app.actions["theme_dark"].trigger()
        app.actions["theme_system"].trigger()
        assert app.settings.get("view/theme") == "system"
        assert app.actions["theme_system"].isChecked()

    def theme_light(self, app, qtbot, tmp_path, answers):
        app.actions["theme_dark"].trigger()
        app.actions["theme_light"].trigger()
        assert not app.theme.is_dark
        assert [app.actions[f"theme_{name}"].isChecked() for name in ("system", "light", "dark")] == [
            False,
            True,
            False,
        ]

    def theme_dark(self, app, qtbot, tmp_path, answers):
        app.actions["theme_dark"].trigger()
        assert app.theme.is_dark
        qtbot.waitUntil(lambda: not app.curtain.is_drawn)
        assert app.landscape_view.theme.is_dark
        assert app.window.palette().window().color().lightness() < 60

    def theme_projector(self, app, qtbot, tmp_path, answers):
        app.actions["theme_projector"].trigger()
        qtbot.waitUntil(lambda: not app.curtain.is_drawn)
        assert app.landscape_view.theme == PROJECTOR
        assert app.window.palette().windowText().color() == QColor("#000000")
        assert app.settings.get("view/theme") == "projector"
        app.actions["toggle_theme"].trigger()
        assert app.theme.is_dark

    def palette_paper(self, app, qtbot, tmp_path, answers):
        app.actions["palette_viridis"].trigger()
        app.actions["palette_paper"].trigger()
        qtbot.waitUntil(lambda: not app.curtain.is_drawn)
        assert app.landscape_view.theme == (DARK if app.theme.is_dark else LIGHT)
        assert checked_palettes(app) == ["paper"]

    def palette_cividis(self, app, qtbot, tmp_path, answers):
        app.actions["palette_cividis"].trigger()
        qtbot.waitUntil(lambda: not app.curtain.is_drawn)
        assert app.landscape_view.theme.landscape == PALETTES["cividis"][app.theme.is_dark]
        assert checked_palettes(app) == ["cividis"]

    def palette_viridis(self, app, qtbot, tmp_path, answers):
        app.actions["palette_viridis"].trigger()
        # A choice that is there already is no second one.
        app.actions["palette_viridis"].trigger()
        qtbot.waitUntil(lambda: not app.curtain.is_drawn)
        assert app.landscape_view.theme.landscape == PALETTES["viridis"][app.theme.is_dark]
        assert app.settings.get("view/palette") == "viridis"
        assert checked_palettes(app) == ["viridis"]
        app.actions["toggle_theme"].trigger()
        qtbot.waitUntil(lambda: not app.curtain.is_drawn)
        assert app.landscape_view.theme.landscape == PALETTES["viridis"][app.theme.is_dark]

    def toggle_theme(self, app, qtbot, tmp_path, answers):
        was = app.theme.is_dark
        app.actions["toggle_theme"].trigger()
        assert app.theme.is_dark != was

    def text_larger(self, app, qtbot, tmp_path, answers):
        before = app.column.control("training.learning_rate").height()
        app.actions["text_larger"].trigger()
        assert app.landscape_view.zoom == 1.125
        qtbot.waitUntil(lambda: app.column.control("training.learning_rate").height() > before)

    def text_smaller(self, app, qtbot, tmp_path, answers):
        app.actions["text_smaller"].trigger()
        assert app.landscape_view.zoom == 0.875

    def text_normal(self, app, qtbot, tmp_path, answers):
        app.actions["text_larger"].trigger()
        app.actions["text_normal"].trigger()
        assert app.landscape_view.zoom == 1.0
