"""Chapter 9: Pretrained networks, and looking inside."""

from __future__ import annotations

import keras
import numpy as np
import tensorflow as tf


def extract_features(base: keras.Model, images: np.ndarray, batch_size: int = 64) -> np.ndarray:
    """Return what a base answers to images, in their order: a NumPy array."""
    wanted = base.input_shape[1:]
    given = images.shape[1:]
    fits = len(wanted) == len(given)
    if fits:
        for a, b in zip(wanted, given, strict=True):
            if a is not None and a != b:
                fits = False
    if not fits:
        raise ValueError(f"the images have the wrong shape: {given}, and the base takes {wanted}")
    return base.predict(images, batch_size=batch_size, verbose=0)


class InUse(keras.layers.Layer):
    """A base that works as in use, whatever the model around it does."""

    def __init__(self, base):
        super().__init__()
        self.base = base

    def call(self, inputs):
        return self.base(inputs, training=False)


def build_transfer_model(base: keras.Model, n_classes: int, trainable: bool = False) -> keras.Model:
    """Return a new model: a base that others have trained, and a new head on its features."""
    if n_classes < 2:
        raise ValueError("n_classes must be 2 or more")
    base.trainable = trainable
    inputs = keras.Input(base.input_shape[1:])
    x = InUse(base)(inputs)
    x = keras.layers.Dense(32, activation="relu")(x)
    outputs = keras.layers.Dense(n_classes, activation="softmax")(x)
    return keras.Model(inputs, outputs)


def unfreeze_top(base: keras.Model, n_layers: int) -> keras.Model:
    """Make the last layers of a base trainable and freeze all others; return the same base."""
    with_weights = []
    for layer in base.layers:
        if len(layer.weights) > 0:
            with_weights.append(layer)
    if n_layers < 1 or n_layers > len(with_weights):
        raise ValueError(f"n_layers must be from 1 to {len(with_weights)}")

    base.trainable = True
    for layer in base.layers:
        layer.trainable = False
    start = len(with_weights) - n_layers
    for i in range(start, len(with_weights)):
        layer = with_weights[i]
        if not isinstance(layer, keras.layers.BatchNormalization):
            layer.trainable = True
    return base


def layer_activations(
    model: keras.Model, images: np.ndarray, names: list[str]
) -> dict[str, np.ndarray]:
    """Return what some layers of a model answer on the way, by their names."""
    known = []
    for layer in model.layers:
        known.append(layer.name)
    for name in names:
        if name not in known:
            raise ValueError(f"there is no layer of the name {name}")

    found = {}
    for name in names:
        part = keras.Model(model.inputs, model.get_layer(name).output)
        found[name] = np.array(part(images, training=False))
    return found


def grad_cam(model: keras.Model, image: np.ndarray, class_index: int, layer: str) -> np.ndarray:
    """Return where in an image a model sees what speaks for a class: a heat map (h, w), float32."""
    n_classes = model.output_shape[-1]
    if class_index < 0 or class_index >= n_classes:
        raise ValueError(f"class_index must be from 0 to {n_classes - 1}")
    if layer not in [one.name for one in model.layers]:
        raise ValueError(f"the model has no layer {layer}")

    inside = keras.Model(model.inputs, [model.get_layer(layer).output, model.outputs[0]])
    x = tf.constant(image[np.newaxis], dtype=tf.float32)
    with tf.GradientTape() as tape:
        tape.watch(x)  # so that everything computed from it is on the tape
        maps, answer = inside(x, training=False)
        score = answer[0, class_index]
    gradient = np.array(tape.gradient(score, maps))[0]
    maps = np.array(maps)[0]

    heat = np.zeros(maps.shape[:2], dtype=np.float32)
    for k in range(maps.shape[2]):
        heat = heat + gradient[:, :, k].mean() * maps[:, :, k]
    heat = np.maximum(heat, 0)
    if heat.max() > 0:
        heat = heat / heat.max()
    return heat.astype(np.float32)


def train_head(features: np.ndarray, y: np.ndarray, epochs: int = 30, seed: int = 0) -> keras.Model:
    """Return a head that was trained on features: the new end of a network, alone."""
    n_classes = int(y.max()) + 1
    keras.utils.set_random_seed(seed)
    model = keras.Sequential()
    model.add(keras.Input((features.shape[1],)))
    model.add(keras.layers.Dense(32, activation="relu"))
    model.add(keras.layers.Dense(n_classes, activation="softmax"))
    model.compile(
        optimizer=keras.optimizers.Adam(learning_rate=0.001),
        loss="sparse_categorical_crossentropy",
    )
    model.fit(features, y, epochs=epochs, batch_size=32, verbose=0)
    return model
