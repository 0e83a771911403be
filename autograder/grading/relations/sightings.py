"""What was seen of a call beside what is right there, part by part."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np

from autograder.grading.misconceptions import Answers, can_be_replayed
from autograder.grading.relations.parts import Names, Slot, kind_of, names_in, parts_of
from autograder.grading.transcript import Call
from autograder.sandbox.worker import wire

MOST = 20_000  # entries of an answer that is looked at
TOLERANCE = (1e-7, 1e-11)  # relative, and absolute for the largest number
SHAPE = re.compile(r"(\w+) \(([A-Z]\w?(?:, ?[A-Z]\w?)*),?\)")


@dataclass(frozen=True)
class Subject:
    """The exercise: its right function, if there is one to ask, and what is said of it."""

    function: Callable[..., Any] | None
    doc: str
    form: inspect.Signature

    @classmethod
    def of(cls, function: Callable[..., Any]) -> Subject:
        """Return the exercise that a right function is the answer to."""
        return cls(function, inspect.getdoc(function) or "", inspect.signature(function))

    @cached_property
    def names(self) -> Names:
        """What the parts of the answer are called."""
        return names_in(self.doc, self.function)

    @cached_property
    def has_layers(self) -> bool:
        """Whether a list of pairs is one of layers: the docstring speaks of them."""
        return "layer" in self.doc

    @cached_property
    def defaults(self) -> dict[str, Any]:
        """The default of each parameter that has one."""
        listed = self.form.parameters.values()
        return {each.name: each.default for each in listed if each.default is not each.empty}

    @cached_property
    def draws_freely(self) -> bool:
        """Whether a right answer may draw other numbers: no method of `rng` is prescribed."""
        return "rng" in self.form.parameters and not re.search(r"\brng\.\w+\(", self.doc)

    @cached_property
    def axes(self) -> dict[str, list[str]]:
        """The letters of each argument's axes, as in `X (N, D)`."""
        found = SHAPE.findall(self.doc)
        return {name: re.findall(r"\w+", axes) for name, axes in reversed(found)}

    @cached_property
    def choices(self) -> list[str]:
        """The words that a string argument may be: those that a table of the docstring begins."""
        return list(dict.fromkeys(re.findall(r"^ {0,4}(\w+)  +\S", self.doc, re.MULTILINE)))


@dataclass(frozen=True, eq=False)
class Pair:
    """One part of one call: what is right, what was seen, and the arguments of the call."""

    right: np.ndarray
    seen: np.ndarray
    args: Mapping[str, Any]
    sizes: Mapping[str, int] = field(default_factory=dict)  # by letter
    tolerance: tuple[float, float] = TOLERANCE

    @cached_property
    def scale(self) -> float:
        """The largest finite number that is right."""
        return float(np.abs(self.right[np.isfinite(self.right)]).max(initial=0.0))

    @cached_property
    def is_single(self) -> bool:
        """Whether digits are lost to float32, in the answers or on the way."""
        arrays = [value for value in self.args.values() if isinstance(value, np.ndarray)]
        return any(array.dtype == np.float32 for array in (self.right, self.seen, *arrays))

    def near(self, one: np.ndarray, other: np.ndarray) -> bool:
        """Return whether two arrays are equal, as far as a dtype's digits go."""
        return one.shape == other.shape and bool(self._equal(one, other).all())

    def _equal(self, one: np.ndarray, other: np.ndarray) -> np.ndarray:
        rtol, atol = self.tolerance
        if self.is_single:
            rtol, atol = max(rtol, 2e-5), max(atol, 1e-6)
        atol *= max(self.scale, 1e-300)
        return np.asarray(np.isclose(one, other, rtol=rtol, atol=atol, equal_nan=True))

    @cached_property
    def off(self) -> np.ndarray:
        """Where the answer is wrong."""
        return ~self._equal(np.asarray(self.seen, float), np.asarray(self.right, float))

    @property
    def is_right(self) -> bool:
        """Whether what was seen is right."""
        return not self.off.any()


@dataclass(frozen=True, eq=False)
class Sighting:
    """One call: its arguments by name, defaults too, and its pairs by their places."""

    call: Call
    args: Mapping[str, Any]
    given: frozenset[str]  # the arguments that were not left out
    pairs: Mapping[Slot, Pair]
    sizes: Mapping[str, int] = field(default_factory=dict)

    @cached_property
    def last_layer(self) -> int:
        """The number of the last layer, 0 where there is one or none."""
        return max((part.layer or 0 for part in self.pairs), default=0)

    @cached_property
    def wrong(self) -> dict[Slot, Pair]:
        """The parts that are wrong."""
        return {part: pair for part, pair in self.pairs.items() if not pair.is_right}


def different(calls: Iterable[Sighting]) -> int:
    """Return how many different inputs some calls had: one that came again says nothing new."""
    return len({wire.encode(list(each.args.values())) for each in calls})


def sightings(calls: Iterable[Call], subject: Subject, answers: Answers) -> list[Sighting]:
    """Return what was seen of the calls that can be replayed and whose answers have the right form.

    Where the right function raises, or the submission did, there is no value to look at.
    """
    found = (_sighting(call, subject, answers) for call in calls if can_be_replayed(call))
    return [each for each in found if each]


def has_misfits(calls: Iterable[Call], subject: Subject, answers: Answers) -> bool:
    """Return whether an answer has another form than the right one: nothing is seen of it."""
    for call in calls:
        if subject.function is None or call.raised or not can_be_replayed(call):
            continue
        right = answers.of(subject.function, call)
        if not right.error and kind_of(right.value) != kind_of(call.returned):
            return True
    return False


def _sighting(call: Call, subject: Subject, answers: Answers) -> Sighting | None:
    if call.raised or subject.function is None:
        return None
    right = answers.of(subject.function, call)
    if right.error or kind_of(right.value) != kind_of(call.returned):
        return None
    return sighting_of(call, (right.value, call.returned), subject)


def sighting_of(
    call: Call,
    values: tuple[Any, Any],
    subject: Subject,
    tolerance: tuple[float, float] = TOLERANCE,
    role: str = "",
) -> Sighting | None:
    """Return what was seen of a call: the right value beside the one that was seen.

    `role` is the name of the part that the values are, where they are one alone.
    """
    bound = subject.form.bind(*call.args, **call.kwargs)
    given = frozenset(bound.arguments)
    bound.apply_defaults()
    args = dict(bound.arguments)
    wanted, seen = (parts_of(value, subject.names, role) for value in values)
    if not wanted or sum(array.size for array in wanted.values()) > MOST:
        return None
    sizes = sizes_of(args, subject.axes)
    pairs = {
        part: Pair(array, seen[part], args, sizes, tolerance) for part, array in wanted.items()
    }
    return Sighting(call, args, given, pairs, sizes)


def sizes_of(args: Mapping[str, Any], axes: Mapping[str, list[str]]) -> dict[str, int]:
    """Return the size that each letter of the docstring stands for in a call."""
    known = {name: args[name].shape for name in axes if isinstance(args.get(name), np.ndarray)}
    return {
        letter: size
        for name, shape in known.items()
        if len(shape) == len(axes[name])
        for letter, size in zip(axes[name], shape, strict=True)
    }
