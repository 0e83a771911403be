"""Lesson cells that use the learner's own functions."""

from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def attempt() -> Iterator[None]:
    """Run the block; if an exercise in it is not written yet, say so instead of stopping.

    with attempt():
        display(decision_line(X, y, *perceptron_train(X, y)[:2]))
    """
    try:
        yield
    except NotImplementedError as missing:
        name = str(missing) or "An exercise"
        print(f"{name} is not written yet. Write it, then run this cell again.")
