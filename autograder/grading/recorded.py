"""Known wrong answers as they show in the public checks, for a learner's own machine.

`build` records what each known mistake answers to the calls of the checks. Neither wrong nor right
code is needed to recognise it, and none is given to learners.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder.grading.misconceptions import (
    TOLERANCES,
    Seen,
    can_be_replayed,
    is_plain,
    same,
    seen_in,
)
from autograder.grading.transcript import Call
from autograder.sandbox.worker import wire

FEW = 64  # numbers of a large array that are kept, evenly spread
DIGITS = 16  # of a call's digest


@dataclass(frozen=True)
class RecordedMistake:
    """A known wrong answer: what it answers to each call, by the call's digest."""

    exercise: str
    name: str
    message: str
    answers: Mapping[str, Seen]
    fails: Mapping[str, str]  # the digest of the call at which each check fails


def recognise(
    calls: Sequence[Call], own: Sequence[Call], check: str, mistakes: Sequence[RecordedMistake]
) -> RecordedMistake | None:
    """Return the one mistake that answers all `calls` as the learner's function did.

    The last of a check's `own` calls is the one at which it has failed, and a mistake that fails
    elsewhere is another one. Where values are wrong, what is to be refused tells nothing: a
    beginner may well refuse nothing yet. Several mistakes that remain, with different messages,
    explain nothing.
    """
    if any(is_plain((call.args, call.kwargs)) and not is_plain(call.returned) for call in calls):
        return None  # no known mistake has such an answer
    last, bad = failing_call(own), _to_be_refused(mistakes)
    mistakes = [mistake for mistake in mistakes if mistake.fails.get(check) == last]
    seen = [(digest(call), _thinned(seen_in(call))) for call in calls if can_be_replayed(call)]
    if last not in bad:
        seen = [(key, was) for key, was in seen if key not in bad]
    if not seen:
        return None
    for rtol, atol in TOLERANCES:
        found = [
            mistake
            for mistake in mistakes
            if all(
                key in mistake.answers and same(was, mistake.answers[key], rtol, atol)
                for key, was in seen
            )
        ]
        if found:
            return found[0] if len({mistake.message for mistake in found}) == 1 else None
    return None


def not_excluded(
    mistakes: Sequence[RecordedMistake], passed: Collection[str]
) -> list[RecordedMistake]:
    """Return the mistakes that fail none of the checks that have passed.

    What is to be refused tells nothing here either: a known mistake may refuse nothing.
    """
    bad = _to_be_refused(mistakes)
    return [
        mistake
        for mistake in mistakes
        if not any(check in passed and key not in bad for check, key in mistake.fails.items())
    ]


def _to_be_refused(mistakes: Sequence[RecordedMistake]) -> frozenset[str]:
    """Return the digests of the calls that are refused by all mistakes but a few."""
    every = Counter(key for mistake in mistakes for key in mistake.answers)
    refused = Counter(
        key
        for mistake in mistakes
        for key, seen in mistake.answers.items()
        if seen.error == "ValueError"
    )
    return frozenset(key for key, times in refused.items() if 2 * times > every[key])


def answers_to(calls: Iterable[Call]) -> dict[str, Seen]:
    """Return what was answered to each call, as it is recorded."""
    return {digest(call): _thinned(seen_in(call)) for call in calls if can_be_replayed(call)}


def failing_call(calls: Sequence[Call]) -> str:
    """Return the digest of the last call; "" where there is none, or no plain one."""
    if not calls or not is_plain((calls[-1].args, calls[-1].kwargs)):
        return ""
    return digest(calls[-1])


def digest(call: Call) -> str:
    """Return what a call is known by: the function, its arguments, and the seed if it got one."""
    body = [call.function, list(call.args), call.kwargs, call.options.get("seed")]
    return hashlib.sha256(wire.encode(body)).hexdigest()[:DIGITS]


def to_json(mistakes: Iterable[RecordedMistake]) -> dict[str, Any]:
    """Return mistakes as plain data; an answer that several give is written once."""
    places: dict[str, int] = {}
    entries = [
        {
            "exercise": mistake.exercise,
            "name": mistake.name,
            "message": mistake.message,
            "fails": dict(mistake.fails),
            "answers": {
                key: places.setdefault(_to_text(seen), len(places))
                for key, seen in mistake.answers.items()
            },
        }
        for mistake in mistakes
    ]
    return {"answers": list(places), "mistakes": entries}


def from_json(text: str) -> tuple[RecordedMistake, ...]:
    """Return the mistakes in a recorded file.

    Raises:
        ValueError, KeyError, TypeError, WireError: if it was damaged.
    """
    data = json.loads(text)
    answers = [_from_text(seen) for seen in data["answers"]]
    return tuple(
        RecordedMistake(
            entry["exercise"],
            entry["name"],
            entry["message"],
            {key: answers[place] for key, place in entry["answers"].items()},
            entry["fails"],
        )
        for entry in data["mistakes"]
    )


def _to_text(seen: Seen) -> str:
    if seen.error:
        return f"!{seen.error}|{seen.text}"
    return base64.b64encode(wire.encode(seen.value)).decode()


def _from_text(text: str) -> Seen:
    if text.startswith("!"):
        error, _, said = text[1:].partition("|")
        return Seen(error=error, text=said)
    return Seen(wire.decode(base64.b64decode(text)))


def _thinned(seen: Seen) -> Seen:
    return Seen(_few(seen.value), seen.error, seen.text)


def _few(value: Any) -> Any:
    """Return a value with its large arrays replaced by their form and a few of their numbers."""
    if isinstance(value, np.ndarray) and value.size > FEW:
        flat = value.ravel()
        places = np.linspace(0, value.size - 1, FEW).astype(int)
        return {"shape": list(value.shape), "numbers": flat[places]}
    if isinstance(value, list | tuple):
        return type(value)(map(_few, value))
    if isinstance(value, dict):
        return {key: _few(item) for key, item in value.items()}
    return value
