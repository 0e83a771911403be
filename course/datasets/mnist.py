"""MNIST's handwritten digits: 10,000 of them bundled, all 70,000 from Keras."""

from pathlib import Path

import numpy as np

from course.datasets.keras_set import KerasSet
from course.datasets.pictures import Pictures, PictureSet, checked


def load_mnist(source: str = "auto") -> Pictures:
    """Return MNIST's handwritten digits, `(x_train, y_train), (x_test, y_test)`.

    x (N, 28, 28) uint8, 0 (paper) to 255 (ink); y (N,) uint8, the digits 0 to 9: the form of
    `keras.datasets.mnist.load_data`. Prints, once, which digits they are.

    Args:
        source: Where the digits come from.
            "auto": all 70,000 (60,000 train, 10,000 test) if Keras has them in its cache
            (datasets/mnist.npz in KERAS_HOME or ~/.keras), else the 10,000 that the course
            brings along (8,000 train, 2,000 test). Never uses the network.
            "keras": the cache as well; if it is empty, Keras's own loader fills it (11 MB, once).
            Where the network is away or too slow, it is given up within 3 seconds (importing
            Keras takes some more), and the bundled digits come instead.
            "bundle": the bundled digits, whatever is cached.

    >>> (x_train, y_train), (x_test, y_test) = load_mnist("bundle")
    MNIST: the bundled 10,000 digits.
    >>> x_train.shape, y_test.shape
    ((8000, 28, 28), (2000,))

    ValueError (says "source") if `source` is none of the three.
    """
    return MNIST.load(source)


def bundled_mnist() -> Pictures:
    """Return the bundled digits in the form of `load_mnist`: 8,000 to train on, 2,000 to test.

    Graders use this one: it looks at no cache and no network, and prints nothing.
    They are the first 10,000 of MNIST's training set in a fixed random order (data/SOURCES.md).
    """
    return MNIST.bundled()


def _read(path: Path) -> Pictures:
    """Read all 70,000 digits from the file that Keras caches; raise if they are not in it."""
    if not path.is_file():  # a pipe would be waited on for ever
        raise ValueError(f"{path} is no file")
    with path.open("rb") as file, np.load(file, allow_pickle=False) as archive:
        train = archive["x_train"], archive["y_train"]
        test = archive["x_test"], archive["y_test"]
    return checked((train, test), path)


KERAS_MNIST = KerasSet("MNIST", "all 70,000 digits (11 MB)", "mnist", "mnist.npz", _read)
MNIST = PictureSet("digits", "load_mnist", "mnist_10k.npz", KERAS_MNIST)
