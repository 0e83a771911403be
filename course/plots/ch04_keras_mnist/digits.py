"""Pictures of digits: many at once, and one as the numbers it is made of."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from numpy.typing import ArrayLike

from course.plots.palette import GREY, RED, drawn

WINDOW = 10  # pixels along each side of the part that is shown as numbers


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
    return figure


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
    return figure


def show_digit(ax: Axes, image: np.ndarray, darkest: float | None = None) -> None:
    """Draw one image as ink on white paper, without axes."""
    ax.imshow(image, cmap="gray_r", vmin=0, vmax=darkest or image.max() or 1)
    ax.set(xticks=[], yticks=[])
    for spine in ax.spines.values():
        spine.set(visible=True, color=GREY, linewidth=0.5)
