"""Networks that others have trained: SqueezeNet on ImageNet, and a small base on five digits.

Both come with the course. Whoever is online has many more in `keras.applications`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from course.datasets.bundle import BUNDLE

if TYPE_CHECKING:  # at run time it is imported where a network is built
    import keras

MEANS = np.array([103.939, 116.779, 123.68], np.float32)  # of ImageNet: blue, green, red
FIRES = {  # name -> kernels of its squeeze, and of each of its two expansions
    "fire2": (16, 64),
    "fire3": (16, 64),
    "fire4": (32, 128),
    "fire5": (32, 128),
    "fire6": (48, 192),
    "fire7": (48, 192),
    "fire8": (64, 256),
    "fire9": (64, 256),
}
POOLED = ("conv1", "fire3", "fire5")  # behind these the sides are halved


def load_squeezenet(size: int | None = 227) -> tuple[keras.Model, list[str]]:
    """Return SqueezeNet 1.1, trained on ImageNet, and the names of its 1,000 classes.

    It takes pictures (size, size, 3) as `prepare_photographs` makes them, and answers 1,000 shares;
    with None as the size, pictures of any size.
    Its layers are called conv1, fire2 … fire9, conv10, pooled and shares. Weights are kept in 8
    bits each, which changes a share by 0.04 at most (on the course's photographs).

    F. Iandola and others, SqueezeNet, 2016 (data/SOURCES.md).
    """
    import keras

    with np.load(BUNDLE / "squeezenet.npz", allow_pickle=False) as bundle:
        arrays = {name: bundle[name] for name in bundle.files}
    layers = keras.layers
    image = keras.Input((size, size, 3))
    x = layers.Conv2D(64, 3, strides=2, activation="relu", name="conv1")(image)
    x = layers.MaxPooling2D(3, 2)(x)
    for name, (squeezed, expanded) in FIRES.items():
        x = _fire(layers, x, name, squeezed, expanded)
        x = layers.MaxPooling2D(3, 2)(x) if name in POOLED else x
    x = layers.Conv2D(1000, 1, activation="relu", name="conv10")(x)
    x = layers.GlobalAveragePooling2D(name="pooled")(x)
    model = keras.Model(image, layers.Softmax(name="shares")(x), name="squeezenet")
    for layer in model.layers:
        if type(layer).__name__ == "Conv2D":
            layer.set_weights(_weights(arrays, layer.name))
    return model, arrays["labels"].tobytes().decode().split("\n")


def _fire(layers: Any, x: Any, name: str, squeezed: int, expanded: int) -> Any:
    """Return what a fire module makes of maps: few kernels 1 x 1, then many of two sizes."""
    few = layers.Conv2D(squeezed, 1, activation="relu", name=f"{name}_squeeze1x1")(x)
    options = {"padding": "same", "activation": "relu"}
    sides = [
        layers.Conv2D(expanded, k, name=f"{name}_expand{k}x{k}", **options)(few) for k in (1, 3)
    ]
    return layers.Concatenate(name=name)(sides)


def _weights(arrays: dict[str, np.ndarray], name: str) -> list[np.ndarray]:
    """Return kernel and bias of a layer; most kernels are bytes with a scale for each output."""
    kernel = arrays[f"{name}.kernel"].astype(np.float32)
    kernel = kernel * arrays.get(f"{name}.scale", np.float32(1))
    return [kernel, arrays[f"{name}.bias"].astype(np.float32)]


def prepare_photographs(photographs: np.ndarray) -> np.ndarray:
    """Return pictures as SqueezeNet has been trained on: (N, H, W, 3) uint8 -> float32.

    Blue comes first, then green and red, and the mean of ImageNet's pictures is taken off each.
    """
    return np.asarray(photographs, np.float32)[..., ::-1] - MEANS


def squeezenet_maps(*names: str) -> keras.Model:
    """Return a network that answers the maps of layers of SqueezeNet, a list if they are several.

    It takes images (N, H, W, 3) of any size, red, green and blue from 0 to 1: what
    `prepare_photographs` does is inside of it. The layers are called conv1, fire2 … fire9.
    """
    import keras

    base, _ = load_squeezenet(None)
    inside = keras.Model(base.input, [base.get_layer(name).output for name in names])
    image = keras.Input((None, None, 3))
    maps = inside(keras.ops.flip(255 * image, axis=-1) - MEANS)
    return keras.Model(image, maps if len(names) > 1 else maps[0])


def load_digits_base() -> keras.Model:
    """Return the small base of chapter 9: trained on the digits 0 to 4, without its last layers.

    It takes pictures (28, 28, 1), 0 to 1, and answers 400 features. 1,312 parameters, not compiled.
    Made by the course: 8 epochs on the bundled digits 0 to 4 behind Dropout, Dense 32 and Dense 5.
    """
    import keras

    layers = keras.layers
    row = keras.Sequential(
        [
            keras.Input((28, 28, 1), name="digits"),
            layers.Conv2D(8, 3, activation="relu", name="conv1"),
            layers.MaxPooling2D(2, name="pool1"),
            layers.Conv2D(16, 3, activation="relu", name="conv2"),
            layers.BatchNormalization(name="norm"),
            layers.MaxPooling2D(2, name="pool2"),
            layers.Flatten(name="features"),
        ]
    )
    base = keras.Model(row.inputs[0], row.outputs[0], name="digits_base")
    base.set_weights(digits_base_weights())
    return base


def digits_base_weights() -> list[np.ndarray]:
    """Return the weights of `load_digits_base`, float32, in the order of its layers."""
    with np.load(BUNDLE / "digits_base.npz", allow_pickle=False) as bundle:
        return [bundle[name].astype(np.float32) for name in bundle.files]
