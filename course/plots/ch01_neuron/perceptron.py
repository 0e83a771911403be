"""The plane of a perceptron with two inputs: points, line, half planes, passes."""

from collections.abc import Mapping, Sequence
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import ArrayLike

from course.plots.alt import described
from course.plots.moving import Moving
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
    told = _sides(np.asarray(X, float), np.asarray(y), (w, b))
    text = f"{title}{'' if title.endswith('?') else '.'} {told}"
    return described(figure, text, _moving(np.asarray(X, float), np.asarray(y), (w, b)))


def _moving(X: np.ndarray, y: np.ndarray, line: Line) -> Moving | None:
    """Return what the figure of a gate becomes where scripts run; other points stay as drawn."""
    if not np.isin(X, (0, 1)).all():
        return None
    points = [[*place, label] for place, label in zip(X.tolist(), y.tolist(), strict=True)]
    weights = np.asarray(line[0], float).tolist()
    return "line", {"points": points, "w": weights, "b": float(line[1])}


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
        ax.set_title(f"after pass {number}\n{_named((w, b))}", size=9)
    told = (_sides(np.asarray(X, float), np.asarray(y), line) for line in history)
    passes = " ".join(f"After pass {number}: {text}" for number, text in enumerate(told, 1))
    return described(figure, f"The points and the line as it stands after each pass. {passes}")


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
    told = "; ".join(f"{task}: {', '.join(map(str, c))}" for task, c in mistakes.items())
    return described(figure, f"Bars, one for each pass: how many mistakes it had. {told}.")


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
    left, below = np.asarray(line[0], float) > 0  # where the half plane is that answers 0
    for point in X[_scores(X, line) == 0]:  # the strict rule: on the line is not above it
        ax.annotate(
            "z = 0:\nanswers 0", point, (-8 if left else 8, -4 if below else 4), size=8,
            textcoords="offset points", ha="right" if left else "left",
            va="top" if below else "bottom",
        )  # fmt: skip
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


def _scores(X: np.ndarray, line: Line) -> np.ndarray:
    """Return on which side of the line each row of X (N, 2) is: above 0, below, or 0 on it."""
    return np.asarray((X * np.asarray(line[0], float)).sum(axis=1) + float(line[1]))


def _named(line: Line) -> str:
    """Return the line's weights and bias."""
    weights = ", ".join(f"{weight:g}" for weight in np.asarray(line[0], float))
    return f"w = [{weights}], b = {line[1]:g}"


def _sides(X: np.ndarray, y: np.ndarray, line: Line) -> str:
    """Say in words on which side of the line the points are, and which of them are wrong there."""
    above = _scores(X, line) > 0
    told = [f"{_named(line)} answers 1 at {_places(X[above])} and 0 at {_places(X[~above])}"]
    if (wrong := above != (y == 1)).any():
        told.append(f"wrong at {_places(X[wrong])}")
    return f"{'; '.join(told)}."


def _places(X: np.ndarray) -> str:
    if len(X) > 8:
        return f"{len(X)} points"
    return ", ".join(f"({first:g}, {second:g})" for first, second in X) or "no point"
