"""What the parameters are called in the figures, in the language of the window; GUI thread and recorder."""

from PySide6.QtCore import QCoreApplication

from reluviz.scenario.parameters import split_name, symbol


def parameter_word(name: str) -> str:
    """Return what a parameter is called: ``weight`` of ``weight[0]``, ``output bias`` of ``output_bias``."""
    words = {
        "weight": QCoreApplication.translate("Parameter", "weight"),
        "bias": QCoreApplication.translate("Parameter", "bias"),
        "output_weight": QCoreApplication.translate("Parameter", "output weight"),
        "output_bias": QCoreApplication.translate("Parameter", "output bias"),
    }
    return words[split_name(name)[0]]


def axis_words(name: str) -> str:
    """Return the name of a parameter's axis: ``weight w``, ``bias b₂``."""
    return f"{parameter_word(name)} {symbol(name)}"
