from __future__ import annotations

import keras
import numpy as np


def layer_activations(
    model: keras.Model, images: np.ndarray, names: list[str]
) -> dict[str, np.ndarray]:
    """Breaks "each layer's output for these images": it is what goes into the layer."""
    known = [layer.name for layer in model.layers]
    for name in names:
        if name not in known:
            raise ValueError(f"the model has no layer of the name {name}")
    found = {}
    for name in names:
        inside = keras.Model(model.inputs[0], model.get_layer(name).input)
        found[name] = np.asarray(inside(images, training=False))
    return found
