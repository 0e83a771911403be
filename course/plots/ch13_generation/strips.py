"""Pictures side by side, and what channels have to do with each other."""

from collections.abc import Mapping

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.figure import Figure
from numpy.typing import ArrayLike

from course.plots.alt import described
from course.plots.palette import drawn


@drawn
def picture_strip(pictures: Mapping[str, ArrayLike]) -> Figure:
    """Draw pictures (H, W, 3), from 0 to 1, side by side, each under its name."""
    count = len(pictures)
    figure, axes = plt.subplots(1, count, figsize=(2.4 * count, 2.8), layout="constrained")
    for ax, (name, picture) in zip(np.atleast_1d(axes), pictures.items(), strict=True):
        ax.imshow(np.clip(np.asarray(picture, float), 0, 1))
        ax.set_title(name, fontsize=10)
        ax.axis("off")
    return described(figure, f"Pictures side by side: {', '.join(pictures)}.")


@drawn
def gram_maps(grams: Mapping[str, ArrayLike], channels: int = 32) -> Figure:
    """Draw gram matrices as heat maps, their first channels alone."""
    figure, axes = plt.subplots(
        1, len(grams), figsize=(2.5 * len(grams), 2.8), layout="constrained"
    )
    for ax, (name, gram) in zip(np.atleast_1d(axes), grams.items(), strict=True):
        part = np.asarray(gram, float)[:channels, :channels]
        ax.imshow(np.sqrt(part), cmap="viridis")
        ax.set(title=name, xticks=[], yticks=[])
    return described(
        figure,
        f"Heat maps of {channels} × {channels} channels for {', '.join(grams)}: each has bright "
        "rows and columns at other channels, and each is its own mirror image at the diagonal.",
    )
