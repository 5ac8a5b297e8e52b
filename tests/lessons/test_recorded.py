"""Every lesson runs without a window from its first cue to its last, and each cue is recorded in both languages."""

from dataclasses import replace

import pytest

from reluviz.language import LANGUAGES, speaking
from reluviz.recording.entrants import trained_entrants
from reluviz.recording.film import film_of
from reluviz.scenario.sources import built_in_lessons
from tests.recording import films

SIZE = (320, 180)


@pytest.mark.parametrize("lesson", built_in_lessons(), ids=lambda lesson: lesson.name)
def test_every_cue_of_the_lesson_is_a_film_in_each_language(lesson, tmp_path, qapp):
    for cue in lesson.cues:
        training = replace(cue.scenario.training, engine="numpy")  # which the claims are tested with; it starts at once
        scenario = replace(cue.scenario, training=training)
        # A second of it: where it begins, halfway, where the cue stops.
        recording = replace(scenario.recording, size=SIZE, fps=3.0, seconds=1.0, hold=0.0)
        view = replace(scenario.view, basin_steps=50)  # whose map of so many starts, after few steps, is as good here
        scenario = replace(scenario, recording=recording, view=view)
        entrants = trained_entrants(scenario, cue.last_step)
        last = {}
        for language in LANGUAGES:
            with speaking(language):
                made = film_of(scenario, entrants, language, last=cue.last_step)
                path = tmp_path / f"{cue.name}-{language}.mp4"
                films.write(made, path)
            frames = films.decoded(path, SIZE)
            assert len(frames) == 3, cue.name
            # Something is on it, and it is not a single colour.
            assert all(frame.std() > 5 for frame in frames), cue.name
            last[language] = frames[-1].astype(int)
        assert abs(last["en"] - last["fr"]).max() > 40, cue.name  # its words at least
