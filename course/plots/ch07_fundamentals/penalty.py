"""What a penalty does to the best weight."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.figure import Figure

from course.plots.alt import described
from course.plots.palette import BLUE, GREEN, GREY, INK, MIST, ORANGE, drawn

BEST = 3.0  # where the loss alone is lowest


@drawn
def penalty_parabolas(strengths: tuple[float, ...] = (0.0, 0.5, 2.0)) -> Figure:
    """Draw a loss, an L2 penalty of several strengths, and where their sum is lowest."""
    figure, ax = plt.subplots(figsize=(7.6, 3.9), layout="constrained")
    w = np.linspace(-1, 5, 301)
    said = []
    for lam, colour in zip(strengths, (BLUE, GREEN, ORANGE), strict=False):
        lowest = BEST / (1 + lam)
        ax.plot(w, (w - BEST) ** 2 + lam * w**2, color=colour, label=f"λ = {lam:g}")
        height = (lowest - BEST) ** 2 + lam * lowest**2
        ax.plot(lowest, height, "o", color=colour)
        ax.text(lowest, height - 0.9, f"{lowest:g}", color=INK, ha="center", size=9)
        said.append(f"for λ = {lam:g} at {lowest:g}")
    ax.plot(w, w**2, color=GREY, linestyle=":", label="w² alone")
    ax.set(xlim=(-1.2, 6.4), ylim=(-1.6, 16), xlabel="weight w", ylabel="(w − 3)² + λ w²")
    ax.grid(axis="y", color=MIST)
    ax.legend(loc="upper right")
    ax.set_title("The penalty draws the best weight towards 0, and never quite there")
    return described(
        figure,
        f"Parabolas (w − 3)² + λ w² and their lowest points: {', '.join(said)}. A dotted line "
        "shows w² alone.",
    )
