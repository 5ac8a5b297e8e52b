"""What an exported program says about itself, in English and French; any thread."""

WORDS: dict[str, dict[str, str]] = {
    "untitled": {"en": "A single neuron", "fr": "Un seul neurone"},
    "about": {
        "en": "The same experiment as a plain Keras program: the same starts, the same batches from the same seed, and "
        "so the same parameters at the end.",
        "fr": "La même expérience en simple programme Keras : mêmes départs, mêmes lots tirés de la même graine, et "
        "donc mêmes paramètres à la fin.",
    },
    "about exact": {
        "en": "The same experiment as a plain Keras program: the same starts, the same gradient of the expected loss, "
        "and so the same parameters at the end.",
        "fr": "La même expérience en simple programme Keras : mêmes départs, même gradient de l’espérance de la "
        "perte, et donc mêmes paramètres à la fin.",
    },
    "needs": {
        "en": "It needs tensorflow and numpy; where matplotlib is installed too, it shows a figure.",
        "fr": "Il faut tensorflow et numpy ; si matplotlib est aussi installé, une figure s’affiche.",
    },
    "settings": {"en": "Settings", "fr": "Réglages"},
    "settings words": {
        "en": "One step sees one batch. An epoch is only a round number of steps: the loss is noted once an epoch.",
        "fr": "Un pas voit un lot. Une époque n’est qu’un nombre rond de pas : la perte est notée à chaque époque.",
    },
    "settings exact": {
        "en": "An epoch is only a round number of steps: the loss is noted once an epoch.",
        "fr": "Une époque n’est qu’un nombre rond de pas : la perte est notée à chaque époque.",
    },
    "starts": {"en": "Starts", "fr": "Départs"},
    "starts words": {
        "en": "Each start is trained by itself: the label of the run, and its initial parameters.",
        "fr": "Chaque départ est entraîné à part : le nom du parcours, et ses paramètres initiaux.",
    },
    "data": {"en": "Data", "fr": "Données"},
    "data words": {
        "en": "The inputs come from the seed, and the teacher makes the targets.",
        "fr": "Les entrées viennent de la graine, et le maître en fait les cibles.",
    },
    "data exact": {
        "en": "Instead of batches there are the points of a quadrature (Gauss–Legendre), with weights: their weighted "
        "mean is the mean over all inputs. The panels end at every kink, so they move with the student.",
        "fr": "Au lieu de lots, les points d’une quadrature (Gauss–Legendre), avec leurs poids : leur moyenne pondérée "
        "est la moyenne sur toutes les entrées. Les intervalles finissent à chaque angle, et suivent donc l’élève.",
    },
    "teacher": {"en": "Return the teacher's answer.", "fr": "Rend la réponse du maître."},
    "epochs": {
        "en": "Yield inputs and targets, an epoch at a time; the same ones at each call.",
        "fr": "Donne les entrées et les cibles, époque par époque ; les mêmes à chaque appel.",
    },
    "points": {
        "en": "Return inputs, targets and weights: their weighted mean is the mean over all inputs.",
        "fr": "Rend entrées, cibles et poids : leur moyenne pondérée est celle de toutes les entrées.",
    },
    "student": {"en": "Student and training", "fr": "Élève et entraînement"},
    "student words": {
        "en": "The student is a stack of Keras's layers, and the loss is the mean squared error.",
        "fr": "L’élève est une pile de couches Keras, et la perte est l’erreur quadratique moyenne.",
    },
    "returns student": {"en": "Return the student: {}.", "fr": "Rend l’élève : {}."},
    "train": {
        "en": "Train from one start; return the model and the loss of each epoch.",
        "fr": "Entraîne à partir d’un départ ; rend le modèle et la perte de chaque époque.",
    },
    "results": {"en": "Results", "fr": "Résultats"},
    "results words": {
        "en": "Where each run has ended up, with all digits.",
        "fr": "Où chaque parcours a abouti, avec tous les chiffres.",
    },
    "figure": {"en": "Figure", "fr": "Figure"},
    "figure words": {
        "en": "The loss of each run over the steps, if matplotlib is installed.",
        "fr": "La perte de chaque parcours au fil des pas, si matplotlib est installé.",
    },
    "run": {"en": "run", "fr": "parcours"},
    "step": {"en": "step", "fr": "pas"},
    "loss": {"en": "loss", "fr": "perte"},
    "training takes": {
        "en": "Training takes about a thousandth of a second a step.",
        "fr": "L’entraînement prend environ un millième de seconde par pas.",
    },
}
"""Every text by its name and language."""


def word(name: str, language: str) -> str:
    """Return a text in French where that is asked for (``fr``, ``fr-CA``), else in English."""
    return WORDS[name]["fr" if language.partition("-")[0].partition("_")[0] == "fr" else "en"]
