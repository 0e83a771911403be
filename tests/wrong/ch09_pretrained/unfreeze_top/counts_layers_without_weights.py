from __future__ import annotations

import keras


def unfreeze_top(base: keras.Model, n_layers: int) -> keras.Model:
    """Breaks "Only those that have weights count": Flatten or pooling is counted, too."""
    with_weights = [layer for layer in base.layers if layer.weights]
    if n_layers < 1 or n_layers > len(with_weights):
        raise ValueError(f"n_layers has to be from 1 to {len(with_weights)}, not {n_layers}")
    base.trainable = True
    for layer in base.layers:
        layer.trainable = False
    for layer in base.layers[-n_layers:]:
        if not isinstance(layer, keras.layers.BatchNormalization):
            layer.trainable = True
    return base
