"""`make test` runs every test, new ones included, except slow ones and those in a browser."""

import re
from types import SimpleNamespace

import pytest

from tests.quick import IN_CHROMIUM, SLOW, TESTS, has_quick, is_quick


def test_the_named_tests_exist():
    for name, _, test in (each.partition("::") for each in SLOW):
        assert f"def {test}" in (TESTS / name).read_text()
    for name, tests in IN_CHROMIUM.items():
        there = re.findall(r"^def test_(\w+)\(", (TESTS / "browser" / name).read_text(), re.MULTILINE)
        assert {each.partition("[")[0] for each in tests} - set(there) == set(), name


@pytest.mark.parametrize(
    ("path", "name", "quick"),
    [
        ("test_new.py", "test_new", True),
        ("doors/test_new.py", "test_new", True),
        ("browser/test_new.py", "test_new", False),
        ("browser/test_draw_page.py", "test_new", False),
        ("browser/test_draw_page.py", "test_undo_redo_and_clear[chromium]", True),
        ("browser/test_draw_page.py", "test_three_digits_drawn_with_the_mouse_are_read[chromium-conv]", True),
        (
            "browser/test_draw_page.py",
            "test_three_digits_drawn_with_the_mouse_are_read[chromium-dense]",
            False,
        ),
        ("test_train_model.py", "test_new", False),
        ("test_javascript.py", "test_new", True),
        ("engines/check_site.py", "test_new", False),
        ("site/check_site.py", "test_new", False),
    ],
)
def test_a_new_test_is_quick_unless_slow_or_in_a_browser(path, name, quick):
    assert (
        is_quick(SimpleNamespace(path=TESTS / path, originalname=name.partition("[")[0], name=name)) is quick
    )


@pytest.mark.parametrize(
    "name", ["test_new.py", "test_export.py", "doors/test_new.py", "browser/test_map.py"]
)
def test_a_file_with_a_quick_test_is_collected(name):
    assert has_quick(TESTS / name)


@pytest.mark.parametrize("name", ["test_files.py", "doors/test_store.py", "browser/test_accessibility.py"])
def test_a_file_without_one_is_not(name):
    assert not has_quick(TESTS / name)


def test_every_quick_test_is_marked(request):
    assert all(is_quick(each) == bool(each.get_closest_marker("quick")) for each in request.session.items)
    assert request.node.get_closest_marker("quick")
