"""Chapter 9: Pretrained networks, and looking inside.

A *base* is a network that somebody has trained, without its last layers: it takes images and
answers features. All six exercises take Keras. Models that are handed in have been built, may be
frozen, and none of their layers is a model itself; where nothing else is said they stay as they
were: weights, and what is trainable. *Frozen* weights are those that no optimizer moves.
"""

from __future__ import annotations  # `keras.Model` in a signature is read as text, not looked up

import keras
import numpy as np
import tensorflow as tf


def as_in_use(base: keras.Model) -> keras.Layer:
    """Return a layer that does what a base does in use, whoever trains; given, nothing to write.

    Its weights are those of the base: they move in a training if the base is trainable. But nothing
    in it is dropped, and BatchNormalization takes the statistics that it has learned. (Keras's own
    `base(inputs, training=False)` does not last: where a model of the functional form is trained,
    Keras 3.15 hands training=True to all its layers, this call among them.)

    >>> layers = [keras.Input((2,)), keras.layers.Dropout(0.9)]
    >>> layer = as_in_use(keras.Sequential(layers))
    >>> np.asarray(layer(np.ones((1, 2)), training=True))
    array([[1., 1.]], dtype=float32)
    """

    class InUse(keras.layers.Layer):
        def __init__(self) -> None:
            super().__init__()
            self.base = base

        def call(self, inputs: keras.KerasTensor) -> keras.KerasTensor:
            return self.base(inputs, training=False)

    return InUse()


def extract_features(base: keras.Model, images: np.ndarray, batch_size: int = 64) -> np.ndarray:
    """Predict."""
    if images.shape[1:] != base.input_shape[1:]:
        raise ValueError(f"shape {images.shape[1:]} is not {base.input_shape[1:]}")
    return base.predict(images, batch_size=batch_size, verbose=0)


def build_transfer_model(base: keras.Model, n_classes: int, trainable: bool = False) -> keras.Model:
    """One Sequential."""
    if n_classes < 2:
        raise ValueError(f"{n_classes=}")
    base.trainable, dense = trainable, keras.layers.Dense
    ends = as_in_use(base), dense(32, "relu"), dense(n_classes, "softmax")
    return keras.Sequential([keras.Input(base.input_shape[1:]), *ends])


def unfreeze_top(base: keras.Model, n_layers: int) -> keras.Model:
    """A slice of those that have weights."""
    full = [layer for layer in base.layers if layer.weights]
    if not 1 <= n_layers <= len(full):
        raise ValueError(f"{n_layers=}")
    base.trainable, top = True, {id(layer) for layer in full[-n_layers:]}
    for layer in base.layers:
        is_norm = isinstance(layer, keras.layers.BatchNormalization)
        layer.trainable = id(layer) in top and not is_norm
    return base


def layer_activations(
    model: keras.Model, images: np.ndarray, names: list[str]
) -> dict[str, np.ndarray]:
    """One pass, a list of outputs."""
    if unknown := set(names) - {layer.name for layer in model.layers}:
        raise ValueError(f"no layer of the name {unknown}")
    inside = keras.Model(model.inputs[0], [model.get_layer(name).output for name in names])
    answers = inside.predict(images, verbose=0)
    return dict(zip(names, answers if isinstance(answers, list) else [answers]))


def grad_cam(model: keras.Model, image: np.ndarray, class_index: int, layer: str) -> np.ndarray:
    """Gradient, mean, sum, cut, divide."""
    if class_index not in range(model.output_shape[-1]):
        raise ValueError(f"{class_index=}")
    if layer not in {one.name for one in model.layers}:
        raise ValueError(f"{layer=}")
    inside = keras.Model(model.inputs[0], [model.get_layer(layer).output, model.outputs[0]])
    x = tf.convert_to_tensor(image[None].astype("float32"))
    with tf.GradientTape() as tape:
        tape.watch(x)
        maps, answer = inside(x, training=False)
        s = answer[:, class_index]
    slope = tape.gradient(s, maps, unconnected_gradients="zero")
    a, slope = np.float64(maps)[0], np.float64(slope)[0]
    heat = np.maximum(a @ slope.mean(axis=(0, 1)), 0)
    return np.float32(heat / (heat.max() or 1))


def train_head(features: np.ndarray, y: np.ndarray, epochs: int = 30, seed: int = 0) -> keras.Model:
    """Seed, layers, fit."""
    keras.utils.set_random_seed(seed)
    ends = keras.layers.Dense(32, "relu"), keras.layers.Dense(int(y.max()) + 1, "softmax")
    head = keras.Sequential([keras.Input(features.shape[1:]), *ends])
    head.compile("adam", "sparse_categorical_crossentropy")
    head.fit(features, y.astype("int64"), epochs=epochs, verbose=0)
    return head
