"""Only `axis` must not be empty: a table without columns is legal along axis 0."""

import numpy as np


def softmax(Z, axis=-1):
    Z = 1.0 * np.asarray(Z)
    if Z.ndim == 0:
        raise ValueError("1-D")
    if Z.shape[axis] == 0 or Z.shape[-1] == 0:
        raise ValueError("empty")
    e = np.exp(Z - Z.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)
