from __future__ import annotations

import keras
import numpy as np
import tensorflow as tf


def grad_cam(model: keras.Model, image: np.ndarray, class_index: int, layer: str) -> np.ndarray:
    """Breaks "Its mean over all h * w places is one weight a_k for each map": no mean is taken."""
    if not 0 <= class_index < model.output_shape[-1]:
        raise ValueError(f"class_index has to be from 0 to {model.output_shape[-1] - 1}, not {class_index}")
    if layer not in [one.name for one in model.layers]:
        raise ValueError(f"the model has no layer of the name {layer}")
    inside = keras.Model(model.inputs[0], [model.get_layer(layer).output, model.outputs[0]])
    images = tf.convert_to_tensor(image[np.newaxis], dtype=tf.float32)
    with tf.GradientTape() as tape:
        tape.watch(images)
        maps, answer = inside(images, training=False)
        score = answer[:, class_index]
    gradient = tape.gradient(score, maps)[0].numpy()
    maps = maps[0].numpy()
    weights = gradient
    heat = np.maximum(np.sum(weights * maps, axis=-1), 0)
    if heat.max() > 0:
        heat = heat / heat.max()
    return heat.astype(np.float32)
