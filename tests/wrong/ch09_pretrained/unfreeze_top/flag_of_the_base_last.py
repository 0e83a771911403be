from __future__ import annotations

import keras


def unfreeze_top(base: keras.Model, n_layers: int) -> keras.Model:
    """Breaks "every other one is frozen": setting the base's flag at the end unfreezes all."""
    with_weights = [layer for layer in base.layers if layer.weights]
    if n_layers < 1 or n_layers > len(with_weights):
        raise ValueError(f"n_layers has to be from 1 to {len(with_weights)}, not {n_layers}")
    for layer in base.layers:
        is_norm = isinstance(layer, keras.layers.BatchNormalization)
        layer.trainable = layer in with_weights[-n_layers:] and not is_norm
    base.trainable = True
    return base
