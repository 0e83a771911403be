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
    """Everything is looked at first; the images are copied."""
    images = np.array(images)  # a copy, so that nothing can happen to the caller's
    expected = tuple(base.input_shape[1:])
    if images.ndim != len(expected) + 1:
        raise ValueError(f"wrong shape: {images.ndim} axes, expected {len(expected) + 1}")
    if tuple(images.shape[1:]) != expected:
        raise ValueError(f"wrong shape of the images: {images.shape[1:]}, expected {expected}")
    if batch_size < 1:
        raise ValueError("batch_size must be 1 or more")
    answers = base.predict(images, batch_size=int(batch_size), verbose=0)
    answers = np.asarray(answers)
    assert answers.shape[0] == images.shape[0]
    return answers


def build_transfer_model(base: keras.Model, n_classes: int, trainable: bool = False) -> keras.Model:
    """The refusal comes before everything else."""
    if n_classes < 2:
        raise ValueError(f"n_classes must be at least 2, but it is {n_classes}")
    if len(base.output_shape) != 2:
        raise ValueError("the base has to answer (N, F)")
    base.trainable = bool(trainable)
    inputs = keras.Input(shape=tuple(base.input_shape[1:]), dtype=base.inputs[0].dtype)
    features = as_in_use(base)(inputs)
    hidden = keras.layers.Dense(units=32, activation="relu")(features)
    outputs = keras.layers.Dense(units=int(n_classes), activation="softmax")(hidden)
    model = keras.Model(inputs=inputs, outputs=outputs)
    assert model.output_shape == (None, n_classes)
    return model


def unfreeze_top(base: keras.Model, n_layers: int) -> keras.Model:
    """All open, all shut, then the top open again."""
    layers = list(base.layers)
    places = [place for place, layer in enumerate(layers) if len(layer.weights) != 0]
    if n_layers < 1:
        raise ValueError(f"n_layers must be at least 1, but it is {n_layers}")
    if n_layers > len(places):
        raise ValueError(f"n_layers is {n_layers}, but only {len(places)} layers have weights")
    base.trainable = True
    for layer in layers:
        layer.trainable = False
    for place in places[len(places) - n_layers :]:
        if isinstance(layers[place], keras.layers.BatchNormalization):
            continue
        layers[place].trainable = True
    assert base.trainable
    return base


def layer_activations(
    model: keras.Model, images: np.ndarray, names: list[str]
) -> dict[str, np.ndarray]:
    """The list of outputs is made a list again if Keras has unpacked it."""
    names = list(names)
    known = {layer.name: layer for layer in model.layers}
    for name in names:
        if name not in known:
            raise ValueError(f"the model has no layer of the name {name!r}; it has {list(known)}")
    if not names:
        return {}
    outputs = [known[name].output for name in names]
    inside = keras.Model(inputs=model.inputs[0], outputs=outputs)
    answers = inside.predict(np.array(images), verbose=0)
    if not isinstance(answers, (list, tuple)):
        answers = [answers]
    assert len(answers) == len(names)
    found = {}
    for name, answer in zip(names, answers):
        found[name] = np.array(answer)
    return found


def grad_cam(model: keras.Model, image: np.ndarray, class_index: int, layer: str) -> np.ndarray:
    """A gradient of None and a heat of 0 are both thought of."""
    n_classes = int(model.output_shape[-1])
    if class_index < 0 or class_index >= n_classes:
        raise ValueError(f"class_index must be from 0 to {n_classes - 1}, but it is {class_index}")
    known = {one.name: one for one in model.layers}
    if layer not in known:
        raise ValueError(f"the model has no layer of the name {layer!r}")
    images = tf.convert_to_tensor(np.array(image, dtype=np.float32)[np.newaxis])
    inside = keras.Model(model.inputs[0], [known[layer].output, model.outputs[0]])
    with tf.GradientTape(watch_accessed_variables=False) as tape:
        tape.watch(images)
        maps, answer = inside(images, training=False)
        score = tf.gather(answer, int(class_index), axis=-1)
    gradient = tape.gradient(score, maps)
    maps = maps.numpy()[0].astype(np.float64)
    if gradient is None:  # the answer does not depend on this layer
        return np.zeros(maps.shape[:2], dtype=np.float32)
    gradient = tf.convert_to_tensor(gradient).numpy()[0].astype(np.float64)
    importance = gradient.mean(axis=(0, 1))
    heat = np.sum(importance[np.newaxis, np.newaxis, :] * maps, axis=2)
    heat = np.where(heat > 0, heat, 0.0)
    largest = heat.max()
    if largest > 0:
        heat = heat / largest
    return heat.astype(np.float32)


def train_head(features: np.ndarray, y: np.ndarray, epochs: int = 30, seed: int = 0) -> keras.Model:
    """Copies of what is handed in; the labels as int64."""
    features = np.array(features)
    labels = np.array(y).astype(np.int64)
    if features.ndim != 2 or labels.shape != (features.shape[0],):
        raise ValueError("features have to be (N, F), and y (N,)")
    n_classes = int(labels.max()) + 1
    keras.utils.set_random_seed(int(seed))
    inputs = keras.layers.InputLayer(shape=(features.shape[1],))
    hidden = keras.layers.Dense(units=32, activation="relu")
    outputs = keras.layers.Dense(units=n_classes, activation="softmax")
    head = keras.Sequential([inputs, hidden, outputs])
    optimizer = keras.optimizers.Adam(learning_rate=0.001)
    head.compile(optimizer=optimizer, loss="sparse_categorical_crossentropy")
    head.fit(x=features, y=labels, epochs=epochs, batch_size=32, verbose=0)
    return head
