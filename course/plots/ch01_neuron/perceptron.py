"""The plane of a perceptron with two inputs: points, line, half planes, passes."""

from collections.abc import Mapping, Sequence
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import ArrayLike

from course.plots.palette import BLUE, INK, MIST, ORANGE, PALE_BLUE, PALE_ORANGE, RED, drawn

Line = tuple[ArrayLike, float]


@drawn
def decision_line(
    X: ArrayLike, y: ArrayLike, w: ArrayLike, b: float, title: str = "The line w·x + b = 0"
) -> Figure:
    """Draw the labelled points X (N, 2), the line and the two half planes it makes."""
    figure, ax = plt.subplots(figsize=(4.6, 4.4), layout="constrained")
    _plane(ax, np.asarray(X, float), np.asarray(y), (w, b))
    ax.set_title(title)
    ax.set(xlabel="$x_0$", ylabel="$x_1$")
    ax.legend(loc="upper center", bbox_to_anchor=(0.5, -0.13), ncols=2, handletextpad=0.1)
    return figure


@drawn
def perceptron_passes(X: ArrayLike, y: ArrayLike, history: Sequence[Line]) -> Figure:
    """Draw the line as it stands after every pass; history holds one (w, b) per pass."""
    columns = min(4, max(1, len(history)))
    rows = max(1, -(-len(history) // columns))
    size = (0.4 + 2.2 * columns, 0.3 + 2.5 * rows)
    figure, axes = plt.subplots(rows, columns, figsize=size, layout="constrained", squeeze=False)
    for ax in axes.flat[len(history) :]:
        ax.axis("off")
    for number, (ax, (w, b)) in enumerate(zip(axes.flat, history, strict=False), start=1):
        _plane(ax, np.asarray(X, float), np.asarray(y), (w, b), margin=1.2)
        weights = ", ".join(f"{weight:g}" for weight in np.asarray(w, float))
        ax.set_title(f"after pass {number}\nw = [{weights}], b = {b:g}", size=9)
    return figure


@drawn
def mistakes_per_pass(mistakes: Mapping[str, Sequence[int]]) -> Figure:
    """Draw one panel of bars per task: how many mistakes each pass had."""
    figure, axes = plt.subplots(
        1, len(mistakes), figsize=(3.8 * len(mistakes), 2.9), sharey=True, layout="constrained",
        squeeze=False,
    )  # fmt: skip
    for ax, (task, counts) in zip(axes[0], mistakes.items(), strict=True):
        passes = range(1, len(counts) + 1)
        ax.bar(passes, counts, color=BLUE, width=0.7)
        for number, count in zip(passes, counts, strict=True):
            ax.text(number, count + 0.08, str(count), ha="center", size=8)
        clean = bool(counts) and counts[-1] == 0
        ax.set_title(f"{task}: {'a clean pass' if clean else 'no clean pass'}")
        ax.set(xlabel="pass", xlim=(0.3, max(len(counts), 4) + 0.7))
        ax.locator_params(integer=True)
    most = max(max(counts, default=0) for counts in mistakes.values())
    axes[0, 0].set(ylabel="mistakes", ylim=(0, most + 0.7))
    return figure


def _plane(ax: Axes, X: np.ndarray, y: np.ndarray, line: Line, margin: float = 0.6) -> None:
    """Shade the half planes, then put the points on them."""
    reach = max(1.0, float(np.ptp(X, axis=0).max()))
    low, high = X.min(axis=0) - margin * reach, X.max(axis=0) + margin * reach
    _half_planes(ax, low, high, line)
    for label, marker, colour in ((0, "o", ORANGE), (1, "s", BLUE)):
        points = X[y == label]
        style: dict[str, Any] = {
            "c": colour,
            "marker": marker,
            "edgecolor": INK,
            "label": f"label {label}",
        }
        ax.scatter(points[:, 0], points[:, 1], s=70, zorder=3, **style)
    ax.set(xlim=(low[0], high[0]), ylim=(low[1], high[1]), aspect="equal", facecolor=MIST)
    ax.locator_params(integer=True, nbins=5)


def _half_planes(ax: Axes, low: np.ndarray, high: np.ndarray, line: Line) -> None:
    """Colour the side that answers 1 blue, the side that answers 0 orange."""
    (first, second), offset = np.asarray(line[0], float), float(line[1])
    across, up = np.meshgrid(*np.linspace(low, high, 2).T)
    height = first * across + second * up + offset
    far = np.abs(height).max() + 1
    ax.contourf(across, up, height, levels=[-far, 0, far], colors=[PALE_ORANGE, PALE_BLUE])
    if (height > 0).any() and (height < 0).any():
        ax.contour(across, up, height, levels=[0], colors=[RED], linewidths=2)
