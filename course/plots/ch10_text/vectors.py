"""Words as rows of numbers: one-hot, dense, and as places on a map that can be searched."""

from collections import Counter
from collections.abc import Sequence

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.figure import Figure
from numpy.typing import ArrayLike

from course.plots.alt import described
from course.plots.palette import BLUE, GREEN, GREY, INK, ORANGE, RED, drawn

LABELLED, NEIGHBOURS = 44, 5  # words with a label in the still picture; nearest ones that are named
COLOURS = [BLUE, ORANGE, GREEN, RED, "#a2557f", "#4a9cc9"]  # the last two: Okabe and Ito, darker


@drawn
def one_hot_or_dense(tokens: Sequence[str], width: int = 4) -> Figure:
    """Draw words as one-hot rows, and as rows of a table of `width` numbers (a random one)."""
    names = sorted(set(tokens))
    ids = [names.index(token) for token in tokens]
    table = np.random.default_rng(0).normal(size=(len(names), width))
    figure, (left, right) = plt.subplots(
        1, 2, figsize=(8.6, 0.34 * len(tokens) + 1.6), width_ratios=[2.2, 1], layout="constrained"
    )
    left.imshow(np.eye(len(names))[ids], cmap="Blues", vmin=0, vmax=1.3, aspect="auto")
    left.set_title(f"one-hot: {len(names)} numbers a word, one of them 1")
    left.set_xticks(range(len(names)), names, rotation=60, size=8)
    right.imshow(table[ids], cmap="RdBu", vmin=-2.5, vmax=2.5, aspect="auto")
    right.set_title(f"dense: {width} numbers a word")
    right.set_xticks([])
    for ax in (left, right):
        ax.set_yticks(range(len(tokens)), tokens, size=9)
        ax.tick_params(length=0)
    return described(
        figure,
        f"{len(tokens)} words, one below the other. On the left each is a row of {len(names)} "
        f"numbers with a single 1; on the right a row of {width} numbers, blue above 0 and red "
        "below. Equal words have equal rows in both.",
    )


def flattened(vectors: np.ndarray) -> np.ndarray:
    """Return the two directions in which vectors (N, D) differ most, as places (N, 2)."""
    centred = vectors - vectors.mean(axis=0)
    _, _, directions = np.linalg.svd(centred, full_matrices=False)
    return np.asarray(centred @ directions[:2].T)


def nearest(vectors: np.ndarray, count: int = NEIGHBOURS) -> np.ndarray:
    """Return the numbers of the `count` vectors nearest to each, (N, count), by all D numbers."""
    squares = (vectors**2).sum(axis=1)
    apart = squares[:, np.newaxis] - 2 * vectors @ vectors.T + squares
    np.fill_diagonal(apart, np.inf)
    return np.argsort(apart, axis=1)[:, :count]


@drawn
def word_map(words: Sequence[str], vectors: ArrayLike, kinds: Sequence[str]) -> Figure:
    """Let a reader search a map of words: vectors (N, D), and of what kind each word is.

    What counts of a vector is its direction, not its length. The most frequent kinds have a colour
    each, all others are grey.
    """
    numbers = np.asarray(vectors, float)
    numbers = numbers / np.maximum(np.linalg.norm(numbers, axis=1, keepdims=True), 1e-9)
    places = flattened(numbers)
    places = (places - places.min(axis=0)) / np.maximum(np.ptp(places, axis=0), 1e-9)
    colours = dict(zip([kind for kind, _ in Counter(kinds).most_common(6)], COLOURS, strict=False))
    figure, ax = plt.subplots(figsize=(8.8, 5.4), layout="constrained")
    for kind, colour in [*colours.items(), ("other kinds", GREY)]:
        some = [kind in (each, "other kinds" if each not in colours else "") for each in kinds]
        across, up = places[some].T
        ax.scatter(across, up, color=colour, s=9, label=kind)
    shown = _spread(places, LABELLED)
    for number in shown:
        ax.annotate(
            words[number],
            (float(places[number, 0]), float(places[number, 1])),
            xytext=(3, 2),
            textcoords="offset points",
            size=8,
            color=INK,
        )
    ax.set(xticks=[], yticks=[])
    ax.legend(loc="upper center", bbox_to_anchor=(0.5, -0.01), ncols=4, fontsize=9)
    for spine in ax.spines.values():
        spine.set_color(GREY)
    moving = (
        "map",
        {
            "names": list(words),
            "places": np.round(places, 3).tolist(),
            "kinds": list(kinds),
            "colours": colours,
            "near": nearest(numbers).tolist(),
            "shown": shown,
        },
    )
    text = (
        f"A map of {len(words)} words as dots, in the two directions in which their vectors differ "
        f"most. Words of one kind lie together: {', '.join(colours)} have a colour each."
    )
    return described(figure, text, moving)


def _spread(places: np.ndarray, count: int) -> list[int]:
    """Return the numbers of places that are far from one another, the outermost first."""
    chosen = [int(places[:, 0].argmin())]
    apart = np.full(len(places), np.inf)
    while len(chosen) < min(count, len(places)):
        stretched = (places - places[chosen[-1]]) * [1, 2]  # a label is wide, and not high
        apart = np.minimum(apart, (stretched**2).sum(axis=1))
        chosen.append(int(apart.argmax()))
    return chosen
