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
    """Return what a base answers to images, in their order: a NumPy array.

    images (N, H, W, C), floats, N at least 1 -> (N, …), whatever the base answers, not flattened.
    The base works as in use, not as in training: nothing is dropped, and BatchNormalization takes
    the statistics that it has learned. batch_size says how many images it gets at a time; the
    answer does not depend on it, and N need not be a multiple of it.
    Graded: an array of NumPy, no tensor; base and images are not changed; nothing is printed.

    >>> base = keras.Sequential([keras.Input((2, 2, 1)), keras.layers.Flatten()])
    >>> extract_features(base, np.arange(12.0).reshape(3, 2, 2, 1), batch_size=2)
    array([[ 0.,  1.,  2.,  3.],
           [ 4.,  5.,  6.,  7.],
           [ 8.,  9., 10., 11.]], dtype=float32)

    ValueError (say "shape") if the images are not of the shape that the base takes, which is
    base.input_shape without its first entry (no other one is None).
    """
    ### BEGIN SOLUTION
    if images.shape[1:] != base.input_shape[1:]:
        raise ValueError(f"extract_features: shape: {images.shape[1:]}, not {base.input_shape[1:]}")
    return base.predict(images, batch_size=batch_size, verbose=0)
    ### END SOLUTION


def build_transfer_model(base: keras.Model, n_classes: int, trainable: bool = False) -> keras.Model:
    """Return a new model: a base that others have trained, and a new head on its features.

    base answers (N, F). The model takes what the base takes: the base, then Dense with 32 units and
    ReLU, then Dense with n_classes units and softmax. It is not compiled.
    1. `base.trainable = trainable`, on the base itself: it is frozen, or it is not.
    2. The base works as in use, even while the model is trained, frozen or not: nothing in it is
       dropped, and BatchNormalization takes the statistics that it has learned, and leaves them as
       they are; its scale and shift are weights as others. `as_in_use(base)` is a layer that does
       so.
    Graded: what the model computes, in use and in training; which weights a training moves, and
    that the others stay as they were, bit by bit; the new layers start as Keras starts them.

    >>> base = keras.Sequential([keras.Input((4,)), keras.layers.Dense(3)])
    >>> model = build_transfer_model(base, 5)
    >>> model.output_shape, len(model.trainable_weights), len(model.weights)
    ((None, 5), 4, 6)

    ValueError (say "n_classes") if n_classes is below 2, before anything is changed.
    """
    ### BEGIN SOLUTION
    if n_classes < 2:
        raise ValueError(f"build_transfer_model: n_classes: must be 2 or more ({n_classes})")
    base.trainable = trainable
    inputs = keras.Input(base.input_shape[1:])
    features = as_in_use(base)(inputs)
    hidden = keras.layers.Dense(32, activation="relu")(features)
    shares = keras.layers.Dense(n_classes, activation="softmax")(hidden)
    return keras.Model(inputs, shares)
    ### END SOLUTION


def unfreeze_top(base: keras.Model, n_layers: int) -> keras.Model:
    """Make the last layers of a base trainable and freeze all others; return the same base.

    base is one row of layers, `base.layers`, from the input to the output. Only those that have
    weights count: the last n_layers of them become trainable, every other one is frozen, whatever
    it was before. A BatchNormalization counts, but it stays frozen.
    What decides is what a training of the base would move, `base.trainable_weights`: of a base
    whose own flag is False nothing moves, whatever its layers say.
    Graded: weights are not changed.

    >>> layers = [keras.layers.Dense(3, name="low"), keras.layers.Dense(2, name="high")]
    >>> base = unfreeze_top(keras.Sequential([keras.Input((4,)), *layers]), 1)
    >>> [layer.trainable for layer in base.layers]
    [False, True]

    ValueError (say "n_layers") if n_layers is below 1, or above the number of layers with weights.
    """
    ### BEGIN SOLUTION
    weighty = [layer for layer in base.layers if layer.weights]
    if not 1 <= n_layers <= len(weighty):
        raise ValueError(f"unfreeze_top: n_layers: must be 1 to {len(weighty)} ({n_layers})")
    base.trainable = True  # first: it sets all layers alike
    for layer in base.layers:
        is_norm = isinstance(layer, keras.layers.BatchNormalization)
        layer.trainable = layer in weighty[-n_layers:] and not is_norm
    return base
    ### END SOLUTION


def layer_activations(
    model: keras.Model, images: np.ndarray, names: list[str]
) -> dict[str, np.ndarray]:
    """Return what some layers of a model answer on the way, by their names.

    images (N, …) as the model takes them; there is no need to cut them into batches. names are
    those of layers, one or more, none twice, in any order. A dict with these keys, in the order of
    names: each layer's output for these images, a NumPy array, computed as in use, not as in
    training.
    Graded: the model stays as it was; nothing is printed.

    >>> layers = [keras.layers.Flatten(name="flat"), keras.layers.Dense(2, name="end")]
    >>> model = keras.Sequential([keras.Input((2, 2)), *layers])
    >>> found = layer_activations(model, np.ones((3, 2, 2)), ["end", "flat"])
    >>> {name: array.shape for name, array in found.items()}
    {'end': (3, 2), 'flat': (3, 4)}

    ValueError (say "name") if the model has no layer of one of the names.
    """
    ### BEGIN SOLUTION
    known = {layer.name: layer for layer in model.layers}
    for name in names:
        if name not in known:
            raise ValueError(f"layer_activations: name: no layer is called {name!r}")
    inside = keras.Model(model.inputs[0], [known[name].output for name in names])
    answers = inside(images, training=False)
    answers = answers if len(names) > 1 else [answers]  # one output comes without a list
    return {name: np.asarray(each) for name, each in zip(names, answers, strict=True)}
    ### END SOLUTION


def grad_cam(model: keras.Model, image: np.ndarray, class_index: int, layer: str) -> np.ndarray:
    """Return where in an image a model sees what speaks for a class: a heat map (h, w), float32.

    image (H, W, C), as the model takes images, without an axis for the batch. layer is the name of
    one that answers maps A (1, h, w, K). s is the model's answer for the class, the entry
    class_index of its output, as it stands (behind a softmax, if it ends in one).
    1. The gradient of s in A, (h, w, K). Its mean over all h * w places is one weight a_k for each
       map.
    2. heat = the sum over k of a_k * A_k, at each place; below 0 it becomes 0.
    3. Divide by the largest entry, however small, so that it becomes 1. If all are 0, they stay 0.
    The model works as in use, not as in training, and may be frozen. The map is not made larger.
    Graded: image and model stay as they were; nothing is printed.

    >>> look = keras.layers.Conv2D(1, 1, use_bias=False, name="look")
    >>> end = [keras.layers.GlobalAveragePooling2D(), keras.layers.Dense(2, use_bias=False)]
    >>> model = keras.Sequential([keras.Input((2, 2, 1)), look, *end])
    >>> model.set_weights([np.ones((1, 1, 1, 1)), np.array([[1.0, -1.0]])])
    >>> image = np.array([[4.0, 1.0], [0.0, 2.0]]).reshape(2, 2, 1)
    >>> grad_cam(model, image, 0, "look")
    array([[1.  , 0.25],
           [0.  , 0.5 ]], dtype=float32)

    ValueError (say "class_index") if class_index is below 0, or not below the number of the model's
    classes, model.output_shape[-1].
    ValueError (say "layer") if the model has no layer of this name.
    """
    ### BEGIN SOLUTION
    known = {each.name: each for each in model.layers}
    if not 0 <= class_index < model.output_shape[-1]:
        raise ValueError(f"grad_cam: class_index: there are {model.output_shape[-1]} classes")
    if layer not in known:
        raise ValueError(f"grad_cam: layer: none is called {layer!r}")
    inside = keras.Model(model.inputs[0], [known[layer].output, model.outputs[0]])
    images = tf.convert_to_tensor(image[np.newaxis], tf.float32)
    with tf.GradientTape() as notes:
        notes.watch(images)  # of a frozen model it notes nothing by itself
        maps, answer = inside(images, training=False)
        score = answer[:, class_index]
    weights = tf.reduce_mean(notes.gradient(score, maps), axis=(1, 2))
    heat = np.maximum(np.sum(maps[0] * weights[0], axis=-1), 0)
    return (heat / heat.max() if heat.max() > 0 else heat).astype(np.float32)
    ### END SOLUTION


def train_head(features: np.ndarray, y: np.ndarray, epochs: int = 30, seed: int = 0) -> keras.Model:
    """Return a head that was trained on features: the new end of a network, alone.

    features (N, F), floats; y (N,), the classes, from 0, of any integer dtype. There are C classes,
    1 more than the largest label of y, whether each of them occurs or not.
    1. `keras.utils.set_random_seed(seed)`, then make the layers one after the other, the first one
       first: input (F,), Dense with 32 units and ReLU, Dense with C units and softmax.
    2. Compile it with Adam at learning rate 0.001 and the cross-entropy for integer labels. Fit it
       on all rows for `epochs` epochs in batches of 32, silently.
    No other layers, and no penalty such as L2.
    Graded: the network, its steps, and what it has learned; nothing is printed; features and y are
    not changed; the same seed gives the same head, another seed another one; how well it reads
    digits whose features you do not see.

    >>> head = train_head(np.eye(6, dtype=np.float32), np.array([0, 2, 1, 0, 2, 1]), epochs=1)
    >>> head.output_shape, head.count_params()
    ((None, 3), 323)
    """
    ### BEGIN SOLUTION
    keras.utils.set_random_seed(seed)
    head = keras.Sequential(
        [
            keras.Input(features.shape[1:]),
            keras.layers.Dense(32, activation="relu"),
            keras.layers.Dense(int(y.max()) + 1, activation="softmax"),
        ]
    )
    head.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
    head.fit(features, y, epochs=epochs, batch_size=32, verbose=0)
    return head
    ### END SOLUTION
