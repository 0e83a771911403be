"""Fashion-MNIST's pictures of clothes: 10,000 of them bundled, all 70,000 from Keras."""

import gzip
from pathlib import Path

import numpy as np

from course.datasets.keras_set import KerasSet
from course.datasets.pictures import Pictures, PictureSet, checked

KINDS = [
    *("T-shirt", "trousers", "pullover", "dress", "coat"),
    *("sandal", "shirt", "sneaker", "bag", "ankle boot"),
]
HEADS = {"images-idx3": 16, "labels-idx1": 8}  # bytes before the first number of a file
LARGEST = 60_000 * 28 * 28 + 16  # bytes of the largest file, unpacked


def load_fashion(source: str = "auto") -> tuple[*Pictures, list[str]]:
    """Return pictures of clothes, `(x_train, y_train), (x_test, y_test), kinds`.

    x (N, 28, 28) uint8, 0 (background) to 255; y (N,) uint8, the classes 0 to 9, in the form of
    `keras.datasets.fashion_mnist.load_data`; kinds, the name of each class. Prints, once, which
    pictures they are. `source` as in `load_mnist`: "auto", "keras" (31 MB, once) or "bundle".

    >>> (x_train, y_train), (x_test, y_test), kinds = load_fashion("bundle")
    Fashion-MNIST: the bundled 10,000 pictures.
    >>> x_train.shape, y_test.shape, kinds[9]
    ((8000, 28, 28), (2000,), 'ankle boot')

    ValueError (says "source") if `source` is none of the three.
    """
    return *FASHION.load(source), list(KINDS)


def _numbers(path: Path) -> np.ndarray:
    """Return the numbers of one of the four files."""
    if not path.is_file():  # a pipe would be waited on for ever
        raise ValueError(f"{path} is no file")
    head = next(size for name, size in HEADS.items() if name in path.name)
    with gzip.open(path) as file:
        return np.frombuffer(file.read(LARGEST + 1), np.uint8, offset=head)


def _read(folder: Path) -> Pictures:
    """Read all 70,000 pictures from the folder that Keras caches; raise if they are not in it."""
    train, test = (
        (
            _numbers(folder / f"{part}-images-idx3-ubyte.gz").reshape(-1, 28, 28),
            _numbers(folder / f"{part}-labels-idx1-ubyte.gz"),
        )
        for part in ("train", "t10k")
    )
    return checked((train, test), folder)


KERAS_FASHION = KerasSet(
    *("Fashion-MNIST", "all 70,000 pictures (31 MB)", "fashion_mnist", "fashion-mnist", _read),
    is_folder=True,
)
FASHION = PictureSet("pictures", "load_fashion", "fashion_10k.npz", KERAS_FASHION)
