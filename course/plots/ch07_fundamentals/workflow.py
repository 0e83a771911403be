"""The seven steps on a card."""

import matplotlib.pyplot as plt
from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch

from course.plots.alt import described
from course.plots.palette import (
    BLUE,
    GREEN,
    INK,
    ORANGE,
    PALE_BLUE,
    PALE_GREEN,
    PALE_ORANGE,
    drawn,
)

STEPS = [  # title, question
    ("define the problem", "what goes in, what comes out, is there data, who is hurt by mistakes?"),
    ("choose the measure", "accuracy, loss, error in degrees: what would success be?"),
    ("fix the protocol", "hold out, K folds or by time; the test rows go into their envelope"),
    ("prepare the data", "numbers, one scale, gaps filled: all by the training rows"),
    ("beat the baseline", "if a small network cannot, the inputs may not hold the answer"),
    ("overfit", "larger and longer, until the validation loss turns"),
    ("regularise and tune", "penalty, dropout, stopping, size; then test, once"),
]
COLOURS = [(PALE_BLUE, BLUE)] * 4 + [(PALE_ORANGE, ORANGE)] * 2 + [(PALE_GREEN, GREEN)]


@drawn
def workflow_card() -> Figure:
    """Draw the seven steps of a project, one below the other."""
    figure, ax = plt.subplots(figsize=(9.0, 4.8), layout="constrained")
    for number, ((title, question), (fill, edge)) in enumerate(zip(STEPS, COLOURS, strict=True)):
        y = -number
        shape = "round,pad=0.0,rounding_size=0.1"
        ax.add_patch(FancyBboxPatch((0, y), 9.2, 0.82, boxstyle=shape, facecolor=fill, ec=edge))
        ax.text(0.3, y + 0.41, str(number + 1), size=13, weight="bold", color=edge, va="center")
        ax.text(0.75, y + 0.41, title, size=10.5, weight="bold", color=INK, va="center")
        ax.text(3.2, y + 0.41, question, size=9, va="center")
    ax.annotate(
        "",
        (9.25, -2.6),
        (9.25, -5.6),
        arrowprops={"arrowstyle": "-|>", "color": INK, "connectionstyle": "arc3,rad=0.35"},
    )
    ax.text(9.85, -4.1, "again and again", rotation=90, size=9, va="center")
    ax.set(xlim=(-0.1, 10.2), ylim=(-6.1, 0.95))
    ax.set_title("Seven steps, on any problem")
    ax.axis("off")
    steps = "; ".join(f"{n}, {title}: {question}" for n, (title, question) in enumerate(STEPS, 1))
    return described(
        figure, f"Seven steps. {steps}. An arrow leads from the last back to the preparation."
    )
