"""Pictures of digits: many at once, and one as the numbers it is made of."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from numpy.typing import ArrayLike

from course.plots.alt import described
from course.plots.palette import GREEN, GREY, RED, drawn

WINDOW = 10  # pixels along each side of the part that is shown as numbers


@drawn
def digit_answers(images: ArrayLike, labels: ArrayLike, answers: ArrayLike) -> Figure:
    """Draw images (N, 28, 28) in two lines, with a network's answer (N,) above each of them."""
    images, labels, answers = np.asarray(images), np.asarray(labels), np.asarray(answers)
    columns = -(-len(images) // 2)
    figure, axes = plt.subplots(2, columns, figsize=(0.95 * columns, 2.7), layout="constrained")
    for ax in axes.flat:
        ax.axis("off")
    for ax, image, label, answer in zip(axes.flat, images, labels, answers, strict=False):
        ax.axis("on")
        show_digit(ax, image)
        ax.set_title(str(answer), loc="center", color=GREEN if answer == label else RED)
    right = int(np.sum(labels == answers))
    figure.suptitle("Above each picture: what the network reads (red: wrong)", x=0.01, ha="left")
    return described(
        figure,
        f"{len(images)} handwritten digits, with the network's answers above them: "
        f"{', '.join(map(str, answers))}. {right} of them are right.",
    )


@drawn
def digit_grid(images: ArrayLike, labels: ArrayLike, columns: int = 10) -> Figure:
    """Draw one row of examples per digit: images (N, 28, 28), labels (N,) integers 0 to 9."""
    images, labels = np.asarray(images), np.asarray(labels)
    digits = np.unique(labels)
    figure, axes = plt.subplots(
        len(digits), columns, figsize=(0.62 * columns + 0.6, 0.62 * len(digits) + 0.4),
        squeeze=False, layout="constrained",
    )  # fmt: skip
    for row, digit in zip(axes, digits, strict=True):
        examples = np.flatnonzero(labels == digit)[:columns]
        for ax in row:
            ax.axis("off")
        for ax, place in zip(row, examples, strict=False):
            show_digit(ax, images[place])
        row[0].text(-0.35, 0.5, str(digit), transform=row[0].transAxes, va="center", color=GREY)
    figure.suptitle("Examples of each digit; the label stands on the left", x=0.01, ha="left")
    return described(
        figure,
        f"{columns} handwritten examples of each digit from {digits[0]} to {digits[-1]}, one line "
        "per digit. No two are alike: ones lean, sevens have a bar or none, fours are open or "
        "closed.",
    )


@drawn
def digit_numbers(image: ArrayLike) -> Figure:
    """Draw an image (28, 28), and beside it the grey values of its middle as numbers."""
    grey = np.asarray(image)
    top, left = ((side - WINDOW) // 2 for side in grey.shape)
    figure, (whole, part) = plt.subplots(
        1, 2, figsize=(9, 4.3), width_ratios=[1, 1.1], layout="constrained"
    )
    show_digit(whole, grey)
    frame = Rectangle((left - 0.5, top - 0.5), WINDOW, WINDOW, fill=False, color=RED, lw=2)
    whole.add_patch(frame)
    whole.set_title(f"the image: shape {grey.shape}, dtype {grey.dtype}")
    window = grey[top : top + WINDOW, left : left + WINDOW]
    show_digit(part, window, darkest=grey.max())
    for (row, column), value in np.ndenumerate(window):
        colour = "white" if value > 0.55 * grey.max() else "black"
        part.text(column, row, f"{value:.4g}", ha="center", va="center", size=8.5, color=colour)
    part.set_title(f"the framed part: rows {top} to {top + WINDOW - 1}, columns the same")
    return described(
        figure,
        f"A handwritten digit, and beside it the {WINDOW} by {WINDOW} numbers in its middle, from "
        f"{window.min():.4g} where the paper is empty to {window.max():.4g} where the ink is "
        "darkest; along the edge of a stroke they lie in between.",
    )


def show_digit(ax: Axes, image: np.ndarray, darkest: float | None = None) -> None:
    """Draw one image as ink on white paper, without axes."""
    ax.imshow(image, cmap="gray_r", vmin=0, vmax=darkest or image.max() or 1)
    ax.set(xticks=[], yticks=[])
    for spine in ax.spines.values():
        spine.set(visible=True, color=GREY, linewidth=0.5)
