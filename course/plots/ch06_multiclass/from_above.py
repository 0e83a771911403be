"""The made landscapes, with what they show or what a network sees in them."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.figure import Figure
from numpy.typing import ArrayLike

from course.plots.alt import described
from course.plots.palette import GREEN, INK, RED, drawn


@drawn
def landscape_grid(
    pictures: ArrayLike, labels: ArrayLike, names: list[str], answers: ArrayLike | None = None
) -> Figure:
    """Draw ten pictures; under each its labels, or the answers, with a ✗ where one is wrong.

    pictures (N, H, W, 3), labels and answers (N, 3) of 0 and 1.
    """
    some, truth = np.asarray(pictures)[:10], np.asarray(labels)[:10]
    said = truth if answers is None else np.asarray(answers)[:10]
    figure, axes = plt.subplots(2, 5, figsize=(8.4, 3.9), layout="constrained")
    told = []
    for ax in axes.flat:
        ax.axis("off")
    for ax, picture, right, shown in zip(axes.flat, some, truth, said, strict=False):
        ax.imshow(picture)
        words = ", ".join(name for name, one in zip(names, shown, strict=True) if one) or "nothing"
        wrong = not np.array_equal(right, shown)
        colour = RED if wrong else INK if answers is None else GREEN
        words = f"✗ {words}" if wrong else words
        ax.set_title(words, size=9, loc="center", color=colour)
        told.append(words)
    who = "what they show" if answers is None else "what was seen in them"
    right = int(np.all(truth == said, axis=1).sum())
    end = "" if answers is None else f" {right} of {len(some)} are right."
    return described(figure, f"{len(some)} landscapes from above, {who}: {'; '.join(told)}.{end}")
