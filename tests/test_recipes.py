"""How the shipped networks are made: recipes, order, and the files beside them. Nothing is trained here."""

import contextlib
import json
from pathlib import Path
from types import SimpleNamespace

import keras
import numpy as np
import pytest

import train_model
from model.errors import DataError, NetworkError
from model.learning.recorder import Interrupt
from model.network import NAMES, TRAINED
from model.novelty import NOVELTY_NETWORKS
from train_model import RECIPES, Recipe

SMALL = Recipe(epochs=3, learning_rate=0.5, dropout=0.25, is_digit_weight=7.0, shares=(40, 5, 6))


def card_of(name: str) -> dict:
    return json.loads((TRAINED / f"{name}.json").read_text())


@pytest.mark.parametrize("name", RECIPES)
def test_each_shipped_network_s_card_matches_its_recipe(name):
    card, recipe = card_of(name), RECIPES[name]
    assert (card["network"], card["epochs"]) == (name, recipe.epochs)
    assert (card["learning_rate"], card["batch_size"]) == (recipe.learning_rate, sum(recipe.shares))
    assert card["training_images"] == 60_000
    assert set(card["versions"]) == {"python", "tensorflow", "keras", "numpy"}


def test_every_network_has_a_recipe_in_a_working_order():
    assert set(RECIPES) == {*NAMES, *NOVELTY_NETWORKS.values()}
    for name, asked in NOVELTY_NETWORKS.items():
        assert list(RECIPES).index(asked) < list(RECIPES).index(name)


@pytest.fixture
def made(monkeypatch, tmp_path) -> list[tuple]:
    """Note what would be trained, saved and described, and in which order."""
    done: list[tuple] = []
    data = SimpleNamespace(x_train=np.zeros(60))
    written = SimpleNamespace(images=np.zeros(4))

    def train_novelty(name: str, *rest: object) -> list[str]:
        *_, recipe, seed, folder = rest
        done.append(("train", name, recipe.epochs, seed, folder))
        return [each for each, asked in NOVELTY_NETWORKS.items() if asked == name]

    def train(name: str, *rest: object) -> str:
        *_, recipe, seed, novelty = rest
        done.append(("train", name, recipe.epochs, seed, novelty))
        return f"trained {name}"

    for name, stand_in in {
        "load_mnist": lambda path: data,
        "write_examples": lambda number, rng: [written, written],
        "train_novelty": train_novelty,
        "train": train,
        "save": lambda *given: done.append(("save", given[0], given[2])),
        "to_keras": lambda network: network,
        "load_novelty_network": lambda name, folder: f"asked by {name} of {folder.name}",
        "replaced_together": lambda folder, name: contextlib.nullcontext(f"new {name}"),
        "write_model_card": lambda name, _, folder, new: done.append(("describe", name, folder, new)),
        "load_network": lambda name, _: SimpleNamespace(card={"test_accuracy": 0.5, "seconds": 9}),
    }.items():
        monkeypatch.setattr(train_model, name, stand_in)
    return done


def test_each_network_gets_its_epochs_and_a_card_after_a_change(made, tmp_path, capsys):
    folder = tmp_path / "deep" / "trained"
    assert train_model.main(["--out", str(folder)]) is None
    assert folder.is_dir()
    trained = [(name, epochs, seed) for what, name, epochs, seed, _ in (m for m in made if m[0] == "train")]
    assert trained == [(name, RECIPES[name].epochs, 1) for name in RECIPES]
    assert [each[1:] for each in made if each[0] == "save"] == [(f"trained {n}", folder) for n in NAMES]
    asked = [each[4] for each in made if each[0] == "train" and each[1] in NAMES]
    assert asked == [f"asked by {name} of trained" for name in NAMES]
    described = [each[1:] for each in made if each[0] == "describe"]
    first = [
        each for name in RECIPES if name not in NAMES for each in NAMES if NOVELTY_NETWORKS[each] == name
    ]
    assert described == [(name, folder, f"new {name}") for name in (*first, *NAMES)]
    said = capsys.readouterr().out
    assert "8 drawings in" in said and "conv: test accuracy 50.00%, after 9 s" in said


def test_one_network_is_trained_after_a_missing_one_it_asks(made, tmp_path):
    def names() -> list[str]:
        return [each[1] for each in made if each[0] == "train"]

    asked = NOVELTY_NETWORKS["dense"]
    assert train_model.main(["--network", "dense", "--out", str(tmp_path)]) is None
    assert names() == [asked, "dense"]
    made.clear()
    (tmp_path / f"{asked}.keras").touch()
    assert (
        train_model.main(["--network", "dense", "--epochs", "2", "--seed", "7", "--out", str(tmp_path)])
        is None
    )
    assert [each[1:4] for each in made if each[0] == "train"] == [("dense", 2, 7)]
    made.clear()
    assert train_model.main(["--network", asked, "--epochs", "2", "--out", str(tmp_path)]) is None
    assert names() == [asked]


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (DataError("No data."), "No data."),
        (NetworkError("No network."), "No network."),
        (OSError("full"), "The files can't be written: full. Those written before are still in place."),
        (KeyboardInterrupt(), "\nStopped. The files written before are still in place."),
    ],
)
def test_any_failure_is_one_sentence(error, said, monkeypatch):
    def fail(_: object) -> None:
        raise error

    monkeypatch.setattr(train_model, "train_all", fail)
    assert train_model.main([]) == said


def test_without_arguments_all_networks_are_trained():
    options = train_model.parse_arguments([])
    assert (options.network, options.epochs, options.seed) == (None, None, 1)
    assert (options.out, options.data) == (TRAINED, train_model.PATH)
    options = train_model.parse_arguments(["--out", "a", "--data", "b.npz", "--epochs", "1"])
    assert (options.out, options.data, options.epochs) == (Path("a"), Path("b.npz"), 1)


class Learner:
    """A stand-in for the network in training that notes its arguments."""

    def compile(self, **arguments: object) -> None:
        self.compiled = arguments

    def fit(self, batches: object, **arguments: object) -> None:
        self.batches, self.fitted = batches, arguments


@pytest.mark.parametrize("name", ["dense", "conv"])
def test_it_is_fitted_as_the_recipe_says(name, monkeypatch):
    learner, asked = Learner(), {}
    recorder = object()
    for each, stand_in in {
        "with_batch_norm": lambda model, dropout, _: asked.update(dropout=dropout) or learner,
        "fold_batch_norm": lambda learner, model: ("folded", model.name),
        "make_batches": lambda *given: given,
        "examples": lambda images, labels: ("mnist", len(images)),
        "HistoryRecorder": lambda *given: asked.update(recorded=given[1:3]) or recorder,
    }.items():
        monkeypatch.setattr(train_model, each, stand_in)
    data = SimpleNamespace(x_train=np.zeros(90), y_train=np.zeros(90))
    model, found = train_model.fit(name, data, ("written", "none"), SMALL, 5)
    assert found is recorder and model[0] == "folded"
    assert asked == {"dropout": 0.25, "recorded": (3, 3)}  # 90 images in batches of 40: three steps
    assert learner.batches == ([("mnist", 90), "written", "none"], (40, 5, 6), 5)
    callbacks = learner.fitted.pop("callbacks")
    assert learner.fitted == {"epochs": 3, "steps_per_epoch": 3}
    assert isinstance(callbacks[0], Interrupt) and callbacks[1:] == [recorder] * (name == "dense")
    arguments = learner.compiled
    assert arguments["loss_weights"] == [1.0, 7.0] and not arguments["jit_compile"]
    assert isinstance(arguments["loss"][0], keras.losses.CategoricalCrossentropy)
    rate = arguments["optimizer"]._learning_rate
    assert float(rate(0)) == 0.5 and float(rate(9)) == pytest.approx(0, abs=1e-6)
    assert float(rate(4.5)) == pytest.approx(0.25)
