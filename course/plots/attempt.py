"""Lesson cells that use the learner's own functions."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType


@contextmanager
def attempt() -> Iterator[None]:
    """Run the block; if an exercise in it is not written yet, say so instead of stopping.

    with attempt():
        display(decision_line(X, y, *perceptron_train(X, y)[:2]))

    A name that an earlier block would have made is missed for the same reason.
    """
    cell = sys._getframe(2).f_code.co_filename  # whose block this is; between stands contextlib
    try:
        yield
    except NotImplementedError as missing:
        name = str(missing) or "An exercise"
        print(f"{name} is not written yet. Write it, then run this cell again.")
    except NameError as missing:
        if _place(missing.__traceback__) != cell:  # in a function: the learner's own fault
            raise
        print(f"{missing.name} is not there yet: run the cell above that makes it.")


def _place(trace: TracebackType | None) -> str:
    """Return the file of the code that raised, "" for a function's: a cell is no function."""
    while trace and trace.tb_next:
        trace = trace.tb_next
    code = trace.tb_frame.f_code if trace else None
    is_cell = code is not None and (code.co_name == "<module>" or code.co_name.startswith("<"))
    return code.co_filename if code and is_cell else ""
