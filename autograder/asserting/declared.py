"""Graders that are declared in a line: the answer, its form, its values and its slopes.

`test_values = values(3, "{name} adds up.", layers)` in `graders/ch03_backprop/dense_backward.py` is
a grader of three points. `cases` is a list of tuples of arguments, or a function of `rng` that
draws one. In the report's line `{name}` stands for the exercise, `{arguments}` for its parameters.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import pytest

from autograder.asserting import properties
from autograder.asserting.comparisons import assert_close, assert_type, require
from autograder.asserting.declaration import Case, Cases, Test, declared, drawn
from autograder.asserting.lenience import in_form_of
from autograder.asserting.slopes import assert_gradients


def form(
    points: float,
    line: str,
    cases: Cases,
    like: Any = None,
    *,
    varies: Cases | None = None,
    hint: str = "",
) -> Test:
    """Ask for the form of the answer, and that it depends on the input; all else waits for it.

    `like` is the form: a type, a function of the arguments that gives an array of the wanted shape
    and dtype or a dict of such arrays by name (a tuple is asked for then), or None for the form of
    the reference's answer. `varies` holds cases whose answers differ, if not all of `cases` do.
    """

    def test(function: Any, right: Any, rng: Any) -> None:
        given = drawn(cases, rng)
        if like is None:
            properties.assert_matches(function, right, given, rtol=np.inf, hint=hint)
        else:
            for case in given:
                _require_form(function(*case), case, like, hint)
        properties.assert_varies(function, drawn(varies or cases, rng))

    return declared(form, points, line, test)


def _require_form(value: Any, case: Case, like: Any, hint: str) -> None:
    if isinstance(like, type):
        assert_type(value, like, hint=hint)
        return
    wanted = like(*case)
    parts = named_parts(value, wanted) if isinstance(wanted, dict) else {"": value}
    for name, part in parts.items():
        assert_close(part, wanted[name] if name else wanted, atol=np.inf, hint=hint)


def named_parts(value: Any, names: Mapping[str, Any] | Sequence[str]) -> dict[str, Any]:
    """Return the parts of a tuple by their names.

    Raises:
        Failure: if it is no tuple, or has another number of parts.
    """
    hint = f"return {', '.join(names)}"
    assert_type(value, tuple, hint=hint)
    message = f"The answer has {len(value)} parts, not {len(names)}."
    require(len(value) == len(names), message, hint=hint)
    return dict(zip(names, value, strict=True))


def values(points: float, line: str, cases: Cases, *, hint: str = "", **tolerance: Any) -> Test:
    """Ask for the reference's answer; `tolerance` goes on to `assert_matches`."""

    def test(function: Any, right: Any, rng: Any) -> None:
        properties.assert_matches(function, right, drawn(cases, rng), hint=hint, **tolerance)

    return declared(values, points, line, test)


def terms(
    points: float,
    line: str,
    cases: Mapping[str, Case] | Callable[[Any], Mapping[str, Case]],
    *,
    hint: str = "",
) -> Test:
    """Ask that each term of a sum has its effect: `cases` names the one that is not 0."""

    def test(function: Any, right: Any, rng: Any) -> None:
        given = cases(rng) if callable(cases) else cases
        properties.assert_each_term(function, right, given, hint=hint)

    return declared(terms, points, line, test)


def gradients(
    points: float,
    line: str,
    cases: Cases,
    of: Callable[..., Any],
    hints: Mapping[str, str],
) -> Test:
    """Compare each part of the answer, `dX`, with central differences of `of` in `X`.

    It is a grader of these points for each part in `hints`, and `{part}` in the line is its name.
    The first argument of a case is the gradient that comes in; a tensor of `of` that is no argument
    of the exercise is 0.
    """

    def test(function: Any, right: Any, rng: Any, part: str) -> None:
        given, names = drawn(cases, rng), list(inspect.signature(right).parameters)
        wanted = [right(*case) for case in given]
        for call, case, answer in zip(function.map(given), given, wanted, strict=True):
            known = dict(zip(names, case, strict=True))
            parts = dict(zip(hints, answer, strict=True))
            at = {name[1:]: known.get(name[1:], np.zeros_like(parts[name])) for name in hints}
            seen = {part[1:]: named_parts(in_form_of(call.value, answer), hints)[part]}
            assert_gradients(seen, of, at, upstream=case[0], hint=hints[part])

    each = declared(gradients, points, line, test)
    return pytest.mark.parametrize("part", list(hints))(each)


def linear(
    points: float, line: str, cases: Cases, argument: int, names: Sequence[str], *, hint: str = ""
) -> Test:
    """Ask that twice one argument gives twice each part of the answer, and not zero.

    `names` are those of the parts.
    """

    def test(function: Any, rng: Any) -> None:
        case = list(drawn(cases, rng)[0])
        doubled = [2 * each if place == argument else each for place, each in enumerate(case)]
        calls = function.map([tuple(case), tuple(doubled)])
        once, twice = (named_parts(call.value, names) for call in calls)
        for name, one in once.items():
            for seen in (one, twice[name]):
                assert_close(seen, one if seen.dtype.kind == "f" else np.ones(1), atol=np.inf)
            require(np.any(one), f"{name} is all zero.", hint=hint)
            same = one.shape == twice[name].shape and np.allclose(twice[name], 2 * one, rtol=1e-9)
            require(same, f"Doubling does not double {name}.", hint=hint)

    return declared(linear, points, line, test)
