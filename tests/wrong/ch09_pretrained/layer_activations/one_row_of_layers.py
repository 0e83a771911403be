from __future__ import annotations

import keras
import numpy as np


def layer_activations(
    model: keras.Model, images: np.ndarray, names: list[str]
) -> dict[str, np.ndarray]:
    """Breaks "each layer's output for these images" in every model that is not one row (branches, sums)."""
    known = [layer.name for layer in model.layers]
    for name in names:
        if name not in known:
            raise ValueError(f"the model has no layer of the name {name}")
    answers = {}
    values = keras.ops.convert_to_tensor(images, dtype="float32")
    for layer in model.layers:
        if not isinstance(layer, keras.layers.InputLayer):
            values = layer(values)
        answers[layer.name] = np.asarray(values)
    return {name: answers[name] for name in names}
