"""float32."""

import numpy as np


def one_hot(labels, num_classes):
    labels = np.asarray(labels)
    if labels.ndim != 1:
        raise ValueError("1-D")
    if labels.size and (labels.min() < 0 or labels.max() >= num_classes):
        raise ValueError("label")
    return np.eye(num_classes)[labels]
