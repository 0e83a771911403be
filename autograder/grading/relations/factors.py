"""Wrong values that are the right ones times a number with a name, or off by one."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

from autograder.grading.relations.relation import Pairs, Relation, makes
from autograder.grading.relations.sightings import Pair

Number = Callable[[Pair], float]

# Numbers that are no one's secret: constants of the field, and sizes by their letters.
FIXED = {"2": 2.0, "-2": -2.0, "4": 4.0, "ln 2": float(np.log(2)), "the root of 2": 2.0**0.5}


def factors(pairs: Pairs) -> Iterator[Relation]:
    """Yield: the answer is the right one times a number, or divided by it."""
    for name, number in _numbers(pairs).items():
        averaged = ": is something summed that should be averaged?" if name[0] in "Nt" else "."
        summed = ": is something averaged that should be summed?" if name[0] in "Nt" else "."
        text = f"{{It}} {{is}} {name} times the right value{averaged}"
        yield Relation(text, makes(_times(number)), entrywise=True)
        text = f"{{It}} {{is}} the right value divided by {name}{summed}"
        if name in ("2", "-2"):
            text = f"{{It}} {{is}} {name.replace('2', 'half')} of the right value."
        yield Relation(text, makes(_over(number)), entrywise=True)


def offsets(pairs: Pairs) -> Iterator[Relation]:
    """Yield: the answer is the right one plus or minus an argument, or a number with a name."""
    for name in pairs[0].args:
        if not _varies(pairs, name):
            continue
        for times, text in (
            (-1, f"{{It}} {{is}} the right value minus {name}: {name} is missing."),
            (1, f"{{It}} {{is}} the right value plus {name}: it is added once too often."),
            (-2, f"{{It}} {{is}} the right value minus twice {name}: a sign is wrong."),
            (2, f"{{It}} {{is}} the right value plus twice {name}."),
        ):
            yield Relation(text, makes(_plus(name, times)))
        if isinstance(pairs[0].args[name], np.ndarray):
            text = f"{{It}} {{is}} the right value times {name}."
            yield Relation(text, makes(_product(name)))
    for name, number in _numbers(pairs, fixed=False).items():
        yield Relation(f"{{It}} {{is}} too large by {name}.", makes(_more(number, 1)), True)
        yield Relation(f"{{It}} {{is}} too small by {name}.", makes(_more(number, -1)), True)


def _numbers(pairs: Pairs, *, fixed: bool = True) -> dict[str, Number]:
    """Return the numbers to try, plain ones first; a size only if it varies."""
    found: dict[str, Number] = {}
    if fixed:
        found = {name: _constant(value) for name, value in FIXED.items()}
    sized: dict[str, Number] = {}
    for letter in pairs[0].sizes:
        sized[letter] = _size(letter)
        sized[f"the root of {letter}"] = _root(_size(letter))
        sized[f"{letter} - 1"] = _less(_size(letter))
    for name, value in pairs[0].args.items():
        if isinstance(value, float | int) and not isinstance(value, bool):
            sized[name] = _argument(name)
            sized[f"{name} squared"] = _squared(_argument(name))
        elif isinstance(value, np.ndarray) and not pairs[0].sizes:
            sized[f"the number of entries of {name}"] = _entries(name)
            sized[f"the number of rows of {name}"] = _length(name)
        elif isinstance(value, list):
            sized[f"the length of {name}"] = _length(name)
            sized |= {words.replace("_", name): _sum(name, cut) for words, cut in _SUMS.items()}
    if all(pair.right.ndim == 2 for pair in pairs):
        sized |= _OF_A_TABLE
    for name, number in sized.items():
        values = [_value(number, pair) for pair in pairs]
        if None not in values and len({value for value in values if value not in (0, 1)}) > 1:
            found[name] = number
    return found


def _value(number: Number, pair: Pair) -> float | None:
    try:
        return number(pair)
    except (KeyError, TypeError, ValueError, ZeroDivisionError):
        return None


def _varies(pairs: Pairs, name: str) -> bool:
    """Return whether an argument is a number or an array, and another one from call to call."""
    values = [pair.args.get(name) for pair in pairs]
    if not all(isinstance(value, float | int | np.ndarray) for value in values):
        return False
    distinct = {np.asarray(value).tobytes() for value in values}
    arrays = all(np.ndim(value) for value in values)  # type: ignore[arg-type]
    return len(distinct) > (1 if arrays else 2)


def _constant(value: float) -> Number:
    return lambda pair: value


def _size(letter: str) -> Number:
    return lambda pair: float(pair.sizes[letter])


def _root(number: Number) -> Number:
    return lambda pair: number(pair) ** 0.5


def _less(number: Number) -> Number:
    return lambda pair: number(pair) - 1


def _argument(name: str) -> Number:
    return lambda pair: float(pair.args[name])


def _entries(name: str) -> Number:
    return lambda pair: float(pair.args[name].size)


def _squared(number: Number) -> Number:
    return lambda pair: number(pair) ** 2


def _sum(name: str, cut: slice) -> Number:
    return lambda pair: float(sum(pair.args[name][cut]))


_SUMS = {
    "_[0]": slice(0, 1),
    "_[-1]": slice(-1, None),
    "the sum of _": slice(None),
    "the sum of _[1:]": slice(1, None),
    "the sum of _[:-1]": slice(None, -1),
    "the sum of _[1:-1]": slice(1, -1),
}


def _length(name: str) -> Number:
    return lambda pair: float(len(pair.args[name]))


_OF_A_TABLE: dict[str, Number] = {  # the spread of start weights
    "the number of its rows": lambda pair: float(len(pair.right)),
    "the number of its columns": lambda pair: float(pair.right.shape[1]),
    "the root of its rows": lambda pair: len(pair.right) ** 0.5,
    "the root of its columns": lambda pair: pair.right.shape[1] ** 0.5,
    "the root of half its rows": lambda pair: (len(pair.right) / 2) ** 0.5,
    "the root of half its rows and columns": lambda pair: (sum(pair.right.shape) / 2) ** 0.5,
    "the root of columns / rows": lambda pair: (pair.right.shape[1] / len(pair.right)) ** 0.5,
}


def _times(number: Number) -> Callable[[Pair], np.ndarray]:
    return lambda pair: _right(pair) * number(pair)


def _over(number: Number) -> Callable[[Pair], np.ndarray]:
    return lambda pair: _right(pair) / number(pair)


def _more(number: Number, sign: int) -> Callable[[Pair], np.ndarray]:
    return lambda pair: _right(pair) + sign * number(pair)


def _plus(name: str, times: int) -> Callable[[Pair], np.ndarray]:
    return lambda pair: _right(pair) + times * np.asarray(pair.args[name], float)


def _product(name: str) -> Callable[[Pair], np.ndarray]:
    return lambda pair: _right(pair) * np.asarray(pair.args[name], float)


def _right(pair: Pair) -> np.ndarray:
    return np.asarray(pair.right, float)
