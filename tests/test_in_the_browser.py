"""Tests what replaces the parts that a browser's Python lacks; on a server, nothing is replaced."""

import gzip
import sys
from importlib import import_module
from types import SimpleNamespace

import numpy as np
import pytest

from deploy.site.archive import packed
from model.errors import DataError
from model.network import load_network
from model.network import network as network_module
from model.network.message import apart, encode
from model.novelty import NOVELTY_NETWORKS
from views.parts.files import in_browser


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
    for name in ("add_weights", "have_a_runtime"):
        monkeypatch.setattr(in_browser, name, lambda name=name: done.append(name))
    in_browser.configure_in_browser()
    assert done == (["add_weights", "have_a_runtime"] if is_in_browser else [])


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
    file.write_bytes(gzip.compress(apart(encode(described[0] | {"novelty": {"network": described[1]}}))))
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
    runtime = SimpleNamespace(exists=lambda: True, get_instance=lambda: "the runtime")
    runtime.Runtime = type("Runtime", (), {})
    monkeypatch.setattr(in_browser, "import_module", lambda name: {"streamlit.runtime": runtime}[name])
    in_browser.have_a_runtime()
    assert runtime.Runtime.exists() is True and runtime.Runtime.instance() == "the runtime"
    runtime.exists = lambda: False
    in_browser.have_a_runtime()  # it already has one
    assert runtime.Runtime.exists() is True


def test_a_package_is_fetched_once_and_a_lost_connection_is_a_sentence(browser, monkeypatch, tmp_path):
    asked, request = [], SimpleNamespace(send=lambda: None)
    request.open = lambda *given: asked.append(given)
    request.response = SimpleNamespace(to_bytes=lambda: packed({"some_package/__init__.py": b"X = 1"}))
    kind = SimpleNamespace(new=lambda: request)
    location = SimpleNamespace(origin="")
    monkeypatch.setitem(sys.modules, "js", SimpleNamespace(XMLHttpRequest=kind, location=location))
    monkeypatch.setitem(sys.modules, "pyodide.ffi", SimpleNamespace(JsException=OSError))
    monkeypatch.setattr("site.getsitepackages", lambda: [str(tmp_path)])
    monkeypatch.syspath_prepend(tmp_path)
    request.status = 0
    with pytest.raises(DataError, match="connection"):
        in_browser.bring_package("some_package")
    request.status = 200
    for _ in range(2):
        in_browser.bring_package("some_package")
    assert import_module("some_package").X == 1
    assert asked == [("GET", "https://site.example/part/python/some_package.tar.gz", False)] * 2
    assert request.responseType == "arraybuffer"
