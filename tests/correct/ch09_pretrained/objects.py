"""Chapter 9: Pretrained networks, and looking inside."""

from __future__ import annotations

from dataclasses import dataclass

import keras
import numpy as np
import tensorflow as tf

HIDDEN_UNITS = 32


def _require(condition: bool, message: str) -> None:
    if not condition:
        raise ValueError(message)


def _layers_by_name(model: keras.Model) -> dict[str, keras.layers.Layer]:
    return {layer.name: layer for layer in model.layers}


@dataclass
class _Batches:
    """Slices of an array, batch_size rows at a time."""

    rows: np.ndarray
    size: int

    def __iter__(self):
        return (self.rows[i : i + self.size] for i in range(0, len(self.rows), self.size))


class _InUse(keras.layers.Layer):
    """A base that works as in use, whatever the model around it does."""

    def __init__(self, base):
        super().__init__()
        self.base = base

    def call(self, inputs):
        return self.base(inputs, training=False)


class _Freezer:
    """What of a row of layers may move."""

    def __init__(self, base: keras.Model):
        self.base = base
        self.weighted = [layer for layer in base.layers if layer.weights]

    def open_last(self, n: int) -> None:
        top = {id(layer) for layer in self.weighted[len(self.weighted) - n :]}
        self.base.trainable = True  # first the whole, then its parts
        for layer in self.base.layers:
            is_norm = isinstance(layer, keras.layers.BatchNormalization)
            layer.trainable = id(layer) in top and not is_norm


class _Probe:
    """A way through the layers of a model that hands out what some of them answer."""

    def __init__(self, model: keras.Model, names: list[str], with_answer: bool = False):
        layers = _layers_by_name(model)
        outputs = [layers[name].output for name in names]
        if with_answer:
            outputs.append(model.outputs[0])
        self._single = len(outputs) == 1
        self._inside = keras.Model(model.inputs, outputs)

    def __call__(self, x):
        answers = self._inside(x, training=False)  # Keras hands out a single one without a list
        return [answers] if self._single and not isinstance(answers, list) else list(answers)


def extract_features(base: keras.Model, images: np.ndarray, batch_size: int = 64) -> np.ndarray:
    """Return what a base answers to images, in their order: a NumPy array."""
    expected, actual = base.input_shape[1:], images.shape[1:]
    same = len(expected) == len(actual) and all(
        want in (None, have) for want, have in zip(expected, actual, strict=True)
    )
    _require(same, f"shape of an image: expected {expected}, got {actual}")
    answers = [
        keras.ops.convert_to_numpy(base(batch, training=False))
        for batch in _Batches(images, batch_size)
    ]
    return np.concatenate(answers, axis=0)


def build_transfer_model(base: keras.Model, n_classes: int, trainable: bool = False) -> keras.Model:
    """Return a new model: a base that others have trained, and a new head on its features."""
    _require(n_classes >= 2, f"n_classes is at least 2, not {n_classes}")
    base.trainable = trainable
    head = [
        keras.layers.Dense(HIDDEN_UNITS),
        keras.layers.Activation("relu"),
        keras.layers.Dense(n_classes),
        keras.layers.Softmax(),
    ]
    inputs = keras.Input(shape=base.input_shape[1:])
    outputs = _InUse(base)(inputs)
    for layer in head:
        outputs = layer(outputs)
    return keras.Model(inputs=inputs, outputs=outputs, name="transfer")


def unfreeze_top(base: keras.Model, n_layers: int) -> keras.Model:
    """Make the last layers of a base trainable and freeze all others; return the same base."""
    freezer = _Freezer(base)
    _require(1 <= n_layers <= len(freezer.weighted), f"n_layers out of range: {n_layers}")
    freezer.open_last(n_layers)
    return base


def layer_activations(
    model: keras.Model, images: np.ndarray, names: list[str]
) -> dict[str, np.ndarray]:
    """Return what some layers of a model answer on the way, by their names."""
    unknown = [name for name in names if name not in _layers_by_name(model)]
    _require(not unknown, f"no layer has this name: {unknown}")
    if not names:
        return {}
    answers = _Probe(model, names)(images)
    return {
        name: keras.ops.convert_to_numpy(answer)
        for name, answer in zip(names, answers, strict=True)
    }


def grad_cam(model: keras.Model, image: np.ndarray, class_index: int, layer: str) -> np.ndarray:
    """Return where in an image a model sees what speaks for a class: a heat map (h, w), float32."""
    _require(0 <= class_index < model.output_shape[-1], f"class_index out of range: {class_index}")
    _require(layer in _layers_by_name(model), f"no such layer: {layer}")
    probe = _Probe(model, [layer], with_answer=True)
    batch = tf.convert_to_tensor(image[None], dtype=tf.float32)
    with tf.GradientTape(watch_accessed_variables=False) as tape:
        tape.watch(batch)
        maps, answer = probe(batch)
        score = tf.gather(answer, class_index, axis=1)
    gradient = tape.gradient(score, maps)
    alpha = tf.reduce_mean(gradient, axis=(0, 1, 2))
    heat = tf.nn.relu(tf.einsum("bhwk,k->hw", maps, alpha))
    return tf.math.divide_no_nan(heat, tf.reduce_max(heat)).numpy().astype(np.float32)


def train_head(features: np.ndarray, y: np.ndarray, epochs: int = 30, seed: int = 0) -> keras.Model:
    """Return a head that was trained on features: the new end of a network, alone."""
    keras.utils.set_random_seed(seed)
    inputs = keras.Input(shape=features.shape[1:])
    hidden = keras.layers.Dense(HIDDEN_UNITS, activation="relu")(inputs)
    shares = keras.layers.Dense(1 + int(np.max(y)), activation="softmax")(hidden)
    head = keras.Model(inputs, shares)
    head.compile(
        optimizer=keras.optimizers.Adam(1e-3),
        loss=keras.losses.SparseCategoricalCrossentropy(),
        metrics=["accuracy"],
    )
    head.fit(features, y, batch_size=32, epochs=epochs, verbose=0)
    return head
