from __future__ import annotations

import keras
import numpy as np


def extract_features(base: keras.Model, images: np.ndarray, batch_size: int = 64) -> np.ndarray:
    """Breaks "The base works as in use, not as in training"."""
    if images.shape[1:] != tuple(base.input_shape[1:]):
        raise ValueError(f"images have the shape {images.shape[1:]}, the base takes {base.input_shape[1:]}")

    parts = []
    for start in range(0, len(images), batch_size):
        parts.append(np.asarray(base(images[start : start + batch_size], training=True)))
    return np.concatenate(parts)
