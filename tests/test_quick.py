"""`make test` runs every test, new ones included, except slow ones and those in a browser."""

import re

import pytest

from tests.quick import IN_CHROMIUM, SLOW, TESTS, has_quick, is_quick


def test_the_named_tests_exist():
    for name, _, test in (each.partition("::") for each in SLOW):
        assert f"def {test}" in (TESTS / name).read_text()
    for name, tests in IN_CHROMIUM.items():
        there = re.findall(r"^def test_(\w+)\(", (TESTS / "browser" / name).read_text(), re.MULTILINE)
        assert {each.partition("[")[0] for each in tests} - set(there) == set(), name


@pytest.mark.parametrize(
    "name", ["test_new.py", "test_export.py", "doors/test_new.py", "browser/test_map.py"]
)
def test_a_file_with_a_quick_test_is_collected(name):
    assert has_quick(TESTS / name)


def test_every_quick_test_is_marked(request):
    assert all(is_quick(each) == bool(each.get_closest_marker("quick")) for each in request.session.items)
    assert request.node.get_closest_marker("quick")
