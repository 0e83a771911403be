"""What the two exercises with Keras are graded with: a text, its network, and maps by hand."""

import functools
import re

import numpy as np

from autograder.asserting import descent, graph, networks, recurrent, remote, sequential
from course.datasets import load_novel

WIDTH, UNITS, RATE, LOOK, STEP = 16, 64, 0.005, 30, 3


def layers(vocab):
    """Return the layers of the network of letters."""
    return [
        ("Input", {"shape": (LOOK,)}),
        ("Embedding", {"input_dim": vocab, "output_dim": WIDTH}),
        ("LSTM", {"units": UNITS}),
        ("Dense", {"units": vocab}),
    ]


def started(submission, vocab, seed):
    """Return the weights with which Keras begins the network of letters."""
    return networks.get_weights(remote(submission, sequential(layers(vocab), seed=seed)))


def started_inside_out(submission, vocab, seed):
    """Return the weights with which it begins if its last layer is made first, the table last."""
    nodes = [
        *(("Input", {"shape": (UNITS,)}, []), ("Dense", {"units": vocab}, [0])),
        *(("Input", {"shape": (LOOK, WIDTH)}, []), ("LSTM", {"units": UNITS}, [2])),
        ("Input", {"shape": (LOOK,)}, []),
        ("Embedding", {"input_dim": vocab, "output_dim": WIDTH}, [4]),
    ]
    weights = networks.get_weights(remote(submission, graph(nodes, [1, 3, 5], seed=seed)))
    sizes = [each.shape[-1] for each in weights]
    table = sizes.index(WIDTH)
    lstm = sizes.index(4 * UNITS)
    dense = sizes.index(vocab)
    return [weights[table], *weights[lstm : lstm + 3], *weights[dense : dense + 2]]


def windows(ids, look=LOOK, step=STEP, ahead=0):
    """Return windows and their targets."""
    starts = np.arange(0, len(ids) - look - ahead, step)
    return ids[starts[:, np.newaxis] + np.arange(look)], ids[starts + look + ahead]


def letter_logits(weights, X):
    """Return the logits (N, vocab) for windows."""
    vectors = np.asarray(weights[0], np.float64)[X]
    return recurrent.lstm(weights[1:4], vectors)[0] @ weights[4] + weights[5]


def letter_slopes(weights, X, y, *, upstream=descent.cross_entropy_slope, by_place=True):
    """Return the logits for a batch, the slopes in the weights, and their squares.

    `by_place` is that of `order_slopes` of chapter 11.
    """
    vectors = weights[0][X]
    last, steps = recurrent.lstm(weights[1:4], vectors)
    logits = last @ weights[4] + weights[5]
    delta = upstream(logits, y)
    dX, found = recurrent.lstm_slopes(weights[1:4], vectors, steps, delta @ weights[4].T)
    table, squared = np.zeros((2, *weights[0].shape))
    np.add.at(table, X, dX)
    np.add.at(squared, X, dX**2)
    found = [table, *found, last.T @ delta, delta.sum(axis=0)]
    squares = [each**2 for each in found]
    return logits, found, [squared if by_place else squares[0], *squares[1:]]


def cross_entropy(logits, y):
    """Return the mean cross-entropy of logits (N, C) and labels."""
    top = logits - logits.max(axis=1, keepdims=True)
    return float(np.mean(np.log(np.exp(top).sum(axis=1)) - top[np.arange(len(y)), y]))


def pair_cross_entropy(ids, before, after, vocab=27):
    """Return the mean cross-entropy of a table that counts which id in `ids` follows which.

    Each pair has been seen a tenth of a time more than it was, so that none is impossible.
    """
    counts = np.full((vocab, vocab), 0.1)
    np.add.at(counts, (ids[:-1], ids[1:]), 1)
    return cross_entropy(np.log(counts)[before], after)


def trainings(start, batches, rate=RATE):
    """Yield, for each way of Keras to square what an embedding's row gets, a training by Adam."""
    for by_place in (True, False):
        of = functools.partial(letter_slopes, by_place=by_place)
        yield list(descent.adam(start, batches, rate, slopes_of=of))


def ways(start, batch, count, rate=RATE):
    """Yield the same for one batch, so many times."""
    yield from trainings(start, [batch] * count, rate)


@functools.cache
def novel():
    """Return the words of the novel, of small letters."""
    return re.findall(r"[a-z]+", load_novel().lower())


def redrawn_words(rng, count, held, kinds=10):
    """Return two texts of the same few words of the novel, each in an order of its own.

    The words have 4 to 6 letters, so that a text is about as hard as another, and no table knows a
    letter: each stands for another. 0 to 26 are a space and the letters.
    """
    words, letters = novel(), rng.permutation(27)
    first = int(rng.integers(len(words) - 1000))
    fits = [word for word in words[first : first + 1000] if 4 <= len(word) <= 6]
    chosen = list(dict.fromkeys(fits))[:kinds]

    def text(size):
        drawn = "".join(f"{chosen[k]} " for k in rng.integers(kinds, size=size // 4))[:size]
        return letters[[0 if letter == " " else ord(letter) - 96 for letter in drawn]]

    return text(count), text(held)


# Maps of a small network, by hand.

BORDER = 2


def dream_layers(channels, filters):
    """Return layers whose maps are two places smaller than the image; one drops in training."""
    return [
        ("Input", {"shape": (None, None, channels)}),
        ("Conv2D", {"filters": filters, "kernel_size": 3, "activation": "relu"}),
        ("Dropout", {"rate": 0.5}),
    ]


def maps_of(weights, image):
    """Return the pre-activations (h, w, filters) of the convolution."""
    K, b = (np.asarray(each, np.float64) for each in weights)
    views = np.lib.stride_tricks.sliding_window_view(image.astype(np.float64), (3, 3), axis=(0, 1))
    return np.tensordot(views, K, ((3, 4, 2), (0, 1, 2))) + b


def dreamed(weights, image, border=BORDER):
    """Return the loss of an image and the slope of it in each entry.

    `border` is what is left out on each side, or (above and below, left and right).
    """
    z = maps_of(weights, image)
    inside = np.zeros(z.shape[:2], bool)
    down, across = border if isinstance(border, tuple) else (border, border)
    inside[down : z.shape[0] - down, across : z.shape[1] - across] = True
    a = np.maximum(z, 0) * inside[..., np.newaxis]
    count = inside.sum() * z.shape[2]
    dz, slope = 2 * a / count, np.zeros(image.shape)
    K = np.asarray(weights[0], np.float64)
    for u in range(3):
        for v in range(3):
            slope[u : u + z.shape[0], v : v + z.shape[1]] += dz @ K[u, v].T
    return float(np.sum(a**2) / count), slope


def maps(rng, *sizes):
    """Return a feature map whose channels have different means."""
    return rng.normal(rng.uniform(-1, 2, sizes[-1]), 1, sizes)
