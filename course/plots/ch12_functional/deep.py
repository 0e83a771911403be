"""What reaches the first layers of a deep network, and what batch norm does to numbers."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.figure import Figure

from course.plots.alt import described
from course.plots.palette import BLUE, GREEN, ORANGE, RED, drawn

WIDTH, DEPTH = 64, 40  # units in a layer, layers


def lengths_back(rng: np.random.Generator, *, shortcut: bool, scale: float = 1.0) -> np.ndarray:
    """Return how long a slope is in front of each of `DEPTH` layers, the last one first.

    The slope behind the last layer has length 1. Weights are drawn as He has it, times `scale`;
    with a `shortcut`, a layer adds its answer, divided by the root of the depth, to what it gets.
    """
    x, steps = rng.normal(size=(32, WIDTH)), []
    part = 1 / np.sqrt(DEPTH) if shortcut else 1.0
    for _ in range(DEPTH):
        W = scale * rng.normal(0, np.sqrt(2 / WIDTH), (WIDTH, WIDTH))
        z = x @ W
        steps.append((W, z > 0))
        x = shortcut * x + part * np.maximum(z, 0)
    slope = rng.normal(size=x.shape)
    slope /= np.linalg.norm(slope)
    lengths = np.empty(DEPTH)
    for layer, (W, is_open) in enumerate(reversed(steps)):
        slope = shortcut * slope + part * (slope * is_open) @ W.T
        lengths[layer] = np.linalg.norm(slope)
    return lengths


@drawn
def slopes_through_layers() -> Figure:
    """Draw how long a slope still is behind so many layers, with shortcuts and without."""
    lines = {
        "plain, weights 0.8 times He's": (False, 0.8, BLUE),
        "plain, He's": (False, 1.0, GREEN),
        "plain, 1.2 times He's": (False, 1.2, RED),
        "with shortcuts (answers / √40), 0.8 to 1.2 times He's": (True, 0.8, ORANGE),
        "": (True, 1.2, ORANGE),
    }
    figure, ax = plt.subplots(figsize=(8, 3.6), layout="constrained")
    told = []
    for name, (shortcut, scale, colour) in lines.items():
        found = lengths_back(np.random.default_rng(0), shortcut=shortcut, scale=scale)
        ax.semilogy(np.arange(1, DEPTH + 1), found, color=colour, label=name or "_")
        told.append(f"{name or 'the same with the larger weights'}: {found[-1]:.2g}")
    ax.set(xlabel="layers on the way back", ylabel="length of the slope")
    ax.set_title(f"{DEPTH} layers of {WIDTH} units: what reaches the first one")
    ax.legend(loc="lower left", fontsize=9)
    return described(
        figure,
        f"The length of a slope on its way back through {DEPTH} layers, on a logarithmic axis, 1 "
        f"at the start. In front of the first layer: {'; '.join(told)}.",
    )


@drawn
def batch_norm_histograms() -> Figure:
    """Draw four columns of a batch before and after batch normalisation."""
    rng = np.random.default_rng(3)
    X = rng.normal([-3, 0.5, 2, 6], [0.4, 2.2, 0.8, 1.3], (400, 4))
    normal = (X - X.mean(axis=0)) / np.sqrt(X.var(axis=0) + 1e-3)
    moved = normal * [1, 0.5, 1.5, 1] + [0, -1, 1, 0]
    figure, axes = plt.subplots(1, 3, figsize=(9.2, 2.7), layout="constrained")
    titles = ("what a layer says", "mean 0, deviation 1", "times gamma, plus beta")
    for ax, table, title in zip(axes, (X, normal, moved), titles, strict=True):
        for column, colour in zip(table.T, (BLUE, ORANGE, GREEN, RED), strict=True):
            ax.hist(column, bins=40, range=(-8, 11), color=colour, alpha=0.55)
        ax.set(title=title, yticks=[])
    return described(
        figure,
        "Histograms of four columns of a batch. On the left they lie apart, from -3 to 6, narrow "
        "and wide. In the middle, normalised, all lie on top of each other around 0 with the same "
        "width. On the right each has a place and a width again: those that the network learned.",
    )
