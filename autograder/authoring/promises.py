"""What a docstring promises in the course's fixed phrases, held against what graders really ask.

Each grader's calls of the solution are looked at: an argument that is locked, a dtype, a large
number, an error. A promise that no call asks is a fault; so is one that is asked for some of the
options of an exercise (the kinds of an activation) and not for others.
"""

from __future__ import annotations

import inspect
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder.chapters import Chapter
from autograder.grading.grader import Grader
from autograder.grading.key import answer_key
from autograder.grading.transcript import Call
from autograder.sandbox.worker.message import Recipe

LOCKED = "locked arguments"
LARGE = 500.0  # e to that power is beyond float32, and far enough for float64's tails


@dataclass(frozen=True)
class Promise:
    """A phrase of the course, what shows in a call that asks it, and how an author asks it."""

    phrase: str  # a pattern, in lower case
    asked: str  # as `Asked.asks` holds it
    way: str


PROMISES = (
    Promise(r"\bnot changed|does not change\b", LOCKED, "`pure`"),
    Promise(r"integers of any kind", "unsigned integers", "`integers`"),
    Promise(r"integers of any kind", "int8", "`integers`"),
    Promise(r"float32 stays", "float32", "`dtype`"),
    Promise(r"±1e3", "large float64", "`stable`"),
    Promise(r"±1e3[^.]* in float32 t", "large float32", "`stable`"),
    Promise(r"no python loop", "steps counted", "`vectorised`"),
    Promise(r"\b0-d\b", "0-d", "a case without axes"),
    Promise(r"same seed", "a seed", "`repeatable`"),
)
SAID = re.compile(r'\bsays? "([^"]+)"')


@dataclass(frozen=True)
class Asked:
    """What a call of the solution asks: facts in a word, and the options that it was given."""

    asks: frozenset[str]
    options: frozenset[tuple[str, str]]  # parameters that take a word, each with its word
    error: str = ""  # the text of a ValueError


class Heard:
    """Listens to graders of the solution, and says which promises none of them asks."""

    def __init__(self, chapter: Chapter) -> None:
        self.reference = answer_key(chapter).reference
        self.seen: dict[str, list[Asked]] = defaultdict(list)  # by exercise

    def note(self, grader: Grader, calls: Sequence[Call]) -> None:
        """Remember what the calls of a grader ask of its exercise."""
        function = getattr(self.reference, grader.exercise)
        own = (call for call in calls if call.function == grader.exercise)
        self.seen[grader.exercise] += [asked_of(function, call) for call in own]
        if "as they were" in grader.line:  # it looks at them itself: what trains cannot be locked
            self.seen[grader.exercise].append(Asked(frozenset({LOCKED}), frozenset()))

    def faults(self, exercise: str) -> Iterator[str]:
        """Yield the promises of an exercise that no grader asks."""
        return broken_promises(getattr(self.reference, exercise), self.seen[exercise])


def asked_of(function: Callable[..., Any], call: Call) -> Asked:
    """Return what a call of a function asks."""
    given = inspect.signature(function).bind(*call.args, **call.kwargs)
    given.apply_defaults()
    arrays = [array for value in given.arguments.values() for array in _arrays(value)]
    options = {(name, v) for name, v in given.arguments.items() if isinstance(v, str)}
    raised = call.raised.message if call.raised and call.raised.is_a("ValueError") else ""
    asks = frozenset(_asks(call, given.arguments, arrays))
    return Asked(asks if not call.raised else frozenset(), frozenset(options), raised)


def _asks(call: Call, given: Mapping[str, Any], arrays: Sequence[np.ndarray]) -> Iterator[str]:
    if call.options.get("locked"):
        yield LOCKED
    if call.options.get("count"):
        yield "steps counted"
    if given.get("seed") or any(isinstance(value, Recipe) for value in given.values()):
        yield "a seed"
    for array in arrays:
        yield str(array.dtype)
        if array.dtype.kind == "u":
            yield "unsigned integers"
        if array.ndim == 0:
            yield "0-d"
        if array.dtype.kind == "f" and np.abs(array).max(initial=0.0) >= LARGE:
            yield f"large {array.dtype}"


def _arrays(value: Any) -> Iterator[np.ndarray]:
    """Yield the arrays in an argument, those in lists and tuples too."""
    if isinstance(value, np.ndarray | np.generic):
        yield np.asarray(value)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _arrays(item)


def broken_promises(function: Callable[..., Any], seen: Sequence[Asked]) -> Iterator[str]:
    """Yield what the docstring of an exercise promises and no grader asks."""
    text = " ".join((function.__doc__ or "").split())
    options = options_of(seen)
    for promise in PROMISES:
        if re.search(promise.phrase, text.lower()):
            yield from _unasked(promise, seen, options)
    for word in dict.fromkeys(SAID.findall(text)):
        if not any(word in each.error for each in seen):
            yield f'a ValueError that says "{word}" is promised, but not graded: `refuses`'


def options_of(seen: Sequence[Asked]) -> Mapping[str, Sequence[str]]:
    """Return the words that each parameter takes, of calls that were answered."""
    found: dict[str, dict[str, None]] = {}
    for each in seen:
        for name, word in sorted(each.options) if not each.error else ():
            found.setdefault(name, {})[word] = None
    return {name: list(words) for name, words in found.items()}


def _unasked(
    promise: Promise, seen: Sequence[Asked], options: Mapping[str, Sequence[str]]
) -> Iterator[str]:
    asking = [each for each in seen if promise.asked in each.asks]
    phrase = promise.phrase.replace("\\b", "").split("|")[0]
    if not asking:
        yield f"«{phrase}» is promised, but not graded with {promise.asked}: {promise.way}"
        return
    for name, words in options.items():
        asked = {word for each in asking for key, word in each.options if key == name}
        if missing := [word for word in words if word not in asked]:
            listed = ", ".join(map(repr, missing))
            yield f"«{phrase}» is graded with {promise.asked}, but not for {name} {listed}"
