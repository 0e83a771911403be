"""Graders that are declared in a line: what is asked of nearly every exercise beside its values."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from autograder.asserting import properties
from autograder.asserting.declaration import Case, Cases, Test, declared, drawn
from autograder.asserting.dtypes import assert_integers, assert_keeps_dtype
from autograder.asserting.purity import assert_pure
from autograder.asserting.refusals import assert_rejects_all


def stable(points: float, line: str, cases: Cases, *, hint: str = "", **tolerance: Any) -> Test:
    """Ask for the reference's answer on large numbers, without an overflow."""

    def test(function: Any, right: Any, rng: Any) -> None:
        properties.assert_stable(function, right, drawn(cases, rng), hint=hint, **tolerance)

    return declared(stable, points, line, test)


def pure(
    points: float,
    cases: Cases,
    *,
    line: str = "{name} leaves {arguments} as they were.",
    hint: str = "",
    may_share: Sequence[int] = (),
    by_value: bool = True,
) -> Test:
    """Ask that the arguments stay as they were and the answer is no view of them.

    It is to be the reference's as well, unless that would start TensorFlow: `by_value` is False.
    """

    def test(function: Any, right: Any, rng: Any) -> None:
        assert_pure(
            function,
            drawn(cases, rng),
            hint=hint,
            may_share=may_share,
            reference=right if by_value else None,
        )

    return declared(pure, points, line, test)


def dtype(
    points: float,
    cases: Cases,
    *,
    line: str = "{name} keeps float32 and turns integers into float64.",
    hint: str = "",
) -> Test:
    """Ask that float32 stays float32 and integers become float64."""

    def test(function: Any, right: Any, rng: Any) -> None:
        assert_keeps_dtype(function, drawn(cases, rng), hint=hint, reference=right)

    return declared(dtype, points, line, test)


def integers(
    points: float,
    cases: Cases,
    *,
    line: str = "Integers of any kind count as floats, unsigned ones too.",
    hint: str = "",
) -> Test:
    """Ask for the reference's answer on whole numbers of several integer dtypes, by value."""

    def test(function: Any, right: Any, rng: Any) -> None:
        assert_integers(function, right, drawn(cases, rng), hint=hint)

    return declared(integers, points, line, test)


def vectorised(
    points: float,
    case: Callable[[Any, int], Case],
    *,
    of: str = "rows",
    hint: str = "",
) -> Test:
    """Ask that no Python loop goes over the N rows of `case(rng, N)`; `of` is another word."""

    def test(function: Any, right: Any, rng: Any) -> None:
        few = int(rng.integers(7, 12))
        properties.assert_vectorised(
            function,
            lambda n: case(rng, n),
            hint=hint,
            reference=right,
            rows=(few, 8 * few + int(rng.integers(8))),
            of=of,
        )

    return declared(vectorised, points, f"{{name}} has no Python loop over {of}.", test)


def refuses(
    points: float,
    line: str,
    says: str,
    cases: Cases,
    *,
    hint: str = "",
    accepts: Cases = (),
) -> Test:
    """Ask for a ValueError that says `says`, and for the reference's answer on what is legal."""

    def test(function: Any, right: Any, rng: Any) -> None:
        if accepts:
            # Of what type the answer is, another grader asks.
            properties.assert_matches(function, right, drawn(accepts, rng), hint=hint, loose=True)
        assert_rejects_all(function, drawn(cases, rng), says=says, hint=hint)

    return declared(refuses, points, line, test)


def repeatable(
    points: float, line: str, case: Callable[[Any], Case], *, seed: int = 0, hint: str = ""
) -> Test:
    """Ask that chance comes from the generator that is passed in: `case(rng)` has it in it."""

    def test(function: Any) -> None:
        properties.assert_repeatable(function, case, seed=seed, hint=hint)

    return declared(repeatable, points, line, test)
