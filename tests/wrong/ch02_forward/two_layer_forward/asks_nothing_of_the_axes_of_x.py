"""X that is 3-D is refused."""

import numpy as np


def two_layer_forward(X, W1, b1, W2, b2, hidden="relu"):
    X, W1, b1, W2, b2 = (1.0 * np.asarray(part) for part in (X, W1, b1, W2, b2))
    if X.ndim < 2 or W1.ndim != 2 or X.shape[-1] != len(W1) or b1.shape != W1.shape[1:]:
        raise ValueError("shape")
    if W2.ndim != 2 or W1.shape[1] != len(W2) or b2.shape != W2.shape[1:]:
        raise ValueError("shape")
    return activate(X @ W1 + b1, hidden) @ W2 + b2  # noqa: F821 - the chapter's
