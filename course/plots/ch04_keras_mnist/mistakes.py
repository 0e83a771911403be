"""What a classifier gets wrong: the confusion matrix, and the pictures it failed on worst."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import ArrayLike

from course.plots.alt import described
from course.plots.ch04_keras_mnist.digits import show_digit
from course.plots.palette import GREEN, GREY, INK, RED, drawn


@drawn
def confusion_matrix(labels: ArrayLike, logits: ArrayLike) -> Figure:
    """Count how often each digit (row) was taken for each digit (column).

    labels (N,) integers, logits (N, C): the class with the largest logit is the answer.
    """
    labels, logits = np.asarray(labels), np.asarray(logits)
    answers, classes = logits.argmax(axis=1), logits.shape[1]
    counts = np.zeros((classes, classes), dtype=int)
    np.add.at(counts, (labels, answers), 1)
    figure, ax = plt.subplots(figsize=(6.4, 5.6), layout="constrained")
    wrong = counts * (1 - np.eye(classes, dtype=int))
    ax.imshow(wrong, cmap="Oranges", vmin=0, vmax=2 * wrong.max() + 1)
    for (label, answer), count in np.ndenumerate(counts):
        hit = label == answer
        colour = GREEN if hit else INK if count else GREY
        weight = "bold" if hit else "normal"
        ax.text(answer, label, str(count), ha="center", va="center", color=colour, weight=weight)
    ax.set(xticks=range(classes), yticks=range(classes), xlabel="answer", ylabel="label")
    ax.tick_params(length=0)
    share = np.trace(counts) / counts.sum()
    ax.set_title(f"{counts.sum():,} digits, {wrong.sum():,} mistakes: accuracy {share:.3f}")
    label, answer = np.unravel_index(wrong.argmax(), wrong.shape)
    return described(
        figure,
        f"A table of {classes} labels by {classes} answers for {counts.sum():,} digits. "
        f"{np.trace(counts):,} lie on the diagonal, {wrong.sum():,} beside it: accuracy "
        f"{share:.3f}. The commonest mistake: a {label} read as a {answer}, {wrong.max()} times.",
    )


@drawn
def worst_mistakes(
    images: ArrayLike, labels: ArrayLike, logits: ArrayLike, columns: int = 6, rows: int = 3
) -> Figure:
    """Draw the wrongly read images, the least forgivable first: those with the largest loss."""
    images, labels = np.asarray(images), np.asarray(labels)
    p = _probabilities(np.asarray(logits, float))
    answers = p.argmax(axis=1)
    right = p[np.arange(len(labels)), labels]
    order = [place for place in np.argsort(right) if answers[place] != labels[place]]
    figure, axes = plt.subplots(
        rows, columns, figsize=(1.5 * columns, 1.95 * rows + 0.4), layout="constrained",
        squeeze=False,
    )  # fmt: skip
    for ax in axes.flat:
        ax.axis("off")
    for ax, place in zip(axes.flat, order, strict=False):
        ax.axis("on")
        show_digit(ax, images[place])
        _verdict(ax, int(labels[place]), int(answers[place]), p[place])
    figure.suptitle(
        f"{len(order)} mistakes, the worst first: how sure the network was of its wrong answer",
        x=0.01, ha="left",
    )  # fmt: skip
    pairs = [f"{labels[at]} as {answers[at]}" for at in order[: rows * columns]]
    return described(
        figure,
        f"The {len(pairs)} worst of {len(order)} mistakes as pictures, label and answer: "
        f"{', '.join(pairs)}.",
    )


def _verdict(ax: Axes, label: int, answer: int, p: np.ndarray) -> None:
    """Write label and answer, with their probabilities, over and under an image."""
    ax.set_title(f"answer {answer}: {100 * p[answer]:.3g} %", size=9, color=RED, loc="center")
    ax.set_xlabel(f"label {label}: {100 * p[label]:.2g} %", size=9, labelpad=2)


def _probabilities(logits: np.ndarray) -> np.ndarray:
    """Return the shares that the logits stand for, each row summing to 1."""
    powers = np.exp(logits - logits.max(1)[:, None])
    shares: np.ndarray = powers / powers.sum(1)[:, None]
    return shares
