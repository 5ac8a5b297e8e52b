"""The command line in French: which language it speaks, its help, its refusals, its results, and what it imports."""

import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from reluviz import cli
from reluviz.commands.display import require_display
from reluviz.commands.progress import ProgressBar
from reluviz.errors import ReluvizError
from reluviz.language import language, speaking
from reluviz.output import whole_file, whole_folder
from reluviz.scenario.sources import built_in_lessons
from tests.french import badly_spaced_in, english_left_in
from tests.test_cli import test_wrong_command_lines_end_with_2_and_one_line as wrong_lines

ROOT = Path(__file__).resolve().parent.parent
NUMPY = ["--set", "training.engine=numpy", "--set", "training.steps=50"]


@pytest.fixture
def run(capsys):
    def run(*words):
        status = cli.main(words)
        captured = capsys.readouterr()
        return status, captured.out, captured.err

    return run


@pytest.mark.parametrize("words", [["--language", "fr"], ["--language=fr"]])
def test_the_language_is_known_before_the_words_are_read(run, words):
    assert run("trian", *words)[2].startswith("reluviz: commande inconnue 'trian'\u00a0; commandes\u00a0: check, ")
    assert run(*words, "check")[2] == (
        "reluviz: il manque les arguments suivants\u00a0: FICHIER (voir reluviz check --help)\n"
    )
    assert run("check", "puzzle", *words) == (0, "puzzle\u00a0: rien à redire\n", "")
    assert run("check", "puzzle", *words, "--language", "en") == (0, "puzzle: fine\n", "")
    assert language() == "en", "what a command line speaks is its own affair"


def test_the_system_s_language_is_spoken_where_none_is_asked_for(run, monkeypatch):
    for name, value, fine in (
        ("LC_ALL", "fr_CA.UTF-8", "puzzle\u00a0: rien à redire\n"),
        ("LC_ALL", "de_DE.UTF-8", "puzzle: fine\n"),
    ):
        monkeypatch.setenv(name, value)
        assert run("check", "puzzle") == (0, fine, "")
    assert run("check", "puzzle", "--language", "fr")[1] == "puzzle\u00a0: rien à redire\n"
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    assert run("check", "puzzle", "--language", "en")[1] == "puzzle: fine\n"
    # A language that there is not is refused in the system's.
    status, _, said = run("check", "puzzle", "--language", "de")
    assert (status, said) == (
        2,
        'reluviz: argument --language\u00a0: trouvé\u00a0: \'de\'\u00a0; autorisé\u00a0: "en", "fr" '
        "(voir reluviz check --help)\n",
    )
    monkeypatch.delenv("LC_ALL")
    monkeypatch.setenv("LC_MESSAGES", "fr_BE")
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    assert run("check", "puzzle")[1] == "puzzle\u00a0: rien à redire\n"


def test_without_its_catalogue_french_is_refused_only_where_it_was_asked_for(run, monkeypatch):
    def missing(code):
        raise ReluvizError("the catalogue reluviz_fr.qm is missing")

    monkeypatch.setattr("reluviz.language.catalogue", missing)
    assert run("check", "puzzle", "--language", "fr") == (1, "", "reluviz: the catalogue reluviz_fr.qm is missing\n")
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    assert run("check", "puzzle") == (0, "puzzle: fine\n", "")


@pytest.mark.parametrize("name", ["", *cli.COMMANDS])
def test_help_is_french(run, monkeypatch, name):
    monkeypatch.setenv("COLUMNS", "80")
    words = [name] if name else []
    english = run(*words, "--help")[1]
    status, out, err = run(*words, "--help", "--language", "fr")
    assert (status, err) == (0, "")
    assert out.startswith(f"utilisation\u00a0: reluviz {name}".rstrip())
    assert english_left_in(out) == []
    assert badly_spaced_in(out) == []
    # The same options, and whatever else is typed.
    typed = re.compile(r"--[a-z-]+|\.[a-z]{2,5}\b|[a-z]+\.[a-z_]+")
    assert sorted(typed.findall(out)) == sorted(typed.findall(english))
    assert max(map(len, out.splitlines())) <= 84


@pytest.mark.parametrize("words", [case[0] for case in wrong_lines.pytestmark[0].args[1]], ids=" ".join)
def test_wrong_command_lines_are_refused_in_french(run, tmp_path, monkeypatch, words):
    monkeypatch.chdir(tmp_path)
    english, french = run(*words)[2], run("--language=fr", *words)
    assert french[:2] == (2, "")
    assert french[2] != english
    assert french[2].count("\n") == 1
    assert english_left_in(french[2]) == []
    assert badly_spaced_in(french[2].removeprefix("reluviz: ")) == []


def test_lessons_are_listed_in_french(run):
    status, out, _ = run("lessons", "--language", "fr")
    assert status == 0
    assert out.splitlines()[0].split() == ["leçon", "titre"]
    for lesson in built_in_lessons():
        for title in (lesson.title, *(cue.title for cue in lesson.cues)):
            assert title["fr"] in out


def test_what_is_printed_is_french_and_what_is_written_is_not(run, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert run("inspect", "puzzle", "--language", "fr")[1].splitlines()[:3] == [
        "depuis 10\u00a0: perte 40,5, actif sur 50\u00a0% des entrées",
        "  paramètre  valeur  gradient",
        "  weight         10         9",
    ]
    assert list(json.loads(run("inspect", "puzzle", "--json", "--language", "fr")[1])[0]) == [
        "label",
        "parameters",
        "loss",
        "gradient",
        "active",
    ]
    status, out, err = run("train", "puzzle", "-o", "p.npz", *NUMPY, "--language", "fr")
    assert (status, err) == (0, "")
    lines = out.splitlines()
    assert lines[0].split() == ["parcours", "étiquette", "sort", "perte", "weight"]
    assert lines[-1] == "1 en mouvement, 1 mourant après 50 pas"
    assert english_left_in(out) == []
    with np.load("p.npz") as arrays:
        assert {"step", "loss", "fate", "parameter_names"} <= set(arrays)
        assert sorted(arrays["fate"]) == ["dying", "moving"]
    assert run("train", "puzzle", "-o", "p.csv", *NUMPY, "--language", "fr")[0] == 0
    rows = Path("p.csv").read_text("utf-8").splitlines()
    assert rows[0] == "step,run,label,loss,weight"
    assert rows[1].split(",")[3] == "40.5"


def test_random_starts_and_racers_are_told_in_french(run, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    drawn = ["--set", "start=[]", "--set", "starts.count=4", *NUMPY, "--language", "fr"]
    out = run("train", "puzzle", "-o", "p.npz", *drawn)[1]
    assert "sort          parcours  pour cent     de  à (95\u00a0%)" in out
    assert "échoué" in out
    race = ["--set", 'variation=[{training={optimizer="adam", learning_rate=0.05}}]']
    out = run("train", "puzzle", "-o", "r.npz", *race, *drawn)[1]
    assert out.splitlines()[0].split("  ")[0] == "concurrent"
    assert "Adam, η = 0,05" in out
    assert english_left_in(out) == []
    out = run("basins", "puzzle", "-o", "b.npz", "--size", "3x2", *NUMPY, "--language", "fr")[1]
    assert out.splitlines()[-1] == "3 départs après 50 pas"


def test_plurals_are_those_of_the_language(run, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    one = ["--set", "training.engine=numpy", "--set", "training.steps=1", "--overwrite"]
    assert run("basins", "puzzle", "-o", "b.npz", "--size", "2x2", *one)[1].endswith("2 starts after 1 step\n")
    french = run("basins", "puzzle", "-o", "b.npz", "--size", "2x2", *one, "--language", "fr")[1]
    assert french.endswith("2 départs après 1 pas\n")


def test_outputs_are_refused_in_french(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("there.npz").touch()
    Path("dossier").mkdir()
    Path("dossier/mine.txt").touch()
    Path("link.npz").symlink_to("/dev/null")

    def said(opened):
        with speaking("fr"), pytest.raises(ReluvizError) as caught, opened():
            pass
        assert english_left_in(str(caught.value)) == []
        return str(caught.value)

    assert said(lambda: whole_file("there.npz")) == "there.npz\u00a0: existe déjà\u00a0; --overwrite le remplace"
    assert said(lambda: whole_file("dossier")) == "dossier\u00a0: c’est un dossier"
    assert said(lambda: whole_file("link.npz")) == "link.npz\u00a0: ce n’est pas un fichier ordinaire"
    assert said(lambda: whole_file("x\0.npz")).startswith("x\0.npz\u00a0: écriture impossible\u00a0: ")
    assert said(lambda: whole_file("no/x.npz")).startswith("no/x.npz\u00a0: il n’y a pas de dossier /")
    assert said(lambda: whole_folder("there.npz", bool)) == "there.npz\u00a0: ce n’est pas un dossier"
    assert said(lambda: whole_folder("dossier", lambda name: False, overwrite=True)) == (
        "dossier\u00a0: il contient d’autres fichiers, comme mine.txt\u00a0; nommez un autre dossier"
    )


@pytest.mark.parametrize(
    "environment",
    [
        {},
        {"DISPLAY": ":987"},
        {"WAYLAND_DISPLAY": "none"},
        {"QT_QPA_PLATFORM": "minimal"},
        {"QT_QPA_PLATFORM": "unheard"},
    ],
    ids=str,
)
def test_what_keeps_a_window_from_opening_is_told_in_french(environment):
    with speaking("fr"), pytest.raises(ReluvizError) as caught:
        require_display(environment, "linux")
    assert english_left_in(str(caught.value).replace("ssh -X", "")) == []
    assert badly_spaced_in(str(caught.value)) == []
    assert "\u00a0; les commandes marchent sans fenêtre (voir reluviz --help)\u00a0; " in str(caught.value)


def test_progress_is_french():
    with speaking("fr"):
        bar = ProgressBar("entraînement", io.StringIO())
        assert bar.line(0.5, 60, 80).split("] ")[1].strip() == "50\u00a0%  encore 1 min 0 s"
    assert bar.line(0.5, 60, 80).split("] ")[1].strip() == "50%  1 min 0 s left"


@pytest.mark.parametrize(
    ("code", "forbidden"),
    [("en", {"PySide6"}), ("fr", {"PySide6.QtGui", "PySide6.QtWidgets", "numpy", "tensorflow"})],
)
def test_what_a_language_imports(code, forbidden, tmp_path):
    """English none of Qt; French the part that needs no display and no library of the system's."""
    source = (
        "import sys; from reluviz.cli import main\n"
        "status = [main(words) for words in (['--help'], ['check', 'puzzle'], ['lessons'],"
        " ['train', 'puzzle', '-o', 'x.npz', '--set', 'training.steps=x'])]\n"
        "assert status == [0, 0, 0, 2], status\n"
        f"sys.exit(', '.join({forbidden} & set(sys.modules)) or 0)"
    )
    done = subprocess.run(
        [sys.executable, "-c", source],
        capture_output=True,
        text=True,
        env={**os.environ, "LC_ALL": f"{code}_XX.UTF-8", "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"},
        cwd=tmp_path,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    said = {
        "en": 'reluviz: --set: training.steps: found "x"; allowed: a whole number from 1 to 10000000',
        "fr": 'reluviz: --set\u00a0: training.steps\u00a0: trouvé\u00a0: "x"\u00a0; '
        "autorisé\u00a0: un nombre entier de 1 à 10000000",
    }
    assert done.stderr == f"{said[code]}\n"
    assert done.stdout.startswith({"en": "usage: reluviz ", "fr": "utilisation\u00a0: reluviz "}[code])
