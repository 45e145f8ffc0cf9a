"""Tests that a test of many cases is as strict as one test for each case."""

from __future__ import annotations

import inspect

import pytest

from tests.for_each import for_each


def test_all_failing_cases_are_named_and_the_first_is_shown():
    tried = []

    @for_each("number", [1, 2, 3, 4])
    def law(number):
        tried.append(number)
        assert number % 2, f"{number} is even"

    with pytest.raises(AssertionError, match=r"^2 of 4.*\n1: 2: .*2 is even.*\n(.*\n)*3: 4: ") as caught:
        law()
    assert tried == [1, 2, 3, 4]
    assert str(caught.value.__cause__).startswith("2 is even")


def test_any_exception_is_a_failure_but_an_interrupt_ends_the_run():
    def law_of(problem: BaseException):
        @for_each("_", [0])
        def law(_):
            raise problem

        return law

    for problem in (KeyError("x"), pytest.fail.Exception("x"), AssertionError("x")):
        with pytest.raises(AssertionError, match="0: 0: "):
            law_of(problem)()
    with pytest.raises(KeyboardInterrupt):
        law_of(KeyboardInterrupt())()


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


def test_a_test_without_cases_fails_and_is_skipped_if_all_cases_are():
    def law(number):
        if number:
            pytest.skip("not here")

    with pytest.raises(AssertionError, match="nothing to try"):
        for_each("number", [])(law)()
    with pytest.raises(pytest.skip.Exception):
        for_each("number", [1, 2])(law)()
    for_each("number", [0, 1])(law)()


@for_each("number", range(3))
def test_pytest_finds_the_test_and_passes_its_fixtures(tmp_path, number):
    assert tmp_path.exists() and number < 3
