"""A dense network beside a convolutional one, as the two were measured."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from course.plots.alt import described
from course.plots.palette import BLUE, GREEN, GREY, ORANGE, drawn

# Test accuracies on the first 1,000 bundled test rows, 8 epochs, seeds 0, 1 and 2. Dense: 128 units
# with dropout 0.2 (chapter 4); convnet: exercise 8.5.
CONTEST = {  # set, rows to train on -> network -> accuracies
    ("digits", 500): {"dense": [0.858, 0.843, 0.841], "convnet": [0.873, 0.858, 0.878]},
    ("digits", 5000): {"dense": [0.932, 0.932, 0.944], "convnet": [0.964, 0.936, 0.965]},
    ("clothes", 500): {"dense": [0.765, 0.765, 0.756], "convnet": [0.675, 0.750, 0.714]},
    ("clothes", 5000): {"dense": [0.818, 0.834, 0.821], "convnet": [0.824, 0.829, 0.839]},
    # All pictures, to train on and to test, moved by up to 4 pixels, each by a shift of its own.
    ("digits", 0): {"dense": [0.844, 0.809, 0.824], "convnet": [0.919, 0.905, 0.901]},
    ("clothes", 0): {"dense": [0.711, 0.718, 0.723], "convnet": [0.745, 0.749, 0.748]},
}
ROWS = {500: "500 rows", 5000: "5,000 rows", 0: "5,000 rows,\nall moved"}
# 1,000 digits, 20 epochs, seeds 0, 1 and 2: on all 2,000 test digits as they are, and with each of
# them moved by up to 3 pixels. Augmented: moved by up to 2 pixels, anew in every epoch.
AUGMENTED: dict[str, dict[str, tuple[list[float], list[float]]]] = {
    "dense": {"plain": ([0.883, 0.884, 0.885], [0.413, 0.409, 0.408]),
              "augmented": ([0.913, 0.907, 0.903], [0.736, 0.742, 0.734])},
    "convnet": {"plain": ([0.924, 0.905, 0.940], [0.559, 0.564, 0.619]),
                "augmented": ([0.944, 0.958, 0.958], [0.865, 0.867, 0.877])},
}  # fmt: skip
COLOURS = {"dense": ORANGE, "convnet": BLUE, "plain": GREY, "augmented": GREEN}


def _bars(ax: Axes, place: float, accuracies: list[float], name: str, label: str = "") -> float:
    """Draw a bar as high as the mean, with a dot for each seed; return the mean."""
    mean = float(np.mean(accuracies))
    ax.bar(place, mean, width=0.36, color=COLOURS[name], alpha=0.55, label=label)
    ax.plot([place] * len(accuracies), accuracies, "o", color=COLOURS[name], markersize=4)
    ax.text(place, max(accuracies) + 0.012, f"{mean:.3f}", ha="center", size=9)
    return mean


@drawn
def dense_or_conv() -> Figure:
    """Draw both networks' accuracies on digits and on clothes: few rows, more, and moved ones."""
    figure, axes = plt.subplots(1, 2, figsize=(9.6, 3.7), sharey=True, layout="constrained")
    told = []
    for ax, kind in zip(axes, ("digits", "clothes"), strict=True):
        for place, rows in enumerate(ROWS):
            for step, name in ((-0.2, "dense"), (0.2, "convnet")):
                label = name if place == 0 else ""
                mean = _bars(ax, place + step, CONTEST[kind, rows][name], name, label)
                told.append(f"{kind}, {ROWS[rows]}, {name}: {mean:.3f}".replace("\n", " "))
        ax.set(title=kind, xticks=range(3), ylim=(0.6, 1.05))
        ax.set_xticklabels(list(ROWS.values()))
    axes[0].set_ylabel("test accuracy")
    axes[0].legend(loc="upper left", ncols=2)
    figure.suptitle("Bars: the mean of three seeds; dots: each of them", x=0.01, ha="left")
    return described(figure, f"Bars of test accuracies, means of three seeds. {'; '.join(told)}.")


@drawn
def augmentation_bars() -> Figure:
    """Draw what moved pictures in training do for both networks, on plain and on moved digits."""
    figure, axes = plt.subplots(1, 2, figsize=(9, 3.6), sharey=True, layout="constrained")
    told = []
    titles = ("test digits as they are", "test digits moved by up to 3 pixels")
    for which, (ax, title) in enumerate(zip(axes, titles, strict=True)):
        for place, network in enumerate(AUGMENTED):
            for step, way in ((-0.2, "plain"), (0.2, "augmented")):
                label = way if place == 0 else ""
                mean = _bars(ax, place + step, AUGMENTED[network][way][which], way, label)
                told.append(f"{title}, {network}, {way}: {mean:.3f}")
        ax.set(title=title, xticks=[0, 1], ylim=(0.3, 1.09))
        ax.set_xticklabels(list(AUGMENTED))
    axes[0].set_ylabel("accuracy")
    axes[1].legend(loc="upper left", ncols=2)
    figure.suptitle("1,000 digits to learn from, 20 epochs, three seeds", x=0.01, ha="left")
    return described(figure, f"Bars of accuracies, means of three seeds. {'; '.join(told)}.")
