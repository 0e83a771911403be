"""A few photographs that the course brings along (data/SOURCES.md says whose they are)."""

import numpy as np

from course.datasets.bundle import BUNDLE

COLOUR = ("cat", "coffee", "hubble", "rocket")  # 256 x 256 x 3
GREY = ("brick", "grass", "gravel")  # 512 x 512


def load_photographs() -> dict[str, np.ndarray]:
    """Return four photographs (256, 256, 3) and three grey textures (512, 512), by their names.

    uint8, 0 (black) to 255 (white); the channels are red, green and blue.

    >>> photographs = load_photographs()
    >>> list(photographs)
    ['cat', 'coffee', 'hubble', 'rocket', 'brick', 'grass', 'gravel']
    >>> photographs["cat"].shape, photographs["grass"].shape
    ((256, 256, 3), (512, 512))
    """
    from matplotlib.image import imread  # it takes half a second, and graders need no photograph

    return {name: np.asarray(imread(BUNDLE / "pictures" / f"{name}.jpg")) for name in COLOUR + GREY}


def load_painting() -> np.ndarray:
    """Return *Village Street in Auvers* by Vincent van Gogh, 1890: (251, 320, 3) uint8.

    >>> load_painting().shape
    (251, 320, 3)
    """
    from matplotlib.image import imread

    return np.asarray(imread(BUNDLE / "pictures" / "auvers.jpg"))
