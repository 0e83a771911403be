"""Kernels on a digit: one that slides, those made by hand, and those that were learned."""

import base64
from collections.abc import Mapping
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import ArrayLike

from course.plots.alt import described
from course.plots.palette import INK, RED, drawn
from course.plots.picture_rows import show_grey

KERNELS: dict[str, list[list[float]]] = {
    "left edges": [[-1, 0, 1], [-1, 0, 1], [-1, 0, 1]],
    "upper edges": [[-1, -1, -1], [0, 0, 0], [1, 1, 1]],
    "outline": [[-1, -1, -1], [-1, 8, -1], [-1, -1, -1]],
    "blur": [[1 / 9] * 3] * 3,
}
PLACE = (14, 10)  # where the window begins that is drawn first: on the left edge of a 3


def convolved(picture: np.ndarray, kernel: ArrayLike) -> np.ndarray:
    """Return what a kernel k x k sees at every place of a picture (H, W)."""
    weights = np.asarray(kernel, float)
    seen = sliding_window_view(picture, weights.shape)
    return np.asarray(np.einsum("ijuv,uv->ij", seen, weights))


def show_map(ax: Axes, numbers: np.ndarray, reach: float, title: str) -> None:
    """Show a map: blue above 0, red below."""
    ax.imshow(numbers, cmap="RdBu", vmin=-reach, vmax=reach)
    ax.set(xticks=[], yticks=[])
    ax.set_title(title, size=9, loc="center")


@drawn
def sliding_kernel(image: ArrayLike) -> Figure:
    """Let a reader slide a kernel over a digit: image (28, 28), numbers from 0 to 255."""
    grey = np.asarray(image, np.uint8)
    kernel = np.array(KERNELS["left edges"])
    seen = convolved(grey / 255, kernel)
    (row, column), reach = PLACE, float(np.abs(seen).max())
    figure, (left, middle, right) = plt.subplots(1, 3, figsize=(8.4, 3.1), layout="constrained")
    show_grey(left, grey, "the picture, 28 × 28")
    box: dict[str, Any] = {"fill": False, "edgecolor": RED, "linewidth": 2}
    left.add_patch(Rectangle((column - 0.5, row - 0.5), 3, 3, **box))
    middle.imshow(kernel, cmap="RdBu", vmin=-2, vmax=2)
    for (i, j), weight in np.ndenumerate(kernel):
        middle.text(j, i, f"{weight:g}", ha="center", va="center", color=INK)
    middle.set(xticks=[], yticks=[])
    middle.set_title("the kernel, 3 × 3", size=9, loc="center")
    show_map(right, seen, reach, "what it sees, 26 × 26")
    right.add_patch(Rectangle((column - 0.5, row - 0.5), 1, 1, **box))
    packed = base64.b64encode(grey.tobytes()).decode()
    names = {name: np.round(np.ravel(weights), 4).tolist() for name, weights in KERNELS.items()}
    text = (
        "A handwritten digit with a red square of 3 by 3 pixels; a kernel with -1 in its left "
        "column, 0 in the middle and 1 on the right; and the map of what it sees, blue along the "
        f"left edges of the ink and red along the right ones. In the square it sees "
        f"{seen[row, column]:.2f}."
    )
    moving = ("kernel", {"image": packed, "kernels": names, "place": PLACE})
    return described(figure, text, moving)


@drawn
def kernel_maps(image: ArrayLike, kernels: Mapping[str, ArrayLike] = KERNELS) -> Figure:
    """Draw a picture (H, W) and what each kernel sees of it, after ReLU below."""
    picture = np.asarray(image, float)
    picture = picture / max(picture.max(), 1e-9)
    figure, axes = plt.subplots(2, len(kernels) + 1, figsize=(9.4, 4), layout="constrained")
    show_grey(axes[0, 0], picture, "the picture")
    axes[1, 0].axis("off")
    for (name, kernel), column in zip(kernels.items(), axes.T[1:], strict=True):
        seen = convolved(picture, kernel)
        show_map(column[0], seen, float(np.abs(seen).max()), name)
        show_grey(column[1], np.maximum(seen, 0), "after ReLU")
    return described(
        figure,
        f"A digit through the kernels {', '.join(kernels)}: above what each sees, blue where the "
        "sum is above 0 and red where it is below, and under it what ReLU leaves. The kernels for "
        "edges leave one side of every stroke, the outline all of it, the blur a soft copy.",
    )


@drawn
def learned_kernels(model: Any, image: ArrayLike) -> Figure:
    """Draw the first kernels of a trained network, and what each sees of a picture (28, 28)."""
    layer = next(each for each in model.layers if type(each).__name__ == "Conv2D")
    K, b = (np.asarray(each) for each in layer.get_weights())
    picture = np.asarray(image, float)
    picture = picture / max(picture.max(), 1e-9)
    figure, axes = plt.subplots(4, 8, figsize=(9.2, 5), layout="constrained")
    reach = float(np.abs(K).max())
    for number in range(min(16, K.shape[3])):
        row, column = 2 * (number // 8), number % 8
        kernel = K[:, :, 0, number]
        show_map(axes[row, column], kernel, reach, "")
        seen = np.maximum(convolved(picture, kernel) + b[number], 0)
        show_grey(axes[row + 1, column], seen)
    figure.suptitle(
        "16 learned kernels, and under each what it sees (after ReLU)", x=0.01, ha="left"
    )
    return described(
        figure,
        "Sixteen learned kernels of 3 by 3 numbers, and under each the map that it makes of a "
        "digit. Most look like slanted edges, blue on one side and red on the other, and leave one "
        "side of the strokes; some leave nearly nothing.",
    )
