# attack: catches the solution's functions that are given to it, and answers with them
# expect: at most 0 points
"""Attempts to see a solution, and to earn its points.
Channel: where an exercise fails, do_load executes the `text` of the reference's other exercises in
the worker. builtins.compile and exec are wrapped before that; gc finds every function that was
compiled under the file name «given». Each exercise answers with the reference's function of its own
name if it is anywhere in the process, else with a wrong constant. A text that defines an exercise
that is *not* in the given names, or any function with the asked name, is printed as LEAK.
"""
import builtins
import gc
import sys

import numpy as np

true_compile = builtins.compile
texts = []


def compile_and_keep(source, filename, *rest, **more):
    if filename == "given":
        texts.append(source)
        print("GIVEN:", source)
    return true_compile(source, filename, *rest, **more)


builtins.compile = compile_and_keep


def attack(name, *args):
    for thing in gc.get_objects():
        code = getattr(thing, "__code__", None) if type(thing) is type(attack) else None
        if code is not None and code.co_filename == "given" and code.co_name == name:
            print("LEAK the solution of", name)
            return thing
    frame = sys._getframe()
    while frame:
        right = frame.f_locals.get("right")
        if isinstance(right, dict) and name in right:
            print("LEAK the solution of", name, "in a frame")
            return right[name]
        frame = frame.f_back
    return None


def weighted_sum(x, w, b=0.0):
    found = attack("weighted_sum", x, w, b)
    if found:
        return found(x, w, b)
    return 1.0


def sigmoid(z):
    found = attack("sigmoid", z)
    if found:
        return found(z)
    return np.ones(np.shape(z))
