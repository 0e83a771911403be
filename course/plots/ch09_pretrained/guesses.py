"""What a network takes photographs for."""

from collections.abc import Sequence

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.figure import Figure
from numpy.typing import ArrayLike

from course.plots.alt import described
from course.plots.palette import BLUE, drawn

MOST = 4  # guesses under each photograph


@drawn
def photograph_guesses(photographs: ArrayLike, shares: ArrayLike, names: Sequence[str]) -> Figure:
    """Draw photographs (N, H, W, 3) over a network's first guesses: shares (N, classes)."""
    pictures, answers = np.asarray(photographs), np.asarray(shares)
    n = len(pictures)
    figure, axes = plt.subplots(2, n, figsize=(2.5 * n, 4), layout="constrained", squeeze=False)
    told = []
    for (above, below), picture, answer in zip(axes.T, pictures, answers, strict=True):
        above.imshow(picture)
        above.axis("off")
        best = np.argsort(-answer)[:MOST]
        below.barh(range(MOST), answer[best], color=BLUE, height=0.35)
        for place, number in enumerate(best):
            label = f"{names[number]} {answer[number]:.2f}"
            below.text(0.01, place - 0.32, label, size=8, va="center")
        below.set(xlim=(0, 1), ylim=(MOST - 0.5, -0.7), xticks=[], yticks=[])
        for spine in below.spines.values():
            spine.set_visible(False)
        told.append(f"{names[best[0]]} {answer[best[0]]:.2f}, then {names[best[1]]}")
    return described(figure, f"{n} photographs with a network's guesses: {'; '.join(told)}.")
