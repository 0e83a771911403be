"""Three ways to tell a network what a clock shows."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from course.plots.alt import described
from course.plots.palette import BLUE, INK, MIST, ORANGE, drawn

SIZE = 32  # pixels of a side


@drawn
def clock_features(hour: int = 4, minute: int = 10) -> Figure:
    """Draw a clock as pixels, as the ends of its hands, and as two angles."""
    long, short = minute / 60 * 2 * np.pi, (hour % 12 + minute / 60) / 12 * 2 * np.pi
    ends = [(0.85 * np.sin(long), 0.85 * np.cos(long)), (0.5 * np.sin(short), 0.5 * np.cos(short))]
    figure, axes = plt.subplots(1, 3, figsize=(9.4, 3.9), layout="constrained")
    axes[0].imshow(_pixels(ends), cmap="Greys", vmin=0, vmax=1, extent=(-1, 1, -1, 1))
    _hands(axes[1], ends)
    _angles(axes[2], (long, short))
    numbers = ", ".join(f"{number:.2f}" for end in ends for number in end)
    degrees = f"{np.degrees(long):.0f}°, {np.degrees(short):.0f}°"
    captions = [
        (f"{SIZE * SIZE:,} pixels", "a convolutional network,\nthousands of pictures"),
        (f"4 numbers: {numbers}", "a small network,\na few hundred examples"),
        (f"2 numbers: {degrees}", "a division:\nnothing has to be learned"),
    ]
    for ax, (title, text) in zip(axes, captions, strict=True):
        ax.set(xlim=(-1.1, 1.1), ylim=(-1.1, 1.1), aspect="equal")
        ax.set_xticks([])
        ax.set_yticks([])
        ax.set_title(title, size=9.5, loc="center")
        ax.set_xlabel(text, size=9)
        ax.spines[:].set_visible(False)
    figure.suptitle(
        f"{hour}:{minute:02d}, told in three ways: the better the features, the less to learn"
    )
    return described(
        figure,
        f"A clock at {hour}:{minute:02d} three times. As {SIZE * SIZE:,} pixels, for which a "
        "convolutional network and thousands of pictures are needed. As the ends of its two hands, "
        f"4 numbers: {numbers}; a small network and a few hundred examples do. As two angles, "
        f"{degrees}: a division tells the time, and nothing has to be learned.",
    )


def _pixels(ends: list[tuple[float, float]]) -> np.ndarray:
    """Return the picture of a clock face with two hands, (SIZE, SIZE) between 0 and 1."""
    side = (np.arange(SIZE) + 0.5) / SIZE * 2 - 1
    x, y = np.meshgrid(side, -side)
    picture = (np.abs(np.hypot(x, y) - 0.95) < 0.05) * 0.8
    for (a, b), width in zip(ends, (0.05, 0.08), strict=True):
        along = np.clip((x * a + y * b) / (a * a + b * b), 0, 1)
        picture = np.maximum(picture, np.hypot(x - along * a, y - along * b) < width)
    return picture


def _hands(ax: Axes, ends: list[tuple[float, float]]) -> None:
    """Draw the two hands as arrows from the middle."""
    ax.axhline(0, color=MIST)
    ax.axvline(0, color=MIST)
    for end, colour in zip(ends, (BLUE, ORANGE), strict=True):
        ax.annotate("", end, (0, 0), arrowprops={"arrowstyle": "-|>", "color": colour, "lw": 2})
        ax.text(
            1.12 * end[0], 1.12 * end[1], f"({end[0]:.2f}, {end[1]:.2f})", size=8.5, color=colour
        )


def _angles(ax: Axes, angles: tuple[float, float]) -> None:
    """Draw the two angles, clockwise from the top."""
    ax.plot([0, 0], [0, 0.95], color=INK, linewidth=1)
    for angle, colour, radius in zip(angles, (BLUE, ORANGE), (0.75, 0.45), strict=True):
        turn = np.linspace(0, angle, 60)
        ax.plot(radius * np.sin(turn), radius * np.cos(turn), color=colour, linewidth=2)
        ax.plot([0, radius * np.sin(angle)], [0, radius * np.cos(angle)], color=colour, linewidth=1)
        half = angle / 2 if colour == BLUE else angle * 0.7
        x, y = (radius + 0.08) * np.sin(half), (radius + 0.08) * np.cos(half)
        ax.text(x, y, f"{np.degrees(angle):.0f}°", size=9, color=colour)
