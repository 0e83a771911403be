"""The head of a network for two classes: what a logit costs."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.figure import Figure

from course.plots.alt import described
from course.plots.palette import BLUE, GREY, INK, MIST, ORANGE, drawn


@drawn
def logit_loss() -> Figure:
    """Draw the sigmoid over the logit, and beside it the loss of a logit for either label."""
    z = np.linspace(-6, 6, 241)
    figure, (left, right) = plt.subplots(1, 2, figsize=(9.4, 3.8), layout="constrained")
    left.plot(z, 1 / (1 + np.exp(-z)), color=INK)
    left.set(title="sigmoid: the probability of label 1", xlabel="logit z", ylim=(-0.03, 1.03))
    left.plot([2], [0.880797], "o", color=BLUE)
    left.annotate("z = 2: 0.881", (2, 0.881), (-0.4, 0.93), size=9, ha="right")
    for label, colour in ((1, BLUE), (0, ORANGE)):
        loss = np.log1p(np.exp(-z if label else z))
        right.plot(z, loss, color=colour, label=f"the label is {label}")
        right.plot([2], [np.log1p(np.exp(-2.0 if label else 2.0))], "o", color=colour)
    right.annotate("0.127", (2, 0.127), (2.2, 0.5), size=9, color=BLUE)
    right.annotate("2.127", (2, 2.127), (2.35, 1.95), size=9, color=ORANGE)
    right.axhline(np.log(2), color=GREY, linestyle=":", linewidth=1)
    right.text(-5.9, np.log(2) + 0.12, "ln 2: a logit of 0", color=GREY, size=9)
    right.set(title="the loss of one row", xlabel="logit z", ylim=(0, 6))
    right.legend(loc="upper center")
    for ax in (left, right):
        ax.grid(color=MIST)
    return described(
        figure,
        "Left, the sigmoid rises from 0 to 1 over the logits -6 to 6; at 2 it is 0.881. Right, "
        "what a row costs: with label 1 the loss falls from 6 at logit -6 towards 0, with label 0 "
        "it is the mirror image. Both cross at logit 0, at ln 2. A logit of 2 costs 0.127 if the "
        "label is 1 and 2.127 if it is 0. Towards the wrong side each line becomes straight.",
    )
