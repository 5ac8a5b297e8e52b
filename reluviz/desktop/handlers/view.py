"""What the actions of the menu View do, and quitting; GUI thread."""

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reluviz.desktop.window import MainWindow


class ViewHandlers:
    """Panels, theme, sizes.

    Parameters
    ----------
    use_theme
        Takes ``system``, ``light`` or ``dark``, or ``other``: the one that is not there now.
    use_palette
        Takes the name of the landscape's colours, one of `reluviz.scene.theme.PALETTE_NAMES`.
    """

    def __init__(self, use_theme: Callable[[str], None], use_palette: Callable[[str], None]) -> None:
        self._use_theme = use_theme
        self._use_palette = use_palette
        self.window: MainWindow

    def set_controls(self, shown: bool) -> None:
        """Show or hide the controls."""
        self.window.show_panel("controls", shown)

    def set_neuron(self, shown: bool) -> None:
        """Show or hide the neuron."""
        self.window.show_panel("neuron", shown)

    def set_push(self, shown: bool) -> None:
        """Show or hide the push of each input."""
        self.window.show_panel("push", shown)

    def set_loss(self, shown: bool) -> None:
        """Show or hide the loss."""
        self.window.show_panel("loss", shown)

    def set_parameters(self, shown: bool) -> None:
        """Show or hide the parameters."""
        self.window.show_panel("parameters", shown)

    def set_fates(self, shown: bool) -> None:
        """Show or hide the fates."""
        self.window.show_panel("fates", shown)

    def set_update(self, shown: bool) -> None:
        """Show or hide the update in formulas."""
        self.window.show_panel("update", shown)

    def reset_layout(self) -> None:
        """Put all panels back."""
        self.window.reset_layout()

    def set_stage_alone(self, alone: bool) -> None:
        """Let the landscape fill the window, or bring the rest back."""
        self.window.set_stage_alone(alone)

    def set_full_screen(self, full: bool) -> None:
        """Let the window fill the screen, or not."""
        self.window.set_full_screen(full)

    def focus_menus(self) -> None:
        """Give the menu bar the focus."""
        self.window.focus_menus()

    def leave(self) -> None:
        """Bring back what is hidden, and close the message."""
        self.window.leave()

    def set_epochs(self, epochs: bool) -> None:
        """Count epochs, or steps."""
        self.window.set_epochs(epochs)

    def use_system_theme(self, _checked: bool = True) -> None:
        """Follow the system."""
        self._use_theme("system")

    def use_light_theme(self, _checked: bool = True) -> None:
        """Dark on light."""
        self._use_theme("light")

    def use_dark_theme(self, _checked: bool = True) -> None:
        """Light on dark."""
        self._use_theme("dark")

    def use_projector_theme(self, _checked: bool = True) -> None:
        """Strong dark on white."""
        self._use_theme("projector")

    def toggle_theme(self) -> None:
        """The other theme."""
        self._use_theme("other")

    def use_paper_palette(self, _checked: bool = True) -> None:
        """The landscape in the theme's own colours."""
        self._use_palette("paper")

    def use_cividis_palette(self, _checked: bool = True) -> None:
        """The landscape from blue to yellow."""
        self._use_palette("cividis")

    def use_viridis_palette(self, _checked: bool = True) -> None:
        """The landscape from violet to yellow."""
        self._use_palette("viridis")

    def larger(self) -> None:
        """Larger text."""
        self.window.step_scale(1)

    def smaller(self) -> None:
        """Smaller text."""
        self.window.step_scale(-1)

    def normal_size(self) -> None:
        """Text of its own size."""
        self.window.set_scale(1.0)

    def quit(self) -> None:
        """Close the window."""
        self.window.close()
