"""What has to be true after an action of the menu Help, or the spotlight's, has been triggered."""

from PySide6.QtWidgets import QWhatsThis


class HelpingCases:
    """One method an action, by its name: what has to be true after it has been triggered."""

    def spotlight(self, app, qtbot, tmp_path, answers):
        app.actions["spotlight"].trigger()
        assert app.handlers.help.spotlight.isVisible()
        assert app.actions["spotlight"].isChecked()
        app.actions["spotlight"].trigger()
        assert app.handlers.help.spotlight is None

    def guide(self, app, qtbot, tmp_path, answers):
        app.actions["guide"].trigger()
        guide = app.handlers.help.guide
        assert guide.isVisible()
        app.actions["guide"].trigger()
        assert app.handlers.help.guide is guide
        guide.close()
        assert app.handlers.help.guide is None

    def what_is_this(self, app, qtbot, tmp_path, answers):
        app.actions["what_is_this"].trigger()
        assert QWhatsThis.inWhatsThisMode()
        assert "Landscape" in app.stage.whatsThis()
        QWhatsThis.leaveWhatsThisMode()

    def keys(self, app, qtbot, tmp_path, answers):
        app.actions["keys"].trigger()
        shown = app.handlers.help.dialog
        assert shown.isVisible()
        shown.close()

    def about(self, app, qtbot, tmp_path, answers):
        app.actions["about"].trigger()
        assert app.handlers.help.dialog.isVisible()
        app.handlers.help.close_dialog()
