"""A digit that a reader draws, and what a trained network makes of it."""

import base64
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.figure import Figure
from numpy.typing import ArrayLike

from course.plots.alt import described
from course.plots.dense_layers import Layer, answered, dense_layers, packed
from course.plots.moving import Moving
from course.plots.palette import BLUE, GREY, drawn


@drawn
def draw_a_digit(model: Any, image: ArrayLike) -> Figure:
    """Let a reader draw a digit, and show what a model of Dense layers makes of it.

    It begins with the image (28, 28), numbers from 0 to 255.
    """
    return described(*pad(list(dense_layers(model)), image))


def pad(layers: list[Layer], image: ArrayLike) -> tuple[Figure, str, Moving]:
    """Return the figure for layers by themselves, its text, and what it becomes."""
    picture = np.asarray(image)
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
    return figure, text, ("digit", {"layers": packed(layers), "image": grey})


def _shares(layers: list[Layer], x: np.ndarray) -> np.ndarray:
    """Return the softmax of what the layers answer to x (784,)."""
    logits = answered(layers, x)
    powers = np.exp(logits - logits.max())
    return np.asarray(powers / powers.sum())
