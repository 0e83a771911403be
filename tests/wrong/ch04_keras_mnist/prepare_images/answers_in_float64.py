"""float32."""

import numpy as np


def prepare_images(images):
    if images.dtype != np.uint8:
        raise ValueError("dtype")
    if images.ndim != 3:
        raise ValueError("shape")
    return images / 255.0
