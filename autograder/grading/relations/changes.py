"""The arguments of a call with one of them changed: what a learner's code may have done to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from autograder.grading.relations.formulas import Formula, sigmoid, softmax
from autograder.grading.relations.sightings import Sighting, Subject

Args = Mapping[str, Any]


AVERAGED = "is something averaged that should be summed?"
ACTIVATED = "is there an activation too much?"
REPEATED = "is something added more than once?"


class Variant(NamedTuple):
    """A change in words that hold no number of an input: `label` completes «with …»."""

    label: str
    question: str = ""
    weak: bool = False  # it says too little of answers that are 0 or 1

    @property
    def is_weak_in_signs(self) -> bool:
        """Whether it changes few signs of a sum, so that answers of 0 or 1 fit it by accident."""
        return self.weak or self.question == ACTIVATED


@dataclass(frozen=True)
class Variants:
    """All changes of the calls of one exercise."""

    subject: Subject
    words: Mapping[str, tuple[str, ...]]  # what each string argument may be

    def of(self, sighting: Sighting) -> Iterator[tuple[Variant, Args]]:
        """Yield each change with the changed arguments."""
        args = sighting.args
        for name, value in args.items():
            for change, new in self._of_one(name, value, sighting):
                yield change, {**args, name: new}
        yield from _of_two(args)
        yield from self._left_out(sighting)

    def _of_one(self, name: str, value: Any, sighting: Sighting) -> Iterator[tuple[Variant, Any]]:
        default = self.subject.defaults.get(name)
        if name in self.subject.defaults and not _same(value, default):
            question = f"is {name} used everywhere?"
            yield Variant(f"{name} at its default", question), default
        if isinstance(value, np.ndarray):
            yield from _of_array(name, value, sighting.sizes)
        elif isinstance(value, str):
            for word in self.words.get(name, ()):
                if word != value:
                    yield Variant(f"{name} «{word}», whatever {name} is asked for"), word
        elif isinstance(value, float | int) and not isinstance(value, bool):
            yield from _of_number(name, value, sighting.sizes)
        elif isinstance(value, list) and value:
            yield from _of_list(name, value)

    def _left_out(self, sighting: Sighting) -> Iterator[tuple[Variant, Args]]:
        """Yield the arguments without the first or last entries of an axis with a letter."""
        for letter in sighting.sizes:
            for label, cut in _CUTS.items():
                new = {
                    name: _cut(value, self.subject.axes.get(name, ()), letter, cut)
                    for name, value in sighting.args.items()
                }
                which = "rows" if letter == "N" else f"{letter} entries"
                yield Variant(f"{label} of the {which}"), new


_CUTS = {
    "all but the last": slice(None, -1),
    "all but the first": slice(1, None),
    "only the first": slice(0, 1),
    "only the last": slice(-1, None),
    "the reverse order": slice(None, None, -1),
}


def _cut(value: Any, axes: Any, letter: str, cut: slice) -> Any:
    if not isinstance(value, np.ndarray) or value.ndim != len(axes):
        return value
    return value[tuple(cut if axis == letter else slice(None) for axis in axes)]


def _same(one: Any, other: Any) -> bool:
    return type(one) is type(other) and not isinstance(one, np.ndarray) and one == other


def _comes_in(name: str) -> str:
    return f"where should {name} come in?"


def _of_array(
    name: str, value: np.ndarray, sizes: Mapping[str, int]
) -> Iterator[tuple[Variant, Any]]:
    yield Variant(f"{name} = 0", _comes_in(name)), np.zeros_like(value)
    yield Variant(f"{name} = 1 everywhere", _comes_in(name)), np.ones_like(value)
    signed = value.astype(float) if value.dtype.kind in "ub" else value
    yield Variant(f"-{name} in the place of {name}", "is there a sign too much?"), -signed
    if value.dtype.kind == "f":
        for label, formula in _ACTIVATED.items():
            signs = label.startswith("the size")
            question = "where does its sign go?" if signs else ACTIVATED
            yield Variant(f"{label} {name} in the place of {name}", question), formula(value)
    for letter, size in sizes.items():
        yield (
            Variant(f"{name} / {letter} in the place of {name}", AVERAGED, True),
            value / max(size, 1),
        )
        yield (
            Variant(f"{letter} · {name} in the place of {name}", REPEATED, True),
            value * float(size),
        )
    yield Variant(f"2 {name} in the place of {name}", f"does {name} count twice?", True), 2 * value
    if value.ndim == 2:
        question = f"which axis of {name} is which?"
        yield Variant(f"{name}.T in the place of {name}", question), value.T
        if value.shape[0] != value.shape[1]:
            label = f"{name} reshaped to the shape of {name}.T"
            yield Variant(label, "reshape does not transpose."), value.reshape(value.shape[::-1])
    elif value.ndim == 1 and len(value) > 1:
        for which, entry in (("first", value[0]), ("last", value[-1])):
            label = f"the {which} entry of {name} in the place of all"
            yield Variant(label, f"is {name} taken entry by entry?"), np.full_like(value, entry)
        yield Variant(f"{name} in reverse order"), value[::-1]
        total = np.full(value.shape, 1.0 * value.sum(), np.result_type(value, np.float32))
        yield Variant(f"the sum of {name} in the place of each entry"), total
        yield Variant(f"{name} moved on by one place"), np.roll(value, 1)
        yield Variant(f"{name} moved back by one place"), np.roll(value, -1)


_ACTIVATED: dict[str, Formula] = {
    "the relu of": lambda v: np.maximum(v, 0),
    "the sigmoid of": sigmoid,
    "the tanh of": np.tanh,
    "the softmax of": lambda v: softmax(v) if v.ndim else v,
    "the size |.| of": np.abs,
}


def _of_number(name: str, value: float, sizes: Mapping[str, int]) -> Iterator[tuple[Variant, Any]]:
    yield Variant(f"{name} = 0", _comes_in(name)), value * 0
    yield Variant(f"{name} = 1", _comes_in(name)), value * 0 + 1
    yield Variant(f"-{name} in the place of {name}", "is there a sign too much?"), -value
    if name == "axis":
        for axis, words in ((0, "axis 0"), (-1, "the last axis")):
            yield Variant(f"{words}, whatever axis is asked for"), axis
    if name == "batch_size" and value < sizes.get("N", 0):
        yield Variant("all rows in one batch", "is batch_size used?"), sizes["N"]
    for words, new, question in (
        *((f"{letter} · {name}", value * size, REPEATED) for letter, size in sizes.items()),
        *((f"{name} / {letter}", value / size, AVERAGED) for letter, size in sizes.items() if size),
        *((f"2 {name}", value * 2, REPEATED), (f"half of {name}", value / 2, "")),
        *((f"{name} + 1", value + 1, ""), (f"{name} - 1", value - 1, "")),
    ):
        yield Variant(f"{words} in the place of {name}", question, True), new


def _of_list(name: str, value: list[Any]) -> Iterator[tuple[Variant, Any]]:
    yield Variant(f"{name} in reverse order"), value[::-1]
    yield Variant(f"all but the last of {name}"), value[:-1]
    yield Variant(f"all but the first of {name}"), value[1:]
    last = len(value) - 1
    if isinstance(value[0], tuple) and len(value[0]) == 2:
        yield Variant("every b = 0", _comes_in("b")), [(W, 0 * b) for W, b in value]
        cut = [(W, 0 * b if k == last else b) for k, (W, b) in enumerate(value)]
        yield Variant("the last layer's b = 0", _comes_in("it")), cut
        cut = [(W, b if k == last else 0 * b) for k, (W, b) in enumerate(value)]
        yield Variant("every b but the last = 0", _comes_in("b")), cut
        yield Variant("every W.T in the place of W"), [(W.T, b) for W, b in value]
    elif isinstance(value[0], str):
        yield Variant(f"the first of {name} in every layer"), [value[0]] * len(value)
        yield Variant(f"the last of {name} in every layer"), [value[-1]] * len(value)
        for word in ("linear", "relu", "sigmoid"):
            yield Variant(f"«{word}» in every layer"), [word] * len(value)
        yield Variant("«linear» in the last layer"), [*value[:-1], "linear"]
        yield Variant("«linear» in the first layer"), ["linear", *value[1:]]
        yield Variant(f"{name} moved on by one layer"), [value[-1], *value[:-1]]
        yield Variant(f"{name} moved back by one layer"), [*value[1:], value[0]]


def _of_two(args: Args) -> Iterator[tuple[Variant, Args]]:
    """Yield the arguments with one in another's place, and with two exchanged."""
    arrays = [name for name, value in args.items() if isinstance(value, np.ndarray)]
    pairs = [(a, b) for a in arrays for b in arrays if a != b]
    for a, b in pairs:
        if args[a].shape == args[b].shape:
            yield Variant(f"{b} in the place of {a}"), {**args, a: args[b]}
            if a < b:
                yield Variant(f"{a} and {b} exchanged"), {**args, a: args[b], b: args[a]}
    whole = [name for name, value in args.items() if type(value) is int]
    for a, b in ((a, b) for a in whole for b in whole if a < b):
        yield Variant(f"{a} and {b} exchanged"), {**args, a: args[b], b: args[a]}
        for by, question in ((1, "do they count from 0?"), (-1, "do they count from 1?")):
            sign = "+" if by > 0 else "-"
            label = f"{a} {sign} 1 and {b} {sign} 1 in the place of {a} and {b}"
            yield Variant(label, question), {**args, a: args[a] + by, b: args[b] + by}
