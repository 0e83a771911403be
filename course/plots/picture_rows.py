"""Pictures in rows: clothes with their names, digits that were moved."""

from collections.abc import Sequence

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import ArrayLike

from course.plots.alt import described
from course.plots.palette import drawn


def show_grey(ax: Axes, picture: np.ndarray, title: str = "") -> None:
    """Show a picture, ink dark."""
    ax.imshow(picture, cmap="Greys")
    ax.set(xticks=[], yticks=[])
    ax.set_title(title, size=9, loc="center")


@drawn
def picture_rows(images: ArrayLike, names: Sequence[str] = (), columns: int = 10) -> Figure:
    """Draw pictures (N, H, W), `columns` in a row, with a name over each if there are any."""
    pictures = np.asarray(images)
    rows = -(-len(pictures) // columns)
    high = 1.15 if len(names) else 0.95
    figure, axes = plt.subplots(
        rows, columns, figsize=(0.95 * columns, high * rows), squeeze=False, layout="constrained"
    )
    for ax in axes.flat:
        ax.axis("off")
    for number, (ax, picture) in enumerate(zip(axes.flat, pictures, strict=False)):
        show_grey(ax, picture, names[number] if number < len(names) else "")
        ax.axis("off")
    told = f": {', '.join(names)}" if len(names) else ""
    return described(figure, f"{len(pictures)} small grey pictures in {rows} rows{told}.")
