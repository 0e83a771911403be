"""1.7 perceptron_train: the mistakes that its graders know."""

import numpy as np

from autograder.asserting import (
    misconception,
)

# Each is right where its mistake has no effect; `right` refuses bad input.


def _floats(right, X, y, lr):
    """Return rows and labels as floats; bad input is refused."""
    right(X, y, lr, 0)
    return np.asarray(X, dtype=np.float64), np.asarray(y, dtype=np.float64)


def _train(right, X, y, lr, epochs, change, bar=0.0, w=None):
    """Train with another rule: `change(error, row, label, score)` -> what to add to w and to b."""
    X, y = _floats(right, X, y, lr)
    w, b, mistakes = np.zeros(X.shape[1]) if w is None else w, 0.0, []
    for _ in range(epochs):
        wrong = 0
        for row, label in zip(X, y, strict=True):
            score = row @ w + b
            error = label - (score > bar)
            if error != 0:
                dw, db = change(error, row, label, score)
                w, b, wrong = w + lr * dw, b + lr * db, wrong + 1
        mistakes.append(wrong)
        if wrong == 0:
            break
    return w, float(b), mistakes


@misconception
def never_changes_the_bias(right, X, y, lr=1.0, epochs=20):
    """The bias never changed: without it a line cannot leave the origin. Update b with the same
    error as w.
    """
    return _train(right, X, y, lr, epochs, lambda error, row, *_: (error * row, 0.0))


@misconception
def updates_after_the_pass(right, X, y, lr=1.0, epochs=20):
    """Mistakes per pass differ: change w right after each mistake, before the next row."""
    X, y = _floats(right, X, y, lr)
    w, b, mistakes = np.zeros(X.shape[1]), 0.0, []
    for _ in range(epochs):
        errors = y - (X @ w + b > 0)
        w, b = w + lr * errors @ X, b + lr * errors.sum()
        mistakes.append(int(np.count_nonzero(errors)))
        if mistakes[-1] == 0:
            break
    return w, float(b), mistakes


@misconception
def reverses_the_sign(right, X, y, lr=1.0, epochs=20):
    """The error is y - p; you used p - y, and every change goes the wrong way."""
    return _train(right, X, y, lr, epochs, lambda error, row, *_: (-error * row, -error))


@misconception
def does_not_note_the_clean_pass(right, X, y, lr=1.0, epochs=20):
    """The clean pass at the end is missing from the list. Append the count first, then stop."""
    w, b, mistakes = right(X, y, lr, epochs)
    return w, b, mistakes[:-1] if mistakes and mistakes[-1] == 0 else mistakes


@misconception
def never_stops_early(right, X, y, lr=1.0, epochs=20):
    """Training went on after a clean pass. `break` when a pass has no mistake."""
    w, b, mistakes = right(X, y, lr, epochs)
    return w, b, mistakes + [0] * (epochs - len(mistakes))


@misconception
def ignores_the_learning_rate(right, X, y, lr=1.0, epochs=20):
    """`lr` had no effect. Multiply both updates by it."""
    right(X, y, lr, 0)
    return right(X, y, 1.0, epochs)


@misconception
def leaves_lr_out_of_the_bias(right, X, y, lr=1.0, epochs=20):
    """w uses `lr`, b does not. Both steps are lr (y - p)."""
    return _train(right, X, y, lr, epochs, lambda error, row, *_: (error * row, error / lr))


@misconception
def uses_the_score_in_the_error(right, X, y, lr=1.0, epochs=20):
    """You put the score z into the error. The error is y - p with p = 0 or 1."""

    def change(error, row, label, score):
        return (label - score) * row, label - score

    return _train(right, X, y, lr, epochs, change)


@misconception
def corrects_only_misses(right, X, y, lr=1.0, epochs=20):
    """Rows with label 0 never changed anything. A false alarm lowers w and b."""
    return _train(right, X, y, lr, epochs, lambda error, row, label, _: (label * row, label))


@misconception
def trains_with_the_bar_at_one_half(right, X, y, lr=1.0, epochs=20):
    """Training compares the score with 0.5. The bar is 0; the bias does the rest."""
    return _train(right, X, y, lr, epochs, lambda error, row, *_: (error * row, error), bar=0.5)


@misconception
def counts_after_the_pass(right, X, y, lr=1.0, epochs=20):
    """You counted mistakes with the weights after the pass. Count each row when it is met."""
    mistakes, w, b = [], np.zeros(np.shape(X)[-1]), 0.0
    for passes in range(1, epochs + 1):
        w, b, _ = right(X, y, lr, passes)
        mistakes.append(int(np.sum((X @ w + b > 0) != y)))
        if mistakes[-1] == 0:
            break
    return w, b, mistakes


@misconception
def leaves_the_pass_at_the_first_mistake(right, X, y, lr=1.0, epochs=20):
    """You left the pass at its first mistake. `break` belongs after the rows, when the pass was
    clean.
    """
    X, y = _floats(right, X, y, lr)
    w, b, mistakes = np.zeros(X.shape[1]), 0.0, []
    for _ in range(epochs):
        errors = y - (X @ w + b > 0)
        first = np.flatnonzero(errors)[:1]
        mistakes.append(len(first))
        if len(first) == 0:
            break
        w, b = w + lr * errors[first] @ X[first], b + lr * errors[first].sum()
    return w, float(b), mistakes


@misconception
def fires_at_zero(right, X, y, lr=1.0, epochs=20):
    """A score of exactly 0 answered 1 in your training. The rule is strict: p = 1 only if
    w·x + b > 0.
    """
    bar = -np.finfo(float).tiny
    return _train(right, X, y, lr, epochs, lambda error, row, *_: (error * row, error), bar=bar)


@misconception
def starts_at_random(right, X, y, lr=1.0, epochs=20):
    """w starts at random numbers: no other training agrees with yours. Start w and b at 0."""
    X, y = _floats(right, X, y, lr)
    start = np.random.default_rng(0).normal(0.0, 0.01, X.shape[1])
    return _train(right, X, y, lr, epochs, lambda error, row, *_: (error * row, error), w=start)


@misconception
def moves_by_the_label_of_one_or_minus_one(right, X, y, lr=1.0, epochs=20):
    """A score of exactly 0 counted as a mistake for both labels: the rule of labels 1 and -1, where
    the label itself is the step. Here labels are 0 and 1, p is 0 at 0, and the step is y - p.
    """
    X, y = _floats(right, X, y, lr)
    signs = 2 * y - 1
    return _train_signed(X, signs, lr, epochs, lambda score, sign: sign * (sign * score <= 0))


@misconception
def doubles_the_steps_with_labels_of_minus_one(right, X, y, lr=1.0, epochs=20):
    """Your steps are twice too large: with labels (and answers) 1 and -1 the error is 2 or -2.
    Here both are 0 or 1.
    """
    X, y = _floats(right, X, y, lr)
    signs = 2 * y - 1
    return _train_signed(
        X, signs, lr, epochs, lambda score, sign: sign - np.where(score > 0, 1, -1)
    )


@misconception
def answers_minus_one_in_training(right, X, y, lr=1.0, epochs=20):
    """Your training answers -1 for «no», but the labels are 0 and 1: a right «no» counts as a
    mistake. p is 1 or 0.
    """
    X, y = _floats(right, X, y, lr)
    return _train_signed(X, y, lr, epochs, lambda score, label: label - np.where(score > 0, 1, -1))


def _train_signed(X, labels, lr, epochs, error_of):
    """Train with errors `error_of(score, label)`, whatever the labels are."""
    w, b, mistakes = np.zeros(X.shape[1]), 0.0, []
    for _ in range(epochs):
        wrong = 0
        for row, label in zip(X, labels, strict=True):
            error = float(error_of(row @ w + b, label))
            w, b, wrong = w + lr * error * row, b + lr * error, wrong + (error != 0)
        mistakes.append(int(wrong))
        if wrong == 0:
            break
    return w, float(b), mistakes


@misconception
def lets_errors_cancel(right, X, y, lr=1.0, epochs=20):
    """You added the errors up: a miss (1) and a false alarm (-1) cancel, and training stops too
    early. Count the rows whose error is not 0.
    """
    return _cancelling(right, X, y, lr, epochs, int)


@misconception
def lets_errors_cancel_without_their_sign(right, X, y, lr=1.0, epochs=20):
    """You took the sign off the sum of a pass, so a miss (1) and a false alarm (-1) still cancel.
    Count the rows whose error is not 0.
    """
    return _cancelling(right, X, y, lr, epochs, abs)


def _cancelling(right, X, y, lr, epochs, noted):
    """Train with the sum of the errors noted for each pass."""
    X, y = _floats(right, X, y, lr)
    w, b, mistakes = np.zeros(X.shape[1]), 0.0, []
    for _ in range(epochs):
        total = 0
        for row, label in zip(X, y, strict=True):
            error = label - (row @ w + b > 0)
            w, b, total = w + lr * error * row, b + lr * error, total + int(error)
        mistakes.append(noted(total))
        if total == 0:
            break
    return w, float(b), mistakes


@misconception
def leaves_out_the_error(right, X, y, lr=1.0, epochs=20):
    """Every mistake adds the row, a false alarm too. The error y - p is -1 there and takes the row
    off: it belongs into both steps.
    """
    return _train(right, X, y, lr, epochs, lambda error, row, *_: (row, 1.0))


@misconception
def stops_one_pass_late(right, X, y, lr=1.0, epochs=20):
    """You went through the rows once more after a clean pass. Its 0 is noted, and training ends."""
    w, b, mistakes = right(X, y, lr, epochs)
    return w, b, mistakes + [0] * (mistakes[-1:] == [0] and len(mistakes) < epochs)
