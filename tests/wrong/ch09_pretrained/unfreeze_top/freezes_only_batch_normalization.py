from __future__ import annotations

import keras


def unfreeze_top(base: keras.Model, n_layers: int) -> keras.Model:
    """Breaks "every other one is frozen, whatever it was before": lower layers are left as they come."""
    with_weights = [layer for layer in base.layers if layer.weights]
    if n_layers < 1 or n_layers > len(with_weights):
        raise ValueError(f"n_layers has to be from 1 to {len(with_weights)}, not {n_layers}")
    flags = [layer.trainable for layer in base.layers]
    base.trainable = True
    for layer, flag in zip(base.layers, flags):
        layer.trainable = flag
    for layer in with_weights[-n_layers:]:
        layer.trainable = True
    for layer in base.layers:
        if isinstance(layer, keras.layers.BatchNormalization):
            layer.trainable = False
    return base
