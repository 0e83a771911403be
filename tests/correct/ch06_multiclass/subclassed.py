# ruff: noqa (a student wrote this)
"""Short expressions; networks are classes of their own, trained on tensors of one-hot rows."""

from functools import reduce
from itertools import accumulate, pairwise

import keras
import numpy as np

SIGMOID_LOSSES = dict(
    binary="binary_crossentropy", multilabel="binary_crossentropy", bounded_regression="mse"
)


def refuse(unless, text):
    if not unless:
        raise ValueError(text)


def choose_head(problem, n_outputs):
    known = [*SIGMOID_LOSSES, "multiclass", "regression"]
    refuse(problem in known, f"choose_head: problem: {problem} is none of {known}")
    fits = {"binary": n_outputs == 1, "multiclass": n_outputs >= 3}.get(problem, n_outputs >= 1)
    refuse(fits, f"choose_head: n_outputs: {n_outputs} for {problem}")
    other = ("softmax", "categorical_crossentropy") if problem == "multiclass" else (None, "mse")
    pair = ("sigmoid", SIGMOID_LOSSES[problem]) if problem in SIGMOID_LOSSES else other
    return dict(zip(("units", "activation", "loss"), (n_outputs, *pair)))


class Stack(keras.Model):
    """Dense layers, one behind the other."""

    def __init__(self, sizes, end):
        super().__init__()
        self.steps = [keras.layers.Dense(n, activation="relu") for n in sizes[:-1]]
        self.steps += [keras.layers.Dense(sizes[-1], activation=end)]

    def call(self, x):
        return reduce(lambda value, layer: layer(value), self.steps, x)


def fitted(sizes, end, loss, rows, targets, batch_size, epochs, seed):
    keras.utils.set_random_seed(seed)
    model = Stack(sizes, end)
    model.compile(optimizer=keras.optimizers.Adam(1e-3), loss=loss)
    model.fit(rows, targets, epochs=epochs, batch_size=batch_size, verbose=False)
    return model


def train_topics(X, y, hidden=64, epochs=12, seed=0):
    refuse(hidden > 0, f"train_topics: hidden: {hidden}")
    cut, one_hot = len(X) * 4 // 5, np.eye(int(y.max()) + 1)[y]
    sizes = 64, hidden, one_hot.shape[1]
    loss = "categorical_crossentropy"
    model = fitted(sizes, "softmax", loss, X[:cut], one_hot[:cut], 128, epochs, seed)
    found = np.asarray(model(X[cut:])).argmax(-1)
    share = one_hot[cut:].mean(0)[one_hot[:cut].sum(0).argmax()]
    return {"model": model, "accuracy": float((found == y[cut:]).mean()), "baseline": float(share)}


def predict_labels(probs, problem, threshold=0.5):
    words = {"binary", "multilabel", "multiclass"}
    refuse(problem in words, f"predict_labels: problem: {problem}")
    refuse(((0 <= probs) * (probs <= 1)).all(), "predict_labels: range: no probability")
    return probs.argmax(-1) if problem == "multiclass" else np.greater(probs, threshold) * 1


def k_fold_indices(n, k, rng):
    refuse(1 < k <= n, f"k_fold_indices: k must be between 2 and {n}, not {k}")
    order = rng.permutation(n)
    cuts = [0, *accumulate(n // k + (part < n % k) for part in range(k))]
    return [(np.r_[order[:a], order[b:]], order[a:b]) for a, b in pairwise(cuts)]


def mean_absolute_error(y, p):
    refuse(len(y) == len(p), f"mean_absolute_error: shape: {y.shape} and {p.shape}")
    return float(abs(y.astype(float).ravel() - p.astype(float).ravel()).mean())


def cross_validate(X, y, k=4, epochs=50, seed=0):
    errors = []
    for rows, held in k_fold_indices(len(X), k, np.random.default_rng(seed)):
        mean, spread = X[rows].mean(0), X[rows].std(0)
        scaled = (X - mean) / np.where(np.ptp(X[rows], axis=0) > 0, spread, 1)
        model = fitted((64, 64, 1), None, "mse", scaled[rows], y[rows], 16, epochs, seed)
        errors.append(mean_absolute_error(y[held], np.asarray(model(scaled[held]))))
    return errors
