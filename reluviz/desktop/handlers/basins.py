"""What the action of the basin map does; GUI thread."""

from reluviz.desktop.document import Document
from reluviz.desktop.edits import with_value
from reluviz.language import translate


class BasinHandlers:
    """Shows the basin map, or takes it away: a part of the scenario, so that it can be undone and saved."""

    def __init__(self, document: Document) -> None:
        self._document = document

    def set_shown(self, shown: bool) -> None:
        """Show the map or not."""
        scenario = self._document.scenario
        if scenario.view.basins != shown:
            text = translate("Edits", "basin map")
            self._document.change(with_value(scenario, "view.basins", shown), text, "")
