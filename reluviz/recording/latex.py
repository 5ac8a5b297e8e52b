r"""The lines that play a film in a LaTeX document, with the package animate; any thread."""

from reluviz.language import translate
from reluviz.recording.film import Film
from reluviz.recording.formats import FRAME_NAME

PACKAGE = "\\usepackage{graphicx,animate}"
"""The package animate asks for graphicx, which the classes of articles do not have."""

AWKWARD = frozenset("%#$&{}~^\\:;!?`'<>|")
"""What means something else to TeX in a file's name, some of it in some languages only."""

LITERAL = "\\csname @gobble\\expandafter\\endcsname\\string\\"
"""Before a character: the character itself. `\\string` of `\\#` is both, and LaTeX's own `\\@gobble` eats the first.

Unlike `\\detokenize`, it does not double `#`, and `\\%` is no comment and `\\{` no brace where arguments are read.
"""


def folder_snippet(folder: str, film: Film) -> str:
    r"""Return the lines for pictures in a folder, which stands beside the document.

    The number of the first picture has as many digits as the names: from it animate knows that there are zeros before.
    """
    first, last = ((FRAME_NAME % number)[len("frame-") : -len(".png")] for number in (0, film.plan.count - 1))
    preamble = translate("Film", "In the preamble: {command}").format(command=PACKAGE)
    text = translate(
        "Film", "In the text; the folder stands beside the document, else its path goes in front of its name:"
    )
    lines = [preamble, text]
    if '"' in folder or folder != folder.strip() or "  " in folder:
        lines.append(
            translate(
                "Film",
                "TeX cannot read a name with quotes, or spaces in a row or at an end: rename the folder, here too.",
            )
        )
    told = "".join(f"% {line}\n" for line in lines)
    return f"{told}{_animation(film, f'{folder}/frame-', first, last)}\n"


def pages_snippet(stem: str, film: Film) -> str:
    r"""Return the line for pages of a PDF."""
    return _animation(film, stem, "", "")


def _animation(film: Film, base: str, first: str, last: str) -> str:
    options = "autoplay,loop,poster=first,width=\\linewidth"
    return f"\\animategraphics[{options}]{{{float(film.rate):g}}}{{{_literal(base)}}}{{{first}}}{{{last}}}"


def _literal(name: str) -> str:
    return "".join(f"{LITERAL}{character}" if character in AWKWARD else character for character in name)
