"""That a function leaves what it is given as it was, and answers alike when it is asked again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from autograder.asserting.comparisons import assert_close, require
from autograder.asserting.lenience import in_form_of
from autograder.asserting.properties import Cases, part_names, wanted_of
from autograder.grading.failure import Failure
from autograder.grading.proxy import RemoteFunction


def assert_pure(
    function: RemoteFunction,
    cases: Cases,
    *,
    hint: str = "",
    may_share: Sequence[int] = (),
    reference: Callable[..., Any] | None = None,
) -> None:
    """Ask that inputs stay as they were, that the result is a copy, and that a repeat agrees.

    `may_share` holds the positions of arguments that may be found in the result themselves. With
    a `reference` the answers are to be right, too, where no argument is a recipe.
    """
    name = function.__name__
    expected, names = [wanted_of(reference, case) for case in cases], part_names(reference)
    twice = function.map([*cases, *cases], locked=True)
    for one, two, wanted in zip(twice, twice[len(cases) :], expected, strict=False):
        if one.raised and "read-only" in one.raised.message:
            message = f"`{name}` writes into an array that it was given{one.raised.place}."
            raise Failure(message, hint=hint or "work on a copy: the method .copy() makes one")
        require(not one.changed, f"`{name}` changed an argument.", hint="work on a copy")
        sharing = f"The result of `{name}` shares its memory with an argument."
        require(
            set(one.shared) <= set(may_share),
            sharing,
            hint="return a new array: np.array(…) of the old one, or its .copy()",
        )
        assert_close(
            *(two.value, one.value),
            hint=f"the second call of `{name}` answered otherwise",
            names=names,
        )
        if wanted is not None:
            assert_close(in_form_of(one.value, wanted), wanted, names=names)
