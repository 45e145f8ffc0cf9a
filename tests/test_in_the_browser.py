"""Tests what replaces the parts that a browser's Python lacks; on a server, nothing is replaced."""

from __future__ import annotations

import gzip
import sys
from types import ModuleType, SimpleNamespace

import numpy as np
import pytest

from model.network import load_network
from model.network import network as network_module
from model.network.message import encode
from model.novelty import NOVELTY_NETWORKS
from views.serving import in_browser


@pytest.fixture
def browser(monkeypatch) -> None:
    monkeypatch.setattr(in_browser, "IN_BROWSER", True)
    monkeypatch.setenv("INKLING_SITE", "https://site.example/part/")


def test_only_the_site_without_a_server_has_files_beside_the_page(browser, monkeypatch):
    assert in_browser.file_of_site("dense.bin") == "https://site.example/part/dense.bin"
    monkeypatch.setattr(in_browser, "IN_BROWSER", False)
    assert in_browser.file_of_site("dense.bin") is None


@pytest.mark.parametrize("is_in_browser", [True, False])
def test_everything_is_set_up_in_a_browser_and_nothing_on_a_server(monkeypatch, is_in_browser):
    done = []
    monkeypatch.setattr(in_browser, "IN_BROWSER", is_in_browser)
    for name in ("add_weights", "have_a_runtime", "register_canvas"):
        monkeypatch.setattr(in_browser, name, lambda name=name: done.append(name))
    in_browser.configure_in_browser()
    assert done == (["add_weights", "have_a_runtime", "register_canvas"] if is_in_browser else [])


def test_python_gets_the_weights_that_the_browser_used_just_once(browser, monkeypatch, tmp_path):
    dense, asked = load_network("dense"), load_network(NOVELTY_NETWORKS["dense"])
    described = [
        {
            "layers": [
                {"name": layer.name, "kernel": layer.kernel, "bias": layer.bias} for layer in each.weighted
            ]
        }
        for each in (dense, asked)
    ]
    described[0]["layers"].insert(0, {"name": "image"})  # which has no weights
    file = tmp_path / "networks" / "dense.bin"
    file.parent.mkdir()
    file.write_bytes(gzip.compress(encode(described[0] | {"novelty": {"network": described[1]}})))
    added = {}
    monkeypatch.setattr(in_browser, "PROJECT", tmp_path)
    monkeypatch.setattr("model.network.keras_file.add_plain_weights", added.__setitem__)
    in_browser.add_weights()
    assert [path.stem for path in added] == ["dense", NOVELTY_NETWORKS["dense"]]
    assert {path.parent for path in added} == {network_module.TRAINED}
    for weights, network in zip(added.values(), (dense, asked)):
        assert list(weights) == [layer.name for layer in network.weighted]
        for kernel, bias in weights.values():
            assert kernel.ndim > bias.ndim == 1
        for layer in network.weighted:
            assert np.array_equal(weights[layer.name][0], layer.kernel)
    added.clear()
    in_browser.add_weights()
    assert not added and not file.exists()


def test_components_find_the_runtime_under_its_new_name(monkeypatch):
    kept = SimpleNamespace(exists=lambda: True, get_instance=lambda: "the runtime")
    kept.Runtime = type("Runtime", (), {})
    monkeypatch.setattr(in_browser, "import_module", lambda name: {"streamlit.runtime": kept}[name])
    in_browser.have_a_runtime()
    assert kept.Runtime.exists() is True and kept.Runtime.instance() == "the runtime"
    kept.exists = lambda: False
    in_browser.have_a_runtime()  # it already has one
    assert kept.Runtime.exists() is True


def test_the_canvas_registers_with_its_code_and_other_components_stay(monkeypatch, tmp_path):
    build = tmp_path / "frontend" / "build"
    build.mkdir(parents=True)
    (build / "index-1a.js").write_text("the script")
    (build / "index-1a.css").write_text("the styles")
    registered = []
    v2 = SimpleNamespace(component=lambda name, **settings: registered.append((name, settings)))
    usual = v2.component

    def load(name: str) -> object:
        if name == "streamlit":
            return SimpleNamespace(components=SimpleNamespace(v2=v2))
        assert name == in_browser.CANVAS
        v2.component("a.canvas", js="index-*.js", css="index-*.css", html="<div>")
        return None

    monkeypatch.setattr(in_browser, "import_module", load)
    place = SimpleNamespace(origin=str(tmp_path / "__init__.py"))
    monkeypatch.setattr(in_browser, "util", SimpleNamespace(find_spec=lambda name: place))
    monkeypatch.delitem(sys.modules, in_browser.CANVAS, raising=False)
    in_browser.register_canvas()
    assert registered == [("a_canvas", {"js": "the script", "css": "the styles", "html": "<div>"})]
    assert v2.component is usual
    monkeypatch.setitem(sys.modules, in_browser.CANVAS, ModuleType(in_browser.CANVAS))
    in_browser.register_canvas()  # it is already registered
    assert len(registered) == 1
