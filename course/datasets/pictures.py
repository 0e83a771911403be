"""Sets of small grey pictures with ten classes: 10,000 of them bundled, all 70,000 from Keras."""

from dataclasses import dataclass

import numpy as np

from course.datasets.bundle import BUNDLE
from course.datasets.keras_set import KerasSet, say

Split = tuple[np.ndarray, np.ndarray]
Pictures = tuple[Split, Split]

TRAIN_ROWS = 8_000  # of the 10,000 bundled pictures; the other 2,000 are the test set


@dataclass(frozen=True)
class PictureSet:
    """One of the sets: its names, and where it is found."""

    noun: str  # what its pictures show, "digits"
    function: str  # that loads it
    file: str  # in the bundle
    keras: KerasSet[Pictures]

    def load(self, source: str) -> Pictures:
        """Return `(x_train, y_train), (x_test, y_test)`, and print once which pictures they are.

        source is "auto", "keras" or "bundle", as `load_mnist` explains it.

        ValueError (says "source") if it is none of the three.
        """
        bundled = f"{self.keras.title}: the bundled 10,000 {self.noun}"
        said = {
            "auto": f'{bundled}. All 70,000, once and for all: {self.function}("keras").',
            "keras": f"{bundled} instead.",
            "bundle": f"{bundled}.",
        }
        if source not in said:
            known = ", ".join(said)
            raise ValueError(f"{self.function}: source: must be one of {known} ({source!r})")
        pictures = self._from_keras(source)
        if pictures is None:
            say(said[source])
            return self.bundled()
        say(f"{self.keras.title}: all 70,000 {self.noun}, from Keras.")
        return pictures

    def bundled(self) -> Pictures:
        """Return the bundled pictures: 8,000 to train on, 2,000 to test."""
        with np.load(BUNDLE / self.file, allow_pickle=False) as bundle:
            x, y = bundle["x"], bundle["y"]
        return (x[:TRAIN_ROWS], y[:TRAIN_ROWS]), (x[TRAIN_ROWS:], y[TRAIN_ROWS:])

    def _from_keras(self, source: str) -> Pictures | None:
        """Return all 70,000 where `source` lets them come; None where they do not."""
        if source == "bundle":
            return None
        return self.keras.found(source)


def checked(pictures: Pictures, path: object) -> Pictures:
    """Return pictures that were read from `path`; raise if they are not all 70,000."""
    for (x, y), rows in zip(pictures, (60_000, 10_000), strict=True):
        if x.shape != (rows, 28, 28) or y.shape != (rows,):
            raise ValueError(f"{path} has arrays of other shapes ({x.shape}, {y.shape})")
        if x.dtype != np.uint8 or y.dtype != np.uint8 or y.max() > 9:
            raise ValueError(f"{path} holds no pictures of ten classes")
    return pictures
