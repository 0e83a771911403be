"""A digit that a reader draws, and what a trained network makes of it."""

import base64
from collections.abc import Iterator
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.figure import Figure
from numpy.typing import ArrayLike

from course.plots.alt import described
from course.plots.palette import BLUE, GREY, drawn

Layer = tuple[np.ndarray, np.ndarray, bool]  # W (D, M), b (M,), and whether ReLU comes after it


@drawn
def draw_a_digit(model: Any, image: ArrayLike) -> Figure:
    """Let a reader draw a digit, and show what a model of Dense layers makes of it.

    It begins with the image (28, 28), numbers from 0 to 255.
    """
    picture, layers = np.asarray(image), list(_layers(model))
    shares = _shares(layers, picture.reshape(-1) / 255)
    figure, (paper, bars) = plt.subplots(1, 2, figsize=(6.4, 2.9), layout="constrained")
    paper.imshow(picture, cmap="Greys")
    paper.set(xticks=[], yticks=[], title="A test picture")
    bars.barh(range(10), shares, color=[BLUE if n == shares.argmax() else GREY for n in range(10)])
    bars.set(yticks=range(10), xlim=(0, 1.1), title="What the network makes of it")
    bars.invert_yaxis()
    told = f"It reads {shares.argmax()}, with {shares.max():.2f}."
    text = f"A handwritten digit and ten bars, the shares that the network gives to 0 to 9. {told}"
    grey = base64.b64encode(picture.astype(np.uint8).tobytes()).decode()
    return described(figure, text, ("digit", {"layers": _packed(layers), "image": grey}))


def _layers(model: Any) -> Iterator[Layer]:
    """Yield the Dense layers; a division by 255 inside the model is made before it."""
    for layer in model.layers:
        if type(layer).__name__ == "Dense":
            W, b = layer.get_weights()
            yield W, b, layer.activation.__name__ == "relu"


def _shares(layers: list[Layer], x: np.ndarray) -> np.ndarray:
    """Return the softmax of what the layers answer to x (784,)."""
    for W, b, relu in layers:
        x = x @ W + b
        x = np.maximum(x, 0) if relu else x
    powers = np.exp(x - x.max())
    return np.asarray(powers / powers.sum())


def _packed(layers: list[Layer]) -> list[dict[str, Any]]:
    """Return the layers for the script: each weight in one byte, which changes no answer much."""
    packed = []
    for W, b, relu in layers:
        scale = float(np.abs(W).max()) / 127 or 1.0
        bytes_ = np.round(W / scale).astype(np.int8).tobytes()
        packed.append(
            {
                "data": base64.b64encode(bytes_).decode(),
                "scale": scale,
                "inputs": len(W),
                "bias": np.round(b, 5).tolist(),
                "relu": relu,
            }
        )
    return packed
