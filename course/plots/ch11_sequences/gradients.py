"""How much of a slope is left after some steps back."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.figure import Figure

from course.plots.alt import described
from course.plots.palette import BLUE, GREEN, INK, ORANGE, RED, drawn

UNITS, STEPS = 16, 60


def _orthogonal(rng: np.random.Generator) -> np.ndarray:
    """Return a matrix that turns and does not stretch, as Keras begins the weights of a state."""
    return np.asarray(np.linalg.qr(rng.normal(size=(UNITS, UNITS)))[0])


def drawn_layer(
    rng: np.random.Generator, stretch: float = 1.0
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return weights of a simple layer, Wh (H, H) and Wx (H,), and one number for each step."""
    return stretch * _orthogonal(rng), rng.normal(0, 0.35, UNITS), rng.normal(size=STEPS)


def rnn_slopes(Wh: np.ndarray, Wx: np.ndarray, inputs: np.ndarray) -> np.ndarray:
    """Return how much of a change of each state arrives in the last one at most, (T,).

    It is the largest singular value of the slope of the last state in the one so many steps before.
    """
    h, states = np.zeros(len(Wx)), []
    for x in inputs:
        h = np.tanh(x * Wx + Wh.T @ h)
        states.append(h)
    back, lengths = np.eye(len(Wx)), []
    for state in states[::-1]:
        lengths.append(float(np.linalg.norm(back, 2)))
        back = back @ (Wh.T * (1 - state[:, np.newaxis] ** 2))
    return np.array(lengths)


@drawn
def vanishing_gradient() -> Figure:
    """Draw how slopes shrink or grow on the way back, for simple states and for a memory."""
    rng = np.random.default_rng(0)
    steps = np.arange(STEPS)
    lines = {
        "simple, as Keras begins": (rnn_slopes(*drawn_layer(rng)), BLUE),
        "simple, Wh 1.5 times as large": (rnn_slopes(*drawn_layer(rng, 1.5)), RED),
        "memory, forget gate 0.73 (as Keras begins)": (0.731**steps, ORANGE),
        "memory, forget gate 0.99 (learned)": (0.99**steps, GREEN),
    }
    figure, ax = plt.subplots(figsize=(8, 3.9), layout="constrained")
    for name, (lengths, colour) in lines.items():
        ax.semilogy(steps, np.maximum(lengths, 1e-12), color=colour, label=name)
    ax.axhline(1, color=INK, linewidth=0.7, linestyle=":")
    ax.set(xlabel="steps back from the last one", ylabel="what is left of the slope")
    ax.set_title("How much a step long ago can still be blamed for")
    ax.legend(loc="lower left", fontsize=9)
    told = "; ".join(f"{name}: {lengths[-1]:.1e}" for name, (lengths, _) in lines.items())
    return described(
        figure,
        f"What is left of a slope after up to {STEPS - 1} steps back, on a logarithmic axis. At "
        f"the end: {told}.",
    )
