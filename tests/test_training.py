from __future__ import annotations

import gc
import io
import itertools
import os
import pickle
import signal
import subprocess
import threading
import time
from dataclasses import replace
from functools import cache
from pathlib import Path
from types import SimpleNamespace

import keras
import numpy as np
import pytest
import tensorflow as tf

from model.learning import fitting
from model.learning import worker as own_end
from model.learning.architecture import build_chosen
from model.learning.fitting import compile_for_training, fit
from model.learning.keras_model import from_keras, to_keras
from model.learning.measure import make_measure
from model.network import forward_batch
from model.preprocess.mnist import Mnist, load_compact
from model.processes import forks, worker
from model.processes.forks import CAN_FORK
from model.processes.worker import GO_ON, PAUSE, PAUSED, STOP, Workers
from model.training import live as module
from model.training.choices import ACTIVATIONS, LESSONS, LIMITS, OPTIMIZERS, Choices
from model.training.live import ENDED, QUEUED, RUNNING, Training
from model.training.queue import Queue
from model.training.snapshot import (
    BLEW_UP,
    DONE,
    FAILED,
    MEASURED,
    STOPPED,
    curve_steps,
    overfitting_begins,
)
from tests.processes import command, end_idle, family, megabytes, of_keras
from views.training.live.form import WIDGETS

SMALL = Choices(hidden_layers=1, units=16, images=2000, batch_size=50, epochs=2)
LONG = replace(SMALL, images=10_000, batch_size=8, epochs=50)
OVERFITTING, DEAD, BLOWING_UP = (lesson.choices for lesson in LESSONS)


@cache
def data() -> Mnist:
    whole = load_compact()
    return Mnist(whole.x_train[:10_000], whole.y_train[:10_000], whole.x_test[:1000], whole.y_test[:1000])


@pytest.fixture(scope="session")
def data_path(tmp_path_factory) -> Path:
    """Save the same data to a file, because trainings in other processes read it."""
    path = tmp_path_factory.mktemp("data") / "some.npz"
    whole = data()
    np.savez(path, **{name: np.asarray(part, np.uint8) for name, part in whole._asdict().items()})
    return path


def fitted(choices):
    """Train in this process, without pause or stop; return the end and the last snapshot."""
    published = []
    outcome = fit(choices, data(), published.append, lambda: True)
    return outcome, published[-1]


def test_every_epoch_shows_each_image_once_in_an_order_by_seed():
    images = np.arange(40, dtype=np.uint8)[:, None, None] * np.ones((1, 28, 28), np.uint8)

    def epochs(seed: int) -> list[list[int]]:
        batches = fitting.make_batches(images, np.arange(40), 8, seed).repeat(3)
        labels = []
        for some, of_some in batches:
            assert np.allclose(some[:, 0, 0] * 255, of_some)
            labels += of_some.numpy().tolist()
        return [labels[start : start + 40] for start in (0, 40, 80)]

    orders = epochs(1)
    assert all(sorted(each) == list(range(40)) for each in orders)
    assert len(set(map(tuple, orders))) == 3
    assert epochs(1) == orders and epochs(2) != orders


@pytest.fixture(scope="module")
def workers():
    workers = Workers()
    yield workers
    end_idle(workers)


@pytest.fixture(scope="module")
def undisturbed(workers, data_path):
    """Return a function: how a training ends that has the machine to itself, by its seed.

    The first one runs in a process that the page would have started.
    """

    @cache
    def train(seed):
        training = Training(replace(SMALL, seed=seed), Queue(1), workers, data=data_path)
        training.start()
        return finish(training)

    train(1)
    return train


@pytest.fixture(scope="module")
def again(workers, data_path, undisturbed):
    """Return how the first training ends when repeated, and by how many MB this process grows meanwhile."""
    before = resident_megabytes()
    training = Training(SMALL, Queue(2), workers, data=data_path)
    training.start()
    return finish(training), resident_megabytes() - before


@pytest.fixture
def start(workers, data_path):
    started = []

    def start(choices, queue=None, alive=lambda: True, path=data_path):
        training = Training(choices, queue or Queue(2), workers, alive, path)
        started.append(training)
        training.start()
        return training

    yield start
    for training in started:
        training.stop()
        assert training.join(60)


def finish(training):
    assert training.join(240)  # it begins with TensorFlow, and others come first
    return training.progress


def at_work(workers):
    """Return the processes that train or are ready to, without the template that is copied."""
    return of_keras() - ({workers._idle.pid} if workers._idle else set())


def wait_for(training, state, step=None):
    """Wait until it's in that state and, if a step is given, has shown that step or a later one."""
    deadline = time.monotonic() + 240
    while time.monotonic() < deadline:
        progress = training.progress
        if progress.state in ENDED and progress.state != state:
            break
        if progress.state == state and (
            step is None or (progress.snapshot and progress.snapshot.now.step >= step)
        ):
            return progress
        time.sleep(0.01)
    raise AssertionError(f"{state} was not reached, but {training.progress.state}")


def wait_for_place(training, place):
    deadline = time.monotonic() + 10
    while training.progress.position != place:
        assert time.monotonic() < deadline
        time.sleep(0.01)


def assert_same_training(progress, expected):
    assert progress.state == expected.state == DONE
    assert progress.snapshot.curve == expected.snapshot.curve
    assert progress.test_accuracy == expected.test_accuracy
    for ours, theirs in zip(progress.snapshot.network.weights, expected.snapshot.network.weights):
        np.testing.assert_array_equal(ours, theirs)


def resident_megabytes():
    gc.collect()
    return megabytes(os.getpid())


def image():
    return data().x_test[0].astype(np.float32) / 255


def test_a_template_that_died_while_idle_is_replaced(workers):
    """All trainings below are copies of the new one."""
    workers.preload()
    process = workers._idle._process
    process.kill()
    process.wait()
    workers.preload()
    assert workers._idle.is_alive


@pytest.mark.parametrize("can_fork", [*[True] * CAN_FORK, False])
def test_a_training_that_is_not_ready_stops_before_its_second_step(can_fork, workers, data_path):
    """It leaves no process, whether processes are copied or each imports TensorFlow itself."""
    training = Training(LONG, Queue(1), workers if can_fork else Workers(can_fork), data=data_path)
    training.start()
    wait_for(training, RUNNING)
    training.stop()
    progress = finish(training)
    assert progress.state == STOPPED
    assert progress.snapshot is None or progress.snapshot.now.step <= 1
    assert not at_work(workers)


def test_it_learns(undisturbed):
    progress = undisturbed(1)
    first, last = progress.snapshot.curve[0], progress.snapshot.curve[-1]
    assert (first.step, last.step) == (0, SMALL.steps)
    assert last.loss < 0.6 * first.loss
    assert progress.test_accuracy > 0.6  # 80 steps; chance would be 0.1


def test_the_same_seed_gives_the_same_history(again, undisturbed):
    assert_same_training(again[0], undisturbed(1))


def test_a_training_frees_its_memory(again, workers):
    """Measure after the first one, for which this process has loaded what it lacked."""
    assert again[1] < 15
    assert not at_work(workers)


def test_another_seed_gives_another_history(undisturbed):
    assert undisturbed(2).snapshot.curve != undisturbed(1).snapshot.curve


def test_a_pause_changes_nothing(start, undisturbed):
    training = start(SMALL)
    training.pause()
    paused = wait_for(training, PAUSED)
    time.sleep(0.4)
    assert training.progress.snapshot is paused.snapshot
    assert training.progress.seconds == paused.seconds
    for _ in range(5):  # and again, wherever it is by then
        training.resume()
        time.sleep(0.05)
        training.pause()
    training.resume()
    assert_same_training(finish(training), undisturbed(1))


def test_two_side_by_side_do_not_mix(start, undisturbed):
    queue = Queue(2)
    one, other = start(SMALL, queue), start(replace(SMALL, seed=2), queue)
    assert_same_training(finish(one), undisturbed(1))
    assert_same_training(finish(other), undisturbed(2))


def test_a_later_one_waits_and_knows_its_place(start, undisturbed):
    queue = Queue(1)
    first = start(LONG, queue)
    wait_for(first, RUNNING)
    second = start(SMALL, queue)
    wait_for_place(second, 1)
    third = start(SMALL, queue)
    wait_for_place(third, 2)
    second.stop()
    assert finish(second).state == STOPPED
    wait_for_place(third, 1)
    first.stop()
    assert_same_training(finish(third), undisturbed(1))


def test_a_pause_lets_the_next_one_in(start):
    queue = Queue(1)
    first = start(LONG, queue)
    wait_for(first, RUNNING, step=0)
    second = start(SMALL, queue)
    first.pause()
    assert finish(second).state == DONE
    first.resume()
    wait_for(first, RUNNING)
    first.stop()
    assert finish(first).state == STOPPED


def begun(when):
    "Return the step to wait for, before it is paused, stopped or left alone."
    return {"running": 1, "paused": 0, "queued": None}[when]


@pytest.mark.parametrize("when", ["running", "paused", "queued"])
def test_a_stopped_training_leaves_no_thread_and_no_process(start, workers, when):
    queue = Queue(0 if when == "queued" else 1)
    training = start(LONG, queue)
    wait_for(training, QUEUED if when == "queued" else RUNNING, begun(when))
    if when == "paused":
        training.pause()
        wait_for(training, PAUSED)
    training.stop()
    progress = finish(training)
    assert progress.state == STOPPED
    assert not at_work(workers)
    assert not [each for each in threading.enumerate() if each.name == "inkling-training"]
    assert (progress.snapshot is None) == (when == "queued")


def test_a_stopped_training_has_a_detector_of_what_it_learned(start, monkeypatch):
    monkeypatch.setattr(module, "STOP_SECONDS", 60.0)  # on a busy machine, too
    training = start(replace(LONG, units=128, learning_rate=3e-3, batch_size=32))
    wait_for(training, RUNNING, step=300)
    assert training.progress.detector == {}
    training.stop()
    progress = finish(training)
    assert progress.state == STOPPED
    features = forward_batch(progress.snapshot.network, data().x_test[:200] / np.float32(255))["hidden1_relu"]
    detector = progress.detector["detector"]
    assert ((features @ detector.kernel + detector.bias).max(axis=1) >= 0).mean() > 0.95


@pytest.mark.parametrize("when", ["running", "paused", "queued"])
def test_an_unwatched_training_ends_within_seconds(start, when, monkeypatch):
    monkeypatch.setattr(module, "ALIVE_SECONDS", 0.05)
    monkeypatch.setattr(module, "GRACE_SECONDS", 0.2)
    present = threading.Event()
    present.set()
    training = start(LONG, Queue(0 if when == "queued" else 1), present.is_set)
    wait_for(training, QUEUED if when == "queued" else RUNNING, begun(when))
    if when == "paused":
        training.pause()
        wait_for(training, PAUSED)
    time.sleep(0.5)
    assert training.progress.state not in ENDED
    present.clear()
    assert training.join(5 if when == "queued" else 30)  # with its detector, on a busy machine
    assert training.progress.state == STOPPED


def test_a_dead_process_is_reported_with_a_sentence(start):
    training = start(LONG)
    wait_for(training, RUNNING, step=1)
    os.kill(training._worker._process.pid, signal.SIGKILL)
    progress = finish(training)
    assert progress.state == FAILED
    assert "stopped unexpectedly (exit code -9)" in progress.problem
    assert progress.snapshot.now.step >= 1


def test_a_failed_process_says_why(start):
    progress = finish(start(SMALL, path=Path("nowhere.npz")))
    assert progress.state == FAILED
    assert "nowhere.npz is missing" in progress.problem


def test_an_unresponsive_process_is_ended(start, workers, monkeypatch):
    monkeypatch.setattr(module, "STOP_SECONDS", 0.5)
    monkeypatch.setattr(worker, "END_SECONDS", 0.5)
    training = start(LONG)
    wait_for(training, RUNNING, step=0)
    os.kill(training._worker._process.pid, signal.SIGSTOP)
    training.stop()
    assert finish(training).state == STOPPED
    assert not at_work(workers)


@pytest.mark.skipif(not CAN_FORK, reason="processes can't be copied here")
@pytest.mark.parametrize("hanging", ["copy", "template", "both"])
def test_a_hung_process_is_replaced(hanging, workers, data_path, monkeypatch):
    """A stopped process neither ends nor answers. It gives its slot back with a sentence, and it's killed."""
    for each in (forks, worker):
        monkeypatch.setattr(each, "END_SECONDS", 0.3)
    queue = Queue(1)
    workers.preload()
    template, stopped = workers._idle, set()
    training = Training(LONG, queue, workers, data=data_path)
    if hanging == "template":
        stopped.add(template.pid)
        os.kill(template.pid, signal.SIGSTOP)
        training.start()
    else:
        training.start()
        wait_for(training, RUNNING, step=1)
        stopped |= {training._worker._process.pid, *[template.pid] * (hanging == "both")}
        for pid in stopped:
            os.kill(pid, signal.SIGSTOP)
    monkeypatch.setattr(module, "SILENT_SECONDS", 0.5)
    progress = finish(training)
    assert progress.state == FAILED and progress.problem == module.hangs(0.5)
    assert not stopped & family(os.getpid()) and not any(map(command, stopped))
    monkeypatch.undo()
    following = Training(replace(SMALL, images=500), queue, workers, data=data_path)
    following.start()
    assert finish(following).state == DONE


def test_neither_sending_nor_ending_waits_for_a_blocked_process(monkeypatch):
    monkeypatch.setattr(worker, "END_SECONDS", 0.2)
    process = subprocess.Popen(["sleep", "60"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    hanging = worker.Worker(process)
    hanging.send(bytes(10_000_000))  # far more than a pipe holds
    hanging.send(STOP)
    assert hanging.receive(0.05) is None
    hanging.end()
    assert process.returncode == -signal.SIGKILL
    assert not hanging._writer.is_alive() and not hanging._reader.is_alive()


def test_a_training_that_has_had_its_time_keeps_what_it_learned(start, monkeypatch):
    monkeypatch.setattr(module, "LONGEST_SECONDS", 0.5)
    monkeypatch.setattr(module, "STOP_SECONDS", 60.0)  # TensorFlow compiles the first step in it
    progress = finish(start(LONG))
    assert progress.state == STOPPED and progress.is_cut_short
    assert 1 <= progress.snapshot.now.step < LONG.steps
    assert progress.detector is not None


def test_without_copying_each_training_starts_a_process(data_path, undisturbed):
    workers = Workers(can_fork=False)
    workers.preload()
    training = Training(SMALL, Queue(1), workers, data=data_path)
    training.start()
    assert_same_training(finish(training), undisturbed(1))
    assert workers._idle is None


@pytest.mark.skipif(not CAN_FORK, reason="processes can't be copied here")
def test_the_template_has_one_thread_and_notices_ended_copies(workers):
    """A copy has only the thread that made it, and would wait for ever for a lock of another one."""
    workers.preload()
    template = workers._idle
    copies = [template.fork() for _ in range(3)]
    deadline = time.monotonic() + 240  # as in `finish`
    while None in (pids := [each.pid for each in copies]):
        assert time.monotonic() < deadline
        time.sleep(0.01)
    assert len(os.listdir(f"/proc/{template.pid}/task")) == 1
    least = min(19, os.getpriority(os.PRIO_PROCESS, 0) + 5)  # drawing comes first
    assert all(os.getpriority(os.PRIO_PROCESS, pid) >= least for pid in (template.pid, *pids))
    assert set(pids) < family(os.getpid()) and len(set(pids)) == 3
    assert [each.poll() for each in copies] == [None] * 3
    copies[0].kill()
    copies[1].stdin.close()  # nobody has an order for it
    assert [each.wait(10) for each in copies[:2]] == [-9, 0]
    with pytest.raises(subprocess.TimeoutExpired):
        copies[2].wait(0.01)
    assert not set(pids[:2]) & family(os.getpid())
    copies[2].stdin.close()
    assert copies[2].wait(10) == 0


@pytest.mark.skipif(not CAN_FORK, reason="processes can't be copied here")
def test_a_copy_does_not_hold_another_s_pipes(workers):
    """Otherwise the end of one would go unnoticed until the others have ended."""
    workers.preload()
    one, other = (workers._idle.fork() for _ in range(2))
    one.kill()
    assert one.stdout.read() == b""
    assert one.wait(10) == -9 and other.poll() is None
    other.stdin.close()
    other.wait(10)


def test_a_pause_right_after_resuming_is_obeyed():
    """It doesn't matter how late the process reads its orders."""
    output = io.BytesIO()
    pipes = own_end._Pipes(output)
    for order in (PAUSE, GO_ON, PAUSE, PAUSE, GO_ON):
        pipes.orders.put(order)
    assert pipes.goes_on()
    output.seek(0)
    assert [pickle.load(output), pickle.load(output)] == [PAUSED, PAUSED]
    assert not output.read()
    pipes.orders.put(STOP)
    assert not pipes.goes_on()


@pytest.mark.parametrize("can_fork", [False, *[True] * CAN_FORK])
def test_an_unneeded_template_is_ended(can_fork, monkeypatch):
    """This holds even while it's still importing."""
    monkeypatch.setattr(worker, "IDLE_SECONDS", 0.2)
    for each in (worker, forks):
        monkeypatch.setattr(each, "END_SECONDS", 0.1)
    workers = Workers(can_fork)
    with workers._lock:  # otherwise it might be gone before the check
        process = workers._prepare()._process
    process.wait(20)
    assert workers._idle is None
    end_idle(workers)  # with nobody to end it


@pytest.mark.skipif(not CAN_FORK, reason="processes can't be copied here")
def test_the_template_stays_while_a_training_runs(start, workers, monkeypatch):
    training = start(LONG)
    wait_for(training, RUNNING, step=0)
    monkeypatch.setattr(worker, "IDLE_SECONDS", 0.2)
    template = workers._idle
    workers._timer.cancel()
    workers._end_unless_needed()
    time.sleep(0.5)
    assert template.is_alive
    training.stop()
    finish(training)
    template._process.wait(10)
    assert workers._idle is None
    assert not of_keras()


def test_a_loss_that_is_nan_stops_it():
    outcome, snapshot = fitted(BLOWING_UP)
    assert outcome.state == BLEW_UP
    assert not np.isfinite(snapshot.now.loss)
    assert 1 < snapshot.now.step < BLOWING_UP.steps


def test_the_lesson_on_overfitting_overfits():
    _, snapshot = fitted(replace(OVERFITTING, epochs=30))
    curve = snapshot.curve
    assert curve[-1].accuracy == 1
    assert curve[-1].loss < 0.01
    lowest = min(curve, key=lambda point: point.test_loss)
    assert curve[-1].test_loss > 1.1 * lowest.test_loss
    assert overfitting_begins(curve) == lowest and 0 < lowest.step < curve[-1].step / 2


def test_the_lesson_on_dead_relus_kills_most_of_them():
    _, snapshot = fitted(replace(DEAD, epochs=1))
    assert sum(snapshot.dead) > 0.5 * DEAD.units * DEAD.hidden_layers


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.name)
def test_a_lesson_can_be_chosen_unchanged(lesson):
    for name, options in WIDGETS:
        assert getattr(lesson.choices, name) in options


def test_layers_below_a_step_function_learn_nothing():
    choices = replace(SMALL, hidden_layers=2, activation="step")
    _, snapshot = fitted(choices)
    *hidden, last_kernel, _ = from_keras(build_chosen(choices), "untrained").weights
    for before, after in zip(hidden, snapshot.network.weights):
        np.testing.assert_array_equal(before, after)
    assert np.abs(last_kernel - snapshot.network.logits.kernel).max() > 0.05
    assert snapshot.gradient_sizes[:2] == (0, 0) and snapshot.gradient_sizes[2] > 0


def extremes():
    """Return every shape with every optimizer, and every optimizer at each of its extremes."""
    shapes = [(0, 4, "relu")] + [(4, *each) for each in itertools.product(LIMITS["units"], ACTIVATIONS)]
    rates, sizes = LIMITS["learning_rate"], LIMITS["batch_size"]
    for number, (shape, optimizer) in enumerate(itertools.product(shapes, OPTIMIZERS)):
        yield Choices(*shape, optimizer, rates[number % 2], sizes[number // 2 % 2])


def test_all_extremes_build_and_take_one_step():
    images, labels = data().x_train[:1024].astype(np.float32) / 255, data().y_train[:1024]
    built = cache(lambda *shape: build_chosen(Choices(*shape)))
    every = list(extremes())
    ways = {(each.optimizer, each.learning_rate, each.batch_size) for each in every}
    assert len(ways) == 4 * len(OPTIMIZERS)
    for choices in every:
        whole = built(choices.hidden_layers, choices.units, choices.activation)
        model = compile_for_training(whole, choices)
        model.run_eagerly = True
        before = model.get_weights()
        model.train_on_batch(images[: choices.batch_size], labels[: choices.batch_size])
        assert (model.get_weights()[-2] != before[-2]).any(), choices
        model.set_weights(before)


@pytest.mark.parametrize("images, epochs", list(itertools.product(LIMITS["images"], LIMITS["epochs"])))
def test_curves_keep_a_bounded_number_of_points(images, epochs):
    for batch_size in LIMITS["batch_size"]:
        steps = Choices(images=images, epochs=epochs, batch_size=batch_size).steps
        remaining = curve_steps(steps)
        assert {0, 1, steps} <= remaining and max(remaining) == steps and len(remaining) <= 110


@pytest.mark.parametrize(
    "choice", [{"units": 513}, {"images": 99}, {"epochs": 0}, {"activation": "gelu"}, {"optimizer": "LBFGS"}]
)
def test_a_choice_beyond_its_limits_is_refused_with_a_sentence(choice):
    with pytest.raises(ValueError, match=r"^(The|There|A) .*(can|must be one of) .*, not `.*`\.$"):
        Choices(**choice)


def test_measures_match_keras(undisturbed):
    snapshot = undisturbed(1).snapshot
    model = to_keras(snapshot.network)
    model.compile(loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    images, labels = data().x_test[:MEASURED].astype(np.float32) / 255, data().y_test[:MEASURED]
    loss, accuracy = model.evaluate(images, labels, verbose=0)
    assert snapshot.now.test_loss == pytest.approx(loss, rel=1e-3)
    assert snapshot.now.test_accuracy == pytest.approx(accuracy)
    hidden = keras.Model(model.inputs, model.get_layer("hidden1_relu").output)
    sample = data().x_train[:MEASURED].astype(np.float32) / 255
    values = hidden.predict(sample, verbose=0)
    assert snapshot.dead == (int((values.max(axis=0) == values.min(axis=0)).sum()),)


def test_a_training_process_uses_its_extra_digits_and_first_weights(monkeypatch):
    ended, output, taught = [], io.BytesIO(), []
    own, begin_with = object(), object()
    monkeypatch.setattr(fitting, "fit", lambda *given: taught.append(given))
    monkeypatch.setattr(own_end, "load_data", lambda path: f"of {path}")
    monkeypatch.setattr(own_end, "import_keras", lambda: None)
    monkeypatch.setattr(own_end, "take_output", lambda: output)
    monkeypatch.setattr(own_end.threading, "Thread", lambda target, **_: SimpleNamespace(start=lambda: None))
    monkeypatch.setattr(own_end.queue, "SimpleQueue", lambda: SimpleNamespace(get=lambda: job))
    monkeypatch.setattr(own_end.os, "_exit", ended.append)
    job = (SMALL, "there", own, begin_with)
    own_end.work()
    ((choices, images, publish, goes_on, *more),) = taught
    assert (choices, images, more, ended) == (SMALL, "of there", [own, begin_with], [0])
    assert (publish.__name__, goes_on.__name__) == ("send", "goes_on")


def test_no_two_layers_begin_with_the_same_weights():
    model = build_chosen(Choices(hidden_layers=3, units=10))
    one, *others = [model.get_layer(name).get_weights()[0] for name in ("hidden2", "hidden3", "logits")]
    for other in others:
        assert one.shape == other.shape
        assert np.abs(np.corrcoef(one.ravel(), other.ravel())[0, 1]) < 0.5


def measured(choices, sample, change=lambda model: None):
    whole = build_chosen(choices)
    change(whole)
    return make_measure(compile_for_training(whole, choices), sample, sample)()


def test_the_gradient_s_size_covers_kernel_and_bias():
    """Without hidden layers the gradient is (probs - target) times the inputs, and times 1."""
    images, labels = data().x_train[:50].astype(np.float32) / 255, data().y_train[:50].astype(np.int64)
    for factor in (1.0, 0.01, 0.0):  # blank paper only has a gradient for the bias
        inputs = (factor * images).reshape(50, -1)
        choices = Choices(hidden_layers=0)
        probs = build_chosen(choices)(factor * images).numpy()
        error = (probs - np.eye(10)[labels]) / 50
        expected = np.hypot(np.linalg.norm(inputs.T @ error), np.linalg.norm(error.sum(axis=0)))
        sizes = measured(choices, (factor * images, labels)).gradient_sizes
        assert sizes == pytest.approx([expected], rel=1e-4)


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_a_neuron_with_a_constant_output_is_dead(activation):
    def kill_three(model):
        kernel, bias = model.get_layer("hidden1").get_weights()
        kernel[:, 1:4] = 0
        bias[1:4] = -3, 0, 3
        model.get_layer("hidden1").set_weights([kernel, bias])

    images, labels = data().x_train[:200].astype(np.float32) / 255, data().y_train[:200].astype(np.int64)
    choices = Choices(hidden_layers=1, units=12, activation=activation)
    before, after = (measured(choices, (images, labels), change) for change in (lambda _: None, kill_three))
    assert before.dead.tolist() == [0]
    assert after.dead.tolist() == [3]


def test_a_single_batch_with_a_nan_loss_ends_nothing(monkeypatch):
    """It doesn't affect the batches after it either, which would each be measured."""
    choices = replace(SMALL, images=500, batch_size=5, epochs=1)
    monkeypatch.setattr(fitting, "PUBLISH_SECONDS", 1e9)  # so that no clock decides what is measured
    measure, steps, bad_step = fitting.make_measure, [], 3
    assert bad_step not in curve_steps(choices.steps)

    def counting(*arguments):
        inner = measure(*arguments)
        return lambda: steps.append(None) or inner()

    def with_a_bad_batch(whole, choices):
        model = compile_for_training(whole, choices)
        number, loss = tf.Variable(0), model.loss
        model.compile(
            model.optimizer,
            lambda *batch: loss(*batch) + tf.where(number.assign_add(1) == bad_step, np.inf, 0.0),
        )
        return model

    monkeypatch.setattr(fitting, "make_measure", counting)
    outcome, snapshot = fitted(choices)
    usual = len(steps)
    monkeypatch.setattr(fitting, "compile_for_training", with_a_bad_batch)
    again, same = fitted(choices)
    assert outcome.state == again.state == DONE
    np.testing.assert_allclose(same.curve, snapshot.curve, atol=0.02)
    assert len(steps) == 2 * usual + 1
