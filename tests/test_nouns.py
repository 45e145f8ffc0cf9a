"""Tests that functions take objects instead of names, and that neurons and the ten numbers have one form."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.sources import SOURCES, name_of, nodes

MOST = 50  # functions of the pages that need more of a network than a reading or a neuron has
DOORS = {  # files in which a neuron is read or stored by name
    "model/network/neuron.py",
    "model/explain/wiring.py",
    "model/explain/explain.py",
    "model/export/program.py",
    "model/export/named.py",
    "views/session/selection.py",
}
AT_A_PLACE = {"windows_over"}  # takes a layer, and an index in the layer before it
NAMED = ("'logits'", "'probs'")
OF_TEN = "model/network/network.py"  # knows which of a layer's values they are
IS_IT_A_DIGIT = "model/novelty/novelty.py"  # knows the threshold


def _said(path: Path, node: ast.AST) -> str:
    return f"{name_of(path)}:{node.lineno}: {ast.unparse(node)}"


def _parameters(function: ast.FunctionDef | ast.Lambda) -> list[ast.arg]:
    given = function.args
    return [*given.posonlyargs, *given.args, *given.kwonlyargs]


def test_few_functions_of_the_pages_take_a_network():
    takers = [
        f"{name_of(path)}: {getattr(function, 'name', 'lambda')}"
        for path in SOURCES
        if "views" in name_of(path)
        for function in nodes(path, ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
        if "network" in {parameter.arg for parameter in _parameters(function)}
    ]
    assert 10 < len(takers) <= MOST, "\n".join(takers)


def _annotations(path: Path) -> Iterator[ast.AST]:
    for node in nodes(path, ast.arg, ast.AnnAssign, ast.FunctionDef):
        annotation = node.returns if isinstance(node, ast.FunctionDef) else node.annotation
        yield from ast.walk(annotation) if annotation is not None else ()


def _is_neuron_in_parts(annotation: ast.AST) -> bool:
    """Return whether an annotation is a tuple of a layer, or its name, and an index."""
    if not (isinstance(annotation, ast.Subscript) and ast.unparse(annotation.value) == "tuple"):
        return False
    first, *others = annotation.slice.elts if isinstance(annotation.slice, ast.Tuple) else [annotation.slice]
    index = "".join(map(ast.unparse, others))
    return ast.unparse(first) in ("str", "Layer") and index.startswith(("int", "tuple", "Index"))


def test_a_neuron_has_one_form_from_where_it_enters():
    for path in (each for each in SOURCES if name_of(each) not in DOORS):
        for annotation in _annotations(path):
            is_named = isinstance(annotation, ast.Name) and annotation.id == "Unit"
            assert not is_named and not _is_neuron_in_parts(annotation), _said(path, annotation)
        for call in nodes(path, ast.Call):
            assert ast.unparse(call.func) != "Unit", _said(path, call)
        for function in nodes(path, ast.FunctionDef):
            named = {parameter.arg: parameter.annotation for parameter in _parameters(function)}
            layer = named.get("layer") and ast.unparse(named["layer"])
            is_in_parts = layer in ("Layer", "str") and {"index", "unit"} & named.keys()
            assert not is_in_parts or function.name in AT_A_PLACE, f"{name_of(path)}: {function.name}"


def test_the_ten_numbers_have_one_spelling():
    """A network knows which of its values they are, and a reading has them as `logits` and `probs`."""
    for path in (each for each in SOURCES if name_of(each) != OF_TEN):
        for node in nodes(path, ast.Subscript):
            index, of = ast.unparse(node.slice), ast.unparse(node.value)
            is_by_name = index in ("'logits'", "'probs'") or index.endswith(
                (".logits.name", "layers[-1].name")
            )
            assert not is_by_name and not (index == "-1" and ".values()" in of), _said(path, node)


def test_only_one_place_decides_whether_something_is_a_digit():
    for path in (each for each in SOURCES if name_of(each) != IS_IT_A_DIGIT):
        for node in nodes(path, ast.Compare):
            assert "THRESHOLD" not in {ast.unparse(each) for each in ast.walk(node)}, _said(path, node)
