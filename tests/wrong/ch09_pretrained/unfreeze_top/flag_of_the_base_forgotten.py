from __future__ import annotations

import keras


def unfreeze_top(base: keras.Model, n_layers: int) -> keras.Model:
    """Breaks "of a base whose own flag is False nothing moves": a frozen base stays frozen."""
    with_weights = [layer for layer in base.layers if layer.weights]
    if n_layers < 1 or n_layers > len(with_weights):
        raise ValueError(f"n_layers has to be from 1 to {len(with_weights)}, not {n_layers}")
    for layer in base.layers:
        layer.trainable = False
    for layer in with_weights[-n_layers:]:
        if not isinstance(layer, keras.layers.BatchNormalization):
            layer.trainable = True
    return base
