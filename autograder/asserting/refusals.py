"""Bad input is refused: with a ValueError whose text says what is wrong."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from autograder.asserting.comparisons import require
from autograder.asserting.descriptions import describe
from autograder.asserting.properties import Cases
from autograder.grading.failure import KNOWN, Failure, SubmissionRaised
from autograder.grading.proxy import RemoteFunction, RemoteObject
from autograder.grading.remedies import NUMPYS, says_little
from autograder.grading.transcript import Call

# What bad input causes that nobody refused; a name that was never set is another matter.
OF_BAD_INPUT = (LookupError, TypeError, ArithmeticError, AssertionError)


def assert_rejects(
    function: Callable[..., Any], *args: Any, says: str, hint: str = "", **kwargs: Any
) -> None:
    """Ask for a ValueError whose text holds the word `says`."""
    name = getattr(function, "__name__", "the function")
    wanted = f'expected a ValueError whose text holds "{says}".'
    try:
        value = function(*args, **kwargs)
    except ValueError as error:
        if says in str(error):
            return
        kind = "words" if " " in says else "word"
        message = f'`{name}` raises ValueError, but its text does not hold the {kind} "{says}".'
        hint = NUMPYS if says_little(str(error)) else _other_words(error, says)
        raise Failure(message, detail=f"Seen: {error}", hint=hint) from None
    except SubmissionRaised as error:
        failure = error.failure()
        if failure.blocks or not isinstance(error, OF_BAD_INPUT):
            raise
        kind = f"{error.raised.builtin.__name__}{error.raised.place}"
        message = f"`{name}` got bad input on purpose and raised {kind}: {wanted}"
        hint = says_little(error.raised.message) or hint or failure.hint
        raise Failure(message, detail=failure.detail, hint=hint) from None
    if isinstance(value, RemoteObject) and value.handle.type in KNOWN:
        hint = "write `raise`, not `return`, before an exception"
    message = f"`{name}` accepts bad input: {wanted}"
    raise Failure(message, detail=f"It returned {describe(value)}.", hint=hint)


def _other_words(error: ValueError, says: str) -> str:
    """Return what to do where bad input is refused in other words than the one that is asked for.

    Another check may have come first, or the message is that of a function which was called.
    """
    raised = error.raised if isinstance(error, SubmissionRaised) else None
    if raised and raised.via:
        return f'line {raised.via} hands it on: look at the input before, and say "{says}" there'
    if raised and raised.line:
        return f'does line {raised.line} lack "{says}", or come before the check for it?'
    return f'write "{says}" into your message'


def assert_rejects_all(
    function: RemoteFunction,
    cases: Cases,
    *,
    says: str,
    hint: str = "",
    known: Mapping[str, Sequence[int]] | None = None,
) -> None:
    """Ask for a ValueError whose text holds the word `says` on every case, in one exchange.

    `known` says of a mistake, by its name, the places of all cases that it accepts.
    """
    calls = function.map(cases)
    accepted = [place for place, call in enumerate(calls) if call.raised is None]
    for mistake, places in (known or {}).items():
        message = f"`{function.__name__}` accepts bad input: expected a ValueError."
        require(accepted != list(places), message, hint=hint, mistake=mistake)
    for call in calls:

        def answer(seen: Call = call) -> Any:
            return seen.value

        answer.__name__ = function.__name__
        assert_rejects(answer, says=says, hint=hint)
