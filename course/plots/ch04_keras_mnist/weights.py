"""First-layer weights as pictures: where on the paper a unit wants ink, and where not."""

from collections.abc import Sequence

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.figure import Figure
from numpy.typing import ArrayLike

from course.plots.alt import described
from course.plots.palette import drawn


@drawn
def weight_images(W: ArrayLike, titles: Sequence[str] = (), columns: int = 8) -> Figure:
    """Draw the columns of W (784, M) as 28 × 28 pictures, at most 32 of them."""
    pictures = np.asarray(W, float).T[:32].reshape(-1, 28, 28)
    rows = -(-len(pictures) // columns)
    figure, axes = plt.subplots(
        rows, columns, figsize=(1.1 * columns + 0.5, 1.15 * rows + 0.5 + 0.2 * bool(titles)),
        layout="constrained", squeeze=False,
    )  # fmt: skip
    reach = float(np.percentile(np.abs(pictures), 99.5))
    for ax in axes.flat:
        ax.axis("off")
    for number, (ax, picture) in enumerate(zip(axes.flat, pictures, strict=False)):
        ax.imshow(picture, cmap="RdBu", vmin=-reach, vmax=reach)
        if number < len(titles):
            ax.set_title(titles[number], size=9, loc="center")
    figure.suptitle(
        "Weights as pictures: ink on blue speaks for the unit, ink on red against it",
        x=0.01, ha="left", size=10,
    )  # fmt: skip
    whose = f"the neurons {', '.join(titles)}" if titles else "hidden neurons"
    return described(
        figure,
        f"The weights of {whose} as {len(pictures)} pictures, blue where ink speaks for the neuron "
        "and red where it speaks against it: blots in the middle, noise along the border.",
    )
