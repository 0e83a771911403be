"""1.7 perceptron_train: the mistakes that its graders know."""

import itertools
from functools import partial

import numpy as np

from autograder.asserting import (
    misconception,
)

from .cases import by_bar, floats_of, train_otherwise

# Each is right where its mistake has no effect; `right` refuses bad input.


@misconception
def never_changes_the_bias(right, X, y, lr=1.0, epochs=20):
    """The bias never changed: without it a line cannot leave the origin. Update b with the same
    error as w.
    """
    return train_otherwise(right, X, y, lr, epochs, lambda error, row, *_: (error * row, 0.0))


@misconception
def updates_after_the_pass(right, X, y, lr=1.0, epochs=20):
    """Mistakes per pass differ: change w right after each mistake, before the next row."""
    X, y = floats_of(right, X, y, lr)
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
    return train_otherwise(right, X, y, lr, epochs, lambda error, row, *_: (-error * row, -error))


@misconception
def shuffles_the_rows(right, X, y, lr=1.0, epochs=20):
    """The rows were shuffled: two calls differ. A pass takes them in their order."""
    order = np.random.default_rng().permutation(len(X))
    return right(X[order], y[order], lr, epochs)


@misconception
def trains_one_pass_less(right, X, y, lr=1.0, epochs=20):
    """One pass is missing: range(1, epochs) has one number less than range(epochs)."""
    return right(X, y, lr, epochs - 1)


@misconception
def answers_again_for_the_bias(right, X, y, lr=1.0, epochs=20):
    """The answer p was computed again, with the new w, before b was changed. One error serves both:
    keep label - p in a variable.
    """

    def change(error, row, label, score):
        return error * row, label - (score + lr * error * row @ row > 0)

    return train_otherwise(right, X, y, lr, epochs, change)


@misconception
def stops_when_nothing_gets_better(right, X, y, lr=1.0, epochs=20):
    """Training ended after a pass with as many mistakes as the one before. It goes on: only a pass
    without a mistake ends it, or the last of `epochs`.
    """
    *_, mistakes = right(X, y, lr, epochs)
    pairs = itertools.pairwise(mistakes)
    ends = [place for place, (one, other) in enumerate(pairs, 2) if one == other]
    return right(X, y, lr, ends[0] if ends else epochs)


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
    return train_otherwise(
        right, X, y, lr, epochs, lambda error, row, *_: (error * row, error / lr)
    )


@misconception
def uses_the_score_in_the_error(right, X, y, lr=1.0, epochs=20):
    """You put the score z into the error. The error is y - p with p = 0 or 1."""

    def change(error, row, label, score):
        return (label - score) * row, label - score

    return train_otherwise(right, X, y, lr, epochs, change)


@misconception
def corrects_only_misses(right, X, y, lr=1.0, epochs=20):
    """Rows with label 0 never changed anything. A false alarm lowers w and b."""
    return train_otherwise(
        right, X, y, lr, epochs, lambda error, row, label, _: (label * row, label)
    )


@misconception
def trains_with_the_bar_at_one_half(right, X, y, lr=1.0, epochs=20):
    """Training compares the score with 0.5. The bar is 0; the bias does the rest."""
    return train_otherwise(right, X, y, lr, epochs, error_of=partial(by_bar, bar=0.5))


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
    X, y = floats_of(right, X, y, lr)
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
    return train_otherwise(right, X, y, lr, epochs, error_of=partial(by_bar, bar=bar))


@misconception
def starts_at_random(right, X, y, lr=1.0, epochs=20):
    """w starts at random numbers: no other training agrees with yours. Start w and b at 0."""
    columns = floats_of(right, X, y, lr)[0].shape[1]
    start = np.random.default_rng(0).normal(0.0, 0.01, columns)
    return train_otherwise(right, X, y, lr, epochs, w=start)


@misconception
def moves_by_the_label_of_one_or_minus_one(right, X, y, lr=1.0, epochs=20):
    """A score of exactly 0 counted as a mistake for both labels: the rule of labels 1 and -1, where
    the label itself is the step. Here labels are 0 and 1, p is 0 at 0, and the step is y - p.
    """

    def error_of(score, label):
        sign = 2 * label - 1
        return sign * (sign * score <= 0)

    return train_otherwise(right, X, y, lr, epochs, error_of=error_of)


@misconception
def doubles_the_steps_with_labels_of_minus_one(right, X, y, lr=1.0, epochs=20):
    """Your steps are twice too large: with labels (and answers) 1 and -1 the error is 2 or -2.
    Here both are 0 or 1.
    """

    def error_of(score, label):
        return 2 * label - 1 - np.where(score > 0, 1, -1)

    return train_otherwise(right, X, y, lr, epochs, error_of=error_of)


@misconception
def answers_minus_one_in_training(right, X, y, lr=1.0, epochs=20):
    """Your training answers -1 for «no», but the labels are 0 and 1: a right «no» counts as a
    mistake. p is 1 or 0.
    """

    def error_of(score, label):
        return label - np.where(score > 0, 1, -1)

    return train_otherwise(right, X, y, lr, epochs, error_of=error_of)


@misconception
def lets_errors_cancel(right, X, y, lr=1.0, epochs=20):
    """You added the errors up: a miss (1) and a false alarm (-1) cancel, and training stops too
    early. Count the rows whose error is not 0.
    """
    return train_otherwise(right, X, y, lr, epochs, counts=int)


@misconception
def lets_errors_cancel_without_their_sign(right, X, y, lr=1.0, epochs=20):
    """You took the sign off the sum of a pass, so a miss (1) and a false alarm (-1) still cancel.
    Count the rows whose error is not 0.
    """
    return train_otherwise(right, X, y, lr, epochs, counts=int, noted=abs)


@misconception
def leaves_out_the_error(right, X, y, lr=1.0, epochs=20):
    """Every mistake adds the row, a false alarm too. The error y - p is -1 there and takes the row
    off: it belongs into both steps.
    """
    return train_otherwise(right, X, y, lr, epochs, lambda error, row, *_: (row, 1.0))


@misconception
def stops_one_pass_late(right, X, y, lr=1.0, epochs=20):
    """You went through the rows once more after a clean pass. Its 0 is noted, and training ends."""
    w, b, mistakes = right(X, y, lr, epochs)
    return w, b, mistakes + [0] * (mistakes[-1:] == [0] and len(mistakes) < epochs)
