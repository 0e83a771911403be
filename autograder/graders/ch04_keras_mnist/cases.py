"""What several exercises of this chapter are graded with."""

import functools
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder.asserting import descent, feedings, networks, remote, require, sequential
from course.datasets import bundled_mnist

# The course's own network of exercise 4.2: a mistake there costs nothing in 4.5 and 4.6.
LAYERS: list[tuple[str, dict[str, Any]]] = [
    ("Input", {"shape": (28, 28)}),
    ("Flatten", {}),
    ("Dense", {"units": 128, "activation": "relu"}),
    ("Dropout", {"rate": 0.2}),
    ("Dense", {"units": 10}),
]
HELD_OUT = slice(4000, 5000)
SHAPES = [(784, 128), (128,), (128, 10), (10,)]


@functools.cache
def digits():
    """Return x (5500, 28, 28) float32 between 0 and 1, and labels.

    4,000 are to train on, `HELD_OUT` are never given to a submission with their labels, and the
    last 500 are those that it may evaluate.
    """
    (x, y), (x_test, y_test) = bundled_mnist()
    x, y = np.concatenate([x[:4000], x_test[:1500]]), np.concatenate([y[:4000], y_test[:1500]])
    return (x / 255).astype(np.float32), y.astype(np.int64)


def redrawn_digits(rng):
    """Return the digits with their pixels and classes in an order of this course, a little noisy.

    Whoever learns meets no difference: a dense layer does not know which pixel lies beside which.
    But no table of known pictures, and no weights that were brought along, fit these.
    """
    x, y = digits()
    mixed = x.reshape(len(x), -1)[:, rng.permutation(784)]
    mixed = np.clip(mixed + rng.normal(0, 0.02, mixed.shape).astype(np.float32), 0, 1)
    return mixed.reshape(x.shape), rng.permutation(10)[y]


def noise(rng, rows=32):
    """Return random images and labels: enough where nothing has to be learned."""
    return rng.random((rows, 28, 28), dtype=np.float32), rng.integers(0, 10, rows)


def one_hot(labels):
    """Return the rows of a network that wants them so, float32 (N, 10)."""
    return np.eye(10, dtype=np.float32)[labels]


def forward(weights, x, hidden=lambda z: np.maximum(z, 0)):
    """Return the logits of Dense layers [W1, b1, W2, b2, …] for rows or images.

    `hidden` is the activation of all layers but the last: ReLU.
    """
    z = x.reshape(len(x), -1) @ weights[0] + weights[1]
    for W, b in zip(weights[2::2], weights[3::2], strict=True):
        z = hidden(z) @ W + b
    return z


def softmax(z):
    """Return the probabilities of the rows' logits; small ones, nothing overflows."""
    return np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)


def cross_entropy(logits, labels):
    """Return the mean of log Σ e^z − z_label over the rows, in float64."""
    ten = logits.shape == (len(labels), 10)
    require(ten, "The model does not answer ten numbers per image.", hint="end with Dense(10)")
    z = logits.astype(np.float64)
    top = z.max(axis=1, keepdims=True)
    log_sum = np.log(np.exp(z - top).sum(axis=1)) + top[:, 0]
    return float(np.mean(log_sum - z[np.arange(len(z)), labels]))


def taken_for_probabilities(outputs, labels, *, rows=False):
    """Return what Keras's cross-entropy without `from_logits` makes of outputs, whatever they are.

    The sparse one cuts them to 0 … 1 and then divides by their sum, that of one-hot `rows` does it
    the other way round.
    """
    p = outputs.astype(np.float64)
    p = np.clip(p / p.sum(axis=1, keepdims=True) if rows else p, 1e-7, 1 - 1e-7)
    if rows:
        return float(-np.mean(np.log(p[np.arange(len(p)), labels])))
    return float(np.mean(np.log(p.sum(axis=1)) - np.log(p[np.arange(len(p)), labels])))


def is_same(seen, wanted):
    """Return whether two tables of outputs agree, as far as float32 goes."""
    return seen.shape == wanted.shape and np.allclose(seen, wanted, rtol=1e-3, atol=1e-4)


def require_layers(weights, shapes):
    """Ask for weights of these shapes, in this order."""
    found = [array.shape for array in weights]
    message = "The layers with weights are not the ones asked for."
    require(
        found == shapes, message, hint="Dense layers of these sizes, in this order, with biases"
    )


def redrawn(rng, weights):
    """Return other weights of the same shapes, biases that are not 0 among them."""
    return [rng.normal(0, 0.05, array.shape).astype(np.float32) for array in weights]


# A network of 784-16-10 is enough to look at an optimizer.
SMALL = [(784, 16), (16,), (16, 10), (10,)]


def small_network(submission):
    """Return a network of the course with 16 hidden units, not compiled."""
    hidden = ("Dense", {"units": 16, "activation": "relu"})
    return remote(submission, sequential([*LAYERS[:2], hidden, LAYERS[-1]]))


COMPILED = {
    "optimizer": ("optimizers", "Adam", {"learning_rate": 0.002}),  # for batches of 64
    "loss": ("losses", "SparseCategoricalCrossentropy", {"from_logits": True}),
    "metrics": ["accuracy"],
    "steps_per_execution": 8,  # the same steps, with less of Python between them
}
# For few rows it takes longer to build the training graph than to do without one. SGD moves no
# weight far for a slope that is only rounding: two trainings can be compared.
RATE = 0.001
SGD = ("optimizers", "SGD", {"learning_rate": RATE})
STEPWISE = COMPILED | {"optimizer": SGD, "run_eagerly": True, "steps_per_execution": 1}

ROWS, EPOCHS, BATCH = 30, 3, 14
TRAIN, TEST = 0.0, 1.0  # the first pixel of each image says where it is from
OWN = slice(1, 1 + ROWS)  # the next pixels: each is lit in one of the rows to train on


@dataclass(frozen=True)
class MnistTraining:
    """A training by the learner's function, and what was seen of it."""

    train: tuple[np.ndarray, np.ndarray]
    test: tuple[np.ndarray, np.ndarray]
    answer: Any  # of fit_and_evaluate, in whatever form
    changed: bool  # an argument
    printed: bool
    feedings: list[feedings.Feeding]  # what Keras was told
    steps: int | None  # of the optimizer
    start: list[np.ndarray]  # the weights before
    weights: list[np.ndarray]  # and afterwards
    again: Any = None  # the same training once more

    @property
    def moved(self):
        """Which of the training rows changed the weights, (N,): each lights a pixel of its own."""
        # Weights of a pixel move only for a row in which it is lit: by x times a slope.
        return np.any(self.weights[0] != self.start[0], axis=1)[OWN]

    @property
    def looks(self):
        """What the model was fed with, one after the other: "fit", or "test" for its rows."""
        seen = []
        for feeding in self.feedings:
            if TEST in feeding.marks:
                seen += ["test", *(["fit"] if feeding.within else [])]
            elif feeding.method in ("fit", "train_on_batch"):
                seen.append("fit")
        return seen

    @property
    def learned_from_test(self):
        """Whether test rows were trained on."""
        trained = [each for each in self.feedings if each.method in ("fit", "train_on_batch")]
        return any(TEST in feeding.marks for feeding in trained)

    def is_like(self, other):
        """Return whether two trainings with the same start learned the same."""
        return np.allclose(self.weights[0], other.weights[0], rtol=0, atol=2e-7)


def training(function, submission, start, train, test, seed=5, around=100):
    """Return a training of a new model with these start weights.

    `around` is the state of chance in which the function is called: only the argument may count.
    """
    model = remote(submission, sequential(LAYERS, STEPWISE))
    networks.set_weights(model, start)
    feedings.watch(model)
    case = (model, train, test, EPOCHS, BATCH, seed)
    (call,) = function.map([case], seed=around, note_prints=True)
    answer, fed = call.value, feedings.watched(model)
    steps, weights = networks.architecture(model).steps, networks.get_weights(model)
    require_layers(weights, SHAPES)
    return MnistTraining(
        train, test, answer, bool(call.changed), call.printed, fed, steps, start, weights
    )


def marked(rng, rows, mark, own):
    """Return random images, the pixels that tell of each row set."""
    x, _ = noise(rng, rows)
    pixels = x.reshape(len(x), 784)
    pixels[:, 0], pixels[:, OWN] = mark, own
    return x


def first_weights(rng):
    """Return weights for which digit 4 is hardly possible, and 5 to 9 are less so than 0 to 3."""
    start = redrawn(rng, [np.empty(shape) for shape in SHAPES])
    start[-1] = np.array([0, 0, 0, 0, -3, *[-1.5] * 5], np.float32)
    return start


def rows_to_train(rng, start):
    """Return rows to train on: 18 are read rightly at once, the last 10 % are all fours.

    The others are 0 to 3, in their order.
    """
    x, labels = marked(rng, ROWS, TRAIN, np.eye(ROWS)), np.sort(rng.integers(0, 4, ROWS))
    labels[:18] = np.argmax(forward(start, x[:18]), axis=1)
    labels[-3:] = 4
    return x, labels


def rows_to_test(rng, start):
    """Return rows to evaluate: 8 are read rightly, 12 show a digit that is not trained on."""
    x, labels = marked(rng, 20, TEST, 0), rng.integers(5, 10, 20)
    labels[:8] = np.argmax(forward(start, x[:8]), axis=1)
    return x, labels


def scores_of(weights, rows):
    """Return loss and accuracy of these weights on rows, without dropout."""
    logits = forward(weights, rows[0])
    return np.array([cross_entropy(logits, rows[1]), np.mean(logits.argmax(axis=1) == rows[1])])


def simulated(rng, trained):
    """Return what twelve such trainings report, (12, EPOCHS, 2), and how the last biases move."""
    rows = tuple(part[trained.moved] for part in trained.train)
    runs = [descent.sgd(trained.start, rows, rng, (RATE, EPOCHS, BATCH, 0.2)) for _ in range(12)]
    scores, biases = zip(*runs, strict=True)
    return np.array(scores), np.array(biases) - trained.start[-1]
