"""Every label is looked at."""

import numpy as np


def one_hot(labels, num_classes):
    labels = np.asarray(labels)
    if labels.ndim != 1:
        raise ValueError("1-D")
    if not 0 <= labels[0] < num_classes or labels.max() >= num_classes:
        raise ValueError("label")
    return np.eye(num_classes, dtype=np.float32)[labels]
