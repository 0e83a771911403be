"""Houses of Ames: the price over the living area, and over what column B would have been."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.figure import Figure
from numpy.typing import ArrayLike

from course.plots.alt import described
from course.plots.palette import BLUE, GREY, INK, ORANGE, drawn


@drawn
def area_and_price(area: ArrayLike, y: ArrayLike) -> Figure:
    """Draw a point for each house, the mean price, and the best straight line of one column.

    area (N,) in square feet, y (N,) in hundreds of thousands of dollars.
    """
    x, price = np.asarray(area, float), np.asarray(y, float)
    slope, bias = np.polyfit(x, price, 1)
    figure, ax = plt.subplots(figsize=(7.2, 4), layout="constrained")
    ax.scatter(x, price, s=9, color=BLUE, alpha=0.5, linewidth=0)
    ends = np.array([x.min(), x.max()])
    ax.plot(ends, slope * ends + bias, color=ORANGE)
    ax.axhline(price.mean(), color=GREY, linestyle=":")
    ax.text(x.max(), price.mean() + 0.08, "mean price", ha="right", color=INK, size=9)
    ax.set(xlabel="living area (square feet)", ylabel="price (100,000 dollars)", ylim=(0, None))
    guess = np.abs(price - price.mean()).mean()
    off = np.abs(price - slope * x - bias).mean()
    ax.set_title(f"{len(x):,} houses: off by {guess:.2f} with the mean, {off:.2f} with the line")
    return described(
        figure,
        f"A cloud of {len(x):,} points that rises to the right and fans out: living area from "
        f"{x.min():,.0f} to {x.max():,.0f} square feet, price from {price.min():.2f} to "
        f"{price.max():.2f} hundreds of thousands of dollars. The mean price is off by {guess:.2f} "
        f"on average, a straight line through the cloud by {off:.2f}.",
    )
