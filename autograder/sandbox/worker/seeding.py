"""One function for every source of randomness in a worker."""

from __future__ import annotations

import random
import sys

import numpy as np


def seed_everything(seed: int) -> None:
    """Seed `random`, NumPy's global state and, where Keras is imported, Keras and TensorFlow."""
    random.seed(seed)
    np.random.seed(seed)
    if keras := sys.modules.get("keras"):
        keras.utils.set_random_seed(int(seed))
