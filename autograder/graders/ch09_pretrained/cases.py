"""What the exercises of this chapter are graded with: bases of the course, and digits."""

import functools
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder.asserting import chained, dense, networks, remote, require
from course.datasets import bundled_mnist
from course.datasets.pretrained import digits_base_weights

Layers = list[tuple[str, dict[str, Any]]]
SIDE, KINDS = 6, 3  # of the small images: side and channels

# A base in which everything shows that may go wrong: what works otherwise in training is there
# twice, and a layer without weights stands between any two that have some.
BASE: Layers = [
    ("Input", {"shape": (SIDE, SIDE, KINDS)}),
    ("Conv2D", {"filters": 4, "kernel_size": 3, "activation": "relu", "name": "first"}),
    ("BatchNormalization", {"name": "norm"}),
    ("MaxPooling2D", {"name": "pool"}),
    ("Conv2D", {"filters": 5, "kernel_size": 2, "activation": "relu", "name": "second"}),
    ("Dropout", {"rate": 0.5, "name": "drop"}),
    ("Flatten", {"name": "flat"}),
    ("Dense", {"units": 7, "activation": "tanh", "name": "end"}),
]
FEATURES = 7
WEIGHTS = [2, 4, 2, 2]  # arrays of the layers first, norm, second and end


def base_of(submission, rng, layers=BASE):
    """Return a base of the course with weights that are drawn; nothing in it is as at the start."""
    model = remote(submission, chained(layers))
    weights = [
        np.abs(rng.normal(0.8, 0.3, array.shape)) if array.ndim == 1 else 0.6 * array
        for array in networks.get_weights(model)
    ]
    networks.set_weights(model, [array.astype(np.float32) for array in weights])
    return model


def images(rng, rows, side=SIDE):
    """Return images (N, side, side, 3), some of their numbers below 0."""
    return rng.normal(0, 1, (rows, side, side, KINDS)).astype(np.float32)


def features_of(model, x):
    """Return what a base of the course answers, in use: one table for all images."""
    return networks.predict(model, x)


def is_same(seen, wanted, atol=1e-5):
    """Return whether two arrays agree, as far as float32 goes."""
    return seen.shape == wanted.shape and np.allclose(seen, wanted, rtol=1e-4, atol=atol)


def require_kept(model, before):
    """Ask that a model's weights are, bit by bit, what they were."""
    after = networks.get_weights(model)
    pairs = zip(after, before, strict=True)
    message = "The weights of the model that was given have changed."
    require(all(np.array_equal(a, b) for a, b in pairs), message, hint="nothing is to be trained")


def trainable_layers(model):
    """Return the names of the layers that a training of a model would move."""
    return [layer.name for layer in networks.architecture(model).layers if layer.trainable]


@functools.cache
def _features():
    """Return features of all bundled digits 5 to 9, by the bundled base, and labels from 0."""
    parts = bundled_mnist()
    x, y = (np.concatenate(each) for each in zip(*parts, strict=True))
    some = y >= 5
    X = (x[some] / 255)[..., np.newaxis]
    K1, b1, K2, b2, gamma, beta, mean, variance = digits_base_weights()
    X = _pooled(np.maximum(_convolved(X, K1, b1), 0))
    X = np.maximum(_convolved(X, K2, b2), 0)
    X = _pooled((X - mean) / np.sqrt(variance + 1e-3) * gamma + beta)
    return X.reshape(len(X), -1).astype(np.float32), y[some].astype(np.int64) - 5


def _convolved(X, K, b):
    """Return the sums of windows times kernels."""
    views = np.lib.stride_tricks.sliding_window_view(X, K.shape[:2], axis=(1, 2))
    return np.tensordot(views.astype(np.float32), K.astype(np.float32), ((4, 5, 3), (0, 1, 2))) + b


def _pooled(X):
    """Return the largest entry of every whole block of 2 x 2."""
    n, height, width, channels = X.shape
    whole = X[:, : height // 2 * 2, : width // 2 * 2]
    return whole.reshape(n, height // 2, 2, width // 2, 2, channels).max(axis=(2, 4))


def redrawn_features(rng, rows):
    """Return features of digits in another order of columns, a little noisy, and other classes."""
    X, y = _features()
    some = rng.permutation(len(X))[:rows]
    noisy = X[some] + rng.normal(0, 0.05, (rows, X.shape[1]))
    return noisy[:, rng.permutation(X.shape[1])].astype(np.float32), rng.permutation(5)[y[some]]


# The networks of 9.5, and what may be computed of them.
CLASSES = 3
IMAGE = (SIDE, SIDE + 1, KINDS)  # wider than high, so that the two cannot be mixed up
LOOK: Layers = [
    ("Input", {"shape": IMAGE}),
    ("Conv2D", {"filters": 4, "kernel_size": 3, "activation": "relu", "name": "look"}),
    ("Conv2D", {"filters": 5, "kernel_size": 1, "name": "more"}),
]
# The mean of the maps, then shares; and every place by itself, dropped in training, then logits.
MEAN: Layers = [
    *LOOK,
    ("GlobalAveragePooling2D", {}),
    ("Dense", {"units": CLASSES, "activation": "softmax"}),
]
PLACES: Layers = [
    *LOOK,
    ("Flatten", {}),
    ("Dropout", {"rate": 0.5}),
    ("Dense", {"units": CLASSES}),
]


@dataclass(frozen=True)
class Net:
    """A network of the course, and its weights."""

    model: Any
    weights: list[np.ndarray]
    by_places: bool

    def maps(self, image):
        """Return the maps of look and of more."""
        K, b, M, c, *_ = self.weights
        views = np.lib.stride_tricks.sliding_window_view(image, (3, 3), axis=(0, 1))
        looked = dense.relu(np.tensordot(views, K, axes=((3, 4, 2), (0, 1, 2))) + b)
        return looked, looked @ M[0, 0] + c

    def answers(self, image):
        """Return the answers (C,) to an image: logits, or shares."""
        *_, W, d = self.weights
        _, more = self.maps(image)
        if self.by_places:
            return more.reshape(-1) @ W + d
        return dense.softmax((more.mean(axis=(0, 1)) @ W + d)[np.newaxis])[0]

    def slopes(self, image, which):
        """Return the slope of `which(answers)` in the maps of look and of more.

        `which` gives the slope of a number in the answers (C,), as they stand.
        """
        *_, W, _ = self.weights
        _, more = self.maps(image)
        p = self.answers(image)
        upstream = which(p)
        if self.by_places:
            of_more = (W @ upstream).reshape(more.shape)
        else:
            in_logits = p * (upstream - upstream @ p)
            of_more = np.broadcast_to(W @ in_logits / more[..., 0].size, more.shape)
        return of_more @ self.weights[2][0, 0].T, of_more


def scaled(heat):
    """Return a map, cut at 0 and divided by its largest entry, if that is above 0."""
    heat = dense.relu(heat)
    return heat / heat.max() if heat.max() > 0 else heat


def one_of(index):
    """Return a function that gives the slope of one of the answers in all of them."""
    return lambda answers: np.eye(len(answers))[index]


def weighted(net, image, which, layer):
    """Return the sum of maps, each weighted by the mean of its slope; not cut, not scaled."""
    place = ("look", "more").index(layer)
    maps, slopes = net.maps(image)[place], net.slopes(image, which)[place]
    return maps @ slopes.mean(axis=(0, 1))


def net_that_shows(submission, rng, layers):
    """Return a network, and cases (image, class, layer) whose heat is above 0 and below.

    The class is never the one whose answer is largest. No heat is so small that a small number
    added to it would show. Where all maps that a class likes are weighted with one sign, no image
    shows both: then another network is drawn.
    """
    given: list[tuple[Any, ...]] = []
    for _ in range(100):
        net, given = net_of(submission, rng, layers), []
        for number in range(40):
            image = rng.normal(0, 1, IMAGE).astype(np.float32)
            layer = ("look", "more")[number % 2]
            for index in set(range(CLASSES)) - {int(net.answers(image).argmax())}:
                heat = weighted(net, image, one_of(index), layer)
                if heat.max() > max(0.1 * np.abs(heat).max(), 0.01) and heat.min() < 0:
                    given.append((image, index, layer))
        both = [[case for case in given if case[2] == layer][:3] for layer in ("look", "more")]
        if min(map(len, both)) == 3:
            return net, [*both[0], *both[1]]
    return net, given[:6]


def net_of(submission, rng, layers):
    """Return a network of the course with weights that are drawn."""
    model = remote(submission, chained(layers))
    shapes = [array.shape for array in networks.get_weights(model)]
    weights = [rng.normal(0, 0.7, shape) for shape in shapes]
    if layers is MEAN:  # shares that are not extreme
        weights[4] /= 2
    networks.set_weights(model, [array.astype(np.float32) for array in weights])
    return Net(model, weights, layers is not MEAN)
