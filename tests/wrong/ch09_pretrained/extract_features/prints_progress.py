from __future__ import annotations

import keras
import numpy as np


def extract_features(base: keras.Model, images: np.ndarray, batch_size: int = 64) -> np.ndarray:
    """Breaks "nothing is printed": the bar of predict is left on."""
    if images.shape[1:] != tuple(base.input_shape[1:]):
        raise ValueError(f"images have the shape {images.shape[1:]}, the base takes {base.input_shape[1:]}")

    return base.predict(images, batch_size=batch_size)
