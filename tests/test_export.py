"""Tests that exports say what the page says: a Python file that only needs NumPy, and a notebook."""

import json
import os
import re
import subprocess
import sys
from contextlib import redirect_stdout
from dataclasses import replace
from functools import cache
from io import StringIO
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from PIL import Image

from model.explain import Unit, explain_unit
from model.explain.ledger import make_ledger
from model.export import to_notebook, to_python
from model.network import Network, forward, load_network
from model.network.neuron import Channel, Neuron
from model.preprocess import to_mnist
from tests.networks import random_network
from tests.specimens import ALL, SIGMOIDS, many_images, random_unit, specimen
from views.address import address_fields
from views.parts.charts.ledger import equation, parts_of, signed
from views.parts.looks.wording import figure, percents
from views.session import store
from views.session.downloads import take_away
from views.session.networks import OWN
from views.session.store import Field

IMAGES = many_images()[:50]
HOSTILE = ('"""', "'''\n", "`x`", "\\", "{0}", "ü\ud83d", "# π", "]")  # layer names from somebody else's file
BARE = """
import sys
sys.path = [each for each in sys.path if "site-packages" not in each] + [sys.argv[1]]
import numpy as np
import runpy
images, found = np.load(sys.argv[2]), {}
for path in sys.argv[3:]:
    file = runpy.run_path(path)
    found[path] = np.array([[*file["forward"](image).values()][-1] for image in images])
loaded = {name.partition(".")[0] for name, module in sys.modules.items() if getattr(module, "__file__", None)}
strangers = loaded - set(sys.stdlib_module_names) - {"numpy", "__main__", "sitecustomize"}
assert not strangers, strangers
np.savez(sys.argv[2] + ".found", **found)
"""


def hostile() -> Network:
    """Return an uploaded network whose layer names would be code."""
    network = specimen("strided").network
    layers = [replace(layer, name=f"{HOSTILE[i % 8]}{i}") for i, layer in enumerate(network.layers)]
    return Network("yours 1", tuple(layers))


@cache
def networks() -> dict[str, Network]:
    made = {title: specimen(title).network for title in (*ALL, SIGMOIDS)}
    flat = random_network((784, 10))
    return made | {"hostile": hostile(), "flat": flat, "of steps": random_network((784, 40, 10), "step")}


def run(text: str) -> dict:
    """Return what a file defines."""
    defined = {"__name__": "taken_away"}
    exec(compile(text, "taken_away.py", "exec"), defined)
    return defined


def printed(do) -> str:
    with redirect_stdout(StringIO()) as out:
        do()
    return out.getvalue()


@pytest.fixture(scope="module")
def bare(tmp_path_factory):
    """Run the files of all networks where only NumPy is installed, and return what they give."""
    folder = tmp_path_factory.mktemp("bare")
    (folder / "site").mkdir()
    for each in ("numpy", "numpy.libs"):
        target = Path(np.__file__).parent.parent / each
        if target.exists():
            (folder / "site" / each).symlink_to(target)
    np.save(folder / "images.npy", IMAGES)
    paths = {title: folder / f"{place}.py" for place, title in enumerate(networks())}
    for title, path in paths.items():
        path.write_text(to_python(networks()[title], IMAGES[0]), encoding="utf-8")
    command = [sys.executable, "-I", "-S", "-c", BARE, str(folder / "site"), str(folder / "images.npy")]
    subprocess.run([*command, *map(str, paths.values())], check=True)
    with np.load(folder / "images.npy.found.npz") as found:
        return {title: found[str(path)] for title, path in paths.items()}, paths, folder


@pytest.mark.parametrize("title", [*ALL, SIGMOIDS, "hostile", "flat", "of steps"])
def test_with_numpy_alone_the_file_gives_the_page_s_probabilities(bare, title):
    network = networks()[title]
    expected = np.array([network.probs_of(forward(network, image)) for image in IMAGES])
    assert np.abs(bare[0][title] - expected).max() < 1e-6


def test_as_a_program_the_file_prints_the_drawing_shares_and_sum(bare):
    _found, paths, folder = bare
    command = [sys.executable, "-I", "-S", "-c", "import sys; sys.path.append(sys.argv.pop(1)); import runpy"]
    command[-1] += "; sys.argv = sys.argv[1:]; runpy.run_path(sys.argv[0], run_name='__main__')"
    site, path = str(folder / "site"), str(paths["trained dense"])
    out = subprocess.run([*command, site, path], check=True, capture_output=True, encoding="utf-8").stdout
    network = networks()["trained dense"]
    probs = network.probs_of(forward(network, IMAGES[0]))
    lines = out.splitlines()
    rows = [line.ljust(56)[::2] for line in lines[:28]]
    levels = np.array([[" ░▒▓█".index(block) for block in row] for row in rows])
    np.testing.assert_array_equal(levels, np.round(4 * IMAGES[0].astype(np.float64)))
    for digit, text in enumerate(percents(probs)):
        assert re.fullmatch(rf"{digit} +{re.escape(text)} *█*", lines[29 + digit]), lines[29 + digit]
    assert f"It says {probs.argmax()}." in lines
    assert any(line.startswith("z = ") for line in lines)
    ascii_only = {"PYTHONIOENCODING": "ascii", "PATH": os.environ["PATH"]}
    again = subprocess.run(
        [each for each in [*command, site, path] if each != "-I"], env=ascii_only, capture_output=True
    )
    assert again.returncode == 0  # blocks become question marks


@pytest.mark.parametrize("title", ALL)
def test_the_file_s_sum_matches_the_card_to_the_last_digit(title):
    network, rng = networks()[title], np.random.default_rng(4)
    file, activations = run(to_python(network, IMAGES[3])), forward(network, IMAGES[3])
    layers = [each for each in network.layers[1:] if each.unit_layer is each and each.name in file["NEURONS"]]
    assert layers
    for layer in layers:
        for unit in (random_unit(layer, rng) for _ in range(4)):
            explanation = explain_unit(network, activations, unit)
            text = printed(lambda: file["show_sum"]((unit.layer, unit.index), activations))  # noqa: B023
            if layer.kind == "MaxPooling2D":
                assert f"the largest, {figure(explanation.activation)}" in text
                continue
            ledger = make_ledger(explanation)
            assert f"z = {equation(parts_of(ledger), ledger.pre_activation)}" in text
            assert f"a = {figure(explanation.activation)}" in text
            for entry in (*ledger.pushes, *ledger.pulls):
                place = ", ".join(map(str, entry.neuron.index))
                product = f"{figure(entry.input)} × {figure(entry.weight)}"
                assert f"{place}  {product:>15}  {signed(entry.figure):>7}\n" in text


def test_the_example_is_what_the_page_showed():
    network = networks()["trained dense"]
    off = {Channel(network.layer("hidden1"), 66): 0.0, Channel(network.logits, 3): 2.5}
    page = 'https://example.org/?neuron=hidden2.5&x="\\'
    text = to_python(network, IMAGES[7], Unit("hidden2", (5,)), factors=off, page=page)
    file = run(text)
    assert file["PAGE"] == page and file["NEURON"] == ("hidden2", (5,))
    np.testing.assert_array_equal(file["IMAGE"], IMAGES[7])
    given, expected = file["forward"](file["IMAGE"], file["FACTORS"]), forward(network, IMAGES[7], off)
    for name, values in expected.items():
        np.testing.assert_allclose(given[name], values, atol=1e-6)
    by_others = [Neuron(network.layer("hidden2"), (5,)), ("hidden2_relu", (5,))]
    assert [to_python(network, IMAGES[7], each, factors=off, page=page) for each in by_others] == [text] * 2


def test_the_defaults_are_the_first_test_image_and_the_winning_output():
    file = run(to_python(networks()["trained dense"]))
    np.testing.assert_array_equal(file["IMAGE"], many_images()[0])
    assert file["NEURON"] == ("logits", (7,))


@pytest.mark.parametrize("neuron", [Unit("image", (3, 4)), Unit("hidden1", (500,)), Unit("hidden9", (0,))])
def test_anything_but_a_neuron_is_refused(neuron):
    with pytest.raises((ValueError, KeyError)):
        to_python(networks()["trained dense"], IMAGES[0], neuron)


def test_the_file_prepares_a_picture_as_the_page_does(tmp_path):
    rgba = np.random.default_rng(2).integers(0, 255, (90, 60, 4), np.uint8)
    rgba[..., 3] = 255
    rgba[:8] = rgba[-8:] = rgba[:, :8] = rgba[:, -8:] = (250, 250, 250, 255)
    Image.fromarray(rgba).save(tmp_path / "picture.png")
    file = run(to_python(networks()["flat"], IMAGES[0]))
    np.testing.assert_array_equal(file["read_picture"](tmp_path / "picture.png"), to_mnist(rgba).image)
    assert file["to_mnist"](np.full((9, 9, 4), 255, np.uint8)) is None


def test_the_file_stays_small():
    assert len(to_python(load_network("dense"), IMAGES[0])) < 0.7e6


def test_the_forward_pass_takes_at_most_forty_lines():
    file = to_python(load_network("dense"), IMAGES[0])
    network = file.partition("# One neuron")[0].partition("import numpy as np\n")[2]
    code = [
        line for line in network.splitlines() if line.strip() and not line.strip().startswith(("#", '"""'))
    ]
    assert len(code) <= 40


# The notebook


@pytest.mark.parametrize("title", [*ALL, SIGMOIDS, "hostile", "flat"])
def test_every_notebook_cell_runs_and_ends_with_the_page_s_answer(title, monkeypatch):
    nbformat = pytest.importorskip("nbformat")
    monkeypatch.setitem(sys.modules, "keras", None)  # as if it weren't installed
    network = networks()[title]
    text = to_notebook(network, IMAGES[0], page="https://example.org/?neuron=conv1.3.4.5")
    nbformat.validate(nbformat.reads(text, as_version=4))
    cells = json.loads(text)["cells"]
    defined = {"__name__": "notebook"}
    out = printed(
        lambda: [exec("".join(each["source"]), defined) for each in cells if each["cell_type"] == "code"]
    )
    assert "Keras is not installed here" in out
    assert percents(network.probs_of(forward(network, IMAGES[0])))[3] in out
    weights = {each.name: each.kernel for each in network.weighted}
    for name, kernel in defined["kernels"].items():
        np.testing.assert_array_equal(kernel, weights[name])  # the exercise doesn't change the weights
    marked = "".join("".join(each["source"]) for each in cells if each["cell_type"] == "markdown")
    assert "(https://example.org/?neuron=conv1.3.4.5)" in marked


def test_the_solution_switches_off_a_neuron_that_fires():
    network = networks()["trained dense"]
    activations = forward(network, IMAGES[0])["hidden1_relu"]
    silent, loud = int(activations.argmin()), int(activations.argmax())
    for number, name in ((silent, "hidden2_relu"), (loud, "hidden1_relu")):
        text = to_notebook(network, IMAGES[0], Unit("hidden1", (number,)))
        solution = next(each for each in json.loads(text)["cells"] if "without = " in "".join(each["source"]))
        assert f'("{name}", ' in "".join(solution["source"])


def test_a_notebook_runs_in_jupyter_with_keras(tmp_path):
    nbclient, nbformat = pytest.importorskip("nbclient"), pytest.importorskip("nbformat")
    notebook = nbformat.reads(to_notebook(load_network("dense"), IMAGES[0]), as_version=4)
    nbclient.NotebookClient(notebook, timeout=120, resources={"metadata": {"path": tmp_path}}).execute()
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert all(cell.execution_count for cell in code)
    said = "".join(each.text for each in code[-1].outputs if each.get("name") == "stdout")
    assert float(said.split("largest difference:")[1]) < 1e-5


@pytest.mark.parametrize(("network", "said"), [("conv", "network=conv&"), (OWN, "")])
def test_a_file_links_back_to_the_page_but_not_to_own_networks(monkeypatch, network, said):
    monkeypatch.setattr(address_fields, "_write_network", lambda: network)
    others = [
        Field(name, lambda value=value: value, bool) for name, value in (("step", "nine"), ("kept", ""))
    ]
    monkeypatch.setattr(store, "_linked", [address_fields.NETWORK, *others])
    monkeypatch.setattr(
        take_away.st, "context", SimpleNamespace(url="http://inkling.test/lesson?step=two", cookies={})
    )
    assert take_away._page() == f"http://inkling.test/lesson?{said}step=nine"


# The command


def test_the_command_writes_the_same_files(tmp_path):
    command = [sys.executable, "-m", "model.export", "dense", "--test-image", "1", "--neuron", "hidden1.66"]
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parent.parent)}
    for more, name, made in (
        ([], "inkling_2.py", to_python),
        (["--notebook"], "inkling_2.ipynb", to_notebook),
    ):
        said = subprocess.run(
            [*command, *more], cwd=tmp_path, env=environment, check=True, capture_output=True, text=True
        )
        assert said.stdout == f"{name}\n"
        assert (tmp_path / name).read_text(encoding="utf-8") == made(
            load_network("dense"), many_images()[1], Unit("hidden1", (66,))
        )
    wrong = subprocess.run(
        [*command[:-1], "hidden1.pixel"], cwd=tmp_path, env=environment, capture_output=True
    )
    assert wrong.returncode == 1 and b"Traceback" not in wrong.stderr
