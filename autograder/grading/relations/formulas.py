"""Wrong values that are a simple function of an argument, or of the right value."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

from autograder.grading.relations.relation import Pairs, Relation, distinct, makes, undone_by
from autograder.grading.relations.sightings import Pair

Formula = Callable[[np.ndarray], np.ndarray]


def sigmoid(z: np.ndarray) -> np.ndarray:
    """Return the sigmoid of z, by way of tanh."""
    return np.asarray((1 + np.tanh(z / 2)) / 2)


def softmax(z: np.ndarray) -> np.ndarray:
    """Return the softmax of z along its last axis, by way of logarithms."""
    z = np.asarray(z, float)
    return np.asarray(np.exp(z - np.logaddexp.reduce(z, axis=-1, keepdims=True)))


OF_ARGUMENT: dict[str, Formula] = {
    "_ itself": lambda z: z,
    "tanh(_)": np.tanh,
    "the sigmoid of _": sigmoid,
    "the sigmoid of -_": lambda z: sigmoid(-z),
    "the relu of _": lambda z: np.maximum(z, 0),
    "e to the power of _": np.exp,
    "-_": lambda z: -z,
    "|_|": np.abs,
    "_ + 1": lambda z: z + 1,
    "1 - _": lambda z: 1 - z,
    "_ squared": lambda z: z**2,
    "1 - _ squared": lambda z: 1 - z**2,
    "_ (1 - _)": lambda z: z * (1 - z),
    "2 _": lambda z: 2 * z,
    "ln(_)": np.log,
    "1 where _ is above 0, and 0 elsewhere": lambda z: (z > 0) * 1.0,
    "1 - tanh(_)": lambda z: 1 - np.tanh(z),
    "the tanh of _, squared": lambda z: np.tanh(z) ** 2,
}


def of_an_argument(pairs: Pairs) -> Iterator[Relation]:
    """Yield: the answer is an argument itself, or a function of it."""
    if distinct(pair.seen for pair in pairs) < 3:
        return
    for name, value in pairs[0].args.items():
        if not _is_like(value, pairs[0]):
            continue
        for text, formula in OF_ARGUMENT.items():
            yield Relation(
                f"{{It}} {{is}} {text.replace('_', name)}.", makes(_applied(formula, name)), True
            )


def another_entry(pairs: Pairs) -> Iterator[Relation]:
    """Yield: the answer is an entry of an argument, and not the one that was asked for."""
    if any(pair.seen.ndim for pair in pairs) or distinct(pair.seen for pair in pairs) < 3:
        return
    if all(pair.seen % 1 == 0 for pair in pairs):  # whole numbers are among others by accident
        return
    for name, value in pairs[0].args.items():
        if isinstance(value, list | np.ndarray):
            text = f"{{It}} {{is}} entries of {name}, but other ones than are asked for."
            yield Relation(text, _is_among(name))


def _is_among(name: str) -> Callable[[Pairs], bool]:
    def holds(pairs: Pairs) -> bool:
        return all(bool(np.isin(pair.seen, _entries(pair.args[name]))) for pair in pairs)

    return holds


def _entries(value: object) -> np.ndarray:
    """Return the numbers in an array, or in a list of tuples of arrays."""
    if isinstance(value, list | tuple):
        return np.concatenate([np.zeros(0), *map(_entries, value)])
    return np.ravel(np.asarray(value, float))


def _is_like(value: object, pair: Pair) -> bool:
    return (
        isinstance(value, np.ndarray)
        and value.dtype.kind in "biuf"
        and value.shape == pair.seen.shape
    )


def _applied(formula: Formula, name: str) -> Callable[[Pair], np.ndarray]:
    return lambda pair: formula(np.asarray(pair.args[name], float))


OF_RIGHT: dict[str, Formula] = {
    "{It} {has} the right size and the wrong sign.": lambda e: -e,
    "{It} {is} 1 minus the right value.": lambda e: 1 - e,
    "{It} {is} 1 too large.": lambda e: e + 1,
    "{It} {is} 1 too small.": lambda e: e - 1,
    "{It} {is} right where the right value is above 0, and 0 elsewhere: is there a relu too "
    "much?": lambda e: np.maximum(e, 0),
    "{It} {is} the absolute value of the right one: a sign got lost.": np.abs,
    "{It} {is} the square root of the right value.": np.sqrt,
    "{It} {is} the square of the right value.": np.square,
    "{It} {is} the logarithm of the right value.": np.log,
    "{It} {is} minus the logarithm of the right value.": lambda e: -np.log(e),
    "{It} {is} the tanh of the right value: is there an activation too much?": np.tanh,
    "{It} {is} the sigmoid of the right value: is there an activation too much?": sigmoid,
}
OF_SEEN: dict[str, Formula] = {
    "{It} {holds} numbers below 0 where 0 is right, and {is} right elsewhere: a relu answers 0 "
    "there.": lambda s: np.maximum(s, 0),
    "The sigmoid of {it} is right: is a sigmoid missing?": sigmoid,
    "The tanh of {it} is right: is a tanh missing?": np.tanh,
    "The exponential of {it} is right: {it} {is} the logarithm of what is wanted.": np.exp,
}
OF_ROWS: dict[str, Formula] = {
    "{It} {is} the softmax of the right value: is there a softmax too much?": softmax,
    "{It} {is} right, but transposed: rows and columns are exchanged.": lambda e: e.T,
}
OF_SEEN_ROWS: dict[str, Formula] = {
    "The softmax of {it} is right: is a softmax missing?": softmax,
}


def of_the_right_value(pairs: Pairs) -> Iterator[Relation]:
    """Yield: the answer is a function of the right one, or the right one is a function of it."""
    for text, formula in OF_RIGHT.items():
        yield Relation(text, makes(_of_right(formula)), entrywise=True)
    for text, formula in OF_SEEN.items():
        yield Relation(text, undone_by(_of_seen(formula)), entrywise=True)
    if all(pair.right.ndim == 2 for pair in pairs):
        for text, formula in OF_ROWS.items():
            yield Relation(text, makes(_of_right(formula)))
        for text, formula in OF_SEEN_ROWS.items():
            yield Relation(text, undone_by(_of_seen(formula)))
    if all(pair.right.ndim == 1 for pair in pairs):
        text = "{It} {is} a running total: each entry is the sum of the right ones up to it."
        yield Relation(text, makes(_of_right(np.cumsum)))


def _of_right(formula: Formula) -> Callable[[Pair], np.ndarray]:
    return lambda pair: formula(np.asarray(pair.right, float))


def _of_seen(formula: Formula) -> Callable[[Pair], np.ndarray]:
    return lambda pair: formula(np.asarray(pair.seen, float))
