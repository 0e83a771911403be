"""The model of packages by hand, forth and back, and rows to train it on.

Weights are [table, W, b, Wd, bd, Ws, bs]: the embedding, the hidden layer, the head for
dependencies, the one for sections.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder.asserting import dense, descent, graph, networks, remote, require, training_calls

VOCAB, LENGTH, NUMBERS, SECTIONS = 30, 6, 4, 5
SIZES = (VOCAB, LENGTH, NUMBERS, SECTIONS)
RATE = 0.003
ROWS, CUT, WATCHED = 32, 25, 20  # all rows are one batch; 20 are trained on where 5 are watched
EPOCHS, SEED = 3, 5
ADAM = ("optimizers", "Adam", {"learning_rate": RATE})
COMPILED = {
    "optimizer": ADAM,
    "loss": {"dependencies": "mse", "section": "sparse_categorical_crossentropy"},
    "metrics": {"dependencies": ["mae"], "section": ["accuracy"]},
}


def package_layers(vocab, length, numbers, sections):
    """Return the layers of the course's model of packages, as `graph` takes them."""
    layers = [
        ("Input", {"shape": (length,), "dtype": "int32", "name": "tokens"}, []),
        ("Input", {"shape": (numbers,), "name": "numeric"}, []),
        ("Embedding", {"input_dim": vocab, "output_dim": 16, "mask_zero": True}, [0]),
        ("GlobalAveragePooling1D", {}, [2]),
        ("Concatenate", {}, [3, 1]),
        ("Dense", {"units": 64, "activation": "relu"}, [4]),
        ("Dense", {"units": 1, "name": "dependencies"}, [5]),
        ("Dense", {"units": sections, "activation": "softmax", "name": "section"}, [5]),
    ]
    return layers, [6, 7]


def package_model(submission, sizes, seed=0, *, second_first=False):
    """Return the course's model of packages, seeded, in the submission's worker.

    With `second_first` the second head is made before the first one.
    """
    layers, outputs = package_layers(*sizes)
    if second_first:
        layers, outputs = [*layers[:-2], layers[-1], layers[-2]], outputs[::-1]
    return remote(submission, graph(layers, outputs, compiled=COMPILED, seed=seed))


def package_shapes(vocab, numbers, sections):
    """Return the shapes of its weights."""
    return [(vocab, 16), (16 + numbers, 64), (64,), (64, 1), (1,), (64, sections), (sections,)]


def means_of(table, tokens, masked=True):
    """Return the mean vector of each row, and what each of its places counts in it, (N, L)."""
    counted = (tokens > 0) if masked else np.ones(tokens.shape, bool)
    shares = counted / counted.sum(axis=1, keepdims=True)
    return np.einsum("nl,nle->ne", shares, table[tokens]), shares


def package_outputs(weights, tokens, numeric, *, masked=True, hidden=dense.relu):
    """Return what the model says of dependencies (N, 1), and the logits of the sections."""
    table, W, b, Wd, bd, Ws, bs = (np.asarray(each, np.float64) for each in weights)
    mean = means_of(table, tokens, masked)[0]
    h = hidden(np.concatenate([mean, numeric], axis=1) @ W + b)
    return h @ Wd + bd, h @ Ws + bs


def package_losses(said, shares, targets):
    """Return the mean squared error and the cross-entropy of two outputs, as Keras has them.

    shares are those of the sections, in numbers that need not add up to 1.
    """
    dependencies, section = targets
    shares = np.clip(shares, 1e-7, 1)
    right = shares[np.arange(len(section)), section] / shares.sum(axis=1)
    squared = np.mean((np.ravel(said) - dependencies) ** 2)
    return float(squared), float(-np.mean(np.log(right)))


def package_slopes(weights, inputs, targets, *, upstream=None, by_place=True):
    """Return the logits for a batch, the slopes of its loss in the weights, and their squares.

    `by_place` is that of `order_slopes` of chapter 11.
    """
    (tokens, numeric), (dependencies, section) = inputs, targets
    table, W, b, Wd, bd, Ws, bs = weights
    mean, shares = means_of(table, tokens)
    both = np.concatenate([mean, numeric], axis=1)
    h = dense.relu(both @ W + b)
    said, logits = h @ Wd + bd, h @ Ws + bs
    d_said = 2 * (said - np.reshape(dependencies, said.shape)) / len(said)
    d_logits = dense.softmax(logits)
    d_logits[np.arange(len(section)), section] -= 1
    d_logits = d_logits / len(section)
    dz = (d_said @ Wd.T + d_logits @ Ws.T) * (h > 0)
    places = shares[:, :, np.newaxis] * (dz @ W.T)[:, np.newaxis, :16]
    slope, squared = np.zeros((2, *table.shape))
    np.add.at(slope, tokens, places)
    np.add.at(squared, tokens, places**2)
    found = [slope, both.T @ dz, dz.sum(axis=0)]
    found += [h.T @ d_said, d_said.sum(axis=0), h.T @ d_logits, d_logits.sum(axis=0)]
    squares = [each**2 for each in found]
    return logits, found, [squared if by_place else squares[0], *squares[1:]]


def package_weights(model, sizes):
    """Return a model's weights in the order of this module, once they have the right shapes.

    Raises:
        Failure: if it is no model, or has other layers with weights.
    """
    vocab, _, numbers, sections = sizes
    networks.architecture(model)
    weights = networks.get_weights(model)
    seen, wanted = [each.shape for each in weights], package_shapes(vocab, numbers, sections)
    turned = [*wanted[:3], *wanted[5:], *wanted[3:5]]  # the heads in the other order
    known = {
        "leaves_numeric_out": [wanted[0], (16, 64), *wanted[2:]],
        "takes_32_units": [
            *(wanted[0], (16 + numbers, 32), (32,), (32, 1), (1,)),
            *((32, sections), (sections,)),
        ],
        "flattens_the_words": [wanted[0], (16 * sizes[1] + numbers, 64), *wanted[2:]],
        "leaves_out_the_hidden_layer": [
            *(wanted[0], (16 + numbers, 1), (1,)),
            *((16 + numbers, sections), (sections,)),
        ],
        "adds_a_row_to_the_table": [(vocab + 1, 16), *wanted[1:]],
    }
    named = [name for name, shapes in known.items() if seen == shapes]
    message = "The layers with weights are not the ones asked for."
    hint = "Embedding(vocab, 16), Dense(64), and the two heads on it: Dense(1), Dense(n_sections)"
    fits = seen in (wanted, turned)
    require(fits, message, hint=hint, mistake="" if fits or not named else named[0])
    return weights if seen == wanted else [*weights[:3], *weights[5:], *weights[3:5]]


def put_weights(model, weights):
    """Give a model weights that stand in the order of this module."""
    shapes = [each.shape for each in networks.get_weights(model)]
    turned = shapes[3] != (64, 1)
    networks.set_weights(model, [*weights[:3], *weights[5:], *weights[3:5]] if turned else weights)


def drawn_weights(rng, sizes):
    """Return weights of which every one shows; no section's share is near 0.

    There Keras may or may not keep its distance: where it finds the logits, it takes those.
    """
    shapes = package_shapes(sizes[0], sizes[2], sizes[3])
    weights = [rng.normal(0, 0.5, shape).astype(np.float32) for shape in shapes]
    return [*weights[:5], weights[5] / 4, weights[6]]


def package_rows(rng, count, sizes):
    """Return tokens, filled up with zeros behind, and numeric; no row is of zeros alone."""
    vocab, length, numbers, _ = sizes
    tokens = rng.integers(1, vocab, (count, length)).astype(np.int32)
    ends = rng.permutation(np.arange(count) % length) + 1
    tokens[np.arange(length) >= ends[:, np.newaxis]] = 0
    return tokens, rng.normal(size=(count, numbers)).astype(np.float32)


def package_data(rng, count):
    """Return packages; every id and every section occurs in the first rows."""
    tokens, numeric = package_rows(rng, count, SIZES)
    tokens[: VOCAB // LENGTH] = np.arange(VOCAB).reshape(-1, LENGTH)
    section = rng.permutation(np.arange(count) % SECTIONS)
    section[:SECTIONS] = np.arange(SECTIONS)
    numeric = 4 + numeric * [1, 3, 0.5, 20] + np.linspace(0, 6, count)[:, np.newaxis]
    dependencies = 1 + 0.4 * numeric[:, 0] + rng.normal(0, 0.3, count)
    return {"tokens": tokens, "numeric": numeric, "dependencies": dependencies, "section": section}


def scaled(numeric, by):
    """Return numbers, standardized by what some of the rows say."""
    return (numeric - numeric[by].mean(axis=0)) / numeric[by].std(axis=0)


def batch_of(data, some, by):
    """Return inputs and targets of some rows; numeric is standardized by others, or not at all."""
    numeric = data["numeric"] if by is None else scaled(data["numeric"], by)
    inputs = data["tokens"][some], numeric[some]
    return inputs, (data["dependencies"][some], data["section"][some])


def ways(start, batches):
    """Yield, for each way of Keras to square what an embedding's row gets, a training by Adam."""
    for by_place in (True, False):

        def slopes(now, x, y, *, upstream, by_place=by_place):
            return package_slopes(now, x, y, by_place=by_place)

        yield list(descent.adam(start, batches, RATE, slopes_of=slopes))


@dataclass(frozen=True)
class PackageFit:
    """A training that graders look at, and how to compare it with others."""

    data: dict[str, np.ndarray]
    seen: training_calls.TrainingCall
    start: Callable[[int], list[np.ndarray]]  # by the seed
    written: Sequence[str] = ()  # what lies in the working folder since

    @property
    def answer(self) -> Any:
        """The dict that was answered."""
        return self.seen.answer

    @property
    def weights(self):
        """The weights of the model that was trained, once they have the right shapes."""
        return package_weights(self.answer["model"], SIZES)

    def off(self, some=slice(0, CUT), by: Any = slice(0, CUT), steps=EPOCHS, seed=SEED):
        """Return how far the model is from one that has learned from other rows, or otherwise."""
        batch, seen = batch_of(self.data, some, by), self.weights
        found = [way[-1] for way in ways(self.start(seed), [batch] * steps)]
        return min(training_calls.apart(seen, each, RATE) for each in found)


def starting(submission):
    """Return what gives the weights of a new model by its seed."""

    def start(seed):
        return networks.get_weights(package_model(submission, SIZES, seed))

    return start
