"""Ten warm-ups for NumPy, each done in a line or two. They give no points.

Arguments are NumPy arrays, with one entry at least unless it says otherwise, and stay as they were.
"""

import numpy as np


def percent(marks: np.ndarray, top: float) -> np.ndarray:
    """Return marks as percentages of the highest mark that can be had.

    marks (D,), top a number -> (D,): each mark divided by `top`, times 100.

    >>> percent(np.array([5.0, 8.0, 10.0]), top=10.0)
    array([ 50.,  80., 100.])
    """
    raise NotImplementedError("0.1 percent")


def doubled(pixels: np.ndarray) -> np.ndarray:
    """Return twice the grey values, as float64.

    pixels of any shape and any dtype, uint8 too -> float64 of the same shape.

    >>> doubled(np.array([100, 200], dtype=np.uint8))
    array([200., 400.])
    """
    raise NotImplementedError("0.2 doubled")


def with_first(x: np.ndarray, value: float) -> np.ndarray:
    """Return x with `value` as its first entry; the caller's x stays as it was.

    x (D,), value a number -> a new array (D,).

    >>> x = np.array([1.0, 2.0, 3.0])
    >>> with_first(x, 9.0)
    array([9., 2., 3.])
    >>> x
    array([1., 2., 3.])
    """
    raise NotImplementedError("0.3 with_first")


def above(x: np.ndarray, bar: float) -> np.ndarray:
    """Return the entries of x that are larger than `bar`, in their order.

    x (D,), bar a number -> an array with one axis; it may be empty.

    >>> above(np.array([3.0, 8.0, 5.0, 9.0]), bar=5.0)
    array([8., 9.])
    """
    raise NotImplementedError("0.4 above")


def cut_off(x: np.ndarray) -> np.ndarray:
    """Return x with 0 in place of every number below 0.

    x of any shape -> the same shape.

    >>> cut_off(np.array([-2.0, 0.5, 3.0]))
    array([0. , 0.5, 3. ])
    """
    raise NotImplementedError("0.5 cut_off")


def has_nan(x: np.ndarray) -> bool:
    """Return whether any entry of x is NaN, «not a number».

    x of any shape, floats -> exactly a `bool`.

    >>> has_nan(np.array([1.0, np.nan]))
    True
    >>> has_nan(np.array([[1.0, 2.0]]))
    False
    """
    raise NotImplementedError("0.6 has_nan")


def column_means(X: np.ndarray) -> np.ndarray:
    """Return the mean of each column of a table.

    X (N, D) -> (D,).

    >>> column_means(np.array([[1.0, 10.0, 0.0], [3.0, 30.0, 0.0]]))
    array([ 2., 20.,  0.])
    """
    raise NotImplementedError("0.7 column_means")


def row_shares(X: np.ndarray) -> np.ndarray:
    """Return a table whose rows sum to 1: each entry divided by the sum of its row.

    X (N, D) of positive numbers -> (N, D).

    >>> row_shares(np.array([[1.0, 3.0], [5.0, 5.0], [8.0, 2.0]]))
    array([[0.25, 0.75],
           [0.5 , 0.5 ],
           [0.8 , 0.2 ]])
    """
    raise NotImplementedError("0.8 row_shares")


def picked(P: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Return one entry of each row of a table: of row n the entry in column y[n].

    P (N, C), y (N,) of integers from 0 to C - 1 -> (N,).

    >>> picked(np.array([[0.1, 0.9], [0.7, 0.3], [0.4, 0.6]]), np.array([1, 0, 0]))
    array([0.9, 0.7, 0.4])
    """
    raise NotImplementedError("0.9 picked")


def spread(x: np.ndarray) -> float:
    """Return the largest entry of x minus the smallest.

    x (D,) -> a number; x may be empty, and is refused then.

    >>> float(spread(np.array([3.0, 8.0, 5.0])))
    5.0

    ValueError (say "empty") if x has no entries.
    """
    raise NotImplementedError("0.10 spread")
