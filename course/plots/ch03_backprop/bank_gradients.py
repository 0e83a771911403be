"""The bank example on its way back: every number of the graph with the slope of the cost."""

import matplotlib.pyplot as plt
from matplotlib.figure import Figure

from course.plots.alt import described
from course.plots.network import blank, edge, node
from course.plots.palette import BLUE, GREEN, GREY, ORANGE, RED, drawn

FAMILY, ACCOUNTS, I_NODE, J_NODE, OUT = (0, 1.5), (0, -1.5), (4, 1.5), (4, -1.5), (8, 0)
EDGES = [  # from, to, weight, its gradient, where along the edge both stand, colour
    (FAMILY, I_NODE, "1", "-4", 0.5, BLUE),
    (FAMILY, J_NODE, "-1", "2", 0.28, ORANGE),
    (ACCOUNTS, I_NODE, "1", "-6", 0.28, BLUE),
    (ACCOUNTS, J_NODE, "1", "3", 0.5, ORANGE),
    (I_NODE, OUT, "2", "-5", 0.5, GREEN),
    (J_NODE, OUT, "-1", "-1", 0.5, GREEN),
]
NODES = [  # place, kind, value, what stands above, gradient below
    (FAMILY, "input", "2", "family members", ""),
    (ACCOUNTS, "input", "3", "accounts", ""),
    (I_NODE, "hidden", "5", "i", "-2"),
    (J_NODE, "hidden", "1", "j", "1"),
    (OUT, "output", "9", "k", "-1"),
]
BOX = {"facecolor": "white", "edgecolor": "none", "pad": 0.6}


@drawn
def bank_gradients() -> Figure:
    """Draw the bank example with target 10: values in the nodes, gradients in red."""
    figure, ax = plt.subplots(figsize=(9.2, 4), layout="constrained")
    for start, end, weight, gradient, along, colour in EDGES:
        edge(ax, start, end, colour)
        x, y = (a + along * (b - a) for a, b in zip(start, end, strict=True))
        ax.text(x, y + 0.2, weight, ha="center", va="center", bbox=BOX, zorder=2)
        ax.text(
            x, y - 0.22, gradient, ha="center", va="center", bbox=BOX, zorder=2, color=RED,
            weight="bold",
        )  # fmt: skip
    for (x, y), kind, value, name, gradient in NODES:
        node(ax, (x, y), kind, value, size=12)
        ax.text(x, y + 0.5, name, ha="center")
        ax.text(x, y - 0.75, gradient, ha="center", color=RED, weight="bold")
    edge(ax, OUT, (9.6, 0), GREY)
    ax.text(9.75, 0, "target 10\nJ = ½ (10 - 9)² = 0.5", va="center")
    arrow = {"arrowstyle": "-|>", "color": RED, "lw": 1.5}
    ax.annotate("", (0.4, -2.95), (11.9, -2.95), arrowprops=arrow)
    words = "the way back: in red, how J changes with each weight and each node"
    ax.text(6.1, -2.85, words, color=RED, ha="center", va="bottom")
    blank(ax, (-1.1, 12.7), (-3.2, 2.5))
    ax.set_title("Forward: values and weights. Back: a gradient for each of them")
    return described(
        figure,
        "The bank's network with target 10. Forward: family members 2 and accounts 3 give i = 5 "
        "and j = 1, these give k = 9, and the cost is 0.5. Backward: -1 comes to k; the weights "
        "into k, 2 and -1, get -5 and -1; -2 comes to i and 1 to j; the weights into i get -4 and "
        "-6, those into j get 2 and 3.",
    )
