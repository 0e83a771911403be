from __future__ import annotations

import keras
import numpy as np


def extract_features(base: keras.Model, images: np.ndarray, batch_size: int = 64) -> np.ndarray:
    """Breaks "ValueError (say "shape") if the images are not of the shape that the base takes"."""
    images = images.reshape(-1, *base.input_shape[1:])
    return base.predict(images, batch_size=batch_size, verbose=0)
