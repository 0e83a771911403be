"""What goes on inside a network: maps of its layers, and where it sees a class."""

from collections.abc import Mapping

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.figure import Figure
from numpy.typing import ArrayLike

from course.plots.alt import described
from course.plots.palette import GREY, drawn

COLUMNS = 8  # maps of each layer


@drawn
def activation_rows(activations: Mapping[str, ArrayLike]) -> Figure:
    """Draw the strongest maps of each layer for one image: (1, h, w, K) by the layer's name."""
    figure, axes = plt.subplots(
        len(activations),
        COLUMNS,
        figsize=(9.2, 1.25 * len(activations)),
        layout="constrained",
        squeeze=False,
    )
    told = []
    for row, (name, answer) in zip(axes, activations.items(), strict=True):
        maps = np.asarray(answer)[0]
        strongest = np.argsort(-maps.mean(axis=(0, 1)))[:COLUMNS]
        for ax, number in zip(row, strongest, strict=False):
            ax.imshow(maps[..., number], cmap="viridis")
        for ax in row:
            ax.set(xticks=[], yticks=[])
        height, width, count = maps.shape
        label = f"{name}\n{height}×{width}×{count}"
        row[0].set_ylabel(label, size=8, color=GREY, rotation=0, ha="right", va="center")
        silent = float(np.mean(maps.max(axis=(0, 1)) == 0))
        told.append(f"{name}, {height} by {width}, {silent:.0%} of its {count} maps silent")
    return described(
        figure,
        f"Maps of some layers for one photograph, a row for each layer, coarser from row to row: "
        f"{'; '.join(told)}.",
    )


@drawn
def heat_over(photographs: Mapping[str, tuple[ArrayLike, ArrayLike]]) -> Figure:
    """Draw heat maps (h, w) over their photographs (H, W, 3), by what each is asked for."""
    figure, axes = plt.subplots(
        1, len(photographs), figsize=(2.6 * len(photographs), 2.9), layout="constrained",
        squeeze=False,
    )  # fmt: skip
    told = []
    for ax, (name, (photograph, heat)) in zip(axes[0], photographs.items(), strict=True):
        picture, values = np.asarray(photograph), np.asarray(heat, float)
        extent = (0, picture.shape[1], picture.shape[0], 0)
        ax.imshow(picture, extent=extent)
        options = {"cmap": "inferno", "alpha": 0.55, "vmin": 0, "vmax": 1}
        ax.imshow(values, extent=extent, interpolation="bilinear", **options)
        ax.set(xticks=[], yticks=[])
        ax.set_title(name, size=9, loc="center")
        row, column = np.unravel_index(int(values.argmax()), values.shape)
        told.append(f"{name}, hottest {_where(int(row), int(column), values.shape)}")
    return described(figure, f"Photographs under heat maps: {'; '.join(told)}.")


def _where(row: int, column: int, shape: tuple[int, ...]) -> str:
    """Return in which ninth of a picture a place lies, in words."""
    down = ("above", "in the middle", "below")[min(3 * row // shape[0], 2)]
    across = ("on the left", "in the middle", "on the right")[min(3 * column // shape[1], 2)]
    return down if down == across else f"{down} {across}"
