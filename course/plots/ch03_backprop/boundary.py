"""The decision boundary of a network with two inputs: which class it gives to each place."""

from collections.abc import Callable

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.colors import ListedColormap
from matplotlib.figure import Figure
from numpy.typing import ArrayLike

from course.plots.alt import described
from course.plots.palette import (
    BLUE,
    GREEN,
    INK,
    ORANGE,
    PALE_BLUE,
    PALE_GREEN,
    PALE_ORANGE,
    RED,
    drawn,
)

MARKS = ((ORANGE, "o"), (BLUE, "s"), (GREEN, "^"))


@drawn
def decision_boundary(
    X: ArrayLike, y: ArrayLike, logits_of: Callable[[np.ndarray], np.ndarray], title: str = ""
) -> Figure:
    """Draw points X (N, 2) with labels y 0, 1 or 2, and the class that is given to every place.

    `logits_of` maps places (M, 2) to logits (M, C); the largest decides.
    """
    at, labels = np.asarray(X, float), np.asarray(y)
    margin = 0.3 * np.ptp(at, axis=0).max()
    low, high = at.min(axis=0) - margin, at.max(axis=0) + margin
    across, up = np.meshgrid(*np.linspace(low, high, 200).T)
    logits = np.asarray(logits_of(np.column_stack([across.ravel(), up.ravel()])))
    classes = logits.argmax(axis=1).reshape(across.shape)
    figure, ax = plt.subplots(figsize=(4.8, 4.4), layout="constrained")
    shades = ListedColormap([PALE_ORANGE, PALE_BLUE, PALE_GREEN])
    ax.pcolormesh(across, up, classes, cmap=shades, vmin=0, vmax=2, rasterized=True)
    if np.ptp(classes):
        levels = np.arange(classes.max()) + 0.5
        ax.contour(across, up, classes, levels=levels, colors=[RED], linewidths=1.6)
    for label, (colour, marker) in enumerate(MARKS[: max(2, int(labels.max()) + 1)]):
        points, name = at[labels == label], f"label {label}"
        size = 70 if len(at) <= 20 else 18
        ax.scatter(
            points[:, 0],
            points[:, 1],
            s=size,
            c=colour,
            marker=marker,
            edgecolor=INK,
            lw=0.6,
            label=name,
        )
    ax.set(
        title=title or "What the network answers, place by place", xlabel="$x_0$", ylabel="$x_1$"
    )
    ax.set(aspect="equal")
    ax.legend(loc="upper center", bbox_to_anchor=(0.5, -0.13), ncols=3, handletextpad=0.1)
    return described(figure, _words(at, labels, np.asarray(logits_of(at)).argmax(axis=1), classes))


def _words(at: np.ndarray, labels: np.ndarray, answers: np.ndarray, classes: np.ndarray) -> str:
    """Say how many points lie on the right side, and how the plane is divided."""
    right = int(np.sum(answers == labels))
    shares = ", ".join(f"{np.mean(classes == c):.0%} for {c}" for c in np.unique(classes))
    return (
        f"{len(at)} points in the plane, and the area that the network gives to each label "
        f"({shares}). {right} of the points lie in the area of their own label."
    )
