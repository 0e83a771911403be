"""How a picture shrinks on its way through the network, and how much of it one number has seen."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from numpy.typing import ArrayLike

from course.plots.alt import described
from course.plots.palette import BLUE, GREEN, GREY, INK, ORANGE, PALE_BLUE, RED, drawn

STAGES = [  # side, maps, name, parameters
    (28, 1, "input", ""),
    (26, 16, "Conv2D 16", "3·3·1·16 + 16\n= 160"),
    (13, 16, "MaxPooling2D", "0"),
    (11, 32, "Conv2D 32", "3·3·16·32 + 32\n= 4,640"),
    (5, 32, "MaxPooling2D", "0"),
]
DENSE = [("Flatten", 800, "0"), ("Dense 64", 64, "51,264"), ("Dense 10", 10, "650")]
SEEN = [("first convolution", 3), ("first pooling", 4), ("second convolution", 8)]
SEEN += [("second pooling", 10)]
COLOURS = [BLUE, GREEN, ORANGE, RED]


@drawn
def convnet_stages() -> Figure:
    """Draw the network of 8.4, with the sides, maps and parameters of each stage."""
    figure, ax = plt.subplots(figsize=(9.6, 3.9), layout="constrained")
    x = 0.0
    for side, maps, name, parameters in STAGES:
        size, depth = side / 14, min(maps, 32) / 16
        for back in np.linspace(depth / 2, 0, max(2, maps // 6)):
            corner = (x + back, -size / 2 + back)
            ax.add_patch(Rectangle(corner, size, size, facecolor=PALE_BLUE, edgecolor=BLUE))
        _captions(ax, x + size / 2, name, f"{side} × {side} × {maps}", parameters)
        x += size + depth / 2 + 0.7
    for name, count, parameters in DENSE:
        height = 1 + 1.6 * count / 800
        ax.add_patch(
            Rectangle((x, -height / 2), 0.25, height, facecolor=PALE_BLUE, edgecolor=GREEN)
        )
        _captions(ax, x + 0.12, name, str(count), parameters)
        x += 1.45
    ax.set(xlim=(-0.6, x - 0.4), ylim=(-3.3, 2.8))
    ax.axis("off")
    ax.set_title("56,714 parameters, of which the convolutions have 4,800")
    shapes = ", ".join(f"{name} {side} by {side} by {maps}" for side, maps, name, _ in STAGES)
    return described(
        figure,
        f"The network from left to right: {shapes}; then Flatten with 800 numbers, Dense 64 with "
        "51,264 parameters, and Dense 10 with 650. The convolutions have 160 and 4,640 parameters, "
        "the poolings none.",
    )


def _captions(ax: Axes, x: float, name: str, shape: str, parameters: str) -> None:
    """Write the name over a stage, its shape and parameters under it."""
    ax.text(x, 2.1, name, ha="center", size=9, weight="bold", color=INK)
    ax.text(x, -1.9, shape, ha="center", size=9, color=INK)
    ax.text(x, -2.1, parameters, ha="center", va="top", size=8, color=GREY)


@drawn
def receptive_fields(image: ArrayLike) -> Figure:
    """Draw on a digit (28, 28) how many of its pixels one number behind each layer hangs on."""
    picture = np.asarray(image)
    figure, axes = plt.subplots(1, len(SEEN), figsize=(9.2, 2.9), layout="constrained")
    for ax, (name, side), colour in zip(axes, SEEN, COLOURS, strict=True):
        ax.imshow(picture, cmap="Greys", alpha=0.6)
        corner = (13.5 - side / 2, 13.5 - side / 2)
        ax.add_patch(Rectangle(corner, side, side, fill=False, edgecolor=colour, linewidth=2.5))
        ax.set(xticks=[], yticks=[])
        ax.set_title(f"{name}: {side} × {side}", size=9, loc="center")
        for spine in ax.spines.values():
            spine.set_color(GREY)
    told = "; ".join(f"behind the {name} {side} by {side}" for name, side in SEEN)
    return described(
        figure, f"A digit with a square on it that grows from picture to picture: {told} pixels."
    )
