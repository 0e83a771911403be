"""Small pictures of a landscape from above, made by the course: river, farm, mountain, or several.

No real satellite picture is in here: what lies in each picture, and where, is drawn by chance.
"""

import numpy as np

SIZE = 24  # pixels of a side
LAYERS = ("river", "farm", "mountain")  # what a picture may show, the columns of the labels


def draw_landscapes(n: int, seed: int = 0) -> tuple[np.ndarray, np.ndarray, list[str]]:
    """Return n made pictures and what they show, `pictures, labels, names`.

    pictures (n, 24, 24, 3) float32, red, green and blue from 0 to 1; labels (n, 3) int64, 1 where
    the picture shows it: each of the three with probability 1/2, so one picture in eight shows none
    of them; names, of the three. The same seed gives the same pictures.

    >>> pictures, labels, names = draw_landscapes(4)
    >>> pictures.shape, labels.shape, names
    ((4, 24, 24, 3), (4, 3), ['river', 'farm', 'mountain'])
    """
    rng = np.random.Generator(np.random.PCG64(seed))
    labels = rng.integers(0, 2, (n, len(LAYERS)))
    pictures = np.stack([_picture(shown, rng) for shown in labels]) if n else _nothing()
    return pictures.astype(np.float32), labels, list(LAYERS)


def _nothing() -> np.ndarray:
    return np.zeros((0, SIZE, SIZE, 3))


def _picture(shown: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Return one picture: meadow, then what lies on it, the river last."""
    river, farm, mountain = shown
    picture = np.array([0.42, 0.55, 0.30]) + 0.04 * rng.normal(size=(SIZE, SIZE, 1))
    if mountain:
        _raise_mountain(picture, rng)
    if farm:
        _lay_fields(picture, rng)
    if river:
        _let_flow(picture, rng)
    return np.clip(picture + 0.02 * rng.normal(size=picture.shape), 0, 1)


def _raise_mountain(picture: np.ndarray, rng: np.random.Generator) -> None:
    """Put a hill of rock with a white top somewhere, lit from the left."""
    rows, columns = np.mgrid[0:SIZE, 0:SIZE]
    middle, radius = rng.uniform(5, SIZE - 5, 2), rng.uniform(5, 8)
    height = 1 - np.hypot(rows - middle[0], columns - middle[1]) / radius
    light = 0.12 * np.sign(middle[1] - columns)
    rock = np.array([0.50, 0.44, 0.38]) + light[..., np.newaxis]
    picture[height > 0] = rock[height > 0]
    picture[height > 0.6] = 0.92


def _lay_fields(picture: np.ndarray, rng: np.random.Generator) -> None:
    """Put a rectangle of striped fields somewhere."""
    top, left = rng.integers(0, SIZE - 9, 2)
    rows, columns = rng.integers(6, 10, 2)
    field = np.where(np.arange(SIZE)[:, np.newaxis] % 3 == 0, 0.75, 1.0)[..., np.newaxis]
    field = field * np.array([0.85, 0.75, 0.35]) * np.ones((1, SIZE, 1))
    field = field.transpose(1, 0, 2) if rng.integers(2) else field
    part = np.s_[top : top + rows, left : left + columns]
    picture[part] = field[part]


def _let_flow(picture: np.ndarray, rng: np.random.Generator) -> None:
    """Let a bent river cross the picture from left to right, or from top to bottom."""
    along = np.arange(SIZE)
    bend = rng.uniform(1, 4) * np.sin(along / rng.uniform(3, 6) + rng.uniform(0, 6))
    bank = rng.uniform(5, SIZE - 5) + bend
    across = picture.transpose(1, 0, 2) if rng.integers(2) else picture  # a view
    near = np.abs(np.arange(SIZE)[:, np.newaxis] - bank) < 1.3
    across[near] = [0.20, 0.38, 0.62]
