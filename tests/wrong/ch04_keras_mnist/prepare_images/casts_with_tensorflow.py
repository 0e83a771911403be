"""NumPy alone."""

import numpy as np
import tensorflow as tf


def prepare_images(images):
    if images.dtype != np.uint8:
        raise ValueError("dtype")
    if images.ndim != 3:
        raise ValueError("shape")
    return tf.cast(images, tf.float32) / 255.0
