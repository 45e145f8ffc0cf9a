"""Tests that a test of many cases is as strict as one test for each case."""

import inspect

import pytest

from tests.for_each import for_each


def test_all_failing_cases_are_named_and_an_interrupt_ends_the_run():
    tried = []

    @for_each("number", [1, 2, 3, 4, KeyError, KeyboardInterrupt])
    def law(number):
        tried.append(number)
        if isinstance(number, type):
            raise number("x")
        assert number % 2, f"{number} is even"

    with pytest.raises(KeyboardInterrupt):
        law()
    assert len(tried) == 6
    law = for_each("number", tried[:5])(inspect.unwrap(law))
    with pytest.raises(
        AssertionError, match=r"(?s)^3 of 5\n1: 2: .*2 is even.*\n3: 4: .*\n4: .*KeyError.*"
    ) as caught:
        law()
    assert str(caught.value.__cause__).startswith("2 is even")


def test_tuples_are_unpacked_and_the_other_arguments_are_fixtures():
    found = []

    @for_each("one, other", [(1, 2), (3, 4)])
    def law(fixture, one, other):
        found.append((fixture, one, other))

    assert [*inspect.signature(law).parameters] == ["fixture"]
    law(fixture="f")
    assert found == [("f", 1, 2), ("f", 3, 4)]
    with pytest.raises(AssertionError, match="does not take"):
        for_each("three", [1])(lambda one: None)
    with pytest.raises(AssertionError, match="1 of 1"):
        for_each(("one", "other"), [(1, 2, 3)])(lambda one, other: None)()
    with pytest.raises(AssertionError, match="nothing to try"):
        for_each("number", [])(lambda number: None)()


@for_each("number", range(3))
def test_pytest_finds_the_test_and_passes_its_fixtures(tmp_path, number):
    assert tmp_path.exists() and number < 3
