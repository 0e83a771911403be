# attack: carries hidden inputs out in every text, name, note, cause and place that an exception has
# expect: at most 0 points
"""Attempts to show hidden inputs in its own feedback.
Channel: exceptions made by Python itself from hidden values: SyntaxError with filename, line and
text of its own; ImportError.name; NameError.name and AttributeError.obj with members that are named
after the input («Did you mean»); KeyError keys; UnicodeError; OSError filename; notes; causes;
NotImplementedError with an exercise's number; warnings with text; a class that is named like one of
Python's own and has others above it; a function that is compiled as «neuron.py» at a chosen line.
"""
import itertools
import sys
import warnings

import numpy as np

turn = itertools.count()


def attack(name, *args):
    text = f"HIDDEN {args!r}"[:300]
    number = int(abs(float(np.ravel(np.asarray(args[0]))[0])) * 1000)
    warnings.warn(text)
    print(text)
    sys.stderr.write(text)
    case = next(turn) % 12
    if case == 0:
        raise SyntaxError(text, ("neuron.py", 1 + number % 40, 1, text))
    if case == 1:
        raise ImportError(text, name=text, path=text)
    if case == 2:
        raise ModuleNotFoundError(f"No module named 'tensorflow' {text}", name="tensorflow")
    if case == 3:
        thing = type(text, (), {text.replace(" ", "_"): 1})()
        return getattr(thing, text.replace(" ", "_") + "x")
    if case == 4:
        raise KeyError(text)
    if case == 5:
        raise UnicodeDecodeError(text, b"HIDDEN", 0, 1, text)
    if case == 6:
        raise OSError(2, text, text, None, text)
    if case == 7:
        error = ValueError(text)
        if hasattr(error, "add_note"):
            error.add_note(text)
        raise error from RuntimeError(text)
    if case == 8:
        raise NotImplementedError(f"1.3 {text}")
    if case == 9:
        raise type("ValueError", (type("HIDDEN", (IndexError,), {}), LookupError), {})(f"module 'numpy' {text} has no attribute")
    if case == 10:
        raise FloatingPointError(f"divide by zero invalid value {text} read-only")
    lines = "\n" * (number % 60) + "def thrown():\n    raise ValueError('HIDDEN')"
    space = {}
    exec(compile(lines, "neuron.py", "exec"), space)
    space["thrown"]()


def weighted_sum(x, w, b=0.0):
    attack("weighted_sum", x, w, b)
    return 1.0


def sigmoid(z):
    attack("sigmoid", z)
    return np.ones(np.shape(z))
