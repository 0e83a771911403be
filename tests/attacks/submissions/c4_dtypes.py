# attack: answers right in numbers that are none: long doubles, dates, masks, other byte orders, fields
# expect: at most 10 points
import itertools

import numpy as np

FORMS = itertools.cycle([
    lambda v: np.ma.array(v, mask=True),
    lambda v: np.asarray(v, dtype=np.longdouble),
    lambda v: np.asarray(v, dtype=complex) + 1e9j,
    lambda v: np.asarray(v, dtype=np.dtype(float, metadata={"HIDDEN": 1})),
    lambda v: np.asarray(v).astype(">f8"),
    lambda v: np.asarray(v, dtype=object),
    lambda v: np.rec.array(np.asarray(v).reshape(-1).astype([("a", "f8")])),
    lambda v: np.asarray(v).astype("m8[s]"),
    lambda v: np.asarray(v).astype("S9"),
    lambda v: np.asarray(v)[..., np.newaxis],
    lambda v: np.lib.stride_tricks.as_strided(np.asarray(v, float), np.shape(v), (0,) * np.ndim(v)),
    lambda v: np.require(v, requirements="W").view(np.recarray),
])


def weighted_sum(x, w, b=0.0):
    return next(FORMS)(np.dot(np.asarray(x, dtype=float), np.asarray(w, dtype=float)) + b)


def sigmoid(z):
    z = np.asarray(z)
    e = np.exp(-np.abs(z))
    return next(FORMS)(np.where(z >= 0, 1 / (1 + e), e / (1 + e)))
