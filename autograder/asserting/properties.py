"""The hidden checks that many exercises share: equality, stability, purity, dtype and more.

Each takes the submission's function, calls it, and fails with a sentence for the learner. The
expected values are computed from the grader's own copies before the submission is called.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from autograder.asserting.arguments import generator, remote
from autograder.asserting.comparisons import assert_close, require
from autograder.asserting.lenience import in_form_of
from autograder.grading.failure import Failure
from autograder.grading.proxy import RemoteFunction, Submission
from autograder.sandbox.worker.wire import Recipe

Cases = Sequence[Sequence[Any]]


OVERFLOWED = "overflowed on a large input"
FAULTS = {  # what NumPy says of a number besides «overflow»
    "divide by zero": "divided by 0, or took the logarithm of 0, on a large input",
    "invalid value": "came to no number, as in 0 / 0 or inf - inf, on a large input",
}


def copies(case: Sequence[Any]) -> tuple[Any, ...]:
    """Return the arguments of a case; arrays are copied."""
    return tuple(arg.copy() if isinstance(arg, np.ndarray) else arg for arg in case)


def assert_matches(
    function: RemoteFunction,
    reference: Callable[..., Any],
    cases: Cases,
    *,
    rtol: float | None = None,
    atol: float | None = None,
    hint: str = "",
    strict: bool = True,
    loose: bool = False,
) -> None:
    """Ask for the reference's answer on every case (a tuple of arguments).

    `loose` asks for its values alone: another grader asks for the types of numbers and parts.
    """
    expected, names = [reference(*copies(case)) for case in cases], part_names(reference)
    for call, wanted in zip(function.map(cases), expected, strict=True):
        value = in_form_of(call.value, wanted) if loose else call.value
        assert_close(value, wanted, rtol=rtol, atol=atol, hint=hint, strict=strict, names=names)


def part_names(reference: Callable[..., Any] | None) -> tuple[str, ...]:
    """Return the names of the parts that a function returns, as its docstring's first line says.

    «Learn from rows; return `(w, b, mistakes)`.» names three.
    """
    first = (getattr(reference, "__doc__", "") or "").strip().partition("\n\n")[0]
    found = re.search(r"`\((\w+(?:, \w+)+)\)`", first)
    return tuple(found[1].split(", ")) if found else ()


def wanted_of(reference: Callable[..., Any] | None, case: Sequence[Any]) -> Any:
    """Return the right answer to a case, None where it is not asked for."""
    has_recipe = any(isinstance(argument, Recipe) for argument in case)
    return None if reference is None or has_recipe else reference(*copies(case))


def as_single(value: Any) -> Any:
    """Return a copy of a case whose float arrays, in lists and tuples too, are float32."""
    if isinstance(value, (list, tuple)):
        return type(value)(map(as_single, value))
    is_float = isinstance(value, np.ndarray) and value.dtype.kind == "f"
    return value.astype(np.float32) if is_float else value


def assert_varies(function: RemoteFunction, cases: Cases) -> None:
    """Ask for answers that depend on the input: a constant earns no point for its good manners."""
    values = [call.value for call in function.map(cases)]
    first = values[0]
    if all(_looks_like(value, first) for value in values[1:]):
        message = f"`{function.__name__}` gives the same answer whatever it is given."
        raise Failure(message, hint="use the arguments; do not return a fixed value")


def _looks_like(one: Any, other: Any, rtol: float = 0.0) -> bool:
    try:
        assert_close(one, other, rtol=rtol, atol=0.0)
    except Failure:
        return False
    return True


def assert_stable(
    function: RemoteFunction,
    reference: Callable[..., Any],
    cases: Cases,
    *,
    rtol: float | None = None,
    atol: float | None = None,
    hint: str = "",
) -> None:
    """Ask for the reference's answer without an overflow, a division by zero or an invalid step.

    In float64, and in float32, where exp overflows from 89 on.
    """
    cases = [*map(tuple, cases), *map(as_single, map(tuple, cases))]
    expected = [reference(*copies(case)) for case in cases]
    for call, wanted in zip(function.map(cases, overflow="raise"), expected, strict=True):
        if call.raised and call.raised.is_a("FloatingPointError"):
            fault = next((said for word, said in FAULTS.items() if word in call.raised.message), "")
            message = f"`{function.__name__}` {fault or OVERFLOWED}{call.raised.place}."
            raise Failure(message, detail=call.raised.message, hint="" if fault else hint)
        value = call.value
        is_finite = not isinstance(value, (np.ndarray, float)) or np.isfinite(value).all()
        assert_close(value, wanted, rtol=rtol, atol=atol, hint="" if is_finite else hint)


def assert_each_term(
    function: RemoteFunction,
    reference: Callable[..., Any],
    cases: Mapping[str, Sequence[Any]],
    *,
    hint: str = "",
) -> None:
    """Ask that each term of a sum has its effect: `cases` names the one that is not 0.

    `{"the bias b": (X, np.zeros((3, 2)), b)}` says that only the bias is left of X W + b.
    """
    expected = [reference(*copies(case)) for case in cases.values()]
    calls = function.map(list(cases.values()))
    for term, call, wanted in zip(cases, calls, expected, strict=True):
        value = call.value
        assert_close(value, wanted, atol=np.inf, hint=hint)  # type, shape and dtype first
        try:
            assert_close(value, wanted, hint=hint)
        except Failure as failure:
            nothing = isinstance(value, (np.ndarray, float)) and not np.any(value)
            fault = "it has no effect" if nothing else "the answer is not what it gives alone"
            message = f"Everything but {term} is 0 here, and {fault}."
            raise Failure(message, detail=failure.detail, hint=hint) from None


def assert_repeatable(
    function: RemoteFunction,
    make_case: Callable[[Any], Sequence[Any]],
    *,
    seed: int,
    hint: str = "",
) -> None:
    """Ask that chance comes from the generator that is passed in, and from nowhere else.

    `make_case(rng)` gives the arguments. One seed gives one answer and another seed another one,
    the global random state stays where it was, and the generator itself is drawn from.
    """
    name = function.__name__
    hint = hint or "draw every number with a method of the generator that is passed in"
    calls = function.map([make_case(generator(number)) for number in (seed, seed, seed + 1)])
    one, same, other = [call.value for call in calls]
    moved = any(call.global_random for call in calls)
    require(not moved, f"`{name}` uses or changes the global random state.", hint=hint)
    message = f"`{name}` answers differently for two generators with the same seed."
    require(_looks_like(same, one, rtol=1e-9), message, hint=hint)
    message = f"`{name}` gives the same answer for generators with different seeds."
    require(not _looks_like(other, one), message, hint=hint)
    rng = remote(Submission(lambda: function._connection), generator(seed))
    first, second = function(*make_case(rng)), function(*make_case(rng))
    message = f"A second call of `{name}` with the same generator repeats the numbers of the first."
    require(not _looks_like(second, first), message, hint=hint)


def assert_vectorised(
    function: RemoteFunction,
    make_case: Callable[[int], Sequence[Any]],
    *,
    hint: str = "",
    reference: Callable[..., Any] | None = None,
    rows: tuple[int, int] = (8, 64),
    of: str = "rows",
) -> None:
    """Ask that the Python work does not grow with N: `make_case(N)` gives the arguments.

    Counts the bytecodes that run outside the library for a few `rows` and for eight times as many:
    at most half as many again (plus 20), and however many there are, at most two for each row that
    was added. Loops inside NumPy do not count, nor does time. With a `reference` the answers are to
    be right, too. `of` says what there are N of.
    """
    name = function.__name__
    cases = [make_case(n) for n in rows]
    expected, names = [wanted_of(reference, case) for case in cases], part_names(reference)
    few, many = calls = function.map(cases, count=True)
    for call, wanted in zip(calls, expected, strict=True):
        value = call.value  # what was raised is raised here
        if wanted is not None:
            assert_close(in_form_of(value, wanted), wanted, names=names)
    require(
        few.events > 0, f"The steps of `{name}` could not be counted.", hint="define it with def"
    )
    message = f"The Python work of `{name}` grows with the number of {of}: it loops over them."
    detail = f"Steps: {few.events} for {rows[0]} {of}, {many.events} for {rows[1]}."
    allowed = min(few.events / 2, 2 * (rows[1] - rows[0]))
    require(
        many.events <= few.events + allowed + 20,
        message,
        detail=detail,
        hint=hint or "let NumPy go over the rows: @ and operators on whole arrays",
    )
