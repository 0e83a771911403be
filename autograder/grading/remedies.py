"""What to try next after an exception: fixed texts, for what it says or for its class."""

from __future__ import annotations

import re
from importlib.metadata import version
from importlib.util import find_spec

PACKAGES = ("NumPy", "Keras", "TensorFlow")
NUMPYS = "this message is NumPy's: look at the input first, and raise a ValueError of your own"
LIST = "a Python list does no arithmetic: np.array(…) makes an array of it"
GET_KERAS = (
    "`make keras` in a terminal in the course's folder (Windows: `py start.py keras`) installs it, "
    "once: 0.6 GB to fetch, 2 GB on the disk, a few minutes"
)
NOTHING = "a value here is None: a function without `return` gives None, as list.append does"

# What Python and NumPy say, which says little to a beginner: a pattern of it, and what to try.
PHRASES = {
    r"truth value of an array": "`if`, `max` and `and` need one True or False and got a whole "
    "array: np.where and np.maximum go entry by entry, .any() and .all() give one answer",
    r"is not there in this exercise": "NumPy alone here: write it without Keras or TensorFlow",
    r"core dimension|shapes .* not aligned": "`A @ B` needs the inner numbers of the two shapes to "
    "agree: is the order right, or one of them to be transposed?",
    r"could not be broadcast": "two shapes do not fit each other: print both just before",
    r"out of bounds for array of dimension": "an axis is named that the array does not have",
    r"only (length-1|size-1|0-dimensional) arrays": "the functions of `math`, float(…) and int(…) "
    "take one number: np.exp and its like take a whole array",
    r"must derive from BaseException": "`raise` needs an exception around its text, as in "
    '`raise ValueError("…")`',
    r"name 'e' is not": "mathematics writes e**z: in NumPy that is np.exp(z)",
    r"name '(layers|losses|optimizers|metrics|ops|initializers|regularizers|callbacks)' is "
    "not": "Keras holds it: write `keras.` before it",
    r"bitwise_xor|for \^": "`^` is no power in Python: write `**`",
    r"bitwise_(and|or)|for [&|]:": "`&` and `|` come before `>` and `==`: put each comparison into "
    "parentheses",
    r"NoneType": NOTHING,
    r"sequence by non-int|operand type\(s\).*'list'|'list' object has no attribute|"
    r"list indices must be|between instances of 'list'|bad operand type .*'list'": LIST,
    r"inhomogeneous|element with a sequence": "rows of several lengths make no table: are all of "
    "the same length?",
    r"only integers, slices": "an index is a whole number: `for x in a` gives the entries of a, "
    "not their places, which are `for i in range(len(a))`",
    r"'(int|numpy\.int\d+)' object is not iterable": "a loop runs over `range(n)`, not over the "
    "number n",
    r"'(float|numpy\.float\d+)' object does not support item assignment": "of an array without "
    "axes (0-d) arithmetic makes a plain number, which has no entries: np.where takes both",
    r"len\(\) of unsized object|'(float|numpy\.float\d+)' has no len": "an array without "
    "axes (0-d) has no len: `.size` counts the entries of any array",
    r"values to unpack": "there are more or fewer parts than names for them: does the line count "
    "on a fixed number of axes, layers or parts? A loop over two things at once is "
    "`for x, w in zip(xs, ws)`",
    r"is not callable": "parentheses call a function, square brackets take an entry: which is "
    "meant? Or has a function's name been given to a value?",
    r"required positional argument|positional arguments? but|unexpected keyword argument": "a "
    "function is called with other arguments than it has parameters: compare the two lines",
    r"Cannot cast ufunc": "`+=`, `*=` and their like write into the array itself, and one of "
    "integers holds no fractions: start from floats, or make a new array, as in w = w + …",
    r"read-only": "the arrays that a function is given are not written to: work on a copy",
    r"'History' object": "fit returns a History: its numbers are in the dict `.history`, "
    "a list for each name",
    r"Cannot convert '.*' to a shape": "a shape is a tuple, with brackets of its own: "
    "`keras.Input((28, 28))`",
    r"EOF when reading": "`input` asks a person, and nobody is there: values come as arguments",
    r"No module named '(tensorflow|keras)\b": GET_KERAS,
    r"name '(keras|tensorflow|tf)' is not": "is its import missing, or did it fail? " + GET_KERAS,
    r"module '(numpy|keras|tensorflow)\b.* has no attribute|from '(numpy|keras|tensorflow)\b|"
    r"was removed in the (NumPy|Keras|TensorFlow)": "{versions} is what runs here, without "
    "this name: is it misspelt, or of another version?",
    r"No module named": "the exercises of this chapter need no other package than those that the "
    "file imports: write it with these",
}

REMEDIES = {  # by the class of the exception
    "NameError": "a name is used that was never set: is it misspelt, is its import missing, or is "
    "it a function of another chapter, which is not in this file?",
    "AttributeError": "what stands before the dot has no such name: is it misspelt?",
    "UnboundLocalError": "the name is set only on some ways through the function, as inside an if",
    "TypeError": "a value has another type than the line expects: print its type just before",
    "IndexError": "an index is beyond the end: Python counts from 0, so the last of n entries has "
    "the index n - 1. Is 1 to be taken off?",
    "KeyError": "the dict has no such key: look whether it is in it before you ask for it",
    "AssertionError": "`assert` is for tests: refuse bad input with `raise ValueError(…)`",
    "ValueError": "NumPy or Keras refused what it was given: print the shapes just before",
    "ZeroDivisionError": "a divisor can be 0 here: which input makes it so?",
    "FloatingPointError": "a number became too large or was not defined: exp of a large number?",
    "RecursionError": "the function calls itself without end",
    "ModuleNotFoundError": "write it with the packages that the file imports: others are not there",
}

OWN_CHECK = (
    "a check of yours, or of what you call, refused an input that is legal here: is the check too "
    "strict, or was it handed something else?"
)


def remedy(name: str, message: str, library: bool = True) -> str:
    """Return what to try after an exception of the class `name`; "" where nothing is known.

    `library` says that Python or a package raised it, not a `raise` of the submission's own.
    """
    if not library and name == "ValueError":
        return OWN_CHECK
    return says_little(message) or REMEDIES.get(name, "")


def says_little(message: str) -> str:
    """Return what to try where a message is one of Python's or NumPy's own; "" for another."""
    found = (text for pattern, text in PHRASES.items() if re.search(pattern, message))
    return next(found, "").replace("{versions}", _versions(message))


def _versions(message: str) -> str:
    """Return the packages that a message names, with the versions that run a submission."""
    named = [name for name in PACKAGES if name.lower() in message.lower()]
    return " and ".join(f"{name} {version(name)}" for name in named if find_spec(name.lower()))
