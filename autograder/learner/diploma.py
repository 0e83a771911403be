"""The page of a network that a learner has written: its curves, its mistakes, its deception."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from html import escape
from pathlib import Path
from string import Template

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.figure import Figure

from autograder.atomic import write_atomic
from autograder.learner.graduation import DIGITS, NETWORK, WANTED, Graduation
from course.plots import confusion_matrix, picture_rows, weight_images, worst_mistakes
from course.plots.alt import described, shown
from course.plots.ch04_keras_mnist.own_digit import pad
from course.plots.moving import script
from course.plots.palette import BLUE, MIST, ORANGE, drawn

PAGE = "index.html"
TEMPLATE = Path(__file__).with_name("templates") / "diploma.html"
WORTH = 0.85  # of new digits a right network reads; below it, something is to be mended


def write_diploma(found: Graduation) -> Path:
    """Write the page beside the network, and return where it is."""
    path = found.folder / PAGE
    write_atomic(path, diploma_html(found))
    return path


def diploma_html(found: Graduation) -> str:
    """Return the page."""
    results = found.results
    with np.load(found.folder / DIGITS, allow_pickle=False) as archive:
        images = archive["x"][-len(results["labels"]) :]
    labels, logits = results["labels"], results["logits"]
    figures = {
        "curves": _curves(results),
        "pad": described(*pad(_layers(results), images[0])),
        "confusion": confusion_matrix(labels, logits),
        "worst": worst_mistakes(images, labels, logits),
        "weights": weight_images(results["param0"]),
        "deceived": _deceived(images, results),
    }
    digest = base64.b64encode(hashlib.sha256(script().encode()).digest()).decode()
    values = {name: shown(figure)["text/html"] for name, figure in figures.items()}
    values |= _words(found) | {"script": f"sha256-{digest}"}
    return Template(TEMPLATE.read_text(encoding="utf-8")).substitute(values)


def right_share(results: Mapping[str, np.ndarray]) -> float:
    """Return the share of new digits that the network reads rightly at the end."""
    return float(results["right"][-1][1])


def _words(found: Graduation) -> dict[str, str]:
    """Return the numbers of the page, as they are written in it."""
    results, lines = found.results, found.lines
    share = right_share(results)
    rows = "".join(
        f"<tr><td>{number}</td><td>{', '.join(f'<code>{name}</code>' for name in names)}</td>"
        f"<td>{count}</td></tr>"
        for (number, names), count in zip(WANTED.items(), lines, strict=True)
    )
    verdict = (
        "It is as good as such a network gets on 8,000 digits."
        if share > WORTH
        else "Such a network reads more than nine in ten: something in it is not right yet. "
        "`autograder check ch03_backprop` says what."
    )
    pairs = zip(results["moves"], _shares_moved(results), strict=True)
    return {
        "share": f"{100 * share:.1f}",
        "count": f"{len(results['labels']):,}",
        "verdict": escape(verdict),
        "rows": rows,
        "lines": str(sum(lines)),
        "file": NETWORK,
        "moved": ", ".join(f"by {move:g}: {100 * part:.0f} %" for move, part in pairs),
    }


def _shares_moved(results: Mapping[str, np.ndarray]) -> list[float]:
    """Return the share that is still right, for each size of the move."""
    answers = results["moved_logits"].argmax(axis=2)
    return [float(np.mean(each == results["labels"][: len(each)])) for each in answers]


def _layers(results: Mapping[str, np.ndarray]) -> list[tuple[np.ndarray, np.ndarray, bool]]:
    """Return the layers, all but the last with ReLU."""
    count = sum(name.startswith("param") for name in results) // 2
    arrays = [(results[f"param{2 * n}"], results[f"param{2 * n + 1}"]) for n in range(count)]
    return [(W, b, n < count - 1) for n, (W, b) in enumerate(arrays)]


def _deceived(images: np.ndarray, results: Mapping[str, np.ndarray]) -> Figure:
    """Return pictures that are read rightly, and below each what became of it by a small move."""
    labels, answers = results["labels"], results["moved_logits"].argmax(axis=2)
    before, after = answers[0], answers[2]
    right = labels[: len(before)] == before
    deceived = np.flatnonzero(right & (before != after))
    chosen = deceived[:10] if len(deceived) else np.arange(10)  # one that reads nothing has none
    names = [f"read {n}" for n in before[chosen]] + [f"read {n}" for n in after[chosen]]
    rows = np.concatenate([images[chosen] / 255, results["moved"][chosen].reshape(-1, 28, 28)])
    return picture_rows(rows, names, columns=len(chosen))


@drawn
def _curves(results: Mapping[str, np.ndarray]) -> Figure:
    """Draw the loss of each epoch, and what is right at some of them."""
    losses, moments, right = results["losses"], results["moments"], results["right"]
    figure, (left, other) = plt.subplots(1, 2, figsize=(9.2, 3.4), layout="constrained")
    left.plot(np.arange(1, len(losses) + 1), losses, color=BLUE)
    left.set(title="loss", xlabel="epoch", ylim=(0, None))
    for column, (name, colour, line) in enumerate(
        (("digits it learned from", BLUE, "o-"), ("new digits", ORANGE, "s--"))
    ):
        other.plot(moments, right[:, column], line, color=colour, label=name, ms=4)
    other.set(title="right answers", xlabel="epoch", ylim=(None, 1.005))
    other.legend(loc="lower right")
    for ax in (left, other):
        ax.grid(axis="y", color=MIST)
    return described(
        figure,
        f"The loss falls from {losses[0]:.3g} to {losses[-1]:.3g} in {len(losses)} epochs; of new "
        f"digits {right[0, 1]:.3f} are read rightly after the first and {right[-1, 1]:.3f} after "
        f"the last, of those it learned from {right[-1, 0]:.3f}.",
    )
