"""The command line: finds the command, runs it, and says in one line what went wrong; main thread."""

import argparse
import contextlib
import importlib
import io
import re
import shutil
import signal
import sys
import textwrap
import threading
from collections.abc import Iterator, Mapping, Sequence
from types import FrameType
from typing import TYPE_CHECKING, NoReturn

from reluviz import __version__
from reluviz.commands import window
from reluviz.commands.arguments import speak_through_argparse
from reluviz.commands.command import Command, choice_type
from reluviz.commands.telling import abandon, tell
from reluviz.errors import ReluvizError, ScenarioError, UsageError
from reluviz.interrupts import SIGNALS, ignore_interrupts
from reluviz.language import LANGUAGES, asked_language, language, marked, speaking, system_language, translate
from reluviz.scenario.messages import near_miss, one_line
from reluviz.scenario.sources import built_in_names, find_source, is_known

if TYPE_CHECKING:
    from _typeshed import SupportsWrite


class _Commands(Mapping[str, Command]):
    """Commands by name, each imported when it is first looked up: the window, which opens at once, needs none."""

    def __init__(self, *names: str) -> None:
        self._names = names

    def __getitem__(self, name: str) -> Command:
        if name not in self._names:
            raise KeyError(name)
        return importlib.import_module(f"reluviz.commands.{name}").COMMAND

    def __contains__(self, name: object) -> bool:
        return name in self._names

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


COMMANDS = _Commands("check", "inspect", "train", "landscape", "basins", "picture", "record", "export", "lessons")
"""Every command but the window, in the order of the help."""

INTERRUPTED = 130
"""The exit status after Ctrl+C, or when the program is told to end."""

EXAMPLES = (
    ("reluviz", marked("CommandLine", "the puzzle, in the window")),
    ("reluviz bias --set training.learning_rate=0.1", marked("CommandLine", "a built-in scenario, changed")),
    ("reluviz swing/map", marked("CommandLine", "a cue of a lesson")),
    ("reluviz train puzzle -o paths.npz", marked("CommandLine", "every step of every run")),
    ("reluviz picture bias -o bias.svg --step 500", marked("CommandLine", "a still for a slide")),
    ("reluviz record bias -o bias.mp4 --seconds 6", marked("CommandLine", "a film for a slide")),
)
"""What the help shows, each with what it does."""


def _width() -> int:
    """Return the width of the help: the terminal's, but no wider than is easy to read."""
    return min(shutil.get_terminal_size().columns - 2, 88)


class _Layout(argparse.RawDescriptionHelpFormatter):
    """Help with room for the longest options."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, max_help_position=28, width=_width())


class _Parser(argparse.ArgumentParser):
    """A parser whose errors are raised, to be told in one line, and whose help is written when it is asked for."""

    def __init__(self, command: Command) -> None:
        prog = f"reluviz {command.name}".rstrip()
        super().__init__(prog=prog, formatter_class=_Layout, allow_abbrev=False, add_help=False)
        self._command = command

    def format_help(self) -> str:
        """Return the help; argparse's own."""
        is_window = not self._command.name
        self.usage = _usage_of_all() if is_window else _usage(self._command)
        self.description = _overview() if is_window else _described(self._command)
        self.epilog = _examples() if is_window else None
        return super().format_help()

    def error(self, message: str) -> NoReturn:
        words = translate("CommandLine", "{problem} (see {program} --help)")
        raise UsageError(words.format(problem=one_line(message, 400), program=self.prog))

    def _print_message(self, message: str, file: "SupportsWrite[str] | None" = None) -> None:
        # argparse keeps quiet about what cannot be written.
        if file is not None:
            file.write(message)


def _parser(command: Command) -> argparse.ArgumentParser:
    parser = _Parser(command)
    command.add_arguments(parser)
    parser.add_argument(
        "--language",
        metavar="|".join(LANGUAGES),
        type=choice_type(LANGUAGES),
        help=translate("CommandLine", "the language of all words (the system's)"),
    )
    parser.add_argument("--debug", action="store_true", help=translate("CommandLine", "show where an error comes from"))
    version = f"reluviz {__version__}"
    parser.add_argument(
        "--version", action="version", version=version, help=translate("CommandLine", "print the version")
    )
    parser.add_argument("-h", "--help", action="help", help=translate("CommandLine", "print this help"))
    return parser


def _usage(command: Command) -> str:
    """Return how a command is called, on lines that break between its options only."""
    lines = [""]
    start = translate("Argparse", "usage: ")
    usage, setting = command.shown_usage(), translate("Command", "TABLE.KEY=VALUE")
    # What names no scenario has none to change.
    whole = f"reluviz {command.name} {usage} [--set {setting}]…" if usage else ""
    for part in re.split(r" (?=\[|-o )", whole or f"reluviz {command.name}"):
        if lines[-1] and len(lines[-1]) + len(part) + 1 > _width() - len(start):
            lines.append("")
        lines[-1] += f" {part}" if lines[-1] else part
    return f"\n{' ' * len(start)}".join(lines)


def _usage_of_all() -> str:
    """Return how the window and the commands are called."""
    calls = {
        translate("CommandLine", "reluviz [SCENARIO] [options]"): translate("CommandLine", "opens the window"),
        translate("CommandLine", "reluviz COMMAND SCENARIO … [options]"): translate("CommandLine", "works without one"),
    }
    width = max(map(len, calls))
    indent = " " * len(translate("Argparse", "usage: "))
    return f"\n{indent}".join(f"{call:<{width}}  {what}" for call, what in calls.items())


def _described(command: Command) -> str:
    summary = command.shown_summary()
    return textwrap.fill(f"{summary[:1].upper()}{summary[1:]}. {command.shown_details()}", _width())


def _overview() -> str:
    width = max(map(len, COMMANDS))
    lines = [f"  {name:<{width}}  {command.shown_summary()}" for name, command in COMMANDS.items()]
    what = translate("CommandLine", "Shows, live, why gradient descent gets stuck on a single ReLU neuron.")
    scenario = translate(
        "CommandLine",
        "SCENARIO is a scenario file, or the name of a built-in scenario, of a lesson or of a lesson's cue "
        "(lesson/cue). Without one the window opens on the puzzle.",
    )
    heading = translate("CommandLine", "commands (reluviz COMMAND --help tells more; they need no display):")
    return "\n".join([what, "", textwrap.fill(scenario, 82), "", heading, *lines])


def _examples() -> str:
    width = max(len(call) for call, _ in EXAMPLES)
    lines = [f"  {call:<{width}}    {translate('CommandLine', what)}" for call, what in EXAMPLES]
    status = translate(
        "CommandLine",
        "exit status: 0 done; 1 the work failed; 2 the command line or scenario is wrong; 130 interrupted",
    )
    return "\n".join([translate("CommandLine", "examples:"), *lines, "", textwrap.fill(status, 80)])


def _chosen(words: Sequence[str]) -> tuple[Command, list[str]]:
    """Return the command that the words name, wherever options stand, and the other words."""
    skip = False
    for index, word in enumerate(words):
        if skip:
            skip = False
        elif word == "--":
            break
        elif word.startswith("-"):
            skip = _takes_value(word)
        elif word in COMMANDS:
            return COMMANDS[word], [*words[:index], *words[index + 1 :]]
        else:
            break
    return window.COMMAND, list(words)


def _takes_value(option: str) -> bool:
    """Tell whether the word after an option of any command belongs to it."""
    parsers = map(_parser, (window.COMMAND, *COMMANDS.values()))
    actions = (action for parser in parsers for action in parser._actions)
    return any(option in action.option_strings and action.nargs != 0 for action in actions)


def _parse(words: Sequence[str]) -> tuple[Command, argparse.Namespace]:
    command, rest = _chosen(words)
    parser = _parser(command)
    arguments, unknown = parser.parse_known_args(rest)
    named = "" if command.name else arguments.scenario
    if unknown and named in rest and rest.index(unknown[0]) < rest.index(named):
        named = ""
    if named and not is_known(named) and (unknown or near_miss(named, COMMANDS)):
        words = translate("CommandLine", "unknown command {name}; commands: {commands}")
        words = words.format(name=repr(named), commands=", ".join(COMMANDS))
        raise UsageError(f"{words}{near_miss(named, COMMANDS)}")
    if not command.name and named:
        try:
            find_source(named)
        except ScenarioError as error:
            if near_miss(named, built_in_names()):
                raise
            words = translate("CommandLine", "{problem}; commands: {commands}")
            raise UsageError(words.format(problem=error, commands=", ".join(COMMANDS))) from error
    if unknown:
        options = [option for action in parser._actions for option in action.option_strings]
        words = translate("CommandLine", "unknown argument {name}").format(name=repr(unknown[0]))
        parser.error(f"{words}{near_miss(unknown[0].partition('=')[0], options)}")
    if command.name and arguments.language is None:
        arguments.language = language()
    return command, arguments


@contextlib.contextmanager
def _speaking(words: Sequence[str]) -> Iterator[None]:
    """Speak the language that the words ask for, else the system's, as far as it can be had, until the block ends."""
    asked = asked_language(words)
    with contextlib.ExitStack() as stack:
        try:
            stack.enter_context(speaking(asked or system_language()))
        except ReluvizError:
            # Nobody has asked for it: a damaged installation must not keep people from working in English.
            if asked is not None:
                raise
        yield


@contextlib.contextmanager
def _ends_when_told() -> Iterator[None]:
    """Let SIGTERM and SIGHUP end the work as Ctrl+C does, so that unfinished files are removed.

    A library in C may turn an interrupt into an exception of its own: whatever ends the work then is an interrupt.
    """
    told = threading.Event()

    def interrupt(number: int, frame: FrameType | None) -> NoReturn:
        told.set()
        raise KeyboardInterrupt

    kept = {}
    is_main = threading.current_thread() is threading.main_thread()
    for number in SIGNALS:
        if is_main and signal.getsignal(number) in (signal.SIG_DFL, signal.default_int_handler):
            kept[number] = signal.signal(number, interrupt)
    try:
        yield
    except Exception as error:
        if told.is_set():
            raise KeyboardInterrupt from error
        raise
    finally:
        for number, handler in kept.items():
            signal.signal(number, handler)


def main(words: Sequence[str] | None = None) -> int:
    """Run one command line and return its exit status.

    Parameters
    ----------
    words
        What follows the program's name; None: as it was started.
    """
    is_whole = words is None
    words = sys.argv[1:] if words is None else words
    debug = "--debug" in words
    for stream in (sys.stdout, sys.stderr):
        # A terminal or a pipe that cannot show "−" or "é" gets an escape instead of an exception.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    speak_through_argparse()
    try:
        with _speaking(words):
            return _run(words, debug, is_whole)
    except ReluvizError as error:
        tell(str(error), debug)
        return error.exit_status


def _run(words: Sequence[str], debug: bool, is_whole: bool) -> int:
    """Run one command line; tell what goes wrong, and return the exit status."""
    try:
        with _ends_when_told():
            try:
                command, arguments = _parse(words)
            except SystemExit:  # --help and --version
                status = 0
            else:
                status = command.run(arguments)
            if sys.stdout is not None:
                sys.stdout.flush()
    except ReluvizError as error:
        tell(str(error), debug)
        return error.exit_status
    except KeyboardInterrupt:
        if is_whole:
            ignore_interrupts()
        tell(translate("CommandLine", "interrupted"), debug)
        return INTERRUPTED
    except BrokenPipeError:
        abandon(sys.stdout)  # Whoever read the results has seen enough.
        return 0
    except OSError as error:
        abandon(sys.stdout)
        named = f"{error.filename}: " if error.filename else ""
        tell(one_line(f"{named}{error.strerror or error}", 400), debug)
        return 1
    except MemoryError:
        words = translate(
            "CommandLine", "not enough memory; fewer runs, fewer steps, or --every K for train, need less"
        )
        tell(words, debug)
        return 1
    except Exception as error:
        hint = "" if debug else translate("CommandLine", " (--debug shows where)")
        words = translate("CommandLine", "unexpected error: {error}")
        tell(words.format(error=one_line(f"{type(error).__name__}: {error}", 400)) + hint, debug)
        return 1
    return status
