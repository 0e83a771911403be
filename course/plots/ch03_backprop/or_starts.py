"""Twenty starts of the OR gate: the losses of those that learn and of those that are dead."""

from collections.abc import Sequence

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.figure import Figure

from course.plots.alt import described
from course.plots.palette import BLUE, GREY, RED, drawn

STUCK = 2.9  # all four answers 0 cost 3: one unit too many steps from any answer


@drawn
def or_losses(losses: Sequence[Sequence[float]]) -> Figure:
    """Draw one loss curve per start; a start that never leaves 3 is dead."""
    figure, ax = plt.subplots(figsize=(8.2, 4), layout="constrained")
    curves = [np.asarray(curve, float) for curve in losses]
    dead = sum(bool(curve[-1] >= STUCK) for curve in curves)
    for curve in sorted(curves, key=lambda curve: curve[-1]):
        stuck = curve[-1] >= STUCK
        ax.plot(curve, color=RED if stuck else BLUE, linewidth=2.5 if stuck else 1, alpha=0.7)
    ax.axhline(0.25, color=GREY, linestyle=":", label="0.25: the lowest possible")
    ax.plot([], [], color=BLUE, label=f"{len(curves) - dead} starts that move")
    ax.plot([], [], color=RED, linewidth=2.5, label=f"{dead} dead starts: the loss stays 3")
    ax.legend(loc="upper center", bbox_to_anchor=(0.5, -0.15), ncols=3, handlelength=1.6)
    ax.set(xlabel="step", ylabel="loss", ylim=(0, None))
    ax.set_title(f"The OR gate from {len(curves)} random starts: what begins dead stays dead")
    best = min(float(curve[-1]) for curve in curves)
    return described(
        figure,
        f"The losses of {len(curves)} random starts over {len(curves[0]) - 1} steps. {dead} are "
        f"flat lines at 3, the dead starts. The others fall, the best of them to {best:.2f}; some "
        "stop half-way. None goes below 0.25, the lowest possible.",
    )
