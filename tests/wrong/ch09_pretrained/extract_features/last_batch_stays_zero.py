from __future__ import annotations

import keras
import numpy as np


def extract_features(base: keras.Model, images: np.ndarray, batch_size: int = 64) -> np.ndarray:
    """Breaks "N need not be a multiple of it": rows of an incomplete last batch stay 0."""
    if images.shape[1:] != tuple(base.input_shape[1:]):
        raise ValueError(f"images have the shape {images.shape[1:]}, the base takes {base.input_shape[1:]}")

    features = np.zeros((len(images), *base.output_shape[1:]), dtype=np.float32)
    for i in range(len(images) // batch_size):
        rows = slice(i * batch_size, (i + 1) * batch_size)
        features[rows] = base.predict_on_batch(images[rows])
    return features
