"""A scenario's words in French: what fields are called, and every refusal of the other tests told once more."""

import pytest

from reluviz.errors import ScenarioError
from reluviz.language import speaking
from reluviz.scenario.lesson_reading import lesson_of, read_lesson
from reluviz.scenario.lessons import CUE_FIELDS, LESSON_FIELDS
from reluviz.scenario.messages import allowed
from reluviz.scenario.model import FIELDS, Scenario, Variation, field
from reluviz.scenario.racers import racers
from reluviz.scenario.reading import parse_scenario, read_scenario
from reluviz.scenario.settings import apply_settings
from reluviz.scenario.sources import find_scenario
from tests.french import badly_spaced_in, english_left_in
from tests.scenario import test_lesson_files, test_racers, test_reading, test_settings

SAME_IN_FRENCH = {"Activation", "Nesterov", "Gradient", "Notes"}
"""Labels that both languages have."""

EVERY_FIELD = [entry for entries in (*FIELDS.values(), LESSON_FIELDS, CUE_FIELDS) for entry in entries]


def cases(test):
    """Return the first of each case's values: what is refused."""
    (mark,) = [mark for mark in test.pytestmark if mark.name == "parametrize"]
    return [case[0] for case in mark.args[1]]


def told(work):
    """Return in both languages why some work is refused."""
    found = []
    for code in ("en", "fr"):
        with speaking(code), pytest.raises(ScenarioError) as caught:
            work()
        found.append(str(caught.value))
    return found


def check(work, place):
    """Check that a refusal is French, and names the same place, key and value."""
    english, french = told(work)
    assert french != english
    assert french.startswith(f"{place}\u00a0: ")
    assert english_left_in(french) == []
    assert badly_spaced_in(french) == []
    assert "\n" not in french
    head, _, _ = english.removeprefix(f"{place}: ").partition(": found ")
    head = head.replace("nothing", "rien")
    if ": found " in english and not head.startswith("cue "):
        assert french.startswith(f"{place}\u00a0: {head}\u00a0: trouvé\u00a0: ")
        assert "\u00a0; autorisé\u00a0: " in french


@pytest.mark.parametrize("text", cases(test_reading.test_refusals_name_file_key_what_was_found_and_what_is_allowed))
def test_what_is_wrong_with_a_scenario(text):
    check(lambda: parse_scenario(text, "demo.toml"), "demo.toml")


@pytest.mark.parametrize("text", cases(test_racers.test_what_is_wrong_is_told_in_one_line))
def test_what_is_wrong_with_a_variation(text):
    check(lambda: parse_scenario(f"[[variation]]\n{text}", "demo.toml"), "demo.toml")


@pytest.mark.parametrize(
    "setting",
    [*cases(test_settings.test_refusals), *cases(test_racers.test_wrong_settings_are_told_in_one_line)],
)
def test_what_is_wrong_with_a_setting(setting):
    scenario = parse_scenario(test_racers.RACE) if "variation" in setting else find_scenario("puzzle")
    check(lambda: apply_settings(scenario, [setting]), "--set")


@pytest.mark.parametrize("text", cases(test_lesson_files.test_what_is_wrong_is_said_in_one_line))
def test_what_is_wrong_with_a_lesson(text, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "demo.toml").write_text(text)
    check(lambda: read_lesson("demo.toml"), "demo.toml")


def test_what_is_wrong_with_a_file(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "folder.toml").mkdir()
    (tmp_path / "latin.toml").write_bytes(b'title = "\xe9"')
    (tmp_path / "large.toml").write_text("# " + "x" * 4_000_000)
    (tmp_path / "lesson.toml").write_text('kind = "lesson"\n[[cue]]\nname = "a"\n')
    for name in ("folder.toml", "latin.toml", "large.toml", "lesson.toml", "none.toml"):
        check(lambda name=name: read_scenario(name), name)
    check(lambda: find_scenario("puzle"), "puzle")
    check(lambda: lesson_of({"kind": "lesson", "cue": [3]}, "demo.toml", "demo"), "demo.toml")


def test_the_search_for_english_finds_some():
    assert english_left_in("demo.toml\u00a0: there is no such key") == ["there", "is", "no such"[3:]]
    assert badly_spaced_in("trouvé: 3") == ["é: "]


def test_sentences():
    def french(text):
        return told(lambda: parse_scenario(text, "demo.toml"))[1]

    assert french("[training]\nlearning_rate = 0") == (
        "demo.toml\u00a0: training.learning_rate\u00a0: trouvé\u00a0: 0\u00a0; "
        "autorisé\u00a0: un nombre supérieur à 0, jusqu’à 1000"
    )
    assert french("[training]\noptimizer = 'adm'").endswith(
        'trouvé\u00a0: "adm"\u00a0; autorisé\u00a0: "sgd", "rmsprop", "adagrad", "adam", "adamw", "nadam", "lion"'
        "\u00a0; vouliez-vous dire adam\u00a0?"
    )
    assert french("[training]\noptimizer = 'adam'\nmomentum = 0.5").endswith(
        '0.0 ici, puisque cela n’agit que avec training.optimizer = "sgd"'
    )
    assert french("a = ") == "demo.toml\u00a0: ligne 1, colonne 5\u00a0: ce n’est pas du TOML\u00a0: valeur non valable"


def test_counts_are_singular_and_plural_as_each_language_has_them():
    hidden = "[model]\nvariant = 'hidden-layer'\nhidden_units = 3\n[[start]]\nweight = "
    one = told(lambda: parse_scenario(f"{hidden}[1]"))
    two = told(lambda: parse_scenario(f"{hidden}[1, 2]"))
    none = told(lambda: parse_scenario("target = []"))
    for (english, french), words in ((one, ("1 number;", "1 nombre\u00a0;")), (two, ("2 numbers", "2 nombres"))):
        assert words[0] in english
        assert words[1] in french
    assert "found 0 tables;" in none[0]
    assert "trouvé\u00a0: 0 table\u00a0;" in none[1]


@pytest.mark.parametrize("entry", EVERY_FIELD, ids=lambda entry: entry.path)
def test_every_field_has_french_words(entry):
    spec = entry.spec
    assert spec.shown_label() == spec.label
    with speaking("fr"):
        assert spec.shown_label() != spec.label or spec.label in SAME_IN_FRENCH
        assert spec.shown_help() != spec.help
        assert list(spec.shown_choices()) == list(spec.choices)
        words = [spec.shown_label(), spec.shown_help(), spec.shown_only(), *spec.shown_choices().values()]
        assert english_left_in(allowed(spec)) == []
    assert [text for text in words if english_left_in(text) or badly_spaced_in(text)] == []
    assert spec.shown_choices() == spec.choices


def test_labels_units_and_choices():
    with speaking("fr"):
        assert field("training.learning_rate").spec.shown_label() == "Taux d’apprentissage"
        assert field("training.steps").spec.shown_unit() == "pas"
        assert field("model.hidden_units").spec.shown_only() == "couche cachée"
        assert field("model.variant").spec.shown_choices()["weight-bias"] == "poids et biais"
        assert field("model.negative_slope").spec.shown_unit() == ""


def test_racers_are_told_apart_in_french():
    changes = (("training.optimizer", "adam"), ("training.learning_rate", 0.05), ("training.batch_size", 2000))
    scenario = Scenario(variation=(Variation(changes=changes),))
    assert racers(scenario)[1].label == "Adam, η = 0.05, batch size 2,000"
    with speaking("fr"):
        assert racers(scenario)[1].label == "Adam, η = 0,05, taille de lot 2\u202f000"
        assert racers(Scenario(variation=(Variation(),)))[1].label == "SGD, η = 0,01 (2)"


def test_a_racer_counts_units_and_steps_in_singular_and_plural():
    hidden = (("model.variant", "hidden-layer"), ("model.hidden_units", 1))
    changes = [hidden, (hidden[0], ("model.hidden_units", 10)), (("training.steps", 1),), (("training.steps", 20_000),)]
    scenario = Scenario(variation=tuple(Variation(changes=change) for change in changes))
    english = [racer.label.rpartition(", ")[2] for racer in racers(scenario)[1:3]]
    assert english == ["1 hidden unit", "10 hidden units"]
    assert [racer.label for racer in racers(scenario)[3:]] == ["1 step", "20,000 steps"]
    with speaking("fr"):
        french = [racer.label.rpartition(", ")[2] for racer in racers(scenario)[1:3]]
        assert french == ["1 neurone caché", "10 neurones cachés"]
        assert [racer.label for racer in racers(scenario)[3:]] == ["1 pas", "20\u202f000 pas"]
