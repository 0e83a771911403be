import keras
import numpy as np


def dream_step(features: keras.Model, image: np.ndarray, lr: float) -> tuple[np.ndarray, float]:
    """Breaks: the model is called with training=False. Here with training=True."""
    import tensorflow as tf

    if image.ndim != 3 or image.shape[2] != features.input_shape[-1]:
        raise ValueError(f"the shape {image.shape} does not fit the model")
    x = tf.Variable(image[np.newaxis])
    with tf.GradientTape() as tape:
        maps = features(x, training=True)
        loss = tf.reduce_mean(maps[:, 2:-2, 2:-2] ** 2)
    g = tape.gradient(loss, x, unconnected_gradients="zero").numpy()[0]
    size = max(float(np.abs(g).mean()), 1e-6)
    new = np.clip(image + lr * g / size, 0, 1).astype(np.float32)
    return new, float(loss)
