"""Two starts of the same network: N(0, 1) weights against He weights."""

import matplotlib.pyplot as plt
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator

from course.plots.alt import described
from course.plots.palette import BLUE, GREY, MIST, ORANGE, drawn

MEASURED = {  # loss before training, then after each of 15 epochs: 4,000 rows, batches of 100
    "random_normal": [
        *(2089.6, 1032.9, 364.4, 204.7, 140.6, 105.9, 82.9, 67.4),
        *(54.9, 45.5, 37.5, 31.2, 26.1, 21.8, 18.3, 15.4),
    ],
    "he_normal": [
        *(2.333, 0.853, 0.319, 0.213, 0.145, 0.104, 0.0743, 0.0547),
        *(0.0412, 0.0354, 0.0281, 0.0206, 0.0105, 0.0075, 0.0061, 0.0055),
    ],
}
COLOURS = {"random_normal": ORANGE, "he_normal": BLUE}
NAMES = {"random_normal": "N(0, 1) start", "he_normal": "He start"}


@drawn
def start_value_curves() -> Figure:
    """Draw the training loss by epoch for each start, on a logarithmic axis."""
    figure, ax = plt.subplots(figsize=(7.6, 4.4), layout="constrained")
    for name, values in MEASURED.items():
        colour = COLOURS[name]
        ax.plot(range(len(values)), values, "o-", color=colour, markersize=4)
        label = f"{NAMES[name]}: {values[0]:,.4g} before, {values[-1]:,.2g} at the end"
        ax.plot([], [], "o-", color=colour, markersize=4, label=label)
    ax.axhline(2.303, color=GREY, linewidth=1, linestyle="--", zorder=0)
    ax.text(0.99, 2.303 * 1.15, "ln 10 = 2.303: knows nothing", color=GREY, size=9, ha="right",
            transform=ax.get_yaxis_transform())  # fmt: skip
    ax.set(yscale="log", xlabel="epoch (0: before training)", ylabel="training loss")
    ax.yaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,.10g}"))
    ax.grid(axis="y", color=MIST)
    ax.xaxis.set_major_locator(MaxNLocator(integer=True))
    ax.legend(loc="upper center", bbox_to_anchor=(0.5, -0.14))
    ax.set_title("784-256-256-10: the same network, the same digits, two starts")
    return described(
        figure,
        "The training loss of two networks over 15 epochs, on a logarithmic axis. From the N(0, 1) "
        "start it falls from 2,090 to 15, all the way above ln 10 = 2.303, the loss of knowing "
        "nothing. From the He start it begins at 2.333 and falls to 0.0055.",
    )
