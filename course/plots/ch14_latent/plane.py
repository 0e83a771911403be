"""A plane of pictures: where an encoder puts them, and what a decoder makes of its places."""

from collections.abc import Sequence
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.figure import Figure
from numpy.typing import ArrayLike

from course.plots.alt import described
from course.plots.dense_layers import answered, dense_layers, packed
from course.plots.palette import BLUE, GREEN, GREY, INK, RED, drawn

# Okabe and Ito's seven on white, darker where they are pale, and three more of other lightness.
COLOURS = [BLUE, "#b36a00", GREEN, RED, "#a2557f", "#4a9cc9", INK, "#8a7a00", "#6a51a3", GREY]
SHEET, MARKS = 13, 300  # pictures along each side of the still sheet; places that are marked


@drawn
def latent_plane(
    decoder: Any,
    mu: ArrayLike,
    labels: ArrayLike,
    names: Sequence[str] = tuple("0123456789"),
    reach: float = 3.0,
) -> Figure:
    """Let a reader walk over a plane, and see the picture that a decoder makes of each place.

    The decoder is one of Dense layers with the input (2,), which answers 784 logits; mu (N, 2) are
    the places of pictures, labels (N,) their kinds, which have `names`. The plane goes from -reach
    to reach in both directions.
    """
    layers, places = list(dense_layers(decoder)), np.asarray(mu, float)[:MARKS]
    kinds = np.asarray(labels)[: len(places)]
    figure, (left, right) = plt.subplots(1, 2, figsize=(9.6, 4.8), layout="constrained")
    for kind, name in enumerate(names):
        some = places[kinds == kind]
        left.scatter(*some.T, color=COLOURS[kind], s=12, label=name)
    left.set(xlim=(-reach, reach), ylim=(-reach, reach), xlabel="z₁", ylabel="z₂")
    left.set(title="Where test pictures lie", aspect="equal")
    left.legend(fontsize=8, ncols=2, loc="upper left", handletextpad=0.1)
    extent = (-reach, reach, -reach, reach)
    right.imshow(_sheet(layers, reach), cmap="Greys", extent=extent, interpolation="nearest")
    right.set(title="What the decoder makes of each place", xlabel="z₁", yticks=[])
    values = {
        "layers": packed(layers),
        "reach": reach,
        "names": list(names),
        "colours": COLOURS[: len(names)],
        "marks": [
            [round(float(x), 3), round(float(y), 3), int(kind)]
            for (x, y), kind in zip(places, kinds, strict=True)
        ],
    }
    return described(
        figure,
        f"On the left {len(places)} test pictures as points on a plane, coloured by what they "
        f"show ({', '.join(names)}): each kind has a region, and some overlap. On the right a "
        f"sheet of {SHEET} × {SHEET} pictures that the decoder makes of places on that plane: one "
        "kind turns into the next without a break.",
        ("plane", values),
    )


def _sheet(layers: list[Any], reach: float) -> np.ndarray:
    """Return pictures for a grid of places, as one picture with z₂ growing upwards."""
    steps = np.linspace(-reach, reach, SHEET)
    z = np.array([[x, y] for y in steps[::-1] for x in steps])
    pixels = 1 / (1 + np.exp(-answered(layers, z)))
    pixels = np.round(15 * pixels) / 15  # a page holds several such pictures: few greys are small
    tiles = pixels.reshape(SHEET, SHEET, 28, 28).transpose(0, 2, 1, 3)
    return np.asarray(tiles.reshape(SHEET * 28, SHEET * 28))


@drawn
def divergence_curves() -> Figure:
    """Draw what one entry of a latent row costs, by its mean and by its standard deviation."""
    figure, (left, right) = plt.subplots(1, 2, figsize=(8.6, 2.9), layout="constrained")
    mean, deviation = np.linspace(-2.5, 2.5, 101), np.linspace(0.08, 2.5, 121)
    left.plot(mean, mean**2 / 2)
    left.set(xlabel="mean (deviation 1)", ylabel="KL", title="Away from 0")
    cost = (deviation**2 - 1) / 2 - np.log(deviation)
    right.plot(deviation, cost)
    right.set(xlabel="standard deviation (mean 0)", title="Too sure, or too vague")
    for ax in (left, right):
        ax.set_ylim(-0.05, 3.2)
    return described(
        figure,
        "Two curves of the divergence of one entry. By the mean it is a bowl: 0 at 0, 0.5 at 1 and "
        "at -1, 2 at 2. By the standard deviation it is 0 at 1, rises steeply towards 0 (1.9 at "
        "0.1) and slowly above (0.8 at 2).",
    )


@drawn
def autoencoder_graph() -> Figure:
    """Draw a variational autoencoder from pixels to pixels."""
    figure, ax = plt.subplots(figsize=(9.4, 2.5), layout="constrained")
    texts = {
        (0, 0): "pixels\n784",
        (1.5, 0): "Dense\n256, relu",
        (3, 0.6): "mu\n2",
        (3, -0.6): "log_var\n2",
        (4.7, 0): "z = mu +\nexp(log_var/2) · eps",
        (6.5, 0): "Dense\n256, relu",
        (8, 0): "logits\n784",
    }
    how = {"boxstyle": "round,pad=0.4", "facecolor": "white", "edgecolor": GREY}
    for (x, y), text in texts.items():
        ax.text(x, y, text, ha="center", va="center", size=9, bbox=how)
    ways = [
        ((0.4, 0), (1.0, 0)),
        ((2.0, 0.1), (2.6, 0.55)),
        ((2.0, -0.1), (2.45, -0.55)),
        ((3.35, 0.55), (3.85, 0.2)),
        ((3.5, -0.55), (3.85, -0.2)),
        ((5.6, 0), (6.0, 0)),
        ((7.0, 0), (7.55, 0)),
    ]
    for start, end in ways:
        ax.annotate("", end, start, arrowprops={"arrowstyle": "->", "color": BLUE})
    ax.text(1.5, 1.0, "encoder", ha="center", color=BLUE)
    ax.text(7.25, 1.0, "decoder", ha="center", color=BLUE)
    ax.text(4.7, -1.05, "eps: drawn anew each time", ha="center", size=9, color=RED)
    ax.set(xlim=(-0.6, 8.6), ylim=(-1.3, 1.3))
    ax.axis("off")
    return described(
        figure,
        "From left to right: 784 pixels, a layer of 256 units with ReLU; from it two layers of "
        "two units, mu and log_var; then z, which is mu + exp(log_var/2) · eps, eps drawn each "
        "time; a layer of 256 units with ReLU, and 784 logits. Up to mu and log_var it is the "
        "encoder, from z on the decoder.",
    )
