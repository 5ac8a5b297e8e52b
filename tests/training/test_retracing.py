"""What is traced again is what happened: it leads to the next row of the history, and the memory is Keras's."""

from dataclasses import replace

import numpy as np
import pytest

from reluviz.scenario.model import Data, Model, Scenario, Training
from reluviz.training import history_rows
from reluviz.training.batches import BatchStream
from reluviz.training.numpy_engine import NumpyEngine
from reluviz.training.retracing import Retracer
from reluviz.training.updates import AbandonedError
from tests.training import retraced
from tests.training.retraced import ALL, SCENARIO, Way

GRADIENTS = [{"gradient": "exact"}, {"gradient": "batch", "batch_size": 40}]


def named(training):
    return training.optimizer + "-momentum" * bool(training.momentum) + "-nesterov" * training.nesterov


@pytest.mark.parametrize("gradient", GRADIENTS, ids=["exact", "batch"])
@pytest.mark.parametrize("training", ALL, ids=named)
def test_a_step_leads_to_the_next_row_of_the_history(training, gradient):
    way = Way(replace(training, **gradient, learning_rate=0.02, precision="float64"))
    way.go(90).change(learning_rate=0.05).go(100)
    retracer = Retracer()
    for step in (0, 1, 89, 90, 91, 189, 40, 150):
        update = retracer.answer(way.question(step))
        assert update.is_known
        assert update.training.learning_rate == (0.02 if step < 90 else 0.05)
        assert update.number == step + 1
        assert update.before.tolist() == way.at(step).tolist()
        np.testing.assert_allclose(update.after, way.at(step + 1), rtol=1e-13)
    following = retracer.answer(way.question(190))
    assert not following.is_known
    way.go(1)
    np.testing.assert_allclose(following.after, way.at(191), rtol=1e-13)


def naive_memory(training, gradients):
    """Return the optimizer's memory after some steps, summed up over all gradients (n, P) so far."""
    age = np.arange(len(gradients))[::-1, np.newaxis]
    g = gradients
    one, two = 0.9, 0.999
    match training.optimizer:
        case "sgd":
            return {"momentum": -training.learning_rate * (training.momentum**age * g).sum(axis=0)}
        case "rmsprop":
            return {"velocity": 0.1 * (0.9**age * g**2).sum(axis=0)}
        case "adagrad":
            return {"accumulator": 0.1 + (g**2).sum(axis=0)}
        case "lion":
            return {"momentum": 0.01 * (0.99**age * g).sum(axis=0)}
        case _:
            return {
                "momentum": (1 - one) * (one**age * g).sum(axis=0),
                "velocity": (1 - two) * (two**age * g**2).sum(axis=0),
            }


@pytest.mark.parametrize("gradient", GRADIENTS, ids=["exact", "batch"])
@pytest.mark.parametrize("training", ALL[1:], ids=named)
def test_the_memory_is_that_of_all_gradients_so_far(training, gradient):
    way = Way(replace(training, **gradient, precision="float64")).go(120)
    update = Retracer().answer(way.question(119))
    path = way.history.path(way.history.runs[-1].id).parameters.astype(float)
    if training_is_exact := gradient["gradient"] == "exact":
        gradients = np.array([way.landscape.gradient(row) for row in path[:120]])
    else:
        stream = BatchStream(SCENARIO.data, SCENARIO.target, 0, "float64")
        gradients = np.array([naive_gradient(*row, *stream.draw(1, 40)) for row in path[:120]])
    assert (update.batch is None) == training_is_exact
    np.testing.assert_allclose(update.gradient, gradients[-1], atol=1e-12)
    for memory, steps in ((update.slots_before, 119), (update.slots_after, 120)):
        wanted = naive_memory(training, gradients[:steps])
        assert memory.keys() - {"u_product"} == wanted.keys()
        for name, values in wanted.items():
            np.testing.assert_allclose(memory[name], values, rtol=2e-5)  # Nadam’s β₂ is rounded to float32


def naive_gradient(weight, bias, x, y):
    x, y = x[0], y[0]
    active = weight * x + bias > 0
    residual = np.where(active, weight * x + bias, 0.0) - y
    return [2 * np.mean(residual * active * x), 2 * np.mean(residual * active)]


@pytest.mark.parametrize(
    "data", [Data(), Data(mean=0.5, std=2.0), Data(distribution="uniform", low=-2, high=3), Data(noise=0.3)]
)
def test_the_batch_is_the_one_that_the_step_saw(data):
    scenario = replace(SCENARIO, data=data)
    way = Way(Training(batch_size=50, precision="float64", seed=7), scenario=scenario).go(60)
    way.change(batch_size=20).go(30).change(gradient="exact").go(10).change(gradient="batch").go(20)
    stream = BatchStream(data, scenario.target, 7, "float64")
    batches = [stream.draw(1, 50) for _ in range(60)] + [stream.draw(1, 20) for _ in range(50)]
    for retracer in (Retracer(), Retracer(with_memory=False)):
        for step, place in ((0, 0), (59, 59), (60, 60), (89, 89), (100, 90), (119, 109), (30, 30)):
            update = retracer.answer(way.question(step))
            x, y = batches[place]
            assert update.batch.x.tolist() == x[0].tolist()
            assert update.batch.every == 1
            np.testing.assert_allclose(update.gradient, naive_gradient(*way.at(step), x, y), atol=1e-13)
            np.testing.assert_allclose(update.batch.pushes.sum(axis=1), update.gradient, atol=1e-13)
        assert retracer.answer(way.question(95)).batch is None


def test_of_a_large_batch_some_samples_are_told_of_but_the_gradient_is_of_all():
    way = Way(Training(batch_size=1000, precision="float64")).go(10)
    update = Retracer().answer(way.question(4))
    assert (update.batch.size, update.batch.every, len(update.batch.x)) == (1000, 7, 143)
    stream = BatchStream(SCENARIO.data, SCENARIO.target, 0, "float64")
    stream.draw(4, 1000)
    x, y = stream.draw(1, 1000)
    assert update.batch.x.tolist() == x[0, ::7].tolist()
    np.testing.assert_allclose(update.gradient, naive_gradient(*way.at(4), x, y), atol=1e-13)


def test_a_run_that_began_late_and_another_optimizer_begin_without_a_memory():
    way = Way(Training(optimizer="adam", batch_size=10)).go(30)
    way.stepper.move_run(way.history.runs[-1].id, (-0.4, 0.6))
    way.go(20).change(optimizer="lion").go(5).change(optimizer="adam").go(25)
    retracer = Retracer()
    for step, number in ((30, 1), (49, 20), (54, 5), (55, 1), (79, 25)):
        update = retracer.answer(way.question(step))
        assert update.number == number
        np.testing.assert_allclose(update.after, way.at(step + 1), rtol=2e-6)
    # The same kind again at one step is no change that is told, but the memory is gone.
    way.change(optimizer="lion").change(optimizer="adam").go(3)
    assert retracer.answer(way.question(80)).number == 1
    np.testing.assert_allclose(retracer.answer(way.question(81)).after, way.at(82), rtol=2e-6)


@pytest.mark.parametrize("training", [Training(), Training(optimizer="adam")], ids=named)
@pytest.mark.parametrize("gradient", GRADIENTS, ids=["exact", "batch"])
def test_steps_that_a_thinned_history_has_not_kept_are_made_again(training, gradient, monkeypatch):
    monkeypatch.setattr(history_rows, "MAX_BLOCK_ROWS", 32)
    way = Way(replace(training, **gradient, precision="float64"), budget=4_000).go(400)
    whole = Way(replace(training, **gradient, precision="float64")).go(304)
    path = way.history.path(way.history.runs[-1].id).steps
    assert 301 not in path
    update = Retracer().answer(way.question(301))
    np.testing.assert_allclose(update.before, whole.at(301), rtol=1e-9)
    np.testing.assert_allclose(update.after, whole.at(302), rtol=1e-9)


def test_what_was_traced_stays_when_the_answer_is_not_wanted_any_more():
    way = Way(Training(optimizer="adam", batch_size=10)).go(400)
    retracer = Retracer()
    asked = []

    def is_wanted_until(count):
        asked.clear()
        return lambda: asked.append(0) or len(asked) < count

    with pytest.raises(AbandonedError):
        retracer.answer(way.question(390), is_wanted_until(8))
    retracer.answer(way.question(390), is_wanted_until(99))
    assert len(asked) == -(-390 // 32) - 7
    retracer.answer(way.question(391), is_wanted_until(99))
    assert len(asked) == 1


def test_a_run_that_has_changed_meanwhile_has_no_answer():
    way = Way(Training(optimizer="adam", batch_size=10)).go(20)
    for retracer, step in ((Retracer(), 10), (Retracer(with_memory=False), 30)):
        old = way.question(step), way.question(step + 5)
        assert retracer.answer(old[0]).step == step
        way.stepper.move_run(way.history.runs[-1].id, (0.3, 0.2))
        with pytest.raises(AbandonedError):
            retracer.answer(old[1])
        way.go(20)
    removed = way.question(40)
    way.stepper.remove_run(way.history.runs[-1].id)
    for retracer in (Retracer(), Retracer(with_memory=False)):
        with pytest.raises(AbandonedError):
            retracer.answer(removed)


def test_the_way_is_put_onto_the_rows_that_are_kept():
    """As it has to be where another engine has made them: its last digits are others, and grow."""
    way = Way(Training(optimizer="rmsprop", batch_size=1, precision="float64")).go(64)
    path = way.history.path(way.history.runs[-1].id)
    for block, start, stop in way.history._published.rows.pieces(0, 64):
        block.parameters[:, start:stop][:, 32:] += 0.01  # as if it had come elsewhere by then
    assert way.at(40).tolist() != path.parameters[40].tolist()
    update = Retracer().answer(way.question(33))
    assert update.before.tolist() == way.at(33).tolist()
    state = Retracer()
    state.answer(way.question(32))
    assert state._newest.parameters[0].tolist() == way.at(32).tolist()


def test_hidden_units_and_other_activations_go_the_same_way():
    model = Model(variant="hidden-layer", hidden_units=2, activation="gelu")
    scenario = Scenario(model=model)
    row = (0.5, -0.4, 0.1, 0.2, 1.0, -0.7, 0.05)
    way = Way(Training(optimizer="nadam", batch_size=30), rows=[row], scenario=scenario).go(30)
    update = Retracer().answer(way.question(29))
    np.testing.assert_allclose(update.after, way.at(30), rtol=2e-6)
    np.testing.assert_allclose(update.batch.pushes.sum(axis=1), update.gradient, atol=2e-6)


class Foreign(NumpyEngine):
    """Another engine: the same, but for the last digit of every step."""

    def load(self, training, state):
        self.training = training
        self.random = getattr(self, "random", np.random.default_rng(0))
        super().load(training, state)

    def advance(self, count):
        chunks = []
        for _ in range(count):
            chunk, state = super().advance(1), self.state()
            digits = self.random.choice([-1.0, 1.0], state.parameters.shape) * np.finfo(state.parameters.dtype).eps
            super().load(self.training, replace(state, parameters=(state.parameters * (1 + digits)).astype("f4")))
            chunks.append(replace(chunk, parameters=self.state().parameters[np.newaxis].copy()))
        return replace(chunks[0], parameters=np.concatenate([chunk.parameters for chunk in chunks]), batch_loss=None)


@pytest.mark.parametrize("optimizer", ["adam", "rmsprop"])
def test_on_a_thinned_history_it_keeps_to_what_another_engine_has_done(optimizer, monkeypatch):
    monkeypatch.setattr(retraced, "NumpyEngine", Foreign)
    training = Training(optimizer=optimizer, batch_size=1, learning_rate=0.05, steps=7000, precision="float32")
    full = Way(training).go(5100)
    monkeypatch.setattr(history_rows, "MAX_BLOCK_ROWS", 32)
    thinned = Way(training, budget=20_000).go(5100)
    kept = thinned.history.path(thinned.history.runs[-1].id, 0, 5000).steps
    assert np.diff(kept[:5]).min() > 8
    retracer = Retracer()
    # An odd step first: from there on no piece would end on a row that is kept.
    for step in (1001, 3001, 5001):
        assert retracer.answer(thinned.question(step)).before == pytest.approx(full.at(step), abs=1e-4)


def test_what_a_reset_has_undone_is_not_remembered():
    training = Training(optimizer="adam", batch_size=20, precision="float64", steps=1000)
    way = Way(training).go(50).change(optimizer="sgd", learning_rate=0.5).go(20).change(optimizer="adam").go(300)
    retracer = Retracer()
    retracer.answer(way.question(320))
    way.stepper.reset()
    way.go(370)
    for step in (320, 60):
        fresh = Retracer().answer(way.question(step))
        found = retracer.answer(way.question(step))
        np.testing.assert_array_equal(found.after, fresh.after)
        np.testing.assert_allclose(fresh.after, way.at(step + 1), rtol=1e-13)


@pytest.mark.parametrize("with_memory", [True, False])
def test_a_question_about_an_older_history_has_no_answer(with_memory):
    """Though all of the run itself is where it was, and only another one has been moved."""
    way = Way(Training(optimizer="adam", batch_size=10)).go(20)
    retracer, old = Retracer(with_memory=with_memory), way.question(10)
    way.stepper.move_run(way.history.runs[0].id, (0.3, 0.2))
    with pytest.raises(AbandonedError):
        retracer.answer(old)
    assert retracer.answer(way.question(10)).step == 10


@pytest.mark.parametrize("training", ALL, ids=named)
def test_the_steps_of_a_former_life_are_traced_as_if_the_start_had_not_been_moved(training):
    training = replace(training, batch_size=10)
    way, whole = Way(training).go(30), Way(training).go(31)
    run = way.history.runs[-1].id
    way.stepper.move_run(run, (-0.4, 0.6))
    way.go(20)
    retracer, batches = Retracer(), Retracer(with_memory=False)
    for step in (29, 3, 40, 28):
        entry = way.history.run(run).at(step)
        question = replace(way.question(step), first_step=entry.first_step)
        update = retracer.answer(question)
        assert update.number == (step + 1 if step < 30 else step - 29)
        np.testing.assert_array_equal(update.before, way.at(step))
        after = whole if step < 30 else way
        np.testing.assert_allclose(update.after, after.at(step + 1), rtol=2e-6)
        np.testing.assert_array_equal(batches.answer(question).gradient, update.gradient)
